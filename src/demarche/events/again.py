"""Events that are named once more: "the attack", "the kidnapping" have the parties of the first naming."""

from collections.abc import Sequence, Set
from dataclasses import replace

from demarche.actors import ActorMention
from demarche.base import ByRule
from demarche.events.record import EventMention
from demarche.parse import Sentence, Token

Before = Sequence[tuple[int, EventMention]]
"""The earlier events, the latest first, and how many sentences back each is."""

BACK = frozenset({"the", "this", "that", "these", "those", "such"})

REACH = 8
"""Sentences that a noun looks back over for the event that it names again."""


def with_reason(event: EventMention, because: ByRule) -> ByRule:
    """The event's reason with one more."""
    return replace(event.because, parents=(*event.because.parents, because))


def points_back(sentence: Sentence, head: Token) -> bool:
    """Whether the trigger is a noun that speaks of something told before: "the attack"."""
    return head.upos != "VERB" and any(
        kid.text.lower() in BACK for kid in sentence.kids(head, "det", "amod", "det:predet")
    )


def name_again(event: EventMention, before: Before, general: Set[str] = frozenset()) -> EventMention | None:
    """The event with the parties of the earlier one that it names again: "the attack", "the kidnapping".

    `general` are nouns for any deed of violence, told in whatever word before.
    """
    if (event.sources and event.targets) or not points_back(event.sentence, event.head):
        return None
    found: dict[bool, EventMention] = {}
    series: EventMention | None = None
    for far, one in before:
        if far > REACH:
            break
        agrees = all(
            not mine
            or {id(actor.chain) for actor in mine} & {id(actor.chain) for actor in theirs}
            or _codes(mine) & _codes(theirs)
            for mine, theirs in ((event.sources, one.sources), (event.targets, one.targets))
        )
        if one.type == event.type and (one.sources or one.targets) and agrees and _alike(event, one, general):
            if _is_there(event, one):
                found.setdefault(_is_same_word(event, one), one)
            else:
                series = series or one
    again = found.get(True, found.get(False))  # "the meeting": rather a meeting told before than the latest summit
    if again is not None:
        return _like(event, again, "events.named-again", again=again)
    return _like(event, series, "events.of-a-series", again=None) if series is not None else None


def _codes(actors: Sequence[ActorMention]) -> set[str]:
    """The full codes of the actors: "the army" did what "the army's helicopters" did."""
    return {actor.code for actor in actors if actor.country and actor.sectors and not actor.private}


def _like(event: EventMention, one: EventMention, rule: str, *, again: EventMention | None) -> EventMention:
    """The event with the parties of the other where it has none."""
    because = with_reason(event, ByRule(rule, one.head.text, one.because.parents))
    return replace(
        event, sources=event.sources or one.sources, targets=event.targets or one.targets, because=because, again=again
    )


def _alike(event: EventMention, one: EventMention, general: Set[str]) -> bool:
    """Whether both words speak of the same kind of act: of one stem, or of one mode; of several, one is not all."""
    if event.head.xpos == "NN" and one.head.xpos == "NNS":
        return False
    if event.type == "ASSAULT" and event.head.lemma.lower() in general and one.sources != one.targets:
        return True
    return _is_same_word(event, one) or (event.mode is not None and event.mode == one.mode)


def _is_same_word(event: EventMention, one: EventMention) -> bool:
    """Whether both words are of one stem: "attacked … the attack"."""
    mine, theirs = event.head.lemma.lower(), one.head.lemma.lower()
    return mine[:4] == theirs[:4] if min(len(mine), len(theirs)) >= 4 else mine == theirs


def _is_there(event: EventMention, one: EventMention) -> bool:
    """Whether a noun that is called by a place may mean the earlier event: that is told there ("the Hanoi summit")."""
    places = _places(event)
    return not places or bool(places & {token.text for token in one.sentence.tokens})


def _places(event: EventMention) -> set[str]:
    """The names of places by which the noun is called: "the Hanoi summit", "the summit in Hanoi"."""
    kids = event.sentence.kids(event.head, "compound", "nmod", "nmod:desc")
    return {
        kid.text
        for kid in kids
        if kid.name[2:] == "Location"
        and (kid.at < event.head.at or any(c.lemma == "in" for c in event.sentence.kids(kid, "case")))
    }
