"""Chains of mentions from the encoder's links, and the words of a mention from its head."""

from collections.abc import Sequence
from typing import Literal

from demarche.encode import Link
from demarche.parse import Sentence, Token

LIKELY = 0.05
"""Likelihood under which a word is taken for no mention at all: links tell more than the likelihood of one word."""

BEATS_NONE = 0.0
"""Score from which the best antecedent is taken, 0 being that of "none before"."""

OUTSIDE = frozenset({
    "advcl", "aux", "case", "cc", "conj", "cop", "csubj", "dislocated", "expl", "list", "mark", "nsubj", "obl",
    "orphan", "parataxis", "vocative",
})  # fmt: skip
"""Relations of what belongs to no mention and ends it on its side, as OntoNotes marks mentions: chosen, as the rules
below, on the training part of GUM, where they give 96.6 % of the marked spans from gold trees and heads."""

OVER = frozenset({"discourse", "punct", "reparandum"})
"""Relations of what belongs to no mention of itself, but may stand inside one."""

_CLOSES = {'"': '"', "”": "“", ")": "(", "'": "'", "’": "‘", "]": "["}


def find_chains(links: Sequence[Link], *, without: int | None = None) -> list[list[int]]:
    """The places of mentions that name the same, chain by chain: each with the best antecedent before it that beats
    none, and so on. The word at `without` is passed over, as if it were no mention."""
    likely = {link.word for link in links if link.mention >= LIKELY and link.word != without}
    chain_of: dict[int, list[int]] = {}
    for link in links:
        before = [
            (score, at) for at, score in link.antecedents if at < link.word and at in likely and score > BEATS_NONE
        ]
        if link.word not in likely or not before:
            continue
        one, two = chain_of.setdefault(max(before)[1], [max(before)[1]]), chain_of.setdefault(link.word, [link.word])
        if one is not two:
            one += two
            chain_of.update(dict.fromkeys(two, one))
    return [sorted(chain) for place, chain in chain_of.items() if place == min(chain)]


def find_mention(head: Token, sentence: Sentence) -> tuple[int, int]:
    """The places `[first, after last)` of the mention with this head.

    It is what hangs on the head, but for what stands around a noun phrase without being of it: prepositions, the verb
    "be" and its subject, conjuncts, asides. The possessive 's is in, as are appositions and relative clauses. Of a
    verb it is the verb alone.
    """
    if head.xpos.startswith(("VB", "MD")):
        return head.place, head.place + 1
    first = last = head.at
    kids = sentence.kids(head)
    for side in ([kid for kid in reversed(kids) if kid.at < head.at], [kid for kid in kids if kid.at > head.at]):
        for kid in side:
            fate = _fate(kid, head)
            if fate == "end":
                break
            if fate == "in":
                whole = sentence.subtree(kid)
                first, last = min(first, whole[0].at), max(last, whole[-1].at)
    first, last = _trim(sentence.tokens, first, last, head.at)
    start = head.place - head.at
    return start + first, start + last + 1


def _fate(kid: Token, head: Token) -> Literal["in", "over", "end"]:
    """Whether a dependent belongs to the head's mention, stands in it without mattering, or ends it on that side."""
    relation = kid.relation.partition(":")[0]
    if kid.xpos == "POS" or kid.relation == "advcl:relcl":
        return "in"
    if kid.at < head.at and kid.relation in {"nmod", "advmod"}:
        return "over"  # "with time, the people", "only the people"
    if relation == "dep":
        return "in" if kid.at < head.at else "end"  # "you guys"
    return "end" if relation in OUTSIDE else "over" if relation in OVER else "in"


def _trim(tokens: Sequence[Token], first: int, last: int, head: int) -> tuple[int, int]:
    """The words `[first, last]` without commas at the edges and with both or none of a pair of marks there."""
    while last > head and tokens[last].upos == "PUNCT" and tokens[last].text not in _CLOSES:
        last -= 1
    while first < head and tokens[first].upos == "PUNCT" and tokens[first].text not in _CLOSES.values():
        first += 1
    waiting: list[Token] = []
    for token in tokens[first : last + 1]:
        if token.upos != "PUNCT" or token.text not in {*_CLOSES, *_CLOSES.values()}:
            continue
        if waiting and _CLOSES.get(token.text) == waiting[-1].text:
            waiting.pop()
        else:
            waiting.append(token)
    if not waiting:
        return first, last
    odd = waiting[-1]
    if odd.at == first < head:
        return first + 1, last
    if odd.at == last > head:
        return first, last - 1
    closed = last + 1 < len(tokens) and _CLOSES.get(tokens[last + 1].text) == odd.text
    return first, last + closed
