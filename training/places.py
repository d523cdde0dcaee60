"""Fits the weights by which namesakes are told apart: `uv run python -m training.places DATA`.

DATA holds the folders `lgl` and `geovirus` of toponyms with degrees.  Every second text of each is for fitting, the
rest is held out.  The reading nearest to the gold point, within a hundred miles, is the right one; a softmax over the
readings of a name is fitted with a pull towards the weights that `rules.toml` has now.  Since what a name is taken for
hangs on the others, features are computed anew with the new weights for some rounds.  Prints the weights for
`rules.toml` and the share of given names put within a hundred miles, before and after, on both halves.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demarche.knowledge import Folders, open_countries
from demarche.measure.places import REACH, GoldPlace, gold_distance, read_toponyms
from demarche.parse import Sentence, bare_report, parse
from demarche.pipeline import Coder
from demarche.places import Gazetteer, open_gazetteer
from demarche.places.choose import Chooser
from demarche.places.find import name_places
from demarche.places.rules import FEATURES

SETS = ("lgl", "geovirus")
ROUNDS, STEPS, RATE, PULL = 4, 400, 0.05, 0.002
"""Rounds of features, steps of each fit, their size, and the strength of the pull towards the weights at the start."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Text:
    """A parsed text with its gold places that have a point."""

    sentences: tuple[Sentence, ...]
    gold: tuple[GoldPlace, ...]


@dataclass(frozen=True)
class Case:
    """The features of a name's readings, a row each, and which of them are right."""

    rows: Floats
    right: npt.NDArray[np.bool_]


def read_texts(data: Path, name: str, coder: Coder) -> list[Text]:
    """The texts of one set, parsed."""
    path = next(iter(sorted((data / name).glob("*.jsonl"))))
    return [
        Text(
            parse(bare_report(item.text, published=None), coder.encoder, splitting=coder.knowledge.splitting)[0],
            tuple(one for one in item.gold if one.latitude is not None),
        )
        for item in read_toponyms(path)
    ]


def judge(text: Text, gazetteer: Gazetteer) -> Iterator[tuple[Case | None, bool]]:
    """For each gold place its case (None if no reading is right or all are) and whether it is put right."""
    spans = [one.span for one in text.gold]
    named, setting = name_places(text.sentences, spans, dateline=None, gazetteer=gazetteer)
    chooser = Chooser(named, gazetteer, setting)
    choices = chooser.choose()
    where = {one.span: at for at, one in enumerate(named)}
    for one in text.gold:
        at = where.get(one.span)
        if at is None:
            yield None, False
            continue
        away = np.array([gold_distance(reading.place, one) for reading in named[at].readings])
        chosen = choices[at].reading
        good = chosen is not None and gold_distance(chosen.place, one) <= REACH
        right = away <= REACH
        yield (Case(np.array(chooser.vectors(at)), right) if right.any() and not right.all() else None), good


def fit(cases: Sequence[Case], shares: Sequence[float], start: Floats) -> Floats:
    """The weights that make the right readings likeliest, by Adam on the softmax's likelihood."""
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    rows = np.concatenate([case.rows for case in cases])
    right = np.concatenate([case.right for case in cases])
    starts = np.cumsum([0, *(len(case.rows) for case in cases)])[:-1]
    lengths = np.array([len(case.rows) for case in cases])
    share = np.repeat(np.array(shares), lengths)
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        raised = np.exp(scores)
        likely = raised / np.repeat(np.add.reduceat(raised, starts), lengths)
        among = raised * right
        wanted = among / np.repeat(np.add.reduceat(among, starts), lengths)
        slope = rows.T @ ((likely - wanted) * share) + PULL * (weights - start)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def with_weights(gazetteer: Gazetteer, weights: Floats) -> Gazetteer:
    """The gazetteer with other weights."""
    rules = gazetteer.rules
    named = dict(rules.weights) | dict(zip(FEATURES, weights.tolist(), strict=True))
    return replace(gazetteer, rules=replace(rules, weights=named))


def report(texts: dict[str, list[Text]], gazetteer: Gazetteer) -> None:
    """Print the share put right in each half of each set."""
    for name, found in texts.items():
        for half in (0, 1):
            good = [ok for text in found[half::2] for _, ok in judge(text, gazetteer)]
            print(f"{name} {'held out' if half else 'fitting '} {100 * np.mean(good):.1f} % of {len(good)}")


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    coder = Coder()
    gazetteer = open_gazetteer(Folders(), open_countries(Folders()))
    texts = {name: read_texts(options.data, name, coder) for name in SETS}
    report(texts, gazetteer)
    start = weights = np.array([gazetteer.rules.weights[name] for name in FEATURES])
    for _ in range(ROUNDS):
        cases, shares = list[Case](), list[float]()
        for found in texts.values():
            here = [case for text in found[::2] for case, _ in judge(text, with_weights(gazetteer, weights)) if case]
            cases += here
            shares += [1 / len(here)] * len(here)  # each set counts alike
        weights = fit(cases, shares, start)
    report(texts, with_weights(gazetteer, weights))
    for name, value in zip(FEATURES, weights, strict=True):
        print(f"{name} = {value:.1f}")


if __name__ == "__main__":
    main()
