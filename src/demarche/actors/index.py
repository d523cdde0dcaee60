"""Known actors by name: in memory where they are few, in a file of the user's cache where they are many.

A table of 200,000 names is read once; after that it opens in milliseconds, and names are fetched as reports ask for
them. The file is named by the digest of the tables that it was made of, so a changed table makes a new one.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from demarche.actors.record import Actor, Role
from demarche.base import cache_folder

LARGE = 1_000_000
"""Bytes of tables from which the names are kept in a file."""

FORM = 1
"""Raised when the file's form changes."""

Names = Mapping[str, tuple[Actor, ...]]
"""Actors by folded name; several may bear one."""


def index_names(paths: Sequence[Path], build: Callable[[], dict[str, tuple[Actor, ...]]]) -> Names:
    """What `build` makes of the tables at `paths`: kept in a file, and read from it, where they are large."""
    if sum(path.stat().st_size for path in paths) < LARGE:
        return build()
    whole = sha256(f"{FORM}\n".encode())
    for path in paths:
        whole.update(path.read_bytes())
    file = cache_folder() / f"names-{whole.hexdigest()[:16]}.sqlite"
    if not file.exists():
        names = build()
        try:
            _write(names, file)
        except (OSError, sqlite3.Error):
            return names  # a cache that cannot be written is no fault
    return OnDisk(file)


def _write(names: Names, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    waiting = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(waiting)) as database, database:
        database.execute("create table names (name text primary key, actors text not null) without rowid")
        rows = ((name, json.dumps([_plain(actor) for actor in actors])) for name, actors in names.items())
        database.executemany("insert into names values (?, ?)", rows)
    waiting.replace(file)


@dataclass(eq=False)
class OnDisk(Names):
    """Names in a file, each fetched when it is first asked for and then remembered."""

    file: Path
    _seen: dict[str, tuple[Actor, ...]] = field(default_factory=dict)
    _database: sqlite3.Connection | None = None

    def __getitem__(self, name: str) -> tuple[Actor, ...]:
        if name not in self._seen:
            row = self._open().execute("select actors from names where name = ?", (name,)).fetchone()
            self._seen[name] = tuple(map(_actor, json.loads(row[0]))) if row else ()
        if not self._seen[name]:
            raise KeyError(name)
        return self._seen[name]

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._open().execute("select name from names"))

    def __len__(self) -> int:
        return int(self._open().execute("select count(*) from names").fetchone()[0])

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self._database = sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        return self._database

    def __reduce__(self) -> tuple[type["OnDisk"], tuple[Path]]:
        return OnDisk, (self.file,)  # a connection goes to no other process


def _plain(actor: Actor) -> list[object]:
    roles = [
        [role.title, role.sector, role.country, _iso(role.start), _iso(role.end)] for role in actor.roles
    ]  # fmt: skip
    return [actor.id, actor.name, actor.names, actor.country, roles, actor.wikidata]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _actor(plain: list) -> Actor:  # type: ignore[type-arg]
    key, name, names, country, roles, wikidata = plain
    made = (
        Role(title, sector, at, *(date.fromisoformat(day) if day else None for day in days))
        for title, sector, at, *days in roles
    )
    return Actor(key, name, tuple(names), country, tuple(made), wikidata)
