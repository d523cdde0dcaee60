"""Chains resolved to facts: by their own words first, then by whom they belong to, then by the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.actors.facts import Fact, Kind, find_person, named_fact, person_fact, state_fact
from demarche.actors.lexicon import ActorLexicon, Agent
from demarche.actors.names import cut
from demarche.actors.phrases import Reading, is_anothers, join, nation_in, read_phrase
from demarche.actors.record import BODIES
from demarche.mentions import Chain, Mention
from demarche.parse import Sentence, Token

_OPPOSITE = {"North": "South", "South": "North", "East": "West", "West": "East"}


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whom a mention belongs to: the link ("'s", "of", "" for a word before) and what is known."""

    link: str
    fact: Fact


class Resolver:
    """The facts of one report's chains, each found once; chains that refer to one another are followed."""

    def __init__(
        self, mentions: Sequence[Mention], chains: Sequence[Chain], lexicon: ActorLexicon, on: date | None
    ) -> None:
        self.lexicon, self.on = lexicon, on
        self.chain_of = {id(mention): chain for chain in chains for mention in chain.mentions}
        self._whole_of = {id(member): chain for chain in chains for member in chain.members}
        self._at = {id(mention.head): mention for mention in mentions}
        self._facts: dict[int, Fact | None] = {}
        self._own: dict[int, Fact | None] = {}
        self._states = tuple(dict.fromkeys(self._report_states(mentions)))

    def _report_states(self, mentions: Sequence[Mention]) -> Iterator[str]:
        for mention in mentions:
            if mention.kind != "pronoun":
                for _, _, code in nation_in(mention.text.split(), self.lexicon):
                    if code:
                        yield code

    def chain_fact(self, chain: Chain) -> Fact | None:
        """Who the chain is, None if it is no actor; a chain that is being resolved counts as unknown."""
        key = id(chain)
        if key not in self._facts:
            self._facts[key] = None
            self._facts[key] = self._resolve(chain)
        return self._facts[key]

    def _resolve(self, chain: Chain) -> Fact | None:
        fact = self._told(chain)
        opposed = next((it for it in chain.mentions if it.kind != "pronoun" and _is_opposed(it)), None)
        if fact is not None and fact.sectors[:1] == ("PTY",) and opposed is not None:
            return replace(fact, sectors=("OPP", *fact.sectors), rule="actors.opposition", words=opposed.text)
        return fact

    def _told(self, chain: Chain) -> Fact | None:
        told = [(it, fact) for it in chain.mentions if it.kind != "pronoun" and (fact := self.mention_fact(it))]
        counts = self.lexicon.words["counts"]  # "hundreds of them": what they are the others tell
        told = [(it, fact) for it, fact in told if it.head.lemma.lower() not in counts] or told
        for _, fact in told:
            if fact.kind == "state" or fact.rule == "actors.body":
                return self._filled(fact, [other for _, other in told])
        person = any(mention.type == "Person" for mention in chain.mentions)
        merged = _merge(
            [fact for it, fact in told if it.kind == "name"] + [fact for it, fact in told if it.kind != "name"]
        )
        if person:
            return self._person(chain, self._as_one_of(chain, merged))
        if merged is None and any(mention.type == "Organization" for mention in chain.mentions):
            return Fact("body", None, (), "actors.name", chain.name or "", name=chain.name)
        if merged is not None and chain.name and merged.name is None and merged.kind != "people":
            merged = replace(merged, name=chain.name)
        return merged

    def _as_one_of(self, chain: Chain, told: Fact | None) -> Fact | None:
        """What is told of the person, with the office of those among whom it is listed: "the foreign ministers, A and
        B"."""
        whole = self._whole_of.get(id(chain))
        if whole is None or (told is not None and told.sectors):
            return told
        first = chain.mentions[0]
        if first.sentence is not whole.mentions[0].sentence or first.span.start < whole.mentions[0].span.end:
            return told  # named before, it is not listed there
        listed = next(
            (fact for it in whole.mentions if it.kind == "description" and (fact := self.mention_fact(it))), None
        )
        if listed is None or not listed.sectors or listed.private:
            return told
        country = (told.country if told else None) or listed.country
        return replace(listed, kind="person", country=country, title=None)

    def _filled(self, fact: Fact, others: Sequence[Fact]) -> Fact:
        """A body whose table row lacks country or sector takes it from the other mentions."""
        country = fact.country or next((it.country for it in others if it.country), None)
        if fact.sectors or fact.country in BODIES:
            return replace(fact, country=country)
        return replace(fact, country=country, sectors=next((it.sectors for it in others if it.sectors), ()))

    def _person(self, chain: Chain, told: Fact | None) -> Fact:
        """A person: what the report tells, the rest from the table of office holders unless it contradicts."""
        name = chain.name or next((it.name for it in chain.mentions if it.name), "")
        entry = find_person(name, told.country if told else None, self.lexicon, on=self.on)
        known = person_fact(entry, self.lexicon, on=self.on) if entry else None
        if told is None:
            return known or Fact("person", None, (), "actors.name", name, name=name)
        if known is None:
            return replace(told, kind="person", name=name)
        if told.sectors or told.former:
            merged = replace(
                told, kind="person", country=told.country or known.country, name=known.name, entry=known.entry,
                title=told.title or known.title,
            )  # fmt: skip
            return _disagreeing(merged, known)
        return replace(known, country=told.country or known.country)

    def mention_fact(self, mention: Mention) -> Fact | None:
        """What the mention tells by its own words and by whom it belongs to."""
        key = id(mention)
        if key not in self._own:
            self._own[key] = None
            self._own[key] = self._fact(mention)
        return self._own[key]

    def _fact(self, mention: Mention) -> Fact | None:
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
            (it.fact for it in self._owners(mention) if it.fact.kind in {"state", "people"} and it.fact.country), None
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
                owners = self._several_owners(mention)
                reading = read_phrase(mention.title or mention.text, self.lexicon, on=self.on)
                facts = [self._agent_fact(mention, reading, "actors.share", (owner,)) for owner in owners]
                told = tuple(fact for fact in facts if fact is not None and fact.country and fact.sectors)
                if len({(fact.country, fact.sectors) for fact in told}) > 1:
                    return told
        return ()

    def _several_owners(self, mention: Mention) -> list[_Owner]:
        """Who own it, where they are several: named side by side, or told by a plural."""
        sentence, out = mention.sentence, list[_Owner]()
        for kid in sentence.kids(mention.head, "nmod", "nmod:poss"):
            links = [it.text.lower() for it in sentence.kids(kid, "case")]
            possessive = kid.relation == "nmod:poss"
            if not possessive and links[:1] != ["of"]:
                continue
            whole = self.chain_of.get(id(self._at.get(id(kid))))
            parts = whole.members if whole is not None else ()
            facts = [self.chain_fact(part) for part in parts]
            if not facts:
                facts = [self._fact_at(one, mention) for one in (kid, *sentence.kids(kid, "conj"))]
            out.extend(_Owner("'s" if possessive else "of", fact) for fact in facts if fact is not None)
        return out if len(out) > 1 else self._joined_nations(mention)

    def _joined_nations(self, mention: Mention) -> list[_Owner]:
        """The nations side by side before a plural: "Israeli and Palestinian negotiators"."""
        for kid in mention.sentence.kids(mention.head, "amod", "compound", "nmod"):
            tokens = (kid, *mention.sentence.kids(kid, "conj"))
            if kid.at < mention.head.at and len(tokens) > 1:
                facts = [self._fact_at(one, mention) for one in tokens]
                if all(fact is not None and fact.kind in {"state", "people"} for fact in facts):
                    return [_Owner("", fact) for fact in facts if fact is not None]
        return []

    def _agent_fact(
        self, mention: Mention, reading: Reading, rule: str, owners: Sequence[_Owner] | None = None
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
        for owner in self._owners(mention) if owners is None else owners:
            fact = owner.fact
            if agent.of == "peer" and not (agent.private and fact.kind in {"person", "agent"}):  # a state's neighbour
                peer = self._peer(fact, title)
                return Fact("agent", country, fact.sectors, "actors.peer", reading.title, peer)
            if owner.link in {"for", "at", "in"} and not agent.of and fact.kind not in {"state", "people"}:
                continue
            country = country or fact.country
            nation = nation or fact.kind in {"state", "people"}
            if body is None and fact.kind not in {"state", "people"} and _serves(agent, owner):
                body = fact.sectors
                nation = nation or fact.country is not None
        if reading.entry is None and not (reading.agent and reading.agent.of and _inner(reading)):
            of_body = replace(agent, of=agent.of or "own") if body is not None else agent
            sectors = join(of_body, body or (), named=body is not None, nation=nation)
            if reading.former:
                sectors = _lapsed_like(reading, sectors, self.lexicon)
            if body is not None and agent.sector == "LEG":
                sectors = (body[0], "LEG")  # a lawmaker of the opposition
        private = agent.private and body is None
        kind: Kind = "body" if agent.body else "agent"
        return Fact(kind, country, sectors, rule, agent.noun, title, former=reading.former, private=private)

    def _somebody(self, mention: Mention, reading: Reading) -> Fact | None:
        """One whose noun no table has, but who has a country: by an adjective, or by the body that he or she is of."""
        if mention.gender not in {"he", "she", None} or mention.kind == "name":
            return None
        owner = next((it.fact for it in self._owners(mention) if it.fact.country), None)
        country = reading.country or (owner.country if owner else None)
        if country is None:
            return None
        sectors = owner.sectors if owner is not None and owner.kind in {"body", "agent"} else ("CVL",)
        private = sectors == ("CVL",)
        return Fact("agent", country, sectors, "actors.somebody", mention.head.text, reading.title, private=private)

    def _peer(self, fact: Fact, title: str | None) -> str | None:
        return fact.title if fact.title else title

    def _owners(self, mention: Mention) -> Iterator[_Owner]:
        """Possessors, names before the head, and what "of" leads in, as facts of their chains."""
        sentence, head = mention.sentence, mention.head
        for token in sentence.within(mention.span):
            if token is not head and token.relation in {"nmod:poss", "compound", "amod", "nmod"}:
                fact = None if _is_ethnic(token, sentence) else self._fact_at(token, mention)
                if fact is not None and (token.relation == "nmod:poss" or fact.kind != "person"):
                    yield _Owner("'s" if token.relation == "nmod:poss" else "", fact)
        for kid in sentence.kids(head, "nmod"):
            links = [it.text.lower() for it in sentence.kids(kid, "case")]
            if kid.at > head.at and links and links[0] in self.lexicon.words["links"]:
                fact = self._fact_at(kid, mention)
                if fact is not None:
                    yield _Owner(links[0], fact)

    def _fact_at(self, token: object, beside: Mention) -> Fact | None:
        owner = self._at.get(id(token))
        if owner is None or owner is beside:
            return None
        chain = self.chain_of.get(id(owner))
        if chain is None or chain is self.chain_of.get(id(beside)):
            return self.mention_fact(owner)
        return self.chain_fact(chain)


def _disagreeing(told: Fact, known: Fact) -> Fact:
    """The report's word, which counts, with the table's where that is another: so it can be looked up."""
    same = told.sectors[:1] == known.sectors[:1] and told.country == known.country
    if same or not known.sectors or told.former:
        return told
    table = " ".join(part for part in (known.country, *known.sectors[:1], known.title) if part)
    return replace(told, rule="actors.text-over-table", words=f"{told.words}; the table has {table}")


def _serves(agent: Agent, owner: _Owner) -> bool:
    """Whether the agent has the sector of the body it belongs to: a fighter, a leader, the president of a union."""
    if agent.of in {"own", "country"}:
        return True
    if owner.fact.kind != "body" or not owner.fact.sectors:
        return False
    if agent.sector == "LEG":
        return owner.fact.sectors[0] == "OPP"
    return agent.sector == "GOV" and owner.link in {"'s", "of"}


def _may_be_body(mention: Mention) -> bool:
    """Whether a name in no table may tell by its words what it is; a people or faith before a noun only tells of it."""
    return mention.type not in {"Location", "Product"} and not (mention.type == "NORP" and modifies(mention))


def modifies(mention: Mention) -> bool:
    """Whether the mention only qualifies a noun: "Iranian" before "troops"."""
    return mention.head.relation.split(":")[0] in {"amod", "compound"} and mention.kind == "name"


def _is_ethnic(token: Token, sentence: Sentence) -> bool:
    """Whether the word names a people of whatever state: "ethnic Albanian"."""
    return token.at > 0 and sentence.tokens[token.at - 1].text.lower() == "ethnic"


def _is_opposed(mention: Mention) -> bool:
    """Whether the words before a party's name call it opposition."""
    before = mention.sentence.within(mention.span)
    return any(token.lemma.lower() == "opposition" for token in before if token.at <= mention.head.at)


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


def _merge(facts: Sequence[Fact]) -> Fact | None:
    """One fact of several: the first that tells a sector leads, the others fill in what it leaves open."""
    if not facts:
        return None
    tell = [fact for fact in facts if fact.kind != "people"] or facts  # a nationality is no office
    lead = next((fact for fact in tell if (fact.sectors or fact.country in BODIES) and not fact.former), None)
    lead = lead or next((fact for fact in facts if fact.sectors), facts[0])
    lead = next((it for it in facts if set(it.sectors) > set(lead.sectors) > set() and not it.former), lead)
    country = lead.country or next((fact.country for fact in facts if fact.country), None)
    title = next((fact.title for fact in facts if fact.title), None)
    name = next((fact.name for fact in facts if fact.name), None)
    return replace(lead, country=country, title=title, name=name)
