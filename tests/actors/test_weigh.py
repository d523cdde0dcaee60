"""What all that stands about an actor makes of its code."""

from dataclasses import replace

import pytest

from demarche.actors.described import Cast
from demarche.actors.weigh import with_lead
from demarche.base import ByModel
from demarche.encode import SECTORS
from demarche.knowledge import Weights
from demarche.pipeline import Coder

TEXT = "Talks went on in Oslo, Norway. Norway and Sweden signed a pact. Clerks from three offices watched."


def coded(coder: Coder, homes: Weights, sectors: Weights) -> Coder:
    actors = replace(coder.knowledge.actors, homes=homes, sectors=sectors)
    return Coder(knowledge=replace(coder.knowledge, actors=actors), encoder=coder.encoder)


def test_weights_give_a_country_and_a_sector_and_say_why(coder: Coder) -> None:
    homes = Weights(("here",), {"rank=0": (5.0,)})
    sectors = Weights(("-", "GOV", "LAB"), {"lemma=clerk": (9.0, 0.0, 5.0)})
    ruled = {actor.name: actor for actor in coder.code_text(TEXT).actors}
    found = {actor.name: actor for actor in coded(coder, homes, sectors).code_text(TEXT).actors}
    assert found["Norway"].code == "NOR GOV" and found["Sweden"].code == "SWE GOV"  # powers by their names stay
    clerks = found["Clerks"]
    assert ruled["Clerks"].code != clerks.code == "NOR LAB"  # no "-": it is of one country
    assert isinstance(clerks.because, ByModel) and clerks.because.head == "actors.sector"


def test_without_rows_nothing_is_weighed(coder: Coder) -> None:
    nothing = Weights((), {})
    ruled = [actor.code for actor in coder.code_text(TEXT).actors]
    assert [actor.code for actor in coded(coder, nothing, nothing).code_text(TEXT).actors] == ruled


@pytest.mark.parametrize(
    ("sectors", "answer", "want"),
    [
        ((), "GOV", ("GOV",)),
        (("CVL", "GOV"), "GOV", ("GOV", "CVL")),
        (("CVL",), "-", ("CVL",)),
        (("CVL",), "CVL", ("CVL",)),
    ],
)
def test_the_sector_found_leads(sectors: tuple[str, ...], answer: str, want: tuple[str, ...]) -> None:
    assert with_lead(sectors, answer) == want


def test_the_encoder_reads_sectors_that_the_table_weighs(coder: Coder) -> None:
    text = "Guards at the border shot two smugglers. Guards said on Friday that the smugglers had fired first."
    analysis = coder.code_text(text)
    told = analysis.evidence.told
    guards = next(actor for actor in analysis.actors if actor.mention.text == "Guards")
    read = [it for it in Cast(analysis.actors, told).describe(guards) if it.startswith("read0=")]
    assert read and not [it for it in Cast(analysis.actors, None).describe(guards) if it.startswith("read")]
    sectors = Weights(SECTORS, {read[0]: tuple(9.0 if it == "LAB" else 0.0 for it in SECTORS)})
    found = coded(coder, Weights(("here",), {"rank=0": (5.0,)}), sectors).code_text(text).actors
    assert next(actor for actor in found if actor.mention.text == "Guards").sectors[0] == "LAB"


@pytest.mark.parametrize(("text", "country"), [
    ("The rebels want to meet the envoy.", None),
    ("Talks went on in Oslo, Norway. The rebels want to meet the envoy.", "NOR"),
])  # fmt: skip
def test_a_story_without_a_country_gives_none(coder: Coder, text: str, country: str | None) -> None:
    homes = Weights(("here",), {f"home={code}": (9.0,) for code in ("MNC", "IGO", "NOR")} | {"rank=0": (20.0,)})
    found = coded(coder, homes, Weights(("-", "REB"), {"rank=0": (0.0, 9.0)})).code_text(text).actors
    assert next(actor for actor in found if actor.mention.text == "The rebels").country == country
