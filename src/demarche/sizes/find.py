"""The room's verb: sentences to sizes, each with the word that tells what it is a size of."""

from collections.abc import Iterator, Sequence

from demarche.base import ByRule, Mark, Span
from demarche.parse import Sentence, Token
from demarche.sizes.counts import Count, Counter
from demarche.sizes.numbers import find_quantities
from demarche.sizes.record import Quantity, SizeMention
from demarche.sizes.slots import agents, subjects, undergoers
from demarche.sizes.words import Cue, SizeRules
from demarche.times import TimeMention

_NONE = frozenset({"dead", "injured", "missing"})
"""Kinds of which it is told that there were none."""

_TOLL_WORDS = 14
"""How far behind a toll its number may stand, in words."""


def find_sizes(
    sentences: Sequence[Sentence], times: Sequence[TimeMention], *, rules: SizeRules
) -> tuple[SizeMention, ...]:
    """The sizes that the story's sentences tell, in the order of the text; headline and captions give none.

    A number that is part of a time tells none; of soldiers who were killed there is a size of the dead, none of troops.
    """
    dated = [time.span for time in times]
    out: list[SizeMention] = []
    for sentence in sentences:
        if sentence.kind in {"headline", "caption"}:
            continue
        quantities = [
            one
            for one in find_quantities(sentence.text, rules, sentence.span.start)
            if one.currencies or not any(_is_dated(sentence, one, span) for span in dated)
        ]
        finder = _Finder(sentence, quantities, rules)
        out += sorted(finder.find(), key=lambda one: (one.span.start, one.kind))
    return tuple(out)


def _is_dated(sentence: Sentence, quantity: Quantity, time: Span) -> bool:
    """Whether the number is part of a time; "two thousand" before "refugees" is none."""
    if not time.overlaps(quantity.span):
        return False
    after = next((token for token in sentence.tokens if token.span.start >= quantity.span.end), None)
    return not (quantity.span.holds(time) and after is not None and after.upos == "NOUN")


