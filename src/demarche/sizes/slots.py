"""Where the number of a verb stands: in its object, its subject, or what a clause hangs on, however it is turned."""

from collections.abc import Iterator

from demarche.parse import Sentence, Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})


def undergoers(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """To whom it is done: the object, or the subject of a passive."""
    if is_passive(sentence, verb):
        yield from subjects(sentence, verb)
        return
    objects = sentence.kids(verb, "obj")
    yield from objects
    if not objects:
        yield from _gap(sentence, verb)
        if verb.xpos == "VBN" or verb.xpos == "VBD":
            yield from _reduced(sentence, verb)


def subjects(sentence: Sentence, verb: Token, depth: int = 0) -> Iterator[Token]:
    """Who does it, or undergoes a passive; taken over from the verb that it is joined to."""
    own = [kid for kid in sentence.kids(verb, "nsubj") if kid.at < verb.at] or list(sentence.kids(verb, "nsubj"))
    for kid in own:
        yield _antecedent(sentence, kid)
    if own or depth > 3:
        return
    above = sentence.head(verb)
    if above is None:
        return
    relation = verb.relation.partition(":")[0]
    if relation == "acl" and above.upos in _NOMINAL:
        yield above
    elif relation in {"conj", "xcomp"} and above.upos in {"VERB", "ADJ", "AUX"}:
        objects = sentence.kids(above, "obj")
        if relation == "xcomp" and objects:
            yield from objects
        else:
            yield from subjects(sentence, above, depth + 1)


def agents(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Who stands behind "by"."""
    for kid in sentence.kids(verb, "obl", "nmod"):
        if kid.relation == "obl:agent" or any(case.lemma == "by" for case in sentence.kids(kid, "case")):
            yield kid


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb's subject undergoes it."""
    relations = {kid.relation for kid in sentence.kids(verb)}
    if "aux:pass" in relations or ("nsubj:pass" in relations and "obj" not in relations):
        return True
    if verb.xpos not in {"VBN", "VBD"} or "obj" in relations:
        return False
    if any(kid.lemma == "have" for kid in sentence.kids(verb, "aux")):
        return False
    above = sentence.head(verb)
    if verb.xpos == "VBN" and verb.relation in {"acl", "xcomp"}:
        return True
    if verb.relation == "conj" and above is not None and above.upos == "VERB":
        return is_passive(sentence, above)
    return (
        verb.xpos == "VBN" and verb.relation in {"root", "ccomp", "parataxis", "advcl", "conj"} and "nsubj" in relations
    )


def _gap(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """ "the men whom rebels killed": what is killed stands above."""
    above = sentence.head(verb)
    if verb.relation == "acl:relcl" and above is not None:
        own = [kid for kid in sentence.kids(verb, "nsubj") if kid.text.lower() not in _RELATIVE]
        if own:
            yield above


def _reduced(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """A participle after its noun: "12 people killed", "at least 12 injured"."""
    above = sentence.head(verb)
    if above is not None and verb.relation == "acl" and above.upos in _NOMINAL:
        yield above


def _antecedent(sentence: Sentence, token: Token) -> Token:
    """What a relative pronoun goes back to; any other word is itself."""
    if token.text.lower() not in _RELATIVE:
        return token
    for one in (token, *sentence.ancestors(token)):
        if one.relation == "acl:relcl":
            return sentence.head(one) or token
    return token
