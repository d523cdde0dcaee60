"""The room's verbs on sentences parsed by the shipped encoder, its examples, and what needs no parser."""

from functools import cache
from itertools import pairwise

import pytest

from demarche.base import parse_marked, write_marked
from demarche.encode import OnnxEncoder, open_encoder
from demarche.knowledge import Example, Folders, open_countries
from demarche.parse import Sentence, Splitting, open_splitting, parse_text
from demarche.places import Gazetteer, PlaceMention, find_places, mark_places, open_gazetteer, read_place_examples


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer(Folders(), open_countries(Folders()))


@cache
def _tools() -> tuple[OnnxEncoder, Splitting]:
    return open_encoder(threads=1), open_splitting(Folders())


def _parse(text: str) -> tuple[Sentence, ...]:
    encoder, splitting = _tools()
    return parse_text(text, encoder, splitting=splitting)


def _find(text: str, dateline: str | None = None) -> tuple[PlaceMention, ...]:
    return find_places(_parse(text), dateline=dateline, gazetteer=_gazetteer())


def _rules(mention: PlaceMention) -> set[str]:
    return {getattr(parent, "rule", "") for parent in mention.because.parents}


@pytest.mark.parametrize("example", read_place_examples(Folders()), ids=lambda it: f"{it.entry}:{it.line}")
def test_the_examples_of_the_rules_hold(example: Example) -> None:
    mentions = _find(example.text)
    if example.positive:
        assert write_marked(example.text, mark_places(mentions)) == write_marked(example.text, example.marks)
    else:
        assert all(example.entry not in _rules(mention) for mention in mentions)


def test_every_rule_has_an_example() -> None:
    told = {example.entry for example in read_place_examples(Folders()) if example.positive}
    assert told >= {rule.id for rule in _gazetteer().rules.slots}


@pytest.mark.parametrize(
    "marked",
    [
        "Police in [place=Kyiv,UKR: Kyiv] fired in the air, and [power=Moscow,RUS: Moscow] protested.",
        "Envoys met in [place=Doha,QAT: Doha], [place=Qatar,QAT: Qatar], [power=Washington,USA: Washington] said.",
        '[power=Beijing,CHN: Beijing] told [power=Tokyo,JPN: Tokyo] to avoid the [place="Red Sea": Red Sea].',
        "Troops left [place=Bamako,MLI: Bamako] for the town of [place=Gao,MLI: Gao] at dawn.",
        "The French and Malian armies fought side by side.",
        "The Washington Post and the Bank of Japan declined to comment.",
    ],
)
def test_places_and_powers(marked: str) -> None:
    text, marks = parse_marked(marked)
    assert write_marked(text, mark_places(_find(text))) == write_marked(text, marks)


def test_the_report_chooses_among_namesakes() -> None:
    alone = _find("Gunmen opened fire in Tripoli.")
    report = _find("Gunmen opened fire in Tripoli. Police in Beirut were put on alert, the Lebanese army said.")
    assert [mention.place.country for mention in alone if mention.place] == ["LBY"]
    assert [mention.place.country for mention in report if mention.place] == ["LBN", "LBN"]


def test_the_dateline_chooses_among_namesakes() -> None:
    text = "Officers closed two streets in Birmingham after a fire."
    at_home = [mention.place.country for mention in _find(text) if mention.place]
    abroad = [mention.place.country for mention in _find(text, "MONTGOMERY, Ala.") if mention.place]
    assert (at_home, abroad) == (["GBR"], ["USA"])


def test_an_unknown_name_is_none_of_the_known() -> None:
    (mention,) = _find("The convoy stopped for the night in Qwertzlingen.")
    assert mention.place is None
    assert not mention.power


def test_spans_lie_in_the_text_and_do_not_cross() -> None:
    text = "US-China talks in Geneva, Switzerland, failed.\n\nSeoul's envoy flew from Hanoi to the Demilitarized Zone."
    mentions = _find(text)
    assert [mention.span.of(text) for mention in mentions] == [mention.text for mention in mentions]
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))
