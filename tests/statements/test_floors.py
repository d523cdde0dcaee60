"""Statements, status and claim reach their floors on the development sets: rules and encoder together."""

from pathlib import Path

from demarche.measure import measure_statements, measure_verdicts
from demarche.pipeline import Coder

POLNEAR = {
    "cue F1": 83.0,
    "cue precision": 86.0,
    "cue and speaker F1": 80.0,
    "content F1": 81.8,
    "attribution F1": 79.0,
    "whole F1": 48.0,
    "content exact F1": 59.8,
}
HELDOUT = {"status macro F1": 92.0, "claim macro F1": 92.8}


def under(found: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {name: found[name] for name, least in floors.items() if found[name] < least}


def test_floors_on_polnear(shared: Path, coder: Coder) -> None:
    path = shared / "data" / "attribution" / "polnear" / "polnear_dev.jsonl"
    assert not under(measure_statements(path, lambda text: coder.code_text(text).statements), POLNEAR)


def test_floors_on_sentences_of_our_own(coder: Coder) -> None:
    path = Path(__file__).parents[2] / "training" / "own" / "status_heldout.txt"
    assert not under(measure_verdicts(path, coder), HELDOUT)
