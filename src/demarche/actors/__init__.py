"""Mentions to actors: country, sector, office on a day.

In: mentions, their chains, the day of publication, the lexicon. Out: `ActorMention`. What the report itself tells (a
title beside the name, an adjective, a possessor, another mention of the chain) goes before the tables of countries,
bodies and office holders. A description that tells no country stays without one. The room does not say what anyone did.
"""

from demarche.actors.examples import mark_actors, read_actor_examples
from demarche.actors.find import find_actors
from demarche.actors.lexicon import ActorLexicon, Agent, open_actors
from demarche.actors.record import Actor, ActorMention, Role
from demarche.actors.roles import role_on

__all__ = [
    "Actor", "ActorLexicon", "ActorMention", "Agent", "Role", "find_actors", "mark_actors", "open_actors",
    "read_actor_examples", "role_on",
]  # fmt: skip
