"""Tells a place from the power that sits there, by the slot of the tree in which the name stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.parse import Sentence, Token
from demarche.places.rules import PlaceRules, SlotRule

_HYPHENS = frozenset({"-", "–", "‑", "—", "/"})
_SUBJECTS = {"nsubj": "subject", "nsubj:outer": "subject", "nsubj:pass": "passive", "csubj": "subject"}
_OBJECTS = frozenset({"obj", "iobj"})
_MODIFIERS = frozenset({"compound", "nmod:desc", "amod", "nmod:unmarked", "flat", "nummod", "det"})
_PASSED = frozenset({"conj", "appos", "flat", "nmod:desc", "list", "parataxis"})


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a name stands: what the rules call the slot, and the lemmas of what it hangs on or may be meant to.

    Of "put pressure on Moscow" these are both "put" and "pressure": trees differ on where such a phrase hangs.
    """

    name: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a name is, as far as the rules ask."""

    country: bool = False
    capital: bool = False
    seat: bool = False
    water: bool = False

    def fits(self, rule: SlotRule) -> bool:
        """Whether the rule speaks of such a name."""
        capable = self.country or self.capital or self.seat
        return {
            "any": True, "capable": capable, "country": self.country, "capital": self.capital, "seat": self.seat,
            "plain": not capable, "water": self.water,
        }[rule.who]  # fmt: skip


def judge_slot(sentence: Sentence, tokens: tuple[Token, ...], bearing: Bearing, rules: PlaceRules) -> SlotRule | None:
    """The first rule that speaks of a name in its slots, None if none does (it is a place then)."""
    for slot in find_slots(sentence, tokens):
        for rule in rules.slots:
            if not bearing.fits(rule) or not (slot.name in rule.slots or "*" in rule.slots):
                continue
            if not rule.heads or not rule.heads.isdisjoint(slot.heads):
                return rule
    return None


def find_slots(sentence: Sentence, tokens: tuple[Token, ...]) -> Iterator[Slot]:
    """The slots in which a name stands, the one that says most first."""
    places = {token.at for token in tokens}
    head = next((token for token in reversed(tokens) if token.head not in places), tokens[-1])
    yield from _hyphen(sentence, tokens)
    slot = _slot(sentence, head)
    seen = 0
    while slot is None and head.relation in _PASSED and seen < 6:
        above = sentence.head(head)
        if above is None:
            break
        head, seen = above, seen + 1
        slot = _slot(sentence, head)
    yield slot or Slot("other", (_lemma(sentence.head(head)),))


def _hyphen(sentence: Sentence, tokens: tuple[Token, ...]) -> Iterator[Slot]:
    """Of "London-based" the word after the hyphen, of "US-China talks" that it is one of a pair."""
    before, after = tokens[0].at - 1, tokens[-1].at + 1
    words = sentence.tokens
    if after + 1 < len(words) and words[after].text in _HYPHENS and words[after].span.start == tokens[-1].span.end:
        following = words[after + 1]
        yield Slot(f"-{following.text.lower()}", (_lemma(sentence.head(following)),))
        if following.text[0].isupper():
            yield Slot("pair", (_pair_head(sentence, following),))
    elif before > 0 and _is_joint(words[before - 1], words[before], tokens[0]):
        yield Slot("pair", (_pair_head(sentence, tokens[-1]),))


def _is_joint(first: Token, hyphen: Token, second: Token) -> bool:
    return hyphen.text in _HYPHENS and first.text[0].isupper() and hyphen.span.end == second.span.start


def _pair_head(sentence: Sentence, last: Token) -> str:
    """The noun that a pair stands before: that after its last name, or what that hangs on."""
    following = sentence.tokens[last.at + 1 : last.at + 2]
    if following and following[0].upos in ("NOUN", "PROPN", "ADJ"):
        noun = following[0]
        while noun.upos == "ADJ" and noun.at + 1 < len(sentence.tokens):
            noun = sentence.tokens[noun.at + 1]
        return _lemma(noun)
    return _lemma(sentence.head(last))


def _slot(sentence: Sentence, head: Token) -> Slot | None:
    """The slot of a word by its preposition or else its relation; None where it only repeats another's slot."""
    above = sentence.head(head)
    prepositions = [kid for kid in sentence.kids(head, "case") if kid.text not in ("'s", "’s", "'", "’")]
    if prepositions:
        governor = sentence.head(above) if above is not None and head.relation == "conj" else above
        return Slot(_preposition(sentence, prepositions[0]), _governors(sentence, governor, prepositions[0]))
    if head.relation in _SUBJECTS and above is not None:
        copular = bool(sentence.kids(above, "cop"))
        return Slot("copula" if copular else _SUBJECTS[head.relation], (_lemma(above),))
    if head.relation in _OBJECTS:
        return Slot("object", (_lemma(above),))
    if head.relation == "nmod:poss":
        return Slot("possessor", (_lemma(above),))
    if head.relation == "nmod" and any(kid.text in ("'s", "’s") for kid in sentence.kids(head, "case")):
        return Slot("possessor", (_lemma(above),))
    if head.relation in _MODIFIERS and head.relation not in ("flat", "nmod:desc"):
        return Slot("modifier", (_lemma(above),))
    if head.relation == "nmod:desc" and above is not None and head.at < above.at:
        return Slot("modifier", (_lemma(above),))
    return None


def _governors(sentence: Sentence, above: Token | None, preposition: Token) -> tuple[str, ...]:
    """What the phrase hangs on, and the noun right before its preposition if that hangs there too."""
    before = sentence.tokens[preposition.at - 1] if preposition.at else None
    if above is None or before is None or before.upos not in ("NOUN", "ADJ") or before.head != above.at:
        return (_lemma(above),)
    return (_lemma(above), _lemma(before))


def _preposition(sentence: Sentence, first: Token) -> str:
    words = [first, *sentence.kids(first, "fixed")]
    return " ".join(word.text.lower() for word in words)


def _lemma(token: Token | None) -> str:
    return token.lemma.lower() if token is not None else ""
