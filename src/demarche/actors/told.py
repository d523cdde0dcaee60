"""What one mention tells of who it is: by its own words, and by whom it belongs to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from demarche.actors.company import fled, is_worker, strikes, tells_of_strike
from demarche.actors.facts import Fact, Kind, named_fact, state_fact
from demarche.actors.lexicon import ActorLexicon, Agent
from demarche.actors.names import cut
from demarche.actors.owners import Owner, Owners
from demarche.actors.phrases import Reading, is_anothers, join, nation_in, read_phrase
from demarche.mentions import Chain, Mention

_OPPOSITE = {"North": "South", "South": "North", "East": "West", "West": "East"}


class Told:
    """What the mentions of one report tell, each read once.

    Args:
        mentions: all mentions.
        chain_of: the chain of each mention, by identity.
        lexicon: the tables.
        on: the day of publication.
        chain_fact: who a chain is.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        chain_of: Mapping[int, Chain],
        lexicon: ActorLexicon,
        on: date | None,
        chain_fact: Callable[[Chain], Fact | None],
    ) -> None:
        self.lexicon, self.on, self.chain_of = lexicon, on, chain_of
        self.owners = Owners(mentions, chain_of, lexicon, chain_fact, self.fact)
        self._own: dict[int, Fact | None] = {}
        self._strike = tells_of_strike(mentions, lexicon)
        self._states = tuple(dict.fromkeys(self._report_states(mentions)))

    def _report_states(self, mentions: Sequence[Mention]) -> Iterator[str]:
        for mention in mentions:
            if mention.kind != "pronoun":
                for _, _, code in nation_in(mention.text.split(), self.lexicon):
                    if code:
                        yield code

    def fact(self, mention: Mention) -> Fact | None:
        """What the mention tells by its own words and by whom it belongs to."""
        key = id(mention)
        if key not in self._own:
            self._own[key] = None
            self._own[key] = self._read(mention)
        return self._own[key]

    def _read(self, mention: Mention) -> Fact | None:
        if mention.kind == "pronoun":
            return None
        if mention.type == "Person":
            return self._titled(mention) or self._misnamed(mention) or self._owned(mention)
        if mention.kind == "description":
            return self._described(mention)
        name = mention.name or mention.text
        named = named_fact(name, self.lexicon, modifies=modifies(mention), on=self.on)
        if named is not None and named.entry is not None:
            before = cut(mention.text.partition(name)[0])
            named = None if is_anothers(before, named.entry, self.lexicon) else self._placed(named, before)
        return (
            named
            or self._direction(name)
            or (self._body_by_its_words(mention, name) if _may_be_body(mention) else None)
            or (self._owned(mention) if mention.type == "Organization" else None)
        )

    def _placed(self, fact: Fact, before: Sequence[str]) -> Fact:
        """A body of no country of its own, with the country named before it."""
        if fact.country is not None:
            return fact
        return replace(fact, country=next((code for _, _, code in nation_in(before, self.lexicon) if code), None))

    def _titled(self, mention: Mention) -> Fact | None:
        """A person by the title beside the name."""
        if not mention.title:
            return None
        if mention.title in self.lexicon.words["clergy"]:
            return Fact("agent", None, ("REL",), "actors.clergy", mention.title, mention.title)
        return self._agent_fact(mention, read_phrase(mention.title, self.lexicon, on=self.on), "actors.title")

    def _misnamed(self, mention: Mention) -> Fact | None:
        """A known body that the names layer took for a person, where the report gives it no fuller name."""
        chain = self.chain_of.get(id(mention))
        body = self.lexicon.body(mention.name or "")
        if body is None or mention.title or chain is None or chain.name != mention.name:
            return None
        return named_fact(mention.name or "", self.lexicon, modifies=False, on=self.on)

    def _owned(self, mention: Mention) -> Fact | None:
        """A name of which no more is told than whose it is: "Japan's Morita Steel"."""
        fact = next(
            (it.fact for it in self.owners.of(mention) if it.fact.kind in {"state", "people"} and it.fact.country), None
        )
        if fact is None:
            return None
        kind: Kind = "person" if mention.type == "Person" else "body"
        return Fact(kind, fact.country, (), "actors.possessor", mention.text, name=mention.name)

    def _described(self, mention: Mention) -> Fact | None:
        bare = _without_determiner(mention.text)
        if mention.head.upos == "PROPN" or (mention.head.text[:1].isupper() and mention.head.at > 0):
            found = named_fact(bare, self.lexicon, modifies=modifies(mention), on=self.on) or self._direction(bare)
            if found:
                return found
        title = mention.title or bare
        after = title.rpartition(mention.head.text)[2]  # "of staff", which stands outside the mention
        reading = read_phrase(bare + after, self.lexicon, on=self.on)
        if title != bare + after:
            alone = read_phrase(title, self.lexicon, on=self.on)
            reading = replace(reading, title=alone.title) if reading.agent else alone
        return self._agent_fact(mention, reading, "actors.agent")

    def _body_by_its_words(self, mention: Mention, name: str) -> Fact | None:
        """A body in no table: "Defense Ministry" tells its sector itself, else the words before the name do."""
        for phrase, rule in ((name, "actors.agent"), (mention.title or "", "actors.title")):
            fact = self._agent_fact(mention, read_phrase(phrase, self.lexicon, on=self.on), rule) if phrase else None
            if fact is not None and (fact.sectors or fact.country):
                return replace(fact, kind="body", name=mention.name, title=None)
        return None

    def _direction(self, name: str) -> Fact | None:
        """ "the North" where the report speaks of North or South Korea."""
        other = _OPPOSITE.get(name)
        if other is None:
            return None
        countries = self.lexicon.countries
        for code in self._states:
            state = countries.by_code[code]
            first, _, rest = state.name.partition(" ")
            found = countries.names.get(f"{name} {rest}") if rest and first in {name, other} else None
            if found:
                return state_fact(found, "actors.direction", name)
        return None

    def shares(self, chain: Chain) -> tuple[Fact, ...]:
        """The parts of a plural that several own one each: "the presidents of Chad and Sudan", "their armies"."""
        for mention in chain.mentions:
            if mention.kind == "description" and mention.plural and not chain.members:
                owners = self.owners.several(mention)
                reading = read_phrase(mention.title or mention.text, self.lexicon, on=self.on)
                facts = [self._agent_fact(mention, reading, "actors.share", (owner,)) for owner in owners]
                told = tuple(fact for fact in facts if fact is not None and fact.country and fact.sectors)
                if len({(fact.country, fact.sectors) for fact in told}) > 1:
                    return told
        return ()

    def _agent_fact(
        self, mention: Mention, reading: Reading, rule: str, owners: Sequence[Owner] | None = None
    ) -> Fact | None:
        """A reading joined with those that the mention belongs to, by the tree unless they are given."""
        agent = reading.agent
        if agent is None:
            return self._somebody(mention, reading)
        country, sectors, nation = reading.country, reading.sectors, reading.country is not None
        title = None if agent.body or mention.plural or modifies(mention) else reading.title
        body: tuple[str, ...] | None = None
        if owners is not None:
            country, sectors, nation = None, (agent.sector,) if agent.sector else (), False
        for owner in self.owners.of(mention) if owners is None else owners:
            fact = owner.fact
            if agent.of == "peer" and not (agent.private and fact.kind in {"person", "agent"}):  # a state's neighbour
                peer = self._peer(fact, title)
                country = None if owner.link == "'s" and country == fact.country else country
                return Fact("agent", country, fact.sectors, "actors.peer", reading.title, peer)
            if owner.link in {"for", "at", "in"} and not agent.of and fact.kind not in {"state", "people"}:
                continue
            country = country or fact.country
            nation = nation or fact.kind in {"state", "people"}
            if body is None and fact.kind not in {"state", "people"} and _serves(agent, owner):
                body = fact.sectors
                nation = nation or fact.country is not None
        if reading.entry is None and not _inner(reading):
            of_body = replace(agent, of=agent.of or "own") if body is not None else agent
            sectors = join(of_body, body or (), named=body is not None, nation=nation)
            if reading.former:
                sectors = _lapsed_like(reading, sectors, self.lexicon)
            if body is not None and agent.sector == "LEG":
                sectors = (body[0], "LEG")  # a lawmaker of the opposition
        if sectors[:1] == ("PTY",) and any(it.fact.sectors[:1] == ("OPP",) for it in self.owners.of(mention)):
            sectors = ("OPP", *sectors)  # the party of an opposition leader
        told = self._of_people(mention, agent, sectors)
        rule, sectors = (rule if told == sectors or told[:1] != ("REF",) else "actors.fled"), told
        private = agent.private and body is None
        kind: Kind = "body" if agent.body else "agent"
        return Fact(kind, country, sectors, rule, agent.noun, title, former=reading.former, private=private)

    def _of_people(self, mention: Mention, agent: Agent, sectors: tuple[str, ...]) -> tuple[str, ...]:
        """The sector that the story gives to people: labour where they strike, refugees where they have fled."""
        if agent.body or not sectors:
            return sectors
        if sectors[0] in {"CVL", "LAB", "HLH", "EDU", "BUS"} and strikes(mention):
            return ("LAB",)
        if is_worker(agent, self.lexicon) and sectors[0] in {"LAB", "BUS"}:
            return ("LAB",) if self._strike else ("CVL",)
        if sectors[0] == "CVL" and mention.plural and fled(mention):
            return ("REF",)
        return sectors

    def _somebody(self, mention: Mention, reading: Reading) -> Fact | None:
        """One whose noun no table has, but who has a country: by an adjective, or by the body that he or she is of."""
        if mention.gender not in {"he", "she", None} or mention.kind == "name":
            return None
        owner = next((it.fact for it in self.owners.of(mention) if it.fact.country), None)
        country = reading.country or (owner.country if owner else None)
        if country is None:
            return None
        sectors = owner.sectors if owner is not None and owner.kind in {"body", "agent"} else ("CVL",)
        private = sectors == ("CVL",)
        return Fact("agent", country, sectors, "actors.somebody", mention.head.text, reading.title, private=private)

    def _peer(self, fact: Fact, title: str | None) -> str | None:
        return fact.title if fact.title else title


