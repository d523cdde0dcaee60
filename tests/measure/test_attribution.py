"""Found attributions against marked ones."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from demarche.base import ConfigError, ReadError, Span
from demarche.encode import Attribution as Found
from demarche.measure import measure_attributions
from demarche.measure.attribution import Attribution, read_attributions, score_attributions
from demarche.parse import Splitting

TEXT = "Kim said the talks failed .\n\nIt was no use , Lee believes ."
WORDS = TEXT.split()


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def one(speaker: str, cue: str, content: str) -> Attribution:
    speakers, cues, contents = (((span(words),) if words else ()) for words in (speaker, cue, content))
    return Attribution(speakers, cues, contents)


def places(words: str) -> tuple[int, ...]:
    return tuple(map(WORDS.index, words.split()))


def found(*parts: tuple[str, str, str]) -> tuple[Found, ...]:
    return tuple(Found(places(cue), places(speaker), places(content), 0.9) for speaker, cue, content in parts)


FIRST, SECOND = ("Kim", "said", "the talks failed"), ("Lee", "believes", "It was no use")


def corpus(folder: Path, *marked: tuple[str, str, str]) -> Path:
    def offsets(words: str) -> list[list[int]]:
        return [[span(words).start, span(words).end]] if words else []

    given = [{"source": offsets(s), "cue": offsets(c), "content": offsets(t)} for s, c, t in marked]
    path = folder / "set.jsonl"
    path.write_text(json.dumps({"text": TEXT, "annotations": [{"annotator": "a", "attributions": given}]}) + "\n")
    return path


def test_all_right(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = corpus(tmp_path, FIRST, SECOND)
    assert [len(gold) for _, gold in read_attributions(path)] == [2]
    scores = measure_attributions(path, made(attributions=found(FIRST, SECOND)), splitting)
    assert set(scores.values()) == {100.0}
    assert set(measure_attributions(path, made(attributions=()), splitting).values()) == {0.0}


def test_each_fault_in_its_figures(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    encoder = made(attributions=found(("Lee", "said", "talks failed"), ("", "was", "use")))
    scores = measure_attributions(corpus(tmp_path, FIRST, SECOND), encoder, splitting)
    assert scores["cue F1"] == scores["cue precision"] == scores["cue recall"] == 50
    assert scores["cue and speaker F1"] == scores["attribution F1"] == scores["speaker exact F1"] == 0
    assert scores["content F1"] == round(200 * 2 / (3 + 4 + 2 + 1), 2)
    assert scores["cue exact F1"] == 50 and scores["content exact F1"] == 0


@pytest.mark.parametrize(
    ("gold", "given", "right"),
    [
        (one(*FIRST), one(*FIRST), {"cue", "speaker", "cue and speaker", "attribution", "whole"}),
        (one(*FIRST), one("Kim", "said", "talks"), {"cue", "speaker", "cue and speaker", "attribution"}),
        (one(*FIRST), one("", "said", "the talks"), {"cue"}),
        (
            one("", "said", "the talks"),
            one("", "said", "the talks"),
            {"cue", "cue and speaker", "attribution", "whole"},
        ),
        (one("Kim", "said", ""), one("Kim", "said", "use"), {"cue", "speaker", "cue and speaker"}),
        (one(*FIRST), one("Kim", "use", "the talks"), set()),
        (one(*FIRST), one("Kim", "", "the talks"), set()),
    ],
)
def test_what_is_right_of_one(gold: Attribution, given: Attribution, right: set[str]) -> None:
    counts = score_attributions(TEXT, [gold], [given])
    whole = ("cue", "speaker", "cue and speaker", "attribution", "whole")
    assert {name for name in whole if counts[name][0]} == right


def test_white_space_makes_no_difference() -> None:
    apart = Attribution((span("Kim"),), (span("said"),), tuple(map(span, ("the", "talks", "failed"))))
    assert score_attributions(TEXT, [one(*FIRST)], [apart])["whole"] == (1, 1, 1)


def test_pairs_share_most_content() -> None:
    gold: Sequence[Attribution] = [one("Kim", "said", "the talks"), one("Lee", "said", "failed")]
    counts = score_attributions(TEXT, gold, [one("Lee", "said", "failed"), one("Kim", "said", "the talks")])
    assert counts["whole"] == (2, 2, 2)


def test_faults_are_told(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    with pytest.raises(ConfigError, match="layer attribution"):
        measure_attributions(corpus(tmp_path, FIRST), made(), splitting)
    path = tmp_path / "other.jsonl"
    path.write_text('{"text": "Kim left."}\n')
    with pytest.raises(ReadError, match=r"other\.jsonl:1.*attributions are expected"):
        measure_attributions(path, made(attributions=()), splitting)
