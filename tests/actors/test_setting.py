"""The country of the story: who takes it, who does not, and why."""

from datetime import date

import pytest

from demarche.base import ByRule
from demarche.pipeline import Analysis

STORY = "Police in Lima clashed with miners. The Peruvian government called the army. Peru's president spoke in Cusco. "


def code_of(story: Analysis, words: str) -> str:
    return next(actor.code for actor in story.actors if actor.mention.text == words)


@pytest.mark.parametrize(
    ("more", "words", "country"),
    [
        ("Two officers were hurt.", "Police", "PER COP"),
        ("The army sent tanks.", "the army", "PER MIL"),
        ("Foreign investors left.", "Foreign investors", "BUS"),
        ("Refugees fled.", "Refugees", "REF"),
        ("A Chilean judge watched.", "A Chilean judge", "CHL JUD"),
    ],
)
def test_who_takes_the_country_of_the_story(code, more: str, words: str, country: str) -> None:  # type: ignore[no-untyped-def]
    assert code_of(code(STORY + more), words) == country


def test_the_reason_says_so(code) -> None:  # type: ignore[no-untyped-def]
    actor = next(actor for actor in code(STORY).actors if actor.mention.text == "the army")
    assert isinstance(actor.because, ByRule) and actor.because.rule.startswith("actors.setting")
    assert actor.because.parents


def test_nothing_is_guessed_from_nothing(code) -> None:  # type: ignore[no-untyped-def]
    assert code_of(code("Police clashed with miners."), "Police") == "COP"


def test_the_report_goes_before_the_table_and_the_reason_tells_both(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Judge Barack Obama spoke to the villagers.", date(2012, 5, 4))
    actor = next(actor for actor in story.actors if actor.name == "Barack Obama")
    assert actor.sectors[0] == "JUD"
    assert isinstance(actor.because, ByRule) and actor.because.rule == "actors.text-over-table"
    assert "USA GOV President" in actor.because.words


def test_those_listed_have_the_office_of_all(code) -> None:  # type: ignore[no-untyped-def]
    text = "The foreign ministers, Claudia Mejia of Colombia and Rafael Arteaga of Venezuela, met in Quito."
    assert code_of(code(text), "Claudia Mejia") == "COL GOV"
    assert code_of(code(text), "Rafael Arteaga") == "VEN GOV"


def test_a_sentence_that_opens_elsewhere_sets_the_scene_of_its_paragraph(code) -> None:  # type: ignore[no-untyped-def]
    text = "In Quito, miners marched past the palace. The army sent tanks."
    assert code_of(code(STORY + "\n\n" + text), "The army") == "ECU MIL"
    assert code_of(code(STORY + "\n\nMiners marched past the palace. The army sent tanks."), "The army") == "PER MIL"


@pytest.mark.parametrize(
    ("text", "words", "code_"),
    [
        ("A Roman Catholic bishop met the army.", "A Roman Catholic bishop", "REL"),
        ("Officers arrested ten people.", "Officers", "COP"),
        ("Two army officers were hurt.", "Two army officers", "MIL"),
        ("Chad accused its neighbour of lying.", "its neighbour", "GOV"),
        ("The old woman accused her neighbour of theft.", "her neighbour", "CVL"),
        ("The Association of Flood Victims sued.", "The Association of Flood Victims", "NGO"),
    ],
)
def test_sectors_by_words(code, text: str, words: str, code_: str) -> None:  # type: ignore[no-untyped-def]
    assert code_of(code(text), words) == code_


@pytest.mark.parametrize(
    ("text", "words", "code_"),
    [
        ("The nurses' union called a strike.", "The nurses' union", "LAB"),
        ("The army's radio station closed.", "The army's radio station", "MED"),
        ("The rebels' leader fled.", "The rebels' leader", "REB"),
        ("Shells killed displaced villagers.", "displaced villagers", "REF"),
        ("Shells killed two villagers.", "two villagers", "CVL"),
    ],
)
def test_bodies_stand_for_themselves_and_men_for_their_bodies(code, text: str, words: str, code_: str) -> None:  # type: ignore[no-untyped-def]
    assert code_of(code(text), words) == code_


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A Beijing-based technology firm sued the regulator.", "A Beijing-based technology firm", "CHN BUS"),
        ("The U.N.-recognised government in Tripoli met.", "The U.N.-recognised government", "LBY GOV"),
        ("The Oaxaca governor asked for more troops.", "The Oaxaca governor", "MEX GOV"),
        ("African Union-led troops took the port.", "African Union-led troops", "IGO MIL"),
    ],
)
def test_a_home_stands_before_the_noun_and_a_backer_is_none(code, text: str, words: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert code_of(code(text), words) == expected


def test_the_army_is_of_the_side_that_has_just_spoken(code) -> None:  # type: ignore[no-untyped-def]
    text = "Juba said Sudan shelled the north of South Sudan. Khartoum denied it. The army said nobody had crossed."
    assert code_of(code("South Sudan and Sudan were at odds.\n\n" + text), "The army") == "SDN MIL"


def test_a_sector_that_says_more_comes_second(code) -> None:  # type: ignore[no-untyped-def]
    poet = next(actor for actor in code("The Chilean poet marched.").actors if actor.mention.text == "The Chilean poet")
    assert poet.code == "CHL CVL" and "ELI" in poet.sectors
