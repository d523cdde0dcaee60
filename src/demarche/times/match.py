"""Finds where rules hold in a sentence: a chart of phrases, built in rounds, and the choice among them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from demarche.parse import Sentence, Token
from demarche.times.patterns import Branch, Ending, Piece, Rule, Shape, TimeRules, Word, cut

_FIGURES = frozenset("0123456789'`")
ROUNDS = 4
"""Phrases within phrases: "from (late (last May)) to …" takes three rounds after the first."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """What a rule holds on: the pieces from `first` up to, not including, `last`, and what fills its slots."""

    rule: Rule
    first: int
    last: int
    parts: tuple[tuple[str, "Word | Phrase"], ...]

    def part(self, name: str) -> "Word | Phrase | None":
        """What fills the slot or phrase of that name, None if the pattern matched without it."""
        return dict(self.parts).get(name)


class Edge(NamedTuple):
    """A way through the chart besides the plain word: a key of the tree, the piece after it, and what fills it."""

    key: str
    last: int
    payload: Word | Phrase


@dataclass(slots=True)
class Chart:
    """One sentence's pieces and the edges that leave each; grows while it is being read."""

    sentence: Sentence
    pieces: tuple[Piece, ...]
    edges: list[list[Edge]]
    phrases: dict[tuple[int, int, str], Phrase] = field(default_factory=dict)

    def tokens(self, first: int, last: int) -> tuple[Token, ...]:
        """The parser's tokens that share characters with the pieces."""
        base = self.sentence.span.start
        start, end = base + self.pieces[first].start, base + self.pieces[last - 1].end
        return tuple(token for token in self.sentence.tokens if token.span.start < end and start < token.span.end)


def match_rules(sentence: Sentence, rules: TimeRules) -> tuple[tuple[Piece, ...], tuple[Phrase, ...]]:
    """The sentence's pieces and the phrases chosen in it, in order, never overlapping; the leftmost longest wins."""
    pieces = cut(sentence.text)
    chart = Chart(sentence, pieces, [[] for _ in pieces])
    known, roots = rules.lexicon.following, rules.words.following
    places = []
    for at, piece in enumerate(pieces):
        if piece.low in known or piece.low[0] in _FIGURES:
            chart.edges[at].extend(_words(pieces, at, rules))
        if chart.edges[at] or piece.low in roots:
            places.append(at)
    if _round(chart, rules.words, places):
        for _ in range(ROUNDS):
            if not _round(chart, rules.phrases, range(len(pieces))):
                break
    return pieces, tuple(_choose(chart))


def _words(pieces: Sequence[Piece], at: int, rules: TimeRules) -> Iterator[Edge]:
    """What the tables and shapes make of the pieces from `at` on."""
    piece = pieces[at]
    if piece.low[0] in _FIGURES:
        for shape in rules.shapes:
            yield from _shaped(shape, piece, at)
    branch: Branch | None = rules.lexicon
    last = at
    while branch is not None and last < len(pieces):
        found = pieces[last]
        if found.low in (".", "'") and last and pieces[last - 1].end != found.start:
            return
        branch = branch.following.get(found.low)
        last += 1
        for entry in branch.entries if branch else ():
            if _case_holds(entry.case, pieces, at, last):
                yield Edge(f"{{{entry.slot}}}", last, Word(entry.slot, entry.value))


def _shaped(shape: Shape, piece: Piece, at: int) -> Iterator[Edge]:
    found = shape.regex.fullmatch(piece.low)
    if found:
        value = found[1] if found.re.groups else found[0]
        yield Edge(f"{{{shape.slot}}}", at + 1, Word(shape.slot, value.replace(",", "")))


