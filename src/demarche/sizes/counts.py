"""How many a phrase speaks of: its number, one for "a soldier", nobody for "no one", the sum of what is joined."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.base import Span
from demarche.parse import Sentence, Token
from demarche.sizes.record import Quantity
from demarche.sizes.words import SizeRules

_BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "ADP", "DET", "NUM", "PUNCT", "VERB", "PRON", "PART", "SYM"})
"""What may stand between a number and its noun: "19 of the young Kurdish men"."""


@dataclass(frozen=True, slots=True)
class Count:
    """A counted phrase: its amount, its words from the number to the noun, its head."""

    quantity: Quantity
    span: Span
    token: Token


class Counter:
    """Counts the phrases of one sentence."""

    def __init__(self, sentence: Sentence, quantities: Sequence[Quantity], rules: SizeRules) -> None:
        self.sentence, self.quantities, self.rules = sentence, quantities, rules

    def count(self, token: Token, *, people: bool) -> Count | None:
        """How many the token's phrase and those joined to it speak of, None if that is not told.

        With `people` false only what has a number counts.
        """
        first = self._one(token, people=people)
        joined = [kid for kid in self.sentence.kids(token, "conj") if kid.upos in {"NOUN", "PROPN", "NUM", "PRON"}]
        if first is None or first.quantity.high == 0:
            return first
        total, loose = first, False
        for kid in joined:
            if any(one.lemma.lower() in self.rules.lists["among"] for one in self.sentence.tokens[token.at : kid.at]):
                break  # "14 people, including the pilot and one worker"
            if kid.span.overlaps(first.quantity.span):
                continue  # "between 20 and 30"
            after = self.sentence.tokens[kid.at + 1 : kid.at + 2]
            if after and after[0].text.lower() in self.rules.states:
                continue  # "18 people dead and 30 injured"
            other = self._one(kid, people=people)
            if other is None:
                loose = loose or kid.xpos in {"NNS", "NNPS"}
            elif not other.quantity.currencies:
                total = _sum(total, other)
        if loose:
            quantity = total.quantity
            total = Count(Quantity(quantity.span, quantity.low, None, False), total.span, total.token)
        return total

    def _one(self, token: Token, *, people: bool) -> Count | None:
        """One phrase without what is joined to it."""
        own = self._own(token)
        if own is not None:
            counted = self._counted(token, own)
            if people and not self._is_person(counted) and counted is not token:
                return None
            end = max(token.span.end, counted.span.end, own.span.end)
            return Count(own, Span(min(own.span.start, token.span.start), end), token)
        if token.upos in {"NOUN", "PROPN", "ADJ"} and (found := self.before(token)) is not None:
            if people and not self._is_person(token):
                return None
            return Count(found, Span(found.span.start, token.span.end), token)
        if (found := self._after_group(token)) is not None:
            return Count(found, Span(self._start(token), found.span.end), token)
        return self._bare(token, people=people)

    def _own(self, token: Token) -> Quantity | None:
        """The amount whose words the token is among."""
        return next((one for one in self.quantities if one.span.overlaps(token.span)), None)

    def _counted(self, token: Token, own: Quantity) -> Token:
        """What a number counts: "19 of the men", "hundreds of farmers"; itself where nothing is told."""
        below = list(self.sentence.kids(token, "nmod", "dep", "obl"))
        below += [it for one in below if one.span.overlaps(own.span) for it in self.sentence.kids(one, "nmod")]
        for kid in below:
            of = any(case.lemma == "of" for case in self.sentence.kids(kid, "case"))
            if of and kid.at > token.at and not kid.span.overlaps(own.span):
                return kid
        above = self.sentence.head(token)
        if above is not None and above.at > token.at and token.relation in {"nummod", "compound", "det", "nmod"}:
            return above
        return token

    def before(self, noun: Token) -> Quantity | None:
        """The number before the noun with nothing but its modifiers between; none where only a part is meant."""
        for one in reversed(self.quantities):
            if one.span.end > noun.span.start or one.currencies:
                continue
            between = [token for token in self.sentence.tokens[: noun.at] if token.span.start >= one.span.end]
            if any(token.upos not in _BETWEEN or not self._modifies(token, noun) for token in between):
                return None
            if self._is_part(one):
                return None
            outer = next((it for it in self.quantities if self._is_of(it, one)), None)
            return outer or one
        return None

    def _modifies(self, token: Token, noun: Token) -> bool:
        """Whether a word between number and noun belongs to the noun's phrase."""
        if token.upos == "PUNCT":
            return token.text in {"-", "–", "“", '"', "'", "(", ")"}
        if token.upos == "ADP":
            return token.lemma == "of" and any(
                one.upos == "NUM" or one.text[-1:] in "sn" for one in [self.sentence.tokens[token.at - 1]]
            )
        if token.upos == "VERB" and token.relation not in {"amod", "compound"}:
            return False
        here: Token | None = token
        for _ in range(4):
            if here is None:
                return False
            if here is noun:
                return True
            here = self.sentence.head(here)
        return False

    def _is_of(self, outer: Quantity, inner: Quantity) -> bool:
        """ "19 of the 40 men": the first is meant."""
        words = self.sentence.text[
            outer.span.end - self.sentence.span.start : max(inner.span.start - self.sentence.span.start, 0)
        ].split()
        return outer.span.end <= inner.span.start and words in (
            ["of", "the"],
            ["of"],
            ["of", "their"],
            ["of", "its"],
            ["of", "those"],
        )

    def _is_part(self, one: Quantity) -> bool:
        """ "a third of the 600 soldiers": how many is not told."""
        before = [token for token in self.sentence.tokens if token.span.end <= one.span.start][-3:]
        words = [token.lemma.lower() for token in before]
        return "of" in words and bool(set(words) & self.rules.lists["fractions"])

    def _after_group(self, token: Token) -> Quantity | None:
        """ "a family of five", "a crowd of 5,000 people"."""
        if token.lemma.lower() not in self.rules.lists["groups"]:
            return None
        after = self.sentence.tokens[token.at + 1 : token.at + 2]
        if not after or after[0].lemma != "of":
            return None
        return next(
            (one for one in self.quantities if 0 <= one.span.start - after[0].span.end <= 1 and not one.currencies),
            None,
        )

    def _bare(self, token: Token, *, people: bool) -> Count | None:
        """Nobody for "no one", "no soldiers"; one for a name or "a soldier"."""
        lists = self.rules.lists
        kids = [kid.text.lower() for kid in self.sentence.kids(token, "det", "advmod", "case", "amod")]
        span = Span(self._start(token), token.span.end)
        none = any(kid in lists["none"] for kid in kids) and (not people or self._is_person(token))
        nobody = token.text.lower() in lists["nobody"] or (token.lemma.lower() == "one" and "no" in kids)
        if nobody or none:
            return Count(Quantity(span, 0, 0, True), span, token)
        lemma = token.lemma.lower()
        end = max([token.span.end, *(kid.span.end for kid in self.sentence.kids(token, "flat"))])
        if lemma in lists["couples"] and people and "a" in kids and not self.sentence.kids(token, "nmod"):
            return Count(Quantity(span, 2, 2, True), span, token)
        if token.text.lower() == "another" and people:
            return Count(Quantity(span, 1, 1, True), span, token)
        if lemma in lists["ordinals"] and "a" in kids and people and not self.sentence.kids(token, "nmod"):
            return Count(Quantity(span, 1, 1, True), span, token)
        span = Span(span.start, end)
        return Count(Quantity(span, 1, 1, True), span, token) if people and self._is_single(token) else None

    def _is_single(self, token: Token) -> bool:
        """Whether the phrase speaks of one person: a name, or a noun for one with an article."""
        lemma = token.lemma.lower()
        if token.name[2:] == "Person":
            return token.xpos not in {"NNS", "NNPS"}
        if (
            token.xpos not in {"NN", "NNP"}
            or lemma not in self.rules.persons
            or lemma in self.rules.lists["several_in_one"]
        ):
            return False
        return bool(self.sentence.kids(token, "det", "nmod:poss")) or any(
            kid.name[2:] == "Person" for kid in self.sentence.kids(token, "appos", "flat", "compound")
        )

    def _is_person(self, token: Token) -> bool:
        if token.name[2:] in {"Person", "NORP"} or token.upos in {"NUM", "PRON", "ADJ"}:
            return True
        lemma = token.lemma.lower()
        return lemma in self.rules.persons or lemma in self.rules.lists["groups"]

    def _start(self, token: Token) -> int:
        kids = self.sentence.kids(token, "det", "amod", "compound", "nummod", "nmod:poss", "advmod")
        return min((kid.span.start for kid in (*kids, token) if kid.at <= token.at), default=token.span.start)


def _sum(one: Count, other: Count) -> Count:
    a, b = one.quantity, other.quantity
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    exact = a.exact and b.exact
    return Count(Quantity(span, low if low is not None else (a.low or b.low), high, exact), span, one.token)
