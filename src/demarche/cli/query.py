"""`demarche query`: SQL over a record."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def run(
    record: Annotated[Path, typer.Argument(help="The record folder.")],
    sql: Annotated[str, typer.Argument(help="One query over reports, events, statements, evidence, failures.")],
    format_: Annotated[
        Literal["table", "csv", "tsv", "jsonl"], typer.Option("--format", help="How to print the rows.")
    ] = "table",
) -> None:
    """Print the answer to an SQL query over the record."""
    from demarche.cli.formats import print_rows
    from demarche.store import open_record

    answer = open_record(record).query(sql)
    print_rows(answer.columns, answer.rows, format_)
