"""The room reaches its floors on the public development sets; rules were written looking at them, so they are no test."""

from pathlib import Path

import pytest

from demarche.measure import measure_times
from demarche.pipeline import Coder

FLOORS = (
    ("time/tbaq", {"relaxed F1": 94.0, "strict F1": 87.5, "value F1": 82.0}),
    ("time/wikiwars", {"relaxed F1": 93.0, "strict F1": 87.5, "value F1": 84.5}),
)


@pytest.mark.parametrize(("path", "floors"), FLOORS)
def test_floors_on_public_sets(path: str, floors: dict[str, float], shared: Path, coder: Coder) -> None:
    found = measure_times(shared / "data" / path, lambda text, anchor: coder.find_times(text, anchor=anchor))
    assert not {name: found[name] for name, least in floors.items() if found[name] < least}
