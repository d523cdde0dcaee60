"""The lexicon: agent nouns, bodies, armed groups, parties and office holders, with their indexes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from pydantic import Field

from demarche.actors.index import Names, index_names
from demarche.actors.names import cut, fold
from demarche.actors.record import BODIES, Actor, Role
from demarche.base import KnowledgeError
from demarche.knowledge import (
    Countries,
    Country,
    Folders,
    Row,
    Shape,
    Weights,
    read_rules,
    read_table,
    read_weights,
    shipped,
)

SECTORS = frozenset(
    {
        *("GOV", "MIL", "REB", "UAF", "OPP", "PTY", "LEG", "JUD", "COP", "SPY"),
        *("MED", "EDU", "BUS", "CRM", "CVL", "LAB", "REL", "REF", "ELI", "HLH", "HRI", "ENV", "AGR", "NGO", "IGO"),
    }
)
"""Sectors that rows may use: PLOVER's, with UAF (unidentified armed), REF, ELI, NGO and IGO as its actor files have."""

AGENT_COLUMNS = ("noun", "plural", "sector", "of", "is", "example")
BODY_COLUMNS = ("name", "names", "country", "sector", "from", "to", "wikidata")
LEADER_COLUMNS = ("name", "names", "country", "title", "sector", "from", "to", "wikidata")
MEMBER_COLUMNS = ("organisation", "countries", "from", "to")
PEOPLE_COLUMNS = ("adjective", "people", "country")

BODY_FILES = ("organisations*.tsv", "armed_groups*.tsv", "parties*.tsv")

Belonging = Literal["", "own", "country", "peer"]


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun or title for people or bodies.

    Attributes:
        noun: the noun, perhaps of several words ("foreign minister").
        sector: PLOVER sector, "" if it tells none.
        of: what a body or country beside it does: "" no more than give the country; "own" the body's sector replaces
            its own ("Hamas fighter"); "country" the same, and its own counts only beside a country ("Chinese leader");
            "peer" it has the sector and title of its possessor ("her American counterpart").
        body: whether it is a body ("ministry") and so no title of a person.
        private: whether it is somebody of private life ("waiter"), who does what is an event only under a name.
    """

    noun: str
    sector: str
    of: Belonging
    body: bool
    private: bool = False


class _WordsShape(Shape):
    """`words.toml` as read."""

    former: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    motion: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    place_nouns: tuple[str, ...] = ()
    lapses: tuple[str, ...] = ()
    clergy: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    displaced: tuple[str, ...] = ()
    labour: tuple[str, ...] = ()
    presiding: tuple[str, ...] = ()
    armed: tuple[str, ...] = ()
    faceless: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    religions: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """States that belonged to a body from a day (`start`) up to, not including, another (`end`)."""

    countries: tuple[str, ...]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """All that the room knows, indexed once.

    Attributes:
        countries: the shared table.
        states: countries by folded name.
        seats: countries by folded capital or metonym.
        nations: country codes by adjective, as written; peoples within states among them.
        people: country codes by word for people, as written.
        agents: agent nouns by their lower-case words, plurals among them.
        bodies: organisations, armed groups and parties by folded name; of several the first counts.
        persons: office holders by folded name; several may share a surname.
        members: the states of bodies by the body's name.
        peoples: adjectives of peoples within or across states by their words, as written.
        religions: religions by the words, in small letters, that tell them.
        words: small word lists by name (see `words.toml`).
        homes: what features count for a country to be an actor's (`homes.tsv`); without rows nothing is weighed.
        sectors: what they count for each sector to be the primary one (`sectors.tsv`).
    """

    countries: Countries
    states: Mapping[str, Country]
    seats: Mapping[str, Country]
    nations: Mapping[str, str | None]
    people: Mapping[str, str | None]
    agents: Mapping[tuple[str, ...], Agent]
    bodies: Names
    persons: Names
    members: Mapping[str, tuple[Membership, ...]]
    peoples: Mapping[str, str]
    religions: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    homes: Weights
    sectors: Weights
    users: frozenset[str]
    """Nouns of the user's own tables: what they say is not weighed."""

    def named(self, name: str) -> tuple[Actor, ...]:
        """All persons and bodies of that name, written in any way."""
        return (*self.persons.get(fold(name), ()), *self.bodies.get(fold(name), ()))

    def body(self, name: str) -> Actor | None:
        """The body of that name, written in any way."""
        return next(iter(self.bodies.get(fold(name), ())), None)

    def members_on(self, body: str, day: date | None) -> tuple[str, ...]:
        """The codes of the body's states on a day, in the order of the alphabet; without a day, of all it ever had."""
        return tuple(
            sorted(
                code
                for one in self.members.get(body, ())
                if day is None or (one.start or date.min) <= day < (one.end or date.max)
                for code in one.countries
            )
        )


