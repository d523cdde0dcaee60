"""Whole events against marked pairs."""

from pathlib import Path

from demarche.measure import measure_events
from demarche.pipeline import Coder


def test_type_and_both_sides_must_fit(tmp_path: Path, coder: Coder) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "ACCUSE\t[source: Lima] accused [target: Quito] of spying.\n"
        "ASSAULT\t[source: Lima] accused [target: Quito] of fraud.\n"
        "ACCUSE\t[target: Lima] accused [source: Quito] of theft.\n"
        "NONE\t[target: Lima] lies far from [source: Quito].\n",
        encoding="utf-8",
    )
    assert measure_events(path, coder) == {"precision": 33.33, "recall": 33.33, "F1": 33.33}
    assert measure_events(path, coder, first=1)["F1"] == 100
