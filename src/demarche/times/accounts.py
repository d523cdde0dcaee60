"""Value functions for the periods of accounts: quarters and halves of a year, "the latest quarter", "year-earlier"."""

from datetime import date, timedelta

from demarche.base import ByRule
from demarche.times.days import half_of, move, quarter_of, year_of
from demarche.times.reading import Args, Function, Reading, Scene, dated, vague


def _quarter(scene: Scene, args: Args) -> Reading | None:
    """The quarter, by its number, of a year as told."""
    year, number = args.number(0), args.number(1)
    return dated(quarter_of(year, number), told=True) if year and number and number < 5 else None


def _half(scene: Scene, args: Args) -> Reading | None:
    """The half, by its number, of a year as told."""
    year, number = args.number(0), args.number(1)
    return dated(half_of(year, number), told=True) if year and number and number < 3 else None


def _latest_quarter(scene: Scene, args: Args) -> Reading | None:
    """The quarter of which the report speaks, else the last that was over; so many years before it if told."""
    back = args.number(0) or 0
    known, grounds = scene.quarter, scene.publication()
    if known is not None and known.start is not None:
        day, grounds = known.start, (ByRule("running", scene.told, known.grounds),)
    elif scene.anchor is not None:
        day = move(scene.anchor, -1, "quarter")
    else:
        return vague("PAST_REF")
    return dated(quarter_of(day.year - back, (day.month + 2) // 3), *grounds)


def _quarter_in(scene: Scene, args: Args) -> Reading | None:
    """In the year told, the quarter of which the report speaks; the year itself where it speaks of none."""
    year, known = args.number(0), scene.quarter
    if year is None:
        return None
    if known is None or known.start is None:
        return dated(year_of(year), told=True)
    grounds = ByRule("running", scene.told, known.grounds)
    return dated(quarter_of(year, (known.start.month + 2) // 3), grounds, told=True)


def year_before(scene: Scene) -> Reading | None:
    """What "a year earlier" means in a report on a quarter: that quarter of the year before; None in any other."""
    return _latest_quarter(scene, Args(("1",))) if scene.quarter is not None else None


def _fiscal_year(scene: Scene, args: Args) -> Reading | None:
    """The twelve months up to the end of which a phrase tells: "the year ended March 31"."""
    last = args.read(0, scene)
    if last is None or last.end is None:
        return None
    first = move(last.end, -1, "year") + timedelta(days=1)
    return Reading("DURATION", "P1Y", first, last.end, "days", None, first.isoformat(), last.end.isoformat(),
                   last.told, last.grounds)  # fmt: skip


def _academic_year(scene: Scene, args: Args) -> Reading | None:
    """The school year that holds, ended before ("last") or begins after ("next") the publication: September to June."""
    if scene.anchor is None:
        return vague("PRESENT_REF")
    first = scene.anchor.year - (scene.anchor.month < 7) + {"last": -1, "next": 1}.get(args.word(0) or "", 0)
    value = f"{year_of(first).value}/{year_of(first + 1).value}"
    return Reading("DATE", value, date(first, 9, 1), date(first + 1, 6, 30), "years", grounds=scene.publication())


ACCOUNTS: dict[str, Function] = {
    "quarter": _quarter, "half": _half, "latest_quarter": _latest_quarter, "fiscal_year": _fiscal_year,
    "academic_year": _academic_year, "quarter_in": _quarter_in,
}  # fmt: skip
"""By the names that rules use."""
