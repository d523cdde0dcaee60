"""Measures of coreference: MUC, B-cubed, CEAF, LEA and mentions, as the reference scorer of CoNLL-2012 counts them.

Each `count_…` takes the gold and the found chains of one document, as sets of whatever stands for a mention, and gives
what recall and precision are made of, to be summed over documents.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Chain = frozenset[Hashable]
Chains = Sequence[Chain]
Parts = tuple[float, float, float, float]
"""Recall's numerator and denominator, precision's numerator and denominator."""


def count_muc(gold: Chains, found: Chains) -> Parts:
    """Links kept (Vilain et al. 1995): a chain of n mentions that falls into k parts keeps n - k of n - 1 links."""
    return (*_links(gold, found), *_links(found, gold))


def _links(chains: Chains, others: Chains) -> tuple[float, float]:
    owner = {mention: number for number, other in enumerate(others) for mention in other}
    kept = whole = 0
    for chain in chains:
        parts = {owner.get(mention, ("alone", mention)) for mention in chain}
        kept += len(chain) - len(parts)
        whole += len(chain) - 1
    return kept, whole


def count_b_cubed(gold: Chains, found: Chains) -> Parts:
    """For each mention the share of its chain that stands with it on the other side (Bagga and Baldwin 1998)."""
    return (*_shares(gold, found), *_shares(found, gold))


def _shares(chains: Chains, others: Chains) -> tuple[float, float]:
    shared = sum(len(chain & other) ** 2 / len(chain) for chain in chains for other in others)
    return shared, sum(map(len, chains))


def count_ceaf(gold: Chains, found: Chains) -> Parts:
    """Likeness of chains paired one to one for the greatest sum (CEAF-e, Luo 2005, his fourth measure)."""
    likeness = np.array([[2 * len(one & two) / (len(one) + len(two)) for two in found] for one in gold])
    best = sum(float(likeness[row, column]) for row, column in best_pairs(likeness)) if gold and found else 0.0
    return best, len(gold), best, len(found)


def count_lea(gold: Chains, found: Chains) -> Parts:
    """Links found of each chain, chains weighted by their size (Moosavi and Strube 2016)."""
    return (*_resolved(gold, found), *_resolved(found, gold))


def _resolved(chains: Chains, others: Chains) -> tuple[float, float]:
    done = 0.0
    for chain in chains:
        links = sum(_pairs_in(len(chain & other)) for other in others)
        done += len(chain) * links / max(1, _pairs_in(len(chain)))
    return done, sum(map(len, chains))


def _pairs_in(count: int) -> int:
    return count * (count - 1) // 2


def count_mentions(gold: Chains, found: Chains) -> Parts:
    """Mentions of chains that are on both sides."""
    marked = {mention for chain in gold for mention in chain}
    given = {mention for chain in found for mention in chain}
    return len(marked & given), len(marked), len(marked & given), len(given)


COUNTS: Mapping[str, Callable[[Chains, Chains], Parts]] = {
    "MUC": count_muc, "B-cubed": count_b_cubed, "CEAF-e": count_ceaf, "LEA": count_lea, "mention": count_mentions,
}  # fmt: skip


class Tally:
    """Sums the measures over documents."""

    def __init__(self) -> None:
        self._sums: dict[str, Parts] = dict.fromkeys(COUNTS, (0.0, 0.0, 0.0, 0.0))

    def add(self, gold: Chains, found: Chains) -> None:
        """Take in one document; chains of one mention are left out on both sides."""
        marked, given = ([chain for chain in side if len(chain) > 1] for side in (gold, found))
        for name, count in COUNTS.items():
            had, more = self._sums[name], count(marked, given)
            self._sums[name] = (had[0] + more[0], had[1] + more[1], had[2] + more[2], had[3] + more[3])

    def figures(self) -> dict[str, float]:
        """F1 of each measure in per cent, "CoNLL" the mean of the first three, recall and precision of mentions."""
        out = {f"{name} F1": _harmonic(parts) for name, parts in self._sums.items()}
        mean = (out["MUC F1"] + out["B-cubed F1"] + out["CEAF-e F1"]) / 3
        right, marked, _, given = self._sums["mention"]
        return {
            "CoNLL": round(mean, 2),
            **{name: round(value, 2) for name, value in out.items()},
            "mention recall": round(100 * right / max(1, marked), 2),
            "mention precision": round(100 * right / max(1, given), 2),
        }


def _harmonic(parts: Parts) -> float:
    recall, precision = (parts[at] / parts[at + 1] if parts[at + 1] else 0.0 for at in (0, 2))
    return 200 * recall * precision / (recall + precision) if recall + precision else 0.0


def score_chains(gold: Chains, found: Chains) -> dict[str, float]:
    """The figures of one document by itself."""
    tally = Tally()
    tally.add(gold, found)
    return tally.figures()


def best_pairs(gains: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows and columns paired one to one so that the sum of their gains is greatest (Kuhn 1955, in O(n³)).

    Every row has a column or every column a row, whichever there are fewer of.
    """
    if gains.shape[0] > gains.shape[1]:
        return sorted((row, column) for column, row in best_pairs(gains.T))
    rows, columns = gains.shape
    costs = gains.max(initial=0.0) - gains
    by_row, by_column = np.zeros(rows + 1), np.zeros(columns + 1)  # prices; place 0 stands for none
    owner = np.zeros(columns + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        owner[0] = row
        least = np.full(columns + 1, np.inf)
        before = np.zeros(columns + 1, dtype=np.int64)
        seen = np.zeros(columns + 1, dtype=bool)
        column = 0
        while True:
            seen[column] = True
            reduced = np.concatenate([[np.inf], costs[owner[column] - 1] - by_row[owner[column]] - by_column[1:]])
            better = ~seen & (reduced < least)
            least[better], before[better] = reduced[better], column
            following = int(np.where(seen, np.inf, least).argmin())
            step = least[following]
            by_row[owner[seen]] += step
            by_column[seen] -= step
            least[~seen] -= step
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[before[column]]
            column = int(before[column])
    return sorted((int(owner[column]) - 1, column - 1) for column in range(1, columns + 1) if owner[column])
