"""Stories of quiet life give no events but those of powers, and deeds that are meant as they are said."""

import pytest

from demarche.events.scenes import ScenesShape, judge_scene, open_scenes
from demarche.knowledge import Folders, read_rules

FOLDERS = Folders(())
SHAPE = read_rules(FOLDERS.files("events", "scenes.toml")[0], ScenesShape)

MATCH = (
    "The striker scored twice before half-time and the goalkeeper saved a penalty in a final that the coach called his best. "
    "Spain attacked from the kick-off, and Portugal retreated. {} "
)
SHARES = (
    "The retailer's shares fell after its quarterly profit missed forecasts, analysts and investors said. "
    "The board rejected a takeover bid from a rival brand, whose chairman promised shareholders a dividend. {} "
)


@pytest.mark.parametrize(("scene", "text"), [(one.id, text) for one in SHAPE.scene for text in one.examples])
def test_scene_is_told(code, scene: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert judge_scene(code(text).sentences, open_scenes(FOLDERS)) == scene


@pytest.mark.parametrize(("scene", "text"), [(one.id, text) for one in SHAPE.scene for text in one.not_])
def test_another_scene_is_told(code, scene: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert judge_scene(code(text).sentences, open_scenes(FOLDERS)) != scene


@pytest.mark.parametrize("story", [MATCH, SHARES], ids=["match", "shares"])
@pytest.mark.parametrize(
    "text", ["", "The visitors were under attack for an hour.", "It was a neat ambush.", "A siege began."]
)
def test_figures_of_speech_are_no_events(code, story: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not code(story.format(text)).events


@pytest.mark.parametrize("story", [MATCH, SHARES], ids=["match", "shares"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police arrested two supporters at the gate.", "COERCE"),
        ("The interior minister condemned the sponsor.", "ACCUSE"),
        ("Two women were stabbed outside the building.", "ASSAULT"),
    ],
)
def test_powers_and_plain_violence_are(code, story: str, text: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert [event.type for event in code(story.format(text)).events] == [kind]
