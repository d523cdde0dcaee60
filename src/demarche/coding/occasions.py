"""Events as times of others: "during the talks", "two days after the Hanoi summit", "on the eve of the vote".

They tell a day where the report has dated the event that they name.
"""

from collections.abc import Sequence

from demarche.coding.record import When
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.times import TimeMention, move_period

_AT = frozenset({"during", "at", "amid"})
_SIDES = {"after": 1, "following": 1, "before": -1}

Dates = Sequence[tuple[EventMention, When]]


def occasion_of(event: EventMention, times: Sequence[TimeMention], dated: Dates) -> tuple[When, str] | None:
    """The days that another event, dated before and named under this one, gives it, and the words that name it.

    `times` are those of the sentence, `dated` the report's events with their days, in the order of the text.
    """
    sentence = event.sentence
    for noun in sentence.kids(event.head, "obl", "nmod"):
        cases = {kid.lemma.lower(): kid for kid in sentence.kids(noun, "case", "mark")}
        if noun.lemma.lower() == "eve":
            for under in sentence.kids(noun, "nmod"):
                when = _when_of(under, sentence, dated)
                if when is not None:
                    return _moved(when, -1, "day"), under.text
        if _has_own_time(sentence, noun, times):
            continue
        when = _when_of(noun, sentence, dated)
        if when is None:
            continue
        if cases.keys() & _AT:
            return when, noun.text
        for word, sign in _SIDES.items():
            step = _step(sentence, cases[word], times) if word in cases else None
            if step is not None:
                return _moved(when, sign * step[0], step[1]), noun.text
    return None


def _has_own_time(sentence: Sentence, noun: Token, times: Sequence[TimeMention]) -> bool:
    return any(
        noun in sentence.ancestors(token)
        for time in times if time.timex.type != "DURATION"
        for token in sentence.within(time.span)
    )  # fmt: skip


def _when_of(noun: Token, sentence: Sentence, dated: Dates) -> When | None:
    """The days of the event that a definite noun names: the last dated one of the same word."""
    if noun.upos not in ("NOUN", "PROPN") or not any(
        kid.lemma.lower() in ("the", "that", "this", "those", "these") for kid in sentence.kids(noun, "det")
    ):
        return None
    for event, when in reversed(dated):
        same = event.head.lemma.lower() == noun.lemma.lower() and event.head is not noun
        if same and when.basis != "publication" and is_named_alike(sentence, noun, event.sentence):
            return when
    return None


def is_named_alike(sentence: Sentence, noun: Token, earlier: Sentence) -> bool:
    """Whether every name in the noun's phrase stands in the earlier sentence: "the Hanoi summit" is not Singapore's."""
    names = {
        token.text for kid in sentence.kids(noun, "compound", "nmod", "amod") for token in sentence.subtree(kid)
        if token.upos == "PROPN"
    }  # fmt: skip
    return names <= {token.text for token in earlier.tokens}


def _step(sentence: Sentence, case: Token, times: Sequence[TimeMention]) -> tuple[int, str] | None:
    """How far before or after: "two days" right before the preposition, or "the day"."""
    units = {"D": "day", "W": "week", "M": "month", "Y": "year"}
    for time in times:
        value = time.timex.value
        if 0 <= case.span.start - time.span.end <= 1 and value[1:-1].isdigit() and value[-1] in units:
            return int(value[1:-1]), units[value[-1]]
    before = sentence.tokens[case.at - 1] if case.at else None
    return (1, "day") if before is not None and before.lemma.lower() == "day" else None


def _moved(when: When, count: int, unit: str) -> When:
    """The days so far from those of the other event."""
    edge = when.start if count < 0 else when.end or when.start
    if edge is None:
        return when
    found = move_period(edge, count, unit)
    return When(found.start, found.end, str(found.grain), "story", found.value, when.text, when.span)
