"""The room's verbs: sentences to mentions of places; a date line to a place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from demarche.base import ByRule, Mark, Span
from demarche.parse import Sentence
from demarche.places.beside import find_containers, find_contents, find_listed, is_filed
from demarche.places.candidates import Candidate, find_candidates, find_persons
from demarche.places.capitals import FOUND_CAPITAL, find_capitals
from demarche.places.choose import Choice, choose_places
from demarche.places.evidence import count_divisions, count_nations
from demarche.places.features import Named, Setting
from demarche.places.gazetteer import TOWN, Gazetteer
from demarche.places.outlets import home_words
from demarche.places.power import Bearing, judge_slot
from demarche.places.record import Place, PlaceMention
from demarche.places.rules import SlotRule
from demarche.places.tables import Reading

_STROKE = re.compile(r"\s*(?:/|;|\band\b|&)\s*", re.IGNORECASE)


def find_places(
    sentences: Sequence[Sentence], *, dateline: str | None, gazetteer: Gazetteer, home: Place | None = None
) -> tuple[PlaceMention, ...]:
    """The mentions of places in a report, in order, each on the map or known to be unknown.

    Args:
        sentences: the whole report's, since namesakes are told apart by what else it speaks of.
        dateline: where it was filed from, as printed.
        gazetteer: the room's knowledge.
        home: where the outlet is at home, if that is a paper of one region.
    """
    found: list[tuple[Candidate, SlotRule | None]] = []
    named: list[Named] = []
    persons = find_persons(sentences)
    for sentence in sentences:
        kept = _kept(sentence, gazetteer, persons)
        found.extend(kept)
        named.extend(_name(sentence, [candidate for candidate, _ in kept], gazetteer))
    setting = _setting(sentences, dateline, home, gazetteer)
    choices = choose_places(named, gazetteer, setting)
    mentions = tuple(
        _mention(candidate, rule, choice)
        for (candidate, rule), choice in zip(found, choices, strict=True)
        if choice.reading is not None or candidate.found == "names"
    )
    capitals = find_capitals(sentences, mentions, filed=setting.dateline, gazetteer=gazetteer)
    return tuple(sorted((*mentions, *capitals), key=lambda one: one.span.start))


def resolve_places(
    sentences: Sequence[Sentence],
    spans: Sequence[Span],
    *,
    dateline: str | None,
    gazetteer: Gazetteer,
    home: Place | None = None,
) -> tuple[Place | None, ...]:
    """The places of given spans, each known to name one: an adjective or people among them is its country.

    Args:
        sentences: the whole report's.
        spans: characters of the names.
        dateline: where it was filed from, as printed.
        gazetteer: the room's knowledge.
        home: where the outlet is at home, if that is a paper of one region.
    """
    named, setting = name_places(sentences, spans, dateline=dateline, gazetteer=gazetteer, home=home)
    choices = choose_places(named, gazetteer, setting)
    found = {one.span: choice.reading for one, choice in zip(named, choices, strict=True)}
    return tuple(reading.place if (reading := found.get(span)) else None for span in spans)


def name_places(
    sentences: Sequence[Sentence],
    spans: Sequence[Span],
    *,
    dateline: str | None,
    gazetteer: Gazetteer,
    home: Place | None = None,
) -> tuple[tuple[Named, ...], Setting]:
    """The given names, and those beside them that the names layer has, each with what it may be of; see
    `resolve_places`."""
    named: dict[Span, Named] = {}
    persons = find_persons(sentences)
    for sentence in sentences:
        given = tuple(_given(sentence, span) for span in spans if sentence.span.holds(span))
        free = (one for one in find_candidates(sentence, gazetteer, persons=persons)
                if one.found == "names" and not any(one.span.overlaps(span) for span in spans))  # fmt: skip
        both = sorted((*given, *free), key=lambda one: one.span.start)
        named.update((one.span, one) for one in _name(sentence, both, gazetteer))
    for span, one in named.items():
        people = gazetteer.countries.people.get(one.text)
        if people is not None and one.text not in gazetteer.countries.names:
            named[span] = replace(one, readings=(Reading(gazetteer.place_of_country(people), "country"),))
        elif not one.readings and (land := gazetteer.land_of(one.text)) is not None:
            named[span] = replace(one, readings=(land,))
    return tuple(named.values()), _setting(sentences, dateline, home, gazetteer)


def _given(sentence: Sentence, span: Span) -> Candidate:
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    return Candidate(tuple(token for token in sentence.tokens if token.span.overlaps(span)), span, words, "names")


def _setting(sentences: Sequence[Sentence], dateline: str | None, home: Place | None, gazetteer: Gazetteer) -> Setting:
    filed = place_of(dateline, gazetteer) if dateline else None
    return Setting(count_nations(sentences, gazetteer), filed, home, count_divisions(sentences, gazetteer))


def place_of(words: str, gazetteer: Gazetteer, *, context: Sequence[Place] = ()) -> Place | None:
    """The place that a date line or another bare string names: "KYIV, Ukraine", "WASHINGTON"; None if unknown.

    Args:
        words: as printed; of several places joined by a stroke or "and" the first counts.
        gazetteer: the room's knowledge.
        context: other places known to matter, among them perhaps the country.
    """
    first = _STROKE.split(words.strip(" .-–—()"))[0]
    parts = [part.strip() for part in re.split(r",|\(", first) if part.strip(" )")]
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    text = ", ".join(parts)
    if not parts:
        return None
    triples = [(span, part, _read(part, gazetteer)) for span, part in zip(spans, parts, strict=True)]
    triples[0] = (spans[0], parts[0], _filed_from(triples[0][2]))
    containers = find_containers(text, triples, gazetteer)
    names = [Named(span, part, readings, inside=inside)
             for (span, part, readings), inside in zip(triples, containers, strict=True)]  # fmt: skip
    nations = Counter(place.country for place in context if place.country)
    reading = choose_places(names, gazetteer, Setting(nations))[0].reading
    return reading.place if reading else None


def _read(part: str, gazetteer: Gazetteer) -> tuple[Reading, ...]:
    """The readings of a part of a date line, whose capitals mean nothing."""
    return gazetteer.readings(part) or gazetteer.readings(part.title())


def _filed_from(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings without divisions if there is a town among them: reports are filed from towns."""
    towns = tuple(one for one in readings if one.source != "region")
    return towns if any(one.place.population >= TOWN for one in towns) else readings


