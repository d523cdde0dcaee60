"""Finds in the tree who speaks: the subject, agent or possessor of a cue, and the actor behind it."""

from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.base import Span
from demarche.parse import Sentence, Token
from demarche.statements.cues import Cues

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_ASIDE = frozenset({"acl", "parataxis", "advcl", "punct", "mark", "case", "cc", "discourse", "ccomp", "orphan", "dep"})
_OBJECTS = frozenset(
    {"me", "us", "him", "them", "myself", "yourself", "himself", "herself", "itself", "ourselves", "themselves"}
)
_SOURCES = frozenset({"by", "from", "of"})


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is a passive: "was told", "quoted by", or a bare participle ("asked about it, …")."""
    if sentence.kids(verb, "nsubj:pass", "csubj:pass", "aux:pass", "obl:agent"):
        return True
    bare = not sentence.kids(verb, "nsubj", "aux")
    relation = verb.relation.split(":")[0]
    return bare and relation in {"acl", "advcl"} and verb.relation != "acl:relcl" and verb.xpos in {"VBN", "VBD"}


def find_speaker(sentence: Sentence, verb: Token, cues: Cues) -> Token | None:
    """The token of who says it, None if nobody is named; of a passive, its agent."""
    if verb.xpos.startswith("VB") and is_passive(sentence, verb):
        return _agent(sentence, verb)
    return _subject(sentence, verb, cues, 0)


def _agent(sentence: Sentence, verb: Token) -> Token | None:
    agents = sentence.kids(verb, "obl:agent") or tuple(
        kid for kid in sentence.kids(verb, "obl") if any(case.lemma == "by" for case in sentence.kids(kid, "case"))
    )
    return agents[0] if agents else None


def _subject(sentence: Sentence, verb: Token, cues: Cues, depth: int) -> Token | None:
    """The subject of its own, else that of the clause that the verb hangs on."""
    own = [kid for kid in sentence.kids(verb, "nsubj") if depth or kid.relation != "nsubj:pass"]
    if own:
        before = [kid for kid in own if kid.at < verb.at]
        return _antecedent(sentence, before[-1] if before else own[0], verb)
    above = sentence.head(verb)
    if above is None or depth > 8:
        return None
    relation = verb.relation.split(":")[0]
    if relation == "acl":
        return _writer(sentence, above, cues)
    participle = verb.xpos == "VBG" or any(kid.lemma == "have" for kid in sentence.kids(verb, "aux"))
    if relation == "advcl" and not participle and not _is_infinitive(sentence, verb):
        return None
    if relation not in {"conj", "xcomp", "advcl", "ccomp"} or (
        relation == "ccomp" and not _is_infinitive(sentence, verb)
    ):
        return None
    if relation == "xcomp" and sentence.kids(above, "obj", "iobj") and _is_infinitive(sentence, verb):
        return _antecedent(sentence, sentence.kids(above, "obj", "iobj")[0], above)
    if above.upos in NOMINAL and not sentence.kids(above, "cop", "nsubj"):
        return None
    return _subject(sentence, above, cues, depth + 1)


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(kid.lemma == "to" for kid in sentence.kids(verb, "mark", "aux"))


def _antecedent(sentence: Sentence, subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for."""
    if subject.text.lower() not in _RELATIVE:
        return subject
    clause: Token | None = verb
    for _ in range(6):
        if clause is None or clause.relation == "acl:relcl":
            break
        clause = sentence.head(clause)
    noun = sentence.head(clause) if clause is not None else None
    return noun if noun is not None and noun.upos in NOMINAL else subject


def _writer(sentence: Sentence, noun: Token, cues: Cues) -> Token:
    """Of "issued a statement saying" who issued it; of "officials saying" the officials."""
    if noun.text.lower() not in cues.documents:
        return noun
    above = sentence.head(noun)
    if noun.relation == "obj" and above is not None and above.text.lower() in cues.light:
        return _subject(sentence, above, cues, 1) or noun
    return noun


def find_owner(sentence: Sentence, noun: Token, cues: Cues) -> Token | None:
    """Whose claim, warning or statement a noun speaks of: its possessor, "by …", or who makes it."""
    for kid in sentence.kids(noun, "nmod:poss"):
        return kid
    for kid in sentence.kids(noun, "nmod", "obl"):
        if any(case.lemma in {"by", "from"} for case in sentence.kids(kid, "case")):
            return kid
    above = sentence.head(noun)
    if above is not None and noun.relation == "obj" and above.text.lower() in cues.light:
        return find_speaker(sentence, above, cues)
    if above is not None and noun.relation == "nsubj:pass" and above.text.lower() in cues.light:
        return _agent(sentence, above)
    return None


def find_after(sentence: Sentence, verb: Token) -> Token | None:
    """The noun phrase that begins right after the verb: the speaker of "said the minister" where the tree missed it."""
    best: Token | None = None
    for token in sentence.tokens[verb.at + 1 : verb.at + 8]:
        if token.text.lower() in _OBJECTS:
            return best
        if token.upos in NOMINAL and speaker_tokens(sentence, token)[0].at == verb.at + 1:
            best = token if best is None or best in sentence.subtree(token) else best
    return best


def speaker_tokens(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """The words of a speaker: the noun phrase without the clauses, and the apposition between commas, beside it."""
    kept = {head.at}
    for kid in sentence.kids(head):
        base = kid.relation.split(":")[0]
        if base in _ASIDE or kid.xpos == "POS":
            continue
        whole = sentence.subtree(kid)
        if base in {"appos", "conj"} and any(it.text in {",", "(", "-", "–", "—"} for it in whole):
            continue
        kept.update(token.at for token in whole)
    first = last = head.at
    while first - 1 in kept or (first - 2 in kept and sentence.tokens[first - 1].upos in {"PUNCT", "PART"}):
        first -= 1
    while last + 1 in kept or (last + 2 in kept and sentence.tokens[last + 1].upos in {"PUNCT", "PART"}):
        last += 1
    return sentence.tokens[first : last + 1]


class Voices:
    """The actors of a report, asked for by the token that speaks."""

    def __init__(self, actors: Sequence[ActorMention], cues: Cues) -> None:
        self._by_head = {id(actor.mention.head): actor for actor in actors}
        self._actors = actors
        self._cues = cues

    def of(self, sentence: Sentence, head: Token) -> ActorMention | None:
        """The actor that the token stands for; behind a document, its writer."""
        if head.text.lower() in self._cues.documents:
            for kid in sentence.kids(head, "nmod", "amod", "compound"):
                owner = self._by_head.get(id(kid))
                cases = {case.lemma for case in sentence.kids(kid, "case")}
                if owner is not None and (not cases or cases & (_SOURCES | {"'s"})):
                    return owner
        found = self._by_head.get(id(head))
        if found is not None:
            return found
        holding = [
            one for one in self._actors if one.mention.sentence is sentence and one.mention.span.holds(head.span)
        ]
        return min(holding, key=lambda it: len(it.mention.span), default=None)

    def within(self, sentence: Sentence, span: Span) -> ActorMention | None:
        """The longest actor's mention inside the span."""
        held = [one for one in self._actors if one.mention.sentence is sentence and span.holds(one.mention.span)]
        return max(held, key=lambda it: len(it.mention.span), default=None)
