"""The scorer of statements, on reports written for it."""

import json
from pathlib import Path

import pytest
from trees import flat

from demarche.base import ByRule, Given, ReadError, Span
from demarche.measure.statements import measure_statements
from demarche.statements import Statement

TEXT = "Kim said that the talks had failed . It was no use ."
WHERE = flat(TEXT)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def statement(speaker: str | None, cue: str | None, content: str, because: ByRule | None = None) -> Statement:
    return Statement(
        None, at(speaker) if speaker else None, at(cue) if cue else None, "say", (at(content),), "indirect", "neutral",
        False, WHERE, because or ByRule("statements.say"),
    )  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    def pairs(words: str) -> list[list[int]]:
        return [[at(words).start, at(words).end]]

    marked = {"source": pairs("Kim"), "cue": pairs("said"), "content": pairs("that the talks had failed")}
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"text": TEXT, "annotations": [{"annotator": "a", "attributions": [marked]}]}) + "\n")
    return path


def test_a_right_statement_scores_full_that_and_marks_aside(corpus: Path) -> None:
    scores = measure_statements(corpus, lambda _: [statement("Kim", "said", "the talks had failed")])
    assert (scores["cue F1"], scores["speaker F1"], scores["attribution F1"]) == (100, 100, 100)
    assert (scores["content F1"], scores["whole F1"]) == (100, 100)


def test_a_wrong_speaker_costs_speaker_and_attribution_alone(corpus: Path) -> None:
    scores = measure_statements(corpus, lambda _: [statement("the talks", "said", "that the talks had failed")])
    assert (scores["cue F1"], scores["content F1"]) == (100, 100)
    assert (scores["speaker F1"], scores["attribution F1"]) == (0, 0)


def test_a_cue_elsewhere_is_a_false_alarm_and_a_miss(corpus: Path) -> None:
    scores = measure_statements(corpus, lambda _: [statement("Kim", "use", "It was no")])
    assert (scores["cue precision"], scores["cue recall"], scores["cue F1"]) == (0, 0, 0)


def test_a_quotation_that_goes_on_adds_to_the_content_before_it(corpus: Path) -> None:
    first = statement("Kim", "said", "that the talks had failed")
    goes_on = ByRule("statements.continued", "", (Given("sentence"), first.because))
    scores = measure_statements(corpus, lambda _: [first, statement(None, None, "It was no use", goes_on)])
    assert scores["cue precision"] == 100
    assert scores["content F1"] == round(200 * 4 / (4 + 8), 2)


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text("{}\n")
    with pytest.raises(ReadError, match=r"corpus\.jsonl:1"):
        measure_statements(path, lambda _: [])
