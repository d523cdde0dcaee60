"""Scores of the times room against TIMEX3 annotation: spans, relaxed and strict, and values."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demarche.base import Span
from demarche.times import TimeMention

_BETWEEN = (re.compile(r",? (?:to|until|till|through|thru|up to|and|and into) "), re.compile(r" ?[-–—/] ?"))
"""What parts the two ends of a range: words first, then a dash."""

Finder = Callable[[str, date | None], Sequence[TimeMention]]


@dataclass(frozen=True, slots=True)
class GoldTime:
    """One annotated expression: its characters in the text, TIMEX3 type and value."""

    span: Span
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class GoldTimes:
    """One annotated text: its name, the day of publication and the expressions."""

    name: str
    text: str
    published: date | None
    times: tuple[GoldTime, ...]


def read_gold_times(folder: Path) -> Iterator[GoldTimes]:
    """The texts of every `*.jsonl` in the folder: keys doc, text, dct, and timex with start, end, type and value."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                found = json.loads(line)
                day = re.match(r"\d{4}-\d\d-\d\d", found["dct"] or "")
                times = tuple(GoldTime(Span(t["start"], t["end"]), t["type"], t["value"]) for t in found["timex"])
                yield GoldTimes(found["doc"], found["text"], date.fromisoformat(day[0]) if day else None, times)


def measure_times(folder: Path, find: Finder) -> dict[str, float]:
    """Figures in percent over all texts of the folder; `find` gives the times of a text published on a day.

    "relaxed" counts an expression as found if a time shares a character with it, each time serving one expression;
    "strict" asks for the same characters; "value" is the F1 of expressions found (relaxed) with the right value.
    """
    return score_times((gold, find(gold.text, gold.published)) for gold in read_gold_times(folder))


def score_times(pairs: Iterable[tuple[GoldTimes, Sequence[TimeMention]]]) -> dict[str, float]:
    """The figures of `measure_times` for texts whose times have been found."""
    expected = found = relaxed = strict = value = 0
    for gold, times in pairs:
        ends = [end for time in times for end in ends_of(time)]
        expected += len(gold.times)
        found += len(ends)
        for one, (span, said) in match_times(gold.times, ends):
            relaxed += 1
            strict += one.span == span
            value += same_value(one.value, said)
    out: dict[str, float] = {"gold": expected, "found": found}
    for name, hits in (("relaxed", relaxed), ("strict", strict), ("value", value)):
        out[f"{name} F1"] = _percent(2 * hits, expected + found)
    out["relaxed precision"], out["relaxed recall"] = _percent(relaxed, found), _percent(relaxed, expected)
    out["value accuracy"] = _percent(value, relaxed)
    return out


def ends_of(time: TimeMention) -> tuple[tuple[Span, str], ...]:
    """Span and value; of a range, which is one mention here and two expressions in TIMEX3, those of both its ends."""
    timex = time.timex
    if "/" not in timex.value or timex.begin is None or timex.end is None:
        return ((time.span, timex.value),)
    words = next((found for one in _BETWEEN if (found := one.search(time.text))), None)
    start, end = time.span.start, time.span.end
    first = Span(start, start + words.start()) if words else time.span
    last = Span(start + words.end(), end) if words else time.span
    return (first, timex.begin), (last, timex.end)


def match_times(
    gold: Sequence[GoldTime], found: Sequence[tuple[Span, str]]
) -> Iterator[tuple[GoldTime, tuple[Span, str]]]:
    """Pairs that share characters, each side used once; the same span goes before a mere overlap."""
    left = list(found)
    waiting: list[GoldTime] = []
    for one in gold:
        same = next((end for end in left if end[0] == one.span), None)
        if same is None:
            waiting.append(one)
            continue
        left.remove(same)
        yield one, same
    for one in waiting:
        near = next((end for end in left if end[0].overlaps(one.span)), None)
        if near is not None:
            left.remove(near)
            yield one, near


def same_value(expected: str, found: str) -> bool:
    """Whether two TIMEX3 values say the same; trailing X and the ways to write a week or a full hour are evened out."""
    return _plain(expected) == _plain(found)


def _plain(value: str) -> str:
    value = re.sub(r"-W(\d)\b", r"-W0\1", value)
    value = re.sub(r"(?:-?X+)+$", "", value) if not value.startswith(("P", "X")) else value
    return re.sub(r":00$", "", value)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
