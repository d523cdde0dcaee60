"""Capitals that are described and not named: "the Ethiopian capital", "in the capital"."""

from collections.abc import Iterator, Sequence

from demarche.base import ByRule, Span
from demarche.knowledge import Country
from demarche.parse import Sentence, Token
from demarche.places.gazetteer import Gazetteer
from demarche.places.names import fold_name
from demarche.places.record import Place, PlaceMention

FOUND_CAPITAL = "found.capital"
"""The rule of such mentions."""
_NOUN = "capital"
_BARE = frozenset({"in", "from", "to", "near", "around", "outside", "into", "across", "toward", "towards", "of"})
_NAMES = frozenset({"appos", "flat", "nmod:desc", "compound"})


def find_capitals(
    sentences: Sequence[Sentence], named: Sequence[PlaceMention], *, filed: Place | None, gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """The capitals that the report describes.

    With an adjective or a possessor it is that country's; alone and after a preposition it is the capital of the
    country that the report was filed from or, without a dateline, of the one it named last.

    Args:
        sentences: the report's.
        named: the places that it names.
        filed: where it was filed from.
        gazetteer: the room's knowledge.
    """
    for sentence in sentences:
        for token in sentence.tokens:
            if token.lemma != _NOUN or token.upos != "NOUN" or _is_named(sentence, token):
                continue
            first, country = _country(sentence, token, gazetteer)
            if country is None and _stands_alone(sentence, token):
                country = _country_of_story(token, named, filed, gazetteer)
            place = _capital(country, gazetteer) if country else None
            if place is not None:
                span = Span(first.span.start, token.span.end)
                text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
                yield PlaceMention(span, text, place, False, ByRule(FOUND_CAPITAL, text))


def _is_named(sentence: Sentence, token: Token) -> bool:
    """Whether its name stands with it, which is a mention of its own; or it is money, or a part of something."""
    kids = sentence.kids(token)
    named = any(kid.relation in _NAMES and kid.upos == "PROPN" and kid.at > token.at for kid in kids)
    comma = sentence.tokens[token.at + 1 : token.at + 3]
    listed = len(comma) == 2 and comma[0].text == "," and comma[1].upos == "PROPN"
    return named or listed or any(kid.relation == "compound" for kid in kids) or token.relation == "compound"


def _country(sentence: Sentence, token: Token, gazetteer: Gazetteer) -> tuple[Token, Country | None]:
    for kid in sentence.kids(token):
        if kid.at < token.at and kid.text in gazetteer.countries.adjectives:
            return kid, gazetteer.countries.adjectives[kid.text]
        if kid.relation == "nmod:poss" and kid.text in gazetteer.countries.names:
            return token, gazetteer.countries.names[kid.text]
    return token, None


def _stands_alone(sentence: Sentence, token: Token) -> bool:
    """Whether it is just "the capital" after a preposition of place."""
    kids = sentence.kids(token)
    bare = {kid.relation for kid in kids} <= {"det", "case"}
    article = any(kid.text.lower() == "the" for kid in kids)
    return bare and article and any(kid.relation == "case" and kid.text.lower() in _BARE for kid in kids)


def _country_of_story(
    token: Token, named: Sequence[PlaceMention], filed: Place | None, gazetteer: Gazetteer
) -> Country | None:
    before = [one.place.country for one in named if one.span.end <= token.span.start and one.place]
    code = filed.country if filed is not None else next((one for one in reversed(before) if one), None)
    return gazetteer.countries.by_code.get(code or "")


def _capital(country: Country, gazetteer: Gazetteer) -> Place | None:
    readings = gazetteer.readings(country.capital) if fold_name(country.capital) else ()
    return next((one.place for one in readings if one.capital and one.place.country == country.code), None)
