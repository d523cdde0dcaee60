"""Fits tables of named features by gradient descent held near zero."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from demarche.knowledge import Weights

LEAST = {"same": 4, "homes": 3, "near": 5, "sectors": 3, "sides": 5}
"""How often a feature must be seen to count."""

EPOCHS = {"same": 8, "homes": 15, "near": 10, "sectors": 15, "sides": 10}
RATE = {"same": 5e-3, "homes": 1e-2, "near": 5e-3, "sectors": 1e-2, "sides": 3e-3}
GROUPED = frozenset({"homes", "near", "same"})
"""Kinds of table by which one of several rows is chosen."""
HOLD, BATCH = 0.02, 256


@dataclass
class Cases:
    """Rows of features, what is right for each (a sector, yes or no, yes or no for each side), and which rows are of
    one question."""

    features: list[list[str]] = field(default_factory=list)
    right: list[Any] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: Sequence[list[str]], right: Sequence[Any]) -> None:
        """Add the rows of one question."""
        group = self.groups[-1] + 1 if self.groups else 0
        self.features.extend([*map(sys.intern, row)] for row in features)  # most come again
        self.right.extend(right)
        self.groups.extend([group] * len(features))


def join(several: Iterable[Cases]) -> Cases:
    """All rows in one."""
    out = Cases()
    for cases in several:
        shift = out.groups[-1] + 1 if out.groups else 0
        out.features.extend(cases.features)
        out.right.extend(cases.right)
        out.groups.extend(shift + group for group in cases.groups)
    return out


class Rows:
    """Which of the known features each row has, in one array."""

    def __init__(self, features: Sequence[Sequence[str]], known: Mapping[str, int]) -> None:
        found = [[known[name] for name in row if name in known] for row in features]
        self._sizes = np.array([len(row) for row in found])
        self._starts = np.concatenate([[0], np.cumsum(self._sizes)[:-1]])
        self._names = np.fromiter((at for row in found for at in row), dtype=np.int64, count=int(self._sizes.sum()))

    def of(self, places: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """The features of some rows one after the other, and where each begins: as an `EmbeddingBag` takes them."""
        sizes = self._sizes[places]
        begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        inside = np.arange(int(sizes.sum())) - np.repeat(begins, sizes)
        names = self._names[np.repeat(self._starts[places], sizes) + inside]
        return torch.from_numpy(names), torch.from_numpy(begins)


def fit(cases: Cases, answers: Sequence[str], kind: str) -> Weights:
    """The weights of one table, by gradient descent held near zero."""
    torch.manual_seed(0)
    counts = Counter(name for row in cases.features for name in set(row))
    known = {name: at for at, name in enumerate(sorted(it for it, times in counts.items() if times >= LEAST[kind]))}
    rows = Rows(cases.features, known)
    table = nn.EmbeddingBag(len(known), len(answers), mode="sum")
    nn.init.zeros_(table.weight)
    right = _right(cases, answers, kind)
    groups = np.array(cases.groups)
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    ends = np.append(starts[1:], len(groups))
    grouped = kind in GROUPED
    per = max(1, BATCH * len(starts) // len(cases.features)) if grouped else BATCH
    units = len(starts) if grouped else len(cases.features)
    steps = EPOCHS[kind] * (units // per + 1)
    optimizer = torch.optim.AdamW(table.parameters(), lr=RATE[kind], weight_decay=HOLD)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for _ in range(EPOCHS[kind]):
        for some in torch.randperm(units).split(per):
            chosen = some.numpy()
            if grouped:
                places = np.concatenate([np.arange(starts[at], ends[at]) for at in chosen])
                sizes = [int(ends[at] - starts[at]) for at in chosen]
            else:
                places, sizes = chosen, []
            names, begins = rows.of(np.asarray(places))
            loss = _loss(table(names, begins), right[torch.from_numpy(np.asarray(places))], sizes, kind)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
    found = table.weight.detach().numpy()
    return Weights(tuple(answers), {name: tuple(map(float, found[at])) for name, at in known.items()})


def _right(cases: Cases, answers: Sequence[str], kind: str) -> Tensor:
    if kind == "sectors":
        return torch.tensor([answers.index(it) for it in cases.right])
    return torch.tensor(cases.right, dtype=torch.float32)


def _loss(scores: Tensor, right: Tensor, sizes: list[int], kind: str) -> Tensor:
    """One of all sectors, one of each group of countries, or yes and no for each side."""
    if kind == "sectors":
        return functional.cross_entropy(scores, right, label_smoothing=0.03)
    if kind == "sides":
        return functional.binary_cross_entropy_with_logits(scores, right)
    parts = zip(scores[:, 0].split(sizes), right.split(sizes), strict=True)
    return torch.stack([-functional.log_softmax(some, 0)[told.bool()].logsumexp(0) for some, told in parts]).mean()
