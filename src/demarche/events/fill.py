"""Fills triggers with the parties of their sentence, and says whether all that a pattern needs is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.actors import ActorMention
from demarche.base import ByRule
from demarche.encode import TYPES, Told
from demarche.events.again import points_back
from demarche.events.arguments import Sides, find_sides
from demarche.events.around import addressed_in, hosts_of
from demarche.events.frames import VALUES, Frames, StatusWords
from demarche.events.further import find_further, find_further_source, is_broken
from demarche.events.judging import Hearing, find_alone
from demarche.events.parties import Parties
from demarche.events.patterns import VISIT, Pattern
from demarche.events.rules import EventRules
from demarche.events.trigger import Trigger, find_blocked
from demarche.events.worded import Worded
from demarche.parse import Sentence, Token

SOME = "some"
"""What a pattern needs whose words are used for much else: a side, a place, or words of violence beside it."""


SHARED = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT"})
"""Types of which a word that no pattern knows needs both sides."""

VICTIMS = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT"})
"""Types whose target may be anybody."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A trigger with its sides, the actors they are looked up among, whether all that it needs is there, and how likely
    a reader would take its word for such an event, if anybody was asked."""

    trigger: Trigger
    sides: Sides
    parties: Parties
    whole: bool
    sure: float | None = None


def fill(
    sentence: Sentence, triggers: Sequence[Trigger], parties: Parties, rules: EventRules, told: Told | None
) -> list[Filled]:
    """The sentence's triggers with their sides: of each token the first whose pattern has the parties it needs and that
    the encoder does not rule out, and words that it alone takes for events.

    A noun that points back ("the attack") is kept without its parties: the story may have told them.
    """
    kept: dict[int, Filled] = {}
    waiting: dict[int, Filled] = {}
    overruled: dict[int, Pattern] = {}
    hearing = None
    if told is not None:
        words = Worded(sentence, known_types(triggers), len(told.types), told.affairs)
        hearing = Hearing(rules.judging, words, told)
    for trigger in triggers:
        at, pattern = trigger.head.at, trigger.pattern
        if at in kept:
            continue
        if not pattern.type:
            kept[at] = Filled(trigger, Sides((), ()), parties, True)
            continue
        one = _fill_one(sentence, trigger, parties, rules.frames)
        if not one.whole and not points_back(sentence, trigger.head):
            continue
        heard = one if hearing is None else _hear(sentence, one, hearing, rules)
        if heard is None and one.whole:
            overruled.setdefault(at, pattern)
        elif heard is not None and one.whole:
            kept[at] = heard
        elif heard is not None:
            waiting.setdefault(at, heard)
    found = waiting | kept
    if hearing is not None:
        found |= _fill_alone(sentence, found, parties, rules, hearing, overruled)
    every = sorted(found.values(), key=lambda one: one.trigger.head.at)
    return [one for one in every if one.trigger.pattern.type]


def _hear(sentence: Sentence, filled: Filled, hearing: Hearing, rules: EventRules) -> Filled | None:
    """The trigger with how far it is to be trusted, None where it does not hold."""
    trigger = filled.trigger
    trust = hearing.trust(trigger.head, trigger.pattern)
    lenient, told = _is_lenient(trigger, hearing.words, rules.frames), _is_told(sentence, filled, rules.status)
    quiet = hearing.told.affairs < 0
    if not rules.judging.holds(trust, trigger.pattern, lenient=lenient, told=told, quiet=quiet):
        return None
    return replace(filled, sure=float(trust[TYPES.index(trigger.pattern.type)]))


def _is_lenient(trigger: Trigger, worded: Worded, frames: Frames) -> bool:
    """Whether less trust will do: in a sentence by itself, of which the encoder sees little, and for a verb whose
    pattern asks for more beside it on a page of public affairs ("prepare for a launch"); but not where the clause tells
    what came of another event ("killing three")."""
    verb = trigger.head
    if verb.xpos == "VBG" and verb.relation in {"advcl", "conj"} and verb.lemma.lower() in frames.harm:
        return False
    return worded.brief or (verb.upos == "VERB" and not trigger.bare and worded.public)


def _is_told(sentence: Sentence, filled: Filled, status: StatusWords) -> bool:
    """Whether a noun by its own phrase tells of an event: it has what it is of and whose it is, and one is an actor
    ("US demands for peace"), or what it is of and whether it happened ("the alleged restoration of the site")."""
    head = filled.trigger.head
    if head.upos != "NOUN" or not sentence.kids(head, "nmod"):
        return False
    if any(status.find("adjectives", kid.lemma.lower(), values=VALUES) for kid in sentence.kids(head, "amod")):
        return True
    owned = any(kid.name != "O" for kid in sentence.kids(head, "nmod:poss", "compound", "amod"))
    below = sentence.subtree(head)
    return owned and any(filled.parties.acts(it) for it in (*filled.sides.source, *filled.sides.target) if it in below)


def known_types(triggers: Sequence[Trigger]) -> dict[int, str]:
    """By place in the sentence the type that the first pattern which fits a word takes it for, "" for none."""
    return {trigger.head.at: trigger.pattern.type for trigger in reversed(triggers)}


def _fill_one(sentence: Sentence, trigger: Trigger, parties: Parties, frames: Frames) -> Filled:
    abroad = trigger.pattern.mode == VISIT or is_broken(sentence, trigger, frames)
    abroad = abroad or (trigger.pattern.type == "CONSULT" and any(hosts_of(sentence, trigger, frames)))
    mine = parties.of_visit() if abroad else parties
    sides = _whole_sides(sentence, trigger, mine, frames)
    return Filled(trigger, sides, mine, _is_filled(sentence, trigger, sides, mine, frames))


def _fill_alone(
    sentence: Sentence,
    found: Mapping[int, Filled],
    parties: Parties,
    rules: EventRules,
    hearing: Hearing,
    overruled: Mapping[int, Pattern],
) -> dict[int, Filled]:
    """By its place each word that no pattern, or another, takes for an event, if somebody is there to act or to
    suffer."""
    known = {*found, *find_blocked(sentence, rules.patterns)}
    known |= {at for one in found.values() for at in _beside(sentence, one.trigger)}
    out: dict[int, Filled] = {}
    for trigger, sure in find_alone(sentence, hearing, rules.frames, known, overruled):
        sides = _whole_sides(sentence, trigger, parties, rules.frames)
        acting = [one for one in parties.of((*sides.source, *sides.target), sentence) if not one.private]
        if len(acting) > (trigger.pattern.type in SHARED):
            out[trigger.head.at] = Filled(trigger, sides, parties, True, sure)
    return out


def _beside(sentence: Sentence, trigger: Trigger) -> set[int]:
    """The places of the words that tell of the same event with a trigger: "sent" of "sent aid", "aid" of the verb."""
    objects = sentence.kids(trigger.head, "obj", "nsubj:pass", "xcomp") if trigger.head.upos == "VERB" else ()
    above = sentence.head(trigger.head) if trigger.head.relation in {"obj", "nsubj:pass"} else None
    return {trigger.carrier.at, *(kid.at for kid in objects), *({above.at} if above is not None else ())}


def _whole_sides(sentence: Sentence, trigger: Trigger, parties: Parties, frames: Frames) -> Sides:
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
    target = bool(whose) or _are_persons(sides.target, frames) or not needs or needs == "source"
    if trigger.pattern.type == "ASSAULT" and not target:
        target = _are_sites(sides.target, frames)
    if trigger.pattern.reciprocal and needs:
        every = tuple(actor for actor in parties.of((*sides.source, *sides.target), sentence) if not actor.private)
        several = len(every) > 1 or any(actor.mention.plural for actor in every)
        source = target = several if needs == "both" else bool(every)
    return source and target


def _are_persons(tokens: Sequence[Token], frames: Frames) -> bool:
    """Whether somebody is meant whom the report names elsewhere, if at all: "congratulated him"."""
    return any(token.upos == "PRON" and token.text.lower() in frames.persons for token in tokens)


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
