"""Reads a dump of GeoNames into a file of names that is asked and never loaded.

A row of a dump has nineteen cells: number, name, name in ASCII, further names, latitude, longitude, feature class and
code, country, further countries, four divisions, people, two heights, time zone, day of change.
"""

import io
import sqlite3
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from demarche.base import ConfigError
from demarche.places.names import fold_name
from demarche.places.record import PlaceKind

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

CELLS = 19
CLASSES = "AHLPSTV"
"""Feature classes that are kept: all but roads and what lies under the sea."""
BATCH = 50_000
_MARKS = frozenset(" -'’.ʻ‘`ʼ()")
_FORM = 1
"""Raised when the file's form changes."""


class GeoRow(NamedTuple):
    """A place of a dump, as far as it is used; `names` are folded, the first is the one it is called by."""

    id: int
    name: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    kind: PlaceKind
    country: str
    admin1: str
    population: int


@dataclass
class Tally:
    """What became of a dump's rows: how many were kept, and why the others were not, with an example of each."""

    kept: int = 0
    names: int = 0
    left: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def leave(self, why: str, line: str) -> None:
        """Count a row that is not kept."""
        self.left[why] += 1
        self.examples.setdefault(why, line.strip()[:80])


def import_geonames(dump: Path, into: Path, codes: Mapping[str, str], *, classes: str = CLASSES) -> Tally:
    """Writes `places/en/geonames.sqlite` of a knowledge folder from a dump, and a note of where it comes from.

    Args:
        dump: `allCountries.zip`, `DE.zip` or the text in it.
        into: the knowledge folder, made if it is not there.
        codes: countries' codes of three letters by those of two.
        classes: the feature classes to keep.

    Raises:
        ConfigError: the dump cannot be read, or holds no row that can be kept.
    """
    folder = into / "places" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    file, waiting = folder / "geonames.sqlite", folder / "geonames.sqlite.new"
    waiting.unlink(missing_ok=True)
    tally, digest = Tally(), sha256()
    with open_dump(dump) as lines, closing(sqlite3.connect(waiting)) as database:
        database.executescript(
            "pragma journal_mode = off; pragma synchronous = off;"
            "create table places (id integer primary key, name text, latitude real, longitude real, kind text,"
            " country text, admin1 text, population integer);"
            "create table spelled (name text, place integer, further integer)"
        )
        for batch in _batches(_read(lines, codes, classes, tally, digest)):
            database.executemany("insert or replace into places values (?, ?, ?, ?, ?, ?, ?, ?)",
                                 [(row.id, row.name, *row[3:]) for row in batch])  # fmt: skip
            names = [(name, row.id, int(at > 0)) for row in batch for at, name in enumerate(row.names)]
            database.executemany("insert into spelled values (?, ?, ?)", names)
            tally.kept += len(batch)
            tally.names += len(names)
        database.execute("create index by_name on spelled (name)")
        database.commit()
    if not tally.kept:
        waiting.unlink()
        raise ConfigError(f"{dump}: no row of a GeoNames dump in it; it should have {CELLS} cells a line, by tabs")
    waiting.replace(file)
    (folder / "geonames.toml").write_text(
        f'# Made by `demarche places import`.\ndump = "{dump.name}"\nform = {_FORM}\nplaces = {tally.kept}\n'
        f'sha256 = "{digest.hexdigest()}"\n',
        encoding="utf-8",
    )
    return tally


@contextmanager
def open_dump(dump: Path) -> Iterator[Iterator[str]]:
    """The lines of a dump, of a zip those of its largest text; nothing is unpacked to disk.

    Raises:
        ConfigError: it cannot be read.
    """
    try:
        if not zipfile.is_zipfile(dump):
            with dump.open(encoding="utf-8", errors="replace", newline="\n") as text:
                yield text
            return
        with zipfile.ZipFile(dump) as archive:
            texts = [it for it in archive.infolist() if it.filename.endswith(".txt") and "readme" not in it.filename]
            if not texts:
                raise ConfigError(f"{dump}: no .txt in it; GeoNames' archives hold one")
            with archive.open(max(texts, key=lambda it: it.file_size)) as stream:
                yield io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
    except (OSError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{dump}: cannot be read: {error}") from error


def _read(
    lines: Iterator[str], codes: Mapping[str, str], classes: str, tally: Tally, digest: "Hash"
) -> Iterator[GeoRow]:
    for line in lines:
        digest.update(line.encode())
        if not line.strip() or line.startswith("#"):
            continue
        row = read_row(line, codes, classes)
        if isinstance(row, str):
            tally.leave(row, line)
        else:
            yield row


def read_row(line: str, codes: Mapping[str, str], classes: str = CLASSES) -> GeoRow | str:
    """The place of one line, or in a few words why there is none."""
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != CELLS:
        return f"not {CELLS} cells"
    number, name, plain, further, latitude, longitude, group, code, country = cells[:9]
    if group not in classes or not group:
        return "feature class left out"
    kind = kind_of(group, code)
    if kind is None:
        return "a country, or a place that is no more"
    if country not in codes:
        return "country unknown or none"
    try:
        degrees = float(latitude), float(longitude)
        people = int(cells[14] or 0)
        key = int(number)
    except ValueError:
        return "a number that is none"
    if not (-90 <= degrees[0] <= 90 and -180 <= degrees[1] <= 180):
        return "no such degrees"
    names = dict.fromkeys(
        folded for one in (name, plain, *filter(_is_latin, further.split(","))) if (folded := fold_name(one))
    )
    if not names:
        return "no name"
    return GeoRow(key, name, tuple(names), *degrees, kind, codes[country], cells[10], people)


def kind_of(group: str, code: str) -> PlaceKind | None:
    """The kind of place of a feature class and code; None for countries and for what is historical or destroyed."""
    if group in "AP" and code.endswith(("H", "Q", "W")):
        return None
    if group == "A":
        return None if code.startswith("PCL") else "region" if code == "ADM1" else "district"
    if group == "L" and code in ("RGN", "RGNE", "RGNL", "CONT", "CST"):
        return "region"
    return "city" if group == "P" else "water" if group == "H" else "site"


def _is_latin(name: str) -> bool:
    """Whether an English report could have the name: Latin letters, a capital first, no code of an airport."""
    if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) < 6):
        return False
    return all(char in _MARKS or "LATIN" in unicodedata.name(char, "") for char in name)


def _batches(rows: Iterator[GeoRow]) -> Iterator[list[GeoRow]]:
    batch: list[GeoRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
