"""The whole coder: odd texts cost nothing, the same text gives the same record, layers point into the text."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.base import ReadError
from demarche.pipeline import Analysis, Coder, Failure

ODD = [
    "", " ", ".", "\n\n\n", "?!…", "“”", "'s", "I", "a" * 5000, "🙂 🙂", "x\u0000y", "U.S.", '"', "(((", "1.2.3.4", "- - -",
    "He said she said they said it was said.", '"We met," he said. "We agreed," she said. "' * 8, "met " * 400,
    "Iran and Iraq and Syria and Iran and Iraq met met met.", "مرحبا Iran met العراق.", "[event: met] they \\ said [",
    ", Iran", "and Iran", "Iran, or",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_are_coded(whole: Coder, text: str) -> None:
    check(whole.code_text(text, published=date(2024, 3, 14)), text)


WORDS = st.sampled_from(
    [
        "Iran",
        "Iraq",
        "police",
        "rebels",
        "the",
        "army",
        "minister",
        "met",
        "attacked",
        "said",
        "that",
        "will",
        "not",
        "denied",
        '"',
        "",
        ".",
        ",",
        "in",
        "Geneva",
        "on",
        "Monday",
        "and",
        "of",
        "demanded",
        "talks",
        "with",
        "by",
        "was",
        "arrested",
        "protesters",
        "who",
        "alleged",
        "if",
        "may",
        "'s",
        "U.S.",
        "he",
        "they",
        "two",
        "sides",
        "after",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_any_words_are_coded(whole: Coder, words: list[str]) -> None:
    text = " ".join(words)
    check(whole.code_text(text, published=date(2024, 3, 14)), text)


def check(analysis: Analysis, text: str) -> None:
    for sentence in analysis.sentences:
        assert sentence.span.of(text) == sentence.text
    for mention in analysis.mentions:
        assert mention.span.of(text) == mention.text
    for time in analysis.times:
        assert time.span.of(text) == time.text
        assert time.start is None or time.end is None or time.start <= time.end
    for place in analysis.places:
        assert place.span.of(text) == place.text
    for event in analysis.events:
        assert event.trigger.of(text) == event.trigger_text
        assert 0 <= event.confidence <= 1
    assert len({event.id for event in analysis.events}) == len(analysis.events)
    json.dumps(analysis.to_dicts())


def test_the_same_text_gives_the_same_record(whole: Coder) -> None:
    text = "Iran and Iraq met in Geneva on Monday, officials said. Police arrested two protesters in Lima."
    first, other = (whole.code_text(text, published=date(2024, 3, 14)) for _ in range(2))
    assert json.dumps(first.to_dicts()) == json.dumps(other.to_dicts())


def test_neighbours_change_nothing(whole: Coder) -> None:
    """A report's record does not depend on what was coded before it or beside it."""
    text = "Iran and Iraq met in Geneva on Monday, officials said."
    alone = whole.code_text(text).to_dicts()
    whole.code_text("Police arrested two protesters in Lima. " * 5)
    assert whole.code_text(text).to_dicts() == alone


def test_a_fault_is_a_failure_and_the_rest_go_on(whole: Coder) -> None:
    from demarche.parse import bare_report

    good = bare_report("Iran and Iraq met in Geneva.")
    done = list(whole.code_many([good, ReadError("a.pdf", "is a PDF"), good]))
    assert [type(one) for one in done] == [Analysis, Failure, Analysis]
    assert isinstance(done[1], Failure) and done[1].report == "a.pdf"
