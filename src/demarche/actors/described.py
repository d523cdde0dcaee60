"""What the words and the rules tell of a chain, as named features: what the tables of weights are asked by."""

from collections.abc import Iterator, Sequence

from demarche.actors.record import BODIES, ActorMention
from demarche.base import ByRule
from demarche.mentions import Chain, Mention

SETTING = "actors.setting"
"""What the rules begin with by which an actor has the country of the story."""


def told_by(actor: ActorMention) -> str:
    """The id of the rule that told who it is, "" where none did."""
    return actor.because.rule if isinstance(actor.because, ByRule) else ""


def foremost(chain: Chain) -> Mention:
    """The mention that tells most of a chain: its first that is no pronoun."""
    return next((it for it in chain.mentions if it.kind != "pronoun"), chain.mentions[0])


def kind_of(country: str | None) -> str:
    """Whether a country is one, a body of several, or unknown."""
    return "none" if country is None else country if country in BODIES else "nation"


def describe(actor: ActorMention) -> tuple[str, ...]:
    """The features of an actor by itself: its words, what hangs on them, what the rules made of them."""
    return (*_words(actor.chain), *_codes(actor))


def _words(chain: Chain) -> Iterator[str]:
    mention = foremost(chain)
    sentence, head = mention.sentence, mention.head
    yield f"kind={mention.kind}"
    yield f"type={mention.type or '-'}"
    yield f"gender={mention.gender}"
    yield f"plural={mention.plural}"
    yield f"named={chain.name is not None}"
    yield f"lemma={head.lemma.lower()}"
    for token in sentence.within(mention.span):
        if token is not head:
            yield f"in={token.lemma.lower()}"
    for kid in sentence.kids(head):
        relation = kid.relation.partition(":")[0]
        if relation in {"nmod", "appos", "case"}:
            yield f"{relation}={kid.lemma.lower()}"
    above = sentence.head(head)
    if above is not None:
        yield f"above={above.lemma.lower()}"
        yield f"role={head.relation}"
    for other in chain.mentions[:6]:
        if other is mention:
            continue
        if other.kind == "description":
            yield f"also={other.head.lemma.lower()}"
        elif other.title:
            yield f"titled={other.title.lower()}"


def _codes(actor: ActorMention) -> Iterator[str]:
    sector, country, rule = lead(actor.sectors), kind_of(actor.country), told_by(actor)
    yield f"sector={sector}"
    yield f"rule={rule}"
    yield f"rule={rule} sector={sector}"
    yield f"sector={sector} country={country}"
    yield f"private={actor.private}"
    yield f"entry={actor.entry is not None}"
    for other in actor.sectors[1:]:
        yield f"second={other}"
    for word in (actor.title or "").lower().split():
        yield f"title={word}"


def lead(sectors: Sequence[str]) -> str:
    """The primary sector, "-" where there is none."""
    return sectors[0] if sectors else "-"
