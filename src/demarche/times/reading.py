"""What the value functions pass about: readings, the scene around a phrase, and a rule's arguments."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from demarche.base import Because, Given
from demarche.times.chart import Phrase
from demarche.times.days import Period
from demarche.times.patterns import Word
from demarche.times.record import Granularity, TimexType
from demarche.times.tense import Tense

Order = Literal["dmy", "mdy"]
"""Day or month first, in dates of figures."""

SIZES: dict[str, int] = {
    "minute": 0, "hour": 0, "second": 0, "part": 1, "day": 1, "days": 2, "weekend": 2, "week": 3, "fortnight": 3,
    "month": 4, "quarter": 5, "season": 5, "other": 6, "half": 6, "year": 7, "years": 8, "decade": 8, "century": 9,
}  # fmt: skip
"""Granularities and units by how long they are: a step of a unit can only be taken from a date that is as exact."""


YEARS = frozenset({"yyyy", "modern", "yy", "iso", "figures", "dotted", "anyyear"})
"""Slots that tell a year."""

CLOCK = ("second", "minute", "hour")
"""Units below the day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase means: the TIMEX3 fields, the days, how exact, whether its year was told, and on what grounds."""

    type: TimexType
    value: str
    start: date | None
    end: date | None
    grain: Granularity
    mod: str | None = None
    begin: str | None = None
    finish: str | None = None
    told: bool = False
    grounds: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known around a phrase.

    Attributes:
        anchor: the day of publication, None if unknown.
        tense: where the governing verb points.
        running: the last date told nearby, on which "a day earlier" stands.
        recent: the last date told not too far away, which "that night" takes up.
        quarter: the quarter told last in the sentences before, if the report is one on accounts.
        told: the words of that date.
        year: the year that dates without one belong to (of the other end of a range, of a narrative); None: unknown.
        read: how phrases within the phrase are read.
        here: whether the running date was told in the same sentence.
        order: how the outlet's country writes 03/04/2024, None if unknown.
        floor: the day before which the phrase cannot lie (the second end of a range).
    """

    anchor: date | None
    tense: Tense
    running: Reading | None = None
    recent: Reading | None = None
    quarter: Reading | None = None
    told: str = ""
    year: int | None = None
    floor: date | None = None
    here: bool = False
    order: Order | None = None
    read: "Callable[[Phrase, Scene], Reading | None] | None" = None

    def publication(self) -> tuple[Because, ...]:
        """The ground "stands on the day of publication"."""
        return (Given(f"publication on {self.anchor}"),) if self.anchor else ()


@dataclass(frozen=True, slots=True)
class Args:
    """A rule's arguments as its phrase fills them: by place, None where an optional part is missing."""

    found: tuple[Word | Phrase | str | None, ...]

    def word(self, at: int) -> str | None:
        """The value of a slot, or the plain word written in the rule."""
        one = self.found[at] if at < len(self.found) else None
        return one.value if isinstance(one, Word) else one if isinstance(one, str) else None

    def slot(self, at: int) -> str:
        """The slot's name, empty if the argument is none."""
        one = self.found[at] if at < len(self.found) else None
        return one.slot if isinstance(one, Word) else ""

    def number(self, at: int) -> int | None:
        """The slot's value as a number, None if it is none."""
        word = self.word(at)
        return int(word) if word is not None and word.isdigit() else None

    def phrase(self, at: int) -> Phrase | None:
        """The phrase, None if the argument is none."""
        one = self.found[at] if at < len(self.found) else None
        return one if isinstance(one, Phrase) else None

    def tells_year(self, at: int) -> bool:
        """Whether the words of the phrase tell a year."""
        phrase = self.phrase(at)
        return phrase is not None and tells_year(phrase)

    def read(self, at: int, scene: Scene) -> Reading | None:
        """What the phrase means."""
        phrase = self.phrase(at)
        return scene.read(phrase, scene) if phrase is not None and scene.read is not None else None


Function = Callable[[Scene, Args], Reading | None]


def tells_year(phrase: Phrase) -> bool:
    """Whether the words of the phrase, or of a phrase in it, tell a year."""
    return any(tells_year(part) if isinstance(part, Phrase) else part.slot in YEARS for _, part in phrase.parts)


def dated(period: Period, *grounds: Because, told: bool = False) -> Reading:
    """The period as a reading."""
    return Reading("DATE", period.value, period.start, period.end, period.grain, told=told, grounds=grounds)


def vague(value: str, grain: Granularity = "other", type: TimexType = "DATE") -> Reading:
    """A value without days."""
    return Reading(type, value, None, None, grain)
