"""Fits a head: logistic regression, held small, with no chance in it.

There are far fewer sentences than features, so it is solved over the sentences (Newton's method on their products):
exact, and done in milliseconds.
"""

import numpy as np
import numpy.typing as npt

from demarche.classes.record import Head
from demarche.encode import Floats

HOLD = 1.0
"""How strongly the weights are held near zero."""

LEVEL = 10.0
"""How freely the bias may move, as the square of a feature that all sentences share."""

STEPS = 50
CLOSE = 1e-6


def fit(features: Floats, of_class: Floats, trust: Floats, mean: Floats) -> Head:
    """The head for (n, width) features, `of_class` 1 or 0 and `trust` the weight of each.

    Both sides weigh the same however many they are, so that 0.5 parts what is likelier of the class from what is not.
    """
    x, y, w = (np.asarray(one, dtype=np.float64) for one in (features, of_class, trust))
    w = np.where(y == 1, w * (w[y == 0].sum() / w[y == 1].sum()), w)
    products = x @ x.T + LEVEL
    found: npt.NDArray[np.floating] = np.zeros(len(y))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(products @ found, -30, 30)))
        sway = w * p * (1 - p) + 1e-9
        aim = products @ found + w * (y - p) / sway
        after = np.linalg.solve(products + np.diag(HOLD / sway), aim)
        if np.abs(after - found).max() < CLOSE:
            break
        found = after
    return Head(mean, (x.T @ found).astype(np.float32), float(LEVEL * found.sum()))
