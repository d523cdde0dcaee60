"""Chooses among namesakes by the report: what stands beside the name, what else is spoken of, how near, how large.

A name has one meaning in a report, unless the text itself tells two apart ("Paris, Texas, and Paris").
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.places.features import Company, Named, Setting, Vector, all_features, own_features, possible_company
from demarche.places.gazetteer import Gazetteer
from demarche.places.names import fold_name
from demarche.places.rules import FEATURES
from demarche.places.tables import Reading

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading chosen, None for "none of these", and the ground: only, inside, report, weight, unknown, unlikely."""

    reading: Reading | None
    ground: str


class Chooser:
    """Weighs the readings of a report's names against each other."""

    def __init__(self, names: Sequence[Named], gazetteer: Gazetteer, setting: Setting) -> None:
        self.names, self.setting = names, setting
        self.weights = tuple(gazetteer.rules.weights[name] for name in FEATURES)
        self.threshold = gazetteer.rules.weights["threshold"]
        self.groups: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            self.groups[fold_name(name.text)].append(at)
        self.own = [own_features(name) for name in names]
        self._add_possible()
        alone = Company.of((), setting)
        self.first = [self._top([self._sum(vector) for vector in self._vectors(at, alone)]) for at in range(len(names))]
        self.chosen = list(self.first)
        self.inside = [frozenset(at for at, own in enumerate(owns) if own["inside"]) for owns in self.own]

    def _add_possible(self) -> None:
        """To the features of each reading those of the company that it may have; names spelled alike have the same."""
        leaders = [self.names[members[0]].readings for members in self.groups.values()]
        for members, readings, rows in zip(
            self.groups.values(), leaders, possible_company(leaders), strict=True
        ):  # fmt: skip
            for at in members:
                if len(self.names[at].readings) == len(readings):
                    for own, (shared, close) in zip(self.own[at], rows, strict=True):
                        own["possible"], own["close"] = shared, close

    def choose(self) -> tuple[Choice, ...]:
        """The choice for each name, in order."""
        scores: list[list[float]] = []
        for _ in range(_ROUNDS):
            scores = [[self._sum(vector) for vector in self.vectors(at)] for at in range(len(self.names))]
            before, self.chosen = self.chosen, [self._best(at, scores) for at in range(len(self.names))]
            if before == self.chosen:
                break
        return tuple(self._judge(at, scores) for at in range(len(self.names)))

    def vectors(self, at: int) -> list[Vector]:
        """The features of a name's readings, the others being taken for what they are taken for now."""
        return self._vectors(at, Company.of(self._others(at), self.setting))

    def _vectors(self, at: int, company: Company) -> list[Vector]:
        readings = self.names[at].readings
        return [
            all_features(own, reading.place, company, self.setting)
            for own, reading in zip(self.own[at], readings, strict=True)
        ]

    def _sum(self, vector: Vector) -> float:
        return sum(weight * value for weight, value in zip(self.weights, vector, strict=True))

    @staticmethod
    def _top(scores: Sequence[float]) -> int | None:
        return max(range(len(scores)), key=lambda one: scores[one], default=None)

    def _others(self, at: int) -> list[tuple[Reading, int]]:
        """What the other names of the report are taken for and how far away each stands nearest, each name once."""
        key, start = fold_name(self.names[at].text), self.names[at].span.start
        out = []
        for other, members in self.groups.items():
            number = self.chosen[members[0]]
            if other != key and number is not None:
                apart = min(abs(self.names[member].span.start - start) for member in members)
                out.append((self.names[members[0]].readings[number], apart))
        return out

    def _best(self, at: int, scores: Sequence[Sequence[float]]) -> int | None:
        """The best reading; a mention whose container is not said follows one of the same name whose is."""
        readings = self.names[at].readings
        members = [one for one in self.groups[fold_name(self.names[at].text)] if self.names[one].readings == readings]
        guides = [at] if self.inside[at] else [other for other in members if self.inside[other]] or [at]
        return self._top([max(scores[guide][one] for guide in guides) for one in range(len(readings))])

    def _judge(self, at: int, scores: Sequence[Sequence[float]]) -> Choice:
        name, number = self.names[at], self.chosen[at]
        if number is None:
            return Choice(None, "unknown")
        reading = name.readings[number]
        if number in self.inside[at]:
            return Choice(reading, "inside")
        if scores[at][number] < self.threshold:
            return Choice(None, "unlikely")
        if len(name.readings) == 1:
            return Choice(reading, "only")
        return Choice(reading, "weight" if number == self.first[at] else "report")


def choose_places(names: Sequence[Named], gazetteer: Gazetteer, setting: Setting) -> tuple[Choice, ...]:
    """For each name of a report, in the order of the text, the place that it is of, or none.

    Args:
        names: the report's names.
        gazetteer: for the weights.
        setting: what else is known of the report.
    """
    return Chooser(names, gazetteer, setting).choose()
