"""Whom "both sides" stand for, by the events of the story."""

import pytest

WAR = "Chad's army shelled Libya on Monday. Libya shelled Chad in turn. "


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (WAR + "A priest from Italy prayed. The United Nations urged both sides to stop.", "urged", {"TCD", "LBY"}),
        (WAR + "Norway mediated between the two sides.", "mediated", {"TCD", "LBY"}),
        (WAR + "Norway, which mediated in May, will host both governments.", "host", {"TCD", "LBY"}),
    ],
)
def test_both_sides_are_those_at_odds(code, text: str, words: str, names: set[str]) -> None:  # type: ignore[no-untyped-def]
    event = next(event for event in code(text).triggers if event.head.text == words)
    assert {actor.country for actor in event.targets} == names


def test_the_source_is_neither_of_both_sides(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Chad bombed Libya. Norway accused Chad of murder. Norway urged both sides to talk.")
    event = next(event for event in story.triggers if event.head.text == "urged")
    assert [actor.country for actor in event.sources] == ["NOR"]
    assert {actor.country for actor in event.targets} == {"TCD", "LBY"}


def test_parties_of_a_kind_are_no_two_sides(code) -> None:  # type: ignore[no-untyped-def]
    story = code(WAR + "The opposition parties rejected the war.")
    event = next(event for event in story.triggers if event.head.text == "rejected")
    assert [actor.mention.text for actor in event.sources] == ["The opposition parties"]


@pytest.mark.parametrize(("who", "sides"), [("Mediators", 0), ("Officials", 2)])
def test_mediators_are_no_side(code, who: str, sides: int) -> None:  # type: ignore[no-untyped-def]
    text = f"{who} from Norway met delegates of the Patriotic Front in Geneva. Egypt will host new talks in Cairo."
    event = next(event for event in code(text).triggers if event.head.text == "host")
    assert len(event.targets) == sides
