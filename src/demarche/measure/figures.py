"""The figures that scorers share: F1, F1 class by class, and the layer that an encoder must have to be scored."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from demarche.base import ConfigError

Counts = tuple[float, float, float]
"""How much was right, how much is marked in the gold, how much was found."""

T = TypeVar("T")


def f1_of(right: float, marked: float, found: float) -> float:
    """F1 in per cent; 0 where nothing is marked and nothing found.

    >>> f1_of(1, 2, 2)
    50.0
    """
    return round(200 * right / max(1e-9, marked + found), 2)


def add_counts(totals: dict[str, Counts], more: dict[str, Counts]) -> None:
    """Add the counts of one report to those of all."""
    for name, (right, marked, found) in more.items():
        had = totals.get(name, (0, 0, 0))
        totals[name] = (had[0] + right, had[1] + marked, had[2] + found)


def score_classes(pairs: Iterable[tuple[str, str]], classes: Sequence[str]) -> dict[str, float]:
    """Macro F1, accuracy and the F1 of each class, in per cent, of pairs (gold, found).

    Classes that are neither in gold nor found stand aside; a label that is none of the classes counts as a miss or a
    false alarm of the others, and has no F1 of its own.

    >>> score_classes([("a", "a"), ("a", "b"), ("b", "b")], "ab")
    {'macro F1': 66.67, 'accuracy': 66.67, 'a F1': 66.67, 'b F1': 66.67}
    """
    given = list(pairs)
    out: dict[str, float] = {}
    for name in classes:
        right = sum(gold == found == name for gold, found in given)
        either = sum(gold == name for gold, _ in given) + sum(found == name for _, found in given)
        if either:
            out[f"{name} F1"] = 200 * right / either
    macro = sum(out.values()) / max(1, len(out))
    accuracy = 100 * sum(gold == found for gold, found in given) / max(1, len(given))
    rounded = {name: round(value, 2) for name, value in out.items()}
    return {"macro F1": round(macro, 2), "accuracy": round(accuracy, 2), **rounded}


def need_layer(found: T | None, layer: str) -> T:
    """What the encoder found in the layer.

    Raises:
        ConfigError: the encoder has no such layer.
    """
    if found is None:
        raise ConfigError(f"layer {layer}: the encoder has none; name another with --encoder, or measure another layer")
    return found
