"""Places of a dump that a user has imported: in a file, each name fetched when a report asks for it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from demarche.base import KnowledgeError
from demarche.places.record import Place, PlaceKind
from demarche.places.tables import Reading, Source

_MOST = 400
"""Places fetched of one name at most, those with most people first."""
_SOURCES: dict[str, Source] = {"region": "region", "district": "district"}
"""Sources by kind; sites and waters of a dump are many and small, and weigh no more than villages."""


@dataclass(eq=False)
class ImportedPlaces:
    """The places of one `geonames.sqlite`, by folded name."""

    file: Path
    _seen: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    _database: sqlite3.Connection | None = None

    def find(self, key: str) -> tuple[Reading, ...]:
        """The readings of a folded name.

        Raises:
            KnowledgeError: the file is damaged.
        """
        if key not in self._seen:
            try:
                self._seen[key] = tuple(self._fetch(key))
            except sqlite3.Error as error:
                raise KnowledgeError(self.file, 0, key, f"cannot be read: {error}", "import the dump anew") from error
        return self._seen[key]

    def _fetch(self, key: str) -> Iterator[Reading]:
        if self._database is None:
            self._database = sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        found = self._database.execute(
            "select id, places.name, latitude, longitude, kind, country, admin1, population, min(further) from spelled"
            " join places on places.id = spelled.place where spelled.name = ? group by id"
            " order by population desc, id limit ?",
            (key, _MOST),
        )
        for number, name, latitude, longitude, kind, country, admin1, people, further in found:
            place = Place(
                name, cast("PlaceKind", kind), country, admin1 or None, round(latitude, 4), round(longitude, 4), people,
                number,
            )  # fmt: skip
            yield Reading(place, _SOURCES.get(kind, "city"), bool(further))

    def __reduce__(self) -> tuple[type["ImportedPlaces"], tuple[Path]]:
        return ImportedPlaces, (self.file,)  # a connection goes to no other process


def is_known(reading: Reading, known: tuple[Reading, ...]) -> bool:
    """Whether an imported reading is one of those known: by its number, or as a division of the same code."""
    place = reading.place
    for one in (other.place for other in known):
        if one.geonames_id is not None and one.geonames_id == place.geonames_id:
            return True
        divided = place.kind in ("region", "district") and one.kind == place.kind
        if divided and (one.country, one.admin1) == (place.country, place.admin1):
            return True
    return False
