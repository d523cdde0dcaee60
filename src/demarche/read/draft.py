"""What readers take and give: a page before it is read, and its parts before they are one text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from demarche.base import Because, Span
from demarche.read.record import BlockKind

if TYPE_CHECKING:  # pydantic stands behind the knowledge room: a quarter of a second that a mere import need not cost
    from demarche.knowledge import Folders

FactName = Literal["url", "headline", "outlet", "agency", "byline", "dateline", "filed", "published", "language"]


@dataclass(frozen=True, slots=True)
class Page:
    """An input not yet read: its bytes, or its text where it came as text.

    Attributes:
        name: what errors and `Report.name` call it.
        data: the bytes; empty where `text` is given.
        text: the text, where the caller gave text.
        url: its address, None if unknown.
        charset: the encoding that the transport named.
        folders: the users' knowledge folders, None for the shipped knowledge alone.
    """

    name: str
    data: bytes = b""
    text: str | None = None
    url: str | None = None
    charset: str | None = None
    folders: "Folders | None" = None


@dataclass(frozen=True, slots=True)
class Part:
    """A block to be: `origin` is its place in the decoded input where that is known."""

    kind: BlockKind
    words: str
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of the report and how it was found."""

    name: FactName
    value: str | date
    because: Because


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader hands on: the parts in page order, the facts (of two with one name the first counts), and how
    many pieces of furniture it left out."""

    parts: tuple[Part, ...]
    facts: tuple[Fact, ...] = ()
    dropped: int = 0


class Reader(Protocol):
    """A reader of one format.

    Raises:
        ReadError: the page is none of that format, or holds no story.
    """

    def __call__(self, page: Page) -> Draft:
        """The page's parts and facts."""
        ...


def fact(facts: Iterable[Fact], name: FactName) -> Fact | None:
    """The first fact of that name."""
    return next((found for found in facts if found.name == name), None)
