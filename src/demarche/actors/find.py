"""Mentions to actors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from demarche.actors.facts import Fact
from demarche.actors.lexicon import ActorLexicon
from demarche.actors.names import fold
from demarche.actors.record import ActorMention
from demarche.actors.resolve import Resolver
from demarche.actors.tags import find_tags
from demarche.actors.told import modifies
from demarche.base import Because, ByRule
from demarche.mentions import Chain, Mention
from demarche.parse import Token


def find_actors(
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    *,
    on: date | None,
    lexicon: ActorLexicon,
    hosts: bool = False,
) -> tuple[ActorMention, ...]:
    """One `ActorMention` for each mention that is or stands for an actor, in the order of the mentions.

    Those of one chain share name, country, sectors and title. A country or capital that is only a place ("in Iran",
    "flew to Seoul") is left out; names of persons and organisations of whom nothing is known come without a code.

    Args:
        mentions: all mentions of a report.
        chains: their chains; each mention is in one.
        on: the day of publication, on which offices are looked up; None if unknown.
        lexicon: from `open_actors`.
        hosts: whether countries and capitals that are only places come too, `place` set: visits have them for hosts.
    """
    resolver = Resolver(mentions, chains, lexicon, on)
    made: dict[int, ActorMention] = {}
    first: dict[int, ActorMention] = {}
    shares: dict[int, tuple[ActorMention, ...]] = {}
    for whole in (False, True):  # sets of others last: they hold the others' records
        for mention in mentions:
            chain = resolver.chain_of.get(id(mention))
            if chain is None or bool(chain.members) is not whole:
                continue
            actor = _set_actor(mention, chain, first, lexicon) if whole else _actor(mention, chain, resolver)
            if actor is None:
                continue
            first.setdefault(id(chain), actor)
            if not whole:
                if id(chain) not in shares:
                    shares[id(chain)] = _shares(chain, resolver)
                if shares[id(chain)]:
                    actor = replace(actor, country=None, members=shares[id(chain)])
            place = not whole and _is_place(mention, resolver.chain_fact(chain), lexicon)
            if hosts or not place:
                made[id(mention)] = replace(actor, place=True) if place else actor
    return tuple(made[id(mention)] for mention in mentions if id(mention) in made)


def _actor(mention: Mention, chain: Chain, resolver: Resolver) -> ActorMention | None:
    fact = resolver.chain_fact(chain)
    if fact is None:
        return None
    name = fact.name or _description(chain, resolver.lexicon)
    because = ByRule(fact.rule, fact.words, (mention.because, *_links(mention, chain)))
    private = fact.private and chain.name is None
    return ActorMention(
        mention, chain, name, fact.country, fact.sectors, fact.title, fact.entry, (), because, private,
        find_tags(chain, fact, resolver.lexicon),
    )  # fmt: skip


def _shares(chain: Chain, resolver: Resolver) -> tuple[ActorMention, ...]:
    """The actors of a plural that several own one each, each in a chain of its own."""
    out: list[ActorMention] = []
    for fact in resolver.told.shares(chain):
        mention = chain.mentions[0]
        own = Chain((mention,), None, chain.links[:1])
        because = ByRule(fact.rule, mention.text, (mention.because,))
        country = resolver.lexicon.countries.by_code.get(fact.country or "")
        name = f"{_description(chain, resolver.lexicon)} ({country.name if country else fact.country})"
        out.append(ActorMention(mention, own, name, fact.country, fact.sectors, fact.title, None, (), because))
    return tuple(out)


def _links(mention: Mention, chain: Chain) -> tuple[Because, ...]:
    """Why the mention is in its chain, where that is more than having begun it."""
    if len(chain.mentions) < 2:
        return ()
    return tuple(link for own, link in zip(chain.mentions, chain.links, strict=False) if own is mention)


def _set_actor(
    mention: Mention, chain: Chain, first: dict[int, ActorMention], lexicon: ActorLexicon
) -> ActorMention | None:
    """A plural that stands for others: its members, and what they share."""
    members = tuple(first[id(member)] for member in chain.members if id(member) in first)
    if not members:
        return None
    countries = {member.country for member in members}
    shared = tuple(part for part in members[0].sectors if all(part in member.sectors for member in members))
    country = members[0].country if len(countries) == 1 else None
    because = ByRule("actors.set", mention.text, (mention.because, *_links(mention, chain)))
    return ActorMention(mention, chain, _description(chain, lexicon), country, shared, None, None, members, because)


def _description(chain: Chain, lexicon: ActorLexicon) -> str:
    if chain.name:
        return chain.name
    told = [it for it in chain.mentions if it.kind != "pronoun"]
    mention = next((it for it in told if it.head.lemma.lower() not in lexicon.words["counts"]), chain.mentions[0])
    return mention.text.removeprefix("the ").removeprefix("The ")


def _is_place(mention: Mention, fact: Fact | None, lexicon: ActorLexicon) -> bool:
    """Whether the mention is only where something is: "in Iran", "flew to Seoul", "the Hanoi summit"."""
    if fact is None or mention.kind == "pronoun":
        return False
    head, words = mention.head, lexicon.words
    if mention.kind == "description" and head.lemma.lower() not in words["place_nouns"]:
        return False
    seated = mention.name is not None and fold(mention.name) in lexicon.seats
    if mention.kind == "name" and fact.kind != "state" and not seated:
        return False
    country = lexicon.countries.by_code.get(fact.country or "")
    if modifies(mention):
        above = mention.sentence.head(head)
        located = above is not None and above.lemma.lower() in words["locales"]
        return located or _hyphened(mention) or (country is not None and mention.name == country.capital)
    if head.relation == "appos" or head.relation == "nmod:unmarked":
        above = mention.sentence.head(head)
        return above is not None and bool(_cases(mention, above) & words["inside"])
    cases = _cases(mention, head)
    if cases & words["inside"]:
        return mention.kind == "name" or "outside" not in cases  # a crowd outside the ministry is there for its sake
    above = mention.sentence.head(head)
    return seated and bool(cases & words["paths"]) and above is not None and above.lemma.lower() in words["motion"]


def _hyphened(mention: Mention) -> bool:
    """Whether a hyphen and a small letter follow: "Chinese-owned" tells of the owned."""
    after = mention.sentence.text[mention.span.end - mention.sentence.span.start :][:2]
    return after[:1] == "-" and after[1:].islower()


def _cases(mention: Mention, token: Token) -> frozenset[str]:
    return frozenset(kid.text.lower() for kid in mention.sentence.kids(token, "case"))
