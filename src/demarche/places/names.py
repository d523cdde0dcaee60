"""How names are compared: without case, accents, stops and apostrophes, with "St." and the like written out."""

import re
import unicodedata

_QUIET = re.compile(r"[’'ʻ`ʼʹ‘.,]")
_GAP = re.compile(r"[-–—‑\s/]+")
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|ez) (?=\w)")
_WRITTEN = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE"}
)


def fold_name(name: str) -> str:
    """The form of a name under which the gazetteer keeps it.

    >>> fold_name("St. John's"), fold_name("Deir Ez-Zor"), fold_name("São Paulo")
    ('saint johns', 'deir ez zor', 'sao paulo')
    """
    bare = name.lower() if name.isascii() else _plain(name)
    words = _GAP.sub(" ", _QUIET.sub("", bare)).split()
    if words and len(words) > 1 and words[0] in _WRITTEN:
        words[0] = _WRITTEN[words[0]]
    return " ".join(words)


def _plain(name: str) -> str:
    split = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(char for char in split if not unicodedata.combining(char)).lower()


def without_article(key: str) -> str | None:
    """A folded name without its Arabic article ("ar raqqah" gives "raqqah"), None if it has none."""
    bare = _ARTICLE.sub("", key)
    return bare if bare != key else None
