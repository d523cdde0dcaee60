"""Sides by grammar: passives, gifts, requests met and refused, whose matter, whose work, hosts, appositions."""

import pytest

from demarche.pipeline import Analysis

ROWS = [
    # objects of entries that a passive has for its subject
    ("Charges were filed against the mayor of Lagos by prosecutors.", "filed", ["prosecutors"], ["the mayor"]),
    ("Ties with Taiwan were cut by Honduras in 2023.", "cut", ["Honduras"], ["Taiwan"]),
    ("Fire was opened on the marchers by soldiers.", "opened", ["soldiers"], ["the marchers"]),
    ("The EU imposed a travel ban and an asset freeze on the general.", "imposed", ["The EU"], ["the general"]),
    # to whom something is given
    ("Canada denied the minister a visa.", "denied", ["Canada"], ["the minister"]),
    ("Ecuador gave the rebels an ultimatum on Monday.", "ultimatum", ["Ecuador"], ["the rebels"]),
    # requests, offers, refusals
    ("At Rwanda's request, France sent planes.", "request", ["Rwanda"], ["France"]),
    ("Chad has not withdrawn its army, as Niger demands.", "demands", ["Niger"], ["Chad"]),
    ("The regime rejected the truce that the rebels had proposed.", "rejected", ["The regime"], ["the rebels"]),
    ("The rebels accepted a truce offered by the junta.", "offered", ["the junta"], ["The rebels"]),
    ("The firm ignored a demand by the miners.", "ignored", ["The firm"], ["the miners"]),
    ("The rebels refused to meet the envoy.", "refused", ["The rebels"], ["the envoy"]),
    ("The rebels refused to free the pilot.", "refused", ["The rebels"], []),
    ("The union demanded that the ministry be dissolved.", "demanded", ["The union"], []),
    ("Germany offered to hold a round of talks with the miners.", "offered", ["Germany"], ["the miners"]),
    # whose matter, whose thing
    ("Nurses walked out over the hospital's pay offer.", "walked", ["Nurses"], ["the hospital"]),
    ("Taxi drivers struck in protest at the governor's new tax.", "struck", ["Taxi drivers"], ["the governor"]),
    ("Iran seized a tanker belonging to a Greek firm.", "seized", ["Iran"], ["a Greek firm"]),
    ("Bulgaria suspended imports of Iranian oil.", "suspended", ["Bulgaria"], ["Iranian"]),
    ("Police fired tear gas after students stoned a bank.", "fired", ["Police"], ["students"]),
    # whose work
    ("The attack was the work of Al-Shabaab.", "attack", ["Al-Shabaab"], []),
    ("Rebels claimed responsibility for the attack.", "attack", ["Rebels"], []),
    ("The kidnapping of 30 pupils from a school in Nigeria lasted a week.", "kidnapping", [], ["30 pupils"]),
    ("Uganda sent troops to help the Kenyan president.", "help", ["Uganda"], ["the Kenyan president"]),
]  # fmt: skip


def sides_of(story: Analysis, words: str) -> tuple[list[str], list[str]]:
    event = next(event for event in story.triggers if event.head.text == words)
    return [one.mention.text for one in event.sources], [one.mention.text for one in event.targets]


@pytest.mark.parametrize(("text", "words", "sources", "targets"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_sides(code, text: str, words: str, sources: list[str], targets: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert sides_of(code(text), words) == (sources, targets)


TOGETHER = [
    ("Clashes erupted between police and students in Dhaka.", "Clashes", ["police", "students"]),
    ("Negotiations between the government of Mali and Tuareg rebels resumed.", "Negotiations", ["the government", "Tuareg rebels"]),
    ("The Chadian premier met his Libyan counterpart, Osama Hamad, in Tunis.", "met", ["The Chadian premier", "his Libyan counterpart"]),
    ("Chad and Niger held talks in the presence of the Algerian envoy.", "talks", ["Chad", "Niger", "the Algerian envoy"]),
    ("The Security Council will discuss the crisis on Friday.", "discuss", ["The Security Council"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "sides"), TOGETHER, ids=[row[0][:40] for row in TOGETHER])
def test_sides_of_what_is_done_together(code, text: str, words: str, sides: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert sides_of(code(text), words) == (sides, sides)


def test_talks_need_another(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Ministers will hold talks on Friday.")
    assert all(not event.targets for event in story.triggers)
