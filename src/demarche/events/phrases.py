"""The words of a content and of its object, cut out of the sentence as a reader would quote them."""

from collections.abc import Collection, Sequence

from demarche.base import Span
from demarche.events.frames import Frames
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

_EDGES = frozenset({"punct", "cc", "mark", "case"})
_LOOSE = frozenset({"conj", "cc", "punct", "appos", "parataxis", "acl:relcl", "case", "mark", "acl", "advcl", "orphan"})
_RELATIVE = frozenset({"what", "which", "who", "whom", "that", "whatever"})
_DEEDS = ("ation", "ition", "ction", "ution", "ement", "ing", "ance", "ence")
"""Ends of nouns for something done."""

_VERBAL = frozenset({"of", "to", "with", "from", "on", "over", "against"})
_NOMINAL = (frozenset({"of"}), frozenset({"on", "over", "about", "into"}), frozenset({"to", "against", "for"}))
_THINGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "ADJ"})


def clip(sentence: Sentence, head: Token, places: Collection[int]) -> Span | None:
    """The run of words around the head, without what leads it in; None if nothing is left."""
    kept = set(places)
    first = last = head.at
    while first - 1 in kept or (first and _is_mark(sentence, first - 1) and first - 2 in kept):
        first -= 1
    while last + 1 in kept or (last + 2 in kept and _is_mark(sentence, last + 1)):
        last += 1
    tokens = list(sentence.tokens[first : last + 1])
    while tokens and tokens[0] is not head and _leads_in(tokens[0], head):
        tokens.pop(0)
    while tokens and tokens[-1] is not head and tokens[-1].relation in {"punct", "cc"}:
        tokens.pop()
    return Span(tokens[0].span.start, tokens[-1].span.end) if tokens else None


def _leads_in(token: Token, head: Token) -> bool:
    """Whether a word stands before the content and is none of it; an article is, whatever the tree calls it."""
    return token.upos == "PUNCT" or (token.relation in _EDGES and token.upos != "DET" and token.head == head.at)


def _is_mark(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].upos == "PUNCT"


def find_object(
    sentence: Sentence, core: Token, trigger: Trigger | None, frames: Frames, *, without: Collection[int] = ()
) -> Span | None:
    """The noun phrase that the act is done to; of a thing that is no act, the thing itself.

    Words at the places `without` are whom the act of speech is aimed at: "an offer of talks to the guerrillas".
    """
    if sentence.kids(core, "cop"):
        return None  # what somebody shall be is no thing done
    if core.upos != "VERB" and (trigger is None or trigger.head is not core):
        deed = core.lemma.lower() in frames.deeds or core.lemma.lower().endswith(_DEEDS)
        done = [kid for kid in sentence.kids(core, "nmod") if "of" in _cases(sentence, kid)] if deed else []
        return phrase_of(sentence, done[0] if done else core, without=without)
    shared = trigger is not None and trigger.pattern.reciprocal
    own = {*without} | ({trigger.head.at} if trigger is not None else set[int]())
    hosts = [core] if trigger is None or trigger.head is core else [trigger.head, core]
    for host in hosts:
        kids = (kid for kid in _objects(sentence, host, frames) if kid.at not in own)
        found = next((kid for kid in kids if not (shared and "with" in _cases(sentence, kid))), None)
        if found is not None:
            return phrase_of(sentence, found)
    return None


def _objects(sentence: Sentence, host: Token, frames: Frames) -> Sequence[Token]:
    """What may be the object, the nearest to the act first."""
    found = _of_verb(sentence, host) if host.upos == "VERB" else _of_noun(sentence, host)
    return [kid for kid in found if _is_thing(kid, frames)]


def _of_verb(sentence: Sentence, verb: Token) -> Sequence[Token]:
    """The object of a verb, else what stands for one: behind a preposition, under the verb that it carries."""
    return (
        sentence.kids(verb, "obj", "nsubj:pass")
        or [kid for kid in sentence.kids(verb, "xcomp", "iobj") if kid.upos in {"NOUN", "PROPN"}]
        or [kid for kid in sentence.kids(verb, "obl") if _cases(sentence, kid) & _VERBAL]
        or [kid for below in sentence.kids(verb, "xcomp") for kid in sentence.kids(below, "obj")]
    )


def _of_noun(sentence: Sentence, noun: Token) -> Sequence[Token]:
    """What the phrases of a noun tell of its object, and what is named before it: "prisoner release"."""
    phrases = sentence.kids(noun, "nmod", "obl")
    found = [kid for words in _NOMINAL for kid in phrases if _cases(sentence, kid) & words]
    return [*found, *(kid for kid in sentence.kids(noun, "compound") if kid.upos == "NOUN" and kid.at < noun.at)]


def _is_thing(token: Token, frames: Frames) -> bool:
    dated = token.name[2:] == "Date" or token.lemma.lower() in frames.days
    return token.upos in _THINGS and token.text.lower() not in _RELATIVE and not dated


def _cases(sentence: Sentence, token: Token) -> set[str]:
    return {kid.lemma.lower() for kid in sentence.kids(token, "case")}


def phrase_of(sentence: Sentence, head: Token, *, without: Collection[int] = ()) -> Span:
    """The words of a noun phrase, without what is joined to it, told of it, or led in by other words than "of"."""
    first = last = head
    waiting = [head]
    while waiting:
        token = waiting.pop()
        first, last = min(first, token, key=_at), max(last, token, key=_at)
        for kid in sentence.kids(token):
            loose = kid.relation in _LOOSE or kid.relation.split(":")[0] in {"conj", "acl", "advcl"}
            far = kid.relation in {"nmod", "obl"} and not _cases(sentence, kid) & {"of"}
            if (token is head and (loose or far)) or kid.at in without:
                continue
            waiting.append(kid)
    return Span(first.span.start, last.span.end)


def _at(token: Token) -> int:
    return token.at
