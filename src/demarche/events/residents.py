"""The people of a place that is struck or helped: "shelled the village", "flew flour to Cuenca"."""

from collections import Counter
from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.base import ByRule, Span
from demarche.events.frames import Frames
from demarche.events.trigger import Trigger
from demarche.mentions import Chain, Mention
from demarche.parse import Sentence, Token

SETTING = "actors.setting"
"""How the rules begin that gave an actor the country of the story."""

BODIES = frozenset({"IGO", "NGO", "MNC"})
"""What stands for a country and is none."""

INSIDE = frozenset({"in", "into", "inside", "near", "from", "around", "outside", "through", "across"})
"""Prepositions that only say where something is done: "blew himself up in Bor", "advanced into Bor"."""

ONTO = frozenset({"at", "on", "onto", "against"})
"""Prepositions by which a blow reaches a place."""

STRUCK = frozenset({"ASSAULT", "AID"})
"""Types of what is done to the people of a place where no more is told: "shelled the village"."""

PEOPLE = "CVL"
"""The sector of whoever lives in a place."""


def could_be_residents(trigger: Trigger, targets: Sequence[ActorMention], frames: Frames) -> bool:
    """Whether the act may be done to the people of a place: nobody is told to whom, or but the place's name."""
    struck = trigger.pattern.type in STRUCK and trigger.head.lemma.lower() not in frames.taking
    return struck and all(actor.mention.type == "Location" and not actor.sectors for actor in targets)


def find_residents(
    sentence: Sentence, trigger: Trigger, target: Sequence[Token], actors: Sequence[ActorMention], frames: Frames
) -> tuple[ActorMention, ...]:
    """The people of the first thing in the target's slots, or at which the blow goes, that is a place where people live
    or gather; none if its country is not known.

    `actors` are all of the report, those among them that only say where included.
    """
    onto = [
        kid
        for kid in sentence.kids(trigger.head, "obl", "nmod")
        if any(case.lemma in ONTO for case in sentence.kids(kid, "case")) and kid.name[2:] not in {"Date", "Time"}
    ]
    for thing in (*target, *onto):
        where = any(case.lemma.lower() in INSIDE for case in sentence.kids(thing, "case"))
        if where or (thing.name[2:] != "Location" and thing.lemma.lower() not in frames.homes):
            continue
        country = _country(sentence, thing, actors)
        if country is not None:
            return (_people(sentence, thing, country),)
    return ()


def _country(sentence: Sentence, thing: Token, actors: Sequence[ActorMention]) -> str | None:
    """The country of a place: told beside it ("the Israeli town"), else that of the story in this sentence, else that
    of the story."""
    beside = {thing.at, *(kid.at for kid in sentence.kids(thing, "amod", "compound", "nmod", "nmod:poss"))}
    here = [actor for actor in actors if actor.mention.sentence is sentence]
    told = [actor.country for actor in here if actor.mention.head.at in beside and actor.country]
    if told:
        return told[0] if told[0] not in BODIES else None
    for among in (here, actors):
        settings = Counter(actor.country for actor in among if _is_set(actor) and actor.country)
        if settings:
            return settings.most_common(1)[0][0]
    return None


def _is_set(actor: ActorMention) -> bool:
    return isinstance(actor.because, ByRule) and actor.because.rule.startswith(SETTING)


def _people(sentence: Sentence, thing: Token, country: str) -> ActorMention:
    """The people of the place as an actor, spoken of by the words for the place."""
    first = min((kid for kid in sentence.kids(thing, "det", "amod", "compound")), key=lambda kid: kid.at, default=thing)
    span = Span(min(first.span.start, thing.span.start), thing.span.end)
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    because = ByRule("events.people-of-the-place", words, (sentence.because,))
    mention = Mention(span, words, thing, sentence, "description", "", None, words, True, "they", because)
    chain = Chain((mention,), None, (because,))
    return ActorMention(mention, chain, f"people of {words}", country, (PEOPLE,), None, None, (), because)