def home_of(outlet: str | None, url: str | None, gazetteer: Gazetteer) -> Place | None:
    """Where a report's paper is at home, if it is one of a town or region; by its name or the page's address."""
    words = home_words(outlet, url, gazetteer.outlets)
    return place_of(words, gazetteer) if words else None


def mark_places(places: Sequence[PlaceMention]) -> tuple[Mark, ...]:
    """The mentions as marks: `[place=Hanoi,VNM: Hanoi]`, `[power=Seoul,KOR: Seoul]`; unknown ones without a value."""
    return tuple(Mark(mention.span, "power" if mention.power else "place", _value(mention.place)) for mention in places)


def countries_named(places: Sequence[PlaceMention]) -> list[tuple[int, str]]:
    """Where in the text (offset in characters) a place of a known country is named, and that country's code.

    Where talks are held in "the Ethiopian capital" nothing of Ethiopia's is named.
    """
    return [
        (it.span.start, it.place.country) for it in places
        if it.place is not None and it.place.country and getattr(it.because, "rule", "") != FOUND_CAPITAL
    ]  # fmt: skip


def _value(place: Place | None) -> str | None:
    if place is None:
        return None
    return f"{place.name},{place.country}" if place.country else place.name


def _kept(sentence: Sentence, gazetteer: Gazetteer, persons: frozenset[str]) -> list[tuple[Candidate, SlotRule | None]]:
    """The candidates that the rules leave as mentions, each with the rule that judged it."""
    kept = []
    for candidate in find_candidates(sentence, gazetteer, persons=persons):
        rule = judge_slot(sentence, candidate.tokens, _bearing(candidate, gazetteer), gazetteer.rules)
        if rule is not None and rule.means == "none":
            continue
        if candidate.timid and (rule is None or rule.means != "place"):
            continue
        kept.append((candidate, rule))
    return kept


def _bearing(candidate: Candidate, gazetteer: Gazetteer) -> Bearing:
    country = gazetteer.country_of(candidate.text) is not None
    seat = gazetteer.seat_of(candidate.text)
    readings = gazetteer.readings(candidate.text)
    capital = seat is not None and any(one.source == "city" and one.capital for one in readings)
    region = any(one.place.kind == "region" and one.source == "site" for one in readings)
    return Bearing(
        country=country and not region, capital=capital, seat=seat is not None and not capital,
        water=any(one.place.kind == "water" for one in readings),
    )  # fmt: skip


def _name(sentence: Sentence, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> list[Named]:
    start = sentence.span.start
    triples = [
        (Span(one.span.start - start, one.span.end - start), one.text, gazetteer.readings(one.text))
        for one in candidates
    ]
    listed = find_listed(sentence.text, triples)
    containers = find_containers(sentence.text, triples, gazetteer, listed)
    contents = find_contents(sentence.text, triples, listed)
    return [
        Named(
            candidate.span, candidate.text, readings, _division_noun(sentence, candidate, gazetteer), containers[at],
            contents[at], listed=at in listed, filed=is_filed(sentence.text, span, at),
        )
        for at, (candidate, (span, _, readings)) in enumerate(zip(candidates, triples, strict=True))
    ]  # fmt: skip


def _division_noun(sentence: Sentence, candidate: Candidate, gazetteer: Gazetteer) -> str:
    """The noun for a division in the name, after it, after the list that it begins ("Otoe and Washington counties"), or
    before it with "of"; empty if there is none."""
    nouns = gazetteer.rules.words["division"]
    first, last = candidate.tokens[0].at, candidate.tokens[-1].at
    for token in candidate.tokens[1:]:
        if token.text.lower() in nouns:
            return token.text.lower()
    listed = False
    for token in sentence.tokens[last + 1 : last + 16]:
        if token.lemma.lower() in nouns and (token.text[0].islower() or not listed):
            return token.lemma.lower() if not listed or token.text.lower() != token.lemma.lower() else ""
        if token.upos != "PROPN" and token.text not in (",", "and", "or"):
            break
        listed = True
    while (
        first > 1
        and sentence.tokens[first - 1].text in (",", "and", "or")
        and sentence.tokens[first - 2].upos == "PROPN"
    ):
        first -= 2  # "the provinces of Nyanza, Coast and Western"
        while first and sentence.tokens[first - 1].upos == "PROPN":
            first -= 1
    before = sentence.tokens[max(0, first - 2) : first]
    led = len(before) == 2 and before[1].text == "of" and before[0].lemma.lower() in nouns
    return before[0].lemma.lower() if led else ""


def _mention(candidate: Candidate, rule: SlotRule | None, choice: Choice) -> PlaceMention:
    ground = ByRule(f"choice.{choice.ground}", candidate.text)
    parents = (ground, ByRule(rule.id, candidate.text)) if rule else (ground,)
    return PlaceMention(
        candidate.span, candidate.text, choice.reading.place if choice.reading else None,
        rule is not None and rule.means == "power", ByRule(f"found.{candidate.found}", candidate.text, parents),
    )  # fmt: skip
