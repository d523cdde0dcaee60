"""Trains the network on trees and names together and writes a checkpoint.

    python -m training.train DATA START OUT [--epochs 9]

DATA is a folder with `parsing/` and `ner/` as training/README.md lists them, START one with a MiniLM-L6 in BERT's
naming (`model.safetensors`, `tokenizer.json`), OUT takes `network.pt`, `labels.json` and `log.jsonl`.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from demarche.encode import Labels
from demarche.encode.pieces import Pieces
from demarche.measure import GoldTree, read_conllu
from training.data import NAME_TYPES, Names, frequent, lemma_script, open_trees, read_names
from training.model import Network, load_labels, save_labels

IGNORED = -100
Batch = list[GoldTree] | list[Names]


def labels_of(trees: Sequence[GoldTree]) -> Labels:
    """The closed lists of labels that the training trees show often enough."""
    return Labels(
        upos=frequent((tag for tree in trees for tag in tree.upos), least=1),
        xpos=frequent((tag for tree in trees for tag in tree.xpos), least=3),
        lemmas=frequent((lemma_script(*pair) for t in trees for pair in zip(t.words, t.lemmas, strict=True)), least=3),
        relations=frequent((label for tree in trees for label in tree.labels), least=2),
        names=("O", *(f"{mark}-{name}" for name in NAME_TYPES for mark in "BI")),
    )


def batches(
    items: Sequence[GoldTree] | Sequence[Names], pieces: Pieces, *, size: int, rng: random.Random
) -> Iterator[Batch]:
    """Shuffled batches of about `size` pieces each, of sentences of like length."""
    measured = sorted(
        ((pieces.count(item.words) * rng.uniform(0.9, 1.1), rng.random(), item) for item in items),
        key=lambda it: it[:2],
    )
    groups: list[Batch] = []
    group: list = []
    longest = 0.0
    for long, _, item in measured:
        longest = max(longest, long)
        if group and longest * (len(group) + 1) > size:
            groups.append(group)
            group, longest = [], long
        group.append(item)
    groups.append(group)
    rng.shuffle(groups)
    yield from groups


class Losses:
    """The losses of a batch of trees and of a batch of names."""

    def __init__(self, network: Network, labels: Labels, pieces: Pieces) -> None:
        self.network, self.pieces = network, pieces
        self.number = {key: {value: at for at, value in enumerate(values)} for key, values in asdict(labels).items()}

    def run(self, words: Sequence[Sequence[str]]) -> tuple[Tensor, ...]:
        """The network's scores for the sentences."""
        batch = self.pieces.batch(words)
        arrays = (batch.ids, batch.shapes, batch.mask, batch.firsts)
        return self.network(*(torch.from_numpy(array) for array in arrays))

    def gold(self, rows: Sequence[Sequence[str]], key: str) -> Tensor:
        """The numbers of the labels, (sentences, words), padded with the number that the loss ignores."""
        wide = max(len(row) for row in rows)
        known = self.number[key]
        return torch.tensor(
            [[known.get(label, IGNORED) for label in row] + [IGNORED] * (wide - len(row)) for row in rows]
        )

    def of_trees(self, trees: list[GoldTree]) -> Tensor:
        """Tags, lemmas, arcs and labels."""
        upos, xpos, lemmas, _, arcs, dep, head = self.run([tree.words for tree in trees])
        wide = upos.shape[1]
        heads = torch.tensor([list(tree.heads) + [IGNORED] * (wide - len(tree.heads)) for tree in trees])
        lengths = torch.tensor([len(tree.words) for tree in trees])
        beyond = torch.arange(wide + 1)[None, None, :] > lengths[:, None, None]
        itself = torch.arange(wide + 1)[None, None, :] == torch.arange(1, wide + 1)[None, :, None]
        arcs = arcs.float().masked_fill(beyond | itself, -1e4)
        loss = functional.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORED)
        at = heads != IGNORED
        chosen = torch.gather(head, 1, heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[2]))
        loss = loss + _cross(
            self.network.label_scores(dep[at], chosen[at]), self.gold([t.labels for t in trees], "relations")[at]
        )
        loss = loss + 0.5 * _cross(upos, self.gold([t.upos for t in trees], "upos"))
        loss = loss + 0.5 * _cross(xpos, self.gold([t.xpos for t in trees], "xpos"))
        scripts = [[lemma_script(*pair) for pair in zip(t.words, t.lemmas, strict=True)] for t in trees]
        return loss + 0.5 * _cross(lemmas, self.gold(scripts, "lemmas"))

    def of_names(self, names: list[Names]) -> Tensor:
        """BIO tags."""
        return 2.0 * _cross(
            self.run([item.words for item in names])[3], self.gold([item.tags for item in names], "names")
        )


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORED, label_smoothing=0.03
    )


class Average:
    """A running average of the weights: what is measured and kept."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network, self.decay, self.steps = network, decay, 0
        self.kept = {key: value.detach().clone() for key, value in network.state_dict().items()}

    def update(self) -> None:
        """Move the average a little towards the network's weights."""
        self.steps += 1
        share = min(self.decay, (1 + self.steps) / (10 + self.steps))
        kept, now = list(self.kept.values()), list(self.network.state_dict().values())
        torch._foreach_lerp_(kept, now, 1 - share)


