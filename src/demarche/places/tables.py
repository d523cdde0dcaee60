"""Reads the room's own tables: first-order divisions, sites and waters, points of large lands, nicknames of cities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, cast

from demarche.base import KnowledgeError
from demarche.knowledge import Countries, Folders, Row, read_table
from demarche.places.names import fold_name
from demarche.places.record import Place, PlaceKind

SITE_COLUMNS = ("name", "names", "kind", "country", "latitude", "longitude")
REGION_COLUMNS = ("country", "name", "names", "seat", "admin1", "latitude", "longitude")
POINT_COLUMNS = ("country", "division", "latitude", "longitude", "geonames_id", "short")
PEOPLE_COLUMNS = ("name", "land", "country")
NICKNAME_COLUMNS = ("name", "city", "country", "admin1")

Source = Literal["country", "region", "district", "site", "city", "seat"]


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


class Point(NamedTuple):
    """Where maps mark a country or division; `short` is a country's code of two letters."""

    latitude: float
    longitude: float
    geonames_id: int | None
    short: str = ""


def read_regions(
    folders: Folders, countries: Countries, points: Mapping[tuple[str, str], Point]
) -> tuple[dict[str, tuple[Reading, ...]], dict[str, tuple[Reading, ...]]]:
    """First-order divisions by folded name, and those that follow a city and a comma by their short form as written."""
    found: dict[tuple[str, str], Row] = {}
    for path in folders.files("places", "regions.tsv"):
        for row in read_table(path, REGION_COLUMNS):
            found[row["country"], row["name"]] = row
    regions: dict[str, list[Reading]] = defaultdict(list)
    short: dict[str, list[Reading]] = defaultdict(list)
    for row in found.values():
        place = _place(row, "region", row["country"], row["admin1"] or None, countries)
        point = points.get((row["country"], row["admin1"])) if row["admin1"] else None
        place = _moved(place, point) if point else place
        regions[fold_name(row["name"])].append(Reading(place, "region"))
        for name in row.all("names"):
            if name.endswith(".") or (len(name) == 2 and name.isupper()):
                short[name].append(Reading(place, "region", further=True))
            else:
                regions[fold_name(name)].append(Reading(place, "region", further=True))
    return _settle(regions), _settle(short)


def read_sites(folders: Folders, countries: Countries) -> dict[str, tuple[Reading, ...]]:
    """Sites, regions and waters by folded name."""
    found: dict[str, Row] = {}
    for path in folders.files("places", "sites*.tsv"):
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


def _moved(place: Place, point: Point) -> Place:
    return replace(
        place, latitude=point.latitude, longitude=point.longitude, geonames_id=point.geonames_id
    )  # fmt: skip


def read_points(folders: Folders, countries: Countries) -> dict[tuple[str, str], Point]:
    """Points by country and code of the division, which is empty for the country."""
    points: dict[tuple[str, str], Point] = {}
    for path in folders.files("places", "points.tsv"):
        for row in read_table(path, POINT_COLUMNS):
            place = _place(row, "region", row["country"], row["division"], countries)
            number = int(row["geonames_id"]) if row["geonames_id"].isdecimal() else None
            points[row["country"], row["division"]] = Point(place.latitude, place.longitude, number, row["short"])
    return points


def read_nicknames(folders: Folders) -> dict[str, tuple[str, str, str]]:
    """What a city is also called, folded: the city's folded name, its country and the code of its division."""
    return {
        fold_name(row["name"]): (fold_name(row["city"]), row["country"], row["admin1"])
        for path in folders.files("places", "nicknames.tsv") for row in read_table(path, NICKNAME_COLUMNS)
    }  # fmt: skip


def read_peoples(
    folders: Folders, regions: Mapping[str, tuple[Reading, ...]], sites: Mapping[str, tuple[Reading, ...]]
) -> dict[str, Reading]:
    """Adjectives and peoples of lands that are no countries ("Chechen", "Texans"), as written, with the land.

    Raises:
        KnowledgeError: the land is in no table.
    """
    found: dict[str, Reading] = {}
    for path in folders.files("places", "peoples*.tsv"):
        for row in read_table(path, PEOPLE_COLUMNS):
            key = fold_name(row["land"]).removeprefix("the ")
            lands = [
                one for one in (*sites.get(key, ()), *regions.get(key, ()))
                if not row["country"] or one.place.country == row["country"]
            ]  # fmt: skip
            if not lands:
                raise KnowledgeError(path, row.line, row["land"], "is no land of the tables")
            found.update((name, lands[0]) for name in row["name"].split("|"))
    return found


def _place(row: Row, kind: PlaceKind, country: str | None, admin1: str | None, countries: Countries) -> Place:
    if country and country not in countries.by_code:
        raise KnowledgeError(row.file, row.line, row.cells.get("name", country), f"unknown country {country}")
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise KnowledgeError(row.file, row.line, row.cells.get("name", ""), str(error), "degrees as 48.5") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise KnowledgeError(row.file, row.line, row.cells.get("name", ""), "no such degrees")
    return Place(row.cells.get("name", ""), kind, country, admin1, latitude, longitude)


def _settle(found: Mapping[str, Iterable[Reading]]) -> dict[str, tuple[Reading, ...]]:
    return {key: tuple(readings) for key, readings in found.items()}
