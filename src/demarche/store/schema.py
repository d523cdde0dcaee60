"""The tables of a record: their columns and types, and how the layers become their rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.base import Span, tell
from demarche.coding import EventRecord, Value, to_row
from demarche.read import Report
from demarche.statements import Statement

VERSION = 2
"""Raised when a table changes in a way that older records do not have."""

EVENT_TYPES = {
    "quad": "INTEGER", "goldstein": "DOUBLE", "intensity": "DOUBLE", "date_start": "DATE", "date_end": "DATE",
    "latitude": "DOUBLE", "longitude": "DOUBLE", "geonames_id": "BIGINT", "trigger_start": "INTEGER",
    "trigger_end": "INTEGER", "sentence_start": "INTEGER", "sentence_end": "INTEGER", "confidence": "DOUBLE",
}  # fmt: skip

EVENT_COLUMNS = (
    "id", "report_id", "type", "mode", "quad", "cameo", "goldstein", "intensity", "status", "claim", "source_code",
    "source_name", "source_text", "target_code", "target_name", "target_text", "date_start", "date_end",
    "date_granularity", "date_basis", "date_text", "place_name", "place_kind", "place_country", "place_admin1",
    "latitude", "longitude", "geonames_id", "place_basis", "trigger", "trigger_start", "trigger_end", "sentence",
    "sentence_start",
    "sentence_end", "speakers", "contexts", "confidence", "knowledge", "weights", "derivation",
)  # fmt: skip

TABLES: dict[str, dict[str, str]] = {
    "reports": {
        "id": "VARCHAR", "name": "VARCHAR", "url": "VARCHAR", "headline": "VARCHAR", "outlet": "VARCHAR",
        "agency": "VARCHAR", "byline": "VARCHAR", "dateline": "VARCHAR", "published": "VARCHAR", "published_on": "DATE",
        "language": "VARCHAR", "characters": "INTEGER", "events": "INTEGER", "knowledge": "VARCHAR",
        "weights": "VARCHAR",
    },
    "events": {name: EVENT_TYPES.get(name, "VARCHAR") for name in EVENT_COLUMNS},
    "statements": {
        "report_id": "VARCHAR", "speaker": "VARCHAR", "speaker_code": "VARCHAR", "cue": "VARCHAR",
        "cue_lemma": "VARCHAR",
        "kind": "VARCHAR", "stance": "VARCHAR", "hedged": "BOOLEAN", "content": "VARCHAR", "content_start": "INTEGER",
        "content_end": "INTEGER",
    },
    "evidence": {
        "event_id": "VARCHAR", "report_id": "VARCHAR", "role": "VARCHAR", "start": "INTEGER", "end": "INTEGER",
        "exact": "VARCHAR",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record keeps of one coded report."""

    report: Report
    statements: tuple[Statement, ...]
    events: tuple[EventRecord, ...]
    knowledge: str
    weights: str


def rows_of(entry: Entry) -> Iterator[tuple[str, dict[str, Value]]]:
    """The rows of one report as (table, row)."""
    report = entry.report
    yield "reports", {
        "id": report.id, "name": report.name, "url": report.url, "headline": report.headline, "outlet": report.outlet,
        "agency": report.agency, "byline": report.byline, "dateline": report.dateline,
        "published": report.published.isoformat() if report.published else None,
        "published_on": report.published_on.isoformat() if report.published_on else None, "language": report.language,
        "characters": len(report.text), "events": len(entry.events), "knowledge": entry.knowledge,
        "weights": entry.weights,
    }  # fmt: skip
    for record in entry.events:
        flat: dict[str, Value] = dict(to_row(record, report, knowledge=entry.knowledge, weights=entry.weights).items())
        flat["derivation"] = "\n".join(line for because in record.because for line in tell(because))
        yield "events", {name: flat[name] for name in EVENT_COLUMNS}
        for role, span in _evidence(record):
            yield "evidence", _span_row(record.id, report, role, span)
    for one in entry.statements:
        yield "statements", _statement_row(one, report)


def _evidence(record: EventRecord) -> Iterator[tuple[str, Span]]:
    yield "trigger", record.trigger
    for party in record.source:
        yield "source", party.span
    for party in record.target:
        yield "target", party.span
    if record.date and record.date.span:
        yield "date", record.date.span
    if record.place and record.place.span:
        yield "place", record.place.span


def _span_row(event: str, report: Report, role: str, span: Span) -> dict[str, Value]:
    return {
        "event_id": event, "report_id": report.id, "role": role, "start": span.start, "end": span.end,
        "exact": span.of(report.text),
    }  # fmt: skip


def _statement_row(one: Statement, report: Report) -> dict[str, Value]:
    whole = (
        Span(min(span.start for span in one.content), max(span.end for span in one.content)) if one.content else None
    )
    speaker = one.speaker.name if one.speaker else one.speaker_span.of(report.text) if one.speaker_span else None
    return {
        "report_id": report.id, "speaker": speaker, "speaker_code": one.speaker.code if one.speaker else None,
        "cue": one.cue.of(report.text) if one.cue else None, "cue_lemma": one.cue_lemma, "kind": one.kind,
        "stance": one.stance, "hedged": one.hedged,
        "content": " … ".join(span.of(report.text) for span in one.content),
        "content_start": whole.start if whole else None, "content_end": whole.end if whole else None,
    }  # fmt: skip
