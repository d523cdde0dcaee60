"""`demarche why`: the words and the reasons of one event."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    which: Annotated[str, typer.Argument(help="A row of the last table (6), or an event's id.")],
    record: Annotated[Path | None, typer.Option("--in", help="Look the id up in this record folder.")] = None,
) -> None:
    """The sentence with its marks, and why this event has this code."""
    if record is not None:
        from demarche.store import open_record

        typer.echo(open_record(record).explain(which))
        return
    from demarche.cli.last import find_last

    typer.echo(find_last(which))
