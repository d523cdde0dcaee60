"""Chooses among namesakes by the report: what stands beside the name, what else is spoken of, how near, how large.

A name has one meaning in a report, unless the text itself tells two apart ("Paris, Texas, and Paris").
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.base import Span
from demarche.places.gazetteer import TOWN, Gazetteer
from demarche.places.names import fold_name
from demarche.places.record import Place
from demarche.places.tables import Reading

_AFTER = re.compile(r",\s*(?P<short>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
_INSIDE = re.compile(r"\s*,\s*|\s*\(\s*|\s*,?\s+in\s+(?:the\s+)?(?:[\w-]+\s+){0,3}|\s+of\s+(?:the\s+)?")
_OWNED = re.compile(r"(?:['’]s?)\s+(?:[\w-]+\s+){0,4}")
_ROUNDS = 3
_FEW = 3.0
"""Names that a report needs before their shares count in full: one other name proves little."""
_REACH = 400.0
"""Kilometres within which another place of the report speaks for a reading."""
_WITHIN = {"region": 450.0, "water": 300.0, "site": 40.0}
"""Kilometres from the point of a container without borders within which a place counts as inside it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text to be put on the map.

    Attributes:
        span: its characters.
        text: its words.
        readings: what it may be of.
        noun: whether a noun for a division stands beside it ("province").
        inside: readings of what the text says that it lies in.
    """

    span: Span
    text: str
    readings: tuple[Reading, ...]
    noun: bool = False
    inside: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading chosen, None for "none of these", and the ground: only, inside, report, weight, unknown, unlikely."""

    reading: Reading | None
    ground: str


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places on the sphere."""
    here, there = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude)
    arc = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(arc)))


def find_containers(
    text: str, names: Sequence[tuple[Span, str, tuple[Reading, ...]]], gazetteer: Gazetteer
) -> tuple[tuple[Reading, ...], ...]:
    """For each name of a sentence the readings of what the words beside it say that it lies in.

    Args:
        text: the sentence; the spans count its characters.
        names: span, words and readings, in the order of the text.
        gazetteer: for the short forms of divisions.
    """
    out: list[tuple[Reading, ...]] = []
    for at, (span, _, _) in enumerate(names):
        found: list[Reading] = []
        if at + 1 < len(names):
            gap = text[span.end : names[at + 1][0].start]
            if _INSIDE.fullmatch(gap):
                found.extend(names[at + 1][2])
        if at and _OWNED.fullmatch(text[names[at - 1][0].end : span.start]):
            found.extend(names[at - 1][2])
        after = _AFTER.match(text, span.end)
        if after:
            words = after["short"].split()
            for short in dict.fromkeys((after["short"], words[0], words[0].rstrip("."))):
                found.extend(gazetteer.short.get(short) or gazetteer.short.get(f"{short}.", ()))
        out.append(tuple(one for one in found if one.place.kind != "city" or one.source == "seat"))
    return tuple(out)


def holds(container: Place, place: Place) -> bool:
    """Whether the first is known to hold the second: its country, its division, or a region near enough."""
    if container == place:
        return False
    if container.kind == "country":
        return container.country == place.country
    if container.admin1:
        return (container.country, container.admin1) == (place.country, place.admin1) and place.kind != "region"
    if container.country and place.country and container.country != place.country:
        return False
    return distance(container, place) <= _WITHIN.get(container.kind, 0.0)


class Chooser:
    """Weighs the readings of a report's names against each other."""

    def __init__(
        self, names: Sequence[Named], gazetteer: Gazetteer, *, nations: Mapping[str, float], dateline: Place | None
    ) -> None:
        self.names, self.gazetteer, self.dateline = names, gazetteer, dateline
        self.weights = gazetteer.rules.weights
        self.nations = nations
        self.groups: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            self.groups[fold_name(name.text)].append(at)
        self.priors = [[self._prior(name, reading) for reading in name.readings] for name in names]
        self.chosen: list[Reading | None] = [self._first(at) for at in range(len(names))]
        self.inside: list[frozenset[int]] = [self._held(name) for name in names]

    def choose(self) -> tuple[Choice, ...]:
        """The choice for each name, in order."""
        scores: list[list[float]] = []
        for _ in range(_ROUNDS):
            scores = [self._score(at) for at in range(len(self.names))]
            self.chosen = [self._best(at, scores) for at in range(len(self.names))]
        return tuple(self._judge(at, scores) for at in range(len(self.names)))

    def _first(self, at: int) -> Reading | None:
        pairs = zip(self.priors[at], self.names[at].readings, strict=True)
        return max(pairs, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _prior(self, name: Named, reading: Reading) -> float:
        weights, place = self.weights, reading.place
        score = weights["people"] * math.log10(place.population + 10)
        if reading.source == "country":
            score += weights["country"]
        elif reading.source == "region":
            shared = any(_is_town_of(one, place) for one in name.readings)
            score += weights["region_named"] if name.noun else weights["region_shared"] if shared else weights["region"]
        elif reading.source == "site":
            score += weights["water"] if place.kind == "water" else weights["site"]
        score += weights["capital"] * reading.capital + weights["further"] * (
            reading.further and reading.source == "city"
        )
        return score

    def _held(self, name: Named) -> frozenset[int]:
        return frozenset(
            at for at, reading in enumerate(name.readings)
            if any(holds(container.place, reading.place) for container in name.inside)
        )  # fmt: skip

    def _score(self, at: int) -> list[float]:
        weights = self.weights
        others = self._others(at)
        countries, divisions = self._shares(others)
        out = []
        for number, reading in enumerate(self.names[at].readings):
            place = reading.place
            score = self.priors[at][number] + weights["inside"] * (number in self.inside[at])
            score += weights["nation"] * countries.get(place.country or "", 0.0)
            score += weights["division"] * divisions.get((place.country or "", place.admin1 or ""), 0.0)
            score += weights["near"] * self._nearness(place, others)
            if self.dateline is not None:
                score += weights["dateline"] * math.exp(-distance(place, self.dateline) / _REACH)
            out.append(score)
        return out

    def _others(self, at: int) -> list[Reading]:
        """What the other names of the report are taken for, each name once."""
        key = fold_name(self.names[at].text)
        return [
            reading for other, members in self.groups.items()
            if other != key and (reading := self.chosen[members[0]]) is not None
        ]  # fmt: skip

    def _shares(self, others: Sequence[Reading]) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
        """The shares of countries and divisions among the other names; a country named counts double."""
        countries: Counter[str] = Counter()
        divisions: Counter[tuple[str, str]] = Counter()
        for reading in others:
            place = reading.place
            if place.country:
                countries[place.country] += 2 if reading.source == "country" else 1
                if place.admin1:
                    divisions[place.country, place.admin1] += 1
        for code, count in self.nations.items():
            countries[code] += min(2, round(count))
        if self.dateline is not None and self.dateline.country:
            countries[self.dateline.country] += 2
        total = max(_FEW, float(countries.total()))
        return (
            {code: math.sqrt(count / total) for code, count in countries.items()},
            {code: math.sqrt(count / max(_FEW, divisions.total())) for code, count in divisions.items()},
        )

    def _nearness(self, place: Place, others: Sequence[Reading]) -> float:
        near = [math.exp(-distance(place, other.place) / _REACH) for other in others if other.place.kind != "country"]
        return sum(near) / max(_FEW, len(near)) if near else 0.0

    def _best(self, at: int, scores: Sequence[Sequence[float]]) -> Reading | None:
        """The best reading; a mention whose container is not said follows one of the same name whose is."""
        readings = self.names[at].readings
        members = [one for one in self.groups[fold_name(self.names[at].text)] if self.names[one].readings == readings]
        guides = [at] if self.inside[at] else [other for other in members if self.inside[other]] or [at]
        best = max(range(len(scores[at])), key=lambda one: max(scores[guide][one] for guide in guides), default=-1)
        return readings[best] if best >= 0 else None

    def _judge(self, at: int, scores: Sequence[Sequence[float]]) -> Choice:
        name, reading = self.names[at], self.chosen[at]
        if reading is None:
            return Choice(None, "unknown")
        number = name.readings.index(reading)
        if number in self.inside[at]:
            return Choice(reading, "inside")
        if scores[at][number] < self.weights["threshold"]:
            return Choice(None, "unlikely")
        if len(name.readings) == 1:
            return Choice(reading, "only")
        return Choice(reading, "weight" if reading is self._first(at) else "report")


def _is_town_of(reading: Reading, division: Place) -> bool:
    """Whether the reading is a town inside the division, large enough to be meant before it."""
    town = reading.place
    inside = (town.country, town.admin1) == (division.country, division.admin1)
    return reading.source == "city" and inside and town.population >= TOWN


def choose_places(
    names: Sequence[Named], gazetteer: Gazetteer, *, nations: Mapping[str, float], dateline: Place | None
) -> tuple[Choice, ...]:
    """For each name of a report the place that it is of, or none.

    Args:
        names: the report's names in the order of the text.
        gazetteer: for the weights.
        nations: how often adjectives and peoples of each country stand in the report, by alpha-3.
        dateline: where the report was filed from.
    """
    return Chooser(names, gazetteer, nations=nations, dateline=dateline).choose()
