"""What events are about: by the words beside them and by the whole story; and what they are not about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.base import say
from demarche.coding import EventRecord
from demarche.measure import measure_contexts
from demarche.pipeline import Analysis, Coder
from demarche.read import read

Code = Callable[[str], Analysis]
GOLD = Path(__file__).parent / "contexts"

STRIKE = (
    "Garment workers strike in Dhaka over wages\n\nDHAKA, March 14, 2024 (AFP) - Thousands of garment workers walked off "
    "the job on Thursday to press for a higher minimum wage.\n\nUnions said that pay had fallen behind prices.\n\n"
)


def _of(analysis: Analysis, trigger: str) -> EventRecord:
    return next(one for one in analysis.events if trigger in one.trigger_text)


@pytest.mark.parametrize(("name", "precision", "recall"), [("known", 88.0, 95.0), ("apart", 90.0, 93.0)])
def test_floors(name: str, precision: float, recall: float, coder: Coder) -> None:
    """On sentences and stories marked before the words were written, of which the second half was set aside."""
    found, wrong = measure_contexts(GOLD / f"{name}.txt", coder)
    assert found["precision"] >= precision and found["recall"] >= recall, (found, wrong)


@pytest.mark.parametrize(
    ("text", "trigger", "contexts"),
    [
        ("Police fired tear gas at teachers who demanded the release of a man.", "fired", {"energy"}),
        ("The European Union condemned the attack on the village.", "condemned", {"labor"}),
        ("Soldiers who stormed the village killed two men.", "killed", {"disaster", "health"}),
        ("An air strike killed three men in Gao.", "killed", {"labor"}),
    ],
)
def test_words_of_another_sense(text: str, trigger: str, contexts: set[str], code: Code) -> None:
    assert contexts.isdisjoint(_of(code(text), trigger).contexts)


def test_the_story_lends_what_it_is_about(coder: Coder) -> None:
    event = _of(coder.code(read(f"{STRIKE}Police arrested 40 people on Thursday.\n", name="page")), "arrested")
    assert "labor" in event.contexts
    assert any(say(because).startswith("rule context.story") for because in event.because)


@pytest.mark.parametrize(
    "last",
    [
        "In Sylhet, meanwhile, police arrested 40 people on Thursday.",
        "In 2011 police arrested 40 people in the town.",
        "Separately, police arrested 40 people on Thursday.",
    ],
)
def test_it_lends_nothing_to_what_is_beside_it(last: str, coder: Coder) -> None:
    event = _of(coder.code(read(f"{STRIKE}{last}\n", name="page")), "arrested")
    assert "labor" not in event.contexts


def test_two_sentences_are_no_story(code: Code) -> None:
    found = code("Garment workers went on strike in Dhaka.\n\nPolice arrested 40 people.")
    assert "labor" not in _of(found, "arrested").contexts
