"""Which words may name a place: what the names layer tagged, and names of our own tables that it passed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.base import Span
from demarche.mentions import name_spans
from demarche.parse import Sentence, Token
from demarche.places.gazetteer import Gazetteer

_PLACES = frozenset({"Location", "Facility"})
_PERHAPS = frozenset({"Organization", "NORP", "Misc", "Product", "Person"})
_CUTS = frozenset({",", "(", ")", ";", "/", "–", "—", ":"})
_LONGEST = 6
_HYPHENS = frozenset({"-", "–", "‑", "—"})


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Words that may name a place.

    Attributes:
        tokens: the words of the name, without article.
        span: their characters.
        text: their words.
        found: "names" if the names layer has them as a place, "table" if a table of ours does.
        timid: whether they count only where the tree says that something is there (a body's name as a place).
    """

    tokens: tuple[Token, ...]
    span: Span
    text: str
    found: str
    timid: bool = False

    @property
    def head(self) -> Token:
        """The word by which the name hangs in the tree."""
        places = {token.at for token in self.tokens}
        return next((token for token in reversed(self.tokens) if token.head not in places), self.tokens[-1])


def find_persons(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The words of persons' names of several words, which alone may look like places ("Jordan", "London")."""
    return frozenset(
        token.text for sentence in sentences for kind, run in name_spans(sentence) if kind == "Person" and len(run) > 1
        for token in run
    )  # fmt: skip


def find_candidates(sentence: Sentence, gazetteer: Gazetteer, *, persons: frozenset[str]) -> tuple[Candidate, ...]:
    """The candidates of the sentence in order, none overlapping another; `persons` as `find_persons` gives them."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for kind, run in name_spans(sentence):
        taken.update(token.at for token in run)
        if kind in _PLACES:
            found.extend(_cut(sentence, run, gazetteer))
        elif kind in _PERHAPS:
            perhaps = tuple(_perhaps(sentence, kind, run, gazetteer, persons))
            found.extend(perhaps or (_mistaken(sentence, run, gazetteer, persons) if kind == "Person" else ()))
    found.extend(_scan(sentence, taken, gazetteer))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _candidate(
    sentence: Sentence, tokens: tuple[Token, ...], gazetteer: Gazetteer, found: str, *, timid: bool = False
) -> Iterator[Candidate]:
    """The words as a candidate, without what is no part of a name at either end."""
    words = gazetteer.rules.words
    while tokens and (_is_aside(tokens[0]) or tokens[0].text in words["article"] | words["direction"]):
        tokens = tokens[1:]
    while tokens and (_is_aside(tokens[-1]) or tokens[-1].text in words["division"]):
        tokens = tokens[:-1]
    before = sentence.tokens[tokens[0].at - 1 : tokens[0].at] if tokens and tokens[0].at else ()
    if before and before[0].text in words["article"] and _has_article(_text(sentence, tokens), gazetteer):
        tokens = (before[0], *tokens)
    if tokens and any(char.isupper() for token in tokens for char in token.text):
        span = Span(tokens[0].span.start, tokens[-1].span.end)
        yield Candidate(tokens, span, _words(sentence, span), found, timid)


def _text(sentence: Sentence, tokens: Sequence[Token]) -> str:
    return _words(sentence, Span(tokens[0].span.start, tokens[-1].span.end))


def _has_article(words: str, gazetteer: Gazetteer) -> bool:
    """Whether the name is known with its article alone: "The Hague", not "the Kremlin"."""
    return gazetteer.seat_of(f"The {words}") is not None and gazetteer.seat_of(words) is None


def _is_aside(token: Token) -> bool:
    return token.text in ("'s", "’s") or not token.text[0].isalnum()


def _words(sentence: Sentence, span: Span) -> str:
    return sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]


def _cut(sentence: Sentence, run: tuple[Token, ...], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The whole run if it is known, else its parts between commas."""
    whole = _words(sentence, Span(run[0].span.start, run[-1].span.end))
    if not any(token.text in _CUTS or token.text in _HYPHENS for token in run) or gazetteer.readings(whole):
        yield from _candidate(sentence, run, gazetteer, "names")
        return
    part: list[Token] = []
    for token in run:
        if token.text in _CUTS or (token.text in _HYPHENS and _apart(sentence, run, token, gazetteer)):
            yield from _candidate(sentence, tuple(part), gazetteer, "names")
            part = []
        else:
            part.append(token)
    yield from _candidate(sentence, tuple(part), gazetteer, "names")


def _apart(sentence: Sentence, run: tuple[Token, ...], hyphen: Token, gazetteer: Gazetteer) -> bool:
    """Whether the hyphen stands between two names ("US-China") and not inside one ("Port-au-Prince")."""
    sides = sentence.tokens[hyphen.at - 1 : hyphen.at], sentence.tokens[hyphen.at + 1 : hyphen.at + 2]
    return all(side and gazetteer.readings(side[0].text) for side in sides)


def _perhaps(
    sentence: Sentence, kind: str, run: tuple[Token, ...], gazetteer: Gazetteer, persons: frozenset[str]
) -> Iterator[Candidate]:
    """Of other names those that are a country or seat as they stand; adjectives and parts of persons' names never."""
    for candidate in _candidate(sentence, run, gazetteer, "table"):
        countries = gazetteer.countries
        if candidate.text in countries.people or candidate.text in countries.adjectives:
            continue
        if kind == "Person" and candidate.text in gazetteer.rules.words["personal"] | persons:
            continue
        if candidate.text in countries.names or candidate.text in countries.seats:
            yield candidate
        elif kind not in ("NORP", "Person") and _is_site(candidate.text, gazetteer):
            yield Candidate(candidate.tokens, candidate.span, candidate.text, "table", timid=True)
        elif any(token.text in _HYPHENS for token in run):
            yield from _pairs(sentence, run, gazetteer)


def _mistaken(
    sentence: Sentence, run: tuple[Token, ...], gazetteer: Gazetteer, persons: frozenset[str]
) -> Iterator[Candidate]:
    """A town or land that the names layer took for a person: it counts where the tree says that something is there.

    A surname that the report also has with a first name is a person's.
    """
    if len(run) == 1 and run[0].text in gazetteer.rules.words["personal"] | persons:
        return
    for candidate in _candidate(sentence, run, gazetteer, "table", timid=True):
        if any(not one.further for one in gazetteer.readings(candidate.text)):
            yield candidate


def _pairs(sentence: Sentence, run: tuple[Token, ...], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The countries of a run such as "US-China"."""
    for token in run:
        if token.text in gazetteer.countries.names or token.text in gazetteer.countries.seats:
            yield from _candidate(sentence, (token,), gazetteer, "table")


def _is_site(words: str, gazetteer: Gazetteer) -> bool:
    return any(reading.source == "site" for reading in gazetteer.readings(words))


def _scan(sentence: Sentence, taken: set[int], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Names of countries, seats and sites among the words that bear no tag, the longest first."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        end = 0
        if tokens[at].upos == "PROPN" and tokens[at].text[0].isupper():
            end = next((end for end in range(min(len(tokens), at + _LONGEST), at, -1)
                        if _known(sentence, at, end, taken, gazetteer)), 0)  # fmt: skip
        if end:
            yield from _candidate(sentence, tokens[at:end], gazetteer, "table")
        at = end or at + 1


def _known(sentence: Sentence, at: int, end: int, taken: set[int], gazetteer: Gazetteer) -> bool:
    tokens = sentence.tokens[at:end]
    if any(token.at in taken for token in tokens) or not tokens[-1].text[0].isalnum():
        return False
    words = _words(sentence, Span(tokens[0].span.start, tokens[-1].span.end))
    countries = gazetteer.countries
    if not (
        words in countries.names or words in countries.seats or (len(words) > 3 and _is_own_site(words, gazetteer))
    ):
        return False
    sides = [*sentence.tokens[at - 1 : at][: at > 0], *sentence.tokens[end : end + 1]]
    return not any(side.upos == "PROPN" and _joined(sentence, side, tokens) for side in sides)


def _is_own_site(words: str, gazetteer: Gazetteer) -> bool:
    key = words.lower()
    return key in gazetteer.sites and " " in key


def _joined(sentence: Sentence, side: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether a name beside hangs on these words, or they on it, as parts of one name."""
    places = {token.at for token in tokens}
    names = ("flat", "compound")
    inward = side.head in places and side.relation in names
    return inward or any(token.head == side.at and token.relation in names for token in tokens)
