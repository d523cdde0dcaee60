"""What an encoder takes and what it hands on: all evidence of one report, layer by layer."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from demarche.encode.antecedents import Antecedents
from demarche.encode.arrays import Floats
from demarche.encode.sides import Sides


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
class Told:
    """Which of n words tell of an event, and of what type.

    Attributes:
        types: (n, types) probabilities in the order of `TYPES`, NONE among them.
        sides: who acts in it and who is acted upon; None where the encoder says nothing of it.
        sectors: (n, sectors) probabilities, in the order of `SECTORS`, for each word as the head of an actor's mention.
        antecedents: what the heads of mentions name again; None where the encoder says nothing of it.
        affairs: log odds that the report is of public affairs and not of sport, markets, weather, arts or the home.
        vectors: (n, k) of length 1, by which words are compared with the examples.
        examples: sentences of the lexicon, the word that tells of an event between asterisks; `known` (examples, k) has
            their vectors.
    """

    types: Floats
    sides: Sides | None
    sectors: Floats
    antecedents: Antecedents | None
    affairs: float
    vectors: Floats
    known: Floats
    examples: tuple[str, ...]

    def nearest(self, place: int) -> tuple[str, float] | None:
        """The example whose word is most like the word at a place, and their cosine; None where there are none."""
        if not self.examples:
            return None
        cosines = self.known @ self.vectors[place]
        best = int(cosines.argmax())
        return self.examples[best], float(cosines[best])


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What an encoder keeps of some consecutive words, to read them again when it is asked about pairs.

    Attributes:
        start: place of its first word.
        firsts: the piece at which each of its words begins, and behind them the number of pieces.
        states: (pieces, width) of the encoder.
    """

    start: int
    firsts: tuple[int, ...]
    states: Floats


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
        told: which words tell of an event.
        stretches: the whole report in order, for the judge of pairs; empty where the encoder has none.
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
    told: Told | None = None
    stretches: tuple[Stretch, ...] = ()
    vocabulary: Container[str] = frozenset()
    encoder: str = ""


class Encoder(Protocol):
    """What `parse` asks for its evidence: anything that reads the words of a report."""

    def encode(self, paragraphs: Sequence[Paragraph]) -> Evidence:
        """The evidence of one report, the same whatever else is read before or after it."""
        ...

    def judge(self, evidence: Evidence, pairs: Sequence[Pair]) -> Floats | None:
        """(pairs, types) probabilities, in the order of `TYPES`, of what goes from source to target by the words that
        `evidence` is of; None where the encoder judges no pairs."""
        ...
