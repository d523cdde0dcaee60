"""The room's verb: sentences, statements and actors to event mentions."""

from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.base import Because, ByModel, ByRule, Mark
from demarche.encode import Facts, Told
from demarche.events.bidden import Said
from demarche.events.contents import find_contents
from demarche.events.fill import Filled, fill
from demarche.events.frames import Frames
from demarche.events.implied import imply_parties
from demarche.events.pairs import Plurals
from demarche.events.parties import Parties
from demarche.events.record import EventMention, Verdict
from demarche.events.rules import EventRules
from demarche.events.scenes import is_public, judge_scene
from demarche.events.spoken import SPEECH, gather, tell_contents
from demarche.events.status import hold, judge_claim, judge_status
from demarche.events.taken import take_sides
from demarche.events.trigger import Trigger, find_triggers
from demarche.events.views import add_views
from demarche.parse import Sentence, Token
from demarche.statements import Statement

TELLING = frozenset({"AUX", "PART", "VERB", "ADJ"})
"""Words that may say whether something happens."""


def find_events(
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    actors: Sequence[ActorMention],
    *,
    rules: EventRules,
    hosts: Sequence[ActorMention] = (),
    facts: Facts | None = None,
    told: Told | None = None,
) -> tuple[EventMention, ...]:
    """The events of the story's sentences in the order of the text; headline and captions give none.

    A trigger whose pattern needs a party that is not there gives none, nor does what is only the content of a demand,
    a promise, a threat or a refusal. `hosts` are countries and capitals that are places: whoever visits them
    visits their government. `facts` is the encoder's view of status and claim, `told` that of which words
    tell of events: without them the rules decide alone.
    """
    parties = Parties(actors, statements, hosts)
    out: list[EventMention] = []
    unfilled: set[int] = set()
    speech: dict[int, tuple[Trigger, Said]] = {}
    plurals: dict[int, Plurals] = {}
    story = [sentence for sentence in sentences if sentence.kind not in {"headline", "caption"}]
    scene = judge_scene(story, rules.scenes)
    for sentence in story:
        triggers = tuple(find_triggers(sentence, rules.patterns, rules.frames))
        filled = fill(sentence, triggers, parties, rules, told)
        found = [one for one in filled if _is_public(sentence, one, scene, rules)]
        if any(one.trigger.pattern.type in SPEECH for one in found):
            said = gather(sentence, [one for one in triggers if one.pattern.type])
            speech |= {id(one.trigger.head): (one.trigger, said) for one in found}
        contents = find_contents(sentence, [one.trigger for one in found], rules.frames)
        for one in found:
            if one.trigger.head.at not in contents:
                event = _event(sentence, one, statements, rules, facts, told)
                out.append(event)
                plurals[id(event)] = _plurals(one, rules.frames)
                if not one.whole:
                    unfilled.add(id(event))
    known = imply_parties(out, rules.patterns, rules.frames, statements, unfilled, plurals)
    events = add_views(known, statements, rules.frames)
    return tell_contents(events, speech, parties, rules.patterns, rules.frames)


def _plurals(filled: "Filled", frames: Frames) -> Plurals:
    """Those of each side that stand for two ("both sides"), for a shared act those of either."""
    source = filled.parties.plurals(filled.sides.source, frames)
    target = filled.parties.plurals(filled.sides.target, frames)
    return (source + target, source + target) if filled.trigger.pattern.reciprocal else (source, target)


def _is_public(sentence: Sentence, filled: "Filled", scene: str, rules: EventRules) -> bool:
    """Whether the trigger tells an event in the scene of its story; one that points back is judged by what it names,
    one of the user's own patterns not at all."""
    if filled.trigger.pattern.id in rules.judging.users:
        return True
    sides, parties = filled.sides, filled.parties
    targets = parties.of(sides.target, sentence)
    actors = (*parties.of(sides.source, sentence), *targets)
    return not filled.whole or is_public(filled.trigger, actors, len(targets), scene, rules.scenes)


def _event(
    sentence: Sentence, filled: Filled, statements: Sequence[Statement], rules: EventRules, facts: Facts | None,
    told: Told | None,
) -> EventMention:  # fmt: skip
    trigger = filled.trigger
    pattern = trigger.pattern
    held = hold(statements, trigger.span)
    sources, targets = take_sides(sentence, filled, held, rules.frames)
    status = _status(sentence, trigger, rules, facts)
    claim = judge_claim(sentence, trigger.head, trigger.carrier, rules.status, rules.frames, held, facts)
    words = sentence.text[trigger.span.start - sentence.span.start : trigger.span.end - sentence.span.start]
    grounds: tuple[Because, ...] = (
        sentence.because, *dict.fromkeys(actor.because for actor in (*sources, *targets))
    )  # fmt: skip
    if told is not None and filled.sure is not None:
        grounds = (_like(told, trigger.head, filled.sure), *grounds)
    return EventMention(
        trigger.span, trigger.head, sentence, pattern.type, pattern.mode, pattern.contexts, sources, targets,
        status, claim, held, pattern.id, ByRule(pattern.id, words, grounds), cameo=pattern.cameo, sure=filled.sure,
    )  # fmt: skip


def _like(told: Told, word: Token, sure: float) -> ByModel:
    """The encoder's view of a trigger, and the example of the lexicon whose word it takes for most like it."""
    nearest = told.nearest(word.place)
    if nearest is None:
        return ByModel("events", sure)
    example, cosine = nearest
    return ByModel("events", sure, (ByModel(f'likeness to "{example}"', cosine),))


def _status(sentence: Sentence, trigger: Trigger, rules: EventRules, facts: Facts | None) -> Verdict:
    """The status, for which words that the pattern itself asks for count no more: where "not accept" is a refusal, the
    refusal is actual."""
    telling = [token for token in trigger.taken if token.upos in TELLING or token.lemma in {"not", "never"}]
    seen = None if telling else facts
    status = judge_status(sentence, trigger.head, trigger.carrier, rules.status, rules.frames, seen)
    if status.words is not None and any(token.span.overlaps(status.words) for token in telling):
        return Verdict("actual", None, ByRule("status.of-the-pattern", trigger.pattern.id, (status.because,)))
    return status


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
