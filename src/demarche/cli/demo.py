"""`demarche demo`: the shipped example page, coded."""

from typing import Annotated

import typer


def run(html: Annotated[bool, typer.Option("--page", help="Print the example page itself.")] = False) -> None:
    """Code the shipped example page: no network, a second or two."""
    from importlib.resources import files
    from pathlib import Path

    from demarche.cli.code import code_and_show

    path = Path(str(files("demarche"))) / "cli" / "pages" / "demo.html"
    if html:
        typer.echo(path.read_text(encoding="utf-8"))
        return
    code_and_show([path])
    typer.echo("Next: demarche why 1 · demarche code YOUR_PAGE.html")
