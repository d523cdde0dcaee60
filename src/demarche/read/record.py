"""What `read` hands on: one report, its text and its parts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from demarche.base import Because, Span

BlockKind = Literal["headline", "heading", "paragraph", "caption"]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the text: its kind, its place in `Report.text`, and in the decoded input (None if unknown).

    Where `origin` is known, the input's characters there are those of the block, one by one.
    """

    kind: BlockKind
    span: Span
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One news report. All spans of all layers are characters of `text`.

    Attributes:
        id: sixteen hex digits of the digest of the text and the day of publication: the same report, the same id.
        text: headline, paragraphs and captions in the order of the page, a blank line between blocks.
        blocks: the parts of `text`, in order, never overlapping.
        name: what it was read from: a path, an address, "bytes".
        url: the page's address, None if unknown.
        headline: the headline's words, None if there is none.
        outlet: the paper or site.
        agency: the news agency credited.
        byline: the authors as printed.
        dateline: the place the report was filed from, as printed ("GENEVA").
        published: a `datetime` where the hour is known (with its zone if the page says so), else a plain `date`.
        language: BCP 47 code.
        dropped: how many pieces of page furniture were left out.
        because: how each of the fields was found, by field name.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    name: str
    url: str | None = None
    headline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: date | None = None
    language: str = "en"
    dropped: int = 0
    because: tuple[tuple[str, Because], ...] = ()

    @property
    def published_on(self) -> date | None:
        """The day of publication, None if unknown."""
        return self.published.date() if isinstance(self.published, datetime) else self.published
