"""What dating knows of a report: its times and events by sentence, its scenes, and what has been dated so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from demarche.base import Because
from demarche.coding.record import When
from demarche.coding.scenes import DAY, Setting, find_settings
from demarche.events import EventMention
from demarche.parse import Sentence
from demarche.read import Report
from demarche.times import TimeMention

GRAINS = DAY | {"days", "week", "weekend", "month", "quarter", "season", "year", "years"}
"""Granularities that tell when an event took place."""

Dated = tuple[When | None, tuple[Because, ...]]


@dataclass(slots=True)
class Story:
    """What dating knows of a report: its times by sentence, its settings, the place of each sentence, and the events
    dated so far."""

    report: Report
    all_times: Sequence[TimeMention]
    times: Mapping[int, Sequence[TimeMention]]
    settings: Mapping[int, Setting]
    events: Mapping[int, Sequence[EventMention]]
    places: Mapping[int, int]
    dated: list[tuple[EventMention, When]] = field(default_factory=list)


def open_story(
    report: Report, sentences: Sequence[Sentence], events: Sequence[EventMention], times: Sequence[TimeMention]
) -> Story:
    """The story before its first event is dated."""
    held = {id(one): [time for time in times if one.span.holds(time.span)] for one in sentences}
    by_sentence: dict[int, list[EventMention]] = {}
    for event in events:
        by_sentence.setdefault(id(event.sentence), []).append(event)
    places = {id(one): at for at, one in enumerate(sentences)}
    return Story(report, times, held, find_settings(sentences, held, report.published_on), by_sentence, places)


def tells_when(time: TimeMention) -> bool:
    """Whether the time has days; "in recent years" has only an end, and says nothing."""
    if time.timex.type == "DURATION" and time.start is None:
        return False
    return time.granularity in GRAINS and time.timex.type != "SET" and bool(time.start or time.end)
