"""The room's verb: sentences, statements and actors to event mentions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from demarche.actors import ActorMention
from demarche.base import Because, ByModel, ByRule, Mark
from demarche.encode import Facts, Told
from demarche.events.again import points_back
from demarche.events.arguments import Sides, are_all, find_sides
from demarche.events.around import addressed_in, hosts_of
from demarche.events.contents import find_contents
from demarche.events.frames import Frames, StatusWords, open_frames, open_status
from demarche.events.further import find_further, find_further_source, is_broken
from demarche.events.implied import imply_parties
from demarche.events.judging import LONE, Judging, find_alone, open_judging
from demarche.events.pairs import Plurals
from demarche.events.parties import Parties, merge_appositions
from demarche.events.patterns import Pattern, Patterns, index_patterns, open_patterns
from demarche.events.record import EventMention, Verdict
from demarche.events.residents import could_be_residents, find_residents
from demarche.events.scenes import Scenes, is_public, judge_scene, open_scenes
from demarche.events.spoken import SPEECH, Said, gather, tell_contents
from demarche.events.status import hold, judge_claim, judge_status
from demarche.events.trigger import Trigger, find_blocked, find_triggers
from demarche.events.views import add_views
from demarche.knowledge import Folders
from demarche.parse import Sentence, Token
from demarche.statements import Statement

ALONE = frozenset({"visit", "phone", "third-party"})
"""Modes of CONSULT that need two, however many the one party is."""
SOME = "some"
"""What a pattern needs whose words are used for much else: a side, a place, or words of violence beside it."""

PERSONS = frozenset({"him", "her", "them", "us", "me", "he", "she", "they", "we"})
"""Pronouns that stand for somebody even where nobody knows for whom."""

VISIT = "visit"
"""Mode of those who go to see a government, whose country may be told as the place they go to."""


@dataclass(frozen=True, slots=True)
class EventRules:
    """All that the room knows, loaded once."""

    patterns: Patterns
    frames: Frames
    status: StatusWords
    judging: Judging
    scenes: Scenes


def open_event_rules(folders: Folders) -> EventRules:
    """The shipped patterns, frames, words of status and scenes with the users' laid over them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    patterns = open_patterns(folders)
    return EventRules(
        patterns, open_frames(folders), open_status(folders), open_judging(folders, patterns), open_scenes(folders)
    )


TELLING = frozenset({"AUX", "PART", "VERB", "ADJ"})
"""Words that may say whether something happens."""


def with_patterns(rules: EventRules, patterns: Iterable[Pattern]) -> EventRules:
    """The same rules of grammar and status with no patterns but these."""
    return replace(rules, patterns=index_patterns(patterns))


SHARED = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT"})
"""Types of which a word that no pattern knows needs both sides."""

VICTIMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT"})
"""Types whose target may be anybody."""


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
        filled = _fill(sentence, triggers, parties, rules, told)
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


def _plurals(filled: "_Filled", frames: Frames) -> Plurals:
    """Those of each side that stand for two ("both sides"), for a shared act those of either."""
    source = filled.parties.plurals(filled.sides.source, frames.pairs)
    target = filled.parties.plurals(filled.sides.target, frames.pairs)
    return (source + target, source + target) if filled.trigger.pattern.reciprocal else (source, target)


