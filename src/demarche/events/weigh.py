"""Weighs the sides that the rules found against all actors of the report, in the light of the whole story."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from demarche.actors import ActorMention
from demarche.base import ByModel, ByRule
from demarche.events.record import EventMention
from demarche.events.rules import EventRules
from demarche.events.seen import Candidate, Look, Seen
from demarche.knowledge import Part, Weights
from demarche.parse import Sentence

SIDES = ("source", "target")

SURE, LEAST = 4.0, 0.0
"""Log odds against an actor beyond which it is taken from a side that the rules put it on; and for it from which the
likeliest is on a side that they left empty."""

ALSO = 0.3
"""Log odds from which others are on it too."""


def weigh_sides(
    events: Sequence[EventMention],
    actors: Sequence[ActorMention],
    sentences: Sequence[Sentence],
    *,
    rules: EventRules,
) -> tuple[EventMention, ...]:
    """The events with the sides that most speaks for.

    Without rows in the table they stay as the rules found them, as do those of the user's own patterns.
    """
    if not rules.sides.rows or not events:
        return tuple(events)
    seen = Seen(events, actors, sentences)
    made: dict[int, EventMention] = {}
    for at, event in enumerate(events):
        again = made.get(id(event.again), event.again)
        made[id(event)] = (
            replace(event, again=again)
            if event.pattern in rules.judging.users
            else _weigh(replace(event, again=again), seen, at, rules.sides)
        )
    return tuple(made.values())


def _weigh(event: EventMention, seen: Seen, at: int, weights: Weights) -> EventMention:
    asked = _Asked(event, seen, at, weights)
    for answer, side in enumerate(SIDES):
        have = event.sources if answer == 0 else event.targets
        mine = {id(it.chain) for it in have}
        given = [it for it in seen.candidates if it.key in mine]
        known = {it.key for it in given}
        kept = [it for it in have if id(it.chain) not in known]  # a plural, which nothing was asked about, stays
        chosen = [it for it in given if asked.score(it, answer) > -SURE]
        if not chosen and seen.candidates:
            scores = [asked.score(it, answer) for it in seen.candidates]
            chosen = [seen.candidates[it] for it in choose(scores)]
        found = _ordered(event, chosen, have, kept)
        if {id(it.chain) for it in found} == mine:
            continue
        sure = min((1 / (1 + exp(-asked.score(it, answer))) for it in chosen), default=0.5)
        names = (name for part in asked.parts(chosen[0]) for name in part.names()) if chosen else ()
        feature = weights.strongest(names, answer)
        because = ByRule(
            event.because.rule,
            event.because.words,
            (*event.because.parents, ByModel(f"events.{side}", sure, (ByRule(f"events.{side}", feature),))),
        )
        if answer == 0:
            event = replace(event, sources=found, because=because)
        else:
            event = replace(event, targets=found, because=because)
    return event


class _Asked:
    """What speaks for candidates in one event, looked at only where somebody asks."""

    def __init__(self, event: EventMention, seen: Seen, at: int, weights: Weights) -> None:
        self._look, self._weights = Look(seen, at), weights
        self._shared = {id(it.chain) for it in event.sources} == {id(it.chain) for it in event.targets} != set()
        self._scores: dict[int, list[float]] = {}

    def parts(self, candidate: Candidate) -> list[Part]:
        return list(self._look.parts(candidate))

    def score(self, candidate: Candidate, answer: int) -> float:
        """The log odds that it is on a side; what all do together has one set of sides."""
        found = self._scores.get(candidate.key)
        if found is None:
            found = self._scores[candidate.key] = self._weights.add_parts(self._look.parts(candidate))
        return sum(found) / len(found) if self._shared else found[answer]


def choose(scores: Sequence[float]) -> list[int]:
    """The places of those who are on a side that the rules left empty, by their log odds."""
    best = max(range(len(scores)), key=lambda at: scores[at], default=0)
    return [at for at, score in enumerate(scores) if score > ALSO or (at == best and score > LEAST)]


def _ordered(
    event: EventMention, chosen: Sequence[Candidate], have: Sequence[ActorMention], kept: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """The actors in the order of the text: those that the rules found as found, others where they are named nearest."""
    known = {id(actor.chain): actor for actor in have}
    found = [known.get(it.key) or it.nearest(event.sentence, event.head) for it in chosen]
    return tuple(sorted((*found, *kept), key=lambda actor: actor.mention.span))
