"""The conditions that a rule may name, asked of the parsed sentence: is it a count, a name, a title?"""

from collections.abc import Callable

from demarche.parse import Token
from demarche.times.chart import Chart


def _following(chart: Chart, last: int) -> tuple[Token, ...]:
    return chart.tokens(last, last + 1) if last < len(chart.pieces) else ()


def _is_no_count(chart: Chart, first: int, last: int) -> bool:
    """Not a number of things: "2016 troops", "2000 people"."""
    return not any(token.xpos in ("NNS", "NNPS", "CD", "$") or token.text == "%" for token in _following(chart, last))


def _is_no_month_count(chart: Chart, first: int, last: int) -> bool:
    """Not a month and then a number of things: "in May 12 people", where "on May 12 protesters" is a day."""
    before = chart.pieces[first - 1].low if first else ""
    return before not in ("in", "during", "last", "this", "next", "of") or _is_no_count(chart, first, last)


def _is_no_ordinal(chart: Chart, first: int, last: int) -> bool:
    """Not the tenth of some things: "on the 10th floor"."""
    return not any(token.upos in ("NOUN", "PROPN", "ADJ", "NUM") for token in _following(chart, last))


def _is_attributive(chart: Chart, first: int, last: int) -> bool:
    """Between an article, possessive or adjective and a noun: "the 2015 election", "an unsuccessful 1996 bid"."""
    before = chart.tokens(first - 1, first) if first else ()
    framed = any(
        token.upos in ("DET", "PRON", "ADJ", "PART", "VERB", "ADV") or token.lemma == "that" for token in before
    )
    return framed and any(
        token.upos in ("NOUN", "PROPN", "ADJ") or token.xpos == "VBG" for token in _following(chart, last)
    )


def _is_adverbial(chart: Chart, first: int, last: int) -> bool:
    """What tells when without a preposition: "was found Christmas Day"."""
    return any(token.relation in ("obl:unmarked", "obl:tmod") for token in chart.tokens(first, last))


def _is_no_age(chart: Chart, first: int, last: int) -> bool:
    """Not somebody's thirties, nor degrees."""
    before = {piece.low for piece in chart.pieces[max(0, first - 3) : first]}
    return not before & {"their", "his", "her", "my", "aged", "temperatures", "high", "low", "temperature"}


def _is_living(chart: Chart, first: int, last: int) -> bool:
    """Not "the late June Brown"."""
    return not any(token.name.endswith("-Person") for token in chart.tokens(first, last))


def _is_adjective(chart: Chart, first: int, last: int) -> bool:
    """Not a noun or a name: "a strong current"."""
    return not any(token.upos in ("NOUN", "PROPN") for token in chart.tokens(first, last)) and last < len(chart.pieces)


def _has_no_and(chart: Chart, first: int, last: int) -> bool:
    """Two days with "and" are a stretch after "between" or if they touch; and no count follows."""
    low = {piece.low for piece in chart.pieces[first:last]}
    before = chart.pieces[first - 1].low if first else ""
    figures = [int(piece.low) for piece in chart.pieces[first:last] if piece.low.isdigit()]
    touch = len(figures) > 1 and figures[1] == figures[0] + 1
    return ("and" not in low or before == "between" or touch) and _is_no_month_count(chart, first, last)


def _has_colon(chart: Chart, first: int, last: int) -> bool:
    """A clock time that is written as one."""
    return ":" in chart.pieces[first].text


def _is_of_no_things(chart: Chart, first: int, last: int) -> bool:
    """Not "hours and wages": the unit is no member of a list of other things."""
    return not (last < len(chart.pieces) and chart.pieces[last].low in ("and", "or"))


def _has_no_hyphen(chart: Chart, first: int, last: int) -> bool:
    """Not the beginning of a longer word: "a year-earlier loss", "a month-long siege"."""
    if last >= len(chart.pieces):
        return True
    after = chart.pieces[last]
    return after.text != "-" or after.start != chart.pieces[last - 1].end


