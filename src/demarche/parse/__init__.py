"""Report to sentences: words with true offsets, tags, lemmas, a UD tree, name tags.

In: a `Report` and an encoder. Out: a tuple of `Sentence`. It decides nothing about actors or events.
"""

from demarche.parse.record import Sentence, Token

__all__ = ["Sentence", "Token"]
