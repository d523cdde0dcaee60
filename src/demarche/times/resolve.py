"""What the words mean on the calendar: a closed list of value functions, and how a phrase is put through them.

Every function takes the scene (what is known around the phrase) and the arguments of the rule, and gives a reading, or
None where the words make no sense ("February 30"). Without a day of publication, relative words keep a value that says
no more than they do, and no days.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule, Given
from demarche.times.days import (
    SEASONS,
    Period,
    century_of,
    day_of,
    decade_of,
    easter,
    half_of,
    length,
    month_of,
    move,
    period_of,
    quarter_of,
    season_of,
    weekend_of,
    year_of,
)
from demarche.times.match import Phrase
from demarche.times.patterns import Word
from demarche.times.record import Granularity, TimexType
from demarche.times.tense import Tense

_SIZES: dict[str, int] = {
    "minute": 0, "hour": 0, "second": 0, "part": 1, "day": 1, "days": 2, "weekend": 2, "week": 3, "fortnight": 3, "month": 4,
    "quarter": 5, "season": 5, "other": 6, "half": 6, "year": 7, "years": 8, "decade": 8, "century": 9,
}  # fmt: skip
_CLOCK = ("second", "minute", "hour")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase means: the TIMEX3 fields, the days, how exact, whether its year was told, and on what grounds."""

    type: TimexType
    value: str
    start: date | None
    end: date | None
    grain: Granularity
    mod: str | None = None
    begin: str | None = None
    finish: str | None = None
    told: bool = False
    grounds: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known around a phrase.

    Attributes:
        anchor: the day of publication, None if unknown.
        tense: where the governing verb points.
        running: the last date told nearby, on which "a day earlier" stands.
        told: the words of that date.
        year: the year that dates without one belong to (of the other end of a range, of a narrative); None: unknown.
        floor: the day before which the phrase cannot lie (the second end of a range).
    """

    anchor: date | None
    tense: Tense
    running: Reading | None = None
    told: str = ""
    year: int | None = None
    floor: date | None = None

    def publication(self) -> tuple[Because, ...]:
        """The ground "stands on the day of publication"."""
        return (Given(f"publication on {self.anchor}"),) if self.anchor else ()


@dataclass(frozen=True, slots=True)
class Args:
    """A rule's arguments as its phrase fills them: by place, None where an optional part is missing."""

    found: tuple[Word | Phrase | str | None, ...]

    def word(self, at: int) -> str | None:
        """The value of a slot, or the plain word written in the rule."""
        one = self.found[at] if at < len(self.found) else None
        return one.value if isinstance(one, Word) else one if isinstance(one, str) else None

    def slot(self, at: int) -> str:
        """The slot's name, empty if the argument is none."""
        one = self.found[at] if at < len(self.found) else None
        return one.slot if isinstance(one, Word) else ""

    def number(self, at: int) -> int | None:
        """The slot's value as a number, None if it is none."""
        word = self.word(at)
        return int(word) if word is not None and word.isdigit() else None

    def phrase(self, at: int) -> Phrase | None:
        """The phrase, None if the argument is none."""
        one = self.found[at] if at < len(self.found) else None
        return one if isinstance(one, Phrase) else None

    def read(self, at: int, scene: Scene) -> Reading | None:
        """What the phrase means."""
        phrase = self.phrase(at)
        return resolve(phrase, scene) if phrase is not None else None


Function = Callable[[Scene, Args], Reading | None]


def resolve(phrase: Phrase, scene: Scene) -> Reading | None:
    """What the phrase means in the scene; None if it cannot be a time (a day that no month has)."""
    call = phrase.rule.call
    if call is None:
        return None
    args = Args(tuple(arg[1:-1] if arg.startswith("'") else phrase.part(arg) for arg in call.args))
    try:
        reading = FUNCTIONS[call.name](scene, args)
    except (ValueError, OverflowError):  # beyond the calendar, or no such day
        return None
    if reading is None or phrase.rule.mod is None:
        return reading
    return replace(reading, mod=phrase.rule.mod)


