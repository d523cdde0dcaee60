"""Parties that a sentence leaves out because the story has told them: whose deed is condemned, who is asked.

In text order each event looks back: one that is named again ("the attack") to its first naming; one that is aimed at
somebody, and names nobody, to the deed that it speaks of ("condemned the raid": whoever raided), then to whom its
source last dealt with.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from demarche.actors import ActorMention
from demarche.base import ByRule
from demarche.events.pairs import settle_pair
from demarche.events.patterns import Patterns
from demarche.events.record import EventMention
from demarche.parse import Sentence, Token

JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
"""Types that are aimed at whoever did, asked or offered what they speak of."""

AIMED = frozenset(
    {"REQUEST", "REJECT", "THREATEN", "AGREE", "ACCUSE", "ASSAULT", "COERCE", "CONCEDE", "PROTEST", "SANCTION"}
)
"""Types that are aimed at somebody even where the sentence does not say at whom."""

MEDIATION = "third-party"
"""Mode of those who go between two."""

DISPUTES = frozenset(
    {"ASSAULT", "ACCUSE", "REJECT", "THREATEN", "COERCE", "CONSULT", "PROTEST", "MOBILIZE", "SANCTION"}
)
"""Types of what two do to one another before somebody mediates."""

ABOUT = frozenset({"for", "over", "at", "of", "on", "as", "against", "to", "with"})
"""Prepositions that lead in what an event is about."""

BACK = frozenset({"the", "this", "that", "these", "those"})

_NONE: Mapping[int, Sequence[ActorMention]] = {}

REACH = 4
"""Sentences that an event looks back over for whom its source dealt with; a deed is looked for over twice as many."""


def imply_parties(
    events: Sequence[EventMention],
    patterns: Patterns,
    unfilled: Container[int] = (),
    plurals: Mapping[int, Sequence[ActorMention]] = _NONE,
) -> tuple[EventMention, ...]:
    """The events of a report in the order of the text, parties filled in where the story implies them.

    Those whose identity is in `unfilled` lack parties without which they are none: they stay only if they name an
    earlier event again.
    """
    numbers: dict[int, int] = {}
    for event in events:
        numbers.setdefault(id(event.sentence), len(numbers))
    out: list[EventMention] = []
    for event in events:
        before = [(numbers[id(event.sentence)] - numbers[id(one.sentence)], one) for one in reversed(out)]
        again = _again(event, before)
        if again is None and id(event) in unfilled:
            continue
        event = settle_pair(again or event, plurals.get(id(event), ()), before)
        if event.sources and not event.targets:
            found = _of_deed(event, before, patterns) or _disputants(event, before) or _counterpart(event, before)
            if found is not None:
                targets, rule, words = found
                told = tuple(dict.fromkeys(actor.because for actor in targets))
                event = replace(event, targets=targets, because=_with(event, ByRule(rule, words, told)))
        out.append(event)
    return tuple(out)


def _with(event: EventMention, because: ByRule) -> ByRule:
    """The event's reason with one more."""
    return replace(event.because, parents=(*event.because.parents, because))


def points_back(sentence: Sentence, head: Token) -> bool:
    """Whether the trigger is a noun that speaks of something told before: "the attack"."""
    return head.upos != "VERB" and any(kid.text.lower() in BACK for kid in sentence.kids(head, "det"))


def _again(event: EventMention, before: Sequence[tuple[int, EventMention]]) -> EventMention | None:
    """The event with the parties of the earlier one that it names again: "the attack", "the kidnapping"."""
    if (event.sources and event.targets) or not points_back(event.sentence, event.head):
        return None
    found: dict[bool, EventMention] = {}
    series: EventMention | None = None
    for far, one in before:
        if far > 2 * REACH:
            break
        agrees = all(
            not mine or {id(actor.chain) for actor in mine} & {id(actor.chain) for actor in theirs}
            for mine, theirs in ((event.sources, one.sources), (event.targets, one.targets))
        )
        if one.type == event.type and (one.sources or one.targets) and agrees and _alike(event, one):
            if _is_there(event, one):
                found.setdefault(_is_same_word(event, one), one)
            else:
                series = series or one
    again = found.get(True, found.get(False))  # "the meeting": rather a meeting told before than the latest summit
    if again is not None:
        return _like(event, again, "events.named-again", again=again)
    return _like(event, series, "events.of-a-series", again=None) if series is not None else None


