"""`demarche import-dictionary`: verb dictionaries of the TABARI line to a knowledge folder."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    files: Annotated[list[Path], typer.Argument(help="Verb dictionaries of TABARI, PETRARCH or PETRARCH2.")],
    into: Annotated[Path, typer.Option("--into", help="The knowledge folder to write, for --knowledge.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Let the folder stand in place of the shipped patterns, not over them.")
    ] = False,
    name: Annotated[str, typer.Option("--name", help="Part of the names of the written files.")] = "imported",
) -> None:
    """Bring verb dictionaries with CAMEO codes into a knowledge folder, and say what could not be carried over."""
    from demarche.cli.formats import say_lost
    from demarche.coding import check_codes, open_ontology
    from demarche.encode import open_encoder
    from demarche.events import Dictionary, open_event_rules, read_dictionary, write_dictionary
    from demarche.knowledge import Folders
    from demarche.parse import open_splitting

    ontology, splitting = open_ontology(Folders()), open_splitting(Folders())
    words = open_encoder(threads=1).encode(()).vocabulary
    whole = Dictionary()
    for file in files:
        whole.take(read_dictionary(file, meanings=ontology.plover, splitting=splitting, vocabulary=words.__contains__))
    written = write_dictionary(whole, into, name, replace=replace)
    check_codes(open_event_rules(Folders((into,))), ontology)  # what is written must be good to read
    for path in written:
        entries = sum(line.startswith(("[[pattern]]", "[[blocker]]")) for line in path.open(encoding="utf-8"))
        typer.echo(f"{path}: {entries} entries")
    typer.echo(f"{whole.kept} of {whole.read} patterns carried over")
    say_lost(whole)
