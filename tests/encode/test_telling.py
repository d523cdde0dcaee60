"""Which words tell of events: the shapes of the head's answers, and what a text is taken for."""

import numpy as np
import pytest

from demarche.encode import TYPES, OnnxEncoder, Paragraph, open_encoder
from demarche.encode.telling import AFFAIRS, draw_affairs

NEWS = [
    "Rebels",
    "shelled",
    "the",
    "army",
    "'s",
    "barracks",
    "near",
    "Goma",
    "on",
    "Monday",
    ",",
    "and",
    "the",
    "government",
    "accused",
    "Kigali",
    "of",
    "arming",
    "them",
    ".",
]
DISH = [
    "Whisk",
    "the",
    "eggs",
    ",",
    "fold",
    "in",
    "the",
    "flour",
    "and",
    "bake",
    "the",
    "cake",
    "until",
    "a",
    "skewer",
    "comes",
    "out",
    "clean",
    ".",
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return open_encoder()


def test_each_word_has_a_probability_of_every_type(encoder: OnnxEncoder) -> None:
    told = encoder.encode([Paragraph(NEWS)]).told
    assert told is not None
    assert told.types.shape == (len(NEWS), len(TYPES))
    assert np.allclose(told.types.sum(axis=1), 1, atol=1e-3)
    assert TYPES[int(told.types[NEWS.index("shelled")].argmax())] == "ASSAULT"
    assert TYPES[int(told.types[NEWS.index("accused")].argmax())] == "ACCUSE"
    assert told.types[NEWS.index(","), TYPES.index("NONE")] == 1  # a comma tells of nothing


def test_a_word_is_like_one_of_the_examples(encoder: OnnxEncoder) -> None:
    told = encoder.encode([Paragraph(NEWS)]).told
    assert told is not None
    at = NEWS.index("accused")
    nearest = told.nearest(at)
    assert nearest is not None
    example, cosine = nearest
    assert "*accus" in example
    assert 0.5 < cosine <= 1.001


def test_news_is_of_public_affairs_and_a_recipe_is_not(encoder: OnnxEncoder) -> None:
    news, dish = (encoder.encode([Paragraph(words * 8)]).told for words in (NEWS, DISH))
    assert news is not None and dish is not None
    assert news.affairs > 0 > dish.affairs


def test_little_can_be_told_of_a_short_text() -> None:
    assert draw_affairs(-5, 0) == AFFAIRS
    assert draw_affairs(-5, 10) > 0 > draw_affairs(-5, 400)
    assert draw_affairs(-5, 100_000) == pytest.approx(-5, abs=0.01)
