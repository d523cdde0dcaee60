"""`demarche places`: look a name up on the map, bring in a dump of GeoNames."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from demarche.places import Tally

app = typer.Typer(name="places", no_args_is_help=True, help="What lies where: find, import.")

Format = Literal["table", "csv", "tsv", "jsonl"]
FOUND = ("name", "kind", "country", "admin1", "latitude", "longitude", "people", "geonames_id")


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A name, in any spelling of case, accents and hyphens.")],
    knowledge: Annotated[
        list[Path] | None, typer.Option("--knowledge", help="A knowledge folder laid over the shipped one.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = "table",
) -> None:
    """Every place that a name may be of, the largest first."""
    from demarche.base import ConfigError
    from demarche.cli.formats import print_rows
    from demarche.knowledge import Folders, open_countries
    from demarche.places import open_gazetteer

    over = Folders(tuple(knowledge or ()))
    places = dict.fromkeys(reading.place for reading in open_gazetteer(over, open_countries(over)).readings(name))
    if not places:
        raise ConfigError(f"{name}: no place of that name is known; add a row to places/en/sites.tsv of a folder")
    rows = [
        (it.name, it.kind, it.country, it.admin1, it.latitude, it.longitude, it.population or None, it.geonames_id)
        for it in sorted(places, key=lambda it: -it.population)
    ]
    print_rows(FOUND, rows, format_)


@app.command("import")
def import_(
    dump: Annotated[Path, typer.Argument(help="A dump of GeoNames: allCountries.zip, DE.zip, or the text in it.")],
    into: Annotated[Path, typer.Option("--into", help="The knowledge folder to write, for --knowledge.")],
    classes: Annotated[
        str, typer.Option("--classes", help="GeoNames' feature classes to keep: P towns, A divisions, H waters …")
    ] = "AHLPSTV",
) -> None:
    """Index a dump of GeoNames in a knowledge folder, once, and say which rows could not be kept."""
    from demarche.base import ConfigError
    from demarche.knowledge import Folders, open_countries
    from demarche.places import import_geonames, open_gazetteer

    if not dump.is_file():
        raise ConfigError(f"{dump}: no such file; download.geonames.org/export/dump has them")
    codes = open_gazetteer(Folders(), open_countries(Folders())).codes
    tally = import_geonames(dump, into, codes, classes=classes)
    typer.echo(f"{into / 'places' / 'en' / 'geonames.sqlite'}: {tally.kept} places, {tally.names} names")
    _say_left(tally)


def _say_left(tally: "Tally") -> None:
    if tally.left:
        typer.echo("not kept:")
    for why, count in tally.left.most_common():
        typer.echo(f"  {count:>8}  {why}, as {tally.examples[why]}")
