"""The figures of the single layers on the public development sets.

    python -m bench.layers DATA

DATA is a folder with `parsing/`, `ner/`, `time/`, `geo/` and `attribution/`; a set that is missing is passed over.
The sets are for development: rules were written looking at some of them, so the figures are no test.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from demarche.measure import (
    measure_names,
    measure_places,
    measure_splitting,
    measure_statements,
    measure_times,
    measure_trees,
)
from demarche.pipeline import Coder

Figures = dict[str, float]


def layers(data: Path, coder: Coder) -> dict[str, tuple[Path, Callable[[Path], Figures]]]:
    """Each figure's name with its set and how it is measured there."""
    splitting, encoder = coder.knowledge.splitting, coder.encoder
    parsing, geo = data / "parsing", data / "geo"

    def times(folder: Path) -> Figures:
        return measure_times(folder, lambda text, anchor: coder.find_times(text, anchor=anchor))

    def places(folder: Path) -> Figures:
        return measure_places(folder, coder.find_places, most=100)

    def statements(path: Path) -> Figures:
        return measure_statements(path, lambda text: coder.code_text(text).statements)

    return {
        "trees, EWT test": (parsing / "ud_ewt/en_ewt-ud-test.conllu", lambda p: measure_trees(p, encoder, splitting)),
        "trees, GUM dev": (parsing / "ud_gum/en_gum-dev.conllu", lambda p: measure_trees(p, encoder, splitting)),
        "splitting, EWT dev": (parsing / "ud_ewt/en_ewt-ud-dev.conllu", lambda p: measure_splitting(p, splitting)),
        "splitting, GUM dev": (parsing / "ud_gum/en_gum-dev.conllu", lambda p: measure_splitting(p, splitting)),
        "names, en_worldwide dev": (data / "ner/en_worldwide/dev.bio", lambda p: measure_names(p, encoder, splitting)),
        "times, tbaq": (data / "time/tbaq", times),
        "times, wikiwars": (data / "time/wikiwars", times),
        "places, LGL, first 100": (geo / "lgl", places),
        "places, GeoVirus, first 100": (geo / "geovirus", places),
        "statements, PolNeAR dev": (data / "attribution/polnear/polnear_dev.jsonl", statements),
    }


def main() -> None:
    """Print a line for each layer and set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    for name, (path, measure) in layers(options.data, Coder(threads=2)).items():
        told = ", ".join(f"{key} {value}" for key, value in measure(path).items()) if path.exists() else "not at hand"
        print(f"{name}: {told}", flush=True)


if __name__ == "__main__":
    main()
