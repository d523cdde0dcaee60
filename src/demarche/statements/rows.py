"""Statements as flat rows, for tables and for the record."""

from collections.abc import Sequence
from hashlib import sha256

from demarche.base import Span, tell
from demarche.statements.nest import find_holder
from demarche.statements.record import Statement

STATEMENT_COLUMNS = (
    "id", "report_id", "speaker", "speaker_code", "speaker_text", "voice", "act", "cue", "cue_lemma", "kind", "stance",
    "hedged", "addressee", "addressee_code", "occasion", "said_on", "said_at", "content", "content_start",
    "content_end", "within", "derivation",
)  # fmt: skip
"""The columns of a table of statements, in this order."""


def told_at(one: Statement) -> Span:
    """The words that the statement is known by in a report: its cue, the first stretch of its content without one."""
    return one.cue if one.cue is not None else one.content[0]


def statement_id(one: Statement, report: str) -> str:
    """Sixteen hex digits that name the statement of a report, the same from run to run."""
    spans = [*([one.cue] if one.cue else []), *one.content]
    words = f"{report} {one.cue_lemma} " + ",".join(f"{span.start}-{span.end}" for span in spans)
    return sha256(words.encode()).hexdigest()[:16]


def statement_row(
    one: Statement, statements: Sequence[Statement], text: str, report: str
) -> dict[str, str | int | bool | None]:
    """One statement of a report with this text and id as a flat row; `statements` are all of the report."""

    def words(span: Span | None) -> str | None:
        return span.of(text) if span is not None else None

    holder = find_holder(one, statements)
    speaker, addressee = one.speaker, one.addressee
    when = one.when.start if one.when else None
    cells: dict[str, str | int | bool | None] = {
        "id": statement_id(one, report), "report_id": report,
        "speaker": speaker.name if speaker else words(one.speaker_span),
        "speaker_code": speaker.code if speaker else None, "speaker_text": words(one.speaker_span),
        "voice": one.voice, "act": one.act,
        "cue": words(one.cue), "cue_lemma": one.cue_lemma, "kind": one.kind, "stance": one.stance,
        "hedged": one.hedged, "addressee": addressee.name if addressee else words(one.addressee_span),
        "addressee_code": addressee.code if addressee else None, "occasion": words(one.occasion),
        "said_on": when.isoformat() if when else None,
        "said_at": one.where.place.name if one.where and one.where.place else None,
        "content": " … ".join(span.of(text) for span in one.content),
        "content_start": min((span.start for span in one.content), default=None),
        "content_end": max((span.end for span in one.content), default=None),
        "within": statement_id(holder, report) if holder else None,
        "derivation": "\n".join(tell(one.because)),
    }  # fmt: skip
    return {name: cells[name] for name in STATEMENT_COLUMNS}
