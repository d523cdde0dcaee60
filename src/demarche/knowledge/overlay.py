"""Where knowledge lies: the shipped files and the user's folders of the same layout laid over them.

A user's folder holds `ROOM/en/FILE` for any room; a file of a name that is shipped is read after the shipped one,
its entries adding to or (same id or same first cell) replacing the earlier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from demarche.base import ConfigError

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Folders:
    """The user's knowledge folders, later ones laid over earlier; none for the shipped knowledge alone."""

    over: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        for folder in self.over:
            if not folder.is_dir():
                raise ConfigError(f"{folder}: no such knowledge folder; name a folder that holds ROOM/en/…")

    def files(self, room: str, pattern: str, language: str = "en") -> tuple[Path, ...]:
        """The files of a room that match `pattern` (as in `*.toml`), the shipped ones first, each folder sorted."""
        bases = [shipped(room) / language, *(folder / room / language for folder in self.over)]
        return tuple(path for base in bases if base.is_dir() for path in sorted(base.glob(pattern)))

    def digest(self, rooms: Iterable[str]) -> str:
        """Twelve hex digits that change when any knowledge file of these rooms changes."""
        whole = sha256()
        for room in rooms:
            for path in self.files(room, "*.t*"):
                whole.update(f"{room}/{path.name}\n".encode())
                whole.update(path.read_bytes())
        return whole.hexdigest()[:12]


def shipped(room: str) -> Path:
    """The folder of the room's shipped knowledge."""
    return Path(str(files("demarche"))) / room / "knowledge"


def replaced(entries: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
    """Entries by id: of several with the same id the last stands, in the place of the first."""
    out: dict[str, Entry] = {}
    for key, entry in entries:
        out[key] = entry
    return out
