"""Who is on which side in the end: sources and targets as actors, both sides of what takes two."""

from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.events.arguments import Sides, are_all
from demarche.events.fill import Filled
from demarche.events.frames import Frames
from demarche.events.parties import Parties, merge_appositions
from demarche.events.residents import could_be_residents, find_residents
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token
from demarche.statements import Statement

ALONE = frozenset({"visit", "phone", "third-party"})
"""Modes of CONSULT that need two, however many the one party is."""


def take_sides(
    sentence: Sentence, filled: Filled, held: Sequence[Statement], frames: Frames
) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
    """Sources and targets as actors; a reciprocal act has all sides as both, in the order of the text."""
    trigger, sides, parties = filled.trigger, filled.sides, filled.parties
    sources = merge_appositions(parties.of(sides.source, sentence))
    targets = merge_appositions(parties.of(sides.target, sentence))
    if len(sources) > 1 and not targets and _is_mutual(sentence, trigger, frames):
        return sources, sources
    if trigger.pattern.reciprocal and not sides.apart:
        host = _whose_counterpart(sentence, targets, parties, held, frames)
        known = parties.of(_in_order(sides), sentence)  # names behind descriptions among them
        if host and not any(actor.chain is host[0].chain for actor in known):
            return (*host, *targets), (*host, *targets)
        every = merge_appositions(parties.of(_in_order(sides), sentence))
        alone = every and not targets and (_is_assembly(trigger, every[0], frames) or are_all(sentence, sides.source))
        if len(every) > 1 or alone:
            return every, every
        return sources, targets
    others = tuple(actor for actor in targets if not any(actor.chain is other.chain for other in sources))
    if could_be_residents(trigger, others, frames):
        return sources, find_residents(sentence, trigger, sides.target, parties.everyone(), frames) or others
    return sources, others


def _in_order(sides: Sides) -> list[Token]:
    return sorted({*sides.source, *sides.target}, key=lambda token: token.at)


def _is_assembly(trigger: Trigger, actor: ActorMention, frames: Frames) -> bool:
    """Whether one party meets by itself, being a body of many: "the council will discuss the matter"."""
    meets = trigger.pattern.type == "CONSULT" and trigger.pattern.mode not in ALONE
    meets = meets and trigger.head.lemma.lower() not in frames.two_sided
    return meets and not actor.private and (actor.country == "IGO" or actor.mention.plural)


def _whose_counterpart(
    sentence: Sentence, targets: Sequence[ActorMention], parties: Parties, held: Sequence[Statement], frames: Frames
) -> tuple[ActorMention, ...]:
    """Whose counterpart the other side is: "talks with her American counterpart" are hers, whoever the clause is about;
    where nobody before is "she", it is who says so."""
    for actor in targets:
        head = actor.mention.head
        if actor.mention.sentence is sentence and head.lemma.lower() in frames.peers:
            owners = [kid for kid in sentence.kids(head, "nmod:poss") if kid.upos == "PRON"]
            found = tuple(one for one in parties.of(owners, sentence) if not one.members)
            speaker = held[0].speaker if owners and held else None
            return found[:1] or ((speaker,) if speaker is not None else ())
    return ()


def _is_mutual(sentence: Sentence, trigger: Trigger, frames: Frames) -> bool:
    """Whether each does it to the other: "blamed each other", "exchanged fire"."""
    if trigger.carrier.lemma.lower() in frames.mutual:
        return True
    around = (word for kid in sentence.kids(trigger.head) for word in (kid, *sentence.kids(kid)))
    words = {token.text.lower() for token in around}
    return {"each", "other"} <= words or {"one", "another"} <= words
