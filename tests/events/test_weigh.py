"""Sides in the light of the whole story."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from demarche.actors import ActorMention
from demarche.events import EventMention
from demarche.events.seen import LIKELY, UNLIKELY, Look, Seen, path_between
from demarche.events.weigh import AHEAD, ALSO, LEAST, MORE, SURE, choose
from demarche.knowledge import Weights
from demarche.pipeline import Coder

TEXT = "The union held talks with the government. Three students were killed on Friday."


def killing(coder: Coder, rows: dict[str, tuple[float, float]]) -> EventMention:
    """The killing of the text, whose source the rules leave open, by a coder with a table of these rows."""
    sides = Weights(("source", "target"), rows)
    known = replace(coder.knowledge, events=replace(coder.knowledge.events, sides=sides))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("demarche.events.seen.OPEN", -99)  # the encoder rules nobody out
        triggers = Coder(knowledge=known, encoder=coder.encoder).code_text(TEXT).triggers
    return next(it for it in triggers if it.type == "ASSAULT")


def sectors(actors: Sequence[ActorMention]) -> list[str]:
    return [one.sectors[0] for one in actors]


def test_an_empty_side_takes_the_likeliest_and_all_that_are_likely() -> None:
    codes = ["A", "B", "C"]
    assert choose([-3.0, LEAST + 0.1, -3.5], codes, []) == [1]
    assert choose([ALSO + 1, ALSO + 0.5, -0.5], codes, []) == [0, 1]
    assert choose([LEAST - 1, LEAST - 2], ["A", "B"], []) == [] == choose([], [], [])


def test_who_has_one_code_is_weighed_together() -> None:
    assert choose([-0.2, 0.5, -0.1], ["A", "B", "A"], []) == [2]
    assert choose([-0.2, 1.2, -0.1], ["A", "B", "A"], []) == [1]
    assert choose([0.1, 0.2], ["A", "A"], [0, 1]) == [0, 1]  # the rules may put two of one code on it


def test_others_take_the_place_of_the_rules_where_much_speaks_for_them() -> None:
    assert choose([0.0, AHEAD - 0.1], ["A", "B"], [0]) == [0]
    assert choose([0.0, AHEAD + 0.1], ["A", "B"], [0]) == [1]
    assert choose([0.0, MORE + 0.1], ["A", "B"], [], held=True) == [1]
    assert choose([-SURE - 0.1, -9.0], ["A", "B"], [0]) == []


def test_what_the_rules_found_stays_unless_much_speaks_against_it(coder: Coder) -> None:
    assert sectors(killing(coder, {"sector=EDU": (-9.0, -1.0), "sector=LAB": (-9.0, 0.0)}).targets) == ["EDU"]
    assert sectors(killing(coder, {"sector=EDU": (-9.0, -1.0), "sector=LAB": (-9.0, 2.0)}).targets) == ["LAB"]


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


def test_what_the_encoder_reads_is_a_feature_of_every_actor(coder: Coder) -> None:
    analysis = coder.code_text("Rebels shelled the army near Goma. On Friday the government accused Kigali of fraud.")
    seen = Seen(analysis.triggers, analysis.actors, analysis.sentences, analysis.evidence.told)
    at = next(at for at, it in enumerate(analysis.triggers) if it.type == "ACCUSE")
    view = {it.actor.mention.text: seen.views[at][it.key] for it in seen.candidates}
    assert max(view, key=lambda name: view[name][0]) == "the government"
    assert max(view, key=lambda name: view[name][1]) == "Kigali"
    look = Look(seen, at)
    [kigali] = [it for it in seen.candidates if it.actor.mention.text == "Kigali"]
    names = [name for part in look.parts(kigali) for name in part.names()]
    assert any(name.startswith("read target=") for name in names)
    assert min(view["Kigali"]) >= UNLIKELY and max(view["Kigali"]) <= LIKELY


def test_without_the_encoder_nothing_is_read(coder: Coder) -> None:
    analysis = coder.code_text(TEXT)
    seen = Seen(analysis.triggers, analysis.actors, analysis.sentences, None)
    names = [name for it in seen.candidates for part in Look(seen, 0).parts(it) for name in part.names()]
    assert names and not any(name.startswith("read ") for name in names)