def _dated(period: Period, *grounds: Because, told: bool = False) -> Reading:
    return Reading("DATE", period.value, period.start, period.end, period.grain, told=told, grounds=grounds)


def _vague(value: str, grain: Granularity = "other", type: TimexType = "DATE") -> Reading:
    return Reading(type, value, None, None, grain)


# --- periods that stand on a day -----------------------------------------------------------------------------------


def _same(scene: Scene, args: Args) -> Reading | None:
    """The period of the unit, weekday, month or season that holds, or lies in the same period as, the publication."""
    what = args.word(0) or ""
    if scene.anchor is None:
        return _vague("PRESENT_REF")
    day, grounds = scene.anchor, scene.publication()
    match args.slot(0):
        case "weekday":
            return _dated(day_of(day + timedelta(days=int(what) - day.isoweekday())), *grounds)
        case "monthname":
            return _dated(month_of(day.year, int(what)), *grounds)
        case "season" | "holiday":
            return _dated(_closest(_occurrences(args, 0, day.year), day), *grounds)
    return _dated(period_of(what, day), *grounds)


def _previous(scene: Scene, args: Args) -> Reading | None:
    """The last one that ended before the publication."""
    if scene.anchor is None:
        return _vague("PAST_REF")
    if args.slot(0) in ("", "unit", "units"):
        unit = args.word(0) or "day"
        return _dated(period_of(unit, move(scene.anchor, -1, unit)), *scene.publication())
    if args.slot(0) == "weekday":
        back = (scene.anchor.isoweekday() - int(args.word(0) or 1) - 1) % 7 + 1
        return _dated(day_of(scene.anchor - timedelta(days=back)), *scene.publication())
    before = [one for one in _occurrences(args, 0, scene.anchor.year) if one.end and one.end < scene.anchor]
    return _dated(before[-1], *scene.publication())


def _next(scene: Scene, args: Args) -> Reading | None:
    """The first one that begins after the publication; of weekdays, the one in the following week."""
    if scene.anchor is None:
        return _vague("FUTURE_REF")
    if args.slot(0) in ("", "unit", "units"):
        unit = args.word(0) or "day"
        return _dated(period_of(unit, move(scene.anchor, 1, unit)), *scene.publication())
    if args.slot(0) == "weekday":
        monday = scene.anchor + timedelta(days=8 - scene.anchor.isoweekday())
        return _dated(day_of(monday + timedelta(days=int(args.word(0) or 1) - 1)), *scene.publication())
    after = [one for one in _occurrences(args, 0, scene.anchor.year) if one.start and one.start > scene.anchor]
    return _dated(after[0], *scene.publication())


def _beside(scene: Scene, args: Args) -> Reading | None:
    """The weekday right after ('on') or before the running date, else the publication: "the following Friday"."""
    running = scene.running
    known = running is not None and running.start is not None and _SIZES[running.grain] <= 1
    base = running.start if known and running is not None else scene.anchor
    if base is None:
        return _vague("PAST_REF" if args.word(1) == "back" else "FUTURE_REF")
    number = int(args.word(0) or 1)
    ahead = (number - base.isoweekday() - 1) % 7 + 1
    back = (base.isoweekday() - number - 1) % 7 + 1
    grounds = (ByRule("running", scene.told, running.grounds),) if known and running is not None else scene.publication()
    return _dated(day_of(base + timedelta(days=-back if args.word(1) == "back" else ahead)), *grounds)


def _in_week(scene: Scene, args: Args) -> Reading | None:
    """The weekday of the week that a phrase tells: "Tuesday last week"."""
    if args.word(1) == "last":
        week = _previous(scene, Args(("week",)))
    else:
        week = args.read(1, scene)
    if week is None or week.start is None:
        return week
    return _dated(day_of(week.start + timedelta(days=int(args.word(0) or 1) - 1)), *week.grounds)