def _serves(agent: Agent, owner: Owner) -> bool:
    """Whether the agent has the sector of the body it belongs to: a fighter, a leader, the president of a union."""
    if agent.of in {"own", "country"}:
        return True
    if owner.fact.kind != "body" or not owner.fact.sectors:
        return False
    if agent.sector == "LEG":
        return owner.fact.sectors[0] == "OPP"
    if agent.noun.endswith("governor") and owner.fact.sectors[0] == "BUS":
        return False  # a bank that has a governor is the state's
    return agent.sector == "GOV" and owner.link in {"'s", "of"}


def _may_be_body(mention: Mention) -> bool:
    """Whether a name in no table may tell by its words what it is; a people or faith before a noun only tells of it."""
    return mention.type not in {"Location", "Product"} and not (mention.type == "NORP" and modifies(mention))


def modifies(mention: Mention) -> bool:
    """Whether the mention only qualifies a noun: "Iranian" before "troops"."""
    return mention.head.relation.split(":")[0] in {"amod", "compound"} and mention.kind == "name"


def _inner(reading: Reading) -> bool:
    """Whether the phrase itself told a body's sector, other than the noun's own."""
    return bool(reading.agent and reading.sectors and reading.sectors != (reading.agent.sector,))


def _lapsed_like(reading: Reading, sectors: tuple[str, ...], lexicon: ActorLexicon) -> tuple[str, ...]:
    left = tuple(sector for sector in sectors if sector not in lexicon.words["lapses"])
    return left or (("CVL",) if sectors or reading.sectors else ())


def _without_determiner(text: str) -> str:
    first, _, rest = text.partition(" ")
    return (
        rest
        if rest and first.lower() in {"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their"}
        else text
    )
