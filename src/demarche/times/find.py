"""The room's verb: sentences to expressions of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule, Mark, Span
from demarche.parse import Sentence
from demarche.times.chart import Phrase
from demarche.times.match import match_rules
from demarche.times.patterns import Lead, Piece, TimeRules, Word
from demarche.times.reading import Order, Reading, Scene, tells_year, vague
from demarche.times.record import TimeMention, Timex
from demarche.times.resolve import EFFECTS, resolve
from demarche.times.tense import Tense, tense_at

RECENT = 4
"""How many sentences back "that night" may look."""

FAR = 8
"""Years that a history does not leap at once: a date farther off is told in passing, until a second stands by it."""

REPORT = 12
"""How many sentences a report goes on with a quarter that it has named."""

QUARTERS = frozenset({"nearest", "quarter", "within", "same"})
"""Values of rules that say which quarter a report is about."""

FULL_DATES = 4
"""Dates with a year that a text needs to be taken for a history."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A date that was told: its reading, its words, its sentence's number, and whether it only names a thing."""

    reading: Reading
    words: str
    sentence: int
    names: bool = False


def find_times(
    sentences: Sequence[Sentence], *, anchor: date | None, rules: TimeRules, order: Order | None = None
) -> tuple[TimeMention, ...]:
    """The expressions of time in the sentences, in order, never overlapping.

    `anchor` is the day of publication; without it, words that stand on it have a vague value and no days. "A day
    earlier" and the like stand on the last date told in the same or the previous sentence, otherwise on `anchor`; a
    date without a year, in a narrative of another year, takes that year. `order` is how the outlet's country writes
    dates in figures.
    """
    return tuple(_find(sentences, anchor, rules, order))


def doubts_of(times: Sequence[TimeMention]) -> tuple[str, ...]:
    """What cannot be so, a line each: days that no month has, dates that their weekday contradicts."""
    return tuple(
        f"{time.text!r} is no day of the calendar" if rule == "doubt.no-such-day" else f"{time.text!r}: {words}"
        for time in times if isinstance(time.because, ByRule)
        for rule, words in _doubts(time.because)
    )  # fmt: skip


def _doubts(because: ByRule) -> Iterator[tuple[str, str]]:
    for one in (because, *because.parents):
        if isinstance(one, ByRule) and one.rule.startswith("doubt."):
            yield one.rule, one.words
        elif isinstance(one, ByRule) and one is not because:
            yield from _doubts(one)


def mark_times(times: Sequence[TimeMention]) -> tuple[Mark, ...]:
    """The times as marks: `[time=2024-03-12: Tuesday]`."""
    return tuple(Mark(time.span, "time", time.timex.value) for time in times)


def _find(
    sentences: Sequence[Sentence], anchor: date | None, rules: TimeRules, order: Order | None
) -> Iterator[TimeMention]:
    matched = [(sentence, *match_rules(sentence, rules)) for sentence in sentences]
    every = [phrase for _, _, phrases in matched for phrase in phrases]
    narrative, order = _is_narrative(every), order or _own_order(every)
    told: _Told | None = None
    passing: int | None = None
    quarter: _Told | None = None
    for number, (sentence, pieces, phrases) in enumerate(matched):
        for phrase in _shown(pieces, phrases):
            scene = Scene(anchor, _tense(sentence, pieces, phrase, rules), order=order)
            if told is not None:
                scene = _recall(scene, told, number - told.sentence, narrative)
            if quarter is not None and number - quarter.sentence <= REPORT:
                scene = replace(scene, quarter=quarter.reading)
            reading = resolve(phrase, scene)
            if reading is None and (reading := _no_such_day(phrase)) is None:
                continue
            mention = _mention(sentence, pieces, phrase, reading, _lead(sentence, pieces, phrase, rules))
            yield mention
            if reading.grain == "quarter" and _has_begun(reading, anchor) and _names_quarter(phrase):
                quarter = _Told(reading, mention.text, number)
            if reading.type not in ("DATE", "TIME") or reading.start is None or (narrative and not reading.told):
                continue
            if narrative and told is not None and _is_in_passing(pieces, phrase, reading, told, passing):
                passing = reading.start.year
            else:
                names = not narrative and _names_a_thing(sentence, mention.span)
                told, passing = _Told(reading, mention.text, number, names), None


