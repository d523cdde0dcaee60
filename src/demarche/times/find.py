"""The room's verb: sentences to expressions of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule, Mark, Span
from demarche.parse import Sentence
from demarche.times.match import Phrase, match_rules
from demarche.times.patterns import Lead, Piece, TimeRules
from demarche.times.record import TimeMention, Timex
from demarche.times.resolve import EFFECTS, Reading, Scene, grounds_of, resolve
from demarche.times.tense import Tense, tense_at

MEMORY = 3
"""Sentences after which a date no longer stands for the one that the text speaks of."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A date that was told: its reading, its words, its sentence's number and paragraph."""

    reading: Reading
    words: str
    sentence: int
    paragraph: int


def find_times(sentences: Sequence[Sentence], *, anchor: date | None, rules: TimeRules) -> tuple[TimeMention, ...]:
    """The expressions of time in the sentences, in order, never overlapping.

    `anchor` is the day of publication; without it, words that stand on it have a vague value and no days. "A day
    earlier" and the like stand on the last date told in the same or the previous sentence, otherwise on `anchor`; a
    date without a year, in a narrative of another year, takes that year.
    """
    return tuple(_find(sentences, anchor, rules))


def mark_times(times: Sequence[TimeMention]) -> tuple[Mark, ...]:
    """The times as marks: `[time=2024-03-12: Tuesday]`."""
    return tuple(Mark(time.span, "time", time.timex.value) for time in times)


def _find(sentences: Sequence[Sentence], anchor: date | None, rules: TimeRules) -> Iterator[TimeMention]:
    told: _Told | None = None
    for number, sentence in enumerate(sentences):
        pieces, phrases = match_rules(sentence, rules)
        for phrase in phrases:
            scene = _scene(sentence, number, pieces, phrase, anchor, told, rules)
            reading = resolve(phrase, scene)
            if reading is None:
                continue
            lead = _lead(sentence, pieces, phrase, rules)
            mention = _mention(sentence, pieces, phrase, reading, lead)
            yield mention
            if reading.type in ("DATE", "TIME") and reading.start is not None:
                told = _Told(reading, mention.text, number, sentence.paragraph)


def _scene(
    sentence: Sentence, number: int, pieces: Sequence[Piece], phrase: Phrase, anchor: date | None, told: _Told | None,
    rules: TimeRules,
) -> Scene:  # fmt: skip
    """What is known around the phrase."""
    span = _span(sentence, pieces, phrase)
    tokens = tuple(token for token in sentence.tokens if token.span.overlaps(span))
    words = [piece.low for piece in pieces[max(0, phrase.first - 2) : phrase.first]]
    lead = "ahead" if words == ["ahead", "of"] else words[-1] if words else ""
    tense = tense_at(sentence, tokens, rules.tense, lead)
    if sentence.kind == "headline" and tense.direction == "present":
        tense = Tense("past", tense.word)
    scene = Scene(anchor, tense)
    if told is None:
        return scene
    near = number - told.sentence <= 1
    scene = replace(scene, running=told.reading if near else None, told=told.words)
    start = told.reading.start
    close = number - told.sentence <= MEMORY
    if close and told.reading.told and start is not None and tense.direction != "future" and _is_past_year(start, anchor):
        return replace(scene, year=start.year, running=told.reading)
    return scene


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
    because: Because = ByRule(phrase.rule.id, text, tuple(grounds_of(reading)))
    if lead is not None and reading.type in ("DATE", "TIME") and reading.begin is None:
        reading = EFFECTS[lead.effect](reading)
        because = ByRule(lead.id, pieces[phrase.first - 1].text, (because,))
    timex = Timex(reading.type, reading.value, reading.mod, reading.begin, reading.finish)
    return TimeMention(span, text, timex, reading.start, reading.end, reading.grain, because)
