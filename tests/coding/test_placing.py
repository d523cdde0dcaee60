"""Where events are: by their own words, by the story, by the date line; and where they are nowhere."""

from collections.abc import Callable
from datetime import date

import pytest

from demarche.coding import EventRecord, open_ontology
from demarche.knowledge import Folders
from demarche.pipeline import Analysis, Coder
from demarche.read import read

Code = Callable[[str], Analysis]
PLACING = open_ontology(Folders()).placing


def _of(analysis: Analysis, trigger: str) -> EventRecord:
    return next(one for one in analysis.events if trigger in one.trigger_text)


def _place(analysis: Analysis, trigger: str) -> tuple[str, str] | None:
    where = _of(analysis, trigger).place
    return (where.name, where.basis) if where else None


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Soldiers arrested three teachers in Gao on Friday.", "arrested", "Gao"),
        ("The rebels attacked the town of Gao at dawn.", "attacked", "Gao"),
        ("Soldiers attacked a camp near Gao, where police arrested four men.", "arrested", "Gao"),
        ("The envoy met the rebels in Nairobi and demanded the release of the hostages.", "demanded", "Nairobi"),
        ("A court in Nairobi rejected the union's appeal on Monday.", "rejected", "Nairobi"),
        ("The general threatened, at a parade in Gao, to sink any ship.", "threatened", "Gao"),
        ("Thousands of students marched in the Kenyan capital on Monday.", "marched", "Nairobi"),
    ],
)  # fmt: skip
def test_places_by_the_words_of_the_sentence(text: str, trigger: str, name: str, code: Code) -> None:
    found = _place(code(text), trigger)
    assert found is not None
    assert found[0] == name
    assert found[1] in ("clause", "sentence")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Seoul demanded that the rebels withdraw from Gao.", "demanded"),
        ("The European Union imposed sanctions on Belarus on Monday.", "imposed"),
        ("The ministry accused the army of an attack in Gao.", "accused"),
    ],
)
def test_what_is_said_of_a_place_is_not_said_there(text: str, trigger: str, code: Code) -> None:
    assert _place(code(text), trigger) is None


def test_an_event_without_a_place_is_where_its_people_were(code: Code) -> None:
    found = code(
        "Miners marched in Arequipa on Tuesday.\n\nPolice fired tear gas at the miners and arrested six of them."
    )
    assert _place(found, "fired") == ("Arequipa", "story")
    assert _place(found, "arrested") == ("Arequipa", "story")


def test_a_noun_takes_a_place_up(code: Code) -> None:
    found = code("The rebels entered Mopti on Thursday.\n\nThe army shelled the town on Friday.")
    assert _place(found, "shelled") == ("Mopti", "story")


def test_events_long_ago_are_not_where_the_story_is(code: Code) -> None:
    found = code("Miners marched in Arequipa on Tuesday.\n\nIn 1998 police shot four miners.")
    assert _place(found, "shot") is None


def test_a_place_on_no_map_keeps_its_words(code: Code) -> None:
    where = _of(code("Gunmen killed four villagers near Qwertzlingen on Friday."), "killed").place
    assert where is not None
    assert (where.name, where.kind, where.latitude) == ("Qwertzlingen", None, None)


def test_the_dateline_comes_last(coder: Coder) -> None:
    page = (
        "Police arrest five\n\nACCRA, March 14, 2024 (AFP) - Police arrested five men on Wednesday, officials said.\n"
    )
    analysis = coder.code(read(page, name="page"))
    assert analysis.report.published_on == date(2024, 3, 14)
    assert _place(analysis, "arrested") == ("Accra", "dateline")


def test_how_exact_a_place_is(code: Code) -> None:
    where = _of(code("Soldiers arrested three teachers in Bavaria on Friday."), "arrested").place
    assert where is not None
    assert (where.kind, where.country, where.admin1) == ("region", "DEU", "02")


def test_no_type_is_in_two_lists() -> None:
    assert PLACING.own.isdisjoint(PLACING.afar)
    assert PLACING.there.isdisjoint(PLACING.own | PLACING.afar)
    assert PLACING.is_there("ASSAULT", "firearms") and not PLACING.is_there("COERCE", "ban")
    assert PLACING.has_own("PROTEST", "strike") and not PLACING.is_there("PROTEST", "strike")


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Two teachers were charged with fraud by prosecutors in Lusaka on Friday.", "charged", "Lusaka"),
        ("Militants could now attack Gao.", "attack", "Gao"),
    ],
)
def test_places_of_those_who_act_and_of_what_is_struck(text: str, trigger: str, name: str, code: Code) -> None:
    found = _place(code(text), trigger)
    assert found is not None
    assert found[0] == name


def test_where_others_speak_it_did_not_happen(code: Code) -> None:
    assert _place(code("Soldiers shot four men on Friday, diplomats in New York said."), "shot") is None


def test_no_metropolis_is_a_village() -> None:
    assert PLACING.largest["village"] < PLACING.largest["town"]


def test_force_is_seldom_where_a_report_was_filed(coder: Coder) -> None:
    page = (
        "Ministers meet\n\nACCRA, March 14, 2024 (AFP) - Ministers met on Wednesday.\n\n"
        "Gunmen killed two farmers on Tuesday.\n"
    )
    analysis = coder.code(read(page, name="page"))
    assert _place(analysis, "killed") is None
