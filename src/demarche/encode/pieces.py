"""Words to word pieces and word shapes: what the network reads, and nothing of what it says.

The same code prepares the training data and the text to be coded, so the two cannot drift apart.
"""

import gzip
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

SHAPES = ("special", "lower", "Title", "UPPER", "Upper", "digits", "mixed", "punct", "number", "A.B.", "other")
"""Word shapes, in the order of their embeddings: an uncased network is told the case this way.

`Upper` is one capital letter, `mixed` a capital inside the word, `number` digits with signs or letters among them.
"""

PIECES_PER_WORD = 12
"""Longer words (addresses, hashes) are cut: no word of the language needs more."""

LONGEST_PART = 100
"""Characters beyond which the network's vocabulary takes a part of a word for unknown, as it was made."""

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


def plain_parts(word: str) -> list[str]:
    """The word in small letters without accents, cut at punctuation, white space and each Chinese character: the parts
    that an uncased BERT vocabulary is made of.

    >>> plain_parts("Wrocław's Jørgensen-Ångström")
    ['wrocław', "'", 's', 'jørgensen', '-', 'angstrom']
    """
    parts: list[str] = [""]
    for char in unicodedata.normalize("NFD", "".join(map(_cleaned, word))):
        kind = unicodedata.category(char)
        if kind == "Mn":
            continue
        if char == " ":
            parts.append("")
        elif kind.startswith("P") or (char.isascii() and not char.isalnum()):
            parts += [char, ""]
        else:
            parts[-1] += char.lower()
    return [part for part in parts if part]


def _cleaned(char: str) -> str:
    """The character, nothing where it is one of control, with space around it where it is Chinese."""
    kind = unicodedata.category(char)
    if char in "\t\n\r" or kind.startswith("Z"):
        return " "
    if kind.startswith("C") or char == "\ufffd":
        return ""
    return f" {char} " if any(first <= ord(char) <= last for first, last in _CHINESE) else char


_CHINESE = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""Ranges of characters that BERT's vocabularies take one by one."""


@dataclass(frozen=True, slots=True)
class PieceBatch:
    """Windows as the network takes them, padded to the longest.

    `ids`, `shapes` and `mask` are (windows, pieces); `firsts` is (windows, words): the place of each word's
    first piece, 0 where there is no word; `lengths` counts each window's words.
    """

    ids: Ints
    shapes: Ints
    mask: Ints
    firsts: Ints
    lengths: tuple[int, ...]


def read_vocabulary(path: Path) -> dict[str, int]:
    """The pieces of a packed list, one a line, numbered in its order.

    Raises:
        OSError, UnicodeDecodeError: there is no such file, or it is damaged.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        return {line.rstrip("\n"): number for number, line in enumerate(lines)}


class Pieces:
    """Cuts words into pieces of the network's vocabulary, remembering the words it has seen."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Take the vocabulary: its pieces and their numbers, those inside a word beginning with `##`."""
        self._numbers = numbers
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self.cls, self.sep, self.unk = (self._numbers[name] for name in ("[CLS]", "[SEP]", "[UNK]"))

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The word's piece ids (at least one) and the number of its shape."""
        found = self._known.get(word)
        if found is None:
            ids = [number for part in plain_parts(word) for number in self._cut(part)]
            found = (tuple(ids[:PIECES_PER_WORD]) or (self.unk,), shape_of(word))
            if len(self._known) >= CACHED_WORDS:
                self._known.clear()
            self._known[word] = found
        return found

    def __contains__(self, word: object) -> bool:
        """Whether the word, in small letters, is a piece of its own."""
        return word in self._numbers

    def _cut(self, part: str) -> Iterator[int]:
        """The part as the longest pieces from the left, or the unknown piece where they do not fit."""
        found: list[int] = []
        start = 0
        while start < len(part):
            end = len(part) if len(part) <= LONGEST_PART else start
            while end > start and ("##" * (start > 0) + part[start:end]) not in self._numbers:
                end -= 1
            if end == start:
                found = [self.unk]
                break
            found.append(self._numbers["##" * (start > 0) + part[start:end]])
            start = end
        yield from found

    def sizes(self, words: Sequence[str]) -> list[int]:
        """How many pieces each word takes."""
        return [len(self.word(word)[0]) for word in words]

    def batch(self, windows: Sequence[Sequence[str]], breaks: Sequence[Sequence[int]] | None = None) -> PieceBatch:
        """The windows, each a sequence of words, as one padded batch.

        `breaks` has for each window the places, from 1, of words that begin a paragraph: a [SEP] stands before them.
        """
        rows: list[tuple[list[int], list[int], list[int]]] = []
        for at, words in enumerate(windows):
            opening = frozenset(breaks[at]) if breaks else frozenset()
            ids, shapes, firsts = [self.cls], [0], []
            for place, word in enumerate(words):
                if place in opening:
                    ids.append(self.sep)
                    shapes.append(0)
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
