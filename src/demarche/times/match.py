"""Finds where rules hold in a sentence: a chart of phrases, built in rounds, and the choice among them."""

from collections.abc import Iterator, Sequence

from demarche.parse import Sentence
from demarche.times.chart import Chart, Edge, Phrase
from demarche.times.guards import GUARDS
from demarche.times.patterns import Branch, Ending, Piece, Rule, Shape, TimeRules, Word, cut

_FIGURES = frozenset("0123456789'`")
ROUNDS = 4
"""Phrases within phrases: "from (late (last May)) to …" takes three rounds after the first."""


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
