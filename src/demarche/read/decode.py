"""Bytes to text: what is no page is refused by name, the encoding is found, line ends become one character."""

import re
from functools import cache
from typing import Protocol, cast

from demarche.base import ReadError
from demarche.read.draft import Page

LIMIT = 10_000_000
"""Bytes of one report at most: news pages stay under 2 MB; ten leave room for pages with pictures inside them."""

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF file", "save its text first (pdftotext)"),
    (b"\x89PNG", "an image", "give the page, not the picture"),
    (b"\xff\xd8\xff", "an image", "give the page, not the picture"),
    (b"GIF8", "an image", "give the page, not the picture"),
    (b"II*\x00", "an image", "give the page, not the picture"),
    (b"MM\x00*", "an image", "give the page, not the picture"),
    (b"\xd0\xcf\x11\xe0", "an old office file", "save it as plain text"),
    (b"{\\rtf", "a rich text file", "save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"SQLite format 3", "a database", "export its texts as JSONL"),
    (b"PAR1", "a Parquet file", "export its texts as JSONL"),
    (b"\x7fELF", "a program", ""),
    (b"ID3", "a sound file", ""),
    (b"OggS", "a sound file", ""),
    (b"WARC/", "a web archive", "unpack its pages first"),
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
# Names that pages use for what is Windows-1252 in truth (the WHATWG encoding standard lists them).
_WESTERN = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252", "x-cp1252"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SURE = 0.9  # probability from which another language is believed
_SHORT = 120  # characters below which the language is not judged: headlines are all names


def refuse_foreign(page: Page) -> None:
    """Raise a ReadError for what is plainly no text: nothing, too much, or a file of another kind."""
    data = page.data
    if page.text is not None:
        if not page.text.strip():
            raise ReadError(page.name, "is empty")
        if len(page.text) > LIMIT:
            raise too_large(page.name)
        return
    if not data.strip():
        raise ReadError(page.name, "is empty")
    if len(data) > LIMIT:
        raise too_large(page.name)
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise ReadError(page.name, f"is {kind}, not a page", remedy)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        office = b"[Content_Types].xml" in data[:4000] or b"mimetypeapplication/vnd" in data[:200]
        raise ReadError(page.name, "is an office file, not a page" if office else "is a zip archive, not a page",
                        "save it as plain text" if office else "unpack it first")  # fmt: skip
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:8] == b"ftyp":
        raise ReadError(page.name, "is an image or a film, not a page", "give the page that shows it")


def too_large(name: str) -> ReadError:
    """The error for more than `LIMIT` bytes."""
    return ReadError(name, f"is larger than {LIMIT // 1_000_000} MB", "give one report at a time, or a JSONL file")


def decode(page: Page) -> str:
    """The page's text, its line ends as "\\n": by byte order mark, declared charset, UTF-8, and then by likelihood.

    Raises:
        ReadError: the bytes are no text in any encoding.
    """
    if page.text is not None:
        return unify(page.text)
    data = page.data
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return unify(_decoded(data, encoding, page.name))
    if b"\x00" in data[:4096]:
        raise ReadError(page.name, "is no text (it holds zero bytes)", "give an HTML page or a plain text")
    declared = page.charset or _declared(data)
    if declared and declared.lower() not in _WESTERN:
        try:
            return unify(data.decode(declared))
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration is common; the bytes themselves decide
    try:
        text = data.decode("utf-8")  # before a declared western set: every byte string "is" Latin-1, few are UTF-8
    except UnicodeDecodeError:
        text = _guessed(data, declared, page.name)
    if len(_CONTROL.findall(text[:10_000])) > 20:
        raise ReadError(page.name, "is no text (it holds control characters)", "give an HTML page or a plain text")
    return unify(text)


def unify(text: str) -> str:
    """The text with each line end as "\\n"; offsets of blocks count in this text."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"is damaged: it says {encoding} and is not", "save it as UTF-8") from error


def _guessed(data: bytes, declared: str | None, name: str) -> str:
    if declared or _western(data):
        return data.decode("cp1252", errors="replace")
    from charset_normalizer import from_bytes  # two tenths of a second, and rarely needed

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ReadError(name, "its encoding is not recognised", "save it as UTF-8")
    return data.decode(best.encoding, errors="replace")


def _western(data: bytes) -> bool:
    """Whether the odd bytes are few and each a quote, dash or Latin letter: English in Windows-1252."""
    odd = [byte for byte in data if byte >= 0x80]
    plausible = sum(
        byte in b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xb0\xb7\xbb\xbd" or byte >= 0xC0
        for byte in odd
    )
    return len(odd) < 0.05 * len(data) and plausible == len(odd)


def refuse_language(text: str, name: str) -> None:
    """Raise a ReadError if the text is surely in another language than English; a short text passes."""
    sample = " ".join(text[:1000].split())
    if len(sample) < _SHORT:
        return
    if sample.isupper():
        sample = sample.lower()
    language, probability = _identifier().classify(sample)
    if language != "en" and probability > _SURE:
        raise ReadError(name, f"is not in English (it reads as {language!r})", "Demarche reads English reports only")


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    """The language model, read once: a tenth of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