def _is_public(sentence: Sentence, filled: "_Filled", scene: str, rules: EventRules) -> bool:
    """Whether the trigger tells an event in the scene of its story; one that points back is judged by what it names,
    one of the user's own patterns not at all."""
    if filled.trigger.pattern.id in rules.judging.users:
        return True
    sides, parties = filled.sides, filled.parties
    targets = parties.of(sides.target, sentence)
    actors = (*parties.of(sides.source, sentence), *targets)
    return not filled.whole or is_public(filled.trigger, actors, len(targets), scene, rules.scenes)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A trigger with its sides, the actors they are looked up among, and whether all that it needs is there."""

    trigger: Trigger
    sides: Sides
    parties: Parties
    whole: bool


def _fill(
    sentence: Sentence, triggers: Sequence[Trigger], parties: Parties, rules: EventRules, told: Told | None
) -> list[_Filled]:
    """The sentence's triggers with their sides: of each token the first whose pattern has the parties it needs and that
    the encoder does not rule out, and words that it alone takes for events.

    A noun that points back ("the attack") is kept without its parties: the story may have told them.
    """
    kept: dict[int, _Filled] = {}
    waiting: dict[int, _Filled] = {}
    for trigger in triggers:
        if trigger.head.at not in kept and not trigger.pattern.type:
            kept[trigger.head.at] = _Filled(trigger, Sides((), ()), parties, True)
        elif trigger.head.at not in kept and (told is None or rules.judging.holds(told, trigger)):
            abroad = trigger.pattern.mode == VISIT or is_broken(sentence, trigger)
            abroad = abroad or (trigger.pattern.type == "CONSULT" and any(hosts_of(sentence, trigger, rules.frames)))
            mine = parties.of_visit() if abroad else parties
            sides = _find_sides(sentence, trigger, mine, rules.frames)
            whole = _is_filled(sentence, trigger, sides, mine, rules.frames)
            if whole:
                kept[trigger.head.at] = _Filled(trigger, sides, mine, whole)
            elif points_back(sentence, trigger.head):
                waiting.setdefault(trigger.head.at, _Filled(trigger, sides, mine, whole))
    if told is not None:
        known = {*kept, *waiting, *find_blocked(sentence, rules.patterns)}
        known |= {at for one in (*kept.values(), *waiting.values()) for at in _beside(sentence, one.trigger)}
        for trigger in find_alone(sentence, told, rules.judging, rules.frames, known):
            sides = _find_sides(sentence, trigger, parties, rules.frames)
            acting = [one for one in parties.of((*sides.source, *sides.target), sentence) if not one.private]
            if len(acting) > (trigger.pattern.type in SHARED):
                kept[trigger.head.at] = _Filled(trigger, sides, parties, True)
    every = sorted((waiting | kept).values(), key=lambda one: one.trigger.head.at)
    return [one for one in every if one.trigger.pattern.type]


def _beside(sentence: Sentence, trigger: Trigger) -> set[int]:
    """The places of the words that tell of the same event with a trigger: "sent" of "sent aid", "aid" of the verb."""
    objects = sentence.kids(trigger.head, "obj", "nsubj:pass", "xcomp") if trigger.head.upos == "VERB" else ()
    above = sentence.head(trigger.head) if trigger.head.relation in {"obj", "nsubj:pass"} else None
    return {trigger.carrier.at, *(kid.at for kid in objects), *({above.at} if above is not None else ())}


def _find_sides(sentence: Sentence, trigger: Trigger, parties: Parties, frames: Frames) -> Sides:
    """The sides in the pattern's slots; a source or a target further off where no actor is in them."""
    sides = find_sides(sentence, trigger, frames, acts=parties.acts)
    if trigger.pattern.type == "CONSULT" and trigger.pattern.reciprocal and sides.source:
        alone = not sides.target and len(sides.source) == 1
        others = (*hosts_of(sentence, trigger, frames), *(addressed_in(sentence, trigger) if alone else ()))
        found = [token for token in others if parties.acts(token)]
        sides = replace(sides, target=tuple(sorted({*sides.target, *found}, key=lambda token: token.at)))
    if not parties.of(sides.source, sentence):
        owners = find_further_source(sentence, trigger, sides, frames, acts=parties.acts)
        sides = replace(sides, source=owners) if owners else sides
    if parties.of(sides.target, sentence):
        return sides
    if trigger.pattern.reciprocal and _are_several(parties.of(sides.source, sentence)):
        return sides
    further = find_further(sentence, trigger, sides.target, frames, acts=parties.acts)
    return replace(sides, target=further, apart=True) if further else sides


def _are_several(sources: Sequence[ActorMention]) -> bool:
    """Whether the sources may have done among themselves what takes two: "both sides agreed to hold talks"."""
    return len(sources) != 1 or sources[0].mention.plural


def _is_filled(sentence: Sentence, trigger: Trigger, sides: Sides, parties: Parties, frames: Frames) -> bool:
    """Whether the parties that the pattern needs are there, as actors.

    For violence a place will do as the target. The nameless of private life are victims, but act in nothing that needs
    an actor: waiters bow, hikers reach summits.
    """
    needs = trigger.pattern.needs
    if needs == SOME:
        return _is_footed(sentence, trigger, sides, parties, frames)
    whose = parties.of(sides.target, sentence)
    if not _are_fit(trigger.pattern, parties.of(sides.source, sentence), whose):
        return False
    if trigger.pattern.type not in VICTIMS:
        whose = tuple(actor for actor in whose if not actor.private)
    doers = parties.of(sides.source, sentence)
    crowd = trigger.pattern.type == "PROTEST"  # which anybody may take part in, but not alone
    source = (
        any(not actor.private or (crowd and actor.mention.plural) for actor in doers) or not needs or needs == "target"
    )
    target = bool(whose) or _are_persons(sides.target) or not needs or needs == "source"
    if trigger.pattern.type == "ASSAULT" and not target:
        target = _are_sites(sides.target, frames)
    if trigger.pattern.reciprocal and needs:
        every = tuple(actor for actor in parties.of((*sides.source, *sides.target), sentence) if not actor.private)
        several = len(every) > 1 or any(actor.mention.plural for actor in every)
        source = target = several if needs == "both" else bool(every)
    return source and target


