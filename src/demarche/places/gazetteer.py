"""All that the room knows of names: countries, regions, sites, waters and cities, and the readings of a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

from demarche.knowledge import Countries, Country, Folders, shipped
from demarche.places.imported import ImportedPlaces, is_known
from demarche.places.names import fold_name
from demarche.places.outlets import read_outlets
from demarche.places.packed import PackedCities
from demarche.places.record import Place
from demarche.places.rules import PlaceRules, open_place_rules
from demarche.places.tables import (
    Point,
    Reading,
    Source,
    read_nicknames,
    read_peoples,
    read_points,
    read_regions,
    read_sites,
)

_LETTERS = 3
"""Up to so many capitals are taken for letters ("EU"), not for a city written in capitals."""
TOWN = 20_000
"""People from which a city is large enough to be meant before a division called like it, or to have an airport."""


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
        points: where maps mark countries (with "" as division) and large divisions.
        nicknames: the city, country and division meant by what a city is also called.
        cities_file: the packed cities.
        imported: dumps that the user has imported.
        outlets: where local papers are at home.
        peoples: lands that are no countries by their adjectives and peoples, as written.
    """

    countries: Countries
    rules: PlaceRules
    states: Mapping[str, Country]
    seats: Mapping[str, Country]
    regions: Mapping[str, tuple[Reading, ...]]
    sites: Mapping[str, tuple[Reading, ...]]
    short: Mapping[str, tuple[Reading, ...]]
    points: Mapping[tuple[str, str], Point]
    nicknames: Mapping[str, tuple[str, str, str]]
    cities_file: Path
    imported: tuple[ImportedPlaces, ...] = ()
    outlets: Mapping[str, str] = field(default_factory=dict)
    peoples: Mapping[str, Reading] = field(default_factory=dict)

    @cached_property
    def cities(self) -> PackedCities:
        """The packed cities."""
        return PackedCities(self.cities_file)

    @cached_property
    def capitals(self) -> frozenset[int]:
        """The rows of capitals: under the capital's name and in its country, the one with the most people."""
        rows: set[int] = set()
        for country in self.countries.all:
            hits = [hit.row for hit in self.cities.find(fold_name(country.capital)) if self.cities.is_city(hit.row)]
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

    @property
    def codes(self) -> dict[str, str]:
        """Countries' codes of three letters by those of two."""
        return {point.short: code for (code, division), point in self.points.items() if not division and point.short}

    def place_of_country(self, country: Country) -> Place:
        """The country as a place."""
        point = self.points.get((country.code, "")) or Point(country.latitude, country.longitude, None)
        return Place(country.name, "country", country.code, None, point.latitude, point.longitude,
                     geonames_id=point.geonames_id)  # fmt: skip

    def seat_of(self, name: str) -> Country | None:
        """The country whose capital or seat the name is."""
        return self.countries.seats.get(name) or self.seats.get(fold_name(name))

    def land_of(self, people: str) -> Reading | None:
        """The land, no country, of an adjective or people ("Chechen", "Texans")."""
        return self.peoples.get(people)

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
            yield Reading(self.place_of_country(country), "country")
        yield from sites
        yield from self.regions.get(key, ())
        yield from (reading for reading in self.short.get(name, ()) if name.endswith("."))
        if len(key) > _LETTERS or not name.isupper():
            yield from self._read_cities(key)
        if key in self.nicknames:
            city, country_code, admin1 = self.nicknames[key]
            yield from (one for one in self._read_cities(city) if not one.further and one.source == "city"
                        and (one.place.country, one.place.admin1) == (country_code, admin1))  # fmt: skip
        for dump in self.imported:
            known = (*sites, *self.regions.get(key, ()), *self._read_cities(key))
            yield from (one for one in dump.find(key) if not is_known(one, known))
        seat = None if sites else self.seat_of(name)
        if seat and not self._is_city(key, seat.code):
            yield from (Reading(one.place, "seat", capital=True) for one in self._read_cities(fold_name(seat.capital))
                        if one.capital)  # fmt: skip

    def _read_cities(self, key: str) -> Iterator[Reading]:
        for row, further in self.cities.find(key):
            place = self.cities.place(row)
            yield Reading(place, cast("Source", place.kind), further, row in self.capitals)

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


def open_gazetteer(folders: Folders, countries: Countries) -> Gazetteer:
    """The shipped tables and rules with the users' laid over them (`sites.tsv`, `regions.tsv`, `rules.toml`).

    Raises:
        KnowledgeError: a row has a kind, country or number that is none, or the rules are faulty.
    """
    points = read_points(folders, countries)
    regions, short = read_regions(folders, countries, points)
    sites = read_sites(folders, countries)
    return Gazetteer(
        countries, open_place_rules(folders),
        {fold_name(name): country for name, country in countries.names.items() if len(name) > 3},
        {fold_name(name): country for name, country in countries.seats.items()},
        regions, sites, short, points, read_nicknames(folders),
        shipped("places") / "gazetteer.npz",
        tuple(ImportedPlaces(path.absolute()) for path in folders.files("places", "geonames.sqlite")),
        read_outlets(folders),
        read_peoples(folders, regions, sites),
    )  # fmt: skip
