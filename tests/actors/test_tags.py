"""Peoples, religions and parties that the text tells of an actor."""

import pytest


@pytest.mark.parametrize(
    ("text", "words", "tags"),
    [
        ("Kurdish fighters shelled Mosul.", "Kurdish fighters", ("people:Kurdish",)),
        ("A Sunni cleric accused Iran.", "A Sunni cleric", ("religion:Sunni",)),
        ("Likud rejected the plan.", "Likud", ("party:Likud",)),
        ("Iran accused Iraq.", "Iran", ()),
    ],
)
def test_what_the_text_tells(code, text: str, words: str, tags: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    actor = next(actor for actor in code(text).actors if actor.mention.text == words)
    assert actor.tags == tags


def test_events_carry_them(code) -> None:  # type: ignore[no-untyped-def]
    found = code("Kurdish fighters shelled Mosul.").to_dicts()
    assert found[0]["source"][0]["tags"] == ["people:Kurdish"]
