"""Mentions of places to points on the map.

In: sentences, the dateline. Out: `PlaceMention`. Names come from the names layer and from the room's own tables;
namesakes are told apart by the report; a name that stands for who governs there is a power and places nothing. Which
event happened where is said in coding.
"""

from demarche.places.examples import read_place_examples
from demarche.places.features import distance
from demarche.places.find import countries_named, find_places, home_of, mark_places, place_of, resolve_places
from demarche.places.gazetteer import Gazetteer, open_gazetteer
from demarche.places.geonames import Tally, import_geonames
from demarche.places.record import Place, PlaceKind, PlaceMention

__all__ = [
    "Gazetteer", "Place", "PlaceKind", "PlaceMention", "Tally", "countries_named", "distance", "find_places",
    "home_of", "import_geonames", "mark_places", "open_gazetteer", "place_of", "read_place_examples", "resolve_places",
]  # fmt: skip
