"""Weighs what the rules made of an actor with all that stands about it: its country and its primary sector."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from demarche.actors.described import SETTING, Cast, lead, told_by
from demarche.actors.homes import NOWHERE, Homes
from demarche.actors.lexicon import ActorLexicon
from demarche.actors.record import BODIES, ActorMention
from demarche.base import Because, ByModel, ByRule
from demarche.encode import Told
from demarche.knowledge import Weights
from demarche.parse import Sentence

HOME, SECTOR = "actors.home", "actors.sector"
"""What a reason names as the head that decided."""

UNTOLD = "-"
"""The answer for bodies of several countries, whose business goes unsaid."""

BY_WORDS, BY_STORY, BY_SECTOR = 2.0, 0.9, 0.8
"""Log odds by which another country must be likelier than one that the words about the actor tell, than the story's or
none, and another sector than that of the rules: of two that are about as likely the rule's stays."""

OF_BODY = 1.0
"""The same by which a body must be likelier than a country or none where the rules found no body."""

CERTAIN = frozenset({"actors.country", "actors.seat", "actors.direction"})
"""Rules by which a power is known by its own name, which is not weighed."""


@dataclass(frozen=True, slots=True)
class _Code:
    """What an actor's chain was found to be, and why."""

    country: str | None
    sectors: tuple[str, ...]
    because: tuple[ByModel, ...]


def weigh_codes(
    actors: Sequence[ActorMention],
    places: Sequence[tuple[int, str]],
    filed: str | None,
    sentences: Sequence[Sentence],
    *,
    lexicon: ActorLexicon,
    told: Told | None = None,
) -> tuple[ActorMention, ...]:
    """The actors with the country and the primary sector that most speaks for; all mentions of a chain alike.

    Who is in the tables of names, or a power under its own name, stays as it is.

    Args:
        actors: settled ones; see `settle`.
        places: where in the text a place is named, and the code of its country.
        filed: the country of the dateline.
        sentences: all of the report.
        lexicon: the tables.
        told: the encoder's view of which words tell of events.
    """
    if not lexicon.homes.rows:
        return tuple(actors)
    cast = Cast(actors, told)
    homes = Homes(actors, places, filed, sentences, cast)
    codes: dict[int, _Code] = {}
    for actor in actors:
        if id(actor.chain) not in codes and is_open(actor, lexicon):
            codes[id(actor.chain)] = _weigh(actor, homes, cast, lexicon)
    made: dict[int, ActorMention] = {}

    def coded(actor: ActorMention) -> ActorMention:
        if id(actor) not in made:
            code = codes.get(id(actor.chain))
            if actor.members:
                made[id(actor)] = replace(actor, members=tuple(map(coded, actor.members)))
            else:
                made[id(actor)] = actor if code is None else _coded(actor, code)
        return made[id(actor)]

    return tuple(map(coded, actors))


def is_open(actor: ActorMention, lexicon: ActorLexicon) -> bool:
    """Whether its code is to be weighed."""
    if actor.members or actor.entry is not None or told_by(actor) in CERTAIN:
        return False
    return not lexicon.users or not any(words in lexicon.users for words in _words(actor.because))


def _words(because: Because) -> Iterator[str]:
    """The words that a reason and the reasons behind it rest on."""
    if isinstance(because, ByRule):
        yield because.words
        for parent in because.parents:
            yield from _words(parent)


def _coded(actor: ActorMention, code: _Code) -> ActorMention:
    if (actor.country, actor.sectors) == (code.country, code.sectors):
        return actor
    because: Because = actor.because
    for one in code.because:
        because = replace(one, parents=(*one.parents, because))
    return replace(actor, country=code.country, sectors=code.sectors, because=because)


def _weigh(actor: ActorMention, homes: Homes, cast: Cast, lexicon: ActorLexicon) -> _Code:
    country, why_home = _home(actor, homes, lexicon.homes)
    sectors, why_sector = _sectors(actor, country, cast, lexicon.sectors)
    return _Code(country, sectors, (*why_home, *why_sector))


def _home(actor: ActorMention, homes: Homes, weights: Weights) -> tuple[str | None, tuple[ByModel, ...]]:
    """The country that most speaks for, and why where it is not that of the rules; where the story names no country
    nothing is there to choose from."""
    if all(candidate in BODIES or candidate == NOWHERE for candidate in homes.candidates):
        return actor.country, ()
    told = homes.features(actor)
    scores = [weights.add(features)[0] for features in told]
    rule = actor.country or NOWHERE
    for at, candidate in enumerate(homes.candidates):
        if candidate in BODIES and candidate != rule:  # who is of a body is mostly told so
            scores[at] -= OF_BODY
    mine = homes.candidates.index(rule) if rule in homes.candidates else None
    by_story = actor.country is None or told_by(actor).startswith(SETTING)
    best = _likeliest(scores, mine, BY_STORY if by_story else BY_WORDS)
    if best == mine:
        return actor.country, ()
    return homes.candidates[best] or None, (_reason(HOME, scores, best, weights, told[best], 0),)


def _sectors(
    actor: ActorMention, country: str | None, cast: Cast, weights: Weights
) -> tuple[tuple[str, ...], tuple[ByModel, ...]]:
    """The sectors with the one in front that most speaks for, and why where it is not that of the rules."""
    features, rule = cast.describe(actor), lead(actor.sectors)
    scores = weights.add(features)
    if country not in BODIES:
        scores[weights.answers.index(UNTOLD)] = float("-inf")
    mine = weights.answers.index(rule) if rule in weights.answers and (actor.sectors or country in BODIES) else None
    best = _likeliest(scores, mine, BY_SECTOR)
    sectors = with_lead(actor.sectors, weights.answers[best])
    if sectors == actor.sectors:
        return sectors, ()
    return sectors, (_reason(SECTOR, scores, best, weights, features, best),)


def _likeliest(scores: Sequence[float], mine: int | None, margin: float) -> int:
    """The place of the likeliest, unless that of the rules is less than the margin behind it."""
    best = max(range(len(scores)), key=lambda at: scores[at])
    return best if mine is None or scores[best] - scores[mine] > margin else mine


def with_lead(sectors: tuple[str, ...], answer: str) -> tuple[str, ...]:
    """The sectors with the one found in front; of bodies whose business goes unsaid they stay."""
    if answer in {UNTOLD, lead(sectors)}:
        return sectors
    return (answer, *(it for it in sectors if it != answer))


def _reason(
    head: str, scores: Sequence[float], best: int, weights: Weights, features: Sequence[str], answer: int
) -> ByModel:
    """How likely the answer is among all, and the feature that most spoke for it."""
    total = sum(exp(max(-60.0, score - scores[best])) for score in scores)
    return ByModel(head, 1 / total, (ByRule(head, weights.strongest(features, answer)),))
