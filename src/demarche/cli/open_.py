"""`demarche open`: the workbench in the browser."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    record: Annotated[Path, typer.Argument(help="The record folder.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen, on this machine alone.")] = 8440,
) -> None:
    """Serve the workbench on this machine, until it is stopped."""
    from demarche.web import serve

    typer.echo(f"http://127.0.0.1:{port} (stop with Ctrl-C)", err=True)
    serve(record, port=port)