class _Finder:
    """The sizes of one sentence."""

    def __init__(self, sentence: Sentence, quantities: Sequence[Quantity], rules: SizeRules) -> None:
        self.sentence, self.quantities, self.rules = sentence, quantities, rules
        self.counter = Counter(sentence, quantities, rules)
        self.taken: set[tuple[str, Span]] = set()

    def find(self) -> list[SizeMention]:
        out: list[SizeMention] = []
        cues = self.rules.cues
        for token in self.sentence.tokens:
            if token.lemma.lower() not in cues and token.text.lower() not in cues:
                continue
            for found in self._told_by(token):
                key = (found.kind, found.quantity.span)
                if key not in self.taken:
                    self.taken.add(key)
                    out.append(found)
        if not self.quantities:
            return out
        told = [one.span for one in out]
        widest = {one.quantity.span: one for one in sorted(self._people(), key=lambda one: len(one.span))}
        loose = [*self._forces(), *widest.values()]
        out += [one for one in loose if not any(span.overlaps(one.span) for span in told)]
        out += self._money()
        return out

    def _told_by(self, token: Token) -> Iterator[SizeMention]:
        lemma = token.lemma.lower()
        if token.upos == "VERB" or token.xpos.startswith("VB"):
            yield from self._by_verb(token, self.rules.verbs.get(lemma, ()))
        yield from self._by_state(token, self.rules.states.get(token.text.lower(), ()))
        if token.upos in {"NOUN", "ADJ", "PROPN"}:
            yield from self._by_noun(token, self.rules.nouns.get(lemma, ()))
            yield from self._by_toll(token, self.rules.tolls.get(lemma, ()))

    def _by_verb(self, verb: Token, cues: Sequence[Cue]) -> Iterator[SizeMention]:
        for cue in cues:
            if cue.rest and not self._has(verb, cue.rest):
                continue
            right = self._right_after(verb) if cue.slot == "object" else None
            if right is not None:
                yield self._size(cue, right, verb)
                return
            heads = list({"object": undergoers, "subject": subjects, "agent": agents}[cue.slot](self.sentence, verb))
            for head in heads or (self._loose_objects(verb) if cue.slot == "object" else ()):
                count = self.counter.count(head, people=cue.people)
                if count is not None and not count.quantity.currencies and self._counts(cue, count):
                    if head.lemma.lower() not in cue.without:
                        yield self._size(cue, count, verb)
                    return
            if heads and cue.rest:
                return

    def _right_after(self, verb: Token) -> Count | None:
        """A bare number right behind the verb, whatever the tree makes of it: "killed five and wounded 110"."""
        for one in self.quantities:
            if 0 <= one.span.start - verb.span.end <= 1 and not one.currencies:
                tokens = self.sentence.within(one.span)
                after = self.sentence.tokens[tokens[-1].at + 1 : tokens[-1].at + 2] if tokens else ()
                if after and (after[0].upos in {"CCONJ", "PUNCT"} or after[0].lemma in {"more", "other"}):
                    return Count(one, one.span, tokens[-1])
        return None

    def _counts(self, cue: Cue, count: Count) -> bool:
        """Those who march or gather are many and told by a number: "she joined the protest" counts nobody."""
        return cue.kind != "participants" or any(one.span.overlaps(count.span) for one in self.quantities)

    def _loose_objects(self, verb: Token) -> Iterator[Token]:
        """What the tree has as a phrase beside the verb because of its number: "killed between 20 and 30 people"."""
        for kid in self.sentence.kids(verb, "obl"):
            near = [one for one in self.quantities if 0 <= one.span.start - verb.span.end <= 1]
            hedged = bool(near) and self.counter.before(kid) is near[0]
            if kid.at > verb.at and (hedged or (kid.relation == "obl:unmarked" and kid.upos == "NOUN")):
                yield kid

    def _by_state(self, token: Token, cues: Sequence[Cue]) -> Iterator[SizeMention]:
        """ "left 12 dead", "two are missing", "30 wounded"."""
        if token.upos == "VERB" and token.relation in {"conj", "root"} and self.sentence.kids(token, "obj"):
            return  # "killed two and wounded five"
        for cue in cues:
            anchor = token
            heads: list[Token] = []
            above = self.sentence.head(token)
            relation = token.relation.partition(":")[0]
            if (
                above is not None
                and above.upos == "VERB"
                and relation in {"xcomp", "obj", "advcl", "conj", "orphan", "dep", "obl"}
            ):
                heads += [kid for kid in self.sentence.kids(above, "obj") if kid.at < token.at][-1:]
                anchor = above
            if above is not None and token.relation == "amod" and token.at > above.at:  # "left 12 people dead"
                heads, anchor = [above], self.sentence.head(above) or token
            heads += subjects(self.sentence, token) if self.sentence.kids(token, "nsubj", "cop") else []
            near = self._right_before(token)
            if near is not None:
                yield self._size(cue, near, anchor if token.relation in {"xcomp", "obj", "conj", "orphan"} else token)
                continue
            for head in heads:
                count = self.counter.count(head, people=cue.people)
                if count is not None:
                    yield self._size(cue, count, anchor)
                    break

    def _right_before(self, token: Token) -> Count | None:
        """A number right before the word: "12 dead and 30 wounded"."""
        for one in self.quantities:
            if 0 <= token.span.start - one.span.end <= 1 and not one.currencies:
                return Count(one, Span(one.span.start, token.span.end), token)
        return None

    def _by_noun(self, noun: Token, cues: Sequence[Cue]) -> Iterator[SizeMention]:
        for cue in cues:
            if cue.slot == "agent":  # "the arrest of four officers"
                verb = self.sentence.head(noun)
                beside = self.sentence.kids(verb, "obl") if verb is not None and noun.relation == "obj" else ()
                for kid, cases in [
                    *((kid, {"of", "to"}) for kid in self.sentence.kids(noun, "nmod")),
                    *((kid, {"to"}) for kid in beside),
                ]:  # "injuries to 700 people" may hang on the verb
                    if any(case.lemma in cases for case in self.sentence.kids(kid, "case")):
                        count = self.counter.count(kid, people=True)
                        if count is not None:
                            yield self._size(cue, count, noun)
                continue
            count = self.counter.count(noun, people=False)
            if count is None or count.quantity.currencies:
                continue
            if count.quantity.high == 0 and cue.kind not in _NONE:
                continue  # "no arrests have been made": of nobody
            if noun.lemma.lower() == "casualty":
                if count.quantity.high != 0:
                    continue
                yield self._size(Cue(cue.id, "injured", "", (), False), count, noun)
            yield self._size(cue, count, noun)

    def _by_toll(self, noun: Token, cues: Sequence[Cue]) -> Iterator[SizeMention]:
        """The first number behind the toll that it has come to: "rose from 40 to 43"."""
        for cue in cues:
            if cue.rest and not self._near(noun, cue.rest):
                continue
            found = self._arrived_at(noun)
            if found is not None:
                yield self._size(cue, Count(found, found.span, noun), noun)
                return

    def _arrived_at(self, noun: Token) -> Quantity | None:
        for one in self.quantities:
            tokens = self.sentence.within(one.span)
            if one.span.start < noun.span.end or one.currencies or not tokens:
                continue
            if tokens[0].at - noun.at > _TOLL_WORDS:
                return None
            before = self.sentence.tokens[tokens[0].at - 1].lemma.lower()
            passed = {token.lemma.lower() for token in self.sentence.tokens[noun.at : tokens[0].at]}
            if before in {"from", "by"} or before in {"in", "on"}:
                continue
            if passed & self.rules.lists["comes_to"]:
                return one
            return None
        return None

    def _forces(self) -> Iterator[SizeMention]:
        """Soldiers, ships and aircraft with a number before them."""
        for token in self.sentence.tokens:
            unit = self.rules.forces.get(token.lemma.lower())
            if unit is None or token.upos not in {"NOUN", "PROPN"} or token.relation == "compound":
                continue
            count = self.counter.count(token, people=False)
            if count is not None and not count.quantity.currencies:
                because = ByRule("sizes.forces", self._words(count.span))
                yield SizeMention(
                    "troops", count.quantity, count.span, token, token, self.sentence, unit or None, because
                )

    def _people(self) -> Iterator[SizeMention]:
        """People with a number before them, who may be those that march."""
        for token in self.sentence.tokens:
            if token.upos not in {"NOUN", "PROPN", "NUM"} or token.relation in {"compound", "nummod"}:
                continue
            count = self.counter.count(token, people=True)
            numbered = count is not None and any(one.span.overlaps(count.span) for one in self.quantities)
            if count is not None and numbered and not count.quantity.currencies:
                because = ByRule("sizes.people", self._words(count.span))
                yield SizeMention(
                    "participants", count.quantity, count.span, token, token, self.sentence, None, because
                )

    def _money(self) -> Iterator[SizeMention]:
        for one in self.quantities:
            tokens = [token for token in self.sentence.tokens if token.span.overlaps(one.span)]
            if one.currencies and tokens:
                inner = {token.at for token in tokens}
                head = next((token for token in reversed(tokens) if token.head not in inner), tokens[-1])
                because = ByRule("sizes.money", self._words(one.span))
                yield SizeMention("money", one, one.span, head, head, self.sentence, None, because)

    def _has(self, verb: Token, rest: Sequence[str]) -> bool:
        """Whether the words of an entry stand with the verb, at most two steps below it."""
        behind = self.sentence.tokens[verb.at + 1 : verb.at + 1 + len(rest)]
        if (
            all(word in (one.lemma.lower(), one.text.lower()) for word, one in zip(rest, behind, strict=False))
            and behind
        ):
            return True
        kids = self.sentence.kids(verb)
        below = [one for kid in kids for one in (kid, *self.sentence.kids(kid, "case", "obl", "nmod", "mark", "xcomp"))]
        around = {
            text
            for one in below
            if one.at > verb.at or one.relation != "nsubj"
            for text in (one.lemma.lower(), one.text.lower())
        }
        return set(rest) <= around

    def _near(self, noun: Token, rest: Sequence[str]) -> bool:
        here = self.sentence.tokens[max(0, noun.at - 3) : noun.at + 6]
        return set(rest) <= {text for one in here for text in (one.lemma.lower(), one.text.lower())}

    def _size(self, cue: Cue, count: Count, anchor: Token) -> SizeMention:
        because = ByRule(cue.id, f"{self._words(count.span)} … {anchor.text}", (self.sentence.because,))
        return SizeMention(cue.kind, count.quantity, count.span, count.token, anchor, self.sentence, None, because)

    def _words(self, span: Span) -> str:
        start = self.sentence.span.start
        return self.sentence.text[span.start - start : span.end - start]


