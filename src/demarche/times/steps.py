"""Value functions for steps from a day, durations and sets, and the ends and pairs of periods."""

from dataclasses import replace
from datetime import date, timedelta

from demarche.base import Because, ByRule
from demarche.times.accounts import year_before
from demarche.times.anchored import nearest_one, same_period
from demarche.times.days import length, move, period_of, year_of
from demarche.times.reading import CLOCK, SIZES, Args, Function, Reading, Scene, dated, vague
from demarche.times.record import Granularity
from demarche.times.written import calendar_date


def _shift(scene: Scene, args: Args) -> Reading | None:
    """So many units back or on from the publication, from the running date, or from a date told."""
    number, unit = args.word(1), args.word(2) or "day"
    sign = -1 if args.word(3) == "back" else 1
    if (number, unit, sign) == ("1", "year", -1) and (found := year_before(scene)) is not None:
        return found
    base, grounds, told = _base(scene, args, unit)
    if base is None or number is None or number == "X":
        if unit in CLOCK and base is not None:
            return _clock_shift(base, sign, grounds, unit)
        past = sign < 0 or scene.tense.direction == "past"
        return replace(vague("PAST_REF" if past else "FUTURE_REF"), grounds=grounds)
    if unit in CLOCK and float(number) < 24:
        return _clock_shift(base, sign, grounds, unit)
    if float(number) % 1:
        months = {"year": 12, "decade": 120}.get(unit)
        if months is None:
            return dated(period_of(unit, move(base, sign * int(float(number)), unit)), *grounds, told=told)
        return dated(period_of("month", move(base, sign * int(float(number) * months), "month")), *grounds, told=told)
    moved = move(base, sign * int(number), unit)
    return dated(period_of("year" if unit in ("decade", "century") else unit, moved), *grounds, told=told)


def _base(scene: Scene, args: Args, unit: str) -> tuple[date | None, tuple[Because, ...], bool]:
    """The day to step from, its grounds, and whether its year was told."""
    told = args.read(0, scene)
    if told is not None:
        return told.start, told.grounds, told.told
    running = scene.running
    if args.word(0) == "running" and running is not None and SIZES[running.grain] <= max(1, SIZES[unit]):
        return running.start, (ByRule("running", scene.told, running.grounds),), running.told
    if args.word(0) == "running" and args.word(3) == "on" and scene.tense.direction == "past":
        return _base_told(scene, unit)
    return scene.anchor, scene.publication(), False


def _base_told(scene: Scene, unit: str) -> tuple[date | None, tuple[Because, ...], bool]:
    """The date told not too far away; what is told as done did not happen after the publication."""
    recent = scene.recent
    if recent is None or recent.start is None or SIZES[recent.grain] > max(1, SIZES[unit]):
        return None, (), False
    return recent.start, (ByRule("running", scene.told, recent.grounds),), recent.told


def _clock_shift(base: date, sign: int, grounds: tuple[Because, ...], unit: str) -> Reading:
    """Some minutes away: the day itself; some hours away: it or the one beside it."""
    if unit != "hour":
        return Reading("TIME", f"{base}TXX", base, base, "day", grounds=grounds)
    other = base + timedelta(days=sign)
    return Reading("TIME", f"{base}TXX", min(base, other), max(base, other), "days", grounds=grounds)


def _following(scene: Scene, args: Args) -> Reading | None:
    """The first such season or month after the running date, else after the publication."""
    running = scene.running
    base = running.start if running is not None and running.start is not None else scene.anchor
    if base is None:
        return vague("FUTURE_REF")
    found = nearest_one(replace(scene, floor=move(base, 1, "month").replace(day=1)), args)
    if found is None or running is None or base is not running.start:
        return found
    return replace(found, told=running.told, grounds=(ByRule("running", scene.told, running.grounds),))


def _of_that_year(scene: Scene, args: Args) -> Reading | None:
    """The season in the running date's year, else the nearest: "that summer"."""
    running = scene.running
    if running is None or running.start is None:
        return nearest_one(scene, args)
    found = nearest_one(replace(scene, year=running.start.year, running=None), args)
    grounds = (ByRule("running", scene.told, running.grounds),)
    return replace(found, told=running.told, grounds=grounds) if found else None


