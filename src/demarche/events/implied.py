"""Parties that a sentence leaves out because the story has told them: whose deed is condemned, who is asked.

In text order each event looks back: one that is named again ("the attack") to its first naming; one that is aimed at
somebody, and names nobody, to the deed that it speaks of ("condemned the raid": whoever raided), then to whom its
source last dealt with.
"""

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Literal

from demarche.actors import ActorMention
from demarche.base import ByRule
from demarche.events.again import Before, name_again, with_reason
from demarche.events.doers import Found, find_doer
from demarche.events.frames import Frames
from demarche.events.pairs import NO_POWERS, Plurals, find_pair, settle_pair, side_of
from demarche.events.patterns import Patterns
from demarche.events.record import EventMention
from demarche.parse import Token
from demarche.statements import Statement

JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
"""Types that are aimed at whoever did, asked or offered what they speak of."""

AIMED = frozenset(
    {"REQUEST", "REJECT", "THREATEN", "AGREE", "ACCUSE", "ASSAULT", "COERCE", "CONCEDE", "PROTEST", "SANCTION"}
)
"""Types that are aimed at somebody even where the sentence does not say at whom."""

FOR_THE_SIDE = frozenset({"REJECT", "THREATEN", "AGREE", "ACCUSE", "CONCEDE", "SANCTION"})
"""Types by which one of a side answers for all of it: a minister refuses what his government was asked."""

UNDOING = frozenset({"ease", "release"})
"""Modes of RETREAT by which something that was done to somebody is undone."""

BREAKS = frozenset({"withdraw", "expel", "discontinue"})
"""Modes of SANCTION by which powers break with each other."""

TAKEN = frozenset({"arrest", "seize"})
"""Modes of what is done to people or to places."""

OFFERED = frozenset({"AGREE", "REQUEST"})
"""Types that somebody answers."""

HARD = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
"""Types of what nobody does to himself."""

AT_ALL = frozenset({"curfew", "martial-law"})
"""Modes of what is laid on whoever lives there."""

VICTIMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
"""Types that may be aimed at the nameless of private life, who can be asked or refused nothing."""

VOICED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of what protesters voice."""

MEDIATION = "third-party"
"""Mode of those who go between two."""

ABOUT = frozenset({"for", "over", "at", "of", "on", "as", "against", "to", "with"})
"""Prepositions that lead in what an event is about."""

_NONE: Mapping[int, Plurals] = {}

FAR = 300
"""Characters back within which the last word must have been spoken to which "the charge" points."""

REACH = 4
"""Sentences that an event looks back over for whom its source dealt with; a deed is looked for over twice as many."""


def imply_parties(
    events: Sequence[EventMention],
    patterns: Patterns,
    frames: Frames,
    statements: Sequence[Statement],
    unfilled: Container[int] = (),
    plurals: Mapping[int, Plurals] = _NONE,
) -> tuple[EventMention, ...]:
    """The events of a report in the order of the text, parties filled in where the story implies them.

    Those whose identity is in `unfilled` lack parties without which they are none: they stay only if they name an
    earlier event again.
    """
    numbers: dict[int, int] = {}
    for event in events:
        numbers.setdefault(id(event.sentence), len(numbers))
    deeds = {id(event.head): event for event in events}
    out: list[EventMention] = []
    for event in events:
        event = _spare_victims(event, deeds)
        before = [(numbers[id(event.sentence)] - numbers[id(one.sentence)], one) for one in reversed(out)]
        again = name_again(event, before, frames.general)
        if again is None and id(event) in unfilled:
            continue
        event = settle_pair(again or event, plurals.get(id(event), ((), ())), before, frames)
        if not event.sources and (doer := find_doer(event, before)) is not None:
            event = _with_side(event, "sources", doer)
        if event.sources and not event.targets:
            found = (
                _of_deed(event, before, patterns, frames, statements)
                or _disputants(event, before, frames)
                or _court(event, before)
                or _somebody_else(event, before)
                or _counterpart(event, before, frames)
            )
            if found is not None:
                event = _with_side(event, "targets", found)
        out.append(event)
    return tuple(_look_ahead(out, numbers, frames))


def _spare_victims(event: EventMention, deeds: Mapping[int, EventMention]) -> EventMention:
    """The event, aimed at those who did the deed that it judges and not at those who suffered it: "condemned the arrest
    of the monks by police"."""
    if event.type not in JUDGING | {"PROTEST"} or not event.targets:
        return event
    for noun in _objects(event):
        deed = deeds.get(id(noun))
        if deed is not None and deed.type in VICTIMS and not _apart(event.targets, deed.targets):
            others = _apart(deed.sources, event.sources)
            rule, words = "events.target-of-deed", noun.text
            return _with_side(event, "targets", (others, rule, words)) if others else replace(event, targets=())
    return event


