"""What patterns may ask for: verbs with a hyphen, any verb, sets of words, the source's own deed."""

import pytest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The gendarmes tear-gassed the dockers.", "ASSAULT"),
        ("The two armies weigh the grain together.", "COOPERATE"),
        ("The two ministries jointly audited the mint.", "COOPERATE"),
        ("Ankara warned that it would retaliate.", "THREATEN"),
        ("The general swore to fight on.", "THREATEN"),
        ("The monks brought flour to the villagers.", "AID"),
        ("The army praised him.", "SUPPORT"),
    ],
)
def test_found(code, text: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert [event.type for event in code(text).events] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers laughed together.",
        "The ministry warned that the rain would last.",
        "The army warned that it would run short of boots.",
        "The monks brought joy to the villagers.",
        "The choirmaster laid an ambush for latecomers.",
    ],
)
def test_not_found(code, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not code(text).events


def test_clause_that_goes_on_with_a_deed_is_no_second(code) -> None:  # type: ignore[no-untyped-def]
    events = code("The rebels freed two monks, handing them over to the Red Cross.").events
    assert [event.type for event in events] == ["RETREAT"]
