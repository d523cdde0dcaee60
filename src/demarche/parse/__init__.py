"""Report to sentences: words with true offsets, tags, lemmas, a UD tree, name tags.

In: a `Report` and an encoder. Out: a tuple of `Sentence`. It decides nothing about actors or events.
"""

from demarche.parse.find import bare_report, parse, parse_text, parse_words
from demarche.parse.lemma import find_lemma
from demarche.parse.record import Sentence, Token
from demarche.parse.split import Splitting, open_splitting, split_sentences, split_words

__all__ = [
    "Sentence", "Splitting", "Token", "bare_report", "find_lemma", "open_splitting", "parse", "parse_text",
    "parse_words", "split_sentences", "split_words",
]  # fmt: skip
