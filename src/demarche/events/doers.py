"""Who did what is told without a doer ("they were freed", "two men were arrested"): somebody the story has told."""

from demarche.actors import ActorMention
from demarche.events.again import Before
from demarche.events.record import EventMention

Found = tuple[tuple[ActorMention, ...], str, str]
"""The parties, the rule that implies them, and the words it stood on."""

HOLDING = frozenset({"arrest", "abduct", "convict", "hostage", "deport", "seize"})
"""Modes of what is undone by whoever did it: who is freed is freed by those who hold him."""

CAPTIVE = frozenset(
    {"captive", "hostage", "detainee", "prisoner", "they", "them", "man", "inmate", "defendant", "suspect"}
)
"""Words for those who are held by somebody whom the story tells."""

VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of what is done to one victim by the same again: "they beat a nurse … the nurse was kicked"."""

OFFICES = {"arrest": "COP", "convict": "JUD"}
"""Whose office it is to do what is told without a doer: police arrest, courts sentence."""

REACH = 8
"""Sentences that are looked back over."""


def find_doer(event: EventMention, before: Before) -> Found | None:
    """The sources that the story implies for an event that is told without any, None where it implies none."""
    return _holder(event, before) or _same_victim(event, before) or _officer(event, before)


def _holder(event: EventMention, before: Before) -> Found | None:
    """Who holds those that are freed."""
    if event.type != "RETREAT":
        return None
    held = [one for _, one in before if one.mode in HOLDING]
    mine = [one for one in held if _share(event.targets, one.targets)]
    for one in mine:
        if one.sources:
            return one.sources, "events.source-holder", one.head.text
    if mine or event.mode != "release":
        return None
    words = {actor.mention.head.lemma.lower() for actor in event.targets}
    subject = {kid.lemma.lower() for kid in event.sentence.kids(event.head, "nsubj:pass")}  # "two defendants, A and B"
    if words <= CAPTIVE or subject & CAPTIVE:
        for one in held:  # "the captives were freed": by whoever took somebody last
            if one.sources:
                return one.sources, "events.source-holder", one.head.text
    return None


def _same_victim(event: EventMention, before: Before) -> Found | None:
    """Who did the like to the same people before."""
    if event.type not in VIOLENT or not event.targets:
        return None
    for far, one in before:
        if far > REACH:
            break
        alike = one.type == event.type or {one.type, event.type} <= {"ASSAULT", "PROTEST"}
        if alike and one.sources and one.sources != one.targets and _share(event.targets, one.targets):
            return one.sources, "events.source-same-victim", one.head.text
    return None


def _officer(event: EventMention, before: Before) -> Found | None:
    """Whose office it is, where the story has told of one: the police that acted last."""
    sector = OFFICES.get(event.mode or "")
    if sector is None:
        return None
    if any(actor.sectors[:1] == (sector,) for actor in event.targets):
        return None  # no police are arrested by the same police
    for _, one in before:
        for actor in one.sources:
            if actor.sectors[:1] == (sector,) and not actor.members:
                return (actor,), "events.source-of-office", actor.name
    return None


def _share(mine: tuple[ActorMention, ...], theirs: tuple[ActorMention, ...]) -> bool:
    """Whether somebody is among both: of one chain."""
    return bool({id(actor.chain) for actor in mine} & {id(actor.chain) for actor in theirs})
