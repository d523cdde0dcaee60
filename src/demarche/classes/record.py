"""What `classes` hands on: definitions, what was learned of them, and the events that they take for theirs."""

from dataclasses import dataclass
from pathlib import Path

from demarche.base import ByModel
from demarche.encode import Floats
from demarche.events import EventMention, Pattern
from demarche.knowledge import Example


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A class as its user wrote it down.

    Attributes:
        file: where it stands.
        name: what events of it are labelled with.
        meaning: its definition in words.
        template: what all its patterns share, with the words and slots that the file gives.
        least: the score from which on an event is of the class.
        examples: sentences of the class, with marks.
        counters: sentences that are none of it, without.
        digest: changes when the file does.
    """

    file: Path
    name: str
    meaning: str
    template: Pattern
    least: float
    examples: tuple[Example, ...]
    counters: tuple[Example, ...]
    digest: str


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Tells events of a class from others by what the encoder makes of their words: `weights` over the features, which
    are measured from `mean`, the state of a usual word."""

    mean: Floats
    weights: Floats
    bias: float


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a class is found in sentences that it was not trained on, each tested once.

    Attributes:
        examples: sentences of the class.
        counters: sentences given as none of it.
        folds: in how many parts they were tested, each by what the others taught.
        found: marked triggers that were found.
        missed: those that were not.
        wrong: words taken for triggers that are none.
        sources: marked sources of the found ones, and how many of these were found.
        targets: the same of the targets.
        failures: the sentences that were missed or wrong, `+` or `-` and the words before each.
    """

    examples: int
    counters: int
    folds: int
    found: int
    missed: int
    wrong: int
    sources: tuple[int, int]
    targets: tuple[int, int]
    failures: tuple[str, ...] = ()

    @property
    def precision(self) -> float | None:
        """Of what was taken for the class the share that is of it; None if nothing was."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else None

    @property
    def recall(self) -> float:
        """Of the class the share that was found."""
        return self.found / (self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two, 0 if nothing was found."""
        return 2 * self.found / (2 * self.found + self.missed + self.wrong)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A class with its patterns and head; `encoder` names the weights that they were trained with."""

    definition: Definition
    patterns: tuple[Pattern, ...]
    head: Head
    figures: Figures
    encoder: str


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Trained classes in the order given; `version` changes when any of them does."""

    all: tuple[Trained, ...]
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class ClassMention:
    """An event that is of a class; `because` has the head's score."""

    event: EventMention
    name: str
    because: ByModel
