"""Scores to decisions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from demarche.encode.decode import (
    apply_lemma,
    best_heads,
    best_names,
    cut_sentences,
    find_attributions,
    find_facts,
)
from demarche.encode.links import REACHES, find_links, reaches_of, sameness


def is_tree(heads: list[int]) -> bool:
    for start in range(len(heads)):
        seen, at = set[int](), start
        while heads[at] >= 0:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return sum(head < 0 for head in heads) == 1


@given(st.integers(1, 9).flatmap(lambda n: hnp.arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32))))
def test_any_scores_give_a_tree(arcs: np.ndarray) -> None:
    heads, sure = best_heads(arcs)
    assert is_tree([int(head) - 1 for head in heads])
    assert sure.shape == (len(arcs),)
    assert ((sure >= 0) & (sure <= 1.0001)).all()


def test_names_never_go_on_without_beginning() -> None:
    tags = ("O", "B-Person", "I-Person", "B-Location", "I-Location")
    logs = np.log(np.array([[0.1, 0.5, 0.2, 0.1, 0.1], [0.1, 0.1, 0.3, 0.1, 0.4]], dtype=np.float32))
    assert best_names(logs, tags) == ("B-Person", "I-Person")


@pytest.mark.parametrize(
    ("script", "word", "lemma"),
    [("low:1:", "Talks", "talk"), ("=", "Seoul", "Seoul"), ("WHOLE:be", "is", "be"), ("low:9:y", "is", "is")],
)
def test_lemma_scripts(script: str, word: str, lemma: str) -> None:
    assert apply_lemma(script, word) == lemma


def test_sentences_end_where_the_scores_or_the_paragraphs_say() -> None:
    ends = np.array([-1, 4, 1, -1, 1, -1], dtype=np.float32)
    words = ["Talks", "failed", "Nobody", "came", ".", "Later"]
    assert cut_sentences(ends, words, frozenset({6}), frozenset()) == [(0, 2), (2, 5), (5, 6)]
    assert cut_sentences(ends, words, frozenset({4, 6}), frozenset({1, 2, 3, 4, 5, 6})) == [(0, 4), (4, 6)]


def test_facts_are_probabilities_and_values_stay_in_their_range() -> None:
    facts = find_facts(np.array([[5, 0, 0, 0, 0, 5, 0, 0, 9, 1, 1]], dtype=np.float32))
    assert facts.status[0].argmax() == 0
    assert facts.claim[0].argmax() == 1
    assert facts.status.sum() == pytest.approx(1, abs=1e-5)
    assert facts.value[0] == 3


def test_an_attribution_takes_the_words_that_its_cue_looks_for() -> None:
    wide = 3
    parts = np.full((5, 1 + 6 * wide), 0.0, dtype=np.float32)
    parts[:, 0] = -4
    parts[2, 0] = 4  # the third word is a cue …
    for role, places in ((0, [2]), (1, [0, 1]), (2, [3, 4])):  # … and looks for these
        parts[2, 1 + role * wide] = 6
        parts[places, 1 + (3 + role) * wide] = 6
    (found,) = find_attributions(parts, np.full(3, -3, dtype=np.float32), 10)
    assert (found.cue, found.source, found.content) == ((12,), (10, 11), (13, 14))
    assert 0.9 < found.sure < 1


def test_no_cue_no_attribution() -> None:
    assert find_attributions(np.full((4, 13), -1, dtype=np.float32), np.zeros(3, dtype=np.float32), 0) == []


def table() -> np.ndarray:
    return np.zeros((3, 3, 2, len(REACHES) + 1), dtype=np.float32)


def test_a_link_goes_to_what_the_word_looks_for() -> None:
    scores = np.zeros((4, 5), dtype=np.float32)
    scores[:, 0] = [1, -9, 1, 1]
    scores[3, 1:3], scores[0, 3:5], scores[2, 3:5] = [4, 0], [4, 0], [-4, 0]
    links = find_links(scores, ["Kang", "met", "Pompeo", "she"], ["NNP", "VBD", "NNP", "PRP"], table())
    assert [link.word for link in links] == [0, 2, 3]
    assert links[2].antecedents[0][0] == 0
    assert links[2].antecedents[0][1] > 0 > links[2].antecedents[1][1]
    assert links[0].antecedents == ()


def test_only_pronouns_look_ahead() -> None:
    scores = np.ones((3, 5), dtype=np.float32)
    links = find_links(scores, ["She", "and", "Kang"], ["PRP", "CC", "NNP"], table())
    assert {place for place, _ in links[0].antecedents} == {1, 2}
    assert {place for place, _ in links[1].antecedents} == {0}


def test_what_links_stand_on() -> None:
    assert sameness(["The", "army", "the"]).tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    assert reaches_of(30)[0, [1, 8, 20]].tolist() == [0, 1, 2]