def _that(scene: Scene, args: Args) -> Reading | None:
    """The period of the unit in which the running date lies."""
    unit, running = args.word(0) or "day", scene.recent
    if running is None or running.start is None or SIZES[running.grain] > max(1, SIZES[unit]):
        return vague("PAST_REF")
    grounds = ByRule("running", scene.told, running.grounds)
    return dated(period_of(unit, running.start), grounds, told=running.told)


def in_day(scene: Scene, args: Args) -> Reading | None:
    """The running period of the unit, else the one of the publication: "earlier in the day"."""
    found = _that(scene, args)
    return found if found is not None and found.start is not None else same_period(scene, args)


def _span(scene: Scene, args: Args) -> Reading | None:
    """The last or next so many units, one if no number is told, that end or begin at the publication."""
    number, unit = args.word(0) or "1", args.word(1) or "day"
    back = args.word(2) == "back"
    value = length(
        None if number == "X" else int(float(number)), unit, half=bool(float(number) % 1) if number != "X" else False
    )
    anchor = scene.anchor
    if anchor is None:
        return vague(value, "days", "DURATION")
    far = None if number == "X" else move(anchor, (-1 if back else 1) * max(1, round(float(number))), unit)
    start, end = (far, anchor) if back else (anchor, far)
    grain: Granularity = "day" if unit in CLOCK else "days" if SIZES[unit] < SIZES["year"] else "years"
    ends = (start.isoformat() if start else None, end.isoformat() if end else None)
    return Reading("DURATION", value, start, end, grain, None, *ends, grounds=scene.publication())


def _stretch(scene: Scene, args: Args) -> Reading | None:
    """So many units from a day on, that day the first of them."""
    number, unit, first = args.number(0), args.word(1) or "day", args.read(2, scene)
    if number is None or first is None or first.start is None:
        return first
    last = move(first.start, number, unit)
    last = last if unit in CLOCK else last - timedelta(days=1)
    return Reading(
        "DURATION", length(number, unit), first.start, last, "days", None, first.value, last.isoformat(),
        first.told, first.grounds,
    )  # fmt: skip


def _length(scene: Scene, args: Args) -> Reading | None:
    """A duration that stands on no day."""
    number, unit = args.word(0) or "X", args.word(1) or "day"
    if args.word(2) == "half" and number != "X":
        number = str(float(number) + 0.5)
    if number == "X":
        return vague(length(None, unit), "other", "DURATION")
    return vague(length(int(float(number)), unit, half=bool(float(number) % 1)), "other", "DURATION")


def _ahead(scene: Scene, args: Args) -> Reading | None:
    """ "In three days": a date from the publication where the verb points forward, otherwise a duration."""
    if scene.tense.direction != "future" or args.word(0) in (None, "X"):
        return _length(scene, args)
    moved = _shift(scene, Args(("publication", args.found[0], args.found[1], "on")))
    return replace(moved, grounds=(*moved.grounds, *scene.tense.because)) if moved else None


def _every(scene: Scene, args: Args) -> Reading | None:
    """A set: every so many units, or every such weekday, month or season."""
    slot, word = args.slot(0), args.word(0) or ""
    if word.startswith("XXXX"):
        return vague(word, "other", "SET")
    if slot in ("weekday", "weekdays"):
        return vague(f"XXXX-WXX-{word}", "other", "SET")
    if slot == "monthname":
        return vague(f"XXXX-{int(word):02d}", "other", "SET")
    if slot == "season":
        return vague(f"XXXX-{word}", "other", "SET")
    if slot in ("part", "parts"):
        return vague(f"XXXX-XX-XXT{word}", "other", "SET")
    return vague(length(args.number(1) or 1, word), "other", "SET")


def _reference(scene: Scene, args: Args) -> Reading | None:
    """One of the values that name no day: PAST_REF, PRESENT_REF, FUTURE_REF; "soon" told in the past is none."""
    value = args.word(0) or "PAST_REF"
    return (
        None if value == "FUTURE_REF" and scene.tense.direction == "past" and args.word(1) == "ahead" else vague(value)
    )


def _as(scene: Scene, args: Args) -> Reading | None:
    """What the phrase means, the words around it only saying it again: "Friday, March 29"."""
    return args.read(0, scene)


def _edge(scene: Scene, args: Args) -> Reading | None:
    """The first, middle or last third of a period (START, MID, END), or with 'tip' its very beginning or end."""
    period, mod = args.read(0, scene), args.word(1)
    return _cut_edge(period, mod or "START", tip=args.word(2) == "tip") if period else None


