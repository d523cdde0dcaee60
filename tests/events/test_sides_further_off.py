"""Sides that stand further off: people of places, purposes, requests met, calls, courts, captives, other people."""

import pytest

from demarche.pipeline import Analysis

ROWS = [
    # grammar
    ("Rebels seized four nurses in Mali on Monday, and police accused the firm of hiring thugs.", "accused", ["police"], ["the firm"]),
    ("Peru's foreign minister met the Chilean charge d'affaires, Juan Rojas, in Lima.", "met", ["Peru's foreign minister", "Juan Rojas"], None),
    ("Niger refused to send troops, as Chad had asked.", "refused", ["Niger"], ["Chad"]),
    ("Cuba sent doctors in answer to an Angolan request.", "sent", ["Cuba"], ["Angolan"]),
    ("Police fired tear gas to disperse the strikers.", "fired", ["Police"], ["the strikers"]),
    ("Peru's president congratulated Vladimir Putin in a telephone call.", "call", ["Peru's president", "Vladimir Putin"], None),
    ("Strikes by miners forced the Bolivian president to quit.", "Strikes", ["miners"], ["the Bolivian president"]),
    ("One of the deputies, Juan Reyes, accused the bishop of treason.", "accused", ["Juan Reyes"], ["the bishop"]),
    # places
    ("The army shelled the village in southern Sudan.", "shelled", ["The army"], ["the village"]),
    ("Chad's air force flew flour to the camp where refugees from Sudan live.", "flew", ["Chad's air force"], ["refugees"]),
    ("The Japanese minister arrived in the Vietnamese capital on Monday.", "arrived", ["The Japanese minister"], ["Vietnamese"]),
]  # fmt: skip


def sides_of(story: Analysis, words: str) -> tuple[list[str], list[str]]:
    event = next(event for event in story.triggers if event.trigger.of(story.report.text).startswith(words))
    return [one.mention.text for one in event.sources], [one.mention.text for one in event.targets]


@pytest.mark.parametrize(("text", "words", "sources", "targets"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_sides(code, text: str, words: str, sources: list[str], targets: list[str] | None) -> None:  # type: ignore[no-untyped-def]
    found = sides_of(code(text), words)
    assert found == (sources, sources if targets is None else targets)


STORIES = [
    ("A Baku court jailed the poet for six years. Prosecutors had asked for nine.", "asked", ["Prosecutors"], ["A Baku court"]),
    ("Rebels abducted two nuns in May. The captives were released on Monday.", "released", ["Rebels"], ["The captives"]),
    ("Saudi Arabia offered to mediate, but Yemen rejected the kingdom.", "offered", ["Saudi Arabia"], ["Yemen"]),
    ("Chad's army attacked Niger. Togo offered to mediate.", "offered", ["Togo"], ["Chad's army", "Niger"]),
    ("Chad and Niger met in May. The two pledged to end the quarrel.", "pledged", ["Chad", "Niger"], ["Chad", "Niger"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "sources", "targets"), STORIES, ids=[row[0][:40] for row in STORIES])
def test_sides_of_the_story(code, text: str, words: str, sources: list[str], targets: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert sides_of(code(text), words) == (sources, targets)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army stormed the town in southern Sudan.", "stormed"),
        ("A woman blew herself up in Maroua.", "blew"),
        ("Niger refused to send troops, as winter had come.", "refused"),
    ],
)
def test_no_target_from_nothing(code, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    assert sides_of(code(text), words)[1] == []
