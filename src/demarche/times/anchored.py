"""Value functions for what stands on the day of publication: "last Friday", "in May", "Friday week"."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from demarche.base import ByRule
from demarche.times.days import (
    Period,
    day_of,
    half_of,
    month_of,
    move,
    period_of,
    quarter_of,
    season_of,
    weekend_of,
)  # fmt: skip
from demarche.times.feasts import feasts, nth_weekday
from demarche.times.reading import SIZES, Args, Function, Reading, Scene, dated, vague
from demarche.times.tense import Tense

OUT_OF_SIGHT, IN_SIGHT = 305, 60
"""Days beyond which a date without its year is hardly meant if the other side has one within so many days."""


def same_period(scene: Scene, args: Args) -> Reading | None:
    """The period of the unit, weekday, month or season that holds, or lies in the same period as, the publication."""
    what = args.word(0) or ""
    if scene.anchor is None:
        return vague("PRESENT_REF")
    day, grounds = scene.anchor, scene.publication()
    match args.slot(0):
        case "weekday":
            return dated(day_of(day + timedelta(days=int(what) - day.isoweekday())), *grounds)
        case "monthname":
            return dated(month_of(day.year, int(what)), *grounds)
        case "season" | "holiday":
            return dated(_closest(_occurrences(args, 0, day.year), day), *grounds)
    return dated(period_of(what, day), *grounds)


def _previous(scene: Scene, args: Args) -> Reading | None:
    """The last one that ended before the publication."""
    if scene.anchor is None:
        return vague("PAST_REF")
    if args.slot(0) in ("", "unit", "units"):
        unit = args.word(0) or "day"
        return dated(period_of(unit, move(scene.anchor, -1, unit)), *scene.publication())
    if args.slot(0) == "weekday":
        back = (scene.anchor.isoweekday() - int(args.word(0) or 1) - 1) % 7 + 1
        return dated(day_of(scene.anchor - timedelta(days=back)), *scene.publication())
    before = [one for one in _occurrences(args, 0, scene.anchor.year) if one.end and one.end < scene.anchor]
    return dated(before[-1], *scene.publication())


def _next(scene: Scene, args: Args) -> Reading | None:
    """The first one that begins after the publication; of weekdays, the one in the following week."""
    if scene.anchor is None:
        return vague("FUTURE_REF")
    if args.slot(0) in ("", "unit", "units"):
        unit = args.word(0) or "day"
        return dated(period_of(unit, move(scene.anchor, 1, unit)), *scene.publication())
    if args.slot(0) == "weekday":
        monday = scene.anchor + timedelta(days=8 - scene.anchor.isoweekday())
        return dated(day_of(monday + timedelta(days=int(args.word(0) or 1) - 1)), *scene.publication())
    after = [one for one in _occurrences(args, 0, scene.anchor.year) if one.start and one.start > scene.anchor]
    return dated(after[0], *scene.publication())


def _beside(scene: Scene, args: Args) -> Reading | None:
    """The weekday right after ('on') or before the running date, else the publication: "the following Friday"."""
    running = scene.running or scene.recent
    known = running is not None and running.start is not None and SIZES[running.grain] <= 1
    base = running.start if known and running is not None else scene.anchor
    if base is None:
        return vague("PAST_REF" if args.word(1) == "back" else "FUTURE_REF")
    number = int(args.word(0) or 1)
    ahead = (number - base.isoweekday() - 1) % 7 + 1
    back = (base.isoweekday() - number - 1) % 7 + 1
    grounds = (
        (ByRule("running", scene.told, running.grounds),) if known and running is not None else scene.publication()
    )
    return dated(day_of(base + timedelta(days=-back if args.word(1) == "back" else ahead)), *grounds)


def _week_on(scene: Scene, args: Args) -> Reading | None:
    """So many days after the coming weekday: "Friday week"."""
    coming = _coming(scene, args)
    if coming is None or coming.start is None:
        return coming
    return dated(day_of(coming.start + timedelta(days=args.number(1) or 7)), *coming.grounds)


def _in_week(scene: Scene, args: Args) -> Reading | None:
    """The weekday of the week that a phrase tells: "Tuesday last week"."""
    week = _previous(scene, Args(("week",))) if args.word(1) == "last" else args.read(1, scene)
    if week is None or week.start is None:
        return week
    return dated(day_of(week.start + timedelta(days=int(args.word(0) or 1) - 1)), *week.grounds)


def _nth_weekday(scene: Scene, args: Args) -> Reading | None:
    """ "The first Tuesday of November": the weekday counted from the month's first day."""
    number = -1 if args.word(0) == "last" else args.number(0)
    weekday, month = int(args.word(1) or 1), args.read(2, scene)
    if number is None or month is None or month.start is None or number > 5:
        return None
    found = nth_weekday(month.start.year, month.start.month, weekday, number)
    return dated(day_of(found), *month.grounds, told=month.told) if found.month == month.start.month else None