def _shown(pieces: Sequence[Piece], phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The phrases as mentions: where a rule shows only its beginning, that, and then the phrases after it."""
    for phrase in phrases:
        words = [piece.low for piece in pieces[phrase.first : phrase.last]]
        if phrase.rule.shows not in words:
            yield phrase
            continue
        end = phrase.first + words.index(phrase.rule.shows) + 1
        yield replace(phrase, last=end)
        yield from (part for _, part in phrase.parts if isinstance(part, Phrase) and part.first >= end)


def _no_such_day(phrase: Phrase) -> Reading | None:
    """What is written as a day of a month that has no such day, "31 February": a time without days, and the doubt."""
    if not {"monthname", "dom"} <= {slot for slot, _ in phrase.parts}:
        return None
    return replace(vague("XXXX-XX-XX"), grounds=(ByRule("doubt.no-such-day", phrase.rule.id),))


def _names_a_thing(sentence: Sentence, span: Span) -> bool:
    """Whether the date stands before the noun that it tells from others: "the May 3, 2018, attack"."""
    tokens = sentence.within(span)
    inner = {token.at for token in tokens}
    heads = [head for token in tokens if token.head not in inner and (head := sentence.head(token)) is not None]
    if any(head.span.start >= span.end and head.upos in ("NOUN", "PROPN") for head in heads):
        return True
    after = [token for token in sentence.tokens[tokens[-1].at + 1 :][:2] if token.text != ","][:1] if tokens else []
    framed = tokens and tokens[0].at and sentence.tokens[tokens[0].at - 1].upos == "DET"
    return bool(framed) and any(token.upos in ("NOUN", "PROPN") for token in after)


def _has_begun(reading: Reading, anchor: date | None) -> bool:
    """Whether the period has days and is not still to come: no report accounts for a quarter before it begins."""
    return reading.start is not None and (anchor is None or reading.start <= anchor)


def _names_quarter(phrase: Phrase) -> bool:
    return phrase.rule.call is not None and phrase.rule.call.name in QUARTERS


def _is_in_passing(pieces: Sequence[Piece], phrase: Phrase, reading: Reading, told: _Told, passing: int | None) -> bool:
    """Whether a history only mentions the date: a bare year that it looks ahead to, or one far from where it stands."""
    if reading.start is None or told.reading.start is None:
        return False
    year, now = reading.start.year, told.reading.start.year
    call = phrase.rule.call
    if call is not None and call.name == "shift" and call.args[-1] == "'back'":
        return True  # "the previous year": the history goes on where it was
    if reading.grain == "year" and year == now and told.reading.grain != "year":
        return True
    if (
        reading.grain in ("year", "years")
        and phrase.first
        and pieces[phrase.first - 1].low in ("for", "since", "until")
    ):
        return True
    return abs(year - now) > FAR and (passing is None or abs(year - passing) > FAR)


def _is_narrative(phrases: Sequence[Phrase]) -> bool:
    """Whether the text tells a history: dates with their years, and hardly a word that stands on its own day."""
    years = sum(tells_year(phrase) for phrase in phrases)
    days = sum(_stands_on_publication(phrase) for phrase in phrases)
    return years >= FULL_DATES and years > 2 * days


def _own_order(phrases: Sequence[Phrase]) -> Order | None:
    """How the text writes dates in figures, by those that can be read in one way, or by "3 March" in words.

    "March 3" says nothing: many who write so put the day first in figures.
    """
    found: set[Order] = set()
    for phrase in phrases:
        slots = [slot for slot, _ in phrase.parts]
        if "dom" in slots and "monthname" in slots and slots.index("dom") < slots.index("monthname"):
            found.add("dmy")
        figures = phrase.part("figures")
        if isinstance(figures, Word):
            first, second = (int(part) for part in figures.value.split("/")[:2])
            found |= {"dmy"} if first > 12 else {"mdy"} if second > 12 else set()
    return found.pop() if len(found) == 1 else None


def _stands_on_publication(phrase: Phrase) -> bool:
    call = phrase.rule.call
    if call is None:
        return False
    return call.name in ("same", "previous", "next", "coming", "weekend") or call.args[:1] in (
        ("'publication'",), ("weekday",)
    )  # fmt: skip


def _tense(sentence: Sentence, pieces: Sequence[Piece], phrase: Phrase, rules: TimeRules) -> Tense:
    span = _span(sentence, pieces, phrase)
    tokens = tuple(token for token in sentence.tokens if token.span.overlaps(span))
    words = [piece.low for piece in pieces[max(0, phrase.first - 2) : phrase.first]]
    lead = "ahead" if words == ["ahead", "of"] else words[-1] if words else ""
    if lead == "for" and phrase.rule.gives.split()[0] not in ("day", "part", "clock"):
        lead = ""  # "figures for January" point nowhere
    tense = tense_at(sentence, tokens, rules.tense, lead)
    return Tense("past", tense.word) if sentence.kind == "headline" and tense.direction == "present" else tense


def _recall(scene: Scene, told: _Told, far: int, narrative: bool) -> Scene:
    """The scene with the last date told, and its year for dates without one.

    A report's dates without a year stand on the day of publication, unless a full date of a past year was told just
    before; a history's stand on the year that it has come to.
    """
    reading = told.reading
    running, recent = (reading if near else None for near in (far <= 1 or narrative, far <= RECENT or narrative))
    scene = replace(scene, running=running, recent=recent, told=told.words, here=not far)
    if not reading.told or reading.start is None or not _is_past_year(reading.start, scene.anchor):
        return scene
    if narrative:
        return replace(scene, year=reading.start.year, running=reading, recent=reading)
    near = far <= 1 and not told.names and reading.grain in ("day", "part", "month", "season")
    near = near and scene.tense.direction != "future"
    return replace(scene, year=reading.start.year) if near else scene


def _is_past_year(start: date, anchor: date | None) -> bool:
    """Whether the date lies in a year that a date without a year, said at the anchor, would not be taken for."""
    return anchor is None or start < anchor - timedelta(days=365)


def _span(sentence: Sentence, pieces: Sequence[Piece], phrase: Phrase) -> Span:
    base = sentence.span.start
    return Span(base + pieces[phrase.first].start, base + pieces[phrase.last - 1].end)


def _lead(sentence: Sentence, pieces: Sequence[Piece], phrase: Phrase, rules: TimeRules) -> Lead | None:
    """The lead right before the phrase; none if the phrase belongs to a noun after it ("after Friday's attack")."""
    if not phrase.first:
        return None
    before = pieces[phrase.first - 1].low
    lead = next((one for one in rules.leads if before in one.words), None)
    if lead is None or (phrase.last < len(pieces) and pieces[phrase.last].low == "'s"):
        return None
    span = _span(sentence, pieces, phrase)
    for token in sentence.tokens:
        if token.span.overlaps(span):
            head = sentence.head(token)
            if head is not None and head.span.start >= span.end and head.upos in ("NOUN", "PROPN"):
                return None
    return lead


def _mention(
    sentence: Sentence, pieces: Sequence[Piece], phrase: Phrase, reading: Reading, lead: Lead | None
) -> TimeMention:
    span = _span(sentence, pieces, phrase)
    text = sentence.text[pieces[phrase.first].start : pieces[phrase.last - 1].end]
    because: Because = ByRule(phrase.rule.id, text, tuple(dict.fromkeys(reading.grounds)))
    within_day = lead is not None and lead.whole_days and reading.grain == "part"
    if lead is not None and not within_day and reading.type in ("DATE", "TIME") and reading.begin is None:
        reading = EFFECTS[lead.effect](reading)
        because = ByRule(lead.id, pieces[phrase.first - 1].text, (because,))
    timex = Timex(reading.type, reading.value, reading.mod, reading.begin, reading.finish)
    return TimeMention(span, text, timex, reading.start, reading.end, reading.grain, because)