def _nth_weekday(scene: Scene, args: Args) -> Reading | None:
    """ "The first Tuesday of November": the weekday counted from the month's first day."""
    number, weekday, month = args.number(0), int(args.word(1) or 1), args.read(2, scene)
    if number is None or month is None or month.start is None or number > 5:
        return None
    first = month.start + timedelta(days=(weekday - month.start.isoweekday()) % 7)
    return _dated(day_of(first + timedelta(days=7 * number - 7)), *month.grounds, told=month.told)


def _weekend(scene: Scene, args: Args) -> Reading | None:
    """The last, the next, or by tense the nearest weekend; one that has begun is the nearest."""
    if scene.anchor is None:
        return _vague("XXXX-WXX-WE", "weekend")
    here = weekend_of(scene.anchor)
    assert here.start is not None
    begun = here.start <= scene.anchor
    match args.word(0):
        case "last":
            back = True
        case "next":
            return _dated(weekend_of(scene.anchor + timedelta(days=7)), *scene.publication())
        case _:
            back = not begun and scene.tense.direction == "past"
    found = weekend_of(scene.anchor - timedelta(days=7)) if back else here
    return _dated(found, *scene.publication(), *scene.tense.because)


def _coming(scene: Scene, args: Args) -> Reading | None:
    """The first such weekday or the like after the publication: "this coming Sunday"."""
    if scene.anchor is None:
        return _vague("FUTURE_REF")
    ahead = replace(scene, tense=Tense("future"), anchor=scene.anchor + timedelta(days=1))
    found = _nearest(ahead, args)
    return replace(found, grounds=scene.publication()) if found else None


def _nearest(scene: Scene, args: Args) -> Reading | None:
    """The one nearest to the publication on the side that the tense of the governing verb points to."""
    slot = args.slot(0)
    if slot == "weekday":
        return _weekday(scene, int(args.word(0) or 1))
    if scene.floor is not None:
        found = [one for one in _occurrences(args, 0, scene.floor.year) if one.end and one.end >= scene.floor]
        return _dated(found[0])
    if scene.year is not None:
        return _in_year(scene, args, scene.year)
    if scene.anchor is None:
        return _yearless(args)
    found = _occurrences(args, 0, scene.anchor.year)
    grounds = (*scene.publication(), *scene.tense.because)
    match scene.tense.direction:
        case "past":
            return _dated([one for one in found if one.start and one.start <= scene.anchor][-1], *grounds)
        case "future":
            return _dated([one for one in found if one.end and one.end >= scene.anchor][0], *grounds)
    return _dated(_closest(found, scene.anchor), *grounds)


def _in_year(scene: Scene, args: Args, year: int) -> Reading:
    """The one in that year; in a narrative that has run on past it by most of a year, the one in the next year."""
    found = next(one for one in _occurrences(args, 0, year) if one.value.startswith(f"{year:04d}"))
    running = scene.running
    if running is None or running.start is None or running.grain in ("year", "years") or found.start is None:
        return _dated(found, told=True)
    grounds = ByRule("running", scene.told, running.grounds)
    if running.start - found.start > timedelta(days=240):
        found = next(one for one in _occurrences(args, 0, year + 1) if one.value.startswith(f"{year + 1:04d}"))
    return _dated(found, grounds, told=True)


def _weekday(scene: Scene, number: int) -> Reading:
    base = scene.floor or scene.anchor
    if base is None:
        return _vague(f"XXXX-WXX-{number}", "day")
    ahead = (number - base.isoweekday()) % 7
    grounds = (*scene.publication(), *scene.tense.because)
    if ahead == 0 or scene.floor is not None or scene.tense.direction in ("future", "present"):
        return _dated(day_of(base + timedelta(days=ahead)), *grounds)
    return _dated(day_of(base + timedelta(days=ahead - 7)), *grounds)


def _occurrences(args: Args, at: int, year: int) -> list[Period]:
    """Every period in the years about the given one that the slots name, in order."""
    word, day = args.word(at) or "", args.number(at + 1)
    return sorted(
        (
            found
            for other in range(max(2, year - 8), min(9998, year + 8) + 1)
            if (found := _occurrence(args.slot(at), word, day, other)) is not None
        ),
        key=lambda one: one.start or date.min,
    )


