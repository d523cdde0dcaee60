"""Quick figures of a network in training, on development parts: what the log shows, not what the card claims."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from demarche.encode import NAMES
from demarche.encode.links import kind_of, reaches_of, sameness
from demarche.measure import spans_of
from training import data
from training.data import Document
from training.losses import Losses, batches, cut_runs


@dataclass(slots=True)
class Count:
    """Hits, gold and found, and their F1 in per cent."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: set, found: set) -> None:
        """Count two sets against each other."""
        self.hit, self.gold, self.found = self.hit + len(gold & found), self.gold + len(gold), self.found + len(found)

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return round(200 * self.hit / max(1, self.gold + self.found), 2)


def open_parts(folder: Path) -> dict[str, list[Document]]:
    """The development parts, the long ones shortened."""
    trees = data.read_trees(folder, "dev")
    return {
        "trees": trees,
        "names": data.read_names(folder / "ner/en_worldwide/dev.bio")[:40],
        "attribution": data.read_attributions(folder / "attribution/polnear/polnear_dev.jsonl")[:40],
        "values": data.read_values(folder / "factuality/uw/dev.jsonl", "uw"),
        "statuses": data.read_own_statuses(data.OWN / "status_heldout.txt"),
        "types": data.read_own_pairs(data.OWN / "pairs_heldout.tsv"),
        "choices": data.read_choices(folder / "coref/gap/gap-validation.tsv"),
    }


def watch(losses: Losses, parts: dict[str, list[Document]]) -> dict[str, float]:
    """The figures of every layer, in per cent."""
    network = losses.network
    network.eval()
    out: dict[str, float] = {}
    right = dict.fromkeys(("upos", "uas", "las", "total", "link", "linked", "choice", "chosen"), 0)
    counts = {name: Count() for name in ("ends", "names", "wide", "cue", "source", "content")}
    values: list[tuple[float, float]] = []
    marks: list[tuple[int, ...]] = []
    types: list[tuple[int, int]] = []
    documents = [document for part in parts.values() for document in part]
    with torch.no_grad():
        runs = cut_runs(documents, losses.pieces, random.Random(1), longest=250, run=1500)
        for group in batches(runs, losses.pieces, random.Random(1), size=4000):
            windows = [window for run in group for window in run]
            found = losses.run(windows)
            row = -1
            for run in group:
                document = run[0].document
                flat = []
                for window in run:
                    row += 1
                    count = window.end - window.start
                    flat.append(found["links"][row, :count])
                    if document.tree:
                        _count_tree(losses, window, row, found, right, counts["ends"])
                    tags = [NAMES[int(at)] for at in found["names"][row, :count].argmax(-1)]
                    if document.names is not None:
                        counts["names"].add(spans_of(document.names[window.start : window.end]), spans_of(tags))
                    if document.wide:
                        _count_wide(document.wide[window.start : window.end], tags, counts["wide"])
                    for at, column, value in document.values:
                        if column == 0 and window.start <= at < window.end:
                            values.append((value, float(found["facts"][row, at - window.start, 8])))
                    for at, status, claim in document.statuses:
                        if not window.start <= at < window.end:
                            continue
                        guess = found["facts"][row, at - window.start]
                        marks.append((status, int(guess[:4].argmax()), claim, int(guess[4:8].argmax())))
                    for source, target, whole, kind in losses.type_inputs(window, found["states"][row]):
                        types.append((kind, int(network.type_scores(source[None], target[None], whole[None]).argmax())))
                    if document.attributions is not None:
                        _count_parts(losses, window, found["parts"][row, :count].float(), counts)
                if document.chains is not None or document.choices:
                    _count_links(losses, run, torch.cat(flat).float(), right)
    network.train()
    total = max(1, right["total"])
    out |= {key: round(100 * right[key] / total, 2) for key in ("upos", "uas", "las")}
    out |= {key: count.f1 for key, count in counts.items()}
    out["links"] = round(100 * right["link"] / max(1, right["linked"]), 2)
    out["choices"] = round(100 * right["choice"] / max(1, right["chosen"]), 2)
    out["uw r"] = round(100 * float(np.corrcoef(np.array(values).T)[0, 1]), 2)
    out["status"] = macro([(gold, guess) for gold, guess, _, _ in marks])
    out["claim"] = macro([(gold, guess) for _, _, gold, guess in marks])
    out["types"] = macro(types)
    return out


