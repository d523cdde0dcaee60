"""What the words and the rules tell of a chain, as named features: what the tables of weights are asked by."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from demarche.actors.record import BODIES, ActorMention
from demarche.base import ByRule
from demarche.encode import SECTORS, TELLING, TYPES, Told
from demarche.mentions import Chain, Mention

COMMON, LOOKED_AT = 3, 8
"""Sectors of a report, the commonest first, and mentions of a chain that are looked at."""

READ, FLOOR = 3, 1e-3
"""Sectors that the encoder's view is told of, and probability below which all is as unlikely."""

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


class Cast:
    """The actors of one report together, as what is told of each looks at the others.

    Args:
        actors: settled ones.
        told: the encoder's view of which words tell of events, None where it has none.
    """

    def __init__(self, actors: Sequence[ActorMention], told: Told | None) -> None:
        self._told = told
        self._at = {id(it.mention.head): it for it in actors if not it.members}
        sectors = Counter(lead(it.sectors) for it in {id(it.chain): it for it in actors}.values() if it.sectors)
        self._common = [sector for sector, _ in sectors.most_common(COMMON)]
        self._made: dict[int, tuple[str, ...]] = {}

    def describe(self, actor: ActorMention) -> tuple[str, ...]:
        """The features of an actor: its words, what hangs on them, its deeds, its owners, what the rules made of it."""
        key = id(actor.chain)
        if key not in self._made:
            self._made[key] = (*_words(actor.chain), *_codes(actor), *self._around(actor), *self._read(actor))
        return self._made[key]

    def _read(self, actor: ActorMention) -> Iterator[str]:
        """The sectors that the encoder reads out of its mentions, the likeliest first."""
        if self._told is None or not len(self._told.sectors):
            return
        places = [it.head.place for it in actor.chain.mentions[:LOOKED_AT]]
        logs = np.log(self._told.sectors[places] + FLOOR).mean(axis=0)
        likely = np.exp(logs - logs.max())
        likely /= likely.sum()
        rule = lead(actor.sectors)
        for at, best in enumerate(np.argsort(-likely)[:READ].tolist()):
            share = min(9, int(10 * likely[best]))
            yield f"read{at}={SECTORS[best]}"
            yield f"read{at}={SECTORS[best]} share={share}"
            yield f"read={SECTORS[best]} share={share}"
            yield f"read{at}={SECTORS[best]} rule={rule}"

    def _around(self, actor: ActorMention) -> Iterator[str]:
        mention, rule = foremost(actor.chain), lead(actor.sectors)
        for at, sector in enumerate(self._common):
            yield f"cast{at}={sector} rule={rule}"
            yield f"cast={sector} rule={rule}"
            yield f"cast={sector} lemma={mention.head.lemma.lower()}"
        seen: dict[str, None] = {}
        for other in actor.chain.mentions[:LOOKED_AT]:
            seen.update(dict.fromkeys(self._deeds(other)))
            seen.update(dict.fromkeys(self._kin(other)))
        yield from seen

    def _deeds(self, mention: Mention) -> Iterator[str]:
        """The type of event that the word above tells, and what the mention is to it."""
        above = mention.sentence.head(mention.head)
        if above is None:
            return
        relation = mention.head.relation
        yield f"does={above.lemma.lower()} {relation}"
        if self._told is None or above.upos not in TELLING:
            return
        row = self._told.types[above.place]
        best = int(row.argmax())
        yield f"deed={TYPES[best]} {relation}"

    def _kin(self, mention: Mention) -> Iterator[str]:
        """The sectors of those whom it belongs to, stands beside, or is listed with."""
        sentence, head = mention.sentence, mention.head
        for kid in sentence.kids(head, "nmod", "appos", "conj", "compound", "amod"):
            other = self._at.get(id(kid))
            if other is not None and other.sectors:
                yield f"{kid.relation}={lead(other.sectors)}"
                yield f"{kid.relation}={lead(other.sectors)} {head.lemma.lower()}"
        above = sentence.head(head)
        other = self._at.get(id(above)) if above is not None else None
        if above is not None and other is not None and other.sectors:
            yield f"of={lead(other.sectors)} {head.relation}"


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
