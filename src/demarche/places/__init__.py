"""Mentions of places to points on the map.

In: sentences, mentions, the dateline. Out: `PlaceMention`. Which event happened there is said in coding.
"""

from demarche.places.record import Place, PlaceKind, PlaceMention

__all__ = ["Place", "PlaceKind", "PlaceMention"]
