"""Status, claim and factuality."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demarche.base import ConfigError, ReadError
from demarche.encode import CLAIMS, STATUSES, Facts
from demarche.measure import measure_status
from demarche.measure.facts import read_values, score_values
from demarche.measure.figures import f1_of, score_classes
from demarche.parse import Splitting


def facts(values: Sequence[float] = (), marks: Sequence[tuple[str, str]] = ()) -> Facts:
    """Factuality of words, or status and claim of words, as sure as can be."""
    count = max(len(values), len(marks))
    value = np.array([*values, *[0.0] * (count - len(values))], dtype=np.float32)
    chosen = [*marks, *[("actual", "plain")] * (count - len(marks))]
    status = np.array([[float(name == one) for name in STATUSES] for one, _ in chosen], dtype=np.float32)
    claim = np.array([[float(name == one) for name in CLAIMS] for _, one in chosen], dtype=np.float32)
    return Facts(value, status, claim)


def lines(folder: Path, *items: dict[str, object]) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in items))
    return path


def item(text: str, file: int | None, *targets: tuple[int, float]) -> dict[str, object]:
    marked = [{"span1": [at, at + 1], "label": label, "span_text": text.split()[at]} for at, label in targets]
    return {"text": text, "targets": marked, **({} if file is None else {"file_idx": file})}


def test_sentences_of_a_file_are_one_report(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = lines(
        tmp_path, item("He left .", 1, (1, 3.0)), item("He lied .", 1, (1, -2.0)), item("Go .", 2, (0, 0.5)),
        item("Go .", None, (0, 0.0)),
    )  # fmt: skip
    texts = list(read_values(path))
    assert [[list(one.words) for one in text.paragraphs] for text in texts] == [
        [["He", "left", "."], ["He", "lied", "."]], [["Go", "."]], [["Go", "."]],
    ]  # fmt: skip
    assert all(one.fixed and list(one.stops) == [len(one.words)] for text in texts for one in text.paragraphs)
    assert texts[0].values == ((1, 3.0), (4, -2.0))
    encoder = made(facts=facts([0, 3, 0, 0, -2, 0]))
    scores = measure_status(path, encoder, splitting, first=1)
    assert (scores["r"], scores["mean absolute error"], scores["macro F1"]) == (1, 0, 100)
    assert len(encoder.read) == 1


def test_values() -> None:
    scores = score_values([3, -3, 0, 1], [2, -3, 1, 1])
    assert scores["mean absolute error"] == 0.5
    assert scores["r"] == pytest.approx(15.75 / (18.75 * 14.75) ** 0.5, abs=1e-4)
    assert (scores["+ F1"], scores["- F1"], scores["uncertain F1"]) == (80, 100, 0)
    assert scores["macro F1"] == 60
    assert score_values([], [])["r"] == score_values([1, 1], [2, 3])["r"] == 0


def test_marked_lines(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = tmp_path / "marked.txt"
    path.write_text(
        "Kim [event status=planned claim=denied: will go] .\n\nLee [event status=actual claim=plain: left] .\n"
    )
    encoder = made(facts=facts(marks=[("actual", "plain"), ("negated", "plain"), ("planned", "plain")]))
    scores = measure_status(path, encoder, splitting)
    assert encoder.read[0] == (("Kim", "will", "go", "."),)
    assert scores["status accuracy"] == 50  # the last word counts: "go" is planned; "left" is no negated
    assert scores["status planned F1"] == 100 and scores["status actual F1"] == 0
    assert scores["claim accuracy"] == 50
    assert scores["claim plain F1"] == 66.67 and scores["claim denied F1"] == 0
    assert scores["claim macro F1"] == 33.33
    assert "status hypothetical F1" not in scores
    assert measure_status(path, encoder, splitting, first=1)["status accuracy"] == 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Kim left.", "is expected|are expected"), ('{"text": "Kim left ."}', r":1.*targets"), ("[1]", "JSON|expected"),
        ('{"text": "Go .", "targets": [{"span1": [5, 6], "label": 1}]}', "outside"),
        ("Kim [event status=maybe: left].", "status maybe"), ("Kim [event status=actual: left.", ":1"),
    ],
)  # fmt: skip
def test_other_files_are_told(
    text: str, why: str, tmp_path: Path, made: Callable[..., Any], splitting: Splitting
) -> None:
    path = tmp_path / "set.txt"
    path.write_text(text + "\n")
    with pytest.raises(ReadError, match=why):
        measure_status(path, made(facts=facts([0] * 9)), splitting)


def test_an_encoder_without_facts_is_told(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    with pytest.raises(ConfigError, match="layer status"):
        measure_status(lines(tmp_path, item("Go .", 1, (0, 1.0))), made(), splitting)


def test_classes() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "0"), ("0", "a")]
    scores = score_classes(pairs, "abcd")
    assert scores == {"macro F1": 38.89, "accuracy": 40.0, "a F1": 50.0, "b F1": 66.67, "c F1": 0.0}
    assert score_classes([], "ab") == {"macro F1": 0, "accuracy": 0}
    assert f1_of(0, 0, 0) == 0