def open_actors(folders: Folders, countries: Countries) -> ActorLexicon:
    """The shipped tables of the room with the users' rows laid over them, by name.

    Raises:
        KnowledgeError: a row has an unknown sector, country or day, or roles of one actor that overlap.
    """
    nations, people = _nations(folders, countries)
    return ActorLexicon(
        countries,
        _folded(countries.names),
        _folded(countries.seats),
        nations,
        people,
        _agents(folders),
        _known(folders, countries, BODY_FILES, BODY_COLUMNS),
        _known(folders, countries, ("leaders*.tsv",), LEADER_COLUMNS),
        _members(folders, countries),
        _peoples(folders),
        _religions(folders),
        _words(folders),
        read_weights(folders.files("actors", "homes.tsv")[-1]),
        read_weights(folders.files("actors", "sectors.tsv")[-1]),
        _users(folders),
    )


def _folded(named: Mapping[str, Country]) -> dict[str, Country]:
    return {fold(name): country for name, country in named.items()}


def _words(folders: Folders) -> dict[str, frozenset[str]]:
    shapes = [read_rules(path, _WordsShape) for path in folders.files("actors", "words.toml")]
    return {
        name: frozenset(word for shape in shapes for word in cast("tuple[str, ...]", getattr(shape, name)))
        for name in _WordsShape.model_fields
        if name != "religions"
    }


def _religions(folders: Folders) -> dict[str, str]:
    shapes = [read_rules(path, _WordsShape) for path in folders.files("actors", "words.toml")]
    return {word: name for shape in shapes for name, words in shape.religions.items() for word in words}


def _peoples(folders: Folders) -> dict[str, str]:
    return {
        word: row.all("adjective")[0]
        for path in folders.files("actors", "peoples.tsv")
        for row in read_table(path, PEOPLE_COLUMNS)
        if row.all("adjective")
        for word in (*row.all("adjective"), *row.all("people"))
    }


def _nations(folders: Folders, countries: Countries) -> tuple[dict[str, str | None], dict[str, str | None]]:
    nations: dict[str, str | None] = {}
    people: dict[str, str | None] = {}
    for path in folders.files("actors", "peoples.tsv"):
        for row in read_table(path, PEOPLE_COLUMNS):
            if row["country"] and row["country"] not in countries.by_code:
                raise KnowledgeError(path, row.line, row["adjective"], f"unknown country {row['country']}")
            for word in row.all("adjective"):
                nations[word] = row["country"] or None
            for word in row.all("people"):
                people[word] = row["country"] or None
    nations.update({word: country.code for word, country in countries.adjectives.items()})
    people.update({word: country.code for word, country in countries.people.items()})
    return nations, people


def _agents(folders: Folders) -> dict[tuple[str, ...], Agent]:
    out: dict[tuple[str, ...], Agent] = {}
    for path in folders.files("actors", "agents*.tsv"):
        for row in read_table(path, AGENT_COLUMNS):
            if row["sector"] and row["sector"] not in SECTORS:
                raise KnowledgeError(path, row.line, row["noun"], f"unknown sector {row['sector']}")
            if row["of"] not in {"", "own", "country", "peer"} or row["is"] not in {"", "body", "private"}:
                raise KnowledgeError(
                    path, row.line, row["noun"], "`of` is own, country, peer or empty; `is` body, private or empty"
                )
            kind = row["is"]
            agent = Agent(row["noun"], row["sector"], cast("Belonging", row["of"]), kind == "body", kind == "private")
            for form in (row["noun"], *(row.all("plural") or (plural_of(row["noun"]),))):
                out[agent_key(cut(form))] = agent
    return out


def _users(folders: Folders) -> frozenset[str]:
    """The nouns in tables that are none of ours."""
    ours = shipped("actors")
    theirs = (path for path in folders.files("actors", "agents*.tsv") if not path.is_relative_to(ours))
    return frozenset(row["noun"] for path in theirs for row in read_table(path, AGENT_COLUMNS))