def _is_rate(chart: Chart, first: int, last: int) -> bool:
    """After a sum or a number of things: "$30 million a day", "40 tons a year"."""
    near = chart.pieces[max(0, first - 3) : first]
    if not near or (
        last < len(chart.pieces) and chart.pieces[last].low in ("ago", "later", "earlier", "after", "before")
    ):
        return False
    if any(piece.text[0] in "$€£¥" or piece.text[-1] in "$€£¥" or "$" in piece.text[:4] for piece in near):
        return True
    token = next(iter(chart.tokens(first - 1, first)), None)
    if token is None or token.xpos not in ("NNS", "CD"):
        return False
    return token.xpos == "CD" or any(one.xpos == "CD" for one in chart.tokens(max(0, first - 3), first - 1))


def _is_no_name(chart: Chart, first: int, last: int) -> bool:
    """Not within a person's name: "Theresa May"; a weekday or month alone is sometimes mistaken for one."""
    tokens = chart.tokens(first, last)
    if not any(token.name.endswith("-Person") for token in tokens):
        return True
    around = chart.tokens(max(0, first - 1), min(len(chart.pieces), last + 1))
    return not any(token.name.endswith("-Person") for token in around if token not in tokens)


def _is_no_verb(chart: Chart, first: int, last: int) -> bool:
    """Not "may" or "march" as verbs, nor at the beginning of a sentence."""
    return not any(token.xpos == "MD" or token.xpos.startswith("VB") for token in chart.tokens(first, last))


def _follows_no_name(chart: Chart, first: int, last: int) -> bool:
    """Not a number that belongs to a capitalised name before it: "Agenda 2030", "Resolution 1973"."""
    if first == 0 or not chart.pieces[first - 1].text[0].isupper():
        return True
    return not any(token.upos in ("PROPN", "NOUN", "ADJ", "NUM") for token in chart.tokens(first - 1, first))


def _counts_nothing(chart: Chart, first: int, last: int) -> bool:
    """Not a number that the tree hangs on a noun as its count: "in 2000 villages", but "in 1998 police shot".

    What is spoken as "nineteen ninety" counts nothing; "two thousand" may.
    """
    if chart.pieces[first].low == "nineteen":
        return True
    after = [token for token in _following(chart, last)[:1] if token.xpos == "NNS"]
    counted = any(not token.relation.startswith("nsubj") for token in after)
    return not counted and not any(token.relation == "nummod" for token in chart.tokens(first, last))


def _is_no_thousand(chart: Chart, first: int, last: int) -> bool:
    """Not a count in words: "at least two thousand were killed"; "in two thousand" is a year."""
    return all(piece.low != "thousand" for piece in chart.pieces[first:last])


def _counts_no_thousand(chart: Chart, first: int, last: int) -> bool:
    """Not a count in words that has its noun: "some two thousand villagers"."""
    return _is_no_thousand(chart, first, last) or _counts_nothing(chart, first, last)


def _is_no_title(chart: Chart, first: int, last: int) -> bool:
    """Not the name of a programme or a paper: ABC's "This Week"; in a headline capitals say nothing."""
    if chart.sentence.kind == "headline":
        return True
    return not any(piece.text[0].isupper() for piece in chart.pieces[first + 1 : last])


def _is_no_paper(chart: Chart, first: int, last: int) -> bool:
    """Not a paper by its kind: "the party daily Granma"."""
    tokens = chart.tokens(first, last)
    return not (
        any(token.upos == "NOUN" for token in tokens) and any(t.upos == "PROPN" for t in _following(chart, last))
    )


GUARDS: dict[str, Callable[[Chart, int, int], bool]] = {
    "adjective": _is_adjective, "adverbial": _is_adverbial, "attributive": _is_attributive, "colon": _has_colon,
    "counts-no-thousand": _counts_no_thousand, "counts-nothing": _counts_nothing,
    "follows-no-name": _follows_no_name, "no-age": _is_no_age, "no-and": _has_no_and, "no-count": _is_no_count,
    "no-hyphen": _has_no_hyphen, "no-late-person": _is_living, "no-month-count": _is_no_month_count,
    "no-name": _is_no_name, "no-ordinal": _is_no_ordinal, "no-verb": _is_no_verb, "not-of-things": _is_of_no_things,
    "no-paper": _is_no_paper, "no-thousand": _is_no_thousand, "no-title": _is_no_title, "rate": _is_rate,
}  # fmt: skip
"""The conditions that a rule may name: each says whether the words from one piece to another can be a time."""
