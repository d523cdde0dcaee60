"""`demarche incidents`: what happened, merged over the reports of a record."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

COLUMNS = ("id", "start", "end", "type", "source", "target", "place", "status", "claims", "reports")


def run(
    record: Annotated[Path, typer.Argument(help="The record folder.")],
    format_: Annotated[
        Literal["table", "csv", "tsv", "jsonl"], typer.Option("--format", help="How to print.")
    ] = "table",
) -> None:
    """One line for each event, however many reports tell of it."""
    from demarche.cli.formats import print_rows
    from demarche.store import open_record
    from demarche.stories import Seen, merge_events

    found = open_record(record).query(
        "select id, report_id, type, coalesce(nullif(source_code, ''), lower(source_name)), "
        "coalesce(nullif(target_code, ''), lower(target_name)), date_start, date_end, place_name, status, claim "
        "from events"
    )
    seen: list[Seen] = []
    for key, report, kind, source, target, start, end, place, status, claim in found.rows:
        first, last = (day if isinstance(day, date) else None for day in (start, end))
        seen.append(
            Seen(str(key), str(report), str(kind), _parts(source), _parts(target), first, last,
                 str(place) if place else None, str(status), str(claim))
        )  # fmt: skip
    rows = [
        (one.id, one.start, one.end, one.type, "; ".join(one.source), "; ".join(one.target), one.place, one.status,
         "; ".join(one.claims), len(one.reports))
        for one in merge_events(seen)
    ]  # fmt: skip
    print_rows(COLUMNS, rows, format_)


def _parts(joined: object) -> frozenset[str]:
    return frozenset(part.strip() for part in str(joined or "").split(";") if part.strip())
