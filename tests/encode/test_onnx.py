"""The shipped encoder: one report's evidence is whole, and the same whatever else is read."""

from pathlib import Path

import numpy as np
import pytest

from demarche.base import WeightsError
from demarche.encode import (
    CLAIMS,
    STATUSES,
    TYPES,
    Encoder,
    Evidence,
    OnnxEncoder,
    Pair,
    Paragraph,
    open_encoder,
    word_states,
)
from demarche.pipeline import Coder

FIRST = Paragraph(
    ["The", "minister", "met", "rebels", "in", "Juba", ".", "She", "said", "the", "army", "would", "withdraw", "."],
    (7, 14),
)
SECOND = Paragraph(["Troops", "did", "not", "fire", ",", "the", "ministry", "said", "."], (9,))


@pytest.fixture(scope="module")
def encoder(coder: Coder) -> Encoder:
    return coder.encoder


def check(found: Evidence, count: int) -> None:
    """Every layer covers the words, and every sentence is one tree."""
    for layer in (found.upos, found.xpos, found.features, found.lemmas, found.heads, found.relations, found.names):
        assert len(layer) == count
    assert found.sure.shape == (count,)
    assert [place for first, last in found.sentences for place in range(first, last)] == list(range(count))
    for first, last in found.sentences:
        inside = found.heads[first:last]
        assert sum(head < 0 for head in inside) == 1
        assert all(first <= head < last for head in inside if head >= 0)
    assert found.facts is not None
    assert found.attributions is not None
    assert found.links is not None
    for probabilities, labels in ((found.facts.status, STATUSES), (found.facts.claim, CLAIMS)):
        assert probabilities.shape == (count, len(labels))
        assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-4)
    assert all(0 <= at < count for link in found.links for at, _ in link.antecedents)
    assert all(0 <= at < count for one in found.attributions for at in (*one.cue, *one.source, *one.content))


def test_every_layer_covers_the_words(encoder: Encoder) -> None:
    check(encoder.encode([FIRST, SECOND]), len(FIRST.words) + len(SECOND.words))


def same(one: Evidence, other: Evidence) -> bool:
    texts = ("sentences", "upos", "xpos", "features", "lemmas", "heads", "relations", "names", "attributions", "links")
    assert one.facts is not None
    assert other.facts is not None
    return all(getattr(one, name) == getattr(other, name) for name in texts) and all(
        np.array_equal(a, b)
        for a, b in ((one.sure, other.sure), (one.facts.value, other.facts.value), (one.facts.claim, other.facts.claim))
    )


def test_a_report_alone_and_among_others_is_the_same(encoder: Encoder) -> None:
    alone = encoder.encode([FIRST, SECOND])
    encoder.encode([SECOND] * 40)
    assert same(alone, encoder.encode([FIRST, SECOND]))
    assert same(alone, open_encoder().encode([FIRST, SECOND]))


def test_fixed_sentences_are_kept(encoder: Encoder) -> None:
    found = encoder.encode([Paragraph(FIRST.words, (3, 14), fixed=True)])
    assert found.sentences == ((0, 3), (3, 14))


@pytest.mark.parametrize(
    "words",
    [
        ["word"] * 10_000,
        ["they", "came", ","] * 2_000,
        ["👩‍🚒", "🔥", "🙂"] * 200,
        [str(number * 37 % 1009) for number in range(2_000)],
        ["남한", "과", "미국", "은", "Москва", "заявила", "北京", "القاهرة"] * 60,
        ["x" * 5_000],
        ["."],
        ["\u200b", "\ufeff", "\x00"],
    ],
    ids=["long sentence", "long list", "emoji", "numbers", "scripts", "long word", "full stop", "nothing visible"],
)
def test_odd_text_is_read_all_the_same(encoder: Encoder, words: list[str]) -> None:
    check(encoder.encode([Paragraph(words, (len(words),))]), len(words))


def test_nothing_gives_nothing_but_the_name_of_the_encoder(encoder: Encoder) -> None:
    found = encoder.encode(())
    assert found.sentences == ()
    assert found.encoder == encoder.encode([FIRST]).encoder
    assert "minister" in found.vocabulary


def test_pairs_are_judged_in_their_order(encoder: Encoder) -> None:
    pairs = [Pair((0, 2), (3, 4)), Pair((3, 4), (0, 2)), Pair((19, 21), (14, 15)), Pair((0, 2), (14, 15))]
    evidence = encoder.encode([FIRST, SECOND])
    types = encoder.judge(evidence, pairs)
    assert types is not None
    assert types.shape == (4, len(TYPES))
    assert np.allclose(types.sum(axis=1), 1, atol=1e-4)
    again = encoder.judge(evidence, pairs[:1])
    assert again is not None
    assert int(again[0].argmax()) == int(types[0].argmax())


def test_pairs_are_judged_in_a_report_of_many_windows(encoder: Encoder) -> None:
    evidence = encoder.encode([FIRST, SECOND] * 40)
    wide = len(FIRST.words) + len(SECOND.words)
    types = encoder.judge(evidence, [Pair((at, at + 2), (at + 3, at + 4)) for at in range(0, wide * 40, wide)])
    assert types is not None
    assert len(types) == 40


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="install the package again"):
        OnnxEncoder(tmp_path)


def test_a_device_that_is_not_there_is_named() -> None:
    with pytest.raises(WeightsError, match="cuda"):
        open_encoder(device="cuda")


def test_states_of_words(encoder: Encoder) -> None:
    count = len(FIRST.words) + len(SECOND.words)
    assert word_states(encoder.encode([FIRST, SECOND]).stretches).shape == (count, 384)
    long = encoder.encode([SECOND] * 60)  # several windows
    assert len(word_states(long.stretches)) == len(long.upos) == 60 * len(SECOND.words)
