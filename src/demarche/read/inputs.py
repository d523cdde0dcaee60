"""The room's verbs: one input to one report, a file to its reports, folders to inputs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.base import ConfigError, Given, ReadError
from demarche.read.decode import LIMIT, too_large
from demarche.read.draft import Draft, Fact, FactName, Page, Reader
from demarche.read.record import Report

if TYPE_CHECKING:
    from demarche.knowledge import Folders

SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".md", ".jsonl")
"""What `find_inputs` takes from a folder."""

_FORMATS = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".text": "text", ".md": "markdown",
            ".markdown": "markdown"}  # fmt: skip
_LINES = (".jsonl", ".ndjson")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b", re.I | re.S
)
# Fields of a JSONL line and the facts that they are; of two that name one fact the first counts.
_FIELDS: tuple[tuple[str, FactName], ...] = (
    ("headline", "headline"), ("title", "headline"), ("published", "published"), ("date", "published"), ("url", "url"),
    ("outlet", "outlet"), ("source", "outlet"), ("agency", "agency"), ("byline", "byline"), ("author", "byline"),
    ("dateline", "dateline"), ("language", "language"),
)  # fmt: skip


def _html(page: Page) -> Draft:
    from demarche.read.html import read_html  # lxml and, when it reads, trafilatura

    return read_html(page)


def _text(page: Page) -> Draft:
    from demarche.read.plain import read_plain

    return read_plain(page)


def _markdown(page: Page) -> Draft:
    from demarche.read.plain import read_markdown

    return read_markdown(page)


READERS: dict[str, Reader] = {"html": _html, "text": _text, "markdown": _markdown}
"""Readers by format. Packages add theirs by the entry points `demarche.readers`; one named "pdf" reads `.pdf` files."""


@cache
def open_readers() -> Mapping[str, Reader]:
    """The shipped readers and those of installed packages, found at the first call.

    Raises:
        ConfigError: a package's reader cannot be loaded, or is none; names it.
    """
    from importlib.metadata import entry_points

    found = dict(READERS)
    for point in entry_points(group="demarche.readers"):
        try:
            reader = point.load()
        except (ImportError, AttributeError) as error:
            raise ConfigError(
                f"reader {point.name!r} ({point.value}) cannot be loaded: {error}; update or remove its package"
            ) from error
        if not callable(reader):
            raise ConfigError(f"reader {point.name!r} ({point.value}) is no reader; update or remove its package")
        found[point.name] = reader
    return found


def read(
    source: str | bytes | Path,
    *,
    name: str | None = None,
    url: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    folders: "Folders | None" = None,
) -> Report:
    """The report in a file, at an address, in bytes, or in a text.

    A string is a path if such a file exists, an address if it starts as one, and else the text itself; what looks
    like the name of a file that does not exist is an error. `published`, `url` and `outlet` overrule the page.

    Raises:
        ReadError: the input is missing, empty, too large, of another kind or language, or holds no story.
    """
    page = _page(source, name, url, folders)
    given = [Fact(key, value, Given("the caller")) for key, value in _given(url, outlet, published)]
    return _report(page, given, _format(page, source))


def _given(url: str | None, outlet: str | None, published: date | None) -> Iterator[tuple[FactName, str | date]]:
    if url:
        yield "url", url
    if outlet:
        yield "outlet", outlet
    if published:
        yield "published", published


def _report(page: Page, given: list[Fact], form: str) -> Report:
    from demarche.read.assemble import assemble

    reader = open_readers().get(form)
    if reader is None:
        raise ReadError(page.name, f"no reader for {form!r} is installed", f"known are {', '.join(open_readers())}")
    return assemble(reader(page), page, given=given)


def _page(source: str | bytes | Path, name: str | None, url: str | None, folders: "Folders | None") -> Page:
    if isinstance(source, bytes):
        return Page(name or "bytes", source, url=url, folders=folders)
    if isinstance(source, str) and _ADDRESS.fullmatch(source.strip()):
        from demarche.read.fetch import fetch

        page = fetch(source.strip())
        return Page(name or page.name, page.data, url=url or page.url, charset=page.charset, folders=folders)
    path = source if isinstance(source, Path) else _as_path(source)
    if path is None:
        return Page(name or "text", text=str(source), url=url, folders=folders)
    return Page(name or str(path), load(path), url=url, folders=folders)


def _as_path(source: str) -> Path | None:
    """The path that the string is, None if it is a text."""
    if "\n" in source or len(source) > 1000 or not source.strip() or "\x00" in source:
        return None
    path = Path(source)
    try:
        exists = path.exists()
    except OSError:
        return None
    named = not re.search(r"\s", source) and (
        path.suffix.lower() in (*_FORMATS, *_LINES, ".pdf", ".docx", ".json") or "/" in source
    )
    return path if exists or named else None


def load(path: Path) -> bytes:
    """The file's bytes; one that is too large is refused before it is read.

    Raises:
        ReadError: the file is missing, a folder, too large, or may not be read.
    """
    try:
        if path.is_dir():
            raise ReadError(str(path), "is a folder", "name its files, or let find_inputs list them")
        if not path.exists():
            raise ReadError(str(path), "no such file", "check the path")
        if not path.is_file():
            raise ReadError(str(path), "is no plain file", "save the page as a file first")
        if path.stat().st_size > LIMIT:
            raise too_large(str(path))
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror}", "check its permissions") from error


def _format(page: Page, source: str | bytes | Path) -> str:
    """The reader for the page: by the file's suffix, else by what it holds."""
    path = source if isinstance(source, Path) else _as_path(source) if isinstance(source, str) else None
    suffix = path.suffix.lower() if path and not _ADDRESS.match(str(source)) else ""
    if suffix in _LINES:
        raise ReadError(page.name, "holds a report on each line", "use read_all")
    if suffix not in _FORMATS and suffix.lstrip(".") in open_readers():
        return suffix.lstrip(".")
    return "html" if _PAGE.match(_start(page)) else _FORMATS.get(suffix, "text")


