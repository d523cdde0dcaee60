"""`demarche measure`: score the coder on gold pages, or a layer of the encoder on a file that has it marked."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from demarche.encode import Encoder

WHOLE = ("split", "tree", "names")
"""Layers whose files are read whole."""

EVENTS = "events"
"""The layer that all others serve."""


def run(
    path: Annotated[
        Path,
        typer.Argument(help="A folder of NAME.gold.txt, NAME.who.txt or NAME.quiet.txt pages; with --layer, a file."),
    ],
    misses: Annotated[bool, typer.Option("--misses", help="Also print every miss and false alarm.")] = False,
    floors: Annotated[Path | None, typer.Option("--floors", help="A TOML file of floors; exit 1 below any.")] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="A second reader's folder: how far the two agree, without the coder."),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Leave what tells of an event, sides and codes to the rules alone.")
    ] = False,
    layer: Annotated[
        str | None,
        typer.Option(
            "--layer", help="This layer alone: split, tree, names, coref, attribution, status, type or events."
        ),
    ] = None,
    encoder: Annotated[str | None, typer.Option("--encoder", help="With --layer: the encoder to score.")] = None,
    first: Annotated[
        int | None, typer.Option("--first", min=1, help="With --layer: only the first N texts of the file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --layer: one JSON object.")] = False,
) -> None:
    """Precision, recall and F1 of events, the accuracy of date, place, status and claim, and of the who, on gold pages.

    On quiet pages, which tell of no event, the false alarms.

    With --against nothing is coded: two readers' marks of the same pages are compared.

    With --layer the figures of one layer alone, on a file that has it marked: a treebank (split, tree), BIO tags
    (names), CoNLL-2012, JSON lines or GAP's table (coref), PolNeAR's JSON lines (attribution), JSON lines or marked
    text (status, type). The layer events takes the files of type, and codes their texts with nothing else given.
    """
    from demarche.base import ConfigError

    if against is not None:
        from demarche.measure import measure_agreement

        if misses or floors or rules_only or layer or encoder or first or as_json:
            raise ConfigError("--against goes with no other option")
        for name, value in measure_agreement(path, against).items():
            typer.echo(f"{name:<12} {value:5.1f}")
    elif layer is not None:
        if misses or floors or rules_only:
            raise ConfigError("--misses, --floors and --rules-only are for whole pages; leave them out with --layer")
        _measure_layer(layer, path, encoder, first, as_json=as_json)
    elif encoder or first or as_json:
        raise ConfigError("--encoder, --first and --json go with --layer")
    else:
        _measure_pages(path, misses, floors, rules_only=rules_only)


def _measure_pages(folder: Path, misses: bool, floors: Path | None, *, rules_only: bool) -> None:
    from demarche.base import ConfigError
    from demarche.measure import (
        below_floors,
        calibration_error,
        code_once,
        measure_alarms,
        measure_gold,
        measure_who,
        say_pair,
    )
    from demarche.pipeline import Coder

    events, who, quiet = (any(folder.glob(f"*.{kind}.txt")) for kind in ("gold", "who", "quiet"))
    if not events and not who and not quiet:
        raise ConfigError(f"{folder}: no pages (NAME.gold.txt, NAME.who.txt, NAME.quiet.txt) here")
    code = code_once(Coder(rules_only=rules_only))
    scores, lines = dict[str, float](), list[str]()
    if events:
        found, pairs = measure_gold(folder, code)
        scores |= found
        if not rules_only:
            scores["calibration"] = round(calibration_error(pairs), 1)
        lines += [line for pair in pairs for line in say_pair(pair)]
    if who:
        found, wrong = measure_who(folder, code)
        scores |= found
        lines += wrong
    if quiet:
        found, wrong = measure_alarms(folder, code)
        scores |= found
        lines += wrong
    for line in lines if misses else ():
        typer.echo(line)
    for name, value in scores.items():
        typer.echo(f"{name:<12} {value:5.3f}" if name == "alarms" else f"{name:<12} {value:5.1f}")
    faults = below_floors(scores, floors) if floors else ()
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)


def _measure_layer(layer: str, path: Path, spec: str | None, first: int | None, *, as_json: bool) -> None:
    from demarche.base import ConfigError
    from demarche.knowledge import Folders
    from demarche.measure import (
        measure_attributions,
        measure_coref,
        measure_events,
        measure_names,
        measure_splitting,
        measure_status,
        measure_trees,
        measure_types,
    )
    from demarche.parse import open_splitting
    from demarche.pipeline import Coder

    whole = dict(zip(WHOLE, (measure_splitting, measure_trees, measure_names), strict=True))
    partly = {
        "coref": measure_coref, "attribution": measure_attributions, "status": measure_status, "type": measure_types,
    }  # fmt: skip
    if layer not in whole and layer not in partly and layer != EVENTS:
        raise ConfigError(f"no layer {layer!r}; the layers are {', '.join([*whole, *partly, EVENTS])}")
    if not path.is_file():
        raise ConfigError(f"{path}: no such file; --layer measures on a file")
    if first and layer in whole:
        raise ConfigError(f"--first: files of the layer {layer} are read whole")
    encoder, splitting = _open(spec), open_splitting(Folders())
    if layer == EVENTS:
        figures = measure_events(path, Coder(encoder=encoder), first=first)
    elif layer in whole:
        figures = whole[layer](path, encoder, splitting)
    else:
        figures = partly[layer](path, encoder, splitting, first=first)
    if as_json:
        digest = encoder.encode(()).encoder
        typer.echo(json.dumps({"layer": layer, "path": str(path), "encoder": digest, "figures": figures}))
        return
    wide = max(map(len, figures))
    for name, value in figures.items():
        typer.echo(f"{name:<{wide}} {value:>8g}")


def _open(spec: str | None) -> "Encoder":
    from demarche.encode import open_encoder

    if spec is None:
        return open_encoder()
    from demarche.encode import open_named

    return open_named(spec)
