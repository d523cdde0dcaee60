"""Fits what the features of a word count beside the encoder's view of it, as `training.telling` asks."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from demarche.encode import TYPES, Floats
from demarche.events.judging import FLOOR
from demarche.knowledge import Weights
from training.fit import Rows

LEAST, SMALLEST = 5, 0.1
"""How often a feature must be seen to count, and the weight below which one is left out."""

EPOCHS, SIZE, RATE, HOLD = 4, 256, 5e-3, 0.1


def fit_triggers(features: Sequence[Sequence[str]], views: Floats, right: Sequence[int]) -> tuple[Weights, float]:
    """The table of weights, and what the encoder's log probabilities count beside it.

    Args:
        features: of each of n words, as `Worded` names them.
        views: (n, types) the encoder's probabilities, by heads that were trained without the word.
        right: (n,) what each word tells, by its place in `TYPES`.
    """
    torch.manual_seed(0)
    counts = Counter(name for row in features for name in set(row))
    known = {name: at for at, name in enumerate(sorted(it for it, times in counts.items() if times >= LEAST))}
    rows = Rows(features, known)
    logs, gold = torch.from_numpy(np.log(np.maximum(views, FLOOR))), torch.tensor(right)
    table = nn.EmbeddingBag(len(known), len(TYPES), mode="sum")
    nn.init.zeros_(table.weight)
    told = nn.Parameter(torch.tensor(0.7))
    optimizer = torch.optim.AdamW(
        [{"params": table.parameters(), "weight_decay": HOLD}, {"params": [told], "weight_decay": 0.0}], lr=RATE
    )
    steps = EPOCHS * (len(features) // SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for _ in range(EPOCHS):
        for some in torch.randperm(len(features)).split(SIZE):
            loss = functional.cross_entropy(told * logs[some] + table(*rows.of(some.numpy())), gold[some])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
    found = table.weight.detach().numpy()
    found = np.where(np.abs(found) < SMALLEST, 0, found)
    return Weights(TYPES, {name: tuple(map(float, found[at])) for name, at in known.items()}), told.item()