def _occurrence(slot: str, word: str, day: int | None, year: int) -> Period | None:
    match slot:
        case "season":
            return season_of(year, word)
        case "quarter":
            return quarter_of(year, int(word))
        case "half":
            return half_of(year, int(word))
        case "holiday":
            return _holiday(word, year)
    if day is None:
        return month_of(year, int(word))
    try:
        return day_of(date(year, int(word), day))
    except ValueError:  # 29 February of most years
        return None


def _holiday(word: str, year: int) -> Period:
    """A fixed day `12-25`, a day counted from Easter `easter-2`, a day in a season of days `12-25..12-26`."""
    if word.startswith("easter"):
        return day_of(easter(year) + timedelta(days=int(word[6:] or 0)))
    month, day = word.split("-")
    return day_of(date(year, int(month), int(day)))


def _closest(found: Sequence[Period], day: date) -> Period:
    def distance(one: Period) -> int:
        assert one.start is not None and one.end is not None
        return 0 if one.start <= day <= one.end else min(abs((one.start - day).days), abs((one.end - day).days))

    return min(found, key=distance)


def _yearless(args: Args) -> Reading:
    """The value with X where the year would stand."""
    found = _occurrences(args, 0, 2000)[0]
    return _vague(f"XXXX{found.value[4:]}", found.grain)


# --- dates as written ----------------------------------------------------------------------------------------------


def _calendar(scene: Scene, args: Args) -> Reading | None:
    """Year, month, day as told: the year alone, the month, or the day."""
    year, month, day = args.number(0), args.number(1), args.number(2)
    if year is None:
        return None
    if month is None:
        return _dated(year_of(year), told=True)
    return _dated(month_of(year, month) if day is None else day_of(date(year, month, day)), told=True)


def _figures(scene: Scene, args: Args) -> Reading | None:
    """A date in figures: year first (2019-03-30), month first (3/30/2019), day first where it can be nothing else."""
    parts = [int(part) for part in (args.word(0) or "").replace("-", "/").replace(".", "/").split("/")]
    if parts[0] > 31:
        year, month, day = parts
    else:
        month, day, year = parts
        if month > 12 or args.word(1) == "day first":
            month, day = day, month
        year += 0 if year > 99 else 2000 if year < 50 else 1900
    return _dated(day_of(date(year, month, day)), told=True)


def _before_christ(scene: Scene, args: Args) -> Reading | None:
    """A year before Christ."""
    return _dated(year_of(-(args.number(0) or 1)), told=True)


def _within(scene: Scene, args: Args) -> Reading | None:
    """The month, season, quarter or day of the year that another phrase tells: "June last year"."""
    year = args.read(1, scene)
    if year is None or year.start is None:
        return year
    found = args.read(0, replace(scene, year=year.start.year, running=None, floor=None))
    return replace(found, told=year.told, grounds=year.grounds) if found else None


def _season(scene: Scene, args: Args) -> Reading | None:
    """The season of a year as told."""
    year, season = args.number(0), args.word(1)
    if year is None or season not in SEASONS:
        return None
    return _dated(season_of(year, season), told=True)


def _holiday_of(scene: Scene, args: Args) -> Reading | None:
    """The holiday in the year told."""
    year, word = args.number(0), args.word(1)
    return _dated(_holiday(word, year), told=True) if year and word else None


def _quarter(scene: Scene, args: Args) -> Reading | None:
    """The quarter, by its number, of a year as told."""
    year, number = args.number(0), args.number(1)
    return _dated(quarter_of(year, number), told=True) if year and number and number < 5 else None


def _half(scene: Scene, args: Args) -> Reading | None:
    """The half, by its number, of a year as told."""
    year, number = args.number(0), args.number(1)
    return _dated(half_of(year, number), told=True) if year and number and number < 3 else None


def _decade(scene: Scene, args: Args) -> Reading | None:
    """The decade: 1990 for the 1990s, 90 for the '90s."""
    year = args.number(0)
    if year is None:
        return None
    return _dated(decade_of(year if year > 99 else 1900 + year if year > 20 else 2000 + year), told=True)


