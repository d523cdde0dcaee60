"""`demarche doctor`: versions, assets, health."""

from pathlib import Path
from typing import Annotated

import typer


def run(record: Annotated[Path | None, typer.Argument(help="A record folder to look over.")] = None) -> None:
    """Versions, weights and knowledge as loaded; with RECORD also its health."""
    import platform
    import time

    import demarche
    from demarche.pipeline import Coder

    began = time.perf_counter()
    coder = demarche.Coder()
    took = time.perf_counter() - began
    assert isinstance(coder, Coder)
    typer.echo(f"demarche {demarche.__version__}, Python {platform.python_version()} on {platform.machine()}")
    typer.echo(f"weights {coder.weights}, knowledge {coder.knowledge.version}, loaded in {took:.1f} s")
    typer.echo(f"events: {len(coder.knowledge.events.patterns.all)} patterns")
    if record is not None:
        from demarche.store import open_record

        for line in open_record(record).health():
            typer.echo(line)
