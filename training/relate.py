"""Fits the weights by which `demarche relate` joins its three views: `uv run python -m training.relate`.

The pairs are those of `own/pairs_heldout.tsv`, which no judge was trained on. Prints the weights for
`events/knowledge/en/judging.toml`, and the macro F1 of the judge alone and of all views in five folds by text.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from demarche.encode import TYPES, Pair
from demarche.events import features
from demarche.measure.figures import score_classes
from demarche.measure.types import read_pairs
from demarche.pipeline import Coder
from training.data import OWN

Floats = npt.NDArray[np.float64]

FOLDS, STEPS, RATE, PULL = 5, 600, 0.3, 0.002
"""Folds by text; steps of each fit, their size, and the pull towards 0."""


def read_rows(coder: Coder) -> tuple[Floats, list[str]]:
    """(pairs, types, features) of the held-out pairs, and what goes between each."""
    rows: list[Floats] = []
    gold: list[str] = []
    for text in read_pairs(OWN / "pairs_heldout.tsv"):
        analysis = coder.code_text(text.text)
        told = analysis.evidence.told
        tokens = [token for sentence in analysis.sentences for token in sentence.tokens]
        for pair in text.pairs:
            assert pair.source is not None and pair.target is not None and told is not None
            places = [[one.place for one in tokens if span.overlaps(one.span)] for span in (pair.source, pair.target)]
            asked = Pair(*((one[0], one[-1] + 1) for one in places))
            judged = coder.encoder.judge(analysis.evidence, [asked])
            assert judged is not None
            rows.append(features(judged[0], told.types, analysis.triggers, pair.source, pair.target).astype(float))
            gold.append(pair.type)
    return np.stack(rows), gold


def fit(rows: Floats, gold: Sequence[int]) -> Floats:
    """The weights of a softmax over the types, by plain gradient descent."""
    weights = np.zeros(rows.shape[2])
    right = np.eye(rows.shape[1])[list(gold)]
    for _ in range(STEPS):
        scores = rows @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = ((likely - right)[:, :, None] * rows).sum(axis=1).mean(axis=0) + 2 * PULL * weights
        weights -= RATE * slope
    return weights


def main() -> None:
    """Fit, score in folds, print."""
    rows, named = read_rows(Coder(states=True))
    gold = np.array([TYPES.index(one) for one in named])
    fold = np.arange(len(gold)) % FOLDS
    np.random.default_rng(1).shuffle(fold)
    found = np.zeros(len(gold), dtype=int)
    for number in range(FOLDS):
        out = fold == number
        found[out] = (rows[out] @ fit(rows[~out], gold[~out])).argmax(axis=1)
    for name, given in (("judge alone", rows[:, :, 0].argmax(axis=1)), ("all views, folds", found)):
        pairs = [(named[at], TYPES[int(one)]) for at, one in enumerate(given)]
        print(f"{name}: macro F1 {score_classes(pairs, TYPES)['macro F1']}")
    print(f"pair = [{', '.join(f'{weight:.3f}' for weight in fit(rows, gold))}]")


if __name__ == "__main__":
    main()
