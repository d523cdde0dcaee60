"""Weighs the days and places that the rules found with all that the report names, in the light of the whole story."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp

from demarche.base import Because, ByModel, ByRule, Span
from demarche.coding.dating import with_history
from demarche.coding.near import Answer, Candidate, Near
from demarche.coding.ontology import Placing
from demarche.coding.record import When, Where
from demarche.coding.told import Dated, tells_when
from demarche.coding.wording import is_there, where_at, where_of
from demarche.events import EventMention
from demarche.knowledge import Weights
from demarche.parse import Sentence
from demarche.places import Place, PlaceMention
from demarche.times import TimeMention

Placed = tuple[Where | None, tuple[Because, ...]]

NOTHING = "-"
"""The ground of an answer that the rules do not give."""

MARGIN = 2.0
"""Log odds by which another answer must be likelier than the rules' own."""

AGES = ((-1, "future"), (0, "day"), (1, "eve"), (7, "week"), (31, "month"), (366, "year"))
"""Days that something lies back, at most, and what that is called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that is not the rules': the candidate, None for none, and why."""

    candidate: Candidate | None
    because: ByModel


def key_of(place: Place | Where) -> Hashable:
    """What a place is compared by."""
    return place.geonames_id or (place.name.lower(), place.country)


def see_places(
    events: Sequence[EventMention],
    sentences: Sequence[Sentence],
    known: Sequence[PlaceMention],
    placed: Mapping[int, Placed],
    *,
    filed: Place | None,
    placing: Placing,
) -> Near:
    """The report's places as candidates beside what the rules found; `known` are those that are no powers."""
    spans: dict[Hashable, list[Span]] = {}
    kinds: dict[Hashable, str] = {}
    countries: dict[Hashable, str | None] = {}
    for mention in known:
        key = key_of(mention.place) if mention.place else (mention.text.lower(), None)
        spans.setdefault(key, []).append(mention.span)
        kinds.setdefault(key, mention.place.kind if mention.place else "unknown")
        countries.setdefault(key, mention.place.country if mention.place else None)
    home = key_of(filed) if filed is not None else None
    if filed is not None and home is not None:
        spans.setdefault(home, [])
        kinds.setdefault(home, filed.kind)
        countries.setdefault(home, filed.country)

    def extra(event: EventMention, candidate: Candidate) -> tuple[str, ...]:
        country = countries[candidate.key]
        sources, targets = ({one.country for one in side if one.country} for side in (event.sources, event.targets))
        of = "unknown" if country is None or not (sources or targets) else "neither"
        of = "source" if country and country in sources else "target" if country and country in targets else of
        return (f"of {of}", *(("filed",) if candidate.key == home else ()))

    answers = {
        id(event): Answer(key_of(where), where.basis) if (where := placed[id(event)][0]) else Answer(None, NOTHING)
        for event in events
    }
    candidates = [Candidate(key, tuple(found), kinds[key]) for key, found in spans.items()]
    return Near(events, sentences, candidates, answers, present=lambda event: is_there(event, placing), extra=extra)


def weigh_places(
    events: Sequence[EventMention],
    sentences: Sequence[Sentence],
    known: Sequence[PlaceMention],
    placed: Mapping[int, Placed],
    *,
    filed: Place | None,
    dateline: str,
    placing: Placing,
    weights: Weights,
) -> dict[int, Placed]:
    """By event the place that most speaks for, and why."""
    out = dict(placed)
    if not weights.rows or not events:
        return out
    near = see_places(events, sentences, known, placed, filed=filed, placing=placing)
    for event, choice in choose_all(near, weights, "coding.place"):
        because = (*placed[id(event)][1], choice.because)
        if choice.candidate is None:
            out[id(event)] = None, because
            continue
        spans = set(choice.candidate.spans)
        mentions = [one for one in known if one.span in spans]
        if mentions:
            mention = min(mentions, key=lambda one: _away(event, one.span))
            out[id(event)] = where_of(mention, _basis(event, mention.span)), because
        elif filed is not None:
            out[id(event)] = where_at(filed, dateline, "dateline"), because
    return out


