"""All that the room knows of names: countries, regions, sites, waters and cities, and the readings of a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

from demarche.base import KnowledgeError
from demarche.knowledge import Countries, Country, Folders, Row, read_table, shipped
from demarche.places.names import fold_name
from demarche.places.packed import PackedCities
from demarche.places.record import Place, PlaceKind
from demarche.places.rules import PlaceRules, open_place_rules

SITE_COLUMNS = ("name", "names", "kind", "country", "latitude", "longitude")
REGION_COLUMNS = ("country", "name", "names", "seat", "admin1", "latitude", "longitude")

_LETTERS = 3
"""Up to so many capitals are taken for letters ("EU"), not for a city written in capitals."""
TOWN = 20_000
"""People from which a city is large enough to be meant before a division called like it, or to have an airport."""

Source = Literal["country", "region", "site", "city", "seat"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One place that a name may be of.

    Attributes:
        place: the place.
        source: the table that it comes from; "seat" for the city that a government's metonym stands in.
        further: whether the name is not the one that the place is called by.
        capital: whether it is its country's capital.
    """

    place: Place
    source: Source
    further: bool = False
    capital: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """The tables and rules of the room, indexed once; the cities are read at the first question for one.

    Attributes:
        countries: the shared table.
        rules: the room's rules.
        states: countries by folded name.
        seats: countries by folded capital or metonym.
        regions: first-order divisions by folded name, each with whether the name is a further one.
        sites: our own sites, regions and waters by folded name.
        short: containers by the form in which they follow a city and a comma ("Ill.", "TX").
        cities_file: the packed cities.
    """

    countries: Countries
    rules: PlaceRules
    states: Mapping[str, Country]
    seats: Mapping[str, Country]
    regions: Mapping[str, tuple[Reading, ...]]
    sites: Mapping[str, tuple[Reading, ...]]
    short: Mapping[str, tuple[Reading, ...]]
    cities_file: Path

    @cached_property
    def cities(self) -> PackedCities:
        """The packed cities."""
        return PackedCities(self.cities_file)

    @cached_property
    def capitals(self) -> frozenset[int]:
        """The rows of capitals: under the capital's name and in its country, the one with the most people."""
        rows: set[int] = set()
        for country in self.countries.all:
            hits = [hit.row for hit in self.cities.find(fold_name(country.capital))]
            here = [row for row in hits if self.cities.country(row) == country.code]
            if here:
                rows.add(max(here, key=self.cities.population))
        return frozenset(rows)

    def bare(self, name: str) -> str:
        """The name without the article and the direction before it ("the northern Sinai" gives "Sinai")."""
        words = name.split()
        drop = self.rules.words["article"] | self.rules.words["direction"]
        while len(words) > 1 and words[0].lower() in drop:
            words = words[1:]
        return " ".join(words)

    def country_of(self, name: str) -> Country | None:
        """The country of that name; short forms ("US") only as written."""
        found = self.countries.names.get(name)
        if found is None and len(name) > 3:
            found = self.states.get(fold_name(name))
        return found

    def seat_of(self, name: str) -> Country | None:
        """The country whose capital or seat the name is."""
        return self.countries.seats.get(name) or self.seats.get(fold_name(name))

    def readings(self, name: str) -> tuple[Reading, ...]:
        """Every place that the name may be of, in no order that counts; none if it is unknown."""
        found = tuple(self._read(name))
        if not found and (bare := self.bare(name)) != name:
            found = tuple(self._read(bare))
        if not found:
            found = tuple(self._read_part(self.bare(name)))
        return found

    def _read(self, name: str) -> Iterator[Reading]:
        key = fold_name(name)
        if key.startswith("the "):
            key = key[4:]
        sites = self.sites.get(key, ())
        country = self.country_of(name)
        if country and not any(reading.place.kind == "region" for reading in sites):
            yield Reading(country_place(country), "country")
        yield from sites
        yield from self.regions.get(key, ())
        yield from (reading for reading in self.short.get(name, ()) if name.endswith("."))
        if len(key) > _LETTERS or not name.isupper():
            yield from self._read_cities(key)
        seat = None if sites else self.seat_of(name)
        if seat and not self._is_city(key, seat.code):
            yield from (Reading(one.place, "seat", capital=True) for one in self._read_cities(fold_name(seat.capital))
                        if one.capital)  # fmt: skip

    def _read_cities(self, key: str) -> Iterator[Reading]:
        for row, further in self.cities.find(key):
            yield Reading(self.cities.place(row), "city", further, row in self.capitals)

    def _seat_named(self, noun: str, key: str) -> Iterator[Reading]:
        """The city that a division is called after, which counties seldom lie around."""
        if noun.lower() not in self.rules.words["apart"]:
            yield from self._read_cities(key)

    def _is_city(self, key: str, country: str) -> bool:
        return any(self.cities.country(row) == country for row, _ in self.cities.find(key))

    def _read_part(self, name: str) -> Iterator[Reading]:
        """Of "Kherson Oblast" the division, of "Kabul airport" and "Old Mosul" what the rest names."""
        words = name.split()
        division = self.rules.words["division"]
        if len(words) > 1 and words[-1].lower() in division:
            key = fold_name(" ".join(words[:-1]))
            yield from self.regions.get(key, ()) or self.sites.get(key, ()) or self._seat_named(words[-1], key)
        elif len(words) > 2 and words[0].lower() in division and words[1] == "of":
            key = fold_name(" ".join(words[2:]))
            yield from self.regions.get(key, ()) or self._seat_named(words[0], key)
        elif len(words) > 1 and words[-1].lower() in self.rules.words["generic"]:
            rest = words[:-1]
            while len(rest) > 1 and rest[-1].lower() in self.rules.words["generic"] | {"international"}:
                rest = rest[:-1]
            yield from (one for one in self._read(" ".join(rest))
                        if one.source == "site" or (one.source == "city" and one.place.population >= TOWN))  # fmt: skip


