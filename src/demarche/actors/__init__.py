"""Mentions to actors: country, sector, office on a day.

In: mentions, their chains, the day of publication, the lexicon. Out: `ActorMention`. What the report itself tells (a
title beside the name, an adjective, a possessor, another mention of the chain) goes before the tables of countries,
bodies and office holders. A description that tells no country takes that of the place beside it or of
the story (`settle`), or stays without one. The room does not say what anyone did.
"""

from demarche.actors.examples import mark_actors, read_actor_examples
from demarche.actors.find import find_actors
from demarche.actors.imported import Imported, write_imported
from demarche.actors.lexicon import SECTORS, ActorLexicon, Agent, open_actors
from demarche.actors.petrarch import read_petrarch
from demarche.actors.record import BODIES, Actor, ActorMention, Role, code_of
from demarche.actors.roles import role_on
from demarche.actors.setting import settle
from demarche.actors.weigh import weigh_codes
from demarche.actors.wikidata import read_wikidata

__all__ = [
    "BODIES", "SECTORS", "Actor", "ActorLexicon", "ActorMention", "Agent", "Imported", "Role", "code_of",
    "find_actors", "mark_actors", "open_actors", "read_actor_examples", "read_petrarch", "read_wikidata", "role_on",
    "settle", "weigh_codes", "write_imported",
]  # fmt: skip
