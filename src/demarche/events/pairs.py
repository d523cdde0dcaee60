"""Whom "both sides" stand for: the two that the events so far show most at odds or in talks with one another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import combinations, product

from demarche.actors import ActorMention
from demarche.base import ByRule
from demarche.events.again import Before, with_reason
from demarche.events.frames import Frames
from demarche.events.record import EventMention

FADES = 0.95
"""What an event a sentence further back counts less: "both sides" are those of the whole story."""

NEAR = 0.6
"""The same for "the two" and "the pair", who were just spoken of."""

BETWEEN = frozenset({"third-party"})
"""Modes of those who go between two, and are no side themselves."""

TOGETHER = 2.0
"""How much more it counts that two met, agreed or fought with one another than that one did something to the other."""

SHARED = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types of what two who stand together do with each other."""

FOUGHT = 4.0
"""The same where they fought."""

ASKED = 0.25
"""How much less it counts that one asked the other: outsiders do that too."""

AT_ODDS = frozenset(
    {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "THREATEN", "ACCUSE", "REJECT", "MOBILIZE", "REQUEST", "RETREAT"}
)
"""Types of what those do to one another who are at odds."""

STATE = frozenset({"GOV", "MIL"})
"""Sectors of one country that are one side, and of those for whom "both governments" stand."""

FIRM = frozenset({"BUS"})
"""Those for whom "both firms" stand."""

NO_POWERS = frozenset({"CVL", "REF", "MED", "HLH", "ELI"})
"""Sectors of those who suffer or look on, but are no side."""

Key = tuple[str, int]
"""By what two mentions are of one side; see `side_of`."""


Plurals = tuple[Sequence[ActorMention], Sequence[ActorMention]]
"""Those of an event's sources, and of its targets, that stand for two."""


def settle_pair(event: EventMention, plurals: Plurals, before: Before, frames: Frames) -> EventMention:
    """The event with the two sides that the story tells in place of what its plurals ("both sides") were taken for.

    `before` has the earlier events, the latest first, and how many sentences back each is. Where the story tells of no
    two, the event stays as it is.
    """
    plural = next((one for side in plurals for one in side), None)
    if plural is None:
        return event
    if len({actor.code for actor in plural.members if actor.sectors}) == 2 and _lemma(plural) not in frames.anybody:
        return event  # "both envoys": nearness has found two who may be meant
    taken = [{id(actor) for one in side for actor in (one, *one.members)} for side in plurals]
    others = [
        actor
        for side, mine in ((event.sources, taken[0]), (event.targets, taken[1]))
        for actor in side
        if id(actor) not in mine
    ]
    wanted = STATE if _lemma(plural) in frames.states else FIRM if _lemma(plural) in frames.firms else frozenset()
    fades = NEAR if _lemma(plural) in frames.just_named else FADES
    pair = find_pair(before, frames, {side_of(actor) for actor in others}, plural.members, fades, wanted)
    if not pair:
        return event
    told = tuple(dict.fromkeys(actor.because for actor in pair))
    sources, targets = _put(event.sources, taken[0], pair), _put(event.targets, taken[1], pair)
    if event.type in SHARED and not targets:  # "the two pledged as much": to each other
        targets = sources
    return replace(
        event,
        sources=sources,
        targets=targets,
        because=with_reason(event, ByRule("events.both-sides", plural.name, told)),
    )


def _lemma(plural: ActorMention) -> str:
    return plural.mention.head.lemma.lower()


