"""New moons, and the feasts of calendars that follow the moon: Lunar New Year, the Islamic and the Jewish year.

No language in here. New moons are reckoned by the series of J. Meeus, Astronomical Algorithms (2nd ed., ch. 49), with
the terms above two minutes. Islamic months begin on the evening after the new moon, as the calendar of Mecca reckons
them; where the crescent is looked for, a month may begin a day later. The Jewish year is reckoned by rule.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import radians, sin

_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
_MONTH = 29.530588861
_MUHARRAM = 17037
"""Months from the first of the Islamic year 1 to the new moon of January 2000."""

_CREATION = -1373427
"""The day before the first of the Jewish year 1, as `date.toordinal` counts."""

_LEAPS = frozenset({1920, 1985})
"""Years whose Lunar New Year is the second new moon in the window, a leap month having gone before."""


@cache
def new_moon(number: int) -> datetime:
    """The new moon so many months after that of 6 January 2000, in universal time, to some minutes."""
    age = number / 1236.85
    days = 5.09766 + _MONTH * number + 0.00015437 * age * age
    sun = radians(2.5534 + 29.1053567 * number)
    moon = radians(201.5643 + 385.81693528 * number)
    node = radians(160.7108 + 390.67050284 * number)
    eccentricity = 1 - 0.002516 * age
    days += (
        -0.40720 * sin(moon) + 0.17241 * eccentricity * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
        + 0.00739 * eccentricity * sin(moon - sun) - 0.00514 * eccentricity * sin(moon + sun)
        + 0.00208 * eccentricity**2 * sin(2 * sun) - 0.00111 * sin(moon - 2 * node)
    )  # fmt: skip
    return _EPOCH + timedelta(days=days)


def lunar_new_year(year: int) -> date:
    """The first day of the Chinese year that begins in the year.

    >>> lunar_new_year(2024), lunar_new_year(2025)
    (datetime.date(2024, 2, 10), datetime.date(2025, 1, 29))
    """
    number = round((year - 2000) * 12.3685)
    days = [(new_moon(number + step) + timedelta(hours=8)).date() for step in range(-1, 4)]
    found = [day for day in days if date(year, 1, 20) < day < date(year, 2, 22)]
    return found[-1] if year in _LEAPS else found[0]


def islamic(year: int, month: int, day: int) -> date:
    """The day of the Islamic calendar; Ramadan is the ninth month.

    >>> islamic(1445, 9, 1), islamic(1445, 10, 1), islamic(1445, 12, 10)
    (datetime.date(2024, 3, 11), datetime.date(2024, 4, 10), datetime.date(2024, 6, 16))
    """
    moon = new_moon((year - 1) * 12 + month - 1 - _MUHARRAM)
    first = moon.date() + timedelta(days=1 if moon.hour < 15 else 2)  # the sun sets in Mecca at about 15 hours
    return first + timedelta(days=day - 1)


def islamic_years(year: int) -> range:
    """The Islamic years that may share days with the year."""
    about = int((year - 622) * 1.030685)
    return range(about - 1, about + 3)


def jewish_new_year(year: int) -> date:
    """Rosh Hashanah in the year, by the rule of the molad and its postponements.

    >>> jewish_new_year(2023), jewish_new_year(2024)
    (datetime.date(2023, 9, 16), datetime.date(2024, 10, 3))
    """
    jewish = year + 3761
    before, now, after = (_elapsed(jewish + step) for step in (-1, 0, 1))
    postponed = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return date.fromordinal(_CREATION + now + postponed)


def _elapsed(jewish: int) -> int:
    """Days from the calendar's epoch to the molad of the Jewish year, moved off the days on which no year begins."""
    months = (235 * jewish - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + (1 if 3 * (day + 1) % 7 < 3 else 0)
