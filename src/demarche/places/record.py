"""What `places` hands on: mentions of places, put on the map."""

from dataclasses import dataclass
from typing import Literal

from demarche.base import Because, Span

PlaceKind = Literal["country", "region", "district", "city", "site", "water"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer: ISO alpha-3 country, degrees of WGS 84; no `geonames_id` for our own sites.

    `kind` says how exact the point is: a region is a first-order division or a land spoken of as one, a district is a
    division of the second order (a county).
    """

    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int = 0
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A stretch of text that names a place.

    `power` is True where the name stands in the text for who governs there ("Seoul said"), so that no event is placed
    by it. `place` is None where the name is one of a place that the gazetteer does not know.
    """

    span: Span
    text: str
    place: Place | None
    power: bool
    because: Because
