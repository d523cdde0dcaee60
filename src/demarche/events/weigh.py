"""Weighs the sides that the rules found against all actors of the report, in the light of the whole story."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, expm1, log, log1p

from demarche.actors import ActorMention
from demarche.base import ByModel, ByRule
from demarche.encode import Told
from demarche.events.record import EventMention
from demarche.events.rules import EventRules
from demarche.events.seen import Candidate, Look, Seen
from demarche.knowledge import Part, Weights
from demarche.parse import Sentence

SIDES = ("source", "target")

SURE, MORE, AHEAD = 3.0, 3.0, 1.5
"""Log odds against those of one code beyond which they are taken from a side that the rules put them on; for others
from which they are on it too; and by which others must be likelier to take the place of those of the rules."""

LEAST, ALSO = 0.4, 1.0
"""Log odds from which the likeliest are on a side that the rules left empty, and from which all are. Pages differ in
how often nobody is: on those that we learn from less would do (-0.8), on plainly told ones more."""

NEVER = -99.0
"""Log odds of who cannot be on a side."""


def weigh_sides(
    events: Sequence[EventMention],
    actors: Sequence[ActorMention],
    sentences: Sequence[Sentence],
    *,
    rules: EventRules,
    told: Told | None = None,
) -> tuple[EventMention, ...]:
    """The events with the sides that most speaks for; `told` is the encoder's view of the report's words.

    Without rows in the table they stay as the rules found them, as do those of the user's own patterns.
    """
    if not rules.sides.rows or not events:
        return tuple(events)
    seen = Seen(events, actors, sentences, told)
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
    candidates = seen.asked(at)
    codes = [it.code for it in candidates]
    for answer, side in enumerate(SIDES):
        have = event.sources if answer == 0 else event.targets
        mine = {id(it.chain) for it in have}
        given = [place for place, it in enumerate(candidates) if it.key in mine]
        known = {candidates[place].key for place in given}
        kept = [it for it in have if id(it.chain) not in known]  # a plural, which nothing was asked about, stays
        there = {id(it.chain) for it in event.sources} if answer and not asked.shared else set()
        scores = [
            NEVER if it.key in there and it.key not in mine else asked.score(it, answer) for it in candidates
        ]  # who has done it is not added to whom it was done to
        chosen = [candidates[place] for place in choose(scores, codes, given, held=bool(kept))]
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
        self.shared = {id(it.chain) for it in event.sources} == {id(it.chain) for it in event.targets} != set()
        self._scores: dict[int, list[float]] = {}

    def parts(self, candidate: Candidate) -> list[Part]:
        return list(self._look.parts(candidate))

    def score(self, candidate: Candidate, answer: int) -> float:
        """The log odds that it is on a side; what all do together has one set of sides."""
        found = self._scores.get(candidate.key)
        if found is None:
            found = self._scores[candidate.key] = self._weights.add_parts(self._look.parts(candidate))
        return sum(found) / len(found) if self.shared else found[answer]


def choose(scores: Sequence[float], codes: Sequence[str], given: Sequence[int], *, held: bool = False) -> list[int]:
    """The places of those who are on a side, by the log odds and the code of each; those of one code are weighed
    together, for which of a government's men is meant is often open and of no matter. `given` are on it by the rules,
    and `held` says whether somebody stays on it in any case."""
    if not scores:
        return []
    groups: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        groups.setdefault(code, []).append(place)
    odds = {code: _any_of([scores[place] for place in places]) for code, places in groups.items()}
    best = max(odds, key=lambda code: odds[code])
    kept = {codes[place] for place in given if odds[codes[place]] > -SURE}
    if kept and best not in kept and odds[best] - max(odds[code] for code in kept) > AHEAD:
        kept = set()
    if kept or held:
        kept |= {code for code in odds if odds[code] > MORE}
    elif odds[best] > LEAST:
        kept = {best, *(code for code in odds if odds[code] > ALSO)}
    out: list[int] = []
    for code in kept:
        ruled = [place for place in groups[code] if place in given]
        out += ruled or [max(groups[code], key=lambda place: scores[place])]
    return sorted(out)


def _any_of(scores: Sequence[float]) -> float:
    """The log odds that at least one of those with these log odds is on the side."""
    none = -sum(log1p(exp(min(score, 30.0))) for score in scores)  # the log probability that nobody is
    return log(max(-expm1(none), 1e-12)) - none


def _ordered(
    event: EventMention, chosen: Sequence[Candidate], have: Sequence[ActorMention], kept: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """The actors in the order of the text: those that the rules found as found, others where they are named nearest."""
    known = {id(actor.chain): actor for actor in have}
    found = [known.get(it.key) or it.nearest(event.sentence, event.head) for it in chosen]
    return tuple(sorted((*found, *kept), key=lambda actor: actor.mention.span))