def _cut_edge(period: Reading, mod: str, *, tip: bool) -> Reading:
    found = replace(period, mod=mod)
    if period.start is None or period.end is None or SIZES[period.grain] <= 1 or period.type != "DATE":
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


def _week_in(scene: Scene, args: Args) -> Reading | None:
    """The week of a month by its number, counted from the month's first day."""
    number, month = args.number(0), args.read(1, scene)
    if number is None or number > 4 or month is None or month.start is None:
        return month
    first = month.start.replace(day=1) + timedelta(days=7 * (number - 1))
    return replace(month, start=first, end=first + timedelta(days=6))


def _edge_or_unit(scene: Scene, args: Args) -> Reading | None:
    """The end of a period that a phrase tells, or of the running one of the unit: "month's end"."""
    period = args.read(0, scene) or in_day(scene, Args((args.word(1) or "month",)))
    return _cut_edge(period, "END", tip=True) if period else None


def _edge_of(scene: Scene, args: Args) -> Reading | None:
    """The end or beginning of the running or present period of a unit: "year-end"."""
    period = in_day(scene, Args((args.word(0) or "year",)))
    return _cut_edge(period, args.word(1) or "END", tip=True) if period else None


def _period_of(scene: Scene, args: Args) -> Reading | None:
    """The period of the unit that holds the day: "the week of June 4"."""
    day = args.read(1, scene)
    if day is None or day.start is None:
        return None
    return dated(period_of(args.word(0) or "week", day.start), *day.grounds, told=day.told)


def _half_length(scene: Scene, args: Args) -> Reading | None:
    """Half a unit, in the next smaller one: "half an hour"."""
    values = {"minute": "PT30S", "hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}
    value = values.get(args.word(0) or "")
    return vague(value, "other", "DURATION") if value else None


def _rest(scene: Scene, args: Args) -> Reading | None:
    """The period, marked as before ('back') or after the publication: "later this month" is some day of it."""
    period = args.read(0, scene)
    return replace(period, mod="START" if args.word(1) == "back" else "END") if period else None


def _rough(scene: Scene, args: Args) -> Reading | None:
    """The phrase with a modifier: "nearly two weeks" (LESS_THAN)."""
    found, mod = args.read(0, scene), args.word(1)
    return replace(found, mod=mod) if found else None


def _range(scene: Scene, args: Args) -> Reading | None:
    """From one date to another; a year told at one end holds for both, and the second does not lie before the first."""
    first, last = args.read(0, scene), args.read(1, scene)
    if first is None or last is None:
        return None
    if args.tells_year(1) and not args.tells_year(0) and last.start is not None:
        first = args.read(0, replace(scene, year=last.start.year, running=None))
        if first is not None and first.start is not None and first.start > last.start:
            first = args.read(0, replace(scene, year=last.start.year - 1, running=None))
    elif args.tells_year(0) and not args.tells_year(1) and first.start is not None:
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
        one, two = (calendar_date(scene, Args((str(year), month, day))) for day in (first, last))
    else:
        one, two = (nearest_one(scene, Args((month, day))) for day in (first, last))
    if one is None or two is None or (one.start and two.start and one.start >= two.start):
        return None
    return _joined(one, two)


def _years(scene: Scene, args: Args) -> Reading | None:
    """Two years, the second perhaps by its last two figures: 2015-17."""
    first, last = args.number(0), args.number(1)
    if first is None or last is None:
        return None
    last += first - first % 100 if last < 100 else 0
    return _joined(dated(year_of(first), told=True), dated(year_of(last), told=True)) if first < last else None


STEPS: dict[str, Function] = {
    "following": _following, "of_that_year": _of_that_year, "edge_or_unit": _edge_or_unit, "shift": _shift,
    "week_in": _week_in, "that": _that, "in_running": in_day, "span": _span, "stretch": _stretch, "length": _length,
    "ahead": _ahead, "every": _every,
    "reference": _reference, "as": _as, "edge": _edge, "rest": _rest, "edge_of": _edge_of, "period_of": _period_of,
    "half_length": _half_length, "rough": _rough, "range": _range, "days": _days, "years": _years,
}  # fmt: skip
"""By the names that rules use."""
