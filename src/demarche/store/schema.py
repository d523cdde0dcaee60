"""The tables of a record: their columns and types, and how the layers become their rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.base import Span, tell
from demarche.coding import SIZED, EventRecord, Value, to_row
from demarche.read import Report
from demarche.statements import STATEMENT_COLUMNS, Statement, statement_id, statement_row, told_at

VERSION = 3
"""Raised when a table changes in a way that older records do not have."""

LATER = frozenset({"told", "sizes"})
"""Tables that parts of earlier versions have no file of."""

EVENT_TYPES = {
    "quad": "INTEGER", "goldstein": "DOUBLE", "intensity": "DOUBLE", "date_start": "DATE", "date_end": "DATE",
    "latitude": "DOUBLE", "longitude": "DOUBLE", "geonames_id": "BIGINT", "trigger_start": "INTEGER",
    "trigger_end": "INTEGER", "sentence_start": "INTEGER", "sentence_end": "INTEGER", "confidence": "DOUBLE",
    **{name: "BIGINT" for name in SIZED if name != "currency"},
}  # fmt: skip

EVENT_COLUMNS = (
    "id", "report_id", "type", "mode", "quad", "cameo", "goldstein", "intensity", "status", "claim", "source_code",
    "source_name", "source_text", "target_code", "target_name", "target_text", "content_type", "content",
    "date_start", "date_end",
    "date_granularity", "date_basis", "date_text", "place_name", "place_kind", "place_country", "place_admin1",
    "latitude", "longitude", "geonames_id", "place_basis", *SIZED, "sizes", "trigger", "trigger_start", "trigger_end",
    "sentence", "sentence_start", "sentence_end", "speakers", "contexts", "classes", "confidence", "knowledge",
    "weights", "derivation",
)  # fmt: skip

STATEMENT_TYPES = {"hedged": "BOOLEAN", "said_on": "DATE", "content_start": "INTEGER", "content_end": "INTEGER"}

TABLES: dict[str, dict[str, str]] = {
    "reports": {
        "id": "VARCHAR", "name": "VARCHAR", "url": "VARCHAR", "headline": "VARCHAR", "outlet": "VARCHAR",
        "agency": "VARCHAR", "byline": "VARCHAR", "dateline": "VARCHAR", "published": "VARCHAR", "published_on": "DATE",
        "language": "VARCHAR", "characters": "INTEGER", "events": "INTEGER", "knowledge": "VARCHAR",
        "weights": "VARCHAR",
    },
    "events": {name: EVENT_TYPES.get(name, "VARCHAR") for name in EVENT_COLUMNS},
    "statements": {name: STATEMENT_TYPES.get(name, "VARCHAR") for name in STATEMENT_COLUMNS},
    "told": {
        "event_id": "VARCHAR", "report_id": "VARCHAR", "statement_id": "VARCHAR", "depth": "INTEGER",
        "stance": "VARCHAR",
    },
    "sizes": {
        "event_id": "VARCHAR", "report_id": "VARCHAR", "kind": "VARCHAR", "low": "BIGINT", "high": "BIGINT",
        "exact": "BOOLEAN", "unit": "VARCHAR", "text": "VARCHAR", "start": "INTEGER", "end": "INTEGER",
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
        for size in record.sizes:
            yield "sizes", {
                "event_id": record.id, "report_id": report.id, "kind": size.kind, "low": size.low, "high": size.high,
                "exact": size.exact, "unit": size.unit, "text": size.text, "start": size.span.start,
                "end": size.span.end,
            }  # fmt: skip
        for role, span in _evidence(record):
            yield "evidence", _span_row(record.id, report, role, span)
        for depth, one in enumerate(_holders(record, entry.statements)):
            yield "told", {
                "event_id": record.id, "report_id": report.id, "statement_id": statement_id(one, report.id),
                "depth": depth, "stance": one.stance,
            }  # fmt: skip
    for one in entry.statements:
        yield "statements", dict(statement_row(one, entry.statements, report.text, report.id).items())


def _holders(record: EventRecord, statements: Sequence[Statement]) -> Sequence[Statement]:
    """The statements that speak of the event: those that its speakers come from, the innermost first."""
    cues = {span: at for at, span in enumerate(record.told)}
    found = [(cues[key], at, one) for at, one in enumerate(statements) if (key := told_at(one)) in cues]
    return [one for _, _, one in sorted(found, key=lambda it: it[:2])]


def _evidence(record: EventRecord) -> Iterator[tuple[str, Span]]:
    yield "trigger", record.trigger
    for party in record.source:
        yield "source", party.span
    for party in record.target:
        yield "target", party.span
    for content in record.contents:
        yield "content", content.span
        if content.object:
            yield "object", content.object
    if record.date and record.date.span:
        yield "date", record.date.span
    if record.place and record.place.span:
        yield "place", record.place.span


def _span_row(event: str, report: Report, role: str, span: Span) -> dict[str, Value]:
    return {
        "event_id": event, "report_id": report.id, "role": role, "start": span.start, "end": span.end,
        "exact": span.of(report.text),
    }  # fmt: skip