def _look_ahead(events: Sequence[EventMention], numbers: Mapping[int, int], frames: Frames) -> Iterator[EventMention]:
    """The events; protests without a target are aimed at whom the same people accuse, or ask for something, in the rest
    of the sentence: "blocked the road and demanded that the governor resign"."""
    for at, event in enumerate(events):
        if event.type == "PROTEST" and event.sources and not event.targets:
            rest = [one for one in events[at + 1 :] if one.sentence is event.sentence and one.type in VOICED]
            found = _counterpart(event, [(0, one) for one in rest], frames)
            if found is not None:
                event = _with_side(event, "targets", found)
        if event.type in OFFERED and event.sources and not event.targets:
            here = numbers[id(event.sentence)]
            before = [(here - numbers[id(one.sentence)], one) for one in reversed(events[:at])]
            found = _who_answered(event, events[at + 1 :]) or _offered_hosting(event, before, frames)
            if found is not None:
                event = _with_side(event, "targets", found)
        yield event


def _who_answered(event: EventMention, after: Sequence[EventMention]) -> Found | None:
    """Who turns down, or takes up, what was offered in the same sentence: "offered to help, but Chad refused"."""
    for one in after:
        if one.sentence is not event.sentence:
            break
        if one.type in {"REJECT", "AGREE", "CONCEDE"} and {side_of(actor) for actor in one.targets} & {
            side_of(actor) for actor in event.sources
        }:
            others = _apart(one.sources, event.sources)
            if others:
                return others, "events.target-answered", one.head.text
    return None


def _with_side(event: EventMention, side: Literal["sources", "targets"], found: Found) -> EventMention:
    actors, rule, words = found
    because = with_reason(event, ByRule(rule, words, tuple(dict.fromkeys(actor.because for actor in actors))))
    if side == "sources":
        return replace(event, sources=actors, because=because)
    return replace(event, targets=actors, because=because)


def _offered_hosting(event: EventMention, before: Before, frames: Frames) -> Found | None:
    """To whom somebody offers to mediate, or to host them: the two that the story shows at odds or in talks."""
    if not any(kid.lemma.lower() in frames.hosting for kid in event.sentence.kids(event.head, "xcomp")):
        return None
    pair = find_pair(before, frames, {side_of(actor) for actor in event.sources})
    return (pair, "events.target-disputants", event.head.text) if pair else None


def _of_deed(
    event: EventMention, before: Before, patterns: Patterns, frames: Frames, statements: Sequence[Statement]
) -> Found | None:
    """Whoever did what the event is about: the latest of its kind by somebody else."""
    if event.type not in JUDGING:
        return None
    for noun in _objects(event):
        lemma = noun.lemma.lower()
        kinds = {pattern.type for entry, pattern in patterns.nouns.get(lemma, ()) if len(entry) == 1}
        kinds |= frames.naming.get(lemma, frozenset())
        deeds = [one for far, one in before if far <= 2 * REACH and (one.type in kinds or _is_by(one, kinds))]
        mine = {side_of(actor) for actor in event.sources}
        at_me = [one for one in deeds if mine & {side_of(actor) for actor in one.targets}]
        said = _last_speaker(event, statements) if lemma in frames.claims and not at_me else ()
        for actors in (*(one.sources for one in at_me), said, *(one.sources for one in deeds)):
            others = _apart(actors, event.sources)
            if others:
                return others, "events.target-of-deed", noun.text
    return None


def _last_speaker(event: EventMention, statements: Sequence[Statement]) -> tuple[ActorMention, ...]:
    """Who spoke last before the event, in its sentence or not far before: whose word is the charge that is rejected."""
    here = event.trigger.start
    before = [
        one
        for one in statements
        if one.content and one.content[0].start < here and event.trigger.start - one.content[0].end < FAR
    ]
    last = max(before, key=lambda one: one.content[0].start, default=None)
    if last is None or last.speaker is None or any(span.holds(event.trigger) for span in last.content):
        return ()
    return (last.speaker,)


def _is_by(event: EventMention, sectors: Set[str]) -> bool:
    """Whether somebody of one of the sectors did it."""
    return any(actor.sectors[:1] and actor.sectors[0] in sectors for actor in event.sources)