def _century(scene: Scene, args: Args) -> Reading | None:
    """The century by its number."""
    number = args.number(0)
    return _dated(century_of(number), told=True) if number and number < 30 else None


def _day_of_month(scene: Scene, args: Args) -> Reading | None:
    """A day of the month without its month: of the month told last, else the nearest by tense."""
    number = args.number(0)
    if number is None:
        return None
    running = scene.running
    if running is not None and running.start is not None and _SIZES[running.grain] <= _SIZES["month"]:
        found = date(running.start.year, running.start.month, number)
        return _dated(day_of(found), ByRule("running", scene.told, running.grounds), told=running.told)
    if scene.anchor is None:
        return _vague(f"XXXX-XX-{number:02d}", "day")
    around = [move(scene.anchor.replace(day=1), step, "month") for step in (-2, -1, 0, 1, 2)]
    days = [day_of(first.replace(day=number)) for first in around if number <= move(first, 1, "month").day + 27]
    past = [one for one in days if one.start and one.start <= scene.anchor]
    future = [one for one in days if one.start and one.start >= scene.anchor]
    chosen = future[0] if scene.tense.direction == "future" else past[-1]
    return _dated(chosen, *scene.publication(), *scene.tense.because)


def _fixed(scene: Scene, args: Args) -> Reading | None:
    """A day that the words name whatever the anchor: 9/11."""
    return _dated(day_of(date.fromisoformat(args.word(0) or "")), told=True)


# --- steps from a day ----------------------------------------------------------------------------------------------


def _shift(scene: Scene, args: Args) -> Reading | None:
    """So many units back or on from the publication, from the running date, or from a date told."""
    number, unit = args.word(1), args.word(2) or "day"
    sign = -1 if args.word(3) == "back" else 1
    base, grounds, grain = _base(scene, args, unit)
    if base is None or number is None or number == "X":
        if unit in _CLOCK and base is not None:
            return _clock_shift(base, sign, grounds)
        return replace(_vague("PAST_REF" if sign < 0 else "FUTURE_REF"), grounds=grounds)
    if unit in _CLOCK and float(number) < 24:
        return _clock_shift(base, sign, grounds)
    if float(number) % 1:
        months = {"year": 12, "decade": 120}.get(unit)
        if months is None:
            return _dated(period_of(unit, move(base, sign * int(float(number)), unit)), *grounds)
        return _dated(period_of("month", move(base, sign * int(float(number) * months), "month")), *grounds)
    moved = move(base, sign * int(number), unit)
    if unit in ("year", "decade") and grain in ("month", "quarter"):
        return _dated(period_of(grain, moved), *grounds)
    return _dated(period_of("year" if unit in ("decade", "century") else unit, moved), *grounds)


def _base(scene: Scene, args: Args, unit: str) -> tuple[date | None, tuple[Because, ...], str]:
    told = args.read(0, scene)
    if told is not None:
        return told.start, told.grounds, told.grain
    running = scene.running
    if args.word(0) == "running" and running is not None and _SIZES[running.grain] <= max(1, _SIZES[unit]):
        return running.start, (ByRule("running", scene.told, running.grounds),), running.grain
    return scene.anchor, scene.publication(), "day"


def _clock_shift(base: date, sign: int, grounds: tuple[Because, ...]) -> Reading:
    """Some hours or minutes away: the day itself or the one beside it."""
    other = base + timedelta(days=sign)
    return Reading("TIME", f"{base}TXX", min(base, other), max(base, other), "days", grounds=grounds)


def _that(scene: Scene, args: Args) -> Reading | None:
    """The period of the unit in which the running date lies."""
    unit, running = args.word(0) or "day", scene.running
    if running is None or running.start is None or _SIZES[running.grain] > max(1, _SIZES[unit]):
        return _vague("PAST_REF")
    grounds = ByRule("running", scene.told, running.grounds)
    return _dated(period_of(unit, running.start), grounds, told=running.told)