def _are_persons(tokens: Sequence[Token]) -> bool:
    """Whether somebody is meant whom the report names elsewhere, if at all: "congratulated him"."""
    return any(token.upos == "PRON" and token.text.lower() in PERSONS for token in tokens)


def _are_sites(tokens: Sequence[Token], frames: Frames) -> bool:
    """Whether one of the words stands for a place that can be hit."""
    return any(
        token.name[2:] in {"Location", "Facility", "Organization"} or token.lemma.lower() in frames.sites
        for token in tokens
    )


def _is_footed(sentence: Sentence, trigger: Trigger, sides: Sides, parties: Parties, frames: Frames) -> bool:
    """Whether a noun of violence is more than a figure of speech: it has a side that acts or suffers, hits or hangs on
    a place, or stands in a sentence with words of real violence."""
    if parties.of((*sides.source, *sides.target), sentence) or _are_sites(sides.target, frames):
        return True
    about = sentence.kids(trigger.head, "nmod", "obl", "compound", "amod", "nmod:poss")
    others = (token for token in sentence.tokens if token is not trigger.head)
    return _are_sites(about, frames) or any(token.lemma.lower() in frames.violence for token in others)


def _are_fit(pattern: Pattern, sources: Sequence[ActorMention], targets: Sequence[ActorMention]) -> bool:
    """Whether a source is of a sector that the pattern asks for, and a visit goes abroad."""
    if pattern.sectors and not any({*actor.sectors, actor.country} & pattern.sectors for actor in sources):
        return False
    told = {actor.country for actor in sources if not _is_set(actor)}
    at_home = told & {actor.country for actor in targets if not _is_set(actor)} - {None}
    return not (pattern.mode == VISIT and at_home)


def _is_set(actor: ActorMention) -> bool:
    """Whether its country is only that of the story."""
    return isinstance(actor.because, ByRule) and actor.because.rule.startswith("actors.setting")


def _event(
    sentence: Sentence, filled: _Filled, statements: Sequence[Statement], rules: EventRules, facts: Facts | None,
    told: Told | None,
) -> EventMention:  # fmt: skip
    trigger = filled.trigger
    pattern = trigger.pattern
    held = hold(statements, trigger.span)
    sources, targets = _parties(sentence, filled, held, rules.frames)
    status = _status(sentence, trigger, rules, facts)
    claim = judge_claim(sentence, trigger.head, trigger.carrier, rules.status, rules.frames, held, facts)
    words = sentence.text[trigger.span.start - sentence.span.start : trigger.span.end - sentence.span.start]
    grounds: tuple[Because, ...] = (
        sentence.because, *dict.fromkeys(actor.because for actor in (*sources, *targets))
    )  # fmt: skip
    alone = pattern.id.startswith(LONE)
    sure = None
    if told is not None:
        sure = rules.judging.trust(told, trigger.head, pattern.type, by_rule=not alone)
        grounds = (_like(told, trigger.head, sure), *grounds)
    return EventMention(
        trigger.span, trigger.head, sentence, pattern.type, pattern.mode, pattern.contexts, sources, targets,
        status, claim, held, pattern.id, ByRule(pattern.id, words, grounds), cameo=pattern.cameo, sure=sure,
    )  # fmt: skip


def _like(told: Told, word: Token, sure: float) -> ByModel:
    """The encoder's view of a trigger, and the example of the lexicon whose word it takes for most like it."""
    if not told.examples:
        return ByModel("events", sure)
    example = ByModel(f'likeness to "{told.examples[told.nearest[word.place]]}"', float(told.likeness[word.place]))
    return ByModel("events", sure, (example,))


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


def _parties(
    sentence: Sentence, filled: _Filled, held: Sequence[Statement], frames: Frames
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
