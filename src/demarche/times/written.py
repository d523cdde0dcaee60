"""Value functions for dates that are written out: "March 3, 2019", "3/30/2019", "the 1990s", "480 BC"."""

from dataclasses import replace
from datetime import date

from demarche.base import ByRule
from demarche.times.days import SEASONS, century_of, day_of, decade_of, month_of, move, season_of, year_of
from demarche.times.feasts import feasts
from demarche.times.reading import Args, Function, Reading, Scene, dated, vague
from demarche.times.record import Granularity

NEAR = 60
"""Days from the publication within which a date in figures that could be two is taken for the nearer side."""


def calendar_date(scene: Scene, args: Args) -> Reading | None:
    """Year, month, day as told: the year alone, the month, or the day."""
    year, month, day = args.number(0), args.number(1), args.number(2)
    if year is None:
        return None
    if month is None:
        return dated(year_of(year), told=True)
    return dated(month_of(year, month) if day is None else day_of(date(year, month, day)), told=True)


def _figures(scene: Scene, args: Args) -> Reading | None:
    """A date in figures: the year first (2019-03-30), or day and month in the order of the outlet's country.

    Where the order is unknown and figures allow both, the report's own day may leave one: what is past is no day to
    come. If both are left, the value says no more than the year.
    """
    parts = [int(part) for part in (args.word(0) or "").replace("-", "/").replace(".", "/").split("/")]
    if parts[0] > 31:
        year, month, day = parts
    else:
        month, day, year = parts
        year += 0 if year > 99 else 2000 if year < 50 else 1900
        if day > 12 and month <= 12:
            return dated(day_of(date(year, month, day)), told=True)
        if month > 12 or "dmy" in (args.word(1), scene.order):
            month, day = day, month
        elif scene.order is None and month != day:
            return _either_order(scene, date(year, month, day), date(year, day, month))
    return dated(day_of(date(year, month, day)), told=True)


def _either_order(scene: Scene, one: date, two: date) -> Reading:
    """The one of two days that the publication allows."""
    ahead = scene.tense.direction == "future"
    left = [day for day in (one, two) if scene.anchor and (day >= scene.anchor if ahead else day <= scene.anchor)]
    near = [day for day in left if scene.anchor and abs((day - scene.anchor).days) < NEAR]
    if len(left) == 1 and near:
        return dated(day_of(near[0]), *scene.publication(), told=True)
    return vague(f"{one.year:04d}-XX-XX")


def _before_christ(scene: Scene, args: Args) -> Reading | None:
    """A year before Christ."""
    return dated(year_of(-(args.number(0) or 1)), told=True)


def _part_before_christ(scene: Scene, args: Args) -> Reading | None:
    """A month or season of a year before Christ."""
    year = args.read(0, scene)
    part = args.word(1) or ""
    grain: Granularity = "month" if part.isdigit() else "season"
    return (
        replace(year, value=f"{year.value}-{int(part):02d}" if part.isdigit() else f"{year.value}-{part}", grain=grain)
        if year
        else None
    )


def _season(scene: Scene, args: Args) -> Reading | None:
    """The season of a year as told."""
    year, season = args.number(0), args.word(1)
    if year is None or season not in SEASONS:
        return None
    return dated(season_of(year, season), told=True)


def _holiday_of(scene: Scene, args: Args) -> Reading | None:
    """The holiday in the year told."""
    year, word = args.number(0), args.word(1)
    found = feasts(word, year) if year and word else ()
    return dated(found[0], told=True) if found else None


def _decade(scene: Scene, args: Args) -> Reading | None:
    """The decade: 1990 for the 1990s, 90 for the '90s."""
    year = args.number(0)
    if year is None:
        return None
    return dated(decade_of(year if year > 99 else 1900 + year if year > 20 else 2000 + year), told=True)


def _century(scene: Scene, args: Args) -> Reading | None:
    """The century by its number."""
    number = args.number(0)
    return dated(century_of(number), told=True) if number and number < 30 else None


def _fixed(scene: Scene, args: Args) -> Reading | None:
    """A day that the words name whatever the anchor: 9/11."""
    return dated(day_of(date.fromisoformat(args.word(0) or "")), told=True)


def _weekday_date(scene: Scene, args: Args) -> Reading | None:
    """A date with its weekday: in the year in which they agree; with no days where they never do."""
    day, weekday = args.read(0, scene), args.number(1)
    if day is None or day.start is None or day.start.isoweekday() == weekday:
        return day
    others = [] if args.tells_year(0) else [move(day.start, step, "year") for step in (-1, 1)]
    agreed = next((one for one in others if one.isoweekday() == weekday), None)
    if agreed is not None:
        return dated(day_of(agreed), *day.grounds)
    doubt = ByRule("doubt.weekday", f"{day.start} was a {day.start:%A}", day.grounds)
    return replace(vague(day.value, "other"), grounds=(doubt,))


def _anniversary(scene: Scene, args: Args) -> Reading | None:
    """The day so many years after the one told."""
    day, years = args.read(0, scene), args.number(1)
    if day is None or day.start is None or not years:
        return None
    return dated(day_of(move(day.start, years, "year")), *day.grounds, told=day.told)


WRITTEN: dict[str, Function] = {
    "calendar": calendar_date, "figures": _figures, "before_christ": _before_christ,
    "part_before_christ": _part_before_christ, "season": _season, "holiday": _holiday_of, "decade": _decade,
    "century": _century, "fixed": _fixed, "weekday_date": _weekday_date, "anniversary": _anniversary,
}  # fmt: skip
"""By the names that rules use."""