def _case_holds(case: str, pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the words are written as the table asks; where a sentence begins, a capital says nothing."""
    capital = pieces[first].text[0].isupper()
    if case == "cap":
        return capital
    if case == "low":
        return not capital or (first == 0 and not (last < len(pieces) and pieces[last].text[0].isupper()))
    return True


def _round(chart: Chart, tree: Branch, places: Sequence[int]) -> bool:
    """Adds to the chart every phrase that holds and was not there; whether there was one."""
    found: list[Phrase] = []
    roots = tree.following
    for first in places:
        if chart.pieces[first].low not in roots and not any(edge.key in roots for edge in chart.edges[first]):
            continue
        for ending, last, payloads in _walk(chart, tree, first):
            rule = ending.rule
            known = chart.phrases.get((first, last, rule.gives))
            if known is not None and (known.rule.alone or not rule.alone) and known.rule.order <= rule.order:
                continue
            if not _conditions_hold(rule, chart, first, last):
                continue
            found.append(Phrase(rule, first, last, tuple(zip(ending.names, payloads, strict=True))))
    grown = False
    for phrase in sorted(found, key=lambda one: (not one.rule.alone, one.rule.order)):
        key = (phrase.first, phrase.last, phrase.rule.gives)
        known = chart.phrases.get(key)
        if known is None or (phrase.rule.alone and not known.rule.alone):
            grown = True
            chart.phrases[key] = phrase
            if phrase.rule.call is not None:
                chart.edges[phrase.first].extend(Edge(f"<{kind}>", phrase.last, phrase) for kind in _kinds(phrase.rule))
    return grown


def _kinds(rule: Rule) -> tuple[str, ...]:
    """The names by which other rules take up what this one finds; `date` stands for all that lies on the calendar."""
    kinds = tuple(rule.gives.split())
    return (*kinds, "date") if rule.type in ("DATE", "TIME") and kinds[0] not in ("ref", "theunit", "range") else kinds


def _walk(chart: Chart, tree: Branch, first: int) -> Iterator[tuple[Ending, int, tuple[Word | Phrase, ...]]]:
    """Every sequence of the tree that the chart holds from the piece on."""
    pieces = chart.pieces
    waiting: list[tuple[Branch, int, tuple[Word | Phrase, ...]]] = [(tree, first, ())]
    while waiting:
        branch, at, payloads = waiting.pop()
        for ending in branch.endings:
            yield ending, at, payloads
        if at >= len(pieces) or not branch.following:
            continue
        following = branch.following.get(pieces[at].low)
        if following is not None:
            waiting.append((following, at + 1, payloads))
        for edge in chart.edges[at]:
            following = branch.following.get(edge.key)
            if following is not None:
                waiting.append((following, edge.last, (*payloads, edge.payload)))


def _conditions_hold(rule: Rule, chart: Chart, first: int, last: int) -> bool:
    where = rule.where
    if where.before or where.unless_before:
        before = _keys_before(chart, first)
        if (where.before and not before & where.before) or before & where.unless_before:
            return False
    if where.after or where.unless_after:
        after = {"END"}
        if last < len(chart.pieces):
            after = {chart.pieces[last].low, *(edge.key for edge in chart.edges[last])}
        if (where.after and not after & where.after) or after & where.unless_after:
            return False
    return all(GUARDS[name](chart, first, last) for name in rule.guards)


def _keys_before(chart: Chart, first: int) -> set[str]:
    if first == 0:
        return {"START"}
    keys = {chart.pieces[first - 1].low}
    for at in range(max(0, first - 4), first):
        keys |= {edge.key for edge in chart.edges[at] if edge.last == first}
    return keys


def _choose(chart: Chart) -> Iterator[Phrase]:
    """Leftmost longest; a blocker of the same length goes before a rule, and takes its words without a mention."""
    shown = [one for one in chart.phrases.values() if one.rule.alone]
    shown.sort(key=lambda one: (one.first, -one.last, one.rule.call is not None, one.rule.order))
    free = 0
    for phrase in shown:
        if phrase.first >= free:
            free = phrase.last
            if phrase.rule.call is not None:
                yield phrase


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
