"""Flat rows to a Parquet file of the user's own."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from demarche.base import StoreError
from demarche.store.schema import EVENT_TYPES


def write_rows(columns: Sequence[str], rows: Sequence[Mapping[str, str | int | float | None]], path: Path) -> None:
    """Write the rows as one Parquet file, in place of any that is there.

    Raises:
        StoreError: the file cannot be written.
    """
    shape = ", ".join(f"'{name}': '{EVENT_TYPES.get(name, 'VARCHAR')}'" for name in columns)
    try:
        with tempfile.TemporaryDirectory() as work, duckdb.connect() as memory:
            lines = Path(work) / "rows.jsonl"
            lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            given = f"read_json('{lines}', format='newline_delimited', columns={{{shape}}})"
            target = str(path).replace("'", "''")
            memory.execute(f"copy (select * from {given}) to '{target}' (format parquet, compression zstd)")
    except (OSError, duckdb.Error) as error:
        raise StoreError(f"{path}: cannot be written: {error}") from error