def _objects(event: EventMention) -> Iterator[Token]:
    """The nouns that the trigger is about."""
    sentence = event.sentence
    for kid in sentence.kids(event.head, "obj", "obl", "nmod", "nsubj:pass"):
        cases = {below.lemma.lower() for below in sentence.kids(kid, "case")}
        if kid.upos == "NOUN" and (not cases or cases & ABOUT):
            yield kid


def _disputants(event: EventMention, before: Before, frames: Frames) -> Found | None:
    """Between whom a mediator goes: the two that the story shows most at odds, the mediator not being one of them."""
    if event.mode != MEDIATION:
        return None
    pair = find_pair(before, frames, {side_of(actor) for actor in event.sources})
    return (pair, "events.target-disputants", event.head.text) if pair else None


def _court(event: EventMention, before: Before) -> Found | None:
    """Of whom prosecutors ask a punishment: of the court that the story has sentence somebody."""
    if event.type != "REQUEST" or not all(actor.sectors[:1] == ("JUD",) for actor in event.sources):
        return None
    for _, one in before:
        if one.mode == "convict" and (others := _apart(one.sources, event.sources)):
            return others, "events.target-court", one.head.text
    return None


def _somebody_else(event: EventMention, before: Before) -> Found | None:
    """Who is meant by a pronoun that cannot be the doer himself ("police arrested 20 of them", "froze their assets"):
    the last before who is told as another's target or deed and of whom there are as many."""
    pronoun = _pronoun(event) if event.type in HARD else None
    if pronoun is None:
        return None
    plural = pronoun.text.lower() in {"they", "them", "their"}
    for far, one in before:
        if far > REACH:
            break
        for side in (one.targets, one.sources):
            others = tuple(actor for actor in _apart(side, event.sources) if actor.mention.plural == plural)
            others = others or (_apart(side, event.sources) if plural and len(side) > 1 else ())
            if others:
                return others, "events.target-other", pronoun.text
    return None


def _pronoun(event: EventMention) -> Token | None:
    """The pronoun that the event is done to, or whose thing."""
    sentence = event.sentence
    objects: list[Token] = [*sentence.kids(event.head, "obj", "iobj", "nsubj:pass")]
    if event.type == "ASSAULT":  # "fired when they tried to enter"
        objects += [one for kid in sentence.kids(event.head, "advcl") for one in sentence.kids(kid, "nsubj")]
    for kid in objects:
        for one in (kid, *sentence.kids(kid, "nmod:poss", "nmod")):
            if one.upos == "PRON" and one.text.lower() in {"they", "them", "their", "him", "his", "her", "he", "she"}:
                return one
    return None


def _counterpart(event: EventMention, before: Before, frames: Frames) -> Found | None:
    """Whom the event's source last dealt with, as source or as target."""
    if (event.type not in AIMED and event.mode not in UNDOING) or event.mode in AT_ALL or _hits_a_place(event, frames):
        return None
    for same in (_chain, side_of) if event.type in FOR_THE_SIDE else (_chain,):
        mine = {same(actor) for actor in event.sources}
        for far, one in before:
            if far > REACH:
                break
            for side, other in ((one.sources, one.targets), (one.targets, one.sources)):
                if mine & {same(actor) for actor in side}:
                    others = tuple(
                        one
                        for one in _apart(other, event.sources)
                        if (event.type in VICTIMS or not one.private) and same(one) not in mine and _may_be(event, one)
                    )
                    if others:
                        return others, "events.target-counterpart", one.head.text
    return None


def _may_be(event: EventMention, actor: ActorMention) -> bool:
    """Whether relations can be broken off with the actor: with no crowd, no refugees."""
    return event.mode not in BREAKS or not {*actor.sectors[:1]} & NO_POWERS


def _hits_a_place(event: EventMention, frames: Frames) -> bool:
    """Whether what is done has an object of its own that is no party: "captured the town"."""
    return event.mode in TAKEN and any(
        kid.lemma.lower() in frames.towns or kid.name[2:] == "Location"
        for kid in event.sentence.kids(event.head, "obj", "nsubj:pass")
    )


def _chain(actor: ActorMention) -> int:
    return id(actor.chain)


def _apart(actors: Sequence[ActorMention], from_: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    mine = {id(actor.chain) for actor in from_}
    return tuple(actor for actor in actors if id(actor.chain) not in mine)
