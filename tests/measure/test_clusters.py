"""Measures of chains, on the examples of the papers that brought them up and on cases counted by hand."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from demarche.measure.clusters import (
    COUNTS,
    Chain,
    Tally,
    best_pairs,
    count_b_cubed,
    count_ceaf,
    count_lea,
    count_mentions,
    count_muc,
    score_chains,
)


def chains(written: str) -> tuple[Chain, ...]:
    """Chains from words of one letter a mention."""
    return tuple(frozenset(word) for word in written.split())


BAGGA = chains("12345 67 89ABC")  # Bagga and Baldwin 1998, with both of their responses
LUMPED, CROSSED = chains("12345 6789ABC"), chains("1234589ABC 67")
PRADHAN = chains("abc defg"), chains("ab cd fghi")  # Pradhan et al. 2014; also Moosavi and Strube 2016


@pytest.mark.parametrize(
    ("count", "gold", "found", "recall", "precision"),
    [
        (count_muc, chains("ABCD"), chains("AB CD"), 2 / 3, 1),
        (count_muc, BAGGA, LUMPED, 1, 9 / 10),
        (count_muc, BAGGA, CROSSED, 1, 9 / 10),
        (count_muc, *PRADHAN, 2 / 5, 2 / 5),
        (count_b_cubed, BAGGA, LUMPED, 1, (5 + 4 / 7 + 25 / 7) / 12),
        (count_b_cubed, BAGGA, CROSSED, 1, 7 / 12),
        (count_b_cubed, *PRADHAN, (4 / 3 + 1 / 3 + 1 / 4 + 1) / 7, (2 + 1 + 1) / 8),
        (count_ceaf, BAGGA, LUMPED, (1 + 10 / 12) / 3, (1 + 10 / 12) / 2),
        (count_ceaf, BAGGA, CROSSED, (1 + 10 / 15) / 3, (1 + 10 / 15) / 2),
        (count_ceaf, *PRADHAN, 1.3 / 2, 1.3 / 3),
        (count_lea, *PRADHAN, (3 * 1 / 3 + 4 * 1 / 6) / 7, (2 * 1 + 0 + 4 * 1 / 6) / 8),
        (count_mentions, *PRADHAN, 6 / 7, 6 / 8),
    ],
)  # fmt: skip
def test_recall_and_precision(count, gold, found, recall, precision) -> None:  # type: ignore[no-untyped-def]
    parts = count(gold, found)
    assert parts[0] / parts[1] == pytest.approx(recall)
    assert parts[2] / parts[3] == pytest.approx(precision)


def test_the_same_chains_score_full() -> None:
    assert set(score_chains(BAGGA, BAGGA).values()) == {100.0}


@pytest.mark.parametrize(("gold", "found"), [(BAGGA, ()), ((), BAGGA), ((), ()), (chains("ab"), chains("cd"))])
def test_nothing_in_common_scores_nothing(gold: tuple[Chain, ...], found: tuple[Chain, ...]) -> None:
    assert set(score_chains(gold, found).values()) == {0.0}


def test_chains_of_one_are_left_out() -> None:
    assert score_chains(chains("ab c"), chains("ab d e"))["CoNLL"] == 100


def test_the_mean_is_of_three() -> None:
    scores = score_chains(BAGGA, LUMPED)
    assert scores["MUC F1"] == 94.74
    assert scores["B-cubed F1"] == 86.49
    assert scores["CEAF-e F1"] == 73.33
    assert scores["CoNLL"] == pytest.approx((94.74 + 86.49 + 73.33) / 3, abs=0.01)


def test_documents_are_summed_before_they_are_divided() -> None:
    tally = Tally()
    tally.add(chains("ab"), chains("ab"))
    tally.add(chains("cdef"), ())
    assert tally.figures()["mention recall"] == 33.33  # 2 of 6, not the mean of 1 and 0
    assert tally.figures()["MUC F1"] == 40.0  # 1 of 4 links, and 1 of 1


@given(hnp.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.floats(0, 1, width=16)))
def test_pairs_are_the_best_there_are(gains: np.ndarray) -> None:
    square = gains if gains.shape[0] <= gains.shape[1] else gains.T
    tried = max(
        sum(square[row, column] for row, column in enumerate(columns))
        for columns in permutations(range(square.shape[1]), square.shape[0])
    )
    pairs = best_pairs(gains)
    assert len(pairs) == min(gains.shape) == len({row for row, _ in pairs}) == len({column for _, column in pairs})
    assert sum(gains[row, column] for row, column in pairs) == pytest.approx(tried)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.lists(st.integers(0, 3), min_size=1, max_size=9))
def test_figures_lie_between_nothing_and_all_and_swap_with_the_sides(one: list[int], two: list[int]) -> None:
    gold, found = (
        [frozenset(at for at, owner in enumerate(side) if owner == name) for name in set(side)] for side in (one, two)
    )
    for count in COUNTS.values():
        parts, swapped = count(gold, found), count(found, gold)
        assert 0 <= parts[0] <= parts[1] + 1e-9
        assert parts == pytest.approx((*swapped[2:], *swapped[:2]))
