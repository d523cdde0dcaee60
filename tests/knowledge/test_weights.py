"""Tables of weights: written, read, summed."""

from pathlib import Path

import pytest

from demarche.base import KnowledgeError
from demarche.knowledge import Part, Weights, read_weights, write_weights


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sides.tsv"
    write_weights(
        path, Weights(("source", "target"), {"b": (0.5, -1.25), "a": (0.0, 2.0), "c": (0.001, 0.0)}), ["Mine."]
    )
    assert path.read_text() == "# Mine.\nfeature\tsource\ttarget\na\t\t2\nb\t0.5\t-1.25\n"
    found = read_weights(path)
    assert found.answers == ("source", "target") and found.rows == {"a": (0.0, 2.0), "b": (0.5, -1.25)}


def test_features_are_summed() -> None:
    weights = Weights(("source", "target"), {"a": (1.0, 2.0), "b": (0.5, -3.0)})
    assert weights.add(["a", "b", "never seen"]) == [1.5, -1.0]
    assert weights.strongest(["a", "b"], 1) == "a" and weights.strongest(["b"], 1) == ""


def test_sums_of_parts_are_right_when_old_ones_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demarche.knowledge.weights.REMEMBERED", 2)
    for answers in (("same",), ("source", "target")):
        weights = Weights(answers, {f"n={at}": (float(at),) * len(answers) for at in range(9)})
        for _ in range(2):
            for at in (*range(9), 0, 8):
                part = Part(lambda number: [f"n={number}"], (at,))
                assert weights.add_parts([part]) == [float(at)] * len(answers)


@pytest.mark.parametrize("text", ["feature\tscore\na\tmuch\n", "# nothing\n"])
def test_a_faulty_table_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "homes.tsv"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=r"homes\.tsv"):
        read_weights(path)
