"""`demarche class`: event classes of the user's own, trained and shown."""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from demarche.classes import Definition, Trained
    from demarche.coding import Ontology

app = typer.Typer(name="class", no_args_is_help=True, help="Event classes of your own: train, show.")

Folder = Annotated[Path, typer.Argument(help="A folder with a class.toml, or with folders that have one each.")]

SURE = 1.96
"""Standard errors on either side within which the true share lies nineteen times of twenty."""


@app.command("train")
def train(
    folder: Folder,
    knowledge: Annotated[
        list[Path] | None, typer.Option("--knowledge", help="A knowledge folder laid over the shipped one.")
    ] = None,
) -> None:
    """Learn each class from its examples, keep it beside them, and say how well it does on sentences held out."""
    from functools import cache

    from demarche.classes import find_definitions, keep, open_definition
    from demarche.classes import train as train_class
    from demarche.events import read_event_examples
    from demarche.knowledge import Folders
    from demarche.pipeline import Coder, Knowledge

    definitions = [open_definition(file) for file in find_definitions(folder)]
    coder = Coder(knowledge=Knowledge.load(*(knowledge or ())), states=True)
    lexicon = read_event_examples(Folders())
    read = cache(coder.code_text)  # the lexicon's sentences serve every class
    for one in definitions:
        _check_mode(one, coder.knowledge.coding)
        trained = train_class(one, read, rules=coder.knowledge.events, lexicon=lexicon)
        path = keep(trained)
        typer.echo("\n".join(_say(trained)))
        typer.echo(f"  kept in    {path}")


@app.command("show")
def show(folder: Folder) -> None:
    """What the trained classes are, what they listen for, and the figures of their training."""
    from demarche.classes import open_classes

    for one in open_classes(folder).all:
        typer.echo("\n".join(_say(one)))


def _check_mode(one: "Definition", ontology: "Ontology") -> None:
    from demarche.base import KnowledgeError

    mode, modes = one.template.mode, ontology.types[one.template.type].modes
    if mode is not None and mode not in modes:
        known = ", ".join(modes) or "none"
        raise KnowledgeError(one.file, 1, "mode", f"{mode!r} is no mode of {one.template.type}", f"there are: {known}")


def _say(one: "Trained") -> Iterator[str]:
    definition, figures = one.definition, one.figures
    yield f"{definition.name}  {' '.join(filter(None, (definition.template.type, definition.template.mode)))}"
    yield f"  {definition.meaning}"
    each = "each" if figures.folds == figures.examples + figures.counters else "a tenth at a time"
    yield (
        f"  tested on  {figures.examples} examples and {figures.counters} that are none, "
        f"{each} by what the others taught"
    )
    yield f"  precision  {_share(figures.found, figures.found + figures.wrong)}"
    yield f"  recall     {_share(figures.found, figures.found + figures.missed)}"
    yield f"  F1         {100 * figures.f1:.0f} %"
    sides = (("sources", figures.sources), ("targets", figures.targets))
    yield "  sides      " + ", ".join(f"{found} of {of} {side}" for side, (found, of) in sides)
    words = dict.fromkeys(" ".join(entry) for it in one.patterns for entry in (*it.verbs, *it.nouns))
    yield f"  words      {', '.join(words)}"
    for failure in figures.failures:
        yield f"  {'missed' if failure.startswith('+') else 'wrong '}     {failure[2:]}"


def _share(part: int, whole: int) -> str:
    """A share with the bounds that so few cases leave it (Wilson's)."""
    if not whole:
        return "nothing was found"
    share, spread = part / whole, SURE**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    off = SURE * sqrt(share * (1 - share) / whole + SURE**2 / (4 * whole**2)) / (1 + spread)
    bounds = f"{100 * max(0.0, middle - off):.0f} to {100 * min(1.0, middle + off):.0f} %"
    return f"{100 * share:.0f} %  {part} of {whole}; so few leave it open from {bounds}"
