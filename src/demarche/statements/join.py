"""Joins what the rules find with what the encoder sees: who, with what words, what, and who of the two decided."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from demarche.base import Because, ByModel, ByRule, Span
from demarche.encode import Attribution
from demarche.parse import Sentence, Token
from demarche.statements.cues import Cue, Cues
from demarche.statements.link import Links
from demarche.statements.record import Statement
from demarche.statements.seen import (
    Seen,
    find_content,
    find_hanging,
    find_head,
    find_source,
    is_in,
    lay_attributions,
)
from demarche.statements.speakers import Voices

SURE = 0.7
"""How sure the encoder must be of a cue that no rule knows: best on the development part of PolNeAR."""

SURER = 0.9
"""The same of a verb that the rules know as a cue, but not with the mere object that it has: "accepted the offer"."""


PART = 0.8
"""Up to which share of the clause that the rules find the encoder's content is only a piece of it."""

_FIRST = frozenset({"i", "we", "you", "me", "us"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})


def join_attributions(
    told: Sequence[tuple[Statement, Cue | None]],
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    *,
    links: Links,
    voices: Voices,
    cues: Cues,
) -> tuple[Statement, ...]:
    """The statements of rules and encoder together.

    The encoder was taught the outermost layer of telling: there it says what is a statement, and by whom. A rule's
    statement that the encoder sees too keeps its cue and stance and takes the encoder's speaker and, but for whole
    quotations, its content. What stands inside another's content is the rules' alone; a rule's statement of the
    outermost layer that the encoder does not see is kept where its cue is one of saying and its speaker is named.
    """
    seen = list(lay_attributions(attributions, sentences))
    pairs = _pair([one for one, _ in told], seen, cues)
    made = [_both(*told[at], seen[other], links, voices) for at, other in pairs.items()]
    others = [one for other, one in enumerate(seen) if other not in pairs.values()]
    known = [one.cue for one in made if one.cue is not None]
    others = [one for one in others if not any(cue.overlaps(token.span) for cue in known for token in one.cue)]
    made += [found for one in others if (found := _unseconded(one, links, voices, cues)) is not None]
    alone = [pair for at, pair in enumerate(told) if at not in pairs]
    made = [_without_others(one, made) for one in made]
    return (*made, *(one for one, cue in alone if _stands(one, cue, made, links, cues)))


def _without_others(one: Statement, made: Sequence[Statement]) -> Statement:
    """The statement without words of another sentence that are the content of the cue beside them."""
    here = one.sentence.span
    kept = tuple(
        part
        for part in one.content
        if here.overlaps(part)
        or not any(
            other is not one and other.kind == "direct" and other.sentence.span.overlaps(part)
            and any(part.overlaps(it) for it in other.content)
            for other in made
        )
    )  # fmt: skip
    return replace(one, content=kept) if kept and len(kept) < len(one.content) else one


def _pair(told: Sequence[Statement], seen: Sequence[Seen], cues: Cues) -> dict[int, int]:
    """Rules' statements and the encoder's with a word of the cue in common, those first that share most content."""
    ranked = sorted(
        (-_shared(one, other), at, beside)
        for at, one in enumerate(told)
        for beside, other in enumerate(seen)
        if one.cue is not None
        and (any(one.cue.overlaps(token.span) for token in other.cue) or _lends(other, one, cues))
    )
    out: dict[int, int] = {}
    for _, at, beside in ranked:
        if at not in out and beside not in out.values():
            out[at] = beside
    return out


def _lends(seen: Seen, one: Statement, cues: Cues) -> bool:
    """Whether the encoder's cue is the light verb of a noun that a rule has as the cue: "voiced fears that …"."""
    if one.sentence is not seen.sentence or one.cue is None:
        return False
    verbs = {token.at for token in seen.cue if token.text.lower() in cues.light}
    return any(token.head in verbs and token.upos == "NOUN" for token in one.sentence.within(one.cue))


def _shared(one: Statement, other: Seen) -> int:
    return sum(1 for token in other.content if any(part.holds(token.span) for part in one.content))


def _both(one: Statement, known: Cue | None, seen: Seen, links: Links, voices: Voices) -> Statement:
    """A statement that rules and encoder both see; of "citing …", which the encoder gives to who cites, the rules'."""
    cue = one.cue
    assert cue is not None  # only such are paired
    because = _seconded(one.because, seen.sure)
    if known is not None and known.frame == "CUE speaker content" and _is_verbal(one):
        return replace(one, because=because)
    whole = seen.span if seen.span.holds(cue) and seen.sentence is one.sentence else cue
    named = find_source(seen, one.speaker_span)
    spans, kind = find_content(seen, links, (whole, named[0]) if named else (whole,))
    raised = one.speaker_span is None and not seen.source  # "is said to have …": the subject belongs to the content
    lent = not any(cue.overlaps(token.span) for token in seen.cue)  # the noun beside its light verb is the cue
    mute = not one.content  # "declined to comment" has nothing for its content
    if not spans or raised or lent or mute or (one.kind == "direct" and _holds_most(one.content, spans)):
        spans, kind = one.content, one.kind
        whole = cue if any(whole.overlaps(part) for part in spans) else whole
    else:
        spans = _pieced(spans, one, seen) or spans
    said = replace(one, cue=whole, content=spans, kind=kind, because=because)
    if named is None:
        return said
    span, sentence, head = named
    if one.speaker is not None and one.speaker.mention.span.overlaps(span):
        return replace(said, speaker_span=span)
    return replace(said, speaker=voices.of(sentence, head) or voices.within(sentence, span), speaker_span=span)


