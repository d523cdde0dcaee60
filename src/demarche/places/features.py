"""What speaks for a reading of a name: what the gazetteer knows, what stands beside it, what else the report names.

Each feature has a weight in `rules.toml`, fitted by `training/places.py`; the score of a reading is their sum.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from demarche.base import Span
from demarche.places.gazetteer import TOWN
from demarche.places.record import Place
from demarche.places.rules import FEATURES
from demarche.places.tables import Reading

_FEW = 3.0
"""Names that a report needs before their shares count in full: one other name proves little."""
_REACH, _CLOSE, _WIDE = 400.0, 60.0, 1500.0
"""Kilometres within which another place of the report speaks for a reading."""
_APART = 400.0
"""Characters between two names beyond which one hardly speaks for the other."""
_WITHIN = {"region": 450.0, "water": 300.0, "site": 40.0, "district": 80.0}
"""Kilometres from the point of a container without borders within which a place counts as inside it."""

_LESSER, _LESSER_IN = frozenset({"county", "parish"}), frozenset({"USA", "GBR", "IRL"})
"""Nouns for divisions that are of the second order in some countries."""

Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text to be put on the map.

    Attributes:
        span: its characters.
        text: its words.
        readings: what it may be of.
        noun: the noun for a division that stands beside it ("province"), empty if none does.
        inside: readings of what the text says that it lies in.
        holding: readings of what the text says that lies in it.
        listed: whether it stands in a list of countries or divisions.
        filed: whether it stands in capitals before a dash, as where a report was filed.
    """

    span: Span
    text: str
    readings: tuple[Reading, ...]
    noun: str = ""
    inside: tuple[Reading, ...] = ()
    holding: tuple[Reading, ...] = ()
    listed: bool = False
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a report besides its names.

    Attributes:
        nations: how often adjectives and peoples of each country stand in it, by alpha-3.
        dateline: where it was filed from.
        home: where its outlet is at home, if that is a paper of one region.
        divisions: how often divisions stand in it by words other than their names ("Ohioans", "University of Iowa").
    """

    nations: Mapping[str, float]
    dateline: Place | None = None
    home: Place | None = None
    divisions: Mapping[tuple[str, str], float] = field(default_factory=dict)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places on the sphere."""
    here, there = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude)
    arc = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(arc)))


def holds(container: Place, place: Place) -> bool:
    """Whether the first is known to hold the second: its country, its division, or a region near enough."""
    if container == place:
        return False
    if container.kind == "country":
        return container.country == place.country
    if container.admin1:
        same = (container.country, container.admin1) == (place.country, place.admin1) and place.kind != "region"
        return same and (container.kind == "region" or distance(container, place) <= _WITHIN["district"])
    if container.country and place.country and container.country != place.country:
        return False
    return distance(container, place) <= _WITHIN.get(container.kind, 0.0)


def own_features(name: Named) -> tuple[dict[str, float], ...]:
    """The features of each reading that do not hang on the rest of the report."""
    most = max((one.place.population for one in name.readings), default=0)
    return tuple(_own(name, reading, most) for reading in name.readings)


def _own(name: Named, reading: Reading, most: int) -> dict[str, float]:
    place = reading.place
    town = reading.source in ("city", "seat")
    out = {
        "people": math.log10(place.population + 10),
        "largest": float(town and place.population == most),
        "further": float(reading.further and reading.source in ("city", "district")),
        "capital": float(reading.capital),
        "inside": float(any(holds(container.place, place) for container in name.inside)),
        "holding": float(not town and any(holds(place, one.place) for one in name.holding)),
        "listed": float(name.listed and reading.source in ("country", "region") and not place.population),
        "filed": float(name.filed and town),
        "minor": float(bool(name.noun) and place.kind == "region" and place.population > 0),
    }
    if reading.source == "country":
        out["country"] = 1.0
    elif reading.source == "region":
        out[_region_feature(name, place)] = 1.0
    elif reading.source == "district":
        out["district_named" if name.noun or not reading.further else "district"] = 1.0
    elif reading.source == "site":
        out["water" if place.kind == "water" else "site"] = 1.0
    return out


def _region_feature(name: Named, place: Place) -> str:
    """Which feature a first-order division has; one that only the packed table has (with people) counts as small."""
    if name.noun and not (name.noun in _LESSER and place.country in _LESSER_IN):
        return "region_named"
    if place.population:
        return "region_small"
    return "region_shared" if is_shared(name.readings, place) else "region"


