"""What goes from one marked actor to another."""

import pytest

from demarche.base import ConfigError, Span
from demarche.encode import TYPES
from demarche.events import features
from demarche.pipeline import Coder

TEXT = "Kenyan police freed two Somali traders on Friday."
POLICE, TRADERS = (0, 13), (20, 38)


def test_the_likeliest_comes_first_and_says_why(coder: Coder) -> None:
    found = coder.relate(TEXT, source=POLICE, target=TRADERS)
    assert {one.type for one in found} == set(TYPES)
    assert sum(one.score for one in found) == pytest.approx(1, abs=1e-3)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found[0].type == "RETREAT"
    assert any("retreat.release" in str(because) for because in found[0].because)


def test_nothing_goes_between_bystanders(coder: Coder) -> None:
    text = "Peru borders Chile, and both grow avocados."
    assert coder.relate(text, source=(0, 4), target=(13, 18))[0].type == "NONE"


def test_features_tell_whose_event_it_is(coder: Coder) -> None:
    analysis = coder.code_text(TEXT)
    told = analysis.evidence.told
    assert told is not None
    even = told.types.mean(axis=0)
    at = TYPES.index("RETREAT")
    forth = features(even, told.types, analysis.triggers, Span(*POLICE), Span(*TRADERS))
    back = features(even, told.types, analysis.triggers, Span(*TRADERS), Span(*POLICE))
    assert forth.shape == (len(TYPES), 7)
    assert list(forth[at, 1:5]) == [1, 0, 0, 0]
    assert list(back[at, 1:5]) == [0, 0, 0, 1]


def test_a_span_without_a_word_is_named(coder: Coder) -> None:
    with pytest.raises(ConfigError, match="no word stands at characters 900 to 905"):
        coder.relate(TEXT, source=(900, 905), target=TRADERS)
