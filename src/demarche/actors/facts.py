"""What one mention or one chain tells about who it is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from demarche.actors.lexicon import ActorLexicon
from demarche.actors.names import fold
from demarche.actors.phrases import lapsed, sectors_on
from demarche.actors.record import BODIES, Actor
from demarche.actors.roles import role_before, role_on
from demarche.knowledge import Country

Kind = Literal["state", "people", "body", "person", "agent"]

REMEMBERED = 5
"""Years out of office after which a bare surname is no longer taken for the office holder: a judgement."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Who a mention or chain is, as far as told: `rule` is the id of what told it, `words` the words it stood on."""

    kind: Kind
    country: str | None
    sectors: tuple[str, ...]
    rule: str
    words: str
    title: str | None = None
    name: str | None = None
    entry: Actor | None = None
    former: bool = False
    private: bool = False


_FINER = {"HRI": ("CVL", "NGO"), "ENV": ("CVL", "NGO"), "ELI": ("CVL", "CVL")}
"""Sectors that say more than PLOVER's: the sector that leads, of a person and of a body."""


def led_by_plover(fact: Fact) -> Fact:
    """The fact with a sector of PLOVER before one that only says more: a poet is `CVL` first, `ELI` second."""
    finer = _FINER.get(fact.sectors[0]) if fact.sectors else None
    if finer is None:
        return fact
    lead = finer[fact.kind == "body"]
    return replace(fact, sectors=(lead, *(it for it in fact.sectors if it != lead)))


def state_fact(country: Country, rule: str, words: str) -> Fact:
    """A country that acts: its government."""
    return Fact("state", country.code, ("GOV",), rule, words, name=country.name)


def named_fact(name: str, lexicon: ActorLexicon, *, modifies: bool, on: date | None) -> Fact | None:
    """What the tables of countries and bodies know of a name; None if nothing.

    Args:
        name: as written, without article.
        lexicon: the tables.
        modifies: whether it stands as an adjective before a noun; then a nation's adjective is its state.
        on: the day for bodies whose sector changed.
    """
    bare = name.removeprefix("the ").removeprefix("The ")
    body = None if bare[:1].islower() and "-" not in bare else lexicon.body(bare)  # "apple" is no firm
    if body is not None:
        country, sectors = sectors_on(body, on)
        return Fact("body", country, sectors, "actors.body", name, name=body.name, entry=body)
    return _state_named(bare, lexicon) or _nation_named(bare, lexicon, modifies=modifies)


def _state_named(name: str, lexicon: ActorLexicon) -> Fact | None:
    countries = lexicon.countries
    loosely = len(name) > 3 and name[0].isupper()  # "US" and "us", "Turkey" and "turkey" differ by case alone
    country = countries.names.get(name) or (lexicon.states.get(fold(name)) if loosely else None)
    if country is not None:
        return state_fact(country, "actors.country", name)
    country = countries.seats.get(name) or (lexicon.seats.get(fold(name)) if loosely else None)
    return state_fact(country, "actors.seat", name) if country is not None else None


def _nation_named(name: str, lexicon: ActorLexicon, *, modifies: bool) -> Fact | None:
    if modifies and name in lexicon.nations:
        code = lexicon.nations[name]
        if code is not None and name in lexicon.countries.adjectives:
            return state_fact(lexicon.countries.by_code[code], "actors.adjective", name)
        return Fact("people", code, (), "actors.adjective", name)
    if name in lexicon.people:
        return Fact("people", lexicon.people[name], ("CVL",), "actors.people", name)
    return None


def find_person(name: str, country: str | None, lexicon: ActorLexicon, *, on: date | None) -> Actor | None:
    """The office holder of that name, None if the tables know none or cannot tell which.

    Of namesakes the one in office on the day is meant; a bare surname means nobody who has long left office.
    """
    found = [
        actor
        for actor in lexicon.persons.get(fold(name), ())
        if country is None or any(role.country == country for role in actor.roles)
    ]
    if on is None:
        return found[0] if len(found) == 1 else None
    held = [actor for actor in found if role_on(actor, on)]
    if len(held) == 1:
        return held[0]
    if held or len(found) != 1:
        return None
    if " " in name.strip():
        return found[0]
    last = role_before(found[0], on)
    return found[0] if last and last.end and on.year - last.end.year <= REMEMBERED else None


def person_fact(actor: Actor, lexicon: ActorLexicon, *, on: date | None) -> Fact:
    """An office holder on a day: in office, "former", or not yet known by an office; on an unknown day what all
    offices have in common."""
    role = role_on(actor, on) if on else (actor.roles[0] if len(actor.roles) == 1 else None)
    if role is not None:
        return Fact(
            "person", role.country, _split(role.sector), "actors.leader", actor.name, role.title, actor.name, actor
        )  # fmt: skip
    before = role_before(actor, on) if on else None
    if before is not None:
        sectors = lapsed(_split(before.sector), lexicon)
        title = f"former {before.title}"
        return Fact(
            "person", _home(actor), sectors, "actors.leader.former", actor.name, title, actor.name, actor, former=True
        )  # fmt: skip
    always = {role.sector for role in actor.roles} if on is None else set()  # the day is unknown, the business is not
    sectors = _split(next(iter(always))) if len(always) == 1 else ()
    return Fact("person", _home(actor), sectors, "actors.leader", actor.name, None, actor.name, actor)


def _home(actor: Actor) -> str | None:
    """The country of one out of office: a state rather than a body served."""
    return next((role.country for role in actor.roles if role.country not in BODIES), actor.country)


def _split(sector: str) -> tuple[str, ...]:
    return tuple(part for part in sector.split("|") if part)