def is_shared(readings: Sequence[Reading], division: Place) -> bool:
    """Whether a division's name is also that of a town of its own, large enough to be meant before it."""
    return any(_is_town_of(one, division) for one in readings)


def _is_town_of(reading: Reading, division: Place) -> bool:
    """Whether the reading is a town inside the division, large enough to be meant before it."""
    town = reading.place
    inside = (town.country, town.admin1) == (division.country, division.admin1)
    return reading.source == "city" and inside and town.population >= TOWN


@dataclass(frozen=True, slots=True)
class Company:
    """The other names of a report as seen from one: what each is taken for, how far away in the text it stands nearest,
    and how many of them are of each country and each division."""

    others: tuple[tuple[Reading, int], ...]
    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]

    @staticmethod
    def of(others: Sequence[tuple[Reading, int]], setting: Setting) -> "Company":
        """The company that others make in a setting; a country named counts double, as the dateline's does."""
        countries: Counter[str] = Counter()
        divisions: Counter[tuple[str, str]] = Counter()
        for reading, _ in others:
            place = reading.place
            if place.country:
                countries[place.country] += 2 if reading.source == "country" else 1
                if place.admin1:
                    divisions[place.country, place.admin1] += 1
        for code, count in setting.nations.items():
            countries[code] += min(2, round(count))
        for known in (setting.dateline, setting.home):
            if known is not None and known.country:
                countries[known.country] += 2
                if known.admin1:
                    divisions[known.country, known.admin1] += 1
        for (country, division), count in setting.divisions.items():
            divisions[country, division] += min(2, round(count))
        total = max(_FEW, float(countries.total()))
        return Company(
            tuple(others),
            {code: math.sqrt(count / total) for code, count in countries.items()},
            {key: math.sqrt(count / max(_FEW, divisions.total())) for key, count in divisions.items()},
        )


def possible_company(groups: Sequence[Sequence[Reading]]) -> list[list[tuple[float, float]]]:
    """For each reading of each of a report's names how many other names may be in its division, and how many near it.

    A name that may be in many counts little for each. Hangs on no choice among namesakes.
    """
    divisions = [{_division(one) for one in readings} - {None} for readings in groups]
    cells = [{_cell(one.place) for one in readings if one.source != "country"} for readings in groups]
    by_division, by_cell = defaultdict[object, float](float), defaultdict[object, float](float)
    for found, summed in ((divisions, by_division), (cells, by_cell)):
        for keys in found:
            for key in keys:
                summed[key] += 1 / len(keys)
    most = max(_FEW, len(groups) - 1.0)
    out = []
    for readings, mine, here in zip(groups, divisions, cells, strict=True):
        row = []
        for one in readings:
            key = _division(one)
            shared = by_division[key] - 1 / len(mine) if key else 0.0
            around = _around(one.place) if one.source != "country" else ()
            close = sum(by_cell[cell] for cell in around) - sum(cell in here for cell in around) / max(1, len(here))
            row.append((shared / most, close / most))
        out.append(row)
    return out


def _division(reading: Reading) -> tuple[str, str] | None:
    place = reading.place
    return (place.country, place.admin1) if place.country and place.admin1 else None


def _cell(place: Place) -> tuple[int, int]:
    """The square of the map, a degree wide, that a place lies in."""
    return math.floor(place.latitude), math.floor(place.longitude)


def _around(place: Place) -> tuple[tuple[int, int], ...]:
    row, column = _cell(place)
    return tuple((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))


def all_features(own: Mapping[str, float], place: Place, company: Company, setting: Setting) -> Vector:
    """The features of a reading in the order of `FEATURES`: its own and those that its company gives it."""
    found = dict(own)
    found["nation"] = company.countries.get(place.country or "", 0.0)
    found["division"] = company.divisions.get((place.country or "", place.admin1 or ""), 0.0)
    near = [(distance(place, other.place), apart) for other, apart in company.others if other.place.kind != "country"]
    if near:
        found["near"] = sum(math.exp(-far / _REACH) for far, _ in near) / max(_FEW, len(near))
        found["nearest"] = max(math.exp(-far / _CLOSE) for far, _ in near)
        found["around"] = sum(math.exp(-far / _WIDE) for far, _ in near) / max(_FEW, len(near))
        found["beside"] = max(math.exp(-far / _REACH - apart / _APART) for far, apart in near)
    if setting.dateline is not None:
        found["dateline"] = math.exp(-distance(place, setting.dateline) / _REACH)
    if setting.home is not None:
        found["home"] = math.exp(-distance(place, setting.home) / _REACH)
    return tuple(found.get(name, 0.0) for name in FEATURES)
