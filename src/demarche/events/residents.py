"""The people of a place that is struck or helped: "shelled the village", "flew flour to Cuenca"."""

from collections import Counter
from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.base import ByRule, Span
from demarche.events.frames import Frames
from demarche.mentions import Chain, Mention
from demarche.parse import Sentence, Token

SETTING = "actors.setting"
"""How the rules begin that gave an actor the country of the story."""

PEOPLE = "CVL"
"""The sector of whoever lives in a place."""


def find_residents(
    sentence: Sentence, things: Sequence[Token], actors: Sequence[ActorMention], frames: Frames
) -> tuple[ActorMention, ...]:
    """The people of the first of the things that is a place where people live or gather; none if its country is not
    known.

    `actors` are all of the report, those among them that only say where included.
    """
    for thing in things:
        if thing.name[2:] != "Location" and thing.lemma.lower() not in frames.homes:
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
        return told[0] if len(told[0]) == 3 and told[0] not in {"IGO", "NGO", "MNC"} else None
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
