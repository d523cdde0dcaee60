"""What `times` hands on: expressions of time with their TIMEX3 value and the days they cover."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from demarche.base import Because, Span

Granularity = Literal[
    "minute", "hour", "part", "day", "days", "week", "weekend", "month", "quarter", "season", "year", "years", "other"
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """The TIMEX3 annotation as the standard has it: `value` (2019-03-29, 2019-W13, P2D, PAST_REF), `mod` (START, …).

    `begin` and `end` are the values at the two ends of a range or an anchored duration.
    """

    type: TimexType
    value: str
    mod: str | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One expression of time.

    Attributes:
        span: its words.
        text: the same as a string.
        timex: its TIMEX3 annotation.
        start: the first day it covers, None if it has none that is known (a bare duration, an open "until").
        end: the last day it covers, inclusive; None if open or unknown.
        granularity: how exact it is.
        because: the rule and, when it was resolved against one, the anchor.
    """

    span: Span
    text: str
    timex: Timex
    start: date | None
    end: date | None
    granularity: Granularity
    because: Because
