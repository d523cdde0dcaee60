"""Types between two marked actors."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demarche.base import ConfigError, ReadError
from demarche.encode import TYPES, Pair
from demarche.measure import measure_types
from demarche.measure.types import FIFTEEN, best_type, open_quads
from demarche.parse import Splitting


def rows(*likely: dict[str, float]) -> np.ndarray:
    return np.array([[one.get(name, 0.0) for name in TYPES] for one in likely], dtype=np.float32)


def item(text: str, *events: tuple[str | None, str | None, str, int]) -> str:
    def span(words: str | None) -> list[int] | None:
        return [text.index(words), text.index(words) + len(words)] if words else None

    marked = [
        {"source_span": span(source), "target_span": span(target), "event15": kind, "quad": quad}
        for source, target, kind, quad in events
    ]
    return json.dumps({"id": "x", "text": text, "events": marked}) + "\n"


def test_fifteen() -> None:
    assert len(FIFTEEN) == 15 and "YIELD" in FIFTEEN and not {"NONE", "CONCEDE", "RETREAT"} & set(FIFTEEN)


def test_quads_are_those_of_the_ontology() -> None:
    quads = open_quads()
    assert set(TYPES) | {"YIELD"} == set(quads)
    assert {name for name in TYPES if quads[name] == 1} == {"AGREE", "CONSULT", "SUPPORT"}
    assert {name for name in TYPES if quads[name] == 2} == {"CONCEDE", "COOPERATE", "AID", "RETREAT"}
    assert {name for name in TYPES if quads[name] == 3} == {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    assert (quads["YIELD"], quads["NONE"]) == (2, 0)


@pytest.mark.parametrize(
    ("likely", "fifteen", "all_types"),
    [
        ({"AID": 0.4, "NONE": 0.6}, "AID", "NONE"),
        ({"AID": 0.4, "CONCEDE": 0.3, "RETREAT": 0.3}, "YIELD", "AID"),
        ({"ASSAULT": 0.9, "COERCE": 0.1}, "ASSAULT", "ASSAULT"),
    ],
)
def test_the_likeliest_of_the_classes(likely: dict[str, float], fifteen: str, all_types: str) -> None:
    assert best_type(rows(likely)[0], FIFTEEN) == fifteen
    assert best_type(rows(likely)[0], TYPES) == all_types


def test_json_lines(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = tmp_path / "set.jsonl"
    text = "The Iranian army left Kim's camp."
    path.write_text(item(text, ("Iranian army", "Kim", "YIELD", 2), (None, "camp", "ASSAULT", 4)) + item("Nothing."))
    encoder = made(types=rows({"RETREAT": 0.2, "NONE": 0.7}, {"COERCE": 0.9}))
    scores = measure_types(path, encoder, splitting)
    assert encoder.read == [(("The", "Iranian", "army", "left", "Kim", "'s", "camp", "."),)]
    assert encoder.asked == [(Pair((1, 3), (4, 5)), Pair((6, 6), (6, 7)))]
    assert scores["accuracy"] == 50
    assert scores["macro F1"] == 33.33  # YIELD 1, ASSAULT 0, COERCE 0
    assert scores["quad macro F1"] == 100  # both are right by their quad
    assert scores["YIELD F1"] == 100 and scores["COERCE F1"] == 0 and "AID F1" not in scores


def test_marked_lines(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(
        "AID\t[source: Iran] [event: helped] [target: northern Iraq] .\n"
        "NONE\t[target: Iran] and [source: Iraq] are far away .\n"
    )
    encoder = made(types=rows({"AID": 0.6, "CONCEDE": 0.4}))
    scores = measure_types(path, encoder, splitting)
    assert encoder.asked == [(Pair((0, 1), (2, 4)),), (Pair((2, 3), (0, 1)),)]
    assert scores["accuracy"] == 50
    assert (scores["AID F1"], scores["NONE F1"]) == (66.67, 0)
    assert scores["quad macro F1"] == 66.67  # NONE has no quad, but costs that of AID
    assert measure_types(path, encoder, splitting, first=1)["accuracy"] == 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Kim left.\n", "unknown type"), ("AID\tKim left.\n", "no pair is marked"), ('{"text": "a"}\n', ":1.*events"),
        ("AID\t[source: Kim] left [target: .\n", "no pair is marked"),
        (item("Kim hit Lee", ("Kim", "Lee", "HIT", 4)), "unknown type HIT"),
        (item("Kim  hit Lee", ("Kim", "  ", "ASSAULT", 4)), "no word stands"),
    ],
)  # fmt: skip
def test_other_files_are_told(
    text: str, why: str, tmp_path: Path, made: Callable[..., Any], splitting: Splitting
) -> None:
    path = tmp_path / "set.txt"
    path.write_text(text)
    with pytest.raises(ReadError, match=why):
        measure_types(path, made(types=rows({"AID": 1.0})), splitting)


def test_an_encoder_without_types_is_told(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("AID\t[source: Iran] helped [target: Iraq].\n")
    with pytest.raises(ConfigError, match="layer type"):
        measure_types(path, made(), splitting)
