"""Sentences to mentions and chains: names, descriptions, pronouns, and which are of the same one.

In: sentences, and the links that the encoder reads between them. Out: `Mention` and `Chain`. Who they are (country,
sector, office) is the actors room's business.
"""

from demarche.mentions.corefer import link_mentions
from demarche.mentions.find import find_mentions, name_spans
from demarche.mentions.record import Chain, Gender, Mention, MentionKind
from demarche.mentions.words import MentionWords, open_mention_words

__all__ = [
    "Chain", "Gender", "Mention", "MentionKind", "MentionWords", "find_mentions", "link_mentions", "name_spans",
    "open_mention_words",
]  # fmt: skip
