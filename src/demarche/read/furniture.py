"""The vocabulary of page furniture, read from the knowledge files once and made ready to judge lines."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.knowledge import Example, Folders, Row, Shape, read_examples, read_rules, read_table, replaced
from demarche.read.dated import Order

Zone = Literal["any", "head", "tail"]
_ORDERS: dict[str, Order] = {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd"}
Found = TypeVar("Found", bound="Entry")


class Entry(Shape):
    """What all entries have: an id, examples, and texts in which the entry must stay silent."""

    id: str
    examples: tuple[str, ...] = ()
    negatives: tuple[str, ...] = Field(default=(), alias="not")


class LineEntry(Entry):
    """Whole lines that are furniture; `sentences` lets the entry drop what looks like a sentence."""

    words: tuple[str, ...]
    zone: Zone = "any"
    sentences: bool = False


class StopEntry(Entry):
    """Lines after which links follow, or nothing of the story at all."""

    words: tuple[str, ...]
    after: Literal["links", "all"]


class WordsEntry(Entry):
    """Words cut off a headline's front or a paragraph's end."""

    words: tuple[str, ...]


class CaptionEntry(Entry):
    """How captions open."""

    openings: tuple[str, ...]


class CreditEntry(Entry):
    """Words before a picture's credit, and who is credited."""

    labels: tuple[str, ...]
    providers: tuple[str, ...]


class BylineEntry(Entry):
    """Words that open a byline, and what authors are called in it."""

    openings: tuple[str, ...]
    roles: tuple[str, ...]


class DatelineEntry(Entry):
    """Words that look like a dateline's place and are none; cities that count without capitals."""

    not_places: tuple[str, ...]
    cities: tuple[str, ...]


class PublishedEntry(Entry):
    """Words before the first and a later time of publication; words that mean nothing beside them; of the first
    those after which a day in figures begins with the day."""

    first: tuple[str, ...]
    later: tuple[str, ...]
    fillers: tuple[str, ...]
    day_first: tuple[str, ...] = ()


class Vocabulary(Shape):
    """A furniture file."""

    line: tuple[LineEntry, ...] = ()
    stop: tuple[StopEntry, ...] = ()
    tag: tuple[WordsEntry, ...] = ()
    ending: tuple[WordsEntry, ...] = ()
    caption: CaptionEntry | None = None
    credit: CreditEntry | None = None
    byline: BylineEntry | None = None
    dateline: DatelineEntry | None = None
    published: PublishedEntry | None = None

    def entries(self) -> tuple[Entry, ...]:
        """All entries of the file."""
        single = (self.caption, self.credit, self.byline, self.dateline, self.published)
        return (*self.line, *self.stop, *self.tag, *self.ending, *(entry for entry in single if entry is not None))


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper or site: the end of its host, its name, the zone of its clock, the order of its numeric dates."""

    domain: str
    name: str
    country: str
    zone: ZoneInfo
    order: Order


@dataclass(frozen=True, eq=False)  # hashed by identity, so that what is compiled from it can be cached
class Lexicon:
    """All that the room knows, compiled. `agencies` gives an agency's name by each of its writings."""

    lines: tuple[tuple[LineEntry, re.Pattern[str]], ...]
    stops: tuple[tuple[StopEntry, re.Pattern[str]], ...]
    tags: tuple[tuple[str, re.Pattern[str]], ...]
    endings: tuple[tuple[str, re.Pattern[str]], ...]
    caption: CaptionEntry
    credit: CreditEntry
    byline: BylineEntry
    dateline: DatelineEntry
    published: PublishedEntry
    agencies: Mapping[str, str]
    outlets: Mapping[str, Outlet]
    zones: Mapping[str, str]

    @cached_property
    def agency(self) -> str:
        """A pattern of all agencies, the longer first."""
        return alternatives(self.agencies)

    @cached_property
    def outlet_names(self) -> Mapping[str, Outlet]:
        """Outlets by their names."""
        return {outlet.name: outlet for outlet in self.outlets.values()}

    def outlet_at(self, url: str | None) -> Outlet | None:
        """The outlet whose domain ends the address's host, the longest domain first."""
        host = re.match(r"https?://(?:[^/@]*@)?([^/:?#]+)", url or "", re.I)
        labels = host[1].lower().rstrip(".").split(".") if host else []
        return next((found for at in range(len(labels)) if (found := self.outlets.get(".".join(labels[at:])))), None)


