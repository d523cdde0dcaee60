"""Scores of contexts, on texts that mark what events are about.

Texts are parted by blank lines; a line that begins with "# " is a headline, every other line a paragraph. A mark
`[about="nuclear diplomatic?": met]` names the contexts of the event with this trigger; those with a question mark may
be missing and are no fault.
"""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from demarche.base import ReadError, Span, parse_marked
from demarche.measure.figures import f1_of
from demarche.measure.inputs import read_whole
from demarche.parse import bare_report
from demarche.pipeline import Coder
from demarche.read import Block, Report

DAY = date(2024, 3, 14)
"""The day of publication that the texts assume."""

EXPECTED = 'write [about="nuclear diplomatic?": met] around triggers'


def measure_contexts(path: Path, coder: Coder) -> tuple[dict[str, float], list[str]]:
    """Precision, recall and F1 in per cent over pairs of event and context, the share of marked events that were found
    at all, and a line for each fault. Events that were not found count for neither.

    Raises:
        ReadError: a text's brackets do not match.
    """
    right = marked = found_in_all = events = met = 0
    wrong: list[str] = []
    for text in re.split(r"\n\s*\n", read_whole(path).strip()):
        try:
            bare, marks = parse_marked(text)
        except ValueError as error:
            raise ReadError(str(path), f"{text[:40]!r}: {error}", EXPECTED) from error
        coded = coder.code(_report(bare)).events
        for mark in (mark for mark in marks if mark.label == "about"):
            events += 1
            event = next((one for one in coded if one.trigger.overlaps(mark.span)), None)
            if event is None:
                wrong.append(f"not found: {mark.span.of(bare)}  {bare[:60]}")
                continue
            met += 1
            told = (mark.value or "").split()
            asked = {name for name in told if not name.endswith("?")}
            allowed = asked | {name.rstrip("?") for name in told}
            found = set(event.contexts)
            right, marked = right + len(asked & found), marked + len(asked)
            found_in_all += len((found & asked) | (found - allowed))
            faults = [
                *(f"-{name}" for name in sorted(asked - found)),
                *(f"+{name}" for name in sorted(found - allowed)),
            ]
            if faults:
                wrong.append(f"{' '.join(faults)}  {mark.span.of(bare)}: {event.sentence_text[:110]}")
    return {
        "precision": round(100 * right / max(1, found_in_all), 1),
        "recall": round(100 * right / max(1, marked), 1),
        "F1": f1_of(right, marked, found_in_all),
        "events found": round(100 * met / max(1, events), 1),
    }, wrong


def _report(text: str) -> Report:
    """The text as a report: its lines as blocks, the first a headline if it begins so."""
    blocks: list[Block] = []
    for found in re.finditer(r"[^\n]+", text):
        headed = found[0].startswith("# ")
        span = Span(found.start() + (2 if headed else 0), found.end())
        blocks.append(Block("headline" if headed else "paragraph", span))
    headline = next((block.span.of(text) for block in blocks if block.kind == "headline"), None)
    return replace(bare_report(text, published=DAY), blocks=tuple(blocks), headline=headline)
