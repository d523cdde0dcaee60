"""`demarche check`: run every example in the knowledge files."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Knowledge folders of your own, laid over the shipped ones.")
    ] = None,
    room: Annotated[
        list[str] | None, typer.Option("--room", help="Only this room's examples (repeat for more).")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="Only the examples in the folders, not the shipped ones.")] = False,
    show: Annotated[int, typer.Option("--show", help="How many failures to print.")] = 40,
) -> None:
    """Run the examples of the knowledge files; exit 1 if any does not hold."""
    from demarche.knowledge import Folders
    from demarche.measure import check_examples, read_examples_of
    from demarche.pipeline import Coder, Knowledge

    over = tuple(folders or ())
    examples = read_examples_of(Folders(over), room or ())
    if own:
        examples = tuple(one for one in examples if any(folder in one.file.parents for folder in over))
    failures = check_examples(examples, Coder(knowledge=Knowledge.load(*over).without_weights()))
    for failure in failures[:show]:
        typer.echo(str(failure))
    by_room = {name: [0, 0] for name in dict.fromkeys(example.room for example in examples)}
    for example in examples:
        by_room[example.room][0] += 1
    for failure in failures:
        by_room[failure.example.room][1] += 1
    for name, (total, wrong) in by_room.items():
        typer.echo(f"{name}: {total - wrong} of {total} examples hold")
    if not examples:
        typer.echo("the files can be read; there are no examples in them")
    if failures:
        raise typer.Exit(1)
