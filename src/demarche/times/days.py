"""Stretches of the calendar: a TIMEX3 value, the days it covers and how exact it is. No language in here."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from demarche.times.record import Granularity

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, as meteorologists count them in the north; a winter is named by the year it begins in."""

LETTERS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "month": "M",
           "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}  # fmt: skip
"""Letters of TIMEX3 durations; a leading T sets the clock units apart."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive; an end is None where the calendar of `datetime` does not reach (BC)."""

    value: str
    start: date | None
    end: date | None
    grain: Granularity


def day_of(day: date) -> Period:
    """The day itself."""
    return Period(day.isoformat(), day, day, "day")


def week_of(day: date) -> Period:
    """The week from Monday to Sunday that holds the day."""
    first = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(f"{year}-W{week:02d}", first, first + timedelta(days=6), "week")


def weekend_of(day: date) -> Period:
    """Saturday and Sunday of the week that holds the day."""
    week = week_of(day)
    assert week.end is not None
    return Period(f"{week.value}-WE", week.end - timedelta(days=1), week.end, "weekend")


def month_of(year: int, month: int) -> Period:
    """The month."""
    return Period(f"{year:04d}-{month:02d}", date(year, month, 1), last_of(year, month), "month")


def months_of(year: int, first: int, count: int, value: str, grain: Granularity) -> Period:
    """So many months from the first one on."""
    over, month = divmod(first - 1 + count - 1, 12)
    return Period(value, date(year, first, 1), last_of(year + over, month + 1), grain)


def quarter_of(year: int, quarter: int) -> Period:
    """The quarter, 1 to 4, of the calendar year."""
    return months_of(year, 3 * quarter - 2, 3, f"{year:04d}-Q{quarter}", "quarter")


def half_of(year: int, half: int) -> Period:
    """The half, 1 or 2, of the calendar year."""
    return months_of(year, 6 * half - 5, 6, f"{year:04d}-H{half}", "other")


def season_of(year: int, season: str) -> Period:
    """The season that begins in the year: SP, SU, FA, WI."""
    return months_of(year, SEASONS[season], 3, f"{year:04d}-{season}", "season")


def year_of(year: int) -> Period:
    """The calendar year; a negative number is a year before Christ, which has no days here."""
    if year < 1:
        return Period(f"BC{-year:04d}", None, None, "year")
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), "year")


def decade_of(year: int) -> Period:
    """The ten years that share all but the last digit with the year."""
    first = year - year % 10
    return Period(f"{first // 10:03d}X", date(first, 1, 1), date(first + 9, 12, 31), "years")


def century_of(number: int) -> Period:
    """The century by its number: the 20th is 1901 to 2000, though its value is written 19XX."""
    return Period(f"{number - 1:02d}XX", date(100 * number - 99, 1, 1), date(100 * number, 12, 31), "years")


def last_of(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, monthrange(year, month)[1])


def period_of(unit: str, day: date) -> Period:
    """The calendar's period of that unit that holds the day; clock units give the day.

    Raises:
        KeyError: there is no such unit.
    """
    match unit:
        case "second" | "minute" | "hour" | "day":
            return day_of(day)
        case "week" | "fortnight":
            return week_of(day)
        case "weekend":
            return weekend_of(day)
        case "month":
            return month_of(day.year, day.month)
        case "quarter":
            return quarter_of(day.year, (day.month + 2) // 3)
        case "half":
            return half_of(day.year, (day.month + 5) // 6)
        case "season":
            return season_of(
                day.year - (day.month < 3), next(s for s, m in SEASONS.items() if (day.month - m) % 12 < 3)
            )
        case "year":
            return year_of(day.year)
        case "decade":
            return decade_of(day.year)
        case "century":
            return century_of((day.year + 99) // 100)
    raise KeyError(unit)


def move(day: date, count: int, unit: str) -> date:
    """The day so many units later (earlier if negative); the month's last day where the month is too short.

    Raises:
        OverflowError: the calendar does not reach so far.
        ValueError: nor does it here.
    """
    days = {"second": 0, "minute": 0, "hour": 0, "day": 1, "week": 7, "weekend": 7, "fortnight": 14}
    if unit == "hour":
        return day + timedelta(days=int(count / 24))
    if unit in days:
        return day + timedelta(days=count * days[unit])
    months = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + count * months, 12)
    return date(year, month + 1, min(day.day, last_of(year, month + 1).day))


def move_period(day: date, count: int, unit: str) -> Period:
    """The period of the unit so many of them after (before if negative) the one that holds the day.

    >>> move_period(date(2017, 5, 2), -9, "month").value
    '2016-08'
    """
    return period_of(unit, move(day, count, unit))


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian rule (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def length(count: int | None, unit: str, half: bool = False) -> str:
    """The TIMEX3 duration of so many units, X where the number is not told: P3D, PT2H, PXW.

    >>> length(3, "day"), length(None, "hour"), length(2, "year", half=True)
    ('P3D', 'PTXH', 'P2Y6M')
    """
    if unit == "fortnight":
        count, unit = (None if count is None else 2 * count), "week"
    if unit == "decade" and count is not None:
        count, unit = 10 * count, "year"
    if unit == "half":
        count, unit = (None if count is None else 6 * count), "month"
    if unit == "season":
        count, unit = (None if count is None else 3 * count), "month"
    letter = LETTERS[unit]
    tail = {"year": "6M", "hour": "30M", "minute": "30S", "day": "T12H"}.get(unit, "") if half else ""
    clock = "T" if letter.startswith("T") else ""
    return f"P{clock}{'X' if count is None else count}{letter[len(clock) :]}{tail}"
