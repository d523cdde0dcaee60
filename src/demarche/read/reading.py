"""A page in the reading: its pieces, what has been found so far, and which lines are furniture."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from demarche.base import Because, Span
from demarche.read.dated import Order
from demarche.read.draft import Fact, FactName, Part
from demarche.read.furniture import Lexicon

Hint = Literal["", "headline", "heading", "caption", "item"]

FULL = re.compile(r"[.!?…]['\"”’)\]]*$")
EDGES = " \t\n•●▪■►▶→›»«‹*|:–—-·>+▲▼◆※\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page: its words (each white space one blank), its start in the input if known, what markup says."""

    words: str
    start: int | None = None
    hint: Hint = ""


@dataclass
class Reading:
    """What has been found so far on the way down a page."""

    lexicon: Lexicon
    order: Order | None
    headline: str | None
    parts: list[Part] = field(default_factory=list)
    facts: list[tuple[int, Fact]] = field(default_factory=list)
    dropped: int = 0
    told: int = 0  # paragraphs so far
    links: bool = False  # whether a list of links runs
    titled: bool = False  # whether the headline has come
    dated: int | None = None  # how many parts had come before the first line of dates

    @property
    def story(self) -> bool:
        """Whether the first paragraph has come."""
        return self.told > 0

    def say(self, name: FactName, value: str | date, because: Because, rank: int = 0) -> None:
        """Note a fact; of several of one name that with the lowest rank counts."""
        self.facts.append((rank, Fact(name, value, because)))

    def keep(self, kind: Literal["headline", "heading", "paragraph", "caption"], piece: Piece, cut: Span) -> None:
        """Keep the words of the piece that `cut` spans as a part of the report."""
        words = cut.of(piece.words)
        start = cut.start + len(words) - len(words.lstrip())
        words = words.strip()
        origin = None if piece.start is None else Span(piece.start + start, piece.start + start + len(words))
        single = " ".join(words.split())
        if single:
            self.parts.append(Part(kind, single, origin if len(single) == len(words) else None))


def find_furniture(words: str, lexicon: Lexicon, zone: str = "any") -> str | None:
    """The id of the entry that calls the whole line furniture, None if it is none."""
    if len(words) > 400:
        return None
    bare = words.strip(EDGES)
    if not bare:
        return "furniture.mark"
    sentence = FULL.search(bare) is not None and len(bare.split()) > 5
    items = re.split(r"\s*[|·•]\s*", bare)
    if len(items) > 1 and all(len(item) < 40 and find_furniture(item, lexicon, zone) for item in items):
        return find_furniture(items[0], lexicon, zone)
    for entry, pattern in lexicon.lines:
        if entry.zone in ("any", zone) and not (sentence and not entry.sentences) and is_whole(pattern, words, bare):
            return entry.id
    return None


def is_whole(pattern: re.Pattern[str], words: str, bare: str) -> bool:
    """Whether the pattern is the whole line, with or without the marks around it and its full stop."""
    return any(pattern.fullmatch(line) is not None for line in {words, bare, bare.rstrip(".")} if line)


def agency_of(writing: str, lexicon: Lexicon) -> str:
    """The agency's usual name, by one of its writings."""
    writing = " ".join(writing.split())
    bare = re.sub(r"^(?:The|THE)\s+", "", writing)
    return lexicon.agencies.get(writing) or lexicon.agencies.get(bare, bare)
