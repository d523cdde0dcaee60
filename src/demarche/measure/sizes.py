"""Scores of sizes: kind, lowest, highest and event, on texts that have them marked, a text a line.

`[dead=19- of=attack|killed: at least 19 people]`: the amount as `demarche.sizes.write_amount` writes it, and the
trigger of the event that has it; any of those given will do. `[none: …]` marks nothing and is for the reader.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.base import Mark, Span
from demarche.coding import EventRecord, write_size
from demarche.measure.figures import f1_of
from demarche.measure.inputs import read_marked
from demarche.pipeline import Coder
from demarche.sizes import KINDS

EXPECTED = "each line is a text with marks like [dead=19- of=killed: at least 19 people]"


@dataclass(frozen=True, slots=True)
class _Found:
    """A size as coded, with the triggers of all records that have it."""

    kind: str
    amount: str
    unit: str | None
    span: Span
    triggers: tuple[str, ...]


def measure_sizes(path: Path, coder: Coder) -> tuple[dict[str, float], list[str]]:
    """Precision, recall and F1 in per cent, and a line for each miss and false alarm.

    Raises:
        ReadError: a line's brackets do not match.
    """
    right = found_in_all = marked_in_all = 0
    wrong: list[str] = []
    for text, marks in read_marked(path, EXPECTED):
        gold = [mark for mark in marks if mark.label in KINDS]
        found = list(_found(coder.code_text(text).events))
        left = list(found)
        for mark in gold:
            same = next((one for one in left if _is_same(mark, one)), None)
            if same is None:
                wrong.append(f"missed  {mark.label}={mark.value} of {mark.field('of')}  {text}")
            else:
                left.remove(same)
                right += 1
        wrong += [
            f"wrong   {one.kind}={one.amount} {one.unit or ''} of {'|'.join(one.triggers)}  {text}" for one in left
        ]
        found_in_all, marked_in_all = found_in_all + len(found), marked_in_all + len(gold)
    return {
        "precision": round(100 * right / max(1, found_in_all), 1),
        "recall": round(100 * right / max(1, marked_in_all), 1),
        "F1": f1_of(right, marked_in_all, found_in_all),
    }, wrong


def _found(events: tuple[EventRecord, ...]) -> Iterator[_Found]:
    owners: dict[tuple[str, Span], list[str]] = {}
    amounts: dict[tuple[str, Span], tuple[str, str | None]] = {}
    for event in events:
        for size in event.sizes:
            key = (size.kind, size.span)
            owners.setdefault(key, []).append(event.trigger_text)
            amounts[key] = (write_size(size), size.unit)
    for (kind, span), triggers in owners.items():
        yield _Found(kind, *amounts[kind, span], span, tuple(triggers))


def _is_same(mark: Mark, one: _Found) -> bool:
    allowed = set((mark.field("of") or "").split("|"))
    amount = (mark.value or "").removeprefix("~") == one.amount.removeprefix("~")
    unit = mark.label != "money" or mark.field("unit") == one.unit
    owned = all(allowed & set(trigger.split()) for trigger in one.triggers)
    return mark.label == one.kind and amount and unit and owned and mark.span.overlaps(one.span)
