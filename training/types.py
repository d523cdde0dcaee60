"""Trains the judge of pairs on the states of a trained trunk, and cross-validates it.

    python -m training.types DATA START CHECKPOINT [--folds 5]

CHECKPOINT is the folder that `training.train` wrote; it takes `judge.pt`, `types.json` with the figures of the folds,
and `folds.npy` with what the judge of each fold says of the pairs left out, in the order of the file. The trunk has
seen none of the pairs of plv_dev, so a fold that is left out here is new to all of the network.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from demarche.encode import TYPES
from demarche.encode.pieces import Pieces
from training import data
from training.data import Document
from training.judge import FROM, Judge, mixed
from training.model import Network, load_labels
from training.prune import read_tokenizer
from training.watch import macro

OWN = "own"
"""Origin of our own pairs; all others are read by the other codebook."""

SHOWN = 4
"""How often each given pair is shown for each of our own, which are three times as many and marked by another hand."""

QUADS = (1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 0)
"""The quad class of each of `TYPES`, as plv_dev counts them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A pair as the judge reads it: states and roles of the pieces, the number of its type, where it comes from."""

    states: Tensor
    roles: Tensor
    kind: int
    origin: str


def open_items(network: Network, pieces: Pieces, documents: Sequence[tuple[str, Document]]) -> list[Item]:
    """The pairs with the states of their text after layer `FROM`; `documents` come with the name of their origin."""
    network.eval()
    out: list[Item] = []
    with torch.no_grad():
        for origin, document in documents:
            batch = pieces.batch([document.words], [sorted(document.paragraphs - {0})])
            ids, shapes = torch.from_numpy(batch.ids), torch.from_numpy(batch.shapes)
            states = network.encode(ids, shapes, None)[FROM][0, 1:-1].to(torch.bfloat16)
            ends = [*batch.firsts[0, 1:].tolist(), batch.ids.shape[1] - 1]
            for source, target, kind in document.pairs:
                roles = torch.zeros(batch.ids.shape[1], dtype=torch.long)
                for role, places in ((1, source), (2, target)):
                    for at in places:
                        roles[int(batch.firsts[0, at]) : ends[at]] = role
                out.append(Item(states, roles[1:-1], kind, origin))
    return out


def collate(items: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """States, roles and mask of the items, padded to the longest."""
    long = max(len(item.roles) for item in items)
    states = torch.zeros(len(items), long, items[0].states.shape[1])
    roles, mask = torch.zeros(len(items), long, dtype=torch.long), torch.zeros(len(items), long, dtype=torch.long)
    for row, item in enumerate(items):
        count = len(item.roles)
        states[row, :count], roles[row, :count], mask[row, :count] = item.states, item.roles, 1
    return states, roles, mask


def batches(items: Sequence[Item], rng: random.Random, size: int) -> list[list[Item]]:
    """Shuffled batches of items of like length."""
    order = sorted(items, key=lambda item: len(item.roles) * rng.uniform(0.8, 1.2))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(groups)
    return groups


def teach(network: Network, items: Sequence[Item], *, epochs: int, seed: int, size: int = 24) -> Judge:
    """A judge trained on the items, with a running average of its weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    judge = Judge(network)
    fresh = [p for name, p in judge.named_parameters() if not name.startswith("layers")]
    optimizer = torch.optim.AdamW(
        [{"params": list(judge.layers.parameters()), "lr": 2e-4}, {"params": fresh, "lr": 1e-3}], weight_decay=0.02
    )
    steps = epochs * (len(items) // size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (steps // 12 + 1), max(0.02, 1 - step / steps))
    )
    kept = {key: value.detach().clone() for key, value in judge.state_dict().items()}
    step = 0
    judge.train()
    for _ in range(epochs):
        for group in batches(items, rng, size):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                reading = torch.tensor([int(item.origin != OWN) for item in group])
                scores = judge(*collate(group)).float()[torch.arange(len(group)), reading]
                gold = torch.tensor([item.kind for item in group])
                loss = functional.cross_entropy(scores, gold, label_smoothing=0.08)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            share = min(0.99, step / (step + 10))
            torch._foreach_lerp_(list(kept.values()), list(judge.state_dict().values()), 1 - share)
    judge.load_state_dict(kept)
    return judge.eval()


