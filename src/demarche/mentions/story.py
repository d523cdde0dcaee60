"""Chains in the making, and what may be asked of them while a report is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple

import numpy as np

from demarche.base import Because, ByModel, ByRule
from demarche.encode import Antecedents, Link
from demarche.mentions.names import key_of
from demarche.mentions.record import Gender, Mention
from demarche.mentions.words import MentionWords

REACH = 4
"""Sentences that a pronoun looks back over; beyond, news repeats the name."""

SET = "corefer.set"
"""The rule by which a plural stands for several chains."""

DESCRIPTION_REACH = 12
"""Sentences that "the minister" looks back over."""


@dataclass(slots=True, eq=False)
class Draft:
    """A chain in the making: its mentions with why each is here, and what they tell of it together.

    Attributes:
        names: its proper names so far; `keys` what each is compared by.
        nouns: head nouns of its descriptions and titles, in small letters; `heads` the last words of its names too:
            what a later description may take up.
        places: places, among the report's words, of the words that stand for it.
        type: of its first name.
        members: the chains of a plural's parts.
    """

    mentions: list[Mention] = field(default_factory=list)
    links: list[Because] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    type: str = ""
    gender: Gender | None = None
    plural: bool = False
    person: bool = False
    members: tuple["Draft", ...] = ()

    def sort(self) -> None:
        """Put the mentions, and why each is here, in the order of the text."""
        order = sorted(range(len(self.mentions)), key=lambda at: self.mentions[at].span)
        self.mentions = [self.mentions[at] for at in order]
        self.links = [self.links[at] for at in order]

    @property
    def last(self) -> Mention:
        """The latest mention."""
        return self.mentions[-1]


class Taken(NamedTuple):
    """What a mention takes up, and by which rule: the chain that it goes on with, those that a plural stands for, none
    where it begins one; `because` adds to the rule."""

    rule: str
    drafts: tuple[Draft, ...]
    because: Because | None = None


NEW = Taken("corefer.new", ())


class Story:
    """The chains of the part of a report that has been read, and the encoder's links between its words."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        words: MentionWords,
        links: Sequence[Link],
        antecedents: Antecedents | None = None,
    ) -> None:
        self.words, self._antecedents = words, antecedents
        self.numbers: dict[int, int] = {}
        for mention in mentions:
            self.numbers.setdefault(id(mention.sentence), len(self.numbers))
        self.drafts: list[Draft] = []
        self.pairs: list[tuple[Draft, ...]] = []
        """Those that the text has put side by side ("A and B"), in the order of the text."""
        self._of: dict[int, Draft] = {}
        self._places: set[int] = set()
        self._links = {link.word: _weighed(link) for link in links}
        self._nations: dict[int, frozenset[str]] = {}
        self._offices: dict[str, frozenset[str]] = {}

    def draft_of(self, mention: Mention) -> Draft:
        """The chain that the mention is in."""
        return self._of[id(mention)]

    def add(self, draft: Draft, mention: Mention, because: Because) -> None:
        """Take the mention into the chain, which is new if the story does not have it yet."""
        if not draft.mentions:
            self.drafts.append(draft)
        draft.mentions.append(mention)
        draft.links.append(because)
        self._of[id(mention)] = draft
        places = _places(mention)
        draft.places |= places
        self._places |= places
        if mention.name and not (mention.type == "NORP" and draft.person):  # "the Norwegian" is no name of hers
            draft.names.append(mention.name)
            draft.keys.add(self.country_key(mention) or key_of(mention.name))
            draft.type = draft.type or mention.type
            draft.heads |= _name_heads(mention.name)
            draft.nouns |= self.words.stand_for.get(mention.name, frozenset())
        if mention.kind == "description":
            draft.nouns.add(mention.head.lemma.lower())
        if mention.title:
            draft.nouns.update(_title_heads(mention.title))
        draft.heads |= draft.nouns
        draft.gender = draft.gender or mention.gender
        if mention.kind == "pronoun" and mention.gender in {"he", "she"}:
            draft.gender = mention.gender
        draft.plural = draft.plural or (mention.plural and mention.kind != "pronoun")
        draft.person = draft.person or mention.type == "Person" or mention.head.lemma in self.words.persons

    def begin(self, mention: Mention, rule: str = "corefer.new", members: tuple[Draft, ...] = ()) -> None:
        """Begin a chain with the mention; a plural's parts are its members."""
        self.add(Draft(members=members), mention, ByRule(rule, mention.text))

    def take(self, mention: Mention, taken: Taken) -> None:
        """Put the mention where it belongs."""
        grounds = taken.because or self._view(mention, taken.drafts)
        because = ByRule(taken.rule, mention.text, () if grounds is None else (grounds,))
        if len(taken.drafts) == 1 and taken.rule != SET:
            self.add(taken.drafts[0], mention, because)
        else:
            self.add(Draft(members=taken.drafts), mention, because)

    def merge(self, named: Draft, other: Draft, rule: str) -> None:
        """Take the other chain's mentions into the named one."""
        for one, link in zip(other.mentions, other.links, strict=True):
            self.add(named, one, ByRule(rule, one.text, (link,)))
        named.sort()
        self.drafts.remove(other)
        self.pairs = [tuple(named if one is other else one for one in pair) for pair in self.pairs]
        for draft in self.drafts:
            draft.members = tuple(named if one is other else one for one in draft.members)

    def share(self, mention: Mention, drafts: Sequence[Draft]) -> float | None:
        """How likely, by the encoder, the mention names one of these again; None where the encoder links nothing."""
        link = self._links.get(mention.head.place)
        if link is None:
            return None
        weights, total = link
        if drafts is self.drafts:
            return sum([weight for place, weight in weights if place in self._places]) / total
        if len(drafts) == 1:
            places = drafts[0].places
            return sum([weight for place, weight in weights if place in places]) / total
        return sum(weight for place, weight in weights if any(place in draft.places for draft in drafts)) / total

    def read(self, mention: Mention, drafts: Sequence[Draft]) -> list[float] | None:
        """How likely, as the encoder reads news, the mention is of nobody yet named, and of each of these; None where
        it says nothing of it."""
        if self._antecedents is None:
            return None
        chains = [[it.head.place for it in draft.mentions] for draft in drafts]
        found: list[float] = np.exp(self._antecedents.score(mention.head.place, chains)).tolist()
        return found

    def because(self, rule: str, mention: Mention, drafts: Sequence[Draft]) -> Because:
        """The rule, with what the encoder thinks of it."""
        view = self._view(mention, drafts)
        return ByRule(rule, mention.text, () if view is None else (view,))

    def _view(self, mention: Mention, drafts: Sequence[Draft]) -> ByModel | None:
        share = self.share(mention, drafts) if len(drafts) == 1 else None
        return None if share is None else ByModel("links", round(share, 3))

    def is_linked(self, mention: Mention) -> bool:
        """Whether the encoder takes the mention for one that is named more than once."""
        return mention.head.place in self._links

    def draft_named_below(self, mention: Mention) -> Draft | None:
        """The chain of whoever the mention is told to be of: "her counterpart"."""
        kids = mention.sentence.kids(mention.head, "nmod:poss")
        if not kids:
            return None
        return next((draft for draft in self.drafts if any(it.head in kids for it in draft.mentions)), None)

    def far(self, mention: Mention, other: Mention) -> int:
        """Sentences from the other mention to this one."""
        return self.numbers[id(mention.sentence)] - self.numbers[id(other.sentence)]

    def acts(self, draft: Draft) -> bool:
        """Whether the chain is of a body, a country or a people."""
        return draft.type in {"Organization", "Location", "NORP"} or bool(draft.heads & self.words.bodies)

    def is_state(self, draft: Draft) -> bool:
        """Whether the chain is of a country, by its name or its capital's."""
        return any(key.startswith("country ") for key in draft.keys)

    def country_key(self, mention: Mention) -> str | None:
        """What all names of a country as one that acts have in common, its capital's and adjectives among them."""
        countries, name = self.words.countries, (mention.name or "").removeprefix("the ").removeprefix("The ")
        country = countries.names.get(name)
        relation = mention.head.relation
        if country is None and self.is_power(mention):
            country = countries.seats.get(name)
        if country is None and relation.split(":")[0] in {"amod", "compound"}:
            country = countries.adjectives.get(name)
        return f"country {country.code}" if country else None

    def is_power(self, mention: Mention) -> bool:
        """Whether a capital stands where somebody acts or is dealt with, rather than where something is."""
        relation = mention.head.relation.split(":")[0]
        if mention.head.relation == "nmod:poss" or relation == "nsubj":
            return True
        if relation == "root":  # "Mogadishu denied that …", where the tree has the verb below
            return any(kid.xpos == "VBD" for kid in mention.sentence.kids(mention.head, "acl"))
        above = mention.sentence.head(mention.head)
        if relation in {"obj", "iobj"}:
            return above is None or above.lemma.lower() not in self.words.company["reached"]
        return self._is_led(mention, "dealt")

    def is_locative(self, mention: Mention) -> bool:
        """Whether the mention only says where: "in Iran"."""
        return self._is_led(mention, "where")

    def _is_led(self, mention: Mention, by: str) -> bool:
        cases = mention.sentence.kids(mention.head, "case")
        return any(kid.lemma.lower() in self.words.company[by] for kid in cases)

    def nations(self, mention: Mention) -> frozenset[str]:
        """The countries named inside the mention, by adjective or name."""
        if id(mention) not in self._nations:
            self._nations[id(mention)] = frozenset(self._find_nations(mention))
        return self._nations[id(mention)]

    def _find_nations(self, mention: Mention) -> set[str]:
        found = set()
        countries = self.words.countries
        for token in mention.sentence.within(mention.span):
            country = countries.adjectives.get(token.text) or countries.seats.get(token.text)
            if country and token is not mention.head:
                found.add(country.code)
        words = mention.text.replace("’", "'").replace("'s", "").split()
        for size in (1, 2, 3):
            for at in range(len(words) - size + 1):
                country = countries.names.get(" ".join(words[at : at + size]))
                country = country or countries.adjectives.get(" ".join(words[at : at + size]))
                if country and (mention.name is None or size < len(words)):
                    found.add(country.code)
        return found

    def offices(self, title: str) -> frozenset[str]:
        """The offices that the title may be; the longest wording of a title decides."""
        if title not in self._offices:
            self._offices[title] = frozenset(self._find_offices(title))
        return self._offices[title]

    def _find_offices(self, title: str) -> set[str]:
        words = re.sub(r"[^a-z ]", " ", title.lower()).split()
        said = f" {' '.join(words)} "
        found = {kind: max((len(one) for one in names if f" {one.replace('-', ' ')} " in said), default=0)
                 for kind, names in self.words.offices.items()}  # fmt: skip
        best = max(found.values(), default=0)
        offices = {kind for kind, size in found.items() if size == best and best}
        return offices | ({"counterpart"} if words and words[-1] == "counterpart" else set())


def _weighed(link: Link) -> tuple[tuple[tuple[int, float], ...], float]:
    """The antecedents' places with their weights, and the sum of all, that of "nobody" among them."""
    weights = tuple((place, exp(min(score, 30.0))) for place, score in link.antecedents)
    return weights, 1.0 + sum(weight for _, weight in weights)


def _places(mention: Mention) -> set[int]:
    """The places of the head and of what is one name with it."""
    kids = mention.sentence.kids(mention.head)
    return {mention.head.place, *(kid.place for kid in kids if kid.relation.startswith("flat"))}


def _name_heads(name: str) -> set[str]:
    """The words of a name that a later description may take up: the last, and the last before "of"."""
    key = key_of(name)
    return {key.split(" ")[-1], key.split(" of ")[0].split(" ")[-1]}


def _title_heads(title: str) -> set[str]:
    """The words of a title that a later "the minister" may take up: the last before "of" or "for"."""
    before = re.split(r" (?:of|for|to|in|at) ", title.lower())[0]
    return {before.split(" ")[-1]} if before else set()
