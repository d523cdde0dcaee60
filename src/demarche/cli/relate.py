"""`demarche relate`: what goes from one marked actor to another."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from demarche.events import Relation
    from demarche.pipeline import Coder

SHOWN = 3
"""How many of the likeliest types the table shows."""


def run(
    given: Annotated[
        str, typer.Argument(help="A text with [source: …] and [target: …], a file of such lines, or - for them.")
    ],
    format_: Annotated[
        Literal["table", "jsonl"], typer.Option("--format", help="All types and reasons are in jsonl.")
    ] = "table",
) -> None:
    """The types of event that may go from the marked source to the marked target, the likeliest first, NONE among them.

    Of a line with a tab only what follows the last one is read, so that a type may stand before the text.
    """
    from demarche.base import ConfigError
    from demarche.pipeline import Coder

    lines = _lines(given)
    coder, failed = Coder(), 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text, relations = _relate(coder, line.rpartition("\t")[2])
        except (ValueError, ConfigError) as error:
            failed += 1
            sys.stderr.write(f"demarche: line {number}: {error}\n")
            continue
        if format_ == "jsonl":
            typer.echo(
                json.dumps({"text": text, "relations": [_written(one) for one in relations]}, ensure_ascii=False)
            )
        else:
            best = "  ".join(f"{one.type} {one.score:.2f}" for one in relations[:SHOWN])
            typer.echo(f"{best:<44}  {text}")
    if failed:
        raise typer.Exit(1)


def _lines(given: str) -> list[str]:
    from demarche.base import ConfigError

    if given == "-":
        return sys.stdin.read().splitlines()
    if "[" in given:
        return [given]
    try:
        return Path(given).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{given}: neither a text with [source: …] and [target: …] nor a file of such lines"
        ) from error


def _relate(coder: "Coder", marked: str) -> tuple[str, "tuple[Relation, ...]"]:
    from demarche.base import parse_marked

    text, marks = parse_marked(marked)
    spans = {mark.label: mark.span for mark in marks}
    if "source" not in spans or "target" not in spans:
        raise ValueError("mark both actors, as in [source: Lima] accused [target: Quito] of spying")
    source, target = spans["source"], spans["target"]
    return text, coder.relate(text, source=(source.start, source.end), target=(target.start, target.end))


def _written(relation: "Relation") -> dict[str, object]:
    from demarche.base import say

    return {"type": relation.type, "score": round(relation.score, 4), "because": [say(one) for one in relation.because]}
