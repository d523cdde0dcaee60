"""What an encoder takes and what it hands on: all evidence of one report, layer by layer."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words of one paragraph.

    Attributes:
        words: the words in order.
        stops: after how many words a sentence ends, by rule; the end of the paragraph need not be among them. Long
            paragraphs are cut there. Without `fixed` they are no more than a guess.
        fixed: whether `stops` are the sentence ends, not to be judged again.
    """

    words: Sequence[str]
    stops: Sequence[int] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors to be judged: their words as `[first, after last)` in the words of the report, both in one sentence
    or in two that follow each other."""

    source: tuple[int, int]
    target: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the places of the words of cue, source and content, each in order, and how sure the cue is."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Link:
    """A word that may stand for a mention, and what it may name again.

    Attributes:
        word: its place.
        mention: how likely it is the head of a mention that is named more than once.
        antecedents: (place, score) of the likeliest, best first; a score above 0 beats "none before". Places after
            `word` are among them, for pronouns that come before the name.
    """

    word: int
    mention: float
    antecedents: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """How the text presents what each of n words tells, as far as it is a predicate.

    Attributes:
        value: (n,) factuality from -3 (did not happen) to 3 (did).
        status: (n, 4) probabilities in the order of `STATUSES`.
        claim: (n, 4) probabilities in the order of `CLAIMS`.
    """

    value: Floats
    status: Floats
    claim: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Everything that an encoder finds in the n words of a report, paragraph after paragraph; places count through.

    Attributes:
        sentences: (first, after last) of each, in order, covering all words.
        upos: universal part of speech of each word.
        xpos: Penn tag.
        features: UD features ("Tense=Past|VerbForm=Fin", "_" for none).
        lemmas: the encoder's guess of the lemma.
        heads: place of the head, -1 for a root; every sentence is one tree.
        relations: UD relation to the head.
        sure: (n,) probability of the arc.
        names: BIO tag of nine types ("B-Person", "O").
        facts: status, claim and factuality; None where the encoder has no such head, as with those that follow.
        attributions: who is said to say what.
        links: which words may name the same.
        types: (pairs, types) probabilities, in the order of `TYPES`, of what goes between the pairs asked for.
        states: (n, width) what the network makes of each word, its first piece standing for it; None unless asked for.
        vocabulary: words, in small letters, that the encoder knows whole: common words of the language.
        encoder: what names the encoder and its weights in a record.
    """

    sentences: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    features: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    sure: Floats
    names: tuple[str, ...]
    facts: Facts | None = None
    attributions: tuple[Attribution, ...] | None = None
    links: tuple[Link, ...] | None = None
    types: Floats | None = None
    states: Floats | None = None
    vocabulary: Container[str] = frozenset()
    encoder: str = ""


class Encoder(Protocol):
    """What `parse` asks for its evidence: anything that reads the words of a report."""

    def encode(self, paragraphs: Sequence[Paragraph], *, pairs: Sequence[Pair] = (), states: bool = False) -> Evidence:
        """The evidence of one report, the same whatever else is read before or after it.

        An encoder that has no states of words to give leaves them out, asked or not.
        """
        ...
