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