def agent_key(words: Iterable[str]) -> tuple[str, ...]:
    """Words as the agents' index has them: lower case, hyphens parting words.

    >>> agent_key(("Vice-President",))
    ('vice', 'president')
    """
    return tuple(part for word in words for part in word.lower().split("-") if part)


def plural_of(noun: str) -> str:
    """The regular plural; of a noun with "of" or "in" its first part changes.

    >>> plural_of("spy"), plural_of("chief of staff"), plural_of("coach")
    ('spies', 'chiefs of staff', 'coaches')
    """
    for link in (" of ", " in ", " for ", " at ", "-in-", "-at-", "-general", "-elect"):
        first, found, rest = noun.partition(link)
        if found:
            return plural_of(first) + found + rest
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh", "z")) else "s")


def _day(row: Row, column: str) -> date | None:
    """A day, or the first day of a year, as the row gives it."""
    text = row[column]
    if not text:
        return None
    try:
        return date.fromisoformat(text if len(text) > 4 else f"{text}-01-01")
    except ValueError as error:
        raise KnowledgeError(
            row.file, row.line, next(iter(row.cells.values())), f"{column}: {error}", "write 2011-05-30 or 2011"
        ) from error


def _checked(row: Row, countries: Countries) -> tuple[str | None, tuple[str, ...]]:
    country = row["country"] or None
    if country and country not in BODIES and country not in countries.by_code:
        raise KnowledgeError(
            row.file, row.line, row["name"], f"unknown country {country}", "ISO alpha-3, IGO, NGO or MNC"
        )
    unknown = [sector for sector in row.all("sector") if sector not in SECTORS]
    if unknown:
        raise KnowledgeError(row.file, row.line, row["name"], f"unknown sector {unknown[0]}")
    return country, row.all("sector")


def _members(folders: Folders, countries: Countries) -> dict[str, tuple[Membership, ...]]:
    out: dict[str, tuple[Membership, ...]] = {}
    for path in folders.files("actors", "members*.tsv"):
        for row in read_table(path, MEMBER_COLUMNS):
            unknown = [code for code in row.all("countries") if code not in countries.by_code]
            if unknown:
                raise KnowledgeError(path, row.line, row["organisation"], f"unknown country {unknown[0]}")
            one = Membership(row.all("countries"), _day(row, "from"), _day(row, "to"))
            out[row["organisation"]] = (*out.get(row["organisation"], ()), one)
    return out


def _known(folders: Folders, countries: Countries, patterns: Sequence[str], columns: tuple[str, ...]) -> Names:
    """The actors in the tables by folded name; of one name in two files the later's rows count."""
    paths = [path for pattern in patterns for path in folders.files("actors", pattern)]

    def build() -> dict[str, tuple[Actor, ...]]:
        rows: dict[str, list[Row]] = {}
        for path in paths:
            fresh: dict[str, list[Row]] = {}
            for row in read_table(path, columns, least=len(columns) - 1):
                fresh.setdefault(row["name"], []).append(row)
            rows.update(fresh)
        out: dict[str, tuple[Actor, ...]] = {}
        for name, own in rows.items():
            actor = _actor(name, own, countries, "title" if "title" in columns else "")
            for key in {fold(word): None for word in actor.names}:
                out[key] = (*out.get(key, ()), actor)
        return out

    return index_names(paths, build)


def _actor(name: str, rows: list[Row], countries: Countries, title: str) -> Actor:
    """One actor of all its rows; each row is a role, a row without days holds always."""
    roles: list[Role] = []
    for row in rows:
        country, sectors = _checked(row, countries)
        start, end = _day(row, "from"), _day(row, "to")
        if start and end and start >= end:
            raise KnowledgeError(
                row.file, row.line, name, "ends before it begins", "`to` is the first day out of office"
            )
        roles.append(Role(row[title] if title else "", "|".join(sectors), country, start, end))
        for other in roles[:-1]:
            same = other.title == roles[-1].title and (other.start or date.min) < (end or date.max)
            if same and (start or date.min) < (other.end or date.max):
                raise KnowledgeError(row.file, row.line, name, "two roles of one title overlap")
    names = dict.fromkeys((name, *(word for row in rows for word in row.all("names"))))
    key = fold(name).replace(" ", "-")
    wikidata = next((row["wikidata"] for row in rows if row["wikidata"]), None)
    return Actor(key, name, tuple(names), roles[-1].country, tuple(roles), wikidata)
