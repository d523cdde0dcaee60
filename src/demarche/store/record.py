"""A record: a folder of Parquet parts and one SQLite file that says which of them count.

A part is written under a name of its own and only then entered in the state file, in one transaction; a run that is
killed leaves at worst a part that nobody counts. Readers open the parts in memory and lock nobody out.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from demarche.base import StoreError
from demarche.coding import Value
from demarche.store.schema import LATER, TABLES, VERSION, Entry, rows_of

_STATE = """
create table if not exists about (key text primary key, value text not null);
create table if not exists reports (
  id text primary key, name text not null, part text not null, knowledge text not null, weights text not null);
create table if not exists failures (name text primary key, room text not null, error text not null);
create table if not exists corrections (
  id integer primary key, event_id text not null, field text not null, old text, new text, note text,
  made text not null);
create virtual table if not exists texts using fts5(report_id unindexed, text);
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: the names of its columns and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class Record:
    """One record folder, opened."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, making it and its state file if it is new.

        Raises:
            StoreError: it is no record, belongs to a newer version, or cannot be written.
        """
        self.folder = folder
        state = folder / "state.sqlite"
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder}: is a file; a record is a folder")
        if folder.is_dir() and not state.exists() and any(folder.iterdir()):
            raise StoreError(f"{folder}: holds other files and no record; name a new folder")
        try:
            (folder / "parts").mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as state_file, state_file:
                state_file.executescript(_STATE)
                state_file.execute("insert or ignore into about values ('version', ?)", (str(VERSION),))
                found = state_file.execute("select value from about where key = 'version'").fetchone()[0]
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{folder}: cannot be opened: {error}") from error
        if int(found) > VERSION:
            raise StoreError(f"{folder}: was made by a newer demarche (tables {found}); upgrade demarche")

    def _connect(self) -> sqlite3.Connection:
        state_file = sqlite3.connect(self.folder / "state.sqlite", timeout=30)
        state_file.execute("pragma journal_mode = wal")
        return state_file

    def has(self, report: str, *, knowledge: str, weights: str) -> bool:
        """Whether the report with this id is kept, coded by these very versions."""
        with closing(self._connect()) as state_file:
            found = state_file.execute("select knowledge, weights from reports where id = ?", (report,)).fetchone()
        return found is not None and tuple(found) == (knowledge, weights)

    def keep(self, entries: Sequence[Entry], failures: Sequence[tuple[str, str, str]] = ()) -> int:
        """Keep the coded reports and the (name, room, error) of those that failed; how many reports were new.

        A report that is kept already, by the same versions, is passed over; coded by others it takes the place of
        the earlier coding.
        """
        unique = {entry.report.id: entry for entry in entries}
        fresh = [one for key, one in unique.items() if not self.has(key, knowledge=one.knowledge, weights=one.weights)]
        part = self._write_part(fresh) if fresh else ""
        try:
            with closing(self._connect()) as state_file, state_file:
                for entry in fresh:
                    report = entry.report
                    state_file.execute(
                        "insert or replace into reports values (?, ?, ?, ?, ?)",
                        (report.id, report.name, part, entry.knowledge, entry.weights),
                    )
                    state_file.execute("delete from texts where report_id = ?", (report.id,))
                    state_file.execute("insert into texts values (?, ?)", (report.id, report.text))
                state_file.executemany("insert or replace into failures values (?, ?, ?)", failures)
                state_file.executemany("delete from failures where name = ?", [(one.report.name,) for one in fresh])
        except sqlite3.Error as error:
            raise StoreError(f"{self.folder}: cannot be written: {error}") from error
        return len(fresh)

    def _write_part(self, entries: Sequence[Entry]) -> str:
        """Write the entries' rows as one Parquet file a table; the part's name follows from what it holds."""
        named = "".join(f"{one.report.id}{one.knowledge}{one.weights}" for one in entries)
        part = sha256(named.encode()).hexdigest()[:16]
        rows: dict[str, list[dict[str, Value]]] = {table: [] for table in TABLES}
        for entry in entries:
            for table, row in rows_of(entry):
                rows[table].append(row)
        try:
            with tempfile.TemporaryDirectory(dir=self.folder) as work:
                for table, columns in TABLES.items():
                    self._write_table(Path(work), part, table, columns, rows[table])
        except (OSError, duckdb.Error) as error:
            raise StoreError(f"{self.folder}: cannot be written: {error}") from error
        return part

    def _write_table(
        self, work: Path, part: str, table: str, columns: dict[str, str], rows: Sequence[dict[str, Value]]
    ) -> None:
        lines, ready = work / f"{table}.jsonl", work / f"{table}.parquet"
        lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        shape = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        with duckdb.connect() as memory:
            memory.execute(
                f"copy (select * from read_json('{_quoted(lines)}', format='newline_delimited', columns={{{shape}}})) "
                f"to '{_quoted(ready)}' (format parquet, compression zstd)"
            )
        ready.replace(self.folder / "parts" / f"{table}-{part}.parquet")

    def query(self, sql: str) -> Answer:
        """The answer to one SQL query over `reports`, `events`, `statements`, `told`, `sizes`, `evidence` and
        `failures`.

        The tables are views over the parts that count; nothing a query does can change the record.

        Raises:
            StoreError: the SQL is faulty.
        """
        with duckdb.connect() as memory:
            self._define(memory)
            try:
                found = memory.execute(sql)
                columns = tuple(str(column[0]) for column in found.description or ())
                return Answer(columns, tuple(tuple(row) for row in found.fetchall()))
            except duckdb.Error as error:
                first = str(error).split("\n")[0]
                raise StoreError(f"query: {first}; tables: {', '.join(TABLES)}, failures") from error

    def _parts(self) -> list[tuple[str, str]]:
        with closing(self._connect()) as state_file:
            return [(str(a), str(b)) for a, b in state_file.execute("select id, part from reports order by part, id")]

    def _define(self, memory: duckdb.DuckDBPyConnection) -> None:
        current = self._parts()
        memory.execute("create table current (report_id varchar, part varchar)")
        if current:
            memory.executemany("insert into current values (?, ?)", current)
        names = sorted({part for _, part in current})
        for table, columns in TABLES.items():
            key = "id" if table == "reports" else "report_id"
            paths = [self.folder / "parts" / f"{table}-{part}.parquet" for part in names]
            kept = [path for path in paths if table not in LATER or path.exists()]
            shape = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            if not kept:  # a new record, or a table that its parts were written without
                memory.execute(f"create table {table} ({shape})")
                continue
            memory.execute(f"create table none_of_{table} ({shape})")  # columns that older parts lack
            files = ", ".join(f"'{_quoted(path)}'" for path in kept)
            shape = ", ".join(f'null::{kind} as "{name}"' for name, kind in columns.items())
            none = f"select {shape} where false"  # columns that no part was written with are there, and empty
            memory.execute(
                f"create view {table} as ({none}) union all by name select kept.* exclude (filename) "
                f"from read_parquet([{files}], filename=true, union_by_name=true) kept "
                f"join current on kept.{key} = current.report_id and contains(kept.filename, current.part) "
                f"union all by name select * from none_of_{table}"
            )
        memory.execute("create table failures (name varchar, room varchar, error varchar)")
        with closing(self._connect()) as state_file:
            failed = state_file.execute("select name, room, error from failures order by name").fetchall()
        if failed:
            memory.executemany("insert into failures values (?, ?, ?)", failed)

    def search(self, words: str, *, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """Reports whose text holds the words, as (report id, snippet).

        Raises:
            StoreError: the search expression is faulty.
        """
        with closing(self._connect()) as state_file:
            try:
                found = state_file.execute(
                    "select report_id, snippet(texts, 1, '[', ']', '…', 12) from texts where texts match ? limit ?",
                    (words, limit),
                ).fetchall()
            except sqlite3.Error as error:
                raise StoreError(f"search {words!r}: {error}") from error
        return tuple((str(key), str(snippet)) for key, snippet in found)

    def text(self, report: str) -> str | None:
        """The text of a kept report, None if it is not kept."""
        with closing(self._connect()) as state_file:
            found = state_file.execute("select text from texts where report_id = ?", (report,)).fetchone()
        return str(found[0]) if found else None

    def explain(self, event: str) -> str:
        """An event's sentence and derivation, by its id or the beginning of it.

        Raises:
            StoreError: no event, or more than one, has such an id.
        """
        if not event.isalnum():
            raise StoreError(f"{event}: is no event id")
        found = self.query(
            "select id, type, status, claim, source_name, target_name, sentence, derivation from events "
            f"where starts_with(id, '{event}')"
        ).rows
        if len(found) != 1:
            raise StoreError(f"{event}: {len(found)} events have such an id in {self.folder}")
        key, kind, status, claim, source, target, sentence, derivation = found[0]
        return f"{key} · {source or '–'} {kind} {target or '–'} · {status}, {claim}\n\n  {sentence}\n\n{derivation}"

    def health(self) -> Iterator[str]:
        """What the record holds, and parts that are missing or belong to no report."""
        parts = self._parts()
        named = {part for _, part in parts}
        there = {path.stem.partition("-")[2] for path in (self.folder / "parts").glob("events-*.parquet")}
        yield f"{self.folder}: {len(parts)} reports in {len(named)} parts"
        for part in sorted(named - there):
            yield f"missing part {part}: code its reports again"
        if there - named:
            yield f"{len(there - named)} parts of a run that was stopped; demarche ignores them"


def open_record(folder: Path, *, new: bool = False) -> Record:
    """The record in the folder; `new` makes it where there is none.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """
    if not new and not (folder / "state.sqlite").exists():
        raise StoreError(f"{folder}: no record here; make one with demarche code … --into {folder}")
    return Record(folder)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
