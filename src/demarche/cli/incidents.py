"""`demarche incidents`: what happened, merged over the reports of a record."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from demarche.stories import Sizes

COLUMNS = ("id", "start", "end", "type", "source", "target", "place", "status", "claims", "reports", "sizes")
COUNTED = ("dead", "injured", "arrested", "participants", "troops")
SIZED = tuple(f"{kind}_{end}" for kind in COUNTED for end in ("low", "high"))
"""What is added for machines: the sizes as numbers."""


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
        "coalesce(nullif(target_code, ''), lower(target_name)), date_start, date_end, place_name, status, claim, "
        f"{', '.join(SIZED)} from events"
    )
    seen: list[Seen] = []
    for key, report, kind, source, target, start, end, place, status, claim, *numbers in found.rows:
        first, last = (day if isinstance(day, date) else None for day in (start, end))
        seen.append(
            Seen(str(key), str(report), str(kind), _parts(source), _parts(target), first, last,
                 str(place) if place else None, str(status), str(claim), _sizes(numbers))
        )  # fmt: skip
    rows = [
        (one.id, one.start, one.end, one.type, "; ".join(one.source), "; ".join(one.target), one.place, one.status,
         "; ".join(one.claims), len(one.reports), _say(one.sizes), *_numbers(one.sizes))
        for one in merge_events(seen)
    ]  # fmt: skip
    if format_ == "table":
        print_rows(COLUMNS, [row[: len(COLUMNS)] for row in rows], format_)
    else:
        print_rows((*COLUMNS, *SIZED), rows, format_)


def _sizes(numbers: Sequence[object]) -> "Sizes":
    """The sizes of one row, those that are told."""
    pairs = zip(COUNTED, numbers[::2], numbers[1::2], strict=True)
    known = ((kind, tuple(one if isinstance(one, int) else None for one in ends)) for kind, *ends in pairs)
    return {kind: (low, high) for kind, (low, high) in known if (low, high) != (None, None)}


def _numbers(sizes: "Sizes") -> tuple[int | None, ...]:
    return tuple(end for kind in COUNTED for end in sizes.get(kind, (None, None)))


def _say(sizes: "Sizes") -> str:
    from demarche.sizes import write_amount

    return "; ".join(f"{kind} {write_amount(*ends, exact=True)}" for kind, ends in sizes.items())


def _parts(joined: object) -> frozenset[str]:
    return frozenset(part.strip() for part in str(joined or "").split(";") if part.strip())