@cache
def open_lexicon(folders: Folders) -> Lexicon:
    """The shipped vocabulary with the users' files laid over it.

    Raises:
        KnowledgeError: a file of this room has a fault.
    """
    paths = folders.files("read", "furniture.toml")
    files = [read_rules(path, Vocabulary) for path in paths]
    agencies = {
        writing: row["name"]
        for row in _rows(folders, "agencies.tsv", ("name", "names", "country"))
        for writing in (row["name"], *row.all("names"))
    }
    try:
        lines = replaced((entry.id, entry) for file in files for entry in file.line)
        stops = replaced((entry.id, entry) for file in files for entry in file.stop)
        tags = replaced((entry.id, entry) for file in files for entry in file.tag)
        endings = replaced((entry.id, entry) for file in files for entry in file.ending)
        return Lexicon(
            tuple((entry, re.compile(_any(entry.words), re.I)) for entry in lines.values()),
            tuple((entry, re.compile(_any(entry.words), re.I)) for entry in stops.values()),
            tuple((entry.id, re.compile(rf"(?:{_any(entry.words)})[\s:]*")) for entry in tags.values()),
            tuple((entry.id, _ending(entry.words, alternatives(agencies))) for entry in endings.values()),
            _last(file.caption for file in files), _last(file.credit for file in files),
            _last(file.byline for file in files), _last(file.dateline for file in files),
            _last(file.published for file in files),
            agencies, _outlets(folders),
            {row["letters"]: row["zone"] for row in _rows(folders, "zones.tsv", ("letters", "zone"))},
        )  # fmt: skip
    except re.error as error:
        raise KnowledgeError(paths[-1], 0, str(error.pattern)[:40], f"is no pattern: {error}") from error


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words as written, the longer before the shorter."""
    return (
        "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)) + ")"
    )


def examples(folders: Folders) -> tuple[Example, ...]:
    """The executed examples of the furniture files; `mark_line` is what they claim about."""
    return tuple(
        example
        for path in folders.files("read", "furniture.toml")
        for entry in read_rules(path, Vocabulary).entries()
        for example in read_examples("read", path, entry.id, positive=entry.examples, negative=entry.negatives)
    )


def _any(words: Iterable[str]) -> str:
    """Patterns in the notation of the files as one regular expression."""
    return "|".join(
        re.sub(r"(?<!\\)#", r"\\d[\\d.,]*[kKmM]?", word).replace("…", ".+?").replace(" ?", r"\s*").replace(" ", r"\s+")
        for word in words
    )


def _ending(words: Iterable[str], agency: str) -> re.Pattern[str]:
    whole = _any(words).replace("{agency}", f"(?-i:{agency})")
    return re.compile(rf"\s*(?P<end>{whole})\s*$", re.I)


def _rows(folders: Folders, name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(row for path in folders.files("read", name) for row in read_table(Path(path), columns))


def _outlets(folders: Folders) -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for row in _rows(folders, "outlets.tsv", ("domain", "name", "country", "zone", "order")):
        order = _ORDERS.get(row["order"])
        if order is None:
            raise KnowledgeError(row.file, row.line, row["domain"], f"order {row['order']!r}", "give dmy, mdy or ymd")
        try:
            zone = ZoneInfo(row["zone"])
        except (KeyError, ValueError) as error:
            raise KnowledgeError(row.file, row.line, row["domain"], f"no zone {row['zone']!r}") from error
        found[row["domain"]] = Outlet(row["domain"], row["name"], row["country"], zone, order)
    return found


def _last(found: Iterable[Found | None]) -> Found:
    """The entry of the last file that has one; the shipped file has every kind."""
    return [entry for entry in found if entry is not None][-1]