def _pieced(spans: Sequence[Span], one: Statement, seen: Seen) -> tuple[Span, ...] | None:
    """The rules' clause with what the encoder has besides, where it has only a piece of the clause; else None.

    Not where another cue stands in the clause: then it is the rules that went too far.
    """
    others = any(token.place in seen.others for part in one.content for token in one.sentence.within(part))
    inside = sum(_overlap(a, b) for a in one.content for b in spans)
    if others or not 0 < inside < PART * sum(map(len, one.content)):
        return None
    apart = [span for span in spans if not any(span.overlaps(part) for part in one.content)]
    return tuple(sorted([*one.content, *apart]))


def _seconded(because: Because, sure: float) -> Because:
    """The rule's reason, with the encoder's word for it among what it stood on."""
    if not isinstance(because, ByRule):
        return because
    return ByRule(because.rule, because.words, (*because.parents, ByModel("attribution", sure)))


def _is_verbal(one: Statement) -> bool:
    return one.cue is not None and any(token.xpos.startswith("VB") for token in one.sentence.within(one.cue))


def _holds_most(quoted: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether what the encoder has lies mostly in what the rules found quoted."""
    inside = sum(_overlap(a, b) for a in quoted for b in spans)
    return 2 * inside >= sum(map(len, spans))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _unseconded(seen: Seen, links: Links, voices: Voices, cues: Cues) -> Statement | None:
    """A statement that the encoder alone sees; a word that some rule knows lends its act and stance.

    Where a known word has nothing but an object that no rule lets it have ("denied the request"), there is none.
    """
    head = find_head(seen)
    if {token.at for token in seen.cue} & cues.blocked(seen.sentence):
        return None
    spans, kind = find_content(
        seen if seen.content else replace(seen, content=find_hanging(seen, head)), links, (seen.span,)
    )
    thing = _thing(seen, head) if kind == "indirect" else None
    candidates = tuple(_candidates(seen, head, cues))
    known = next((cue for cue in candidates if _fits(cue, thing)), None)
    barred = thing is not None and any(cue.objects or cue.without for cue in candidates if "object" in cue.content)
    least = 0.0 if known else SURER if candidates and thing is not None else SURE
    if not spans or seen.sure < least or (known is None and barred):
        return None
    named = find_source(seen)
    speaker = None
    if named is not None:
        speaker = voices.of(named[1], named[2]) or voices.within(named[1], named[0])
    silent = any(token.lemma.lower() in _NEGATIONS for token in seen.cue)
    silent = silent or head.upos == "ADV"  # "reportedly"
    hedged, stance = (known.hedged, known.stance) if known else (False, "neutral")
    because = ByModel("attribution", seen.sure, (seen.sentence.because, *((speaker.because,) if speaker else ())))
    return Statement(
        speaker, named[0] if named else None, seen.span, known.lemma if known else head.lemma.lower(), spans, kind,
        "uncommitted" if silent else stance, hedged or silent, seen.sentence, because,
        known.act if known else "mention" if thing is not None else "say",
    )  # fmt: skip


def _thing(seen: Seen, head: Token) -> Token | None:
    """The object that is all of the content, None if a clause or more is."""
    if not is_in(seen.sentence, head) or not head.xpos.startswith("VB"):
        return None
    for kid in seen.sentence.kids(head, "obj", "nsubj:pass"):
        whole = {token.place for token in seen.sentence.subtree(kid)}
        if all(token.place in whole for token in seen.content):
            return kid
    return None


def _candidates(seen: Seen, head: Token, cues: Cues) -> Iterator[Cue]:
    """The cues of the knowledge that the encoder's words may be, those of their head first."""
    for token in sorted(seen.cue, key=lambda it: it is not head):
        for cue in cues.at(token) if is_in(seen.sentence, token) else ():
            after = seen.sentence.tokens[token.at + 1 : token.at + len(cue.words)]
            if tuple(it.text.lower() for it in after) == cue.words[1:]:
                yield cue


def _fits(cue: Cue, thing: Token | None) -> bool:
    """Whether the cue may have its content so: as an object, or as a clause."""
    if thing is None:
        return bool(cue.content - {"object"})
    lemma = thing.lemma.lower()
    return "object" in cue.content and lemma not in cue.without and (not cue.objects or lemma in cue.objects)


def _stands(one: Statement, cue: Cue | None, made: Sequence[Statement], links: Links, cues: Cues) -> bool:
    """Whether a statement that the rules alone found is one: of an inner layer, or by a sure word and a named speaker.

    "I think" inside somebody's own words says no more than that they are theirs.
    """
    if cue is None or one.cue is None:
        return True
    if cue.seconded:
        return False
    inner = links.holder(one.cue) is not None or any(part.holds(one.cue) for it in made for part in it.content)
    who = links.words(one.speaker_span).lower() if one.speaker_span else ""
    if inner:
        return not (cue.hedged and (not who or who in _FIRST))
    if not _is_verbal(one) or one.kind == "direct":
        return True
    return who not in _FIRST and (one.speaker is not None or who.rpartition(" ")[2] in cues.documents)