def tree_scores(network: Network, labels: Labels, pieces: Pieces, trees: Sequence[GoldTree]) -> dict[str, float]:
    """Greedy UPOS, XPOS, lemma, UAS and LAS, in per cent of the words of gold-tokenised trees."""
    losses = Losses(network, labels, pieces)
    right = dict.fromkeys(("upos", "xpos", "uas", "las"), 0)
    total = 0
    network.eval()
    with torch.no_grad():
        for group in batches(trees, pieces, size=4000, rng=random.Random(0)):
            upos, xpos, _, _, arcs, dep, head = losses.run([tree.words for tree in group])
            for row, tree in enumerate(group):
                count = len(tree.words)
                guess = arcs[row, :count, : count + 1].float()
                guess[torch.arange(count), torch.arange(1, count + 1)] = -1e9
                heads = guess.argmax(-1)
                names = network.label_scores(dep[row, :count], head[row][heads]).argmax(-1)
                gold = np.array(tree.heads)
                arc_right = heads.numpy() == gold
                label_right = np.array([labels.relations[int(at)] for at in names]) == np.array(tree.labels)
                right["upos"] += sum(
                    labels.upos[int(a)] == b for a, b in zip(upos[row, :count].argmax(-1), tree.upos, strict=True)
                )
                right["xpos"] += sum(
                    labels.xpos[int(a)] == b for a, b in zip(xpos[row, :count].argmax(-1), tree.xpos, strict=True)
                )
                right["uas"] += int(arc_right.sum())
                right["las"] += int((arc_right & label_right).sum())
                total += count
    network.train()
    return {key: round(100 * value / total, 2) for key, value in right.items()}


def main() -> None:
    """Train and write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--size", type=int, default=2400, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=1e9, help="end the schedule after this time at the latest")
    parser.add_argument("--from", dest="given", type=Path, help="go on from this checkpoint folder")
    parser.add_argument("--rate", type=float, default=1.0, help="scales all learning rates")
    parser.add_argument("--limit", type=int, default=0, help="train on this many trees and stretches only")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    pieces = Pieces(options.start / "tokenizer.json")
    trees = open_trees(options.data)
    names = read_names(options.data / "ner/en_worldwide/train.bio", longest=120)
    if options.limit:
        trees, names = rng.sample(trees, options.limit), rng.sample(names, options.limit // 3)
    dev = list(read_conllu(options.data / "parsing/ud_ewt/en_ewt-ud-dev.conllu"))
    labels = load_labels(options.given / "labels.json") if options.given else labels_of(trees)
    network = Network(labels)
    network.start_from(options.start)
    if options.given:
        network.load_state_dict(torch.load(options.given / "network.pt"))
    losses = Losses(network, labels, pieces)
    average = Average(network, 0.9985)
    options.out.mkdir(parents=True, exist_ok=True)
    save_labels(labels, options.out / "labels.json")
    trunk = [p for key, p in network.named_parameters() if key.startswith(("layers", "norm", "places", "kind"))]
    table = [network.words.weight]
    taken = {id(p) for p in (*trunk, *table)}
    heads = [p for p in network.parameters() if id(p) not in taken]
    rates = ((trunk, 2.5e-4), (heads, 1.2e-3), (table, 1e-4))
    optimizer = torch.optim.AdamW(
        [{"params": params, "lr": rate * options.rate} for params, rate in rates],
        fused=True, weight_decay=0.01, betas=(0.9, 0.98),
    )  # fmt: skip
    steps = options.epochs * sum(
        len(list(batches(items, pieces, size=options.size, rng=random.Random(0)))) for items in (trees, names[::2])
    )
    warm = max(1, min(300, steps // 10))
    began = time.monotonic()

    def scale(step: int) -> float:
        done = max(step / steps, (time.monotonic() - began) / 60 / options.minutes)
        return min((step + 1) / warm, max(0.01, 1 - done))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, scale)
    log = (options.out / "log.jsonl").open("w")
    step, seen = 0, 0
    sizes = {key: len(values) for key, values in asdict(labels).items()}
    print(f"{len(trees)} trees, {len(names)} stretches, {steps} steps, {sizes}", flush=True)
    for epoch in range(options.epochs):
        mixed = [
            *batches(trees, pieces, size=options.size, rng=rng),
            *batches(names[epoch % 2 :: 2], pieces, size=options.size, rng=rng),
        ]
        rng.shuffle(mixed)
        total = 0.0
        for group in mixed:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses.of_trees(group) if isinstance(group[0], GoldTree) else losses.of_names(group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            average.update()
            total += float(loss.detach())
            seen += sum(pieces.count(item.words) for item in group)
            step += 1
            if time.monotonic() - began > 60 * options.minutes:
                break
            if step % 200 == 0:
                print(
                    f"step {step}/{steps} loss {total / 200:.3f} {seen / (time.monotonic() - began):.0f} pieces/s",
                    flush=True,
                )
                total = 0.0
        held = {key: value.clone() for key, value in network.state_dict().items()}
        network.load_state_dict(average.kept)
        row = {
            "epoch": epoch + 1,
            "seconds": round(time.monotonic() - began),
            "ewt_dev": tree_scores(network, labels, pieces, dev),
        }
        torch.save(network.state_dict(), options.out / "network.pt")
        network.load_state_dict(held)
        print(row, flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        if time.monotonic() - began > 60 * options.minutes:
            break


if __name__ == "__main__":
    main()
