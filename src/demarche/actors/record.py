"""What `actors` hands on: mentions as dated, coded actors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from demarche.base import Because
from demarche.mentions import Chain, Mention


@dataclass(frozen=True, slots=True)
class Role:
    """An office or part that an actor had from a day (`start`) up to, not including, another (`end`)."""

    title: str
    sector: str
    country: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the lexicon: somebody or some body known by name."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str | None
    roles: tuple[Role, ...]
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ActorMention:
    """A mention as an actor; compared by identity.

    Attributes:
        mention: where and how the report speaks of it.
        chain: all its mentions in the report.
        name: its fullest name in the report or the lexicon; the words of a description that stays unnamed.
        country: ISO 3166 alpha-3, or IGO, NGO, MNC, or None where the report does not tell.
        sectors: PLOVER sectors, the primary first, possibly none.
        title: the office or role, None if there is none.
        entry: the lexicon's entry, if one was found: the coding room asks it for the office held on the event's day.
        members: the actors that a plural description stands for ("the two sides"), else ().
        because: why.
        tags: what else the text tells of it, as "people:Kurdish", "religion:Sunni", "party:Likud".
        private: whether it is somebody nameless of private life (a waiter): a victim perhaps, but no power.
        place: whether its words only say where ("flew to Seoul"); see `find_actors`.
    """

    mention: Mention
    chain: Chain
    name: str
    country: str | None
    sectors: tuple[str, ...]
    title: str | None
    entry: Actor | None
    members: tuple["ActorMention", ...]
    because: Because
    private: bool = False
    tags: tuple[str, ...] = ()
    place: bool = False

    @property
    def code(self) -> str:
        """Country and primary sector, as in "KOR GOV"; see `code_of`."""
        return code_of(self.country, self.sectors)


BODIES = frozenset({"IGO", "NGO", "MNC"})
"""What stands where a country would: international bodies, not-for-profit bodies, firms of many countries."""

ORGANS = frozenset({"MIL", "COP", "JUD", "LEG", "MED"})
"""Sectors that a code names beside `BODIES`: peacekeepers, courts, parliaments; the body's own business goes unsaid."""


def code_of(country: str | None, sectors: Sequence[str]) -> str:
    """Country and primary sector; only the one that is known; empty if neither is.

    >>> code_of("KOR", ("GOV",)), code_of(None, ("REF", "CVL")), code_of("IGO", ("HLH",)), code_of("IGO", ("JUD",))
    ('KOR GOV', 'REF', 'IGO', 'IGO JUD')
    """
    sector = sectors[0] if sectors else ""
    if country in BODIES and sector not in ORGANS:
        sector = ""
    return " ".join(part for part in (country, sector) if part)
