"""The room's verb: sentences, statements and actors to event mentions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.actors import ActorMention
from demarche.base import ByRule, Mark
from demarche.encode import Facts
from demarche.events.arguments import Parties, Sides, find_sides
from demarche.events.frames import Frames, StatusWords, open_frames, open_status
from demarche.events.implied import imply_parties, points_back
from demarche.events.patterns import Pattern, Patterns, open_patterns
from demarche.events.record import EventMention, Verdict
from demarche.events.status import hold, judge_claim, judge_status
from demarche.events.trigger import Trigger, find_triggers
from demarche.events.views import add_views
from demarche.knowledge import Folders
from demarche.parse import Sentence, Token
from demarche.statements import Statement

CONTENT_TYPES = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE"})
"""Acts of speech about an act to come: what they speak of is their content, no event beside them."""

DEFAULT_CONTENT = ("to", "for", "that", "on", "of")


@dataclass(frozen=True, slots=True)
class EventRules:
    """All that the room knows, loaded once."""

    patterns: Patterns
    frames: Frames
    status: StatusWords


def open_event_rules(folders: Folders) -> EventRules:
    """The shipped patterns, frames and words of status with the users' laid over them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    return EventRules(open_patterns(folders), open_frames(folders), open_status(folders))


VICTIMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT"})
"""Types whose target may be anybody."""


def find_events(
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    actors: Sequence[ActorMention],
    *,
    rules: EventRules,
    facts: Facts | None = None,
) -> tuple[EventMention, ...]:
    """The events of the story's sentences in the order of the text; headline and captions give none.

    A trigger whose pattern needs a party that is not there gives none, nor does what is only the content of a demand,
    a promise, a threat or a refusal. `facts` is the encoder's view of status and claim; without it the rules decide
    alone.
    """
    parties = Parties(actors, statements)
    out: list[EventMention] = []
    unfilled: set[int] = set()
    for sentence in sentences:
        if sentence.kind in {"headline", "caption"}:
            continue
        kept = _fill(sentence, parties, rules)
        contents = _contents(sentence, [one for one, _ in kept]) | _absorbed(sentence, [one for one, _ in kept])
        for trigger, sides in kept:
            if trigger.head.at not in contents:
                event = _event(sentence, trigger, sides, statements, parties, rules, facts)
                out.append(event)
                if not _is_filled(sentence, trigger, sides, parties, rules.frames.sites):
                    unfilled.add(id(event))
    return add_views(imply_parties(out, rules.patterns, unfilled), statements, rules.frames)


def _fill(sentence: Sentence, parties: Parties, rules: EventRules) -> list[tuple[Trigger, Sides]]:
    """The sentence's triggers with their sides: of each token the first whose pattern has the parties it needs.

    A noun that points back ("the attack") is kept without them: the story may have told them.
    """
    kept: dict[int, tuple[Trigger, Sides]] = {}
    waiting: dict[int, tuple[Trigger, Sides]] = {}
    for trigger in find_triggers(sentence, rules.patterns, rules.frames):
        if trigger.head.at not in kept:
            sides = find_sides(sentence, trigger, rules.frames, acts=parties.acts)
            if _is_filled(sentence, trigger, sides, parties, rules.frames.sites):
                kept[trigger.head.at] = (trigger, sides)
            elif points_back(sentence, trigger.head):
                waiting.setdefault(trigger.head.at, (trigger, sides))
    return list((waiting | kept).values())


def _is_filled(sentence: Sentence, trigger: Trigger, sides: Sides, parties: Parties, sites: frozenset[str]) -> bool:
    """Whether the parties that the pattern needs are there, as actors.

    For violence a place will do as the target. The nameless of private life are victims, but act in nothing that needs
    an actor: waiters bow, hikers reach summits.
    """
    needs = trigger.pattern.needs
    whose = parties.of(sides.target, sentence)
    if trigger.pattern.type not in VICTIMS:
        whose = tuple(actor for actor in whose if not actor.private)
    source = any(not actor.private for actor in parties.of(sides.source, sentence)) or not needs or needs == "target"
    target = bool(whose) or not needs or needs == "source"
    if trigger.pattern.type == "ASSAULT" and not target:
        named = any(token.name[2:] in {"Location", "Facility", "Organization"} for token in sides.target)
        target = named or any(token.lemma.lower() in sites for token in sides.target)
    if trigger.pattern.reciprocal and needs:
        every = tuple(actor for actor in parties.of((*sides.source, *sides.target), sentence) if not actor.private)
        several = len(every) > 1 or any(actor.mention.plural for actor in every)
        source = target = several if needs == "both" else bool(every)
    return source and target


def _absorbed(sentence: Sentence, triggers: Sequence[Trigger]) -> set[int]:
    """Nouns that are part of another trigger: in "sign a truce" or "break off talks" the verb speaks for both."""
    verbs = {trigger.head.at: trigger for trigger in triggers if trigger.head.upos == "VERB"}
    out: set[int] = set()
    for trigger in triggers:
        above = sentence.head(trigger.head)
        verb = verbs.get(above.at) if above is not None else None
        if trigger.head.upos == "VERB":
            continue
        nouns = {one.head.at: one for one in triggers if one.head.upos != "VERB" and one.pattern.objects}
        if above is not None and above.at in nouns and trigger.head.lemma.lower() in nouns[above.at].pattern.objects:
            out.add(trigger.head.at)  # "the pause in the bombing"
        if verb is None:
            continue
        own = verb.pattern.objects | {word for entry in verb.pattern.verbs for word in entry[1:]}
        same = verb.pattern.type == trigger.pattern.type and trigger.head.relation in {"obj", "nsubj:pass", "obl"}
        if trigger.head.lemma.lower() in own or same:
            out.add(trigger.head.at)
    return out


