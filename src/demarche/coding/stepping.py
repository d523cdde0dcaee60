"""Times that stand on one told before: "a day after X did it", "has since", "agreed then"."""

import re
from dataclasses import dataclass, replace
from datetime import date

from demarche.base import Because, ByRule, Span
from demarche.coding.record import When
from demarche.coding.scenes import DAY, telling
from demarche.coding.told import Dated, Story, tells_when
from demarche.events import EventMention
from demarche.parse import Token
from demarche.times import move_period

RECENT = 3
"""How many sentences on "the meeting" is still the one that is planned."""

_LENGTH = re.compile(r"P(T?)(\d+|X)([HMDWY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def by_since(event: EventMention, story: Story) -> Dated | None:
    """ "Has since hanged 400 convicts": from the time told last up to the report."""
    sentence, published = event.sentence, story.report.published_on
    since = next((kid for kid in sentence.kids(event.head, "advmod") if kid.lemma.lower() == "since"), None)
    if since is None or published is None or telling(sentence, event.head) != "perfect":
        return None
    before = [one for one in story.all_times if one.span.end <= since.span.start and tells_when(one) and one.start]
    if not before or before[-1].start is None or before[-1].start > published:
        return None
    time = before[-1]
    when = When(time.start, published, "days", "story", f"{time.timex.value}/{published}", time.text, time.span)
    return when, (ByRule("date.since", time.text, (time.because,)),)


def by_then(event: EventMention, story: Story) -> Dated | None:
    """ "Both sides agreed then to set up a commission": the time told last; "then" before a verb only goes on."""
    sentence = event.sentence
    then = next((kid for kid in sentence.kids(event.head, "advmod") if kid.lemma.lower() == "then"), None)
    if then is None or then.at != event.head.at + 1 or telling(sentence, event.head) != "past":
        return None
    before = [one for one in story.all_times if one.span.end <= then.span.start and tells_when(one) and one.start]
    if not before:
        return None
    time = before[-1]
    when = When(time.start, time.end, time.granularity, "story", time.timex.value, time.text, time.span)
    return when, (ByRule("date.then", time.text, (time.because,)),)


def by_within(event: EventMention, story: Story) -> Dated | None:
    """ "Within hours the Red Cross sent blankets": the day that the story has come to; "within weeks" tells none."""
    sentence, setting = event.sentence, story.settings.get(id(event.sentence))
    if setting is None or setting.time.start is None or telling(sentence, event.head) not in ("past", "had"):
        return None
    for time in story.times.get(id(sentence), ()):
        match = _LENGTH.match(time.timex.value) if time.timex.type == "DURATION" else None
        words = sentence.within(time.span)
        if match is None or not words or not words[0].at:
            continue
        led = sentence.tokens[words[0].at - 1].lemma.lower() == "within"
        if led and any(token.head == event.head.at for token in words):
            if not match[1]:
                return None, ()
            day = setting.time.start
            when = When(day, day, "day", "story", day.isoformat(), time.text, time.span)
            return when, (ByRule("date.within", time.text, (setting.time.because,)),)
    return None


def by_plan(event: EventMention, story: Story) -> Dated | None:
    """ "They are to sign a pact there", "Turkey will host the meeting": the day of what was told to be planned."""
    if event.status.value != "planned":
        return None
    sentence, here = event.sentence, story.places[id(event.sentence)]
    objects = sentence.kids(event.head, "obj")
    there = any(kid.lemma.lower() == "there" for one in (event.head, *objects) for kid in sentence.kids(one, "advmod"))
    known = [one for one in objects if any(kid.lemma.lower() in ("the", "that") for kid in sentence.kids(one, "det"))]
    for earlier, when in reversed(story.dated):
        far = here - story.places[id(earlier.sentence)]
        if earlier.status.value != "planned" or when.start is None or not 0 < far <= RECENT:
            continue
        same = any(one.lemma[:4] == earlier.head.lemma[:4] for one in known) and earlier.type == event.type
        if same or (there and far == 1):
            return replace(when, basis="story"), (ByRule("date.plan", earlier.head.text),)
    return None


def by_step(event: EventMention, story: Story) -> Dated | None:
    """ "A day after X did it": so far from the time of the clause above, or of the scene."""
    found = _step(event, story)
    if found is None:
        return None
    length, sign, above = found
    if length.start <= above.span.start < length.end:  # "on Thursday, the day after rebels had shot him"
        above = next((it for it in event.sentence.ancestors(above) if it.upos == "VERB"), above)
    base = _time_above(event, above, length.start, story)
    match = _LENGTH.match(length.value)
    if base is None or match is None:
        return None
    day, because = base
    clock, count, unit = match.groups()
    if length.exact and unit == "W" and count != "X":
        count, unit = str(7 * int(count)), "D"
    if clock:
        start, end, grain, value = day, day, "day", day.isoformat()
    elif count == "X":
        return None
    else:
        period = move_period(day, sign * int(count), _UNITS[unit])
        if period.start is None or period.end is None:
            return None
        start, end, grain, value = period.start, period.end, str(period.grain), period.value
    sentence = event.sentence
    words = sentence.text[length.start - sentence.span.start : length.end - sentence.span.start]
    when = When(start, end, grain, "sentence", value, words, Span(length.start, length.end))
    return when, (ByRule("date.step", words, because),)


@dataclass(frozen=True, slots=True)
class _Length:
    """How far a step goes: a TIMEX3 duration, the characters that tell it, whether to the day."""

    value: str
    start: int
    end: int
    exact: bool = False


_THE_DAY = re.compile(r"\b(?:the|a|one) day $", re.IGNORECASE)
_TO_THE_DAY = " to the day"


def _step(event: EventMention, story: Story) -> tuple[_Length, int, Token] | None:
    """The duration before "after" or "before" that opens the event's clause or phrase, its direction, and the word
    above the clause."""
    sentence = event.sentence
    for token in (event.head, *sentence.ancestors(event.head)):
        above = sentence.head(token)
        if above is None:
            return None
        for mark in sentence.kids(token, "mark", "case", "advmod"):
            sign = {"after": -1, "before": 1}.get(mark.text.lower())
            if sign is None:
                continue
            before = sentence.text[: mark.span.start - sentence.span.start]
            exact = before.endswith(f"{_TO_THE_DAY} ")
            end = mark.span.start - len(_TO_THE_DAY) * exact
            for time in story.times.get(id(sentence), ()):
                if time.timex.type == "DURATION" and 0 <= end - time.span.end <= 1:
                    return _Length(time.timex.value, time.span.start, time.span.end, exact), sign, above
            if the_day := _THE_DAY.search(before):
                return _Length("P1D", sentence.span.start + the_day.start(), mark.span.start - 1), sign, above
        if token.relation not in ("conj", "ccomp", "xcomp"):
            return None
    return None


def _time_above(event: EventMention, above: Token, start: int, story: Story) -> tuple[date, tuple[Because, ...]] | None:
    """The day of the clause above: of its own time, of the scene, of the publication."""
    sentence = event.sentence
    for time in story.times.get(id(sentence), ()):
        if time.granularity in DAY and time.start is not None and time.timex.type in ("DATE", "TIME"):
            heads = {token.at for token in sentence.within(time.span)}
            outer = next((token for token in sentence.within(time.span) if token.head not in heads), None)
            if outer is not None and time.span.start < start and outer.head in (above.at, above.head):
                return time.start, (time.because,)
    setting = story.settings.get(id(sentence))
    if setting is not None and setting.time.start is not None:
        return setting.time.start, (ByRule("date.story", setting.time.text, (setting.time.because,)),)
    day = story.report.published_on
    return (day, (ByRule("date.publication", day.isoformat()),)) if day else None
