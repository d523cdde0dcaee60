"""What links between mentions stand on besides the network's vectors: kind of word, sameness, distance."""

from collections.abc import Sequence

import numpy as np

from demarche.encode.arrays import Floats, Ints
from demarche.encode.record import Link

KINDS = ("other", "name", "pronoun")
"""What a mention's head may be, by its Penn tag."""

REACHES = (8, 20, 40, 80, 160, 320)
"""Bounds, in words, of the steps in which the distance of two mentions is told."""


def kind_of(xpos: str) -> int:
    """The number in `KINDS` of a word with this Penn tag."""
    return 2 if xpos.startswith(("PRP", "WP")) else 1 if xpos.startswith("NNP") else 0


LIKELY = -3.0
"""Score from which a word is looked at as the head of a mention."""

BACK = 1200
"""Words over which a link may reach: it bounds what a long report costs."""

KEPT = 16
"""Antecedents kept for each word."""

TOGETHER = 128
"""Words whose antecedents are weighed in one step: it bounds memory."""


def find_links(scores: Floats, words: Sequence[str], xpos: Sequence[str], table: Floats) -> tuple[Link, ...]:
    """What each likely mention may name again.

    `scores` is (n, 1 + 2 d): whether the word heads a mention, what it looks for, what it is. `table` has a score for
    the kinds of both words, whether they are the same, and the step of their distance: (3, 3, 2, steps).
    """
    wide = (scores.shape[1] - 1) // 2
    likely: Ints = np.flatnonzero(scores[:, 0] > LIKELY)
    places: list[int] = likely.tolist()
    kinds = np.array([kind_of(xpos[at]) for at in places], dtype=np.int64)
    numbers: dict[str, int] = {}
    coded = np.array([numbers.setdefault(words[at].lower(), len(numbers)) for at in places], dtype=np.int64)
    mention = scores[likely, 0]
    looks, is_ = scores[likely, 1 : 1 + wide] * wide**-0.5, scores[likely, 1 + wide :]
    lows = np.searchsorted(likely, likely - BACK)
    ends = np.where(kinds == 2, np.searchsorted(likely, likely + REACHES[3] + 1), np.arange(len(places)))
    out = []
    for first in range(0, len(places), TOGETHER):
        rows = np.arange(first, min(first + TOGETHER, len(places)))
        low, high = int(lows[first]), int(max(ends[rows].max(), rows[-1] + 1))
        near = np.arange(low, high)
        away = np.abs(likely[near] - likely[rows, None])
        reach = np.searchsorted(REACHES, away, side="right")
        same = (coded[near] == coded[rows, None]).astype(np.int64)
        found = looks[rows] @ is_[near].T + mention[near] + table[kinds[rows, None], kinds[near], same, reach]
        apart = (near >= lows[rows, None]) & (near < ends[rows, None]) & (near != rows[:, None])
        found = np.where(apart, found, -np.inf)
        best = np.argsort(-found, axis=1, kind="stable")[:, :KEPT]
        told = np.take_along_axis(found, best, axis=1)
        for row, columns, values in zip(rows.tolist(), best.tolist(), told.tolist(), strict=True):
            antecedents = tuple(
                (places[low + at], round(value, 3))
                for at, value in zip(columns, values, strict=True)
                if value > -np.inf
            )
            out.append(Link(places[row], _likelihood(float(mention[row])), antecedents))
    return tuple(out)


def _likelihood(score: float) -> float:
    return round(float(1 / (1 + np.exp(-score))), 4)


def reaches_of(count: int) -> Ints:
    """(count, count) numbers of the step in which the distance of each two words lies."""
    places = np.arange(count)
    found: Ints = np.searchsorted(REACHES, np.abs(places[:, None] - places[None, :]), side="right")
    return found


def sameness(words: list[str]) -> Ints:
    """(w, w) 1 where two words are the same but for capitals."""
    numbers = {word: at for at, word in enumerate(dict.fromkeys(word.lower() for word in words))}
    coded = np.array([numbers[word.lower()] for word in words])
    same: Ints = (coded[:, None] == coded[None, :]).astype(np.int64)
    return same
