"""The word that a time hangs on, mended where the tree hangs it too high or too low.

Three slips are common enough to mend by rule. A time between subject and verb hangs on the subject ("a court in
Sarajevo on Tuesday sentenced"). A time at the end of what somebody said hangs on the saying ("denied that its planes
had bombed a village on Monday"). And where a verb has two times, the second belongs to the clause that it closes
("on Monday released the couple whom they had abducted last week").
"""

from collections.abc import Mapping, Sequence

from demarche.base import Span
from demarche.parse import Sentence, Token
from demarche.times import TimeMention

_SUBJECTS = ("nsubj", "nsubj:pass")
_CLAUSES = ("ccomp", "acl", "advcl")


def governors(sentence: Sentence, times: Sequence[TimeMention]) -> Mapping[Span, Token]:
    """The word above each time of the sentence, by the time's span; none for a time that is itself the root."""
    out: dict[Span, Token] = {}
    for time in times:
        at = anchor_of(sentence, time.span)
        above = sentence.head(at) if at is not None else None
        if above is None:
            continue
        if above.relation in _SUBJECTS:
            verb = sentence.head(above)
            last = sentence.within(time.span)[-1]
            if (
                verb is not None
                and last.at < verb.at
                and all(token.upos in ("AUX", "ADV", "PUNCT") for token in sentence.tokens[last.at + 1 : verb.at])
            ):
                above = verb
        above = _first_of_two(sentence, time.span, _verb_after(sentence, time.span) or above)
        out[time.span] = _closed_clause(sentence, time.span, above, above in out.values()) or above
    return out


def _verb_after(sentence: Sentence, span: Span) -> Token | None:
    """The verb right after the time, if the time lies in the subject's clause and that tells what is so in general.

    "The bloc that speaks for the farmers on Thursday rejected": nobody speaks for farmers on Thursdays alone.
    """
    at, last = anchor_of(sentence, span), sentence.within(span)[-1]
    rest = sentence.tokens[last.at + 1 :]
    verb = next((token for token in rest if token.upos not in ("AUX", "ADV", "PUNCT")), None)
    if at is None or verb is None or verb.upos != "VERB":
        return None
    clauses = [token for token in sentence.ancestors(at) if token.relation == "acl:relcl"]
    subjects = sentence.kids(verb, *_SUBJECTS)
    held = any(subject in sentence.ancestors(clause) for clause in clauses for subject in subjects)
    return verb if held and all(clause.xpos in ("VBZ", "VBP") for clause in clauses) else None


def _first_of_two(sentence: Sentence, span: Span, above: Token) -> Token:
    """The verb of the first of two clauses, where the time stands before both of them."""
    first = sentence.head(above)
    if above.relation != "conj" or first is None or first.upos != "VERB":
        return above
    begins = min(token.span.start for token in sentence.subtree(first))
    return first if span.end <= first.span.start and span.start - begins <= 3 else above


def anchor_of(sentence: Sentence, span: Span) -> Token | None:
    """The word of the phrase that hangs outside it."""
    tokens = sentence.within(span)
    inner = {token.at for token in tokens}
    return next((token for token in tokens if token.head not in inner), None)


def _closed_clause(sentence: Sentence, span: Span, above: Token, taken: bool) -> Token | None:
    """The verb of the clause below `above` that ends right where the time begins."""
    relations = _CLAUSES if taken else ("ccomp",)
    found: Token | None = None
    waiting = [kid for kid in sentence.kids(above, *relations) if above.at < kid.at and kid.span.end <= span.start]
    waiting += [
        under for kid in sentence.kids(above, "obj", "obl", "nmod") if taken for under in sentence.kids(kid, "acl")
        if above.at < under.at and under.span.end <= span.start
    ]  # fmt: skip
    last = sentence.within(span)[0].at - 1
    while last > 0 and sentence.tokens[last].upos == "ADP":
        last -= 1
    verb = sentence.tokens[last]  # "the round table that he offered on Monday"
    if verb.relation == "acl:relcl" and verb.xpos == "VBD" and above in sentence.ancestors(verb):
        return verb
    for verb in waiting:
        if verb.upos == "VERB" and max(token.span.end for token in sentence.subtree(verb)) <= span.start:
            found = verb if found is None or verb.at > found.at else found
    return found