def _like(event: EventMention, one: EventMention, rule: str, *, again: EventMention | None) -> EventMention:
    """The event with the parties of the other where it has none."""
    because = _with(event, ByRule(rule, one.head.text, one.because.parents))
    return replace(
        event, sources=event.sources or one.sources, targets=event.targets or one.targets, because=because, again=again
    )


def _alike(event: EventMention, one: EventMention) -> bool:
    """Whether both words speak of the same kind of act: of one stem, or of one mode; of several, one is not all."""
    if event.head.xpos == "NN" and one.head.xpos == "NNS":
        return False
    return _is_same_word(event, one) or (event.mode is not None and event.mode == one.mode)


def _is_same_word(event: EventMention, one: EventMention) -> bool:
    """Whether both words are of one stem: "attacked … the attack"."""
    mine, theirs = event.head.lemma.lower(), one.head.lemma.lower()
    return mine[:4] == theirs[:4] if min(len(mine), len(theirs)) >= 4 else mine == theirs


def _is_there(event: EventMention, one: EventMention) -> bool:
    """Whether a noun that is called by a place may mean the earlier event: that is told there ("the Hanoi summit")."""
    places = _places(event)
    return not places or bool(places & {token.text for token in one.sentence.tokens})


def _places(event: EventMention) -> set[str]:
    """The names of places by which the noun is called: "the Hanoi summit", "the summit in Hanoi"."""
    kids = event.sentence.kids(event.head, "compound", "nmod", "nmod:desc")
    return {
        kid.text
        for kid in kids
        if kid.name[2:] == "Location"
        and (kid.at < event.head.at or any(c.lemma == "in" for c in event.sentence.kids(kid, "case")))
    }


Found = tuple[tuple[ActorMention, ...], str, str]
"""The targets, the rule that implies them, and the words it stood on."""


def _of_deed(event: EventMention, before: Sequence[tuple[int, EventMention]], patterns: Patterns) -> Found | None:
    """Whoever did what the event is about: the latest of its kind by somebody else."""
    if event.type not in JUDGING:
        return None
    for noun in _objects(event):
        types = {pattern.type for entry, pattern in patterns.nouns.get(noun.lemma.lower(), ()) if len(entry) == 1}
        for far, one in before:
            if far <= 2 * REACH and one.type in types and one.sources and one is not event:
                others = _apart(one.sources, event.sources)
                if others:
                    return others, "events.target-of-deed", noun.text
    return None


def _objects(event: EventMention) -> Iterator[Token]:
    """The nouns that the trigger is about."""
    sentence = event.sentence
    for kid in sentence.kids(event.head, "obj", "obl", "nmod", "nsubj:pass"):
        cases = {below.lemma.lower() for below in sentence.kids(kid, "case")}
        if kid.upos == "NOUN" and (not cases or cases & ABOUT):
            yield kid


def _disputants(event: EventMention, before: Sequence[tuple[int, EventMention]]) -> Found | None:
    """Between whom a mediator goes: the two that last dealt with one another, the mediator not being one of them."""
    if event.mode != MEDIATION:
        return None
    for far, one in before:
        if far > 2 * REACH:
            return None
        both = _apart((*one.sources, *one.targets), event.sources)
        if any(actor.sectors[:1] in ((), ("CVL",)) for actor in both):
            continue  # one mediates between powers, not between an army and those it hit
        chains = {id(actor.chain): actor for actor in both}
        if one.type in DISPUTES and len(chains) > 1 and one.sources and one.targets:
            return tuple(chains.values()), "events.target-disputants", one.head.text
    return None


def _counterpart(event: EventMention, before: Sequence[tuple[int, EventMention]]) -> Found | None:
    """Whom the event's source last dealt with, as source or as target."""
    if event.type not in AIMED:
        return None
    mine = {id(actor.chain) for actor in event.sources}
    for far, one in before:
        if far > REACH:
            return None
        for side, other in ((one.sources, one.targets), (one.targets, one.sources)):
            if mine & {id(actor.chain) for actor in side}:
                others = _apart(other, event.sources)
                if others:
                    return others, "events.target-counterpart", one.head.text
    return None


def _apart(actors: Sequence[ActorMention], from_: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    mine = {id(actor.chain) for actor in from_}
    return tuple(actor for actor in actors if id(actor.chain) not in mine)
