"""Who is on which side of what a word tells: by vectors and distance, and as shipped."""

import numpy as np

from demarche.encode import OnnxEncoder, Paragraph, open_encoder
from demarche.encode.sides import ALIKE, CELLS, JOINED, STEPS, Sides, cells_of

WORDS = [
    "Rebels", "shelled", "the", "army", "near", "Goma", ".",
    "On", "Friday", "the", "government", "accused", "Kigali", "of", "arming", "the", "rebels", ".",
]  # fmt: skip


def test_cells_tell_distance_direction_and_sentence() -> None:
    sentences = np.array([0, 0, 0, 0, 1, 1])
    cells = cells_of(np.array([1]), np.array([0, 2, 5]), sentences)
    assert cells.shape == (1, 3) and len(set(cells[0].tolist())) == 3
    far = cells_of(np.array([0]), np.array([STEPS[-1] + 5]), np.zeros(STEPS[-1] + 6, dtype=np.int64))
    assert int(far.max()) == CELLS - 1 - 2  # the farthest step, behind, in the same sentence


def test_what_looks_for_a_mention_finds_it() -> None:
    words = np.zeros((3, JOINED + 2 * ALIKE), dtype=np.float32)
    mentions = np.zeros_like(words)
    words[0, JOINED] = mentions[2, JOINED] = 8  # as its source
    tables = {"reach": np.zeros((CELLS, JOINED)), "sides": np.zeros((JOINED, 2)), "sides_bias": np.array([-1.0, -2.0])}
    scores = Sides(words, mentions, np.zeros(3, dtype=np.int64), tables).score(np.array([0]), np.array([1, 2]))
    assert scores.shape == (1, 2, 2)
    assert scores[0, 0].tolist() == [-1, -2]
    assert scores[0, 1].tolist() == [-1 + 64 / ALIKE**0.5, -2]


def test_shipped_sides_tell_who_did_it_to_whom() -> None:
    encoder: OnnxEncoder = open_encoder()
    told = encoder.encode([Paragraph(WORDS, stops=(7,), fixed=True)]).told
    assert told is not None and told.sides is not None
    accused, people = WORDS.index("accused"), np.array([0, 3, 10, 12])  # rebels, army, government, Kigali
    source, target = told.sides.score(np.array([accused]), people)[0].T
    assert source.argmax() == 2 and target.argmax() == 3
    assert source[2] > 0 > source[3]