def _weekend(scene: Scene, args: Args) -> Reading | None:
    """The last, the next, or by tense the nearest weekend; one that has begun is the nearest."""
    if scene.anchor is None:
        return vague("XXXX-WXX-WE", "weekend")
    here = weekend_of(scene.anchor)
    assert here.start is not None
    begun = here.start <= scene.anchor
    match args.word(0):
        case "last":
            back = True
        case "next":
            return dated(weekend_of(scene.anchor + timedelta(days=7)), *scene.publication())
        case _:
            back = not begun and scene.tense.direction == "past"
    found = weekend_of(scene.anchor - timedelta(days=7)) if back else here
    return dated(found, *scene.publication(), *scene.tense.because)


def _holiday_weekend(scene: Scene, args: Args) -> Reading | None:
    """The weekend of the holiday's week."""
    day = nearest_one(scene, args)
    return dated(weekend_of(day.start), *day.grounds) if day is not None and day.start is not None else day


def _coming(scene: Scene, args: Args) -> Reading | None:
    """The first such weekday or the like after the publication: "this coming Sunday"."""
    if scene.anchor is None:
        return vague("FUTURE_REF")
    ahead = replace(scene, tense=Tense("future"), anchor=scene.anchor + timedelta(days=1))
    found = nearest_one(ahead, args)
    return replace(found, grounds=scene.publication()) if found else None


def nearest_one(scene: Scene, args: Args) -> Reading | None:
    """The one nearest to the publication on the side that the tense of the governing verb points to."""
    if args.slot(0) == "weekday":
        return _weekday(scene, int(args.word(0) or 1))
    if scene.floor is not None:
        floor = scene.floor
        return _first(one for one in _occurrences(args, 0, floor.year) if one.end and one.end >= floor)
    if scene.year is not None:
        return _in_year(scene, args, scene.year)
    if scene.anchor is None:
        return _yearless(args)
    day, found = scene.anchor, _occurrences(args, 0, scene.anchor.year)
    if args.slot(0).startswith("quarter"):  # a quarter is spoken of while it runs and when its figures come out
        begun = [one for one in found if one.start and one.start <= day]
        return dated(begun[-1] if scene.tense.direction != "future" else _closest(found, day), *scene.publication())
    match scene.tense.direction:
        case "past":
            chosen = _first(one for one in reversed(found) if one.start and one.start <= day)
        case "future":
            chosen = _first(one for one in found if one.end and one.end >= day)
        case _:
            chosen = dated(_closest(found, day)) if found else None
    chosen = chosen if scene.tense.firm else _within_sight(chosen, found, day)
    return replace(chosen, grounds=(*scene.publication(), *scene.tense.because)) if chosen else None


def _within_sight(chosen: Reading | None, found: Sequence[Period], day: date) -> Reading | None:
    """The choice, or the one on the other side where that is near and the choice nearly a year off: dates so far are
    told with their year."""
    if chosen is None or chosen.start is None or chosen.end is None or chosen.start <= day <= chosen.end:
        return chosen
    near = _closest(found, day)
    far = (day - chosen.end).days if chosen.end < day else (chosen.start - day).days
    assert near.start is not None and near.end is not None
    close = (day - near.end).days if near.end < day else (near.start - day).days
    return dated(near) if far > OUT_OF_SIGHT and close < IN_SIGHT else chosen


def _first(found: Iterable[Period]) -> Reading | None:
    """The first of them, None if there is none: no year has a 30 February."""
    one = next(iter(found), None)
    return dated(one) if one is not None else None