def macro(pairs: Sequence[tuple[int, int]]) -> float:
    """Macro F1, in per cent, of (gold, found) over the classes that the gold has."""
    scores = []
    for kind in {gold for gold, _ in pairs}:
        hit = sum(gold == found == kind for gold, found in pairs)
        whole = sum(gold == kind for gold, _ in pairs) + sum(found == kind for _, found in pairs)
        scores.append(2 * hit / whole)
    return round(100 * sum(scores) / len(scores), 2)


def _count_tree(losses: Losses, window, row: int, found: dict, right: dict, ends: Count) -> None:
    document, labels = window.document, losses.labels
    count = window.end - window.start
    starts = sorted({0, *(at - window.start for at in document.starts if window.start <= at < window.end)})
    stops = {at - 1 for at in starts[1:]} - {at - 1 for at in window.breaks}
    guess = {int(at) for at in torch.nonzero(found["ends"][row, :count] > 0).flatten()}
    ends.add(stops, guess - {at - 1 for at in window.breaks} - {count - 1})
    for begin, end in zip(starts, [*starts[1:], count], strict=True):
        places = [0, *range(begin + 1, end + 1)]
        arcs = found["arcs"][row, begin:end][:, places].float()
        arcs[torch.arange(end - begin), torch.arange(1, end - begin + 1)] = -1e9
        heads = torch.tensor(places)[arcs.argmax(-1)]
        scores = losses.network.label_scores(found["label_dep"][row, begin:end], found["label_head"][row][heads])
        for at in range(end - begin):
            place = window.start + begin + at
            gold = document.tree.heads[place]
            arc = int(heads[at]) == (gold - window.start + 1 if gold >= 0 else 0)
            right["uas"] += arc
            right["las"] += arc and labels.relations[int(scores[at].argmax())] == document.tree.labels[place]
            right["upos"] += labels.upos[int(found["upos"][row, begin + at].argmax())] == document.tree.upos[place]
            right["total"] += 1


def _count_wide(gold: Sequence[str], tags: Sequence[str], count: Count) -> None:
    narrow = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC"}
    count.add(spans_of(gold), {(start, end, narrow[kind]) for start, end, kind in spans_of(tags) if kind in narrow})


def _count_parts(losses: Losses, window, scores: torch.Tensor, counts: dict[str, Count]) -> None:
    given = [
        [{at - window.start for at in role if window.start <= at < window.end} for role in parts]
        for parts in window.document.attributions
        if window.start <= parts[0][0] < window.end
    ]
    opens = {min(cue) for cue, _, _ in given}
    counts["cue"].add(opens, {int(at) for at in torch.nonzero(scores[:, 0] > 0).flatten()})
    for cue, source, content in given:
        guess = losses.network.part_scores(scores[[min(cue)]], scores)[0] > 0
        for name, gold, column in (("source", source, 1), ("content", content, 2)):
            counts[name].add(gold, {int(at) for at in torch.nonzero(guess[:, column]).flatten()})


def _count_links(losses: Losses, run, flat: torch.Tensor, right: dict) -> None:
    document, start = run[0].document, run[0].start
    words = [word for window in run for word in window.words]
    kinds = (
        [kind_of(tag) for tag in document.tree.xpos[start : start + len(words)]] if document.tree else [0] * len(words)
    )
    for pronoun, one, other, _ in document.choices:
        for at, kind in ((pronoun, 2), (one, 1), (other, 1)):
            if start <= at < start + len(words):
                kinds[at - start] = kind
    links = losses.network.link_scores(
        flat, torch.tensor(kinds), torch.from_numpy(sameness(words)), torch.from_numpy(reaches_of(len(words)))
    )
    chains = document.chains or {}
    heads = sorted(at - start for at in chains if start <= at < start + len(words))
    for number, at in enumerate(heads):
        gold = {other for other in heads[:number] if chains[start + other] == chains[start + at]}
        if gold:
            right["linked"] += 1
            right["link"] += int(links[at, :at].argmax()) in gold
    for pronoun, one, other, which in document.choices:
        if max(pronoun, one, other) < start + len(words):
            three = [float(links[pronoun - start, one - start]), float(links[pronoun - start, other - start]), 0.0]
            right["chosen"] += 1
            right["choice"] += max(range(3), key=three.__getitem__) == which