def _in_day(scene: Scene, args: Args) -> Reading | None:
    """The running period of the unit, else the one of the publication: "earlier in the day"."""
    found = _that(scene, args)
    return found if found is not None and found.start is not None else _same(scene, args)


def _span(scene: Scene, args: Args) -> Reading | None:
    """The last or next so many units, one if no number is told, that end or begin at the publication."""
    number, unit = args.word(0) or "1", args.word(1) or "day"
    back = args.word(2) == "back"
    value = length(None if number == "X" else int(float(number)), unit, half=bool(float(number) % 1) if number != "X" else False)
    anchor = scene.anchor
    if anchor is None:
        return _vague(value, "days", "DURATION")
    far = None if number == "X" else move(anchor, (-1 if back else 1) * max(1, round(float(number))), unit)
    start, end = (far, anchor) if back else (anchor, far)
    grain: Granularity = "day" if unit in _CLOCK else "days" if _SIZES[unit] < _SIZES["year"] else "years"
    ends = (start.isoformat() if start else None, end.isoformat() if end else None)
    return Reading("DURATION", value, start, end, grain, None, *ends, grounds=scene.publication())


def _length(scene: Scene, args: Args) -> Reading | None:
    """A duration that stands on no day."""
    number, unit = args.word(0) or "X", args.word(1) or "day"
    if number == "X":
        return _vague(length(None, unit), "other", "DURATION")
    return _vague(length(int(float(number)), unit, half=bool(float(number) % 1)), "other", "DURATION")


def _ahead(scene: Scene, args: Args) -> Reading | None:
    """ "In three days": a date from the publication where the verb points forward, otherwise a duration."""
    if scene.tense.direction != "future" or args.word(0) in (None, "X"):
        return _length(scene, args)
    moved = _shift(scene, Args(("publication", args.found[0], args.found[1], "on")))
    return replace(moved, grounds=(*moved.grounds, *scene.tense.because)) if moved else None


def _every(scene: Scene, args: Args) -> Reading | None:
    """A set: every so many units, or every such weekday, month or season."""
    slot, word = args.slot(0), args.word(0) or ""
    if slot in ("weekday", "weekdays"):
        return _vague(f"XXXX-WXX-{word}", "other", "SET")
    if slot == "monthname":
        return _vague(f"XXXX-{int(word):02d}", "other", "SET")
    if slot == "season":
        return _vague(f"XXXX-{word}", "other", "SET")
    if slot in ("part", "parts"):
        return _vague(f"XXXX-XX-XXT{word}", "other", "SET")
    return _vague(length(args.number(1) or 1, word), "other", "SET")


def _reference(scene: Scene, args: Args) -> Reading | None:
    """One of the values that name no day: PAST_REF, PRESENT_REF, FUTURE_REF."""
    return _vague(args.word(0) or "PAST_REF")


# --- parts, ends and pairs ------------------------------------------------------------------------------------------


def _part(scene: Scene, args: Args) -> Reading | None:
    """A part of a day that a phrase tells, or of the running day; "last" is the night before the publication."""
    part = args.word(1) or "NI"
    day = args.read(0, scene)
    if day is None and args.phrase(0) is not None:
        return None
    if day is None and args.word(0) in ("same", "last"):
        if scene.anchor is None:
            return _vague(f"XXXX-XX-XXT{part}", "part", "TIME")
        day = _dated(day_of(scene.anchor - timedelta(days=args.word(0) == "last")), *scene.publication())
    if day is None:
        day = _in_day(scene, Args(("day",)))
    if day is None or day.start is None or _SIZES[day.grain] > 1:
        return replace(_vague(f"XXXX-XX-XXT{part}", "part", "TIME"), grounds=day.grounds if day else ())
    return replace(day, type="TIME", value=f"{day.start}T{part}", grain="part", mod=None)


def _point(scene: Scene, args: Args) -> Reading | None:
    """Dawn or noon: a part of the day or a time of the clock."""
    word = args.word(1) or ""
    if ":" in word:
        return _clock(scene, Args((args.found[0], word)))
    return _part(scene, args)


