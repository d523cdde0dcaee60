"""Days and places in the light of the whole story."""

from dataclasses import replace
from datetime import date

import pytest

from demarche.coding import EventRecord
from demarche.knowledge import Weights
from demarche.pipeline import Coder

DAY = date(2024, 3, 14)  # a Thursday
TEXT = "Rebels shelled the port of Gao on Monday.\n\nThe government in Bamako blamed Chad."
EMPTY = Weights(("here",), {})


def blame(coder: Coder, *, days: Weights = EMPTY, places: Weights = EMPTY) -> tuple[EventRecord, EventRecord]:
    """The shelling and the blame of the text by a coder with these tables."""
    known = coder.knowledge
    weighed = replace(known, coding=replace(known.coding, days=days, places=places))
    found = Coder(knowledge=weighed, encoder=coder.encoder).code_text(TEXT, published=DAY).events
    first, second = (next(it for it in found if it.type == kind) for kind in ("ASSAULT", "ACCUSE"))
    return first, second


def rows(**given: float) -> Weights:
    return Weights(("here",), {name.replace("_", " "): (value,) for name, value in given.items()})


def test_without_rows_the_rules_stand(coder: Coder) -> None:
    shelled, blamed = blame(coder)
    assert shelled.place is not None
    assert shelled.place.name == "Gao"
    assert blamed.place is None
    assert blamed.date is not None
    assert blamed.date.basis == "publication"


@pytest.mark.parametrize(("against", "moved"), [(-1.0, False), (-5.0, True)])
def test_a_day_and_a_place_come_from_the_story_if_much_speaks_for_them(
    against: float, moved: bool, coder: Coder
) -> None:
    _, blamed = blame(coder, days=rows(none=against), places=rows(none=against))
    assert blamed.date is not None
    assert (str(blamed.date.start), blamed.date.basis) == (
        ("2024-03-11", "story") if moved else ("2024-03-14", "publication")
    )
    assert (blamed.place is not None) is moved
    heads = {getattr(one, "head", "") for one in blamed.because}
    assert ({"coding.date", "coding.place"} <= heads) is moved


def test_what_its_own_clause_tells_stays(coder: Coder) -> None:
    shelled, _ = blame(coder, places=Weights(("here",), {"against=clause": (9.0,), "none": (-20.0,)}))
    assert shelled.place is not None
    assert shelled.place.name == "Gao"
