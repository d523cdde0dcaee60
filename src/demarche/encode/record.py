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
    """

    upos: Ints
    xpos: Ints
    lemmas: Ints
    names: Floats
    arcs: Floats
    dependents: Floats
    heads: Floats


class Encoder(Protocol):
    """What `parse` asks for its evidence: anything that scores the words of sentences.

    The label of an arc is scored apart, once the tree is decided: over all pairs of words it would cost far more.
    """

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

    def relate(self, dependents: Floats, heads: Floats) -> Floats:
        """(words, relations) scores of the labels of arcs, given both sides of each, (words, n)."""
        ...
