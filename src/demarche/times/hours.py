"""Value functions for parts of the day and times of the clock."""

from dataclasses import replace
from datetime import timedelta

from demarche.base import ByRule
from demarche.times.days import day_of
from demarche.times.reading import SIZES, Args, Function, Reading, Scene, dated, vague
from demarche.times.record import Granularity
from demarche.times.steps import in_day


def _part(scene: Scene, args: Args) -> Reading | None:
    """A part of a day that a phrase tells, or of the running day; "last" is the night before the publication."""
    part = args.word(1) or "NI"
    day = args.read(0, scene)
    if day is None and args.phrase(0) is not None:
        return None
    if day is None and args.word(0) == "recent" and scene.recent is not None:
        day = scene.recent
    if day is None and args.word(0) in ("same", "last"):
        if scene.anchor is None:
            return vague(f"XXXX-XX-XXT{part}", "part", "TIME")
        day = dated(day_of(scene.anchor - timedelta(days=args.word(0) == "last")), *scene.publication())
    if day is None:
        day = in_day(scene, Args(("day",)))
    if day is None or day.start is None or SIZES[day.grain] > 1:
        return replace(vague(f"XXXX-XX-XXT{part}", "part", "TIME"), grounds=day.grounds if day else ())
    return replace(day, type="TIME", value=f"{day.start}T{part}", grain="part", mod=None)


def _overnight(scene: Scene, args: Args) -> Reading | None:
    """The two days that a night joins: the one told and the next, else the eve of publication and its day.

    A date of the sentence before does not move it: news of what was done overnight is news of last night.
    """
    if args.phrase(0) is None and scene.anchor is not None and not scene.here:
        scene = replace(scene, running=None, recent=None)
    night = _part(scene, Args((args.found[0], "NI")))
    if night is None or night.start is None:
        return night
    day, anchor = night.start, scene.anchor
    first = day if anchor is None or day < anchor else anchor - timedelta(days=1)
    return replace(night, start=first, end=first + timedelta(days=1), grain="days")


def _part_beside(scene: Scene, args: Args) -> Reading | None:
    """The part of the day before ("back") or after the running one: "the night before"."""
    part, known = args.word(0) or "NI", scene.running or scene.recent
    base = known.start if known is not None and SIZES[known.grain] <= SIZES["days"] else None
    grounds = (ByRule("running", scene.told, known.grounds),) if base and known else scene.publication()
    if base is None and (args.word(1) == "back" or scene.tense.direction != "past"):
        base = scene.anchor  # what is told as done was not done the morning after the publication
    if base is None:
        return vague(f"XXXX-XX-XXT{part}", "part", "TIME")
    day = base + timedelta(days=-1 if args.word(1) == "back" else 1)
    return Reading("TIME", f"{day}T{part}", day, day, "part", grounds=grounds)


def _point(scene: Scene, args: Args) -> Reading | None:
    """Dawn or noon: a part of the day or a time of the clock."""
    word = args.word(1) or ""
    if ":" in word:
        return _clock(scene, Args((args.found[0], word)))
    return _part(scene, args)


def _clock(scene: Scene, args: Args) -> Reading | None:
    """A time of the clock, on the day told, the running day or that of publication; zones are not reckoned with."""
    figures = (args.word(1) or "0").replace(".", ":")
    hours, _, minutes = (
        f"{figures[:2]}:{figures[2:]}" if len(figures) == 4 and figures.isdigit() else figures
    ).partition(":")
    half = args.word(2)
    if int(hours) > 24 or int(minutes[:2] or 0) > 59 or (half in ("am", "pm") and int(hours) > 12):
        return None
    hour = int(hours) % 12 + (12 if half == "pm" else 0) if half in ("am", "pm") else int(hours)
    day = args.read(0, scene) or in_day(scene, Args(("day",)))
    clock = f"{hour:02d}:{minutes[:2]}" if minutes else f"{hour:02d}:00"
    if day is None or day.start is None or SIZES[day.grain] > 1:
        return vague(f"XXXX-XX-XXT{clock}", "minute", "TIME")
    grain: Granularity = "minute" if minutes else "hour"
    return replace(day, type="TIME", value=f"{day.start}T{clock}", grain=grain, mod=None)


HOURS: dict[str, Function] = {
    "part": _part, "part_beside": _part_beside, "overnight": _overnight, "point": _point, "clock": _clock,
}  # fmt: skip
"""By the names that rules use."""
