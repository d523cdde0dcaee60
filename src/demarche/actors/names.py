"""Names made comparable."""

import re
import unicodedata

_POSSESSIVE = re.compile(r"[’']s?$")
_LOOSE = re.compile(r"[\s\-–‐]+")
_SILENT = re.compile(r"[.’‘'`ʻʼ]")


def fold(name: str) -> str:
    """The name without accents, case, points, apostrophes, hyphens and leading article.

    >>> fold("the Élysée") == fold("Elysee"), fold("Al-Shabaab"), fold("U.N.")
    (True, 'al shabaab', 'un')
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.strip()))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    plain = plain.replace("ı", "i").replace("ł", "l").replace("đ", "d").replace("ø", "o").replace("ß", "ss")
    return _LOOSE.sub(" ", _SILENT.sub("", plain)).strip().removeprefix("the ")


def cut(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as written, a possessive "'s" as a word of its own, punctuation left out.

    >>> cut("head of Georgia's border guard")
    ('head', 'of', 'Georgia', "'s", 'border', 'guard')
    """
    spaced = re.sub(r"\s*-\s*", "-", phrase.replace("’", "'"))
    spaced = re.sub(r"(?<=\w)'s\b|(?<=s)'(?=\s)", " 's", spaced)
    return tuple(word for word in re.findall(r"[^\s,;:()\"“”]+", spaced) if word not in {"-", "–", "'"})