def _clock(scene: Scene, args: Args) -> Reading | None:
    """A time of the clock, on the day told, the running day or that of publication; zones are not reckoned with."""
    figures = (args.word(1) or "0").replace(".", ":")
    hours, _, minutes = (f"{figures[:2]}:{figures[2:]}" if len(figures) == 4 and figures.isdigit() else figures).partition(":")
    half = args.word(2)
    if int(hours) > 24 or int(minutes[:2] or 0) > 59 or (half in ("am", "pm") and int(hours) > 12):
        return None
    hour = int(hours) % 12 + (12 if half == "pm" else 0) if half in ("am", "pm") else int(hours)
    day = args.read(0, scene) or _in_day(scene, Args(("day",)))
    clock = f"{hour:02d}:{minutes[:2]}" if minutes else f"{hour:02d}:00"
    if day is None or day.start is None or _SIZES[day.grain] > 1:
        return _vague(f"XXXX-XX-XXT{clock}", "minute", "TIME")
    grain: Granularity = "minute" if minutes else "hour"
    return replace(day, type="TIME", value=f"{day.start}T{clock}", grain=grain, mod=None)


def _as(scene: Scene, args: Args) -> Reading | None:
    """What the phrase means, the words around it only saying it again: "Friday, March 29"."""
    return args.read(0, scene)


def _edge(scene: Scene, args: Args) -> Reading | None:
    """The first, middle or last third of a period (START, MID, END), or with 'tip' its very beginning or end."""
    period, mod = args.read(0, scene), args.word(1)
    return _cut_edge(period, mod or "START", tip=args.word(2) == "tip") if period else None