def _in_year(scene: Scene, args: Args, year: int) -> Reading | None:
    """The one in that year; in a narrative that has run on past it by most of a year, the one in the next year."""
    found = _first(one for one in _occurrences(args, 0, year) if one.value.startswith(f"{year:04d}"))
    running = scene.running
    if found is None or running is None or running.start is None or running.grain in ("year", "years"):
        return replace(found, told=True) if found else None
    if found.start is not None and running.start - found.start > timedelta(days=240):
        found = (
            _first(one for one in _occurrences(args, 0, year + 1) if one.value.startswith(f"{year + 1:04d}")) or found
        )
    return replace(found, told=True, grounds=(ByRule("running", scene.told, running.grounds),))


def _weekday(scene: Scene, number: int) -> Reading:
    base = scene.floor or scene.anchor
    if base is None:
        return vague(f"XXXX-WXX-{number}", "day")
    ahead = (number - base.isoweekday()) % 7
    grounds = (*scene.publication(), *scene.tense.because)
    if ahead == 0 or scene.floor is not None or scene.tense.direction in ("future", "present"):
        return dated(day_of(base + timedelta(days=ahead)), *grounds)
    return dated(day_of(base + timedelta(days=ahead - 7)), *grounds)


def _occurrences(args: Args, at: int, year: int) -> list[Period]:
    """Every period in the years about the given one that the slots name, in order."""
    word, day = args.word(at) or "", args.number(at + 1)
    years = range(max(2, year - 8), min(9998, year + 8) + 1)
    if args.slot(at) == "holiday":
        found = [one for other in years for one in feasts(word, other)]
    else:
        found = [one for other in years if (one := _occurrence(args.slot(at), word, day, other)) is not None]
    return sorted(found, key=lambda one: one.start or date.min)


def _occurrence(slot: str, word: str, day: int | None, year: int) -> Period | None:
    match slot:
        case "season" | "plainseason":
            return season_of(year, word)
        case "quarter" | "quarteradj":
            return quarter_of(year, int(word))
        case "half":
            return half_of(year, int(word))
    if day is None:
        return month_of(year, int(word))
    try:
        return day_of(date(year, int(word), day))
    except ValueError:  # 29 February of most years
        return None


def _closest(found: Sequence[Period], day: date) -> Period:
    def distance(one: Period) -> int:
        assert one.start is not None and one.end is not None
        return 0 if one.start <= day <= one.end else min(abs((one.start - day).days), abs((one.end - day).days))

    return min(found, key=distance)


def _yearless(args: Args) -> Reading | None:
    """The value with X where the year would stand."""
    found = _first(_occurrences(args, 0, 2000))
    return vague(f"XXXX{found.value[4:]}", found.grain) if found else None


def _within(scene: Scene, args: Args) -> Reading | None:
    """The month, season, quarter or day of the year that another phrase tells: "June last year"."""
    year = args.read(1, scene)
    if year is None or year.start is None:
        return year
    found = args.read(0, replace(scene, year=year.start.year, running=None, floor=None))
    return replace(found, told=year.told, grounds=year.grounds) if found else None


def _day_of_month(scene: Scene, args: Args) -> Reading | None:
    """A day of the month without its month: of the month told last, else the nearest by tense."""
    number = args.number(0)
    if number is None:
        return None
    running = scene.running
    if running is not None and running.start is not None and SIZES[running.grain] <= SIZES["month"]:
        if number > monthrange(running.start.year, running.start.month)[1]:
            return None
        found = date(running.start.year, running.start.month, number)
        return dated(day_of(found), ByRule("running", scene.told, running.grounds), told=running.told)
    if scene.anchor is None:
        return vague(f"XXXX-XX-{number:02d}", "day")
    around = [move(scene.anchor.replace(day=1), step, "month") for step in (-2, -1, 0, 1, 2)]
    days = [day_of(first.replace(day=number)) for first in around if number <= monthrange(first.year, first.month)[1]]
    past = [one for one in days if one.start and one.start <= scene.anchor]
    future = [one for one in days if one.start and one.start >= scene.anchor]
    if not past or not future:
        return None
    chosen = future[0] if scene.tense.direction == "future" else past[-1]
    return dated(chosen, *scene.publication(), *scene.tense.because)


ANCHORED: dict[str, Function] = {
    "same": same_period, "previous": _previous, "next": _next, "coming": _coming, "nearest": nearest_one,
    "within": _within, "day_of_month": _day_of_month, "beside": _beside, "in_week": _in_week, "week_on": _week_on,
    "nth_weekday": _nth_weekday, "weekend": _weekend, "holiday_weekend": _holiday_weekend,
}  # fmt: skip
"""By the names that rules use."""
