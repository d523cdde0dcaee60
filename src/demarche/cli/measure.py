"""`demarche measure`: score the coder on gold pages."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folder: Annotated[Path, typer.Argument(help="A folder of NAME.gold.txt pages.")],
    misses: Annotated[bool, typer.Option("--misses", help="Also print every miss and false alarm.")] = False,
    floors: Annotated[Path | None, typer.Option("--floors", help="A TOML file of floors; exit 1 below any.")] = None,
) -> None:
    """Precision, recall and F1 of events, and the accuracy of date, place, status and claim, on gold pages."""
    from demarche.base import ConfigError
    from demarche.measure import below_floors, measure_gold, say_pair
    from demarche.pipeline import Coder

    if not any(folder.glob("*.gold.txt")):
        raise ConfigError(f"{folder}: no gold pages (NAME.gold.txt) here")
    scores, pairs = measure_gold(folder, Coder())
    if misses:
        for pair in pairs:
            for line in say_pair(pair):
                typer.echo(line)
    for name, value in scores.items():
        typer.echo(f"{name:<10} {value:5.1f}")
    faults = below_floors(scores, floors) if floors else ()
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
