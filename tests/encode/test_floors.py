"""The shipped weights reach their floors on the development sets; the card has the figures themselves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.measure import (
    measure_attributions,
    measure_coref,
    measure_names,
    measure_splitting,
    measure_status,
    measure_trees,
    measure_types,
)
from demarche.pipeline import Coder

OWN = Path(__file__).parents[2] / "training" / "own"
EWT, GUM = "parsing/ud_ewt/en_ewt-ud-test.conllu", "parsing/ud_gum/en_gum-dev.conllu"

FLOORS: tuple[tuple[Callable[..., dict[str, float]], str, dict[str, float]], ...] = (
    (measure_splitting, EWT, {"words": 99.2, "sentences": 88.5}),
    (measure_splitting, GUM, {"words": 99.8, "sentences": 95.0}),
    (measure_trees, EWT, {"LAS": 90.0, "UPOS": 97.2, "lemma": 96.7}),
    (measure_trees, GUM, {"LAS": 89.7, "UPOS": 97.7, "lemma": 97.8}),
    (measure_names, "ner/en_worldwide/dev.bio", {"F1": 86.3}),
    (measure_names, "ner/uner_ewt/en_ewt-test.iob2", {"F1": 80.9}),
    (measure_coref, "coref/ontogum/ontogum_dev.jsonl", {"CoNLL": 56.5}),
    (measure_coref, "coref/gap/gap-validation.tsv", {"F1": 74.2}),
    (
        measure_attributions,
        "attribution/polnear/polnear_dev.jsonl",
        {"cue and speaker F1": 80.0, "attribution F1": 79.0},
    ),
    (measure_status, "factuality/uw/dev.jsonl", {"r": 0.83}),
)

OURS: tuple[tuple[Callable[..., dict[str, float]], str, dict[str, float]], ...] = (
    (measure_status, "status_heldout.txt", {"status macro F1": 91.5, "claim macro F1": 91.5}),
    (measure_types, "pairs_heldout.tsv", {"macro F1": 68.0}),
)


def under(found: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {name: found[name] for name, least in floors.items() if found[name] < least}


@pytest.mark.parametrize(
    ("measure", "path", "floors"), FLOORS, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_floors_on_public_sets(
    measure: Callable[..., dict[str, float]], path: str, floors: dict[str, float], shared: Path, coder: Coder
) -> None:
    assert not under(measure(shared / "data" / path, coder.encoder, coder.knowledge.splitting), floors)


@pytest.mark.parametrize(("measure", "path", "floors"), OURS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_floors_on_our_own(
    measure: Callable[..., dict[str, float]], path: str, floors: dict[str, float], coder: Coder
) -> None:
    assert not under(measure(OWN / path, coder.encoder, coder.knowledge.splitting), floors)
