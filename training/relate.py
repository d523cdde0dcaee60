"""Fits the weights by which `demarche relate` joins its three views.

    python -m training.relate [DATA CHECKPOINT]

The pairs are those of `own/pairs_heldout.tsv`, which no judge was trained on. Prints the weights for
`events/knowledge/en/judging.toml`, and the macro F1 of the judge alone and of all views in five folds by text. With
DATA and the CHECKPOINT of `training.types` the same for plv_dev, of which the judge of each fold says what it has not
seen; the words that tell of events and the rules have not been trained on it at all.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demarche.base import Span
from demarche.encode import TYPES, Pair
from demarche.events import features
from demarche.measure.figures import score_classes
from demarche.measure.types import YIELD, open_quads, read_pairs
from demarche.pipeline import Coder
from training.data import OWN

Floats = npt.NDArray[np.float64]

NOWHERE = Span(0, 0)
"""Where an actor stands that the text does not name."""

FOLDS, STEPS, RATE, PULL = 5, 600, 0.3, 0.002
"""Folds by text; steps of each fit, their size, and the pull towards 0."""


@dataclass(frozen=True)
class Pairs:
    """(pairs, types, features) of marked pairs, what goes between each, the number of its text, and the answers."""

    rows: Floats
    gold: list[str]
    texts: list[int]
    classes: tuple[str, ...]


def read_rows(path: Path, coder: Coder, judged_before: Floats | None = None) -> Pairs:
    """The pairs of a file as `relate` sees them; the judge is the shipped one unless its views are given."""
    rows: list[Floats] = []
    gold: list[str] = []
    texts: list[int] = []
    classes: tuple[str, ...] = TYPES
    for number, text in enumerate(read_pairs(path)):
        classes = text.classes
        analysis = coder.code_text(text.text)
        told = analysis.evidence.told
        tokens = [token for sentence in analysis.sentences for token in sentence.tokens]
        for pair in text.pairs:
            assert told is not None
            source, target = pair.source or NOWHERE, pair.target or NOWHERE
            if judged_before is None:
                places = [[one.place for one in tokens if span.overlaps(one.span)] for span in (source, target)]
                asked = Pair(*((one[0], one[-1] + 1) for one in places))
                found = coder.encoder.judge(analysis.evidence, [asked])
                assert found is not None
                judged = found[0]
            else:
                judged = judged_before[len(rows)]
            seen = features(judged, told.types, analysis.triggers, source, target).astype(float)
            rows.append(seen if "NONE" in classes else _fifteen(seen, classes))
            gold.append(pair.type)
            texts.append(number)
    return Pairs(np.stack(rows), gold, texts, classes)


def _fifteen(seen: Floats, classes: tuple[str, ...]) -> Floats:
    """The features of classes that have CONCEDE and RETREAT as one and no NONE."""
    out = np.full((len(classes), seen.shape[1]), -np.inf)
    for at, kind in enumerate(TYPES):
        if kind != "NONE":
            row = classes.index("YIELD" if kind in YIELD else kind)
            likely = np.logaddexp(out[row, 0], seen[at, 0])
            out[row] = np.maximum(out[row], seen[at])
            out[row, 0] = likely
    return out


def score(pairs: Pairs) -> None:
    """Print the macro F1 of types and of quad classes, for the judge alone and for all views in folds by text."""
    gold = np.array([pairs.classes.index(one) for one in pairs.gold])
    fold = np.array(pairs.texts) % FOLDS
    found = np.zeros(len(gold), dtype=int)
    for number in range(FOLDS):
        out = fold == number
        found[out] = (pairs.rows[out] @ fit(pairs.rows[~out], gold[~out])).argmax(axis=1)
    quads = open_quads()
    for name, given in (("judge alone", pairs.rows[:, :, 0].argmax(axis=1)), ("all views, folds", found)):
        both = [(pairs.gold[at], pairs.classes[int(one)]) for at, one in enumerate(given)]
        fours = [(str(quads[one]), str(quads[other])) for one, other in both]
        root, quad = score_classes(both, pairs.classes)["macro F1"], score_classes(fours, "1234")["macro F1"]
        print(f"{name}: macro F1 {root}, quad macro F1 {quad}")


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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("checkpoint", type=Path, nargs="?")
    options = parser.parse_args()
    coder = Coder(states=True)
    own = read_rows(OWN / "pairs_heldout.tsv", coder)
    print("our own pairs held out")
    score(own)
    weights = fit(own.rows, np.array([TYPES.index(one) for one in own.gold]))
    print(f"pair = [{', '.join(f'{weight:.3f}' for weight in weights)}]")
    if options.data and options.checkpoint:
        print("plv_dev")
        judged = np.load(options.checkpoint / "folds.npy")
        score(read_rows(options.data / "event/plv_dev/plv_train.jsonl", coder, judged))


if __name__ == "__main__":
    main()
