"""Targets that stand in no slot: owners of what was hit, victims of a result, those of whom a demand speaks."""

import pytest

ROWS = [
    ("The army shelled a camp near Bor, killing two villagers and wounding a nurse.", "ASSAULT", ["two villagers", "a nurse"]),
    ("The army shelled rebel positions near Bor.", "ASSAULT", ["rebel"]),
    ("Soldiers stormed a hideout of Chechen separatists.", "ASSAULT", ["Chechen separatists"]),
    ("The general demanded that the president resign.", "REQUEST", ["the president"]),
    ("Farmers demanded the minister's resignation.", "REQUEST", ["the minister"]),
    ("The union threatened a strike unless the company gave way.", "THREATEN", ["the company"]),
    ("The mayor refused to meet the miners.", "REJECT", ["the miners"]),
    ("Chad rejected the rebels' offer.", "REJECT", ["the rebels"]),
    ("Students rallied outside the Haitian embassy.", "PROTEST", ["Haitian"]),
    ("Workers marched to the offices of Siemens.", "PROTEST", ["Siemens"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "target"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_targets_further_off(code, text: str, kind: str, target: list[str]) -> None:  # type: ignore[no-untyped-def]
    (event,) = (event for event in code(text).triggers if event.type == kind)
    assert [actor.mention.text for actor in event.targets] == target


@pytest.mark.parametrize(
    "text", ["Students marched through Lima.", "Monks demanded the release of the poet.", "Farmers rallied near Lima."]
)
def test_no_target_from_nothing(code, text: str) -> None:  # type: ignore[no-untyped-def]
    assert all(not event.targets for event in code(text).triggers)


def test_a_result_is_no_event_of_its_own(code) -> None:  # type: ignore[no-untyped-def]
    assert [event.head.text for event in code("Rebels shelled the camp, killing two nuns.").triggers] == ["shelled"]


def test_facts_beside_a_demand_are_events(code) -> None:  # type: ignore[no-untyped-def]
    story = code("The rebels demand freedom for the men whom police arrested in May.")
    assert ("COERCE", "arrested") in {(event.type, event.head.text) for event in story.triggers}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The presidents of Chad and Sudan met in Paris.", ["TCD GOV", "SDN GOV"]),
        ("Chad and Sudan broke a truce: their armies clashed near Bor.", ["TCD MIL", "SDN MIL"]),
        ("Israeli and Jordanian negotiators met in Cairo.", ["ISR GOV", "JOR GOV"]),
    ],
)
def test_what_several_own_one_each_of(code, text: str, codes: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert [actor.code for actor in code(text).triggers[-1].sources] == codes


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("The Chinese premier arrived in Moscow on Tuesday.", ["RUS GOV"]),
        ("The Turkish president returned to Ankara.", None),
        ("The tourists arrived in Rome.", None),
    ],
)
def test_the_place_of_a_visit_is_its_host(code, text: str, host: list[str] | None) -> None:  # type: ignore[no-untyped-def]
    found = [[actor.code for actor in event.targets] for event in code(text).triggers]
    assert found == ([host] if host else [])


def test_mediators_go_between_those_who_dealt_with_one_another(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Chad accused Sudan of arming rebels. Qatar has offered help. The Qatari emir is mediating.")
    (event,) = (event for event in story.triggers if event.head.text == "mediating")
    assert {actor.code for actor in event.targets} == {"TCD GOV", "SDN GOV"}


def test_a_round_of_talks_is_one_event_with_its_verb(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Chad accused Sudan of arming rebels. Egypt will host a new round of talks in Cairo.")
    assert [event.head.text for event in story.triggers if event.type == "CONSULT"] == ["host"]


def test_nobody_mediates_between_an_army_and_those_it_hit(code) -> None:  # type: ignore[no-untyped-def]
    story = code("The army shelled villagers near Bor. The Qatari emir is mediating.")
    assert all(not event.targets for event in story.triggers if event.head.text == "mediating")


def test_her_counterparts_talks_are_hers(code) -> None:  # type: ignore[no-untyped-def]
    text = "The premier said Chad and Sudan were aligned after talks with her Sudanese counterpart in Doha."
    (event,) = (event for event in code(text).triggers if event.head.text == "talks")
    assert event.sources[0].chain.mentions[0].text == "The premier"


@pytest.mark.parametrize("verb", ["blamed each other for", "accused one another of starting"])
def test_each_does_it_to_the_other(code, verb: str) -> None:  # type: ignore[no-untyped-def]
    event = next(event for event in code(f"Chad and Sudan {verb} the war.").triggers if event.type == "ACCUSE")
    assert event.sources == event.targets and len(event.sources) == 2
