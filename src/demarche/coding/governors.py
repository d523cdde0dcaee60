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
        out[time.span] = _closed_clause(sentence, time.span, above, above in out.values()) or above
    return out


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
    for verb in waiting:
        if verb.upos == "VERB" and max(token.span.end for token in sentence.subtree(verb)) <= span.start:
            found = verb if found is None or verb.at > found.at else found
    return found
