"""Puts the mentions of one and the same into chains: by name, by apposition, by description, by pronoun."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from demarche.base import Because, ByRule
from demarche.mentions.record import Chain, Gender, Mention
from demarche.mentions.words import MentionWords

REACH = 4
"""Sentences that a pronoun looks back over; beyond, news repeats the name."""

DESCRIPTION_REACH = 12
"""Sentences that "the minister" looks back over."""


@dataclass(slots=True)
class _Draft:
    """A chain in the making."""

    mentions: list[Mention] = field(default_factory=list)
    links: list[Because] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    type: str = ""
    gender: Gender | None = None
    plural: bool = False
    person: bool = False
    members: tuple["_Draft", ...] = ()

    @property
    def last(self) -> Mention:
        return self.mentions[-1]


class _Resolver:
    def __init__(self, sentences: dict[int, int], words: MentionWords) -> None:
        self.words, self.number = words, sentences
        self.drafts: list[_Draft] = []
        self.pairs: list[tuple[_Draft, _Draft]] = []
        self.of: dict[int, _Draft] = {}

    def add(self, draft: _Draft, mention: Mention, because: Because) -> None:
        if draft not in self.drafts:
            self.drafts.append(draft)
        draft.mentions.append(mention)
        draft.links.append(because)
        self.of[id(mention)] = draft
        if mention.name:
            draft.names.append(mention.name)
            draft.type = draft.type or mention.type
            draft.heads.add(_key(mention.name).split(" ")[-1])
        if mention.kind == "description":
            draft.heads.add(mention.head.lemma.lower())
        if mention.title:
            draft.heads.update(_title_heads(mention.title))
        draft.gender = draft.gender or mention.gender
        if mention.kind == "pronoun" and mention.gender in {"he", "she"}:
            draft.gender = mention.gender
        draft.plural = draft.plural or (mention.plural and mention.kind != "pronoun")
        draft.person = draft.person or mention.type == "Person" or mention.head.lemma in self.words.persons

    def resolve(self, mention: Mention) -> None:
        self._find(mention)
        if mention.head.relation == "conj":
            before = mention.sentence.head(mention.head)
            first = next((draft for draft in self.drafts if any(one.head is before for one in draft.mentions)), None)
            mine = self.of[id(mention)]
            if first is not None and first is not mine and not first.plural and not mine.plural:
                self.pairs.append((first, mine))

    def _find(self, mention: Mention) -> None:
        whole = self._listed_under(mention)
        if whole is not None:
            self._alone(mention)
            mine = self.of[id(mention)]
            if mine is not whole and mine not in whole.members:
                whole.members = (*whole.members, mine)
            return
        apposed = self._apposed(mention)
        if apposed is not None:
            self.add(apposed, mention, ByRule("corefer.apposition", mention.text))
        else:
            self._alone(mention)

    def _alone(self, mention: Mention) -> None:
        """Resolve the mention by what it is itself."""
        if mention.kind == "name":
            self._name(mention)
        elif mention.kind == "description":
            self._description(mention)
        else:
            self._pronoun(mention)

    def _listed_under(self, mention: Mention) -> _Draft | None:
        """The plural whose parts are listed in apposition: "the foreign ministers of the two countries, A and B"."""
        head, sentence = mention.head, mention.sentence
        if head.relation == "conj":
            head = sentence.head(head) or head
        if head.relation != "appos" or mention.plural or mention.kind != "name":
            return None
        for above in sentence.ancestors(head):
            for draft in self.drafts:
                if draft.last.head is above and draft.plural and draft.person == (mention.type == "Person"):
                    return draft
            if above.upos == "VERB":
                return None
        return None

    def _apposed(self, mention: Mention) -> _Draft | None:
        """A phrase in apposition is the same as the one it follows, where both are persons or both are bodies."""
        if mention.head.relation != "appos":
            return None
        anchor = mention.sentence.head(mention.head)
        for other in reversed(self.drafts):
            if (
                other.last.head is anchor
                and other.plural == mention.plural
                and not (mention.name and other.last.name and mention.type != other.last.type)
            ):
                return other
        return None

    def _distance(self, mention: Mention, other: Mention) -> int:
        return self.number[id(mention.sentence)] - self.number[id(other.sentence)]

    def _name(self, mention: Mention) -> None:
        """Add the mention to the chain of its name; whoever held its office unnamed until now is the same."""
        office = self._office_mate(mention)
        self._by_name(mention)
        named = self.of[id(mention)]
        if office is not None and office is not named:
            self._merge(named, office)

    def _merge(self, named: _Draft, other: _Draft) -> None:
        """Take the other chain's mentions into the named one."""
        for one, link in zip(other.mentions, other.links, strict=True):
            self.add(named, one, ByRule("corefer.office", one.text, (link,)))
        order = sorted(range(len(named.mentions)), key=lambda at: named.mentions[at].span)
        named.mentions = [named.mentions[at] for at in order]
        named.links = [named.links[at] for at in order]
        self.drafts.remove(other)
        self.pairs = [tuple(named if one is other else one for one in pair) for pair in self.pairs]  # type: ignore[misc]
        for draft in self.drafts:
            draft.members = tuple(named if one is other else one for one in draft.members)

    def _by_name(self, mention: Mention) -> None:
        assert mention.name
        key = self._country_key(mention.name) or _key(mention.name)
        for draft in reversed(self.drafts):
            if any(key == (self._country_key(name) or _key(name)) for name in draft.names):
                return self.add(draft, mention, ByRule("corefer.same-name", mention.name))
        for draft in reversed(self.drafts):
            if draft.type and any(self._shortens(mention, name, draft.type) for name in draft.names):
                return self.add(draft, mention, ByRule("corefer.short-name", mention.name))
            if draft.type == mention.type == "Person" and any(_is_part(name, mention.name) for name in draft.names):
                return self.add(draft, mention, ByRule("corefer.full-name", mention.name))
        self.add(_Draft(), mention, ByRule("corefer.new", mention.text))

    def _office_mate(self, mention: Mention) -> _Draft | None:
        """Who held the office of the name's title unnamed: "Seoul's top diplomat … Foreign Minister Han"."""
        if mention.type != "Person" or not mention.title:
            return None
        offices = self._offices(mention.title)
        nations = self._nations(mention)
        latest = list(reversed(self.drafts))
        for draft in sorted(latest, key=lambda it: it.mentions[0].head.lemma == "counterpart"):
            first = draft.mentions[0]
            if draft.names or draft.plural or draft.members or first.kind != "description" or not first.title:
                continue
            theirs_offices = self._offices(first.title)
            if "counterpart" in theirs_offices:
                theirs_offices = theirs_offices | self._counterpart_of(first)
            if self._distance(mention, first) > REACH or not offices & theirs_offices:
                continue
            theirs = self._nations(first)
            if theirs and (not nations or nations & theirs):
                return draft
        return None

    def _counterpart_of(self, mention: Mention) -> set[str]:
        """The office of "her American counterpart": that of whoever "her" is."""
        for kid in mention.sentence.kids(mention.head, "nmod:poss"):
            for draft in self.drafts:
                if any(other.head is kid for other in draft.mentions):
                    return {one for other in draft.mentions if other.title for one in self._offices(other.title)}
        return set()

    def _offices(self, title: str) -> set[str]:
        """The offices that the title may be; the longest wording of a title decides."""
        words = re.sub(r"[^a-z ]", " ", title.lower()).split()
        said = f" {' '.join(words)} "
        found = {kind: max((len(one) for one in names if f" {one.replace('-', ' ')} " in said), default=0)
                 for kind, names in self.words.offices.items()}  # fmt: skip
        best = max(found.values(), default=0)
        offices = {kind for kind, size in found.items() if size == best and best}
        return offices | ({"counterpart"} if words and words[-1] == "counterpart" else set())

    def _country_key(self, name: str) -> str | None:
        bare = name.removeprefix("the ").removeprefix("The ")
        country = self.words.countries.names.get(bare)
        return f"country {country.code}" if country else None

    def _shortens(self, mention: Mention, full: str, kind: str) -> bool:
        """Whether the mention is a short form of the full name: a surname, either order; an acronym; the last words."""
        short, whole = _key(mention.name or "").split(" "), _key(full).split(" ")
        if kind == "Person" and mention.type in {"Person", ""}:
            if len(short) == 1 and len(whole) > 1:
                return short[0] in whole or "-".join(whole[1:]) == short[0]  # of Spanish names the middle one serves
            return (
                len(short) < len(whole)
                and len(short) > 1
                and (whole[-len(short) :] == short or (short[0], short[-1]) == (whole[0], whole[-1]))
            )
        if kind == "Organization" and mention.type == "Organization":
            initials = "".join(word[0] for word in whole if word not in {"of", "the", "and", "for"})
            if len(short) == 1 and len(short[0]) > 1 and short[0].replace(".", "") in (initials, "u" + initials):
                return True
            return len(whole) > len(short) >= 2 and (whole[: len(short)] == short or whole[-len(short) :] == short)
        return False

    def _description(self, mention: Mention) -> None:
        if mention.plural:
            members = self._set_members(mention)
            if members:
                draft = _Draft(members=members)
                return self.add(draft, mention, ByRule("corefer.set", mention.text))
        if self._points_back(mention):
            lemma = mention.head.lemma.lower()
            for draft in reversed(self.drafts):
                if not self._may_be(draft, mention, lemma):
                    continue
                return self.add(draft, mention, ByRule("corefer.description", mention.text))
        self.add(_Draft(), mention, ByRule("corefer.new", mention.text))

    def _points_back(self, mention: Mention) -> bool:
        kids = mention.sentence.kids(mention.head, "det", "nmod:poss")
        if any(kid.upos == "PRON" and mention.head.lemma == "counterpart" for kid in kids):
            return False
        back = self.words.determiners.get("back", frozenset())
        return any(kid.text.lower() in back for kid in kids)

    def _may_be(self, draft: _Draft, mention: Mention, lemma: str) -> bool:
        if lemma not in draft.heads or draft.plural != mention.plural or draft.members:
            return False
        if self._distance(mention, draft.last) > DESCRIPTION_REACH:
            return False
        mine, theirs = self._nations(mention), {code for other in draft.mentions for code in self._nations(other)}
        return not (mine and theirs and not mine & theirs)

    def _nations(self, mention: Mention) -> set[str]:
        """The countries named inside the mention, by adjective or name."""
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

    def _set_members(self, mention: Mention) -> tuple[_Draft, ...]:
        """The two parties that "the two sides", "both countries", "the leaders" stand for."""
        lemma = mention.head.lemma.lower()
        kinds = [kind for kind, lemmas in self.words.sets.items() if lemma in lemmas]
        kids = {kid.text.lower() for kid in mention.sentence.kids(mention.head, "det", "nummod")}
        counted = kids & {"two", "both"}
        if mention.head.relation == "nmod:poss":  # "the diplomats' meeting": the article may hang on the meeting
            above = mention.sentence.head(mention.head)
            kids |= {kid.text.lower() for kid in mention.sentence.kids(above, "det")} if above is not None else set()
        bare = not mention.sentence.kids(mention.head, "amod", "nmod", "compound", "acl")
        if not kinds or not bare or not (counted or "the" in kids):
            return ()
        return self._two_latest(mention, kinds[0])

    def _two_latest(self, mention: Mention, kind: str) -> tuple[_Draft, ...]:
        """The latest two that the text has put side by side ("A and B"), else the two that it speaks of most."""
        kinds = ("state", "person", "any") if kind == "any" else (kind,)
        offices = self._offices(mention.head.lemma) if kind == "person" else set()
        for one in kinds:
            for pair in reversed(self.pairs):
                near = any(0 <= self._distance(mention, other) <= DESCRIPTION_REACH for other in pair[0].mentions)
                if near and all(self._fits(draft, one) and self._holds(draft, offices) for draft in pair):
                    return pair
        for one in kinds[:2]:
            found = [draft for draft in self.drafts if self._fits(draft, one) and self._salience(mention, draft) > 0]
            found = [draft for draft in found if self._holds(draft, offices)]
            found = sorted(found, key=lambda draft: self._salience(mention, draft), reverse=True)[:2]
            if len(found) == 2:
                return tuple(sorted(found, key=lambda draft: draft.mentions[0].span.start))
        return ()

    def _holds(self, draft: _Draft, offices: set[str]) -> bool:
        """Whether the chain's titles may be of these offices; any chain does where none is asked for."""
        told = {one for mention in draft.mentions if mention.title for one in self._offices(mention.title)}
        return not offices or bool(offices & told)

    def _fits(self, draft: _Draft, kind: str) -> bool:
        if draft.members or draft.plural:
            return False
        match kind:
            case "state":
                return self._is_state(draft)
            case "person":
                return draft.person and bool(draft.names)
            case _:
                return draft.person or self._acts(draft)

    def _is_state(self, draft: _Draft) -> bool:
        countries = self.words.countries
        return any(name.removeprefix("the ") in countries.names or name in countries.seats for name in draft.names)

    def _salience(self, mention: Mention, draft: _Draft) -> float:
        """How much the text before the mention speaks of it: as a subject most, as a mere place not at all."""
        total = 0.0
        for other in draft.mentions:
            far = self._distance(mention, other)
            if 0 <= far <= DESCRIPTION_REACH and not _is_locative(other):
                weight = 2.0 if other.head.relation.startswith("nsubj") else 1.0
                total += weight * 0.7**far * (1.3 if other.kind == "name" else 1.0)
        return total

    def _pronoun(self, mention: Mention) -> None:
        word = mention.text.lower()
        if mention.gender is None:
            if word == "both":
                members = self._two_latest(mention, "any")
                if members:
                    return self.add(_Draft(members=members), mention, ByRule("corefer.set", mention.text))
            return self.add(_Draft(), mention, ByRule("corefer.new", mention.text))
        best: tuple[float, _Draft] | None = None
        for draft in self.drafts:
            score = self._pronoun_score(mention, draft)
            if score > 0 and (best is None or score >= best[0]):
                best = (score, draft)
        if best:
            return self.add(best[1], mention, ByRule("corefer.pronoun", mention.text))
        self.add(_Draft(), mention, ByRule("corefer.new", mention.text))

    def _pronoun_score(self, mention: Mention, draft: _Draft) -> float:
        far = self._distance(mention, draft.last)
        if far > REACH or draft.last.span.end > mention.span.start or not self._agrees(mention, draft):
            return 0.0
        if draft.last.sentence.kind != mention.sentence.kind:
            return 0.0  # a headline or a caption is no sentence of the story
        head = mention.head
        if self._same_clause(mention, draft):
            return 0.0
        score = sum(
            (2.0 if other.head.relation.startswith("nsubj") else 1.0) * 0.5 ** self._distance(mention, other)
            for other in draft.mentions
            if self._distance(mention, other) <= REACH
        )
        if draft.last.sentence is mention.sentence and draft.last.head.relation.startswith("nsubj"):
            score += 2.0  # the subject of the clause above: "Kang said she …"
        return score + (0.5 if head.relation == draft.last.head.relation else 0.0)

    def _agrees(self, mention: Mention, draft: _Draft) -> bool:
        gender = mention.gender
        if gender in {"he", "she"}:
            return draft.person and not draft.plural and draft.gender in {gender, None}
        if gender == "they":
            return draft.plural or bool(draft.members) or (not draft.person and self._acts(draft))
        return not draft.person and not draft.plural and self._acts(draft)

    def _acts(self, draft: _Draft) -> bool:
        return draft.type in {"Organization", "Location", "NORP"} or bool(draft.heads & self.words.bodies)

    def _same_clause(self, mention: Mention, draft: _Draft) -> bool:
        """Subject and object of one verb are two; a possessive may well go back to the subject."""
        if mention.head.relation == "nmod:poss" or draft.last.sentence is not mention.sentence:
            return False
        return mention.head.head >= 0 and mention.head.head == draft.last.head.head


