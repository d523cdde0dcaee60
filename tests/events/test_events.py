"""Arguments, status and claim, however the clause is turned: one table, each row a whole sentence."""

from datetime import date

import pytest

from demarche.pipeline import Analysis

PUBLISHED = date(2024, 3, 14)

ROWS = [
    # active, passive, relative, participle
    ("French police arrested three Basque militants.", "COERCE", ["French police"], ["three Basque militants"], "actual", "plain"),
    ("Three Basque militants were arrested by French police.", "COERCE", ["French police"], ["Three Basque militants"], "actual", "plain"),
    ("The soldiers who shelled the rebels withdrew.", "ASSAULT", ["The soldiers"], ["the rebels"], "actual", "plain"),
    # nominal and light verbs
    ("Russia launched an attack on Ukrainian troops.", "ASSAULT", ["Russia"], ["Ukrainian troops"], "actual", "plain"),
    ("Turkey held talks with Greece in Geneva.", "CONSULT", ["Turkey", "Greece"], ["Turkey", "Greece"], "actual", "plain"),
    # reciprocal
    ("Iran and Iraq met in Geneva on Monday.", "CONSULT", ["Iran", "Iraq"], ["Iran", "Iraq"], "actual", "plain"),
    # control
    ("The minister refused to meet the rebels.", "REJECT", ["The minister"], None, "actual", "plain"),
    # status
    ("Iran and Iraq will meet in Geneva on Monday.", "CONSULT", ["Iran", "Iraq"], ["Iran", "Iraq"], "planned", "plain"),
    ("Iran and Iraq may meet in Geneva.", "CONSULT", ["Iran", "Iraq"], ["Iran", "Iraq"], "hypothetical", "plain"),
    ("Iran and Iraq did not meet in Geneva.", "CONSULT", ["Iran", "Iraq"], ["Iran", "Iraq"], "negated", "plain"),
    # claim
    ("Police arrested the rebels, the minister said.", "COERCE", ["Police"], ["the rebels"], "actual", "attributed"),
    ("Soldiers allegedly shelled the village council.", "ASSAULT", ["Soldiers"], ["the village council"], "actual", "alleged"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "source", "target", "status", "claim"), ROWS, ids=[row[0][:40] for row in ROWS]
)
def test_event(  # type: ignore[no-untyped-def]
    code, text: str, kind: str, source: list[str], target: list[str] | None, status: str, claim: str
) -> None:
    analysis: Analysis = code(text, on=PUBLISHED)
    events = [event for event in analysis.events if event.type == kind]
    assert len(events) == 1, [(event.type, event.trigger_text) for event in analysis.events]
    event = events[0]
    assert [party.text for party in event.source] == source
    if target is not None:
        assert [party.text for party in event.target] == target
    assert (event.status, event.claim) == (status, claim)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the weather was fine.",
        "Shares fell for a third day.",
        "The committee meets the criteria.",
        "The heart attack killed the singer's career.",
    ],
)
def test_no_event(code, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not code(text).events


def test_what_is_demanded_is_no_second_event(code) -> None:  # type: ignore[no-untyped-def]
    types = [event.type for event in code("The union demanded that the army release the prisoners.").events]
    assert types == ["REQUEST"]


def test_denied(code) -> None:  # type: ignore[no-untyped-def]
    events = code("The army denied shelling the rebels.").events
    assert [event.claim for event in events if event.type == "ASSAULT"] == ["denied"]


def test_every_event_says_why(code) -> None:  # type: ignore[no-untyped-def]
    for text, *_ in ROWS:
        for event in code(text).events:
            assert event.because
            assert event.trigger.of(text) == event.trigger_text
            for party in (*event.source, *event.target):
                assert party.span.of(text) == party.text
