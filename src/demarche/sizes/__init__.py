"""Sentences to sizes: so many dead, arrested or marching, so many soldiers, so much money.

In: sentences, and times, whose numbers are none of these. Out: `SizeMention`, with the word that tells what it is a
size of. Which event a size belongs to is said in coding.
"""

from demarche.sizes.examples import read_size_examples
from demarche.sizes.find import find_sizes, mark_sizes, span_of, write_amount
from demarche.sizes.record import KINDS, Currency, Quantity, SizeMention
from demarche.sizes.words import SizeRules, open_sizes

__all__ = [
    "KINDS", "Currency", "Quantity", "SizeMention", "SizeRules", "find_sizes", "mark_sizes", "open_sizes",
    "read_size_examples", "span_of", "write_amount",
]  # fmt: skip
