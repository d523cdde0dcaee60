"""Rows to standard output or a file: table, csv, tsv, jsonl, parquet."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.knowledge import Losses


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[object]], kind: str, out: Path | None = None) -> None:
    """Print rows with their header in the format named, to the file `out` if there is one."""
    if out is not None:
        with out.open("w", encoding="utf-8", newline="") as file, redirect_stdout(file):
            print_rows(columns, rows, kind)
        return
    if kind == "jsonl":
        for row in rows:
            sys.stdout.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str) + "\n")
    elif kind in {"csv", "tsv"}:
        writer = csv.writer(sys.stdout, delimiter="\t" if kind == "tsv" else ",", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table(*columns, box=None, pad_edge=False, header_style="bold")
        for row in rows:
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        Console(width=None if sys.stdout.isatty() else 200, highlight=False).print(table)


def say_lost(found: "Losses") -> None:
    """Print what an import could not carry over, the most frequent reason first."""
    if found.lost:
        sys.stdout.write("not carried over:\n")
    for why, count in found.lost.most_common():
        sys.stdout.write(f"  {count:>6}  {why}, as {found.examples[why]}\n")


def write_parquet(columns: Sequence[str], rows: Sequence[dict[str, str | int | float | None]], path: Path) -> None:
    """Write flat rows as one Parquet file, in place of any that is there."""
    from demarche.store import write_rows

    write_rows(columns, rows, path)
