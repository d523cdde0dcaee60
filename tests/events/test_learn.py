"""Patterns learned from marks: the words, and the slots by which the sides come."""

from collections.abc import Callable

import pytest

from demarche.base import parse_marked
from demarche.events import Marked, Pattern, WordsShape, learn_patterns, make_pattern
from demarche.pipeline import Analysis, Coder


@pytest.fixture(scope="module")
def learn(coder: Coder, code: Callable[[str], Analysis]) -> Callable[..., dict[str, Pattern]]:
    def run(*marked: str, **words: object) -> dict[str, Pattern]:
        shape = WordsShape.model_validate({"source": "", "target": "", **words})
        given: list[Marked] = []
        for text, marks in map(parse_marked, marked):
            analysis = code(text)
            spans = {label: tuple(mark.span for mark in marks if mark.label == label) for label in ("source", "target")}
            (trigger,) = (mark.span for mark in marks if mark.label == "event")
            given.append(Marked(analysis.sentences[0], trigger, spans["source"], spans["target"], analysis.actors))
        found = learn_patterns(make_pattern(shape, "mine", "SANCTION"), given, coder.knowledge.events.frames)
        return {one.id: one for one in found}

    return run


def test_slots_are_those_of_the_marked_sides(learn: Callable[..., dict[str, Pattern]]) -> None:
    found = learn(
        "[source: Chad] [event: recalled] its envoy from [target: Togo].",
        "[source: Peru] [event: expelled] [target: the diplomats].",
    )
    assert found["mine.recall"].source == ("subject",)
    assert found["mine.recall"].target[0] == "from"
    assert found["mine.expel"].target[0] == "object"
    assert "object" in found["mine.recall"].target[1:]  # what is learned of one verb serves the next


def test_a_passive_gives_the_same_slots(learn: Callable[..., dict[str, Pattern]]) -> None:
    found = learn("[target: The diplomats] were [event: expelled] by [source: Peru].")
    assert (found["mine.expel"].source[0], found["mine.expel"].target) == ("subject", ("object",))


def test_nouns_and_words_of_several(learn: Callable[..., dict[str, Pattern]]) -> None:
    found = learn(
        "[source: Peru]'s [event: recall] of its envoy shook Chile.", "[source: Peru] [event: called back] its envoy."
    )
    assert found["mine.recall.noun"].nouns == (("recall",),)
    assert found["mine.call-back"].verbs == (("call", "back"),)


def test_a_listed_word_that_fits_the_mark_is_enough(learn: Callable[..., dict[str, Pattern]]) -> None:
    found = learn("[source: Peru] [event: called] its envoy home.", verbs=["call home", "recall"])
    assert list(found) == ["mine.call-home", "mine.recall"]


def test_slots_that_are_given_stand(learn: Callable[..., dict[str, Pattern]]) -> None:
    found = learn("[source: Chad] [event: recalled] its envoy from [target: Togo].", target="to | in")
    assert found["mine.recall"].target == ("to", "in")
    assert learn(verbs=["recall"])["mine.recall"].target == ("object",)
