"""Where the story plays: the country that "the army" or "protesters" belong to when nothing nearer tells."""

from collections import Counter
from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.base import Because, ByRule
from demarche.places import Place, PlaceMention

DOMESTIC = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "CVL", "LAB", "SPY", "MED", "EDU", "REL", "BUS", "REB"}
)
"""Sectors whose nameless members belong to the country of the story; refugees and gangs cross borders."""

LEAST_SHARE = 0.5
"""Without a dateline there, one country must have at least this share of what the report names."""

DATELINE_SHARE = 0.6
"""The dateline's country must be named at least this often, against the country named most: talks in Geneva are not."""


def find_setting(
    places: Sequence[PlaceMention], actors: Sequence[ActorMention], dateline: Place | None
) -> tuple[str, Because] | None:
    """The country in which the report is set, and why; None where no country stands out.

    The country of the dateline, if the report also speaks of it about as much as of any other; else the country that
    has half of all mentions of places and actors. A dateline alone (talks in Geneva) sets nothing.
    """
    named: Counter[str] = Counter()
    for place in places:
        if place.place is not None and place.place.country:
            named[place.place.country] += 1
    for actor in actors:
        if actor.country is not None and len(actor.country) == 3 and actor.country not in {"IGO", "NGO", "MNC"}:
            named[actor.country] += 1
    if not named:
        return None
    country, count = min(named.items(), key=lambda it: (-it[1], it[0]))
    if dateline is not None and dateline.country and named[dateline.country] >= max(2.0, DATELINE_SHARE * count):
        return dateline.country, ByRule("actors.setting-dateline", dateline.name)
    if count >= 3 and count / sum(named.values()) >= LEAST_SHARE:
        return country, ByRule("actors.setting-named", country)
    return None
