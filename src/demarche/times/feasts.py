"""Holidays by what the tables say of them: a fixed day, a day counted from a feast that moves, a weekday of a month.

The notations: `12-25` month and day; `easter-2`, `orthodox+1` days from Western or Eastern Easter; `lunar+0` days from
the Lunar New Year; `jewish+9` days from Rosh Hashanah; `islamic 9.1` month and day of the Islamic year; `nth 4.4.11`
the fourth Thursday of November (-1: the last). `*30` after any of them says how many days it lasts.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from demarche.times.days import Period, day_of, easter, last_of
from demarche.times.moon import islamic, islamic_years, jewish_new_year, lunar_new_year

_COUNTED = re.compile(r"(easter|orthodox|lunar|jewish)([+-]?\d+)")


def feasts(word: str, year: int) -> Sequence[Period]:
    """The times in the year that the holiday so written falls; one of the moon may come twice, or not at all."""
    told, _, length = word.partition("*")
    days = [day for day in _days(told, year) if day.year == year]
    return [_lasting(day, int(length or 1)) for day in days]


def _lasting(first: date, length: int) -> Period:
    if length == 1:
        return day_of(first)
    last = first + timedelta(days=length - 1)
    return Period(f"{first}/{last}", first, last, "days")


def _days(told: str, year: int) -> Sequence[date]:
    kind, _, figures = told.partition(" ")
    numbers = [int(part) for part in figures.split(".") if part]
    if kind == "islamic":
        return [islamic(other, *numbers) for other in islamic_years(year)]
    if kind == "nth":
        return [nth_weekday(year, numbers[2], numbers[1], numbers[0])]
    if counted := _COUNTED.fullmatch(told):
        starts = {"easter": easter, "orthodox": eastern_easter, "lunar": lunar_new_year, "jewish": jewish_new_year}
        return [starts[counted[1]](year) + timedelta(days=int(counted[2]))]
    month, day = told.split("-")
    return [date(year, int(month), int(day))]


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The so-and-so-many-eth weekday (1 is Monday) of the month; -1 is the last.

    >>> nth_weekday(2024, 11, 4, 4)
    datetime.date(2024, 11, 28)
    """
    if number < 0:
        last = last_of(year, month)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def eastern_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, by the Julian rule (J. Meeus), on the civil calendar; from 1900 to 2099.

    >>> eastern_easter(2024), eastern_easter(2021)
    (datetime.date(2024, 5, 5), datetime.date(2021, 5, 2))
    """
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
