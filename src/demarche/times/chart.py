"""One sentence as rules read it: its pieces, and the ways through them that words and phrases make."""

from dataclasses import dataclass, field
from typing import NamedTuple

from demarche.parse import Sentence, Token
from demarche.times.patterns import Piece, Rule, Word


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """What a rule holds on: the pieces from `first` up to, not including, `last`, and what fills its slots."""

    rule: Rule
    first: int
    last: int
    parts: tuple[tuple[str, "Word | Phrase"], ...]

    def part(self, name: str) -> "Word | Phrase | None":
        """What fills the slot or phrase of that name, None if the pattern matched without it."""
        return dict(self.parts).get(name)


class Edge(NamedTuple):
    """A way through the chart besides the plain word: a key of the tree, the piece after it, and what fills it."""

    key: str
    last: int
    payload: Word | Phrase


@dataclass(slots=True)
class Chart:
    """One sentence's pieces and the edges that leave each; grows while it is being read."""

    sentence: Sentence
    pieces: tuple[Piece, ...]
    edges: list[list[Edge]]
    phrases: dict[tuple[int, int, str], Phrase] = field(default_factory=dict)

    def tokens(self, first: int, last: int) -> tuple[Token, ...]:
        """The parser's tokens that share characters with the pieces."""
        base = self.sentence.span.start
        start, end = base + self.pieces[first].start, base + self.pieces[last - 1].end
        return tuple(token for token in self.sentence.tokens if token.span.start < end and start < token.span.end)