def mark_sizes(sizes: Sequence[SizeMention]) -> tuple[Mark, ...]:
    """The sizes as marks: `[dead=19-: at least 19 people]`, `[money=3000000 unit=USD: US$3m]`; of troops and
    people those that no word claims are left out, as they tell nothing without an event."""
    marks: list[Mark] = []
    for one in sizes:
        if one.anchor is one.token and one.kind in {"troops", "participants"}:
            continue
        usual = [currency.code for currency in one.quantity.currencies if currency.usual]
        codes = usual or [currency.code for currency in one.quantity.currencies]
        fields = (("unit", codes[0]),) if len(codes) == 1 else ()
        marks.append(
            Mark(
                one.span, one.kind, write_amount(one.quantity.low, one.quantity.high, exact=one.quantity.exact), fields
            )
        )
    return tuple(marks)


def write_amount(low: int | None, high: int | None, *, exact: bool) -> str:
    """The amount in short: `19`, `~19` for about, `19-` for at least, `-50` for at most, `20-30`."""
    if low is not None and low == high:
        return f"{'' if exact else '~'}{low}"
    return f"{'' if low is None else low}-{'' if high is None else high}"


def span_of(told: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """The lowest and the highest of several tellings of one thing; None where one of them leaves the top open, or all
    the bottom.

    >>> span_of([(12, 12), (19, None)])
    (12, None)
    """
    lows = [low for low, _ in told if low is not None]
    highs = [high for _, high in told if high is not None]
    return min(lows, default=None), max(highs) if len(highs) == len(told) and highs else None
