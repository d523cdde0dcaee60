"""What the words mean on the calendar: the closed list of value functions, and how a phrase is put through them.

Every function takes the scene (what is known around the phrase) and the arguments of the rule, and gives a reading, or
None where the words make no sense ("February 30"). Without a day of publication, relative words keep a value that says
no more than they do, and no days.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from demarche.times.accounts import ACCOUNTS
from demarche.times.anchored import ANCHORED
from demarche.times.chart import Phrase
from demarche.times.hours import HOURS
from demarche.times.reading import Args, Function, Reading, Scene
from demarche.times.steps import STEPS
from demarche.times.written import WRITTEN

FUNCTIONS: dict[str, Function] = {**ANCHORED, **WRITTEN, **ACCOUNTS, **STEPS, **HOURS}
"""The closed list: what a rule's `value` may name."""


def resolve(phrase: Phrase, scene: Scene) -> Reading | None:
    """What the phrase means in the scene; None if it cannot be a time (a day that no month has)."""
    call = phrase.rule.call
    if call is None:
        return None
    scene = scene if scene.read is resolve else replace(scene, read=resolve)
    args = Args(tuple(arg[1:-1] if arg.startswith("'") else phrase.part(arg) for arg in call.args))
    try:
        reading = FUNCTIONS[call.name](scene, args)
    except (ValueError, OverflowError):  # beyond the calendar, or no such day
        return None
    if reading is None or phrase.rule.mod is None:
        return reading
    return replace(reading, mod=phrase.rule.mod)


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
