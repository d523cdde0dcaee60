"""Sentences to mentions and chains: names, descriptions, pronouns, and which are of the same one.

In: sentences. Out: `Mention` and `Chain`. Who they are (country, sector, office) is the actors room's business.
"""

from demarche.mentions.record import Chain, Gender, Mention, MentionKind

__all__ = ["Chain", "Gender", "Mention", "MentionKind"]
