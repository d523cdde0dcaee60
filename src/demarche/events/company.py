"""The words about a verb that patterns may ask for: what hangs on it behind, and what stands ahead of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from demarche.parse import Sentence, Token

DEEP = 3
"""How far below the verb a word may hang: "called for talks on the border"."""

SHORTEST = 3
"""Letters that a stem has at least."""

STEM = "~"
"""What follows a stem in a pattern: "cooperat~" is met by every word that begins so."""

SET = "&"
"""What stands before the name of a set in a pattern: "&weapon" is met by every word or phrase of the set."""

Sets = Mapping[str, Sequence[tuple[frozenset[str], str]]]
"""By the last word of a phrase: the phrase, and the set that holds it."""

_APART = frozenset({"conj", "parataxis", "punct", "acl:relcl", "discourse", "vocative", "dep"})
_GOVERNED = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_HELPING = frozenset({"aux", "aux:pass", "advmod", "mark", "cop", "cc:preconj"})


class Company:
    """The company of one verb in its sentence, each word by its lemma, as written, by its stems and by its sets.

    Attributes:
        behind: what the verb says something of: objects, phrases, complements and what hangs on them; in the passive
            its subject, in a relative clause the noun before it.
        ahead: by word its token: the subject, in the passive the agent, adverbs, auxiliaries and negations; the verbs
            that govern it ("failed to", "said it would") with their own.
    """

    def __init__(self, sentence: Sentence, verb: Token, sets: Sets) -> None:
        self.behind = _by_word(_behind(sentence, verb), sets).keys()
        self.ahead = _by_word(_ahead(sentence, verb), sets)


def _by_word(tokens: Iterable[Token], sets: Sets) -> dict[str, Token]:
    """The tokens by every word of a pattern that they meet."""
    out: dict[str, Token] = {}
    for token in tokens:
        for word in _forms(token):
            out.setdefault(word, token)
    for word in list(out):
        for phrase, name in sets.get(word, ()):
            if phrase <= out.keys():
                out.setdefault(name, out[word])
    return out


def _forms(token: Token) -> Iterator[str]:
    """The ways to write the word in a pattern; of one with a hyphen also its parts."""
    for form in {token.lemma.lower(), token.text.lower()}:
        yield form
        if "-" in form:
            yield from form.split("-")
        for end in range(SHORTEST, len(form) + 1):
            yield form[:end] + STEM
    if token.lemma == "not":
        yield "not"


def _behind(sentence: Sentence, verb: Token) -> Iterator[Token]:
    for kid in sentence.kids(verb):
        agent = _by(sentence, kid) and _is_passive(sentence, verb)
        if kid.relation in _APART or (kid.at < verb.at and kid.relation != "nsubj:pass") or agent:
            continue
        yield from _below(sentence, kid, DEEP)
    above = sentence.head(verb)
    if above is not None and verb.relation.startswith("acl") and above.upos in {"NOUN", "PROPN"}:
        yield above
        yield from sentence.kids(above, "compound", "amod")


def _below(sentence: Sentence, token: Token, deep: int, skip: frozenset[str] = _APART - {"conj"}) -> Iterator[Token]:
    """The token and what hangs on it, some steps down."""
    yield token
    if deep > 1:
        for kid in sentence.kids(token):
            if kid.relation not in skip:
                yield from _below(sentence, kid, deep - 1)


def _is_passive(sentence: Sentence, verb: Token) -> bool:
    return verb.xpos == "VBN" and not any(kid.lemma == "have" for kid in sentence.kids(verb, "aux")[-1:])


def _ahead(sentence: Sentence, verb: Token) -> Iterator[Token]:
    passive = _is_passive(sentence, verb)
    for kid in sentence.kids(verb):
        phrase = kid.relation.startswith("obl")
        helps = kid.at < verb.at and (kid.relation in _HELPING or kid.upos == "PART" or phrase)
        if kid.relation == "nsubj" or helps or (phrase and passive and _by(sentence, kid)):
            yield from _below(sentence, kid, 2)
    above = sentence.head(verb)
    relation = verb.relation.split(":")[0]
    if above is None or above.at > verb.at:
        return
    if relation == "conj" and not sentence.kids(verb, "nsubj"):
        yield from _shared(sentence, above)
    elif relation in _GOVERNED and above.upos in {"VERB", "ADJ", "NOUN"}:
        yield above
        if above.upos != "NOUN":
            yield from _ahead(sentence, above)


def _shared(sentence: Sentence, first: Token) -> Sequence[Token]:
    """The subject and auxiliaries that a second verb takes over from the first."""
    return [one for kid in sentence.kids(first, "nsubj", "aux") for one in _below(sentence, kid, 2)]


def _by(sentence: Sentence, kid: Token) -> bool:
    return kid.relation == "obl:agent" or any(case.lemma == "by" for case in sentence.kids(kid, "case"))
