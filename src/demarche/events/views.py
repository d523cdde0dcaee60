"""Gives an event the views of those who speak of it without naming it: "Moscow said …. Kyiv denied it." """

from collections.abc import Sequence
from dataclasses import replace

from demarche.events.frames import Frames
from demarche.events.record import EventMention
from demarche.statements import Statement

_POINTING = frozenset({"it", "this", "that", "these", "such", "any", "all", "them", "those"})
_LONGEST = 6
"""Words of a content that only points: "all the charges against him"."""

_FAR = 400
"""Characters back within which the claim must stand that is answered."""


def add_views(
    events: Sequence[EventMention], statements: Sequence[Statement], frames: Frames
) -> tuple[EventMention, ...]:
    """The events, each with the statements that answer the one which tells it, at the end of its own.

    A statement answers when its speaker takes a stand and its content only points: a pronoun, or a word like "claim".
    It answers the last statement before it, by somebody else, that tells an event. An event named again ("the attack")
    lends its views to the first mention.
    """
    extra: dict[int, list[Statement]] = {}
    for answer in statements:
        if answer.stance in {"against", "favour"} and _points(answer, frames):
            told = _answered(answer, events)
            for event in told:
                extra.setdefault(id(event), []).append(answer)
    for event in events:
        first = event.again
        if first is not None:
            extra.setdefault(id(first), []).extend(one for one in event.statements if one.stance == "against")
    made: dict[int, EventMention] = {}
    for event in events:
        more = [one for one in extra.get(id(event), []) if one not in event.statements]
        again = made.get(id(event.again)) if event.again is not None else None
        made[id(event)] = replace(event, statements=(*event.statements, *more), again=again or event.again)
    return tuple(made.values())


def _points(answer: Statement, frames: Frames) -> bool:
    """Whether the content only points at what was said before."""
    if len(answer.content) != 1:
        return False
    tokens = answer.sentence.within(answer.content[0])
    lemmas = [token.lemma.lower() for token in tokens]
    pronoun = len(tokens) == 1 and tokens[0].text.lower() in _POINTING
    return pronoun or (len(tokens) <= _LONGEST and not frames.claims.isdisjoint(lemmas))


def _answered(answer: Statement, events: Sequence[EventMention]) -> Sequence[EventMention]:
    """The events of the last statement before the answer that somebody else makes."""
    best: list[EventMention] = []
    last = -1
    for event in events:
        near = answer.sentence.paragraph - event.sentence.paragraph
        here = event.trigger.end <= _start(answer) and 0 <= near <= 1
        if not here or answer.sentence.span.start - event.sentence.span.end > _FAR:
            continue
        for one in event.statements:
            if one.stance == "against" or (one.speaker is not None and one.speaker is answer.speaker):
                continue
            if _start(one) > last:
                best, last = [event], _start(one)
            elif _start(one) == last and event not in best:
                best.append(event)
    return best


def _start(one: Statement) -> int:
    return one.cue.start if one.cue is not None else one.content[0].start
