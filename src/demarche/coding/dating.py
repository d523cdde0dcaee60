"""When an event took place, and on what ground: its clause, its sentence, the story's running time, the publication.

The grounds are asked in order, and the first that answers stands; where other events tell the day, they go before the
sentence. What is told in simple past without a time of
its own goes on where the story is; what is told with "had", quoted or denied does so only if it is a deed that the
story has dated before. Words (blame, demands, praise) are spoken at no other time than that of the report.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule, Span
from demarche.coding.attach import nearest
from demarche.coding.fitting import DEALINGS, WORDS, fits
from demarche.coding.governors import anchor_of, governors
from demarche.coding.naming import is_definite, is_same, is_same_deed, told_before
from demarche.coding.occasions import occasion_of
from demarche.coding.record import When
from demarche.coding.scenes import DAY, Setting, find_settings, telling
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.read import Report
from demarche.times import TimeMention, move_period

GRAINS = DAY | {"days", "week", "weekend", "month", "quarter", "season", "year", "years"}
"""Granularities that tell when an event took place."""

HISTORY = timedelta(days=365)
"""What was over so long before the report is history to it."""

MEETINGS = frozenset({"CONSULT", "SANCTION"})
"""Types in which the sides face each other: talks and trials."""

_LENGTH = re.compile(r"P(T?)(\d+|X)([HMDWY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}

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


def date_event(event: EventMention, story: Story) -> Dated:
    """The days of the event and the reasons; events are to be asked in the order of the text."""
    found: Dated | None = None
    for ground in (
        _by_known_name,
        _by_step,
        _by_since,
        _by_then,
        _by_occasion,
        _by_words,
        _by_naming,
        _by_story,
        _by_publication,
    ):
        found = found or ground(event, story)
    when, because = found or (None, ())
    if when is None:
        return None, ()
    story.dated.append((event, when))
    published = story.report.published_on
    past = published is not None and when.end is not None and when.end < published - HISTORY
    return replace(when, historical=past), because


def _by_words(event: EventMention, story: Story) -> Dated | None:
    """The time that belongs to the event by the tree of its sentence."""
    sentence, held = event.sentence, story.times.get(id(event.sentence), ())
    heads = governors(sentence, held)
    fit = [one for one in held if _tells_when(one) and fits(event, one, heads.get(one.span), story.report.published_on)]
    own = [one for one in fit if heads.get(one.span) is event.head]
    if own:
        time, ground = own[0], "clause"
    else:
        mended = {one.span for one in held if _is_mended(sentence, one, heads.get(one.span))}
        found = nearest(event, [one for one in fit if one.span not in mended], others=story.events[id(sentence)])
        found = found or _of_both(event, fit, heads)
        if found is None:
            return None
        time, ground = found
    start, end = _closed(event, time, story.report.published_on)
    grain = "days" if time.end is None and end is not None and start != end else time.granularity
    when = When(start, end, grain, ground, time.timex.value, time.text, time.span)
    return when, (ByRule(f"date.{ground}", time.text, (time.because,)),)


def _of_both(
    event: EventMention, fit: Sequence[TimeMention], heads: Mapping[Span, Token]
) -> tuple[TimeMention, str] | None:
    """The time at the end of a second verb that shares the subject: "shot one man and wounded six on Tuesday"."""
    sentence = event.sentence
    if event.type in WORDS:
        return None
    for verb in sentence.kids(event.head, "conj"):
        if verb.upos != "VERB" or verb.xpos != event.head.xpos or sentence.kids(verb, "nsubj", "nsubj:pass", "aux"):
            continue
        for time in fit:
            if heads.get(time.span) is verb and time.timex.begin is None:
                return time, "sentence"
    return None


def _by_known_name(event: EventMention, story: Story) -> Dated | None:
    """ "That march", "the attack", with no time of its own in the phrase: the day that it had."""
    if not is_definite(event):
        return None
    sentence = event.sentence
    held = [one for one in story.times.get(id(sentence), ()) if _tells_when(one) and one.timex.type != "DURATION"]
    near = (event.head, sentence.head(event.head))
    return None if any(head in near for head in governors(sentence, held).values()) else _by_naming(event, story)


def _by_since(event: EventMention, story: Story) -> Dated | None:
    """ "Has since hanged 400 convicts": from the time told last up to the report."""
    sentence, published = event.sentence, story.report.published_on
    since = next((kid for kid in sentence.kids(event.head, "advmod") if kid.lemma.lower() == "since"), None)
    if since is None or published is None or telling(sentence, event.head) != "perfect":
        return None
    before = [one for one in story.all_times if one.span.end <= since.span.start and _tells_when(one) and one.start]
    if not before or before[-1].start is None or before[-1].start > published:
        return None
    time = before[-1]
    when = When(time.start, published, "days", "story", f"{time.timex.value}/{published}", time.text, time.span)
    return when, (ByRule("date.since", time.text, (time.because,)),)


def _by_then(event: EventMention, story: Story) -> Dated | None:
    """ "Both sides agreed then to set up a commission": the time told last; "then" before a verb only goes on."""
    sentence = event.sentence
    then = next((kid for kid in sentence.kids(event.head, "advmod") if kid.lemma.lower() == "then"), None)
    if then is None or then.at != event.head.at + 1 or telling(sentence, event.head) != "past":
        return None
    before = [one for one in story.all_times if one.span.end <= then.span.start and _tells_when(one) and one.start]
    if not before:
        return None
    time = before[-1]
    when = When(time.start, time.end, time.granularity, "story", time.timex.value, time.text, time.span)
    return when, (ByRule("date.then", time.text, (time.because,)),)


def _by_occasion(event: EventMention, story: Story) -> Dated | None:
    """ "During the talks": the day of an event that the report has dated."""
    found = occasion_of(event, story.times.get(id(event.sentence), ()), story.dated)
    if found is None or event.status.value not in ("actual", "negated"):
        return None
    when, words = found
    return replace(when, basis="story"), (ByRule("date.occasion", words),)


def _tells_when(time: TimeMention) -> bool:
    """Whether the time has days; "in recent years" has only an end, and says nothing."""
    if time.timex.type == "DURATION" and time.start is None:
        return False
    return time.granularity in GRAINS and time.timex.type != "SET" and bool(time.start or time.end)


def _is_mended(sentence: Sentence, time: TimeMention, head: Token | None) -> bool:
    """Whether the time hangs lower than the tree has it."""
    at = anchor_of(sentence, time.span)
    above = sentence.head(at) if at is not None else None
    return head is not None and above is not None and above is not head and above in sentence.ancestors(head)


def _closed(event: EventMention, time: TimeMention, published: date | None) -> tuple[date | None, date | None]:
    """The days of the time; what has gone on since a day has done so up to the report, what was done by Friday night
    was done that night."""
    start, end, done = time.start, time.end, event.status.value in ("actual", "negated")
    if done and end is None and start is not None and published is not None and start <= published:
        return start, published
    if done and start is None and end is not None and time.granularity in ("part", "hour", "minute"):
        return end, end
    return start, end


def _by_step(event: EventMention, story: Story) -> Dated | None:
    """ "A day after X did it": so far from the time of the clause above, or of the scene."""
    found = _step(event, story)
    if found is None:
        return None
    length, sign, above = found
    base = _time_above(event, above, length, story)
    match = _LENGTH.match(length.timex.value)
    if base is None or match is None:
        return None
    day, because = base
    clock, count, unit = match.groups()
    if clock:
        start, end, grain, value = day, day, "day", day.isoformat()
    elif count == "X":
        return None
    else:
        period = move_period(day, sign * int(count), _UNITS[unit])
        if period.start is None or period.end is None:
            return None
        start, end, grain, value = period.start, period.end, str(period.grain), period.value
    when = When(start, end, grain, "sentence", value, length.text, length.span)
    return when, (ByRule("date.step", length.text, because),)


def _step(event: EventMention, story: Story) -> tuple[TimeMention, int, Token] | None:
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
            for time in story.times.get(id(sentence), ()):
                if time.timex.type == "DURATION" and 0 <= mark.span.start - time.span.end <= 1:
                    return time, sign, above
        if token.relation not in ("conj", "ccomp", "xcomp"):
            return None
    return None


def _time_above(
    event: EventMention, above: Token, length: TimeMention, story: Story
) -> tuple[date, tuple[Because, ...]] | None:
    """The day of the clause above: of its own time, of the scene, of the publication."""
    sentence = event.sentence
    for time in story.times.get(id(sentence), ()):
        if time.granularity in DAY and time.start is not None and time.timex.type in ("DATE", "TIME"):
            heads = {token.at for token in sentence.within(time.span)}
            outer = next((token for token in sentence.within(time.span) if token.head not in heads), None)
            if outer is not None and time.span.start < length.span.start and outer.head in (above.at, above.head):
                return time.start, (time.because,)
    setting = story.settings.get(id(sentence))
    if setting is not None and setting.time.start is not None:
        return setting.time.start, (ByRule("date.story", setting.time.text, (setting.time.because,)),)
    day = story.report.published_on
    return (day, (ByRule("date.publication", day.isoformat()),)) if day else None


def _by_naming(event: EventMention, story: Story) -> Dated | None:
    """Named again ("the attack"), or told again with "had", in a quotation or a denial: it has the day that it had.

    Of several that it may be, what is condemned or praised is the one with which the story begins, anything else the
    last.
    """
    known = [(earlier, when) for earlier, when in story.dated if when.basis != "publication"]
    for earlier, when in reversed(known):
        if earlier is event.again:
            return replace(when, basis="story"), (ByRule("date.named-again", earlier.head.text),)
    if event.again is None and not (told_before(event) or is_definite(event)):
        return None
    about = event.head.upos == "NOUN" and _is_spoken_of(event, story)
    for earlier, when in known if about and event.claim.value != "denied" else reversed(known):
        if is_same_deed(event, earlier, about) and not _is_to_come(event, when, story):
            return replace(when, basis="story"), (ByRule("date.told-again", earlier.head.text),)
    return None


def _is_to_come(event: EventMention, when: When, story: Story) -> bool:
    """Whether a verb tells as done what then would be after the report."""
    published = story.report.published_on
    later = published is not None and when.start is not None and when.start > published
    return later and event.status.value == "actual" and telling(event.sentence, event.head) == "past"


def _by_story(event: EventMention, story: Story) -> Dated | None:
    """The running time of the story, where the event goes on with it."""
    setting = story.settings.get(id(event.sentence))
    if setting is None or event.status.value not in ("actual", "negated"):
        return None
    if (event.statements and event.statements[0].kind == "direct") or telling(event.sentence, event.head) != "past":
        return None
    if (event.head.upos == "NOUN" and _is_spoken_of(event, story)) or _is_background(event, story):
        return None
    if event.type in DEALINGS and not _takes_part(event, setting, story):
        return None
    if event.type in WORDS and not _answers(event, setting, story):
        return None
    time = setting.time
    day = time.start
    if day is None:
        return None
    when = When(day, time.end or day, "day", "story", day.isoformat(), time.text, time.span)
    return when, (ByRule("date.story", time.text, (time.because,)),)


def _is_background(event: EventMention, story: Story) -> bool:
    """Whether it only says who somebody is ("the men who blew up the trains") or what went before ("after he fled")."""
    sentence = event.sentence
    heads = {id(other.head) for other in story.events.get(id(sentence), ()) if other.type not in WORDS}
    for token in (event.head, *sentence.ancestors(event.head)):
        relation = token.relation.partition(":")[0]
        if relation == "acl":
            first = sentence.subtree(token)[0]
            told_on = first.text == "," or (first.at > 0 and sentence.tokens[first.at - 1].text == ",")
            return not told_on  # "the premier, who promised": such a clause goes on with the story
        if relation == "advcl" and any(kid.lemma.lower() == "after" for kid in sentence.kids(token, "mark")):
            return not any(id(above) in heads for above in sentence.ancestors(token))
    return False


def _is_spoken_of(event: EventMention, story: Story) -> bool:
    """Whether the noun is what words are about: when "the attack" that they condemned was, is not told by them."""
    if event.claim.value == "denied":
        return True
    above = {id(token) for token in event.sentence.ancestors(event.head)}
    others = story.events.get(id(event.sentence), ())
    return any(other.type in WORDS and id(other.head) in above for other in others)


def _answers(event: EventMention, setting: Setting, story: Story) -> bool:
    """Whether the words pass between two who meet in the scene, by the same names."""
    there = {
        id(actor.chain) for other in story.events.get(id(setting.sentence), ()) if other.type in MEETINGS
        for side in (*other.sources, *other.targets) for actor in (side, *side.members)
    }  # fmt: skip
    sides = [{id(actor.chain) for actor in side} for side in (event.sources, event.targets)]
    return all(side & there for side in sides)


def _takes_part(event: EventMention, setting: Setting, story: Story) -> bool:
    """Whether a party of the event is one of those of the scene's events, told right before."""
    if story.places[id(event.sentence)] - story.places[id(setting.sentence)] > 1:
        return False  # who deals with whom later in the report does so on a day of its own
    there = [
        actor for other in story.events.get(id(setting.sentence), ()) for actor in (*other.sources, *other.targets)
    ]
    here = [actor for actor in (*event.sources, *event.targets) for actor in (actor, *actor.members)]
    return not here or any(is_same(left, right) is True for left in here for right in there)


def _by_publication(event: EventMention, story: Story) -> Dated | None:
    """The day of the report, for what a verb tells as done."""
    day = story.report.published_on
    told = event.head.upos == "VERB" or event.head.relation in {"obj", "nsubj:pass", "root"}
    if event.status.value != "actual" or not told or day is None:
        return None
    if event.head.upos == "NOUN" and _is_spoken_of(event, story):
        return None
    when = When(day, day, "day", "publication", day.isoformat(), None, None)
    return when, (ByRule("date.publication", day.isoformat()),)
