"""What goes from one marked actor to another: the judge of pairs, the rules' events and the words that tell of any."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from demarche.base import Because, ByModel, ByRule, Span
from demarche.encode import TYPES, Floats
from demarche.events.record import EventMention

NONE = TYPES.index("NONE")
LEAST = 1e-3


@dataclass(frozen=True, slots=True)
class Relation:
    """A type of event, or NONE, that may go from source to target; `score` is its probability (0 to 1)."""

    type: str
    score: float
    because: tuple[Because, ...] = ()


def relate(
    judged: Floats,
    told: Floats,
    events: Sequence[EventMention],
    source: Span,
    target: Span,
    *,
    weights: Sequence[float],
) -> tuple[Relation, ...]:
    """All types and NONE, the likeliest first.

    `judged` (types,) is the judge's view of the pair, `told` (words, types) that of the words that tell of events,
    `events` those found in the text; `weights` are those of `features`.
    """
    rows = features(judged, told, events, source, target)
    scores = rows @ np.array(weights)
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    grounds = {kind: _grounds(kind, events, source, target) for kind in TYPES}
    order = sorted(range(len(TYPES)), key=lambda at: -likely[at])
    return tuple(
        Relation(TYPES[at], float(likely[at]), (ByModel("pair", float(judged[at])), *grounds[TYPES[at]]))
        for at in order
    )


def features(judged: Floats, told: Floats, events: Sequence[EventMention], source: Span, target: Span) -> Floats:
    """(types, 7): of each type the judge's log probability; whether an event of it has source and target as its own
    (1), one of them (2), neither (3), or the two the other way round (4); the log probability of the word that tells
    most of it (5); and whether it is NONE (6)."""
    rows = np.zeros((len(TYPES), 7), dtype=np.float32)
    rows[:, 0] = [log(max(float(value), LEAST)) for value in judged]
    for event in events:
        rows[TYPES.index(event.type), 1 + _fit(event, source, target)] = 1
    if len(told):
        rows[:NONE, 5] = np.log(np.clip(told.max(axis=0)[:NONE], LEAST, 1))
    rows[NONE, 6] = 1
    return rows


def _fit(event: EventMention, source: Span, target: Span) -> int:
    """How the event's sides are those asked about: 0 both, 1 one of them, 2 neither, 3 the other way round."""
    acts, undergoes = _holds(event, "sources", source), _holds(event, "targets", target)
    if acts and undergoes:
        return 0
    if acts or undergoes:
        return 1
    return 3 if _holds(event, "sources", target) and _holds(event, "targets", source) else 2


def _holds(event: EventMention, side: str, span: Span) -> bool:
    return any(span.overlaps(actor.mention.span) for actor in getattr(event, side))


def _grounds(kind: str, events: Sequence[EventMention], source: Span, target: Span) -> tuple[ByRule, ...]:
    """Why, by the events of the type that have one of the two on its side."""
    return tuple(event.because for event in events if event.type == kind and _fit(event, source, target) < 2)
