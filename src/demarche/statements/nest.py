"""Which statement stands in which, and whom "I" and "we" mean inside one."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.base import ByRule, Span
from demarche.statements.record import Statement

_FIRST = frozenset({"i", "we", "me", "us", "myself", "ourselves"})


def find_holder(statement: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The innermost other statement whose content holds this one's cue, or all its content if it has no cue."""
    own = (statement.cue,) if statement.cue else statement.content
    held = [other for other in statements if other is not statement and own and _holds(other, own)]
    return min(held, key=lambda it: (sum(map(len, it.content)), it.content[0].start), default=None)


def nest_statements(statements: Sequence[Statement]) -> tuple[tuple[Statement, Statement | None], ...]:
    """Each statement with the one that holds it, None for what the report itself tells."""
    return tuple((one, find_holder(one, statements)) for one in statements)


def resolve_first_persons(statements: Sequence[Statement], text: dict[Span, str]) -> tuple[Statement, ...]:
    """The statements, "I" and "we" as speakers turned into the speaker of the statement that holds them.

    `text` gives the words of each speaker's span. From the outside in, so that a chain of holders is followed.
    """
    made = {id(one): one for one in statements}

    def resolve(one: Statement, seen: int) -> Statement:
        if one.speaker_span is None or text.get(one.speaker_span, "").lower() not in _FIRST:
            return made[id(one)]
        holder = find_holder(one, statements)
        if holder is None or seen > len(statements):
            return made[id(one)]
        outer = resolve(holder, seen + 1)
        if outer.speaker is None:
            return made[id(one)]
        because = ByRule("statements.first-person", text[one.speaker_span], (one.because, outer.because))
        return replace(one, speaker=outer.speaker, because=because)

    return tuple(resolve(one, 0) for one in statements)


def _holds(outer: Statement, spans: Sequence[Span]) -> bool:
    return all(any(part.holds(span) for part in outer.content) for span in spans)
