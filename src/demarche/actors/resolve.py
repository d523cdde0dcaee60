"""Chains resolved to facts: what their mentions tell put together, then the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from demarche.actors.facts import Fact, find_person, led_by_plover, person_fact
from demarche.actors.lexicon import ActorLexicon
from demarche.actors.record import BODIES
from demarche.actors.told import Told
from demarche.mentions import Chain, Mention


class Resolver:
    """The facts of one report's chains, each found once; chains that refer to one another are followed."""

    def __init__(
        self, mentions: Sequence[Mention], chains: Sequence[Chain], lexicon: ActorLexicon, on: date | None
    ) -> None:
        self.lexicon, self.on = lexicon, on
        self.chain_of = {id(mention): chain for chain in chains for mention in chain.mentions}
        self._whole_of = {id(member): chain for chain in chains for member in chain.members}
        self._facts: dict[int, Fact | None] = {}
        self._chains = tuple(chains)
        self._armed: tuple[tuple[int, Fact], ...] | None = None
        self._opposed = frozenset(_opposed_names(mentions))
        self.told = Told(mentions, self.chain_of, lexicon, on, self.chain_fact)

    def chain_fact(self, chain: Chain) -> Fact | None:
        """Who the chain is, None if it is no actor; a chain that is being resolved counts as unknown."""
        key = id(chain)
        if key not in self._facts:
            self._facts[key] = None
            fact = self._resolve(chain)
            self._facts[key] = led_by_plover(fact) if fact is not None else None
        return self._facts[key]

    def _resolve(self, chain: Chain) -> Fact | None:
        fact = self._told(chain)
        opposed = next((it for it in chain.mentions if self._is_opposed(it)), None)
        if fact is not None and opposed is not None and (fact.sectors[:1] in _OPPOSING or fact.private):
            return replace(fact, sectors=("OPP", *fact.sectors), rule="actors.opposition", words=opposed.text)
        group = self._group() if fact is not None and fact.sectors[:1] in {("UAF",), ("REB",)} else None
        if fact is not None and group is not None and _may_be_its_men(chain, fact, group, self.lexicon):
            country = fact.country or group.country
            return replace(fact, country=country, sectors=("REB",), rule="actors.armed-group", words=group.words)
        return fact

    def _is_opposed(self, mention: Mention) -> bool:
        """Whether the report calls it opposition, here or where it names the same party."""
        return mention.kind != "pronoun" and (_says_opposition(mention) or mention.name in self._opposed)

    def _group(self) -> Fact | None:
        """The armed group that the report speaks of, None if there is none or none far more than others."""
        if self._armed is None:
            groups: dict[str, tuple[int, Fact]] = {}
            for chain in self._chains:
                facts = [fact for it in chain.mentions if it.name and (fact := self.told.fact(it))]
                fact = next((it for it in facts if it.rule == "actors.body" and it.sectors[:1] == ("REB",)), None)
                if fact is not None and fact.name:
                    count = groups.get(fact.name, (0, fact))[0]
                    groups[fact.name] = (count + len(chain.mentions), fact)
            self._armed = tuple(sorted(groups.values(), key=lambda it: -it[0]))
        first, *others = self._armed or ((0, None),)
        return first[1] if not others or first[0] > 2 * others[0][0] else None

    def _told(self, chain: Chain) -> Fact | None:
        told = [(it, fact) for it in chain.mentions if it.kind != "pronoun" and (fact := self.told.fact(it))]
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
            (fact for it in whole.mentions if it.kind == "description" and (fact := self.told.fact(it))), None
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


def _disagreeing(told: Fact, known: Fact) -> Fact:
    """The report's word, which counts, with the table's where that is another: so it can be looked up."""
    same = told.sectors[:1] == known.sectors[:1] and told.country == known.country
    if same or not known.sectors or told.former:
        return told
    table = " ".join(part for part in (known.country, *known.sectors[:1], known.title) if part)
    return replace(told, rule="actors.text-over-table", words=f"{told.words}; the table has {table}")


def _may_be_its_men(chain: Chain, fact: Fact, group: Fact, lexicon: ActorLexicon) -> bool:
    """Whether armed people of whom no more is told are those of the group: "militants", "the kidnappers"."""
    if chain.name or (fact.country and group.country and fact.country != group.country):
        return False
    told = [it for it in chain.mentions if it.kind == "description"]
    words = {one.text.lower() for it in told for one in it.sentence.within(it.span)}
    if not told or words & lexicon.words["unknown"]:
        return False
    lemmas = {it.head.lemma.lower() for it in told}
    return bool(lemmas & lexicon.words["armed"]) or ("the" in words and bool(lemmas & lexicon.words["faceless"]))


_OPPOSING = frozenset({(), ("PTY",), ("LEG",), ("CVL",)})
"""Sectors, as they begin, of those who may be of the opposition: no office of the state or the army."""


def _says_opposition(mention: Mention) -> bool:
    """Whether the words before its head call a party or person opposition."""
    before = mention.sentence.within(mention.span)
    return any(token.lemma.lower() == "opposition" for token in before if token.at <= mention.head.at)


def _opposed_names(mentions: Sequence[Mention]) -> Iterator[str]:
    """The names that stand in what the report calls opposition: "the opposition PDCI party", "opposition Labour"."""
    for mention in mentions:
        if mention.kind != "pronoun" and _says_opposition(mention):
            inside = (it for it in mentions if it.sentence is mention.sentence and mention.span.holds(it.span))
            yield from (it.name for it in inside if it.name and it.type not in {"Location", "NORP"})


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
