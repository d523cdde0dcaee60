"""Of whom the content of a demand, a charge, a threat, a promise or a refusal speaks."""

from collections.abc import Iterator, Sequence

from demarche.events.frames import Frames
from demarche.events.owners import owners_of, possessors_of
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

SPEAKING = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "ACCUSE"})
"""Types whose content speaks of those at whom they are aimed: "demanded that the army withdraw"."""

BID = frozenset({"REQUEST", "THREATEN"})
"""Types by which somebody shall act."""

GIVEN = frozenset({"AGREE", "REJECT"})
"""Types by which the speaker himself is to act, so that the object is whom he deals with only if the verb says so."""

PARTNERS = ("with", "between", "against", "to")
"""Prepositions by which the content of an offer or a threat names whom it is about."""

DEEP = 3
"""Phrases down which a partner is looked for: "hold a round of talks with the miners"."""


def spoken_of(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Sequence[Token]]:
    """Whom the content speaks of: who shall act, or to whom it shall be done, the nearest to the act first."""
    kind = trigger.pattern.type
    for clause in sentence.kids(trigger.head, "ccomp", "xcomp", "advcl"):
        marks = {mark.lemma.lower() for mark in sentence.kids(clause, "mark")}
        if clause.relation.startswith("advcl") and not (kind == "THREATEN" and marks & {"unless", "if"}):
            continue
        if kind == "ACCUSE":
            doers = _doers(sentence, clause)
            yield doers
            for doer in doers:  # "complained that ships of the king had rammed it"
                yield list(owners_of(sentence, doer))
            continue
        if kind in BID:
            yield _doers(sentence, clause) if kind == "REQUEST" else sentence.kids(clause, "nsubj", "nsubj:pass")
        yield from _things(sentence, clause, kind, frames)
    if kind == "ACCUSE":
        return
    for thing in sentence.kids(trigger.head, "obj"):
        if kind == "AGREE":  # "pledged relief for the survivors"
            yield [kid for kid in sentence.kids(thing, "nmod") if _is_led(sentence, kid, ("for", *PARTNERS))]
        if kind != "REQUEST" or thing.lemma.lower() in frames.deeds:  # "demanded the general's resignation"
            yield list(owners_of(sentence, thing))


def _doers(sentence: Sentence, clause: Token) -> Sequence[Token]:
    """Who does, or shall do, what the clause says: in "that the men be freed" not the men."""
    if any(kid.relation == "nsubj:pass" for kid in sentence.kids(clause)):
        return [kid for kid in sentence.kids(clause, "obl") if _is_led(sentence, kid, ("by",))]
    return sentence.kids(clause, "nsubj") or _before_mark(sentence, clause)


def _before_mark(sentence: Sentence, clause: Token) -> Sequence[Token]:
    """ "accused the firm of hiring boys": who does it stands ahead of the word that opens the clause."""
    marks = sentence.kids(clause, "mark")
    return [kid for kid in sentence.kids(clause, "obj") if marks and kid.at < marks[0].at]


def _things(sentence: Sentence, clause: Token, kind: str, frames: Frames) -> Iterator[Sequence[Token]]:
    """To whom the act of the clause is done, with whom, and whose the things are."""
    things = sentence.kids(clause, "obj", "iobj")
    dealt = kind not in GIVEN or clause.lemma.lower() in frames.dealing
    if dealt:
        yield things
    yield [kid for kid in things if kid.relation == "iobj"]
    yield _partners(sentence, clause)
    for thing in things:
        yield _partners_below(sentence, thing)
        yield list(owners_of(sentence, thing) if dealt else possessors_of(sentence, thing))


def _partners_below(sentence: Sentence, thing: Token) -> Sequence[Token]:
    """The partners of a thing, or of what it is a part or an instance of."""
    waiting = [thing]
    for _ in range(DEEP):
        found = [one for head in waiting for one in _partners(sentence, head)]
        if found:
            return found
        waiting = [
            kid for head in waiting for kid in sentence.kids(head, "nmod") if _is_led(sentence, kid, ("of", "on"))
        ]
    return []


def _partners(sentence: Sentence, head: Token) -> Sequence[Token]:
    """Who stands behind "with", "between", "against", "to"."""
    return [
        one
        for kid in sentence.kids(head, "obl", "nmod")
        if _is_led(sentence, kid, PARTNERS)
        for one in (kid, *sentence.kids(kid, "conj"))
    ]


def _is_led(sentence: Sentence, phrase: Token, prepositions: Sequence[str]) -> bool:
    return any(case.lemma in prepositions for case in sentence.kids(phrase, "case"))