def see_days(
    events: Sequence[EventMention],
    sentences: Sequence[Sentence],
    times: Sequence[TimeMention],
    dated: Mapping[int, Dated],
    *,
    published: date | None,
    placing: Placing,
) -> Near:
    """The report's times as candidates beside what the rules found."""
    spans: dict[Hashable, list[Span]] = {}
    kinds: dict[Hashable, str] = {}
    for time in times:
        stretch = _stretch(time, published)
        if stretch is not None:
            spans.setdefault(stretch, []).append(time.span)
            kinds.setdefault(stretch, time.granularity)
    answers = {}
    for event in events:
        when = dated[id(event)][0]
        answer = Answer(None, when.basis if when else NOTHING)
        if when is not None and when.basis != "publication":
            key = (when.start, when.end)
            spans.setdefault(key, [when.span] if when.span else [])
            kinds.setdefault(key, when.granularity)
            answer = Answer(key, when.basis)
        answers[id(event)] = answer
    ages = {key: _age(key, published) for key in spans}

    def extra(event: EventMention, candidate: Candidate) -> tuple[str, ...]:
        age = ages[candidate.key]
        return f"age={age}", f"age={age} {event.head.xpos}"

    candidates = [Candidate(key, tuple(found), kinds[key]) for key, found in spans.items()]
    return Near(events, sentences, candidates, answers, present=lambda event: is_there(event, placing), extra=extra)


def weigh_days(
    events: Sequence[EventMention],
    sentences: Sequence[Sentence],
    times: Sequence[TimeMention],
    dated: Mapping[int, Dated],
    *,
    published: date | None,
    placing: Placing,
    weights: Weights,
) -> dict[int, Dated]:
    """By event the days that most speaks for, and why; where it was none but that of the report, that stays."""
    out = dict(dated)
    if not weights.rows or not events:
        return out
    near = see_days(events, sentences, times, dated, published=published, placing=placing)
    for event, choice in choose_all(near, weights, "coding.date"):
        if choice.candidate is None:
            continue  # a day that the rules found is not taken away
        because = (*dated[id(event)][1], choice.because)
        key = choice.candidate.key
        found = [one for one in times if _stretch(one, published) == key]
        others = [when for when, _ in dated.values() if when is not None and (when.start, when.end) == key]
        if found:
            time = min(found, key=lambda one: _away(event, one.span))
            start, end = _stretch(time, published) or (None, None)
            basis = _basis(event, time.span)
            when = When(start, end, time.granularity, basis, time.timex.value, time.text, time.span)
        else:
            when = replace(others[0], basis="story")
        out[id(event)] = with_history(when, published), because
    return out


def choose_all(near: Near, weights: Weights, head: str) -> Iterator[tuple[EventMention, Choice]]:
    """The events for which another answer is chosen than the rules'."""
    for event in near.events:
        choice = choose(event, near, weights, head)
        if choice is not None:
            yield event, choice


def choose(event: EventMention, near: Near, weights: Weights, head: str) -> Choice | None:
    """The answer that is likelier than the rules' by the margin, None if theirs stays."""
    if near.is_firm(event):
        return None
    answer, parts = near.answers[id(event)], near.parts(event)
    keys = [None, *(candidate.key for candidate in near.candidates)]
    scores = [weights.add_parts(some)[0] for some in parts]
    mine = keys.index(answer.key)
    best = max(range(len(scores)), key=lambda at: scores[at])
    if best == mine or scores[best] - scores[mine] <= MARGIN:
        return None
    sure = 1 / sum(exp(max(-60.0, score - scores[best])) for score in scores)
    feature = weights.strongest(name for part in parts[best] for name in part.names())
    return Choice(near.candidates[best - 1] if best else None, ByModel(head, sure, (ByRule(head, feature),)))


def _stretch(time: TimeMention, published: date | None) -> tuple[date | None, date | None] | None:
    """The days of a time that tells when something was; what goes on since a day does so up to the report."""
    if not tells_when(time):
        return None
    start, end = time.start, time.end
    if end is None and start is not None and published is not None and start <= published:
        end = published
    return (start, end) if start is not None or end is not None else None


def _age(key: Hashable, published: date | None) -> str:
    start, end = key if isinstance(key, tuple) else (None, None)
    day = end or start
    if published is None or day is None:
        return "unknown"
    back = (published - day).days
    return next((name for most, name in AGES if back <= most), "history")


def _away(event: EventMention, span: Span) -> tuple[bool, bool, int]:
    """How far a naming is from an event: in its sentence, else before it, else behind."""
    behind = span.start > event.head.span.start
    return not event.sentence.span.holds(span), behind, abs(span.start - event.head.span.start)


def _basis(event: EventMention, span: Span) -> str:
    return "sentence" if event.sentence.span.holds(span) else "story"