def _contents(sentence: Sentence, triggers: Sequence[Trigger]) -> set[int]:
    """The tokens of what is demanded, promised, threatened or refused."""
    out: set[int] = set()
    for trigger in triggers:
        beside = {
            one.head.at for one in triggers if one.head.relation == "conj" and one.pattern.type == trigger.pattern.type
        }
        inside = {found.at for token in _content_heads(sentence, trigger) for found in sentence.subtree(token)}
        for at in beside & inside:  # "demands for A and demands for B": the second is no content of the first
            inside -= {found.at for found in sentence.subtree(sentence.tokens[at])}
        out |= inside - {trigger.head.at}
    return out


def _content_heads(sentence: Sentence, trigger: Trigger) -> Iterator[Token]:
    if trigger.pattern.type not in CONTENT_TYPES:
        return
    content = trigger.pattern.content or DEFAULT_CONTENT
    for head in {trigger.head.at: trigger.head, trigger.carrier.at: trigger.carrier}.values():
        for kid in sentence.kids(head, "xcomp", "ccomp", "acl", "advcl", "obl", "nmod", "obj", "csubj"):
            leads = {below.lemma.lower() for below in sentence.kids(kid, "mark", "case")}
            clause = kid.relation.split(":")[0] in {"xcomp", "ccomp"} or (
                kid.relation in {"acl", "advcl"} and bool(leads & {"to", "that"})
            )
            if kid is trigger.head or kid.relation == "acl:relcl":
                continue
            if clause or leads & set(content) or (kid.relation == "obj" and "object" in content):
                yield kid


def _event(
    sentence: Sentence,
    trigger: Trigger,
    sides: Sides,
    statements: Sequence[Statement],
    parties: Parties,
    rules: EventRules,
    facts: Facts | None,
) -> EventMention:
    pattern = trigger.pattern
    held = hold(statements, trigger.span)
    sources, targets = _parties(sentence, pattern, sides, parties)
    status = judge_status(sentence, trigger.head, trigger.carrier, rules.status, rules.frames, facts)
    claim = judge_claim(sentence, trigger.head, trigger.carrier, rules.status, rules.frames, held, facts)
    words = sentence.text[trigger.span.start - sentence.span.start : trigger.span.end - sentence.span.start]
    told = dict.fromkeys(actor.because for actor in (*sources, *targets))
    because = ByRule(pattern.id, words, (sentence.because, *told))
    return EventMention(
        trigger.span, trigger.head, sentence, pattern.type, pattern.mode, pattern.contexts, sources, targets,
        status, claim, held, pattern.id, because,
    )  # fmt: skip


def judge_word(
    sentence: Sentence,
    word: Token,
    statements: Sequence[Statement],
    *,
    rules: EventRules,
    facts: Facts | None = None,
) -> tuple[Verdict, Verdict]:
    """Status and claim of what any verb or noun tells, whether a pattern knows it or not."""
    above = sentence.head(word)
    light = word.upos == "NOUN" and above is not None and above.lemma.lower() in rules.frames.light
    carrier = above if light and above is not None and word.relation in {"obj", "nsubj:pass"} else word
    status = judge_status(sentence, word, carrier, rules.status, rules.frames, facts)
    held = hold(statements, word.span)
    return status, judge_claim(sentence, word, carrier, rules.status, rules.frames, held, facts)


def _parties(
    sentence: Sentence, pattern: Pattern, sides: Sides, parties: Parties
) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
    """Sources and targets as actors; a reciprocal act has all sides as both, in the order of the text."""
    sources, targets = parties.of(sides.source, sentence), parties.of(sides.target, sentence)
    if pattern.reciprocal:
        every = parties.of(sorted({*sides.source, *sides.target}, key=lambda token: token.at), sentence)
        if len(every) > 1:
            return every, every
        return sources, targets
    return sources, tuple(actor for actor in targets if not any(actor.chain is other.chain for other in sources))


def mark_events(events: Sequence[EventMention]) -> tuple[Mark, ...]:
    """The events as marks: `[event=TYPE status=… claim=…: trigger]`, `[source: …]`, `[target: …]`.

    Who is both source and target of a reciprocal act is marked `[party: …]`.
    """
    marks: list[Mark] = []
    for event in events:
        fields = (("status", event.status.value), ("claim", event.claim.value))
        marks.append(Mark(event.trigger, "event", event.type, fields))
        sources = {id(actor) for actor in event.sources}
        both = {id(actor) for actor in event.targets} & sources
        marks.extend(Mark(one.mention.span, "party" if id(one) in both else "source") for one in event.sources)
        marks.extend(Mark(one.mention.span, "target") for one in event.targets if id(one) not in both)
    return tuple(dict.fromkeys(marks))
