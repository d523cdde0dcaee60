"""What the heads of mentions name again, as layers see it that were taught by news with every actor marked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demarche.encode.arrays import Floats, Ints
from demarche.encode.sides import ALIKE, cells_of


@dataclass(frozen=True, slots=True, eq=False)
class Antecedents:
    """The network's view of who is the same, for n words as heads of mentions.

    Attributes:
        vectors: (n, 1 + 2 ALIKE): how well the word stands for somebody new, what it looks for, what it is.
        sentences: (n,) the number of each word's sentence.
        reach: (CELLS,) what distance counts.
    """

    vectors: Floats
    sentences: Ints
    reach: Floats

    def score(self, place: int, chains: Sequence[Sequence[int]]) -> Floats:
        """(1 + chains,) log probabilities that the word at a place stands for somebody new, or for whom the words at
        the places of each chain stand."""
        heads = np.array([head for chain in chains for head in chain], dtype=np.int64)
        scores = np.zeros(1 + len(chains), dtype=np.float32)
        scores[0] = self.vectors[place, 0]
        if len(heads):
            cells = cells_of(np.array([place]), heads, self.sentences)[0]
            alike = self.vectors[heads, 1 + ALIKE :] @ self.vectors[place, 1 : 1 + ALIKE] * ALIKE**-0.5
            starts = np.cumsum([0, *map(len, chains)])[:-1]
            scores[1:] = np.logaddexp.reduceat(alike + self.reach[cells], starts)
        out: Floats = scores - np.logaddexp.reduce(scores)
        return out
