"""Targets that the sentence leaves out because the story has told them: whose deed is condemned, who is asked.

In text order each event that is aimed at somebody, and names nobody, looks back: first to the deed that it speaks of
("condemned the raid": whoever raided), then to whom its source last dealt with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from demarche.actors import ActorMention
from demarche.base import ByRule
from demarche.events.patterns import Patterns
from demarche.events.record import EventMention
from demarche.parse import Token

JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
"""Types that are aimed at whoever did, asked or offered what they speak of."""

AIMED = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "ACCUSE", "ASSAULT", "COERCE", "CONCEDE"})
"""Types that are aimed at somebody even where the sentence does not say at whom."""

ABOUT = frozenset({"for", "over", "at", "of", "on", "as", "against", "to", "with"})
"""Prepositions that lead in what an event is about."""

REACH = 4
"""Sentences that an event looks back over for whom its source dealt with; a deed is looked for over twice as many."""


def imply_targets(events: Sequence[EventMention], patterns: Patterns) -> tuple[EventMention, ...]:
    """The events of a report in the order of the text, targets filled in where the story implies them."""
    numbers: dict[int, int] = {}
    for event in events:
        numbers.setdefault(id(event.sentence), len(numbers))
    out: list[EventMention] = []
    for event in events:
        found = None
        if event.sources and not event.targets:
            before = [(numbers[id(event.sentence)] - numbers[id(one.sentence)], one) for one in reversed(out)]
            found = _of_deed(event, before, patterns) or _counterpart(event, before)
        if found is not None:
            targets, rule, words = found
            told = tuple(dict.fromkeys(actor.because for actor in targets))
            because = replace(event.because, parents=(*event.because.parents, ByRule(rule, words, told)))
            event = replace(event, targets=targets, because=because)
        out.append(event)
    return tuple(out)


Found = tuple[tuple[ActorMention, ...], str, str]
"""The targets, the rule that implies them, and the words it stood on."""


def _of_deed(event: EventMention, before: Sequence[tuple[int, EventMention]], patterns: Patterns) -> Found | None:
    """Whoever did what the event is about: the latest of its kind by somebody else."""
    if event.type not in JUDGING:
        return None
    for noun in _objects(event):
        types = {pattern.type for entry, pattern in patterns.nouns.get(noun.lemma.lower(), ()) if len(entry) == 1}
        for far, one in before:
            if far <= 2 * REACH and one.type in types and one.sources and one is not event:
                others = _apart(one.sources, event.sources)
                if others:
                    return others, "events.target-of-deed", noun.text
    return None


def _objects(event: EventMention) -> Iterator[Token]:
    """The nouns that the trigger is about."""
    sentence = event.sentence
    for kid in sentence.kids(event.head, "obj", "obl", "nmod", "nsubj:pass"):
        cases = {below.lemma.lower() for below in sentence.kids(kid, "case")}
        if kid.upos == "NOUN" and (not cases or cases & ABOUT):
            yield kid


def _counterpart(event: EventMention, before: Sequence[tuple[int, EventMention]]) -> Found | None:
    """Whom the event's source last dealt with, as source or as target."""
    if event.type not in AIMED:
        return None
    mine = {id(actor.chain) for actor in event.sources}
    for far, one in before:
        if far > REACH:
            return None
        for side, other in ((one.sources, one.targets), (one.targets, one.sources)):
            if mine & {id(actor.chain) for actor in side}:
                others = _apart(other, event.sources)
                if others:
                    return others, "events.target-counterpart", one.head.text
    return None


def _apart(actors: Sequence[ActorMention], from_: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    mine = {id(actor.chain) for actor in from_}
    return tuple(actor for actor in actors if id(actor.chain) not in mine)
