"""Who acts and who is acted upon in what a word tells: how well mentions go with the words that tell of events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.encode.arrays import Floats, Ints

JOINED, ALIKE = 128, 64
"""Numbers by which a word and a mention are read together, and by which they are compared for each side."""

STEPS = (3, 8, 20, 40, 80, 160, 320)
"""Bounds, in words, of the steps in which the distance of a mention is told."""

CELLS = 4 * (len(STEPS) + 1)
"""How a mention may stand to a word: steps of distance, before or after, in one sentence or in two."""

TOGETHER = 8192
"""Pairs of word and mention that are read in one step: it bounds memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """The network's view of sides for n words.

    Attributes:
        words: (n, JOINED + 2 ALIKE) of each word as one that tells of an event.
        mentions: (n, JOINED + 2 ALIKE) of each word as the head of a mention.
        sentences: (n,) the number of each word's sentence.
        tables: `reach` (CELLS, JOINED), `sides` (JOINED, 2), `sides_bias` (2,).
    """

    words: Floats
    mentions: Floats
    sentences: Ints
    tables: Mapping[str, NDArray[Any]]

    def score(self, words: Ints, mentions: Ints) -> Floats:
        """(words, mentions, 2) log odds that the mention with this head is the source, the target of what the word
        tells; both are places of words."""
        step = max(1, TOGETHER // max(1, len(mentions)))
        parts = [self._score(words[at : at + step], mentions) for at in range(0, len(words), step)]
        return np.concatenate(parts) if parts else np.zeros((0, len(mentions), 2), dtype=np.float32)

    def _score(self, words: Ints, mentions: Ints) -> Floats:
        one, other = self.words[words], self.mentions[mentions]
        cells = cells_of(words, mentions, self.sentences)
        hidden = np.maximum(one[:, None, :JOINED] + other[None, :, :JOINED] + self.tables["reach"][cells], 0)
        read: Floats = hidden @ self.tables["sides"] + self.tables["sides_bias"]
        for side in (0, 1):
            columns = slice(JOINED + side * ALIKE, JOINED + (side + 1) * ALIKE)
            read[:, :, side] += one[:, columns] @ other[:, columns].T / np.sqrt(ALIKE)
        return read


def number_words(sentences: Sequence[tuple[int, int]]) -> Ints:
    """(n,) the number of each word's sentence, by the first word of each and the one behind its last."""
    return np.repeat(np.arange(len(sentences)), [end - first for first, end in sentences])


def cells_of(words: Ints, mentions: Ints, sentences: Ints) -> Ints:
    """(words, mentions) how each mention stands to each word, below `CELLS`."""
    away = mentions[None, :] - words[:, None]
    reach = np.searchsorted(STEPS, np.abs(away), side="right")
    here = sentences[mentions][None, :] == sentences[words][:, None]
    cells: Ints = (reach * 2 + (away < 0)) * 2 + here
    return cells
