"""Status and claim: signatures under both polarities, views of both sides, who decided."""

import pytest

from demarche.base import ByModel, ByRule
from demarche.events import EventMention
from demarche.knowledge import Folders
from demarche.pipeline import Coder


def event(coder: Coder, text: str, words: str) -> EventMention:
    return next(one for one in coder.code_text(text).triggers if one.trigger.of(text) == words)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The envoys managed to meet the rebels.", "actual"),
        ("The envoys did not manage to meet the rebels.", "negated"),
        ("The envoys failed to meet the rebels.", "negated"),
        ("The envoys did not fail to meet the rebels.", "actual"),
        ("The envoys want to meet the rebels.", "hypothetical"),
        ("The envoys do not want to meet the rebels.", "hypothetical"),
        ("The envoys have yet to meet the rebels.", "negated"),
        ("The envoys will meet the rebels.", "planned"),
        ("The envoys will not meet the rebels.", "negated"),
        ("The crisis forced the envoys to meet the rebels.", "actual"),
        ("The minister said the envoys would meet the rebels.", "planned"),
        ("Nobody met the rebels.", "negated"),
    ],
)
def test_status_under_both_polarities(coder: Coder, text: str, status: str) -> None:
    word = "met" if " met " in text else "meet"
    found = [one for one in coder.code_text(text).triggers if one.trigger.of(text) == word]
    assert [one.status.value for one in found] in ([status], [])


def test_a_verdict_says_who_decided_and_what_the_other_held(coder: Coder) -> None:
    found = event(coder, "The envoys failed to meet the rebels.", "meet")
    assert found.status.because.parents
    kinds = {type(found.status.because), type(found.status.because.parents[0])}
    assert kinds == {ByRule, ByModel}


def test_the_event_carries_both_sides(coder: Coder) -> None:
    text = "Moscow said Ukrainian forces had shelled the town on Monday. Kyiv denied it."
    found = event(coder, text, "shelled")
    assert [(one.speaker.name if one.speaker else None, one.stance) for one in found.statements] == [
        ("Russia", "neutral"),
        ("Ukraine", "against"),
    ]


def test_a_denial_of_something_else_is_no_view(coder: Coder) -> None:
    text = "Moscow said Ukrainian forces had shelled the town on Monday. Kyiv denied that it had lost the harbour."
    assert len(event(coder, text, "shelled").statements) == 1


def test_what_is_judged_stays_the_outlets_word(coder: Coder) -> None:
    assert event(coder, "The president condemned the attack on the embassy.", "attack").claim.value == "plain"


def test_the_table_of_embedding_words_is_large() -> None:
    from demarche.events.frames import open_status

    words = {key[:2] for key in open_status(Folders()).signatures}
    assert len(words) >= 400
