"""The figures of the rooms after the encoder on the public development sets; its own stand in its card.

    python -m bench.layers DATA

DATA is a folder with `time/`, `geo/` and `attribution/`; a set that is missing is passed over.
The sets are for development: rules were written looking at some of them, so the figures are no test.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from demarche.measure import measure_places, measure_resolution, measure_statements, measure_times
from demarche.pipeline import Coder

Figures = dict[str, float]


def layers(data: Path, coder: Coder) -> dict[str, tuple[Path, Callable[[Path], Figures]]]:
    """Each figure's name with its set and how it is measured there."""
    geo = data / "geo"

    def times(folder: Path) -> Figures:
        return measure_times(folder, lambda text, anchor: coder.find_times(text, anchor=anchor))

    def places(folder: Path) -> Figures:
        return measure_places(folder, coder.find_places, most=100)

    def given(folder: Path) -> Figures:
        countries = coder.knowledge.places.countries.names
        return measure_resolution(
            folder, lambda text, spans, url: coder.resolve_places(text, spans, url=url),
            lambda name: countries[name].code if name in countries else None,
        )  # fmt: skip

    def statements(path: Path) -> Figures:
        return measure_statements(path, lambda text: coder.code_text(text).statements)

    return {
        "times, tbaq": (data / "time/tbaq", times),
        "times, wikiwars": (data / "time/wikiwars", times),
        "places, LGL, first 100": (geo / "lgl", places),
        "places, GeoVirus, first 100": (geo / "geovirus", places),
        "places given, LGL": (geo / "lgl", given),
        "places given, GeoVirus": (geo / "geovirus", given),
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
