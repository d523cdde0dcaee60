"""Trains the trunk and every head together and writes a checkpoint.

    python -m training.train DATA START OUT [--minutes 90] [--from WEIGHTS]

DATA is a folder as training/README.md lists it, START one with a MiniLM-L6 in BERT's naming (`model.safetensors`,
`tokenizer.json`), OUT takes `network.pt`, `labels.json` and `log.jsonl`. `--from` goes on from a checkpoint or from
shipped weights.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

from demarche.encode.pieces import Pieces
from training import data
from training.data import Document
from training.losses import Losses, Run, batches, cut_runs, joined
from training.model import Network, labels_for, load_given, save_labels
from training.prune import read_tokenizer
from training.watch import open_parts, watch

LONGEST, RUN = 250, 1400
"""Pieces of a window, and of the windows that links may join in training."""

ROUNDS = {
    "trees": 1.0,
    "names": 0.5,
    "attribution": 0.34,
    "uw": 1.0,
    "rp": 0.5,
    "choices": 0.5,
    "stories": 0.3,
    "statuses": 1.0,
    "pairs": 0.5,
}
"""What share of each part one epoch shows."""


def open_parts_of(folder: Path) -> dict[str, list[Document]]:
    """All documents that train weights, by part."""
    own = data.OWN
    return {
        "trees": data.read_trees(folder, "train"),
        "names": data.read_names(folder / "ner/en_worldwide/train.bio"),
        "attribution": data.read_attributions(folder / "attribution/polnear/polnear_train.jsonl"),
        "uw": data.read_values(folder / "factuality/uw/train.jsonl", "uw"),
        "rp": data.read_values(folder / "factuality/rp/train.jsonl", "rp"),
        "choices": data.read_choices(folder / "coref/gap/gap-development.tsv"),
        "stories": data.read_chains(folder / "coref/litbank/litbank.jsonl"),
        "statuses": [item for path in sorted(own.glob("status_train*.txt")) for item in data.read_own_statuses(path)],
        "pairs": [item for path in sorted(own.glob("pairs_train*.tsv")) for item in data.read_own_pairs(path)],
    }


def draw(parts: dict[str, list[Document]], epoch: int, pieces: Pieces, rng: random.Random) -> list[Run]:
    """The runs of one epoch: each part's share of it, going round through the part from epoch to epoch."""
    runs: list[Run] = []
    for name, documents in parts.items():
        count = max(1, round(len(documents) * ROUNDS[name]))
        order = list(range(len(documents)))
        random.Random(len(documents)).shuffle(order)
        first = epoch * count
        chosen = [documents[order[at % len(order)]] for at in range(first, first + count)] if documents else []
        runs += cut_runs(chosen, pieces, rng, longest=LONGEST, run=RUN)
    return runs


class Average:
    """A running average of the weights: what is measured and kept."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network, self.decay, self.steps = network, decay, 0
        self.kept = {key: value.detach().clone() for key, value in network.state_dict().items()}

    def update(self) -> None:
        """Move the average a little towards the network's weights."""
        self.steps += 1
        share = min(self.decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(list(self.kept.values()), list(self.network.state_dict().values()), 1 - share)


def groups_of(network: Network, *, trunk: float, heads: float, fresh: float, absent: list[str]) -> list[dict]:
    """The parameters by learning rate: trunk, heads that go on, heads that are new; the word table stays as it is."""
    network.words.weight.requires_grad_(False)
    rates: dict[float, list] = {trunk: [], heads: [], fresh: []}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("layers", "upper", "norm", "places", "kind", "shapes")):
            rates[trunk].append(parameter)
        else:
            rates[fresh if name in absent else heads].append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in rates.items() if parameters]


def main() -> None:
    """Train and write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "start", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1e9, help="end the schedule after this time at the latest")
    parser.add_argument("--size", type=int, default=2500, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--from", dest="given", type=Path, help="go on from this checkpoint or these shipped weights")
    parser.add_argument("--rate", type=float, default=1.0, help="scales all learning rates")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--watch", type=float, default=12.0, help="minutes between figures in the log")
    parser.add_argument("--limit", type=int, default=0, help="train on this many documents of each part only")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    pieces = Pieces(read_tokenizer(options.start))
    parts = open_parts_of(options.data)
    if options.limit:
        parts = {name: documents[: options.limit] for name, documents in parts.items()}
    held = open_parts(options.data)
    labels = labels_for(parts["trees"], options.given)
    network = Network(labels)
    network.start_from(options.start)
    absent = (
        load_given(network, options.given, options.start)
        if options.given
        else [name for name, _ in network.named_parameters()]
    )
    network.to(options.device)
    losses = Losses(network, labels, pieces)
    average = Average(network, 0.998)
    options.out.mkdir(parents=True, exist_ok=True)
    save_labels(labels, options.out / "labels.json")
    groups = groups_of(network, trunk=1.6e-4, heads=5e-4, fresh=1.2e-3, absent=absent)
    for group in groups:
        group["lr"] *= options.rate
    optimizer = torch.optim.AdamW(groups, fused=True, weight_decay=0.01, betas=(0.9, 0.98))
    began = time.monotonic()
    a_round = len(batches(draw(parts, 0, pieces, random.Random(0)), pieces, random.Random(0), size=options.size))
    steps = options.epochs * a_round
    warm = min(300, 1 + steps // 10)

    def scale(step: int) -> float:
        done = max(step / steps, (time.monotonic() - began) / 60 / options.minutes)
        return min((step + 1) / warm, max(0.01, 1 - done))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, scale)
    log = (options.out / "log.jsonl").open("w")
    print({name: len(documents) for name, documents in parts.items()}, f"{a_round} steps an epoch", flush=True)

    def note(epoch: float, sums: dict[str, list[float]]) -> None:
        now = {key: value.detach().clone() for key, value in network.state_dict().items()}
        network.load_state_dict(average.kept)
        torch.save(network.state_dict(), options.out / "network.pt")
        row = {"epoch": round(epoch, 2), "minutes": round((time.monotonic() - began) / 60, 1)}
        row["from"] = options.given.name if options.given else "MiniLM-L6"
        row |= {"figures": watch(losses, held), "losses": {key: round(sum(v) / len(v), 3) for key, v in sums.items()}}
        network.load_state_dict(now)
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()

    step, seen, noted = 0, 0, time.monotonic()
    sums: dict[str, list[float]] = {}
    over = False
    for epoch in range(options.epochs):
        for at, group in enumerate(batches(draw(parts, epoch, pieces, rng), pieces, rng, size=options.size)):
            with torch.autocast(options.device, dtype=torch.bfloat16):
                found = losses(group)
                loss = joined(found)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 3.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            average.update()
            for key, (value, _) in found.items():
                sums.setdefault(key, []).append(float(value.detach()))
            seen += sum(sum(pieces.sizes(window.words)) for run in group for window in run)
            step += 1
            if step % 100 == 0:
                speed = seen / (time.monotonic() - began)
                print(f"step {step} epoch {epoch + at / a_round:.2f} {speed:.0f} pieces/s", flush=True)
            over = time.monotonic() - began > 60 * options.minutes
            if over:
                break
            if time.monotonic() - noted > 60 * options.watch:
                note(epoch + at / a_round, sums)
                noted, sums = time.monotonic(), {}
        if over:
            break
    note(epoch + 1, sums)


if __name__ == "__main__":
    main()
