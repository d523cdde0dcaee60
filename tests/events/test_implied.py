"""Sides that the story has told: the deed's doer, the counterpart, the event named again."""

from dataclasses import replace

import pytest

from demarche.pipeline import Analysis


def event_of(story: Analysis, words: str) -> tuple[list[str], list[str]]:
    event = next(event for event in story.triggers if event.trigger.of(story.report.text) == words)
    return [one.name for one in event.sources], [one.name for one in event.targets]


@pytest.mark.parametrize(
    ("text", "words", "sources", "targets"),
    [
        ("Iran attacked Iraq. France condemned the attack.", "condemned", ["France"], ["Iran"]),
        ("Mali accused Niger of theft. Niger rejected the accusation.", "rejected", ["Niger"], ["Mali"]),
        ("Peru asked Chile to send ships. Chile refused.", "refused", ["Chile"], ["Peru"]),
        ("Chad bombed Libya. The bombing lasted an hour.", "bombing", ["Chad"], ["Libya"]),
        (
            "Peru accused Chile of theft. Chile's foreign minister refused to comment on Monday but rejected the charge.",
            "rejected",
            ["Chile's foreign minister"],
            ["Peru"],
        ),
        ("A Lima court jailed the poet. Chile condemned the verdict.", "condemned", ["Chile"], ["A Lima court"]),
        ("Rebels kidnapped the bishop in May. The bishop was freed on Monday.", "freed", ["Rebels"], ["bishop"]),
        ("Police clashed with students. Two students were arrested.", "arrested", ["Police"], ["Two students"]),
        ("Miners blocked the road and accused the governor of lying.", "blocked", ["Miners"], ["governor"]),
    ],
)
def test_sides_that_the_story_has_told(  # type: ignore[no-untyped-def]
    code, text: str, words: str, sources: list[str], targets: list[str]
) -> None:
    assert event_of(code(text), words) == (sources, targets)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France condemned the attack.", "condemned"),
        ("Mali praised Niger. Chad condemned the raid.", "condemned"),
        ("Chad bombed Libya. Chad declared a state of emergency.", "declared"),
        ("The pope condemned the kidnapping of 30 pupils.", "condemned"),
    ],
)
def test_nothing_is_told(code, text: str, words: str) -> None:  # type: ignore[no-untyped-def]
    assert event_of(code(text), words)[1] == []


def test_an_event_named_again_has_its_day_and_place(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Chad bombed Libya near Sabha on March 3. The bombing angered villagers.")
    first, again = (event for event in story.events if event.type == "ASSAULT")
    assert first.date is not None
    assert again.date == replace(first.date, basis="story")
    assert again.place == first.place and first.place is not None
