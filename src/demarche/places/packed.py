"""The packed gazetteer: names of cities and divisions in one sorted string of bytes, one array a field."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from demarche.base import KnowledgeError
from demarche.places.record import Place, PlaceKind

KINDS: tuple[PlaceKind, ...] = ("city", "region", "district")
"""Kinds of rows by the order of their division, 0 for towns."""
Ints = npt.NDArray[np.int32]


class Hit(NamedTuple):
    """A row under a name; `further` is True where the name is not the one that the row is called by."""

    row: int
    further: bool


class _Keys(Sequence[bytes]):
    """The sorted names as a sequence to search."""

    def __init__(self, blob: bytes, ends: Ints) -> None:
        self.blob, self.ends = blob, ends

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]
        return self.blob[self.ends[at] : self.ends[at + 1]]


class PackedCities:
    """Cities and divisions by folded name.

    Raises:
        KnowledgeError: the file is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path, allow_pickle=False) as arrays:
                self._keys = _Keys(arrays["keys"].tobytes(), _ends(arrays["key_lengths"]))
                self._starts = _ends(arrays["posting_counts"])
                self._postings = arrays["postings"]
                self._names = arrays["names"].tobytes()
                self._name_ends = _ends(arrays["name_lengths"])
                self._latitudes, self._longitudes = arrays["latitudes"], arrays["longitudes"]
                self._populations, self._ids = arrays["populations"], arrays["ids"]
                self._countries, self._divisions = arrays["countries"], arrays["divisions"]
                self._orders = arrays["orders"]
                self._nations: list[str] = arrays["nations"].tolist()
                self._codes: list[str] = arrays["division_codes"].tolist()
        except (OSError, KeyError, ValueError) as error:
            raise KnowledgeError(path, 0, "gazetteer", f"cannot be read: {error}", "install Demarche anew") from error

    def find(self, key: str) -> Iterator[Hit]:
        """The rows under a folded name (see `fold_name`)."""
        sought = key.encode()
        at = bisect_left(self._keys, sought)
        if at < len(self._keys) and self._keys[at] == sought:
            for posting in self._postings[self._starts[at] : self._starts[at + 1]].tolist():
                yield Hit(posting >> 1, bool(posting & 1))

    def country(self, row: int) -> str:
        """The row's country, alpha-3."""
        return self._nations[int(self._countries[row])]

    def is_city(self, row: int) -> bool:
        """Whether the row is a town and no division."""
        return not self._orders[row]

    def population(self, row: int) -> int:
        """The row's people, 0 if unknown."""
        return int(self._populations[row])

    def place(self, row: int) -> Place:
        """The row as a place; degrees to four places."""
        name = self._names[self._name_ends[row] : self._name_ends[row + 1]].decode()
        return Place(
            name, KINDS[self._orders[row]], self.country(row), self._codes[self._divisions[row]] or None,
            round(float(self._latitudes[row]) / 1e4, 4), round(float(self._longitudes[row]) / 1e4, 4),
            self.population(row), int(self._ids[row]) or None,
        )  # fmt: skip


def _ends(lengths: npt.NDArray[np.integer]) -> Ints:
    return np.concatenate([np.zeros(1, dtype=np.int32), np.cumsum(lengths, dtype=np.int32)])