def ask(judge: Judge, items: Sequence[Item]) -> Tensor:
    """(items, types) probabilities."""
    out = torch.zeros(len(items), len(TYPES))
    order = sorted(range(len(items)), key=lambda at: len(items[at].roles))
    with torch.no_grad():
        for start in range(0, len(order), 32):
            group = order[start : start + 32]
            out[group] = mixed(judge(*collate([items[at] for at in group])))
    return out


def figures(kinds: Sequence[int], scores: Tensor) -> dict[str, float]:
    """Macro F1, in per cent, of plv_dev's 15 classes (CONCEDE and RETREAT are one, NONE is no answer) and of quads."""
    none, concede, retreat = (TYPES.index(name) for name in ("NONE", "CONCEDE", "RETREAT"))
    given = scores.clone()
    given[:, none] = -1e9
    found = [retreat if at == concede else at for at in given.argmax(-1).tolist()]
    gold = [retreat if at == concede else at for at in kinds]
    return {
        "root macro F1": macro(list(zip(gold, found, strict=True))),
        "quad macro F1": macro([(QUADS[one], QUADS[other]) for one, other in zip(gold, found, strict=True)]),
    }


def main() -> None:
    """Cross-validate, train on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "start", "checkpoint"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--folds", type=int, default=5, help="0 leaves them out")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    pieces = Pieces(read_tokenizer(options.start))
    network = Network(load_labels(options.checkpoint / "labels.json"))
    network.load_state_dict(torch.load(options.checkpoint / "network.pt", map_location="cpu"))
    given = data.read_given_pairs(options.data / "event/plv_dev/plv_train.jsonl", data.OWN / "yield.tsv")
    given_items = open_items(network, pieces, given)
    own = [(OWN, item) for path in sorted(data.OWN.glob("pairs_train*.tsv")) for item in data.read_own_pairs(path)]
    own_items = open_items(network, pieces, own)
    held = open_items(network, pieces, [(OWN, item) for item in data.read_own_pairs(data.OWN / "pairs_heldout.tsv")])
    print(f"{len(given_items)} given pairs, {len(own_items)} of our own, {len(held)} held out", flush=True)
    documents = sorted({item.origin for item in given_items})
    random.Random(options.seed).shuffle(documents)
    fold = {document: at % max(1, options.folds) for at, document in enumerate(documents)}
    found: dict[str, object] = {}
    scores = torch.zeros(len(given_items), len(TYPES))
    for number in range(options.folds):
        began = time.monotonic()
        out = [at for at, item in enumerate(given_items) if fold[item.origin] == number]
        rest = [item for item in given_items if fold[item.origin] != number]
        judge = teach(network, [*rest * SHOWN, *own_items], epochs=options.epochs, seed=options.seed + number)
        scores[out] = ask(judge, [given_items[at] for at in out])
        one = figures([given_items[at].kind for at in out], scores[out])
        print(f"fold {number + 1}: {one}, {time.monotonic() - began:.0f} s", flush=True)
    if options.folds:
        found["plv_dev, folds"] = figures([item.kind for item in given_items], scores)
        np.save(options.checkpoint / "folds.npy", scores.numpy())
    judge = teach(network, [*given_items * SHOWN, *own_items], epochs=options.epochs, seed=options.seed)
    guesses = ask(judge, held).argmax(-1).tolist()
    found["own pairs held out"] = {
        "macro F1": macro([(item.kind, guess) for item, guess in zip(held, guesses, strict=True)])
    }
    torch.save(judge.state_dict(), options.checkpoint / "judge.pt")
    (options.checkpoint / "types.json").write_text(json.dumps(found, indent=1) + "\n")
    print(found)


if __name__ == "__main__":
    main()
