"""Whose a thing is."""

from collections.abc import Iterator

from demarche.parse import Sentence, Token


def owners_of(sentence: Sentence, thing: Token) -> Iterator[Token]:
    """The words for whoever owns a thing: "the union's offer", "rebel positions", "a hideout of the militants"."""
    yield from sentence.kids(thing, "nmod:poss")
    for kid in sentence.kids(thing, "compound", "amod", "nmod:desc"):
        if kid.at < thing.at:
            yield kid
    yield from _of(sentence, thing)
    yield from _belonging(sentence, thing)


def _belonging(sentence: Sentence, thing: Token) -> Iterator[Token]:
    """ "a tanker belonging to a Greek firm", "a plant owned by the state", "a hospital run by nuns"."""
    for clause in sentence.kids(thing, "acl"):
        case = {"belong": "to", "own": "by", "run": "by", "operate": "by"}.get(clause.lemma.lower())
        for kid in sentence.kids(clause, "obl"):
            if any(one.lemma == case for one in sentence.kids(kid, "case")):
                yield kid


def dwellers_of(sentence: Sentence, place: Token) -> Iterator[Token]:
    """Who is in a place by the clause behind it: "Cuenca, whose people starve", "the camp where refugees live"."""
    for clause in sentence.kids(place, "acl"):
        if any(kid.text.lower() == "where" for kid in sentence.kids(clause, "advmod", "mark")):
            yield from sentence.kids(clause, "nsubj")
        for subject in sentence.kids(clause, "nsubj"):
            if any(kid.text.lower() == "whose" for kid in sentence.kids(subject, "nmod:poss")):
                yield subject


def owners_below(sentence: Sentence, thing: Token) -> Iterator[Token]:
    """Whose it is that a thing consists of or lies on: "imports of Iranian oil", "curbs on Iran's banks"."""
    for kid in sentence.kids(thing, "nmod"):
        if any(case.lemma in {"of", "on"} for case in sentence.kids(kid, "case")):
            yield from owners_of(sentence, kid)


def possessors_of(sentence: Sentence, thing: Token) -> Iterator[Token]:
    """The same without what only tells of what kind it is: "the union's offer", but no "Dutch engineers"."""
    yield from sentence.kids(thing, "nmod:poss")
    yield from _of(sentence, thing)


def _of(sentence: Sentence, thing: Token) -> Iterator[Token]:
    for kid in sentence.kids(thing, "nmod"):
        if any(case.lemma == "of" for case in sentence.kids(kid, "case")):
            yield kid
