"""Whom the heads of mentions name again: by vectors and distance, and as shipped."""

import numpy as np
import pytest

from demarche.encode import Antecedents, Paragraph, open_encoder
from demarche.encode.sides import ALIKE, CELLS

WORDS = [
    "Peru", "'s", "president", "fired", "the", "interior", "minister", ".", "She", "accused", "him", "of", "fraud", ".",
]  # fmt: skip


def test_a_word_names_whom_it_looks_for() -> None:
    vectors = np.zeros((4, 1 + 2 * ALIKE), dtype=np.float32)
    vectors[3, 1] = vectors[1, 1 + ALIKE] = 8
    found = Antecedents(vectors, np.zeros(4, dtype=np.int64), np.zeros(CELLS, dtype=np.float32))
    scores = found.score(3, [[0], [1], [2]])
    assert np.exp(scores).sum() == pytest.approx(1, abs=1e-5)
    assert scores.argmax() == 2  # nobody, then the chains in their order


def test_a_chain_is_as_likely_as_all_its_words_together() -> None:
    vectors = np.zeros((4, 1 + 2 * ALIKE), dtype=np.float32)
    found = Antecedents(vectors, np.zeros(4, dtype=np.int64), np.zeros(CELLS, dtype=np.float32))
    nobody, one, two = np.exp(found.score(3, [[0], [1, 2]]))
    assert two == pytest.approx(2 * one, abs=1e-5) and nobody == pytest.approx(one, abs=1e-5)


def test_without_chains_it_is_nobody_yet_named() -> None:
    vectors = np.zeros((1, 1 + 2 * ALIKE), dtype=np.float32)
    found = Antecedents(vectors, np.zeros(1, dtype=np.int64), np.zeros(CELLS, dtype=np.float32))
    assert found.score(0, []).tolist() == [0]


def test_shipped_antecedents_tell_the_minister_from_the_fraud() -> None:
    told = open_encoder().encode([Paragraph(WORDS, stops=(8,), fixed=True)]).told
    assert told is not None and told.antecedents is not None
    scores = told.antecedents.score(WORDS.index("him"), [[0], [WORDS.index("minister")]])
    assert scores.argmax() == 2
