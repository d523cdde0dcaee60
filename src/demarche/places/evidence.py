"""What a report shows of its part of the world by other words than names of places."""

from collections import Counter
from collections.abc import Iterator, Sequence

from demarche.mentions import name_spans
from demarche.parse import Sentence, Token
from demarche.places.gazetteer import Gazetteer
from demarche.places.names import fold_name
from demarche.places.record import Place


def count_nations(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> dict[str, float]:
    """How often adjectives and peoples of each country stand in the report, and words that only its papers use."""
    counts: Counter[str] = Counter()
    people, hints = gazetteer.countries.people, gazetteer.rules.hints
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[:1].isupper() and token.text in people and token.upos in ("ADJ", "NOUN", "PROPN"):
                counts[people[token.text].code] += 1
            elif (hinted := hints.get(token.text.lower())) is not None:
                counts[hinted] += 1
    return {code: float(count) for code, count in counts.items()}


def count_divisions(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> dict[tuple[str, str], float]:
    """How often divisions stand in the report in names of bodies ("University of Iowa") and as peoples ("Ohioans")."""
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        for place in _divisions(sentence, gazetteer):
            if place.country and place.admin1:
                counts[place.country, place.admin1] += 1
    return {key: float(count) for key, count in counts.items()}


def _divisions(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Place]:
    for kind, run in name_spans(sentence):
        if kind == "Organization":
            yield from _in_name(run, gazetteer)
        elif kind in ("NORP", "Misc") and (found := gazetteer.land_of(" ".join(token.text for token in run))):
            yield found.place


def _in_name(run: Sequence[Token], gazetteer: Gazetteer) -> Iterator[Place]:
    """The divisions whose names, of one word or two, are part of a body's."""
    at = 0
    while at < len(run):
        for long in (2, 1):
            words = " ".join(token.text for token in run[at : at + long])
            found = gazetteer.regions.get(fold_name(words), ()) if len(run) > long and at + long <= len(run) else ()
            if len(found) == 1:
                yield found[0].place
                at += long - 1
                break
        at += 1