def _cut_edge(period: Reading, mod: str, *, tip: bool) -> Reading:
    found = replace(period, mod=mod)
    if period.start is None or period.end is None or _SIZES[period.grain] <= 1 or period.type != "DATE":
        return found
    days = (period.end - period.start).days + 1
    share = max(1, days // 6 if tip else 10 if period.grain == "month" else days // 3)
    match mod:
        case "START":
            return replace(found, end=period.start + timedelta(days=share - 1))
        case "END":
            last = period.start + timedelta(days=20) if period.grain == "month" and not tip else None
            return replace(found, start=last or period.end - timedelta(days=share - 1))
    middle = period.start + timedelta(days=(days - share) // 2)
    return replace(found, start=middle, end=middle + timedelta(days=share - 1))


def _edge_of(scene: Scene, args: Args) -> Reading | None:
    """The end or beginning of the running or present period of a unit: "year-end"."""
    period = _in_day(scene, Args((args.word(0) or "year",)))
    return _cut_edge(period, args.word(1) or "END", tip=True) if period else None


def _period_of(scene: Scene, args: Args) -> Reading | None:
    """The period of the unit that holds the day: "the week of June 4"."""
    day = args.read(1, scene)
    if day is None or day.start is None:
        return None
    return _dated(period_of(args.word(0) or "week", day.start), *day.grounds, told=day.told)


def _half_length(scene: Scene, args: Args) -> Reading | None:
    """Half a unit, in the next smaller one: "half an hour"."""
    values = {"minute": "PT30S", "hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}
    value = values.get(args.word(0) or "")
    return _vague(value, "other", "DURATION") if value else None


def _rest(scene: Scene, args: Args) -> Reading | None:
    """What of the period lies before ('back') or after the publication: "later this month"."""
    period, day = args.read(0, scene), scene.anchor
    if period is None:
        return None
    back = args.word(1) == "back"
    found = replace(period, mod="START" if back else "END")
    if day is None or period.start is None or period.end is None or not period.start <= day <= period.end:
        return found
    if _SIZES[period.grain] <= 1:
        return found
    return replace(found, end=day) if back else replace(found, start=day)


def _rough(scene: Scene, args: Args) -> Reading | None:
    """The phrase with a modifier: "nearly two weeks" (LESS_THAN)."""
    found, mod = args.read(0, scene), args.word(1)
    return replace(found, mod=mod) if found else None


def _range(scene: Scene, args: Args) -> Reading | None:
    """From one date to another; a year told at one end holds for both, and the second does not lie before the first."""
    first, last = args.read(0, scene), args.read(1, scene)
    if first is None or last is None:
        return None
    if last.told and not first.told and last.start is not None:
        first = args.read(0, replace(scene, year=last.start.year, running=None))
        if first is not None and first.start is not None and first.start > last.start:
            first = args.read(0, replace(scene, year=last.start.year - 1, running=None))
    elif first.told and not last.told and first.start is not None:
        last = args.read(1, replace(scene, year=None, floor=first.start))
    elif first.start is not None and last.start is not None and last.start < first.start:
        last = args.read(1, replace(scene, floor=first.start))
    if first is None or last is None or (first.start and last.end and first.start > last.end):
        return None
    return _joined(first, last)


def _joined(first: Reading, last: Reading) -> Reading:
    grain: Granularity = "years" if "year" in (first.grain, last.grain) else "days"
    return Reading(
        "DATE", f"{first.value}/{last.value}", first.start, last.end, grain, None, first.value, last.value,
        first.told or last.told, (*first.grounds, *last.grounds),
    )  # fmt: skip


def _days(scene: Scene, args: Args) -> Reading | None:
    """Two days of one month: month, first day, last day, year if told."""
    month, first, last, year = args.found[0], args.found[1], args.found[2], args.number(3)
    if year is not None:
        one, two = (_calendar(scene, Args((str(year), month, day))) for day in (first, last))
    else:
        one, two = (_nearest(scene, Args((month, day))) for day in (first, last))
    if one is None or two is None or (one.start and two.start and one.start >= two.start):
        return None
    return _joined(one, two)


def _years(scene: Scene, args: Args) -> Reading | None:
    """Two years, the second perhaps by its last two figures: 2015-17."""
    first, last = args.number(0), args.number(1)
    if first is None or last is None:
        return None
    last += first - first % 100 if last < 100 else 0
    return _joined(_dated(year_of(first), told=True), _dated(year_of(last), told=True)) if first < last else None


FUNCTIONS: dict[str, Function] = {
    "same": _same, "previous": _previous, "next": _next, "coming": _coming, "nearest": _nearest, "calendar": _calendar,
    "figures": _figures, "before_christ": _before_christ, "within": _within, "season": _season, "holiday": _holiday_of,
    "quarter": _quarter, "half": _half, "decade": _decade, "century": _century, "day_of_month": _day_of_month,
    "fixed": _fixed, "shift": _shift, "that": _that, "in_running": _in_day, "span": _span, "length": _length,
    "ahead": _ahead, "every": _every, "reference": _reference, "part": _part, "clock": _clock, "as": _as, "edge": _edge,
    "rest": _rest, "beside": _beside, "in_week": _in_week, "nth_weekday": _nth_weekday, "weekend": _weekend,
    "point": _point, "edge_of": _edge_of, "period_of": _period_of, "half_length": _half_length, "rough": _rough, "range": _range, "days": _days, "years": _years,
}  # fmt: skip
"""The closed list: what a rule's `value` may name."""


def _open_end(reading: Reading) -> Reading:
    return replace(reading, end=None, begin=reading.value)


def _open_start(reading: Reading) -> Reading:
    return replace(reading, start=None, finish=reading.value)


def _ends_before(reading: Reading) -> Reading:
    end = reading.start - timedelta(days=1) if reading.start else None
    return replace(reading, start=None, end=end, finish=reading.value)


def _starts_after(reading: Reading) -> Reading:
    return replace(reading, start=reading.end, end=None, begin=reading.value)


EFFECTS: dict[str, Callable[[Reading], Reading]] = {
    "from": _open_end, "until": _open_start, "before": _ends_before, "after": _starts_after,
}  # fmt: skip
"""What a lead does to the days of the time after it."""


def grounds_of(reading: Reading) -> Iterator[Because]:
    """Its grounds, each once."""
    return iter(dict.fromkeys(reading.grounds))