def _start(page: Page) -> str:
    """The first characters, enough to tell a web page."""
    if page.text is not None:
        return page.text[:2000]
    return page.data[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1").replace("\x00", "")


def read_all(path: str | Path, *, folders: "Folders | None" = None) -> Iterator[Report | ReadError]:
    """The reports of one input: of each line of a JSONL file, or of any single report.

    What cannot be read comes as the error, in its place; the rest goes on. JSONL is streamed. A line is an object
    with `text` and, where known, headline (title), published (date), url, outlet (source), agency, byline (author),
    dateline, language.
    """
    if Path(path).suffix.lower() not in _LINES or _ADDRESS.match(str(path)):
        try:
            yield read(path, folders=folders)
        except ReadError as error:
            yield error
        return
    for name, line in _lines(Path(path)):
        try:
            if isinstance(line, ReadError):
                raise line
            yield _read_line(name, line, folders)
        except ReadError as error:
            yield error


def _lines(path: Path) -> Iterator[tuple[str, bytes | ReadError]]:
    """Each line of a file that is not blank, with "file:line" as its name; a line too long as an error."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LIMIT + 1):
                number += 1
                name = f"{path}:{number}"
                if len(line) > LIMIT:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(LIMIT)
                    yield name, too_large(name)
                elif line.strip():
                    yield name, line
            if number == 0:
                yield str(path), ReadError(str(path), "is empty")
    except IsADirectoryError:
        yield str(path), ReadError(str(path), "is a folder", "name its files, or let find_inputs list them")
    except FileNotFoundError:
        yield str(path), ReadError(str(path), "no such file", "check the path")
    except OSError as error:
        yield str(path), ReadError(str(path), f"cannot be read: {error.strerror}", "check its permissions")


def _read_line(name: str, line: bytes, folders: "Folders | None") -> Report:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(name, f"is no JSON: {error}", "write one object a line, in UTF-8") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReadError(name, "has no text", 'give an object with a field "text"')
    facts = [_field(name, key, fact_name, row[key]) for key, fact_name in _FIELDS if row.get(key) not in (None, "", [])]
    language = next((str(each.value) for each in facts if each.name == "language"), "en")
    if language.lower().split("-")[0] not in ("en", "eng", "english"):
        raise ReadError(name, f"is not in English (it says {language!r})", "Demarche reads English reports only")
    facts = [each for each in facts if each.name != "language" or str(each.value).lower() not in ("eng", "english")]
    facts = [
        replace(each, value=_place(str(each.value), folders)) if each.name == "dateline" else each for each in facts
    ]
    url = next((str(each.value) for each in facts if each.name == "url"), None)
    page = Page(name, text=row["text"], url=url, folders=folders)
    return _report(page, facts, "html" if _PAGE.match(page.text or "") else "text")


def _place(dateline: str, folders: "Folders | None") -> str:
    """The place in a dateline that a field gives whole: "SALVADOR, Feb 26 -"."""
    from demarche.knowledge import Folders
    from demarche.read.credits import read_dateline
    from demarche.read.furniture import open_lexicon

    line = f"{dateline.rstrip(' -–—:')} — The report."
    found = read_dateline(line, open_lexicon(folders or Folders()))
    return found.place.of(line) if found and found.place else dateline


def _field(name: str, key: str, fact_name: FactName, value: object) -> Fact:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise ReadError(name, f"field {key!r} is no string", "write it as a string")
    if fact_name != "published":
        return Fact(fact_name, " ".join(value.split()), Given(f"field {key}"))
    from demarche.read.dated import read_date

    when = read_date(value, zones={})
    if when is None:
        raise ReadError(name, f"field {key!r} is no date: {value[:40]!r}", "write it as 2024-03-12 or 2024-03-12T18:46")
    return Fact("published", when, Given(f"field {key}"))


def find_inputs(paths: Iterable[str | Path]) -> Iterator[Path | str]:
    """The inputs that the paths name: files and addresses as they are, folders by their files, deep and sorted.

    From a folder come the files with known suffixes (`SUFFIXES`), hidden ones left out. A path that does not exist
    is handed on, so that reading it says so.
    """
    for given in paths:
        if isinstance(given, str) and _ADDRESS.match(given):
            yield given
            continue
        path = Path(given)
        if not path.is_dir():
            yield path
            continue
        yield from sorted(
            found
            for found in path.rglob("*")
            if found.suffix.lower() in SUFFIXES
            and found.is_file()
            and not any(part.startswith(".") for part in found.relative_to(path).parts)
        )
