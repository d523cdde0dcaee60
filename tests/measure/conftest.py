"""An encoder that says what a test has written."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from demarche.encode import Evidence, Pair, Paragraph
from demarche.knowledge import Folders
from demarche.parse import Splitting, open_splitting


class Made:
    """Hangs the words of each paragraph flat on its first and gives the layers as made; keeps what it was asked."""

    def __init__(self, *, xpos: Sequence[str] = (), **layers: Any) -> None:
        self.xpos = xpos
        self.layers = layers
        self.asked: list[tuple[tuple[tuple[str, ...], ...], tuple[Pair, ...]]] = []

    def encode(self, paragraphs: Sequence[Paragraph], *, pairs: Sequence[Pair] = (), states: bool = False) -> Evidence:
        self.asked.append((tuple(tuple(one.words) for one in paragraphs), tuple(pairs)))
        words = [word for one in paragraphs for word in one.words]
        heads: list[int] = []
        sentences: list[tuple[int, int]] = []
        for one in paragraphs:
            first = len(heads)
            heads += [-1, *[first] * (len(one.words) - 1)]
            sentences.append((first, len(heads)))
        return Evidence(
            sentences=tuple(sentences), upos=("X",) * len(words), xpos=tuple(self.xpos) or ("FW",) * len(words),
            features=("_",) * len(words), lemmas=tuple(words), heads=tuple(heads),
            relations=tuple("root" if head < 0 else "dep" for head in heads),
            sure=np.ones(len(words), dtype=np.float32), names=("O",) * len(words), encoder="made", **self.layers,
        )  # fmt: skip


@pytest.fixture(scope="session")
def made() -> Callable[..., Made]:
    return Made


@pytest.fixture(scope="session")
def splitting() -> Splitting:
    return open_splitting(Folders())
