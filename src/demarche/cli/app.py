"""Puts the commands together and turns errors into one line and an exit code."""

import sys

import typer

from demarche.base import ConfigError, DemarcheError
from demarche.cli import (
    actors,
    check,
    classes,
    code,
    codebook,
    demo,
    doctor,
    import_,
    incidents,
    measure,
    open_,
    places,
    query,
    relate,
    said,
    why,
)

app = typer.Typer(
    name="demarche", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=True,
    help="Reads news reports and keeps the record of who did what to whom, with the words that say so.",
)  # fmt: skip
app.command("demo")(demo.run)
app.command("code")(code.run)
app.command("why")(why.run)
app.command("said")(said.run)
app.command("relate")(relate.run)
app.command("query")(query.run)
app.command("incidents")(incidents.run)
app.command("check")(check.run)
app.command("measure")(measure.run)
app.command("import-dictionary")(import_.run)
app.command("codebook")(codebook.run)
app.command("open")(open_.run)
app.command("doctor")(doctor.run)
app.add_typer(actors.app)
app.add_typer(places.app)
app.add_typer(classes.app)

DONE, FAILED, WRONG_USE = 0, 1, 2


def main() -> None:
    """Run the command line; exit 0 when done, 1 when some input failed, 2 for wrong use."""
    try:
        app()
    except ConfigError as error:
        sys.stderr.write(f"demarche: {error}\n")
        sys.exit(WRONG_USE)
    except DemarcheError as error:
        sys.stderr.write(f"demarche: {error}\n")
        sys.exit(FAILED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe has gone: that is its right
        sys.exit(DONE)
    except KeyboardInterrupt:
        sys.stderr.write("demarche: stopped; what was recorded is kept\n")
        sys.exit(130)
