"""`demarche codebook`: the ontology and the lexicon, readable."""

from typing import Annotated

import typer


def run(kind: Annotated[str | None, typer.Argument(help="A PLOVER type; all types if none is named.")] = None) -> None:
    """The types of events, their modes and scores; with TYPE also the words that speak of it."""
    from difflib import get_close_matches

    from demarche.base import ConfigError
    from demarche.coding import open_ontology
    from demarche.events import open_event_rules
    from demarche.knowledge import Folders

    ontology = open_ontology(Folders())
    if kind is not None and kind.upper() not in ontology.types:
        near = get_close_matches(kind.upper(), ontology.types, n=3, cutoff=0.3)
        raise ConfigError(f"{kind}: no PLOVER type" + (f"; did you mean {', '.join(near)}?" if near else ""))
    for one in ontology.types.values():
        if kind is not None and one.name != kind.upper():
            continue
        typer.echo(f"{one.name}  quad {one.quad}  CAMEO {one.cameo}  intensity {one.intensity:+}  {one.definition}")
        for mode in one.modes.values():
            typer.echo(f"    {mode.name}  CAMEO {mode.cameo}  intensity {mode.intensity:+}")
        if kind is not None:
            for pattern in open_event_rules(Folders()).patterns.all.values():
                if pattern.type == one.name:
                    words = [" ".join(entry) for entry in (*pattern.verbs, *pattern.nouns)]
                    typer.echo(f"    {pattern.id}: {', '.join(words)}")
