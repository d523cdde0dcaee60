"""What the encoder hands on: the scores of one sentence's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labels:
    """The closed lists that the scores refer to, each in the order of its scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The network's answer for a sentence of w words.

    Attributes:
        upos: (w,) numbers in `Labels.upos`.
        xpos: (w,) numbers in `Labels.xpos`.
        lemmas: (w,) numbers in `Labels.lemmas`.
        names: (w, names) log probabilities of the BIO tags.
        arcs: (w, 1 + w) scores of each word's head, column 0 being the root.
        dependents: (w, n) the side of the label scores that the dependent gives.
        heads: (1 + w, n) the side that the head gives.
        weights: (n + 1, relations, n + 1) what joins the two, the last row and column for the constant 1.
    """

    upos: Ints
    xpos: Ints
    lemmas: Ints
    names: Floats
    arcs: Floats
    dependents: Floats
    heads: Floats
    weights: Floats

    def relations(self, heads: Ints) -> Floats:
        """(w, relations) scores of the labels of the arcs to `heads`, (w,), counted from 1, 0 the root."""
        ones = np.ones((len(self.dependents), 1), dtype=np.float32)
        dependents = np.concatenate([self.dependents, ones], axis=1)
        chosen = np.concatenate([self.heads[heads], ones], axis=1)
        wide, count, _ = self.weights.shape
        left = (dependents @ self.weights.reshape(wide, count * wide)).reshape(-1, count, wide)
        scores: Floats = np.matmul(left, chosen[:, :, None])[:, :, 0]
        return scores


class Encoder(Protocol):
    """What `parse` asks for its evidence: anything that scores the words of sentences."""

    @property
    def labels(self) -> Labels:
        """The lists that the scores refer to."""
        ...

    @property
    def digest(self) -> str:
        """Twelve hex digits that name the weights."""
        ...

    def count_pieces(self, words: Sequence[str]) -> int:
        """How many places of the network's window (512) the sentence takes."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the word, in small letters, is one whole piece of the vocabulary: a common word of the language."""
        ...

    def encode(self, sentences: Sequence[Sequence[str]]) -> tuple[Scores, ...]:
        """The scores of each sentence, in order; the sentences are one report's and are judged together."""
        ...
