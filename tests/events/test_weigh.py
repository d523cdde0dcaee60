"""Sides in the light of the whole story."""

from dataclasses import replace

from demarche.events.seen import path_between
from demarche.events.weigh import choose
from demarche.knowledge import Weights
from demarche.pipeline import Coder

TEXT = "The government of Chad held talks with the union. On Friday the union staged a protest."


def test_an_empty_side_takes_the_likeliest_and_all_that_are_likely() -> None:
    assert choose([-3.0, 0.1, -0.5], [False] * 3) == [1]
    assert choose([1.0, 0.5, -0.5], [False] * 3) == [0, 1]
    assert choose([-1.0, -2.0], [False] * 2) == [] == choose([], [])


def test_what_the_rules_found_stays_unless_much_speaks_against_it() -> None:
    assert choose([-1.0, 2.0], [True, False]) == [0]
    assert choose([-1.0, 4.0], [True, False]) == [0, 1]
    assert choose([-4.0, 2.0], [True, False]) == [1]


def test_weights_fill_a_side_and_say_why(coder: Coder) -> None:
    sides = Weights(("source", "target"), {"sector=GOV PROTEST": (-9.0, 3.0), "sector=LAB PROTEST": (3.0, -9.0)})
    known = replace(coder.knowledge, events=replace(coder.knowledge.events, sides=sides))
    [ruled] = [it for it in coder.code_text(TEXT).triggers if it.type == "PROTEST"]
    [found] = [
        it for it in Coder(knowledge=known, encoder=coder.encoder).code_text(TEXT).triggers if it.type == "PROTEST"
    ]
    assert [it.country for it in found.sources] == [it.country for it in ruled.sources]
    assert [it.sectors[:1] for it in found.targets] == [("GOV",)]
    assert any(getattr(one, "head", "") == "events.target" for one in found.because.parents) or ruled.targets


def test_paths_go_up_and_down(coder: Coder) -> None:
    [sentence] = coder.parse("Police arrested three men.")
    verb, police = sentence.tokens[1], sentence.tokens[0]
    assert path_between(sentence, verb, police) == ([], ["nsubj"])
    assert path_between(sentence, police, verb) == (["nsubj"], [])


def test_what_all_do_together_has_one_set_of_sides(coder: Coder) -> None:
    sides = Weights(("source", "target"), {"sector=GOV": (9.0, -1.0), "sector=LAB": (-9.0, 1.0)})
    known = replace(coder.knowledge, events=replace(coder.knowledge.events, sides=sides))
    text = "Norway and Sweden held talks. The nurses' union looked on."
    [found] = [
        it for it in Coder(knowledge=known, encoder=coder.encoder).code_text(text).triggers if it.type == "CONSULT"
    ]
    assert [it.country for it in found.sources] == [it.country for it in found.targets] == ["NOR", "SWE"]
