"""Words to pieces: as the library that made the vocabulary cuts them."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from demarche.encode.pieces import PIECES_PER_WORD, SHAPES, Pieces, read_vocabulary, shape_of

VOCABULARY = read_vocabulary(Path(str(files("demarche"))) / "encode" / "weights" / "vocabulary.gz")
PIECES, LIBRARY = Pieces(VOCABULARY), Tokenizer(WordPiece(VOCABULARY, unk_token="[UNK]"))
LIBRARY.normalizer, LIBRARY.pre_tokenizer = BertNormalizer(), BertPreTokenizer()

LETTERS = st.characters(codec="utf-8", max_codepoint=0x24F) | st.sampled_from(
    "남한北京Москва…“”’–—€½🙂\u200b\u0301\u2028"
)
"""Elsewhere the library may follow an older Unicode than Python's."""


def expected(word: str) -> tuple[int, ...]:
    return tuple(LIBRARY.encode(word, add_special_tokens=False).ids[:PIECES_PER_WORD]) or (PIECES.unk,)


@given(st.text(LETTERS, max_size=24))
def test_any_word_is_cut_as_the_library_cuts_it(word: str) -> None:
    assert PIECES.word(word)[0] == expected(word)


@pytest.mark.parametrize(
    "word",
    ["Jørgensen", "Łódź", "İstanbul", "naïve", "e\u0301tat", "U.S.-led", "`quoted`", "남한", "北京市", "Москва", "👩‍🚒", "\u200b",
     "a\u00adb", "x" * 101, "x" * 5000, "ﬁx", "½", "€5", "…", ""],
)  # fmt: skip
def test_odd_words(word: str) -> None:
    assert PIECES.word(word)[0] == expected(word)


def test_what_is_whole_in_the_vocabulary() -> None:
    assert "minister" in PIECES
    assert "ministerxyz" not in PIECES


@pytest.mark.parametrize(
    ("word", "shape"),
    [("talks", "lower"), ("Seoul", "Title"), ("NATO", "UPPER"), ("I", "Upper"), ("2019", "digits"), ("iPhone", "mixed"),
     ("...", "punct"), ("3/30", "number"), ("U.S.", "A.B."), ("G20", "number"), ("서울", "other")],
)  # fmt: skip
def test_shapes(word: str, shape: str) -> None:
    assert SHAPES[shape_of(word)] == shape


def test_a_paragraph_begins_after_a_separator() -> None:
    batch = PIECES.batch([["Talks", "failed", "Rebels", "left"]], [[2]])
    assert batch.ids[0].tolist().count(PIECES.sep) == 2
    assert batch.firsts[0].tolist() == [1, 2, 4, 5]
    assert batch.lengths == (4,)
