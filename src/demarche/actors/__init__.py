"""Mentions to actors: country, sector, office on a day.

In: mentions, chains, a day. Out: `ActorMention`. It does not say what anyone did.
"""

from demarche.actors.record import Actor, ActorMention, Role

__all__ = ["Actor", "ActorMention", "Role"]
