"""Sides in the light of the whole story."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.actors import ActorMention
from demarche.events import EventMention
from demarche.events.seen import path_between
from demarche.events.weigh import choose
from demarche.knowledge import Weights
from demarche.pipeline import Coder

TEXT = "The union held talks with the government. Three students were killed on Friday."


def killing(coder: Coder, rows: dict[str, tuple[float, float]]) -> EventMention:
    """The killing of the text, whose source the rules leave open, by a coder with a table of these rows."""
    sides = Weights(("source", "target"), rows)
    known = replace(coder.knowledge, events=replace(coder.knowledge.events, sides=sides))
    triggers = Coder(knowledge=known, encoder=coder.encoder).code_text(TEXT).triggers
    return next(it for it in triggers if it.type == "ASSAULT")


def sectors(actors: Sequence[ActorMention]) -> list[str]:
    return [one.sectors[0] for one in actors]


def test_an_empty_side_takes_the_likeliest_and_all_that_are_likely() -> None:
    assert choose([-3.0, 0.1, -0.5]) == [1]
    assert choose([1.0, 0.5, -0.5]) == [0, 1]
    assert choose([-1.0, -2.0]) == [] == choose([])


def test_what_the_rules_found_stays_unless_much_speaks_against_it(coder: Coder) -> None:
    assert sectors(killing(coder, {"sector=EDU": (-9.0, -1.0), "sector=LAB": (-9.0, 5.0)}).targets) == ["EDU"]
    assert sectors(killing(coder, {"sector=EDU": (-9.0, -4.0), "sector=LAB": (-9.0, 5.0)}).targets) == ["LAB"]


def test_weights_fill_a_side_and_say_why(coder: Coder) -> None:
    found = killing(coder, {"sector=LAB ASSAULT": (3.0, -9.0), "sector=EDU": (-9.0, 0.0), "sector=GOV": (-9.0, 0.0)})
    assert sectors(found.sources) == ["LAB"]
    assert sectors(found.targets) == ["EDU"]
    assert any(getattr(one, "head", "") == "events.source" for one in found.because.parents)
    assert not killing(coder, {"sector=LAB": (-9.0, -9.0)}).sources


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
