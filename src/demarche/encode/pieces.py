"""Words to word pieces and word shapes: what the network reads, and nothing of what it says.

The same code prepares the training data and the text to be coded, so the two cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

SHAPES = ("special", "lower", "Title", "UPPER", "Upper", "digits", "mixed", "punct", "number", "A.B.", "other")
"""Word shapes, in the order of their embeddings: an uncased network is told the case this way.

`Upper` is one capital letter, `mixed` a capital inside the word, `number` digits with signs or letters among them.
"""

PIECES_PER_WORD = 12
"""Longer words (addresses, hashes) are cut: no word of the language needs more."""

CACHED_WORDS = 200_000
"""The cache of words is dropped when it holds this many: about 60 MB."""


def shape_of(word: str) -> int:
    """The number of the word's shape in `SHAPES`; never 0, which is kept for [CLS], [SEP] and padding."""
    letters = [char for char in word if char.isalpha()]
    if not letters:
        if word.isdigit():
            return 5
        return 8 if any(char.isdigit() for char in word) else 7
    if any(char.isdigit() for char in word):
        return 8
    if all(char.islower() for char in letters):
        return 1
    if all(char.isupper() for char in letters):
        if "." in word:
            return 9
        return 4 if len(letters) == 1 else 3
    if letters[0].isupper() and all(char.islower() for char in letters[1:]):
        return 2
    if any(char.isupper() for char in letters):
        return 6
    return 10


@dataclass(frozen=True, slots=True)
class PieceBatch:
    """Sentences as the network takes them, padded to the longest.

    `ids`, `shapes` and `mask` are (sentences, pieces); `firsts` is (sentences, words): the place of each word's
    first piece, 0 where there is no word; `lengths` counts each sentence's words.
    """

    ids: Ints
    shapes: Ints
    mask: Ints
    firsts: Ints
    lengths: tuple[int, ...]


class Pieces:
    """Cuts words into pieces of the network's vocabulary, remembering the words it has seen."""

    def __init__(self, path: Path) -> None:
        """Read the vocabulary from the `tokenizer.json` at `path`."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self.cls, self.sep, self.unk = (self._tokenizer.token_to_id(name) or 0 for name in ("[CLS]", "[SEP]", "[UNK]"))

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The word's piece ids (at least one) and the number of its shape."""
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_PER_WORD]
            found = (tuple(ids) or (self.unk,), shape_of(word))
            if len(self._known) >= CACHED_WORDS:
                self._known.clear()
            self._known[word] = found
        return found

    def knows(self, word: str) -> bool:
        """Whether the word, in small letters, is a piece of its own."""
        return self._tokenizer.token_to_id(word) is not None

    def count(self, words: Sequence[str]) -> int:
        """How many pieces the sentence takes, [CLS] and [SEP] among them."""
        return 2 + sum(len(self.word(word)[0]) for word in words)

    def batch(self, sentences: Sequence[Sequence[str]]) -> PieceBatch:
        """The sentences, each a sequence of words, as one padded batch."""
        rows: list[tuple[list[int], list[int], list[int]]] = []
        for words in sentences:
            ids, shapes, firsts = [self.cls], [0], []
            for word in words:
                pieces, shape = self.word(word)
                firsts.append(len(ids))
                ids.extend(pieces)
                shapes.extend([shape] * len(pieces))
            ids.append(self.sep)
            shapes.append(0)
            rows.append((ids, shapes, firsts))
        wide = max((len(ids) for ids, _, _ in rows), default=2)
        long = max((len(firsts) for _, _, firsts in rows), default=0)
        ids_array = np.zeros((len(rows), wide), dtype=np.int64)
        shapes_array = np.zeros_like(ids_array)
        mask_array = np.zeros_like(ids_array)
        firsts_array = np.zeros((len(rows), long), dtype=np.int64)
        for row, (ids, shapes, firsts) in enumerate(rows):
            ids_array[row, : len(ids)] = ids
            shapes_array[row, : len(ids)] = shapes
            mask_array[row, : len(ids)] = 1
            firsts_array[row, : len(firsts)] = firsts
        return PieceBatch(ids_array, shapes_array, mask_array, firsts_array, tuple(len(f) for _, _, f in rows))