def country_place(country: Country) -> Place:
    """A country as a place."""
    return Place(country.name, "country", country.code, None, country.latitude, country.longitude)


def open_gazetteer(folders: Folders, countries: Countries) -> Gazetteer:
    """The shipped tables and rules with the users' laid over them (`sites.tsv`, `regions.tsv`, `rules.toml`).

    Raises:
        KnowledgeError: a row has a kind, country or number that is none, or the rules are faulty.
    """
    regions, short = _regions(folders, countries)
    return Gazetteer(
        countries, open_place_rules(folders),
        {fold_name(name): country for name, country in countries.names.items() if len(name) > 3},
        {fold_name(name): country for name, country in countries.seats.items()},
        regions, _sites(folders, countries), short, shipped("places") / "gazetteer.npz",
    )  # fmt: skip


def _regions(
    folders: Folders, countries: Countries
) -> tuple[dict[str, tuple[Reading, ...]], dict[str, tuple[Reading, ...]]]:
    found: dict[tuple[str, str], Row] = {}
    for path in folders.files("places", "regions.tsv"):
        for row in read_table(path, REGION_COLUMNS):
            found[row["country"], row["name"]] = row
    regions: dict[str, list[Reading]] = defaultdict(list)
    short: dict[str, list[Reading]] = defaultdict(list)
    for row in found.values():
        place = _place(row, "region", row["country"], row["admin1"] or None, countries)
        regions[fold_name(row["name"])].append(Reading(place, "region"))
        for name in row.all("names"):
            if name.endswith(".") or (len(name) == 2 and name.isupper()):
                short[name].append(Reading(place, "region", further=True))
            else:
                regions[fold_name(name)].append(Reading(place, "region", further=True))
    return _settle(regions), _settle(short)


def _sites(folders: Folders, countries: Countries) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, Row] = {}
    for path in folders.files("places", "sites.tsv"):
        for row in read_table(path, SITE_COLUMNS):
            if row["kind"] not in ("region", "site", "water"):
                raise KnowledgeError(
                    path, row.line, row["name"], f"kind {row['kind']!r}", "write region, site or water"
                )
            found[row["name"]] = row
    sites: dict[str, list[Reading]] = defaultdict(list)
    for row in found.values():
        place = _place(row, cast("PlaceKind", row["kind"]), row["country"] or None, None, countries)
        for further, name in enumerate((row["name"], *row.all("names"))):
            key = fold_name(name).removeprefix("the ")
            if all(one.place != place for one in sites[key]):
                sites[key].append(Reading(place, "site", further > 0))
    return _settle(sites)


def _place(row: Row, kind: PlaceKind, country: str | None, admin1: str | None, countries: Countries) -> Place:
    if country and country not in countries.by_code:
        raise KnowledgeError(row.file, row.line, row["name"], f"unknown country {country}")
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise KnowledgeError(row.file, row.line, row["name"], str(error), "degrees as 48.5") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise KnowledgeError(row.file, row.line, row["name"], "no such degrees")
    return Place(row["name"], kind, country, admin1, latitude, longitude)


def _settle(found: Mapping[str, Iterable[Reading]]) -> dict[str, tuple[Reading, ...]]:
    return {key: tuple(readings) for key, readings in found.items()}