def _put(side: Sequence[ActorMention], taken: set[int], pair: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The side with the pair where the first of those that it stands for was."""
    at = next((at for at, actor in enumerate(side) if id(actor) in taken), None)
    if at is None:
        return tuple(side)
    rest = [actor for actor in side if id(actor) not in taken]
    return (*rest[:at], *pair, *rest[at:])


def find_pair(
    before: Before,
    frames: Frames,
    without: Set[Key],
    guess: Sequence[ActorMention] = (),
    fades: float = FADES,
    wanted: Set[str] = frozenset(),
) -> tuple[ActorMention, ...]:
    """The two powers that have most to do with one another in the events before, none where there are no two.

    `guess` are the two for which the plural was taken by nearness alone: they count as one event more. `wanted` are
    the sectors of which both must be.
    """
    between = {
        _patron(actor)
        for _, one in before
        for actor in one.sources
        if one.mode in BETWEEN or actor.mention.head.lemma.lower() in frames.mediators
    }
    weights: dict[frozenset[Key], float] = defaultdict(float)
    faces: dict[Key, Counter[ActorMention]] = defaultdict(Counter)
    for far, mine, theirs, weight in _all_dealings(before):
        keys = frozenset({side_of(mine), side_of(theirs)})
        fit = not wanted or all(actor.sectors and actor.sectors[0] in wanted for actor in (mine, theirs))
        if fit and len(keys) == 2 and not keys & (without | between):
            weights[keys] += weight * fades**far
            for one in (mine, theirs):
                faces[side_of(one)][_face(faces[side_of(one)], one)] += 1
    if not weights:
        return _most_told(before, without, wanted)
    if len(guess) == 2:
        keys = frozenset(side_of(actor) for actor in guess)
        if keys in weights:
            weights[keys] += 1.0
    best = max(weights, key=lambda keys: weights[keys])
    pair = [faces[key].most_common(1)[0][0] for key in best]
    return tuple(sorted(pair, key=lambda actor: actor.chain.mentions[0].span.start))


def _most_told(before: Before, without: Set[Key], wanted: Set[str]) -> tuple[ActorMention, ...]:
    """The two of certain sectors who have most part in the events before, though none with each other."""
    counts: Counter[Key] = Counter()
    faces: dict[Key, ActorMention] = {}
    for _, event in before:
        for actor in dict.fromkeys((*event.sources, *event.targets)):
            key = side_of(actor)
            if actor.sectors[:1] and actor.sectors[0] in wanted and key not in without and not actor.private:
                counts[key] += 1
                faces[key] = actor
    if len(counts) < 2:
        return ()
    pair = [faces[key] for key, _ in counts.most_common(2)]
    return tuple(sorted(pair, key=lambda actor: actor.chain.mentions[0].span.start))


def _patron(actor: ActorMention) -> Key:
    """The side of a mediator, which is that of his country where no more is told of him."""
    return ("state " + actor.country, 0) if actor.country and not actor.sectors else side_of(actor)


def _face(faces: Iterable[ActorMention], actor: ActorMention) -> ActorMention:
    """The mention by which one of this code is counted, its first: so army and government are counted apart."""
    return next((one for one in faces if one.code == actor.code), actor)


def _all_dealings(
    before: Before,
) -> Iterator[tuple[int, ActorMention, ActorMention, float]]:
    """The dealings of two powers: how far back, who with whom, how much they count."""
    for far, event in before:
        if event.mode in BETWEEN:  # those between whom somebody goes
            for a, b in combinations(event.targets, 2):
                yield far, a, b, TOGETHER
        elif event.sources == event.targets:
            if len(event.sources) == 2 and all(_is_power(actor) for actor in event.sources):
                yield far, event.sources[0], event.sources[1], FOUGHT if event.type == "ASSAULT" else TOGETHER
        elif event.type in AT_ODDS:
            for a, b in product(event.sources, event.targets):
                if _is_power(a) and _is_power(b):
                    yield far, a, b, ASKED if event.type == "REQUEST" else 1.0


def _is_power(actor: ActorMention) -> bool:
    return not actor.private and not actor.members and not {*actor.sectors[:1]} & NO_POWERS


def side_of(actor: ActorMention) -> Key:
    """By what two mentions are of one power: country and sector where both are known, government and army being one;
    else its chain."""
    if not (actor.country and actor.sectors):
        return actor.name, id(actor.chain)
    return ("state " + actor.country if actor.sectors[0] in STATE else actor.code), 0
