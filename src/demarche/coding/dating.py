"""When an event took place, and on what ground: its clause, its sentence, the story's running time, the publication.

The grounds are asked in order, and the first that answers stands; where other events tell the day, they go before the
sentence. What is told in simple past without a time of
its own goes on where the story is; what is told with "had", quoted or denied does so only if it is a deed that the
story has dated before. Words (blame, demands, praise) are spoken at no other time than that of the report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from demarche.base import ByRule, Span
from demarche.coding.attach import nearest
from demarche.coding.fitting import DEALINGS, WORDS, fits
from demarche.coding.governors import anchor_of, governors
from demarche.coding.naming import is_definite, is_same, is_same_deed, told_before
from demarche.coding.occasions import occasion_of
from demarche.coding.record import When
from demarche.coding.scenes import DAY, Setting, telling
from demarche.coding.stepping import by_plan, by_since, by_step, by_then, by_within
from demarche.coding.told import Dated, Story, tells_when
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.times import TimeMention

HISTORY = timedelta(days=365)
"""What was over so long before the report is history to it."""

MEETINGS = frozenset({"CONSULT", "SANCTION"})
"""Types in which the sides face each other: talks and trials."""


def date_event(event: EventMention, story: Story) -> Dated:
    """The days of the event and the reasons; events are to be asked in the order of the text."""
    found: Dated | None = None
    for ground in (
        _by_known_name,
        by_step,
        by_since,
        by_then,
        by_within,
        _by_occasion,
        _by_words,
        _by_naming,
        by_plan,
        _by_story,
        _by_publication,
    ):
        found = found or ground(event, story)
    when, because = found or (None, ())
    if when is None:
        return None, ()
    story.dated.append((event, when))
    return with_history(when, story.report.published_on), because


def with_history(when: When, published: date | None) -> When:
    """The days, marked as history if they were over long before the report."""
    past = published is not None and when.end is not None and when.end < published - HISTORY
    return replace(when, historical=past)


def _by_words(event: EventMention, story: Story) -> Dated | None:
    """The time that belongs to the event by the tree of its sentence."""
    sentence, held = event.sentence, story.times.get(id(event.sentence), ())
    heads = governors(sentence, held)
    fit = [one for one in held if tells_when(one) and fits(event, one, heads.get(one.span), story.report.published_on)]
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
    time = _finest(time, own)
    start, end = _closed(event, time, story.report.published_on)
    end = _joined_end(sentence, time, held) or end
    grain = "days" if time.end is None and end is not None and start != end else time.granularity
    when = When(start, end, grain, ground, time.timex.value, time.text, time.span)
    return when, (ByRule(f"date.{ground}", time.text, (time.because,)),)


def _finest(time: TimeMention, beside: Sequence[TimeMention]) -> TimeMention:
    """The time, or a day within it that hangs on the same word: "in July 2019 they seized a tanker on the 4th"."""
    start, end = time.start, time.end
    if start is None or end is None or start == end:
        return time
    days = (one for one in beside if one.start is not None and one.start == one.end)
    return next((one for one in days if one.start is not None and start <= one.start <= end), time)


def _joined_end(sentence: Sentence, time: TimeMention, held: Sequence[TimeMention]) -> date | None:
    """The last day of the next that "and" joins to this one: "on Monday and Tuesday", "late on Sunday and early on
    Monday"."""
    if time.granularity not in DAY or time.end is None:
        return None
    for one in held:
        between = sentence.text[time.span.end - sentence.span.start : one.span.start - sentence.span.start].split()
        follows = one.start is not None and one.end is not None and (one.start - time.end).days == 1
        if follows and one.granularity in DAY and between in (["and"], ["and", "on"]):
            return one.end
    return None


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
    held = [one for one in story.times.get(id(sentence), ()) if tells_when(one) and one.timex.type != "DURATION"]
    near = (event.head, sentence.head(event.head))
    return None if any(head in near for head in governors(sentence, held).values()) else _by_naming(event, story)


def _by_occasion(event: EventMention, story: Story) -> Dated | None:
    """ "During the talks": the day of an event that the report has dated."""
    found = occasion_of(event, story.times.get(id(event.sentence), ()), story.dated)
    if found is None or event.status.value not in ("actual", "negated"):
        return None
    when, words = found
    return replace(when, basis="story"), (ByRule("date.occasion", words),)


def _is_mended(sentence: Sentence, time: TimeMention, head: Token | None) -> bool:
    """Whether the time hangs lower than the tree has it."""
    at = anchor_of(sentence, time.span)
    above = sentence.head(at) if at is not None else None
    return head is not None and above is not None and above is not head and above in sentence.ancestors(head)


def _closed(event: EventMention, time: TimeMention, published: date | None) -> tuple[date | None, date | None]:
    """The days of the time; what has gone on since a day has done so up to the report, what was done by Friday night
    was done that night."""
    start, end, done = time.start, time.end, event.status.value in ("actual", "negated")
    if done and start is not None and time.timex.value == f"{start}TXX":
        return start, start  # "hours later" is the same day, if nothing else is told
    if done and end is None and start is not None and published is not None and start <= published:
        return start, published
    if done and start is None and end is not None and time.granularity in ("part", "hour", "minute"):
        return end, end
    return start, end


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
    if (event.head.upos == "NOUN" and _is_spoken_of(event, story)) or _went_before(event, day, story):
        return None
    when = When(day, day, "day", "publication", day.isoformat(), None, None)
    return when, (ByRule("date.publication", day.isoformat()),)


def _went_before(event: EventMention, day: date, story: Story) -> bool:
    """Whether it went before what was over by the day: "he was jailed in 2021 after he blamed the king"."""
    sentence = event.sentence
    for token in (event.head, *sentence.ancestors(event.head)):
        if token.relation == "advcl" and any(kid.lemma.lower() == "after" for kid in sentence.kids(token, "mark")):
            above = sentence.head(token)
            whens = [when for earlier, when in story.dated if earlier.head is above]
            return any(when.end is not None and when.end < day for when in whens)
    return False