def link_mentions(mentions: Sequence[Mention], *, words: MentionWords) -> tuple[Chain, ...]:
    """The chains of a report's mentions, in the order of their first mention; every mention is in exactly one."""
    numbers: dict[int, int] = {}
    for mention in mentions:
        numbers.setdefault(id(mention.sentence), len(numbers))
    resolver = _Resolver(numbers, words)
    for mention in mentions:
        resolver.resolve(mention)
    made: dict[int, Chain] = {}

    def make(draft: _Draft) -> Chain:
        if id(draft) not in made:
            members = tuple(make(member) for member in draft.members)
            name = max(draft.names, key=len) if draft.names else None
            made[id(draft)] = Chain(tuple(draft.mentions), name, tuple(draft.links), members)
        return made[id(draft)]

    return tuple(make(draft) for draft in resolver.drafts)


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    """The name for comparing: no accents, no case, no hyphens' differences, no closing 's."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    plain = re.sub(r"[’']s?$", "", plain.strip()).removeprefix("the ")
    return re.sub(r"\s*[-–]\s*", "-", plain)


def _is_part(short: str, full: str) -> bool:
    """Whether a single name, seen before, is the first or last part of a fuller one."""
    one, whole = _key(short).split(" "), _key(full).split(" ")
    return len(one) == 1 and len(whole) > 1 and one[0] in (whole[0], whole[-1])


def _is_locative(mention: Mention) -> bool:
    cases = {kid.lemma.lower() for kid in mention.sentence.kids(mention.head, "case")}
    return bool(cases & {"in", "at", "near", "outside", "inside", "across", "around", "off"})


def _title_heads(title: str) -> set[str]:
    """The words of a title that a later "the minister" may take up: the last before "of" or "for"."""
    before = re.split(r" (?:of|for|to|in|at) ", title.lower())[0]
    return {before.split(" ")[-1]} if before else set()
