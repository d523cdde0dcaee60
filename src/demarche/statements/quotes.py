"""Finds what stands in quotation marks: of all kinds, nested, and running over paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from demarche.base import Span
from demarche.parse import Sentence

_MARK = re.compile(r"``|''|[“”„‟«»‹›‘’‚\"'`]")
_OPENING = {
    "“": "double", "„": "double", "‟": "double", "``": "double", "«": "angle", "‹": "angle", "‘": "single",
    "‚": "single", "`": "single",
}  # fmt: skip
_CLOSING = {"”": "double", "''": "double", "»": "angle", "›": "angle", "’": "single"}
_STRAIGHT = {'"': "double", "'": "single"}
_ELIDED = re.compile(r"(?:\d\ds?|tis|twas|em|til|cause|n|bout|round)\b", re.IGNORECASE)
_LEADS = frozenset("([{-–—/")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation.

    Attributes:
        outer: from its first mark to its last, marks included; over several paragraphs if it runs on.
        parts: the words inside the marks, one stretch a paragraph.
        level: 0 for one that stands in no other, 1 for one inside it, and so on.
    """

    outer: Span
    parts: tuple[Span, ...]
    level: int

    def holds(self, span: Span) -> bool:
        """Whether the span lies wholly between the marks."""
        return any(part.holds(span) for part in self.parts)


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    mark: str
    kind: str
    at: int
    inside: int
    level: int
    parts: list[Span] = field(default_factory=list)


def find_quotations(sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """All quotations of a report in the order of their first marks, an outer before its inner ones.

    A double quotation that is not closed in its paragraph goes on in the next one if that opens with a mark again;
    else it ends with its paragraph if it began a sentence or stands behind a colon or comma, and counts for nothing
    if it does neither.
    """
    out: list[Quotation] = []
    running: _Open | None = None
    for _, group in groupby(sentences, key=lambda it: it.paragraph):
        block = tuple(group)
        start, text = _text(block)
        running = _scan(start, text, running, {one.span.start for one in block}, out)
    if running is not None and running.parts:
        out.append(_close(running, running.parts[-1].end))
    return tuple(sorted(out, key=lambda it: (it.outer.start, -it.outer.end)))


def _text(block: Sequence[Sentence]) -> tuple[int, str]:
    """Where the paragraph starts, and its text, a space for what stands between sentences."""
    start = block[0].span.start
    text = ""
    for sentence in block:
        text = text.ljust(sentence.span.start - start) + sentence.text
    return start, text


def _scan(start: int, text: str, running: _Open | None, begins: set[int], out: list[Quotation]) -> _Open | None:
    """Adds the quotations that end in this paragraph; gives the one that waits for the next paragraph, if any."""
    stack: list[_Open] = []
    first = _MARK.match(text)
    if running is not None and first and _kind(first[0]) == running.kind and first[0] not in _CLOSING:
        running.inside = start + first.end()
        stack.append(running)
    elif running is not None:
        out.append(_close(running, running.parts[-1].end))
        running = None
    for found in _MARK.finditer(text, first.end() if running is not None and first else 0):
        _step(start, text, found, stack, out)
    waiting = next((one for one in stack if one.kind != "single"), None)
    if waiting is None:
        return None
    led = text[: max(0, waiting.at - start)].rstrip()[-1:] in {":", ","}
    if waiting is not running and waiting.at not in begins and not led:
        return None
    waiting.parts.append(Span(waiting.inside, start + len(text.rstrip())))
    return waiting


def _step(start: int, text: str, found: re.Match[str], stack: list[_Open], out: list[Quotation]) -> None:
    """Opens or closes a quotation at one mark, or passes it over as an apostrophe or a stray."""
    mark, kind = found[0], _kind(found[0])
    if _is_apostrophe(text, found, any(one.kind == "single" for one in stack)):
        return
    partner = next((at for at in range(len(stack) - 1, -1, -1) if stack[at].kind == kind), None)
    german = mark == "“" and partner is not None and stack[partner].mark == "„"
    opens = mark in _OPENING and not german
    if mark in _STRAIGHT or (mark == "’" and partner is None):
        opens = _may_open(text, found) and (partner is None or not _may_close(text, found))
    if opens:
        if partner is not None:
            del stack[partner:]  # the earlier one was never closed
        if kind != "single" or _has_end(text, found):
            stack.append(_Open(mark, kind, start + found.start(), start + found.end(), len(stack)))
    elif partner is not None:
        opened = stack[partner]
        del stack[partner:]
        opened.parts.append(Span(opened.inside, max(opened.inside, start + found.start())))
        out.append(_close(opened, start + found.end()))


def _kind(mark: str) -> str:
    return _OPENING.get(mark) or _CLOSING.get(mark) or _STRAIGHT[mark]


def _close(opened: _Open, end: int) -> Quotation:
    return Quotation(Span(opened.at, max(end, opened.parts[-1].end)), tuple(opened.parts), opened.level)


def _around(text: str, found: re.Match[str]) -> tuple[str, str]:
    """The characters before and after the mark, a space at the ends of the paragraph."""
    return text[found.start() - 1] if found.start() else " ", text[found.end() : found.end() + 1] or " "


def _is_apostrophe(text: str, found: re.Match[str], single_open: bool) -> bool:
    """Whether a single mark only stands for left-out letters or a genitive; inches and minutes count with them."""
    before, after = _around(text, found)
    if found[0] in ('"', "''") and before.isdigit() and not after.isalnum():
        return len(re.findall('"', text[: found.start()])) % 2 == 0
    if _kind(found[0]) != "single" or found[0] in ("‚", "`"):
        return False
    if before.isalnum() and after.isalnum():
        return True
    if not before.isalnum() and _ELIDED.match(text, found.end()):
        return True
    if before in "sS" and after == " " and single_open:
        return text[found.end() :].lstrip()[:1].islower() and _has_end(text, found)
    return not single_open and before.isalnum()


def _may_open(text: str, found: re.Match[str]) -> bool:
    before, after = _around(text, found)
    return not after.isspace() and (before.isspace() or before in _LEADS or before in "“\"‘'«")


def _may_close(text: str, found: re.Match[str]) -> bool:
    before, after = _around(text, found)
    return not before.isspace() and not after.isalnum()


def _has_end(text: str, found: re.Match[str]) -> bool:
    """Whether a single mark further on in the paragraph could close this one."""
    return any(_may_close(text, later) for later in re.finditer("[’'›]", text) if later.start() > found.end())
