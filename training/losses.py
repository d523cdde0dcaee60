"""Batches of windows as the network takes them, and the losses of all the layers that their documents have."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from demarche.encode import NAMES, Labels
from demarche.encode.links import kind_of, reaches_of, sameness
from demarche.encode.pieces import SHAPES, Pieces
from training.data import VALUES, WIDER, Document, Window, cut_windows, guess_kind, lemma_script
from training.model import Network

IGNORED = -100
Run = list[Window]
"""Windows of one document that are read together: links may go from one to the other."""

WEIGHTS = {
    "arcs": (2.6, 400), "labels": (2.2, 400), "upos": (0.4, 400), "xpos": (0.6, 400), "features": (0.3, 400),
    "lemmas": (0.4, 400), "ends": (2.5, 400), "names": (2.4, 400), "wide": (2.6, 400), "mentions": (0.6, 400),
    "links": (1.0, 400), "choices": (1.0, 6), "cues": (2.0, 400), "parts": (2.0, 12), "values": (0.5, 30),
    "statuses": (1.0, 15), "types": (0.7, 12),
}  # fmt: skip
"""What each loss, a mean over what it concerns, counts for in the sum, and how many it must be a mean of to count
whole: words, or attributions, pairs, marks. A batch that holds two marks must not pull like one that holds thirty."""

HIDDEN, TITLED, CAPITALS = 0.04, 0.04, 0.02
"""In training: the share of pieces hidden, of windows whose words get a capital each, of windows in capitals."""

Parts = dict[str, tuple[Tensor, int]]
"""Losses by layer, each with what it is a mean of."""


def joined(losses: Parts) -> Tensor:
    """The sum of the losses, weighed."""
    weighed = (
        WEIGHTS[key][0] * min(2.5, count / WEIGHTS[key][1]) * value for key, (value, count) in losses.items() if count
    )
    return torch.stack([*weighed]).sum()


def allowed_names() -> Tensor:
    """(UNER tags, our tags): which of our nine types' tags a tag of UNER's three leaves open."""
    table = torch.zeros(1 + 2 * len(WIDER), len(NAMES), dtype=torch.bool)
    taken = {f"{mark}-{ours}" for kinds in WIDER.values() for ours in kinds for mark in "BI"}
    table[0] = torch.tensor([name not in taken for name in NAMES])
    for at, (_, ours) in enumerate(WIDER.items()):
        for step, mark in enumerate("BI"):
            table[1 + 2 * at + step] = torch.tensor([name in {f"{mark}-{kind}" for kind in ours} for name in NAMES])
    return table


WIDE_TAGS = ("O", *(f"{mark}-{name}" for name in WIDER for mark in "BI"))


class Losses:
    """Scores batches of runs and sums their losses."""

    def __init__(self, network: Network, labels: Labels, pieces: Pieces, *, seed: int = 7) -> None:
        self.network, self.pieces, self.labels = network, pieces, labels
        self.number = {
            key: {value: at for at, value in enumerate(getattr(labels, key))}
            for key in ("upos", "xpos", "features", "lemmas", "relations", "names")
        }
        self.allowed = allowed_names()
        self.random = np.random.default_rng(seed)

    def run(self, windows: Sequence[Window]) -> dict[str, Tensor]:
        """The network's scores for the windows."""
        batch = self.pieces.batch([window.words for window in windows], [window.breaks for window in windows])
        if self.network.training:
            self._disguise(batch.ids, batch.shapes)
        arrays = (batch.ids, batch.shapes, batch.mask, batch.firsts)
        device = self.network.root.device
        return self.network(*(torch.from_numpy(array).to(device) for array in arrays))

    def _disguise(self, ids: np.ndarray, shapes: np.ndarray) -> None:
        """Hide some pieces, and write some windows as headlines are written: all words with a capital, or all in
        capitals. What is known of a word must not hang on the word alone, or on its capital."""
        ids[(self.random.random(ids.shape) < HIDDEN) & (shapes > 0)] = self.pieces.unk
        chance = self.random.random((len(ids), 1))
        lower = (shapes == SHAPES.index("lower")) & (self.random.random(ids.shape) < 0.9)
        shapes[lower & (chance < TITLED)] = SHAPES.index("Title")
        shapes[lower & (chance > 1 - CAPITALS)] = SHAPES.index("UPPER")

    def gold(self, windows: Sequence[Window], rows: Sequence[Sequence[str] | None], key: str) -> Tensor:
        """(windows, words) numbers of the labels, `IGNORED` where there is none."""
        known = self.number[key]
        out = np.full((len(windows), max(window.end - window.start for window in windows)), IGNORED)
        for at, (window, row) in enumerate(zip(windows, rows, strict=True)):
            if row is not None:
                stretch = row[window.start : window.end]
                out[at, : len(stretch)] = [known.get(label, IGNORED) for label in stretch]
        return torch.from_numpy(out).to(self.network.root.device)

    def __call__(self, runs: Sequence[Run]) -> Parts:
        """The mean loss of each layer that the runs have, and of how many it is the mean."""
        windows = [window for run in runs for window in run]
        found = self.run(windows)
        losses: Parts = {}
        if any(window.document.tree for window in windows):
            losses |= self._trees(windows, found)
        names = self.gold(windows, [window.document.names for window in windows], "names")
        losses["names"] = _cross(found["names"], names)
        losses |= self._wide(windows, found["names"])
        losses |= self._facts(windows, found["facts"])
        losses |= self._parts(windows, found["parts"])
        losses |= self._links(runs, found["links"])
        losses |= self._types(windows, found["states"])
        return {name: (value, count) for name, (value, count) in losses.items() if count}

    def _trees(self, windows: Sequence[Window], found: dict[str, Tensor]) -> Parts:
        trees = [window.document.tree for window in windows]
        long = found["upos"].shape[1]
        heads = np.full((len(windows), long), IGNORED)
        sentence = np.full((len(windows), long), -1)
        ends = np.full((len(windows), long), -1.0, dtype=np.float32)
        for row, window in enumerate(windows):
            document = window.document
            if document.tree is None:
                continue
            count = window.end - window.start
            above = np.array(document.tree.heads[window.start : window.end])
            inside = (above < 0) | ((above >= window.start) & (above < window.end))
            heads[row, :count] = np.where(inside, np.where(above < 0, 0, above - window.start + 1), IGNORED)
            starts = [at - window.start for at in document.starts if window.start < at < window.end]
            for number, (begin, end) in enumerate(pairwise([0, *starts, count])):
                sentence[row, begin:end] = number
                ends[row, begin:end] = 0
                ends[row, end - 1] = 1
            for at in [*window.breaks, count]:
                ends[row, at - 1] = -1
        device = found["upos"].device
        gold_heads, gold_ends = torch.from_numpy(heads).to(device), torch.from_numpy(ends).to(device)
        numbers = torch.from_numpy(sentence).to(device)
        apart = numbers[:, :, None] != numbers[:, None, :]
        itself = torch.eye(long, dtype=torch.bool, device=device)[None]
        closed = functional.pad(apart | itself, (1, 0), value=False)
        arcs = found["arcs"].float().masked_fill(closed, -1e4)
        at = gold_heads != IGNORED
        loss = functional.cross_entropy(arcs.flatten(0, 1), gold_heads.flatten(), ignore_index=IGNORED)
        losses: Parts = {"arcs": (loss, int(at.sum()))}
        chosen = torch.gather(
            found["label_head"], 1, gold_heads.clamp(min=0)[:, :, None].expand(-1, -1, found["label_head"].shape[2])
        )
        labels = self.gold(windows, [tree and tree.labels for tree in trees], "relations")
        losses["labels"] = _cross(self.network.label_scores(found["label_dep"][at], chosen[at]), labels[at])
        for key in ("upos", "xpos", "features"):
            losses[key] = _cross(found[key], self.gold(windows, [tree and getattr(tree, key) for tree in trees], key))
        scripts = [
            tree and [lemma_script(*pair) for pair in zip(window.document.words, tree.lemmas, strict=True)]
            for window, tree in zip(windows, trees, strict=True)
        ]
        losses["lemmas"] = _cross(found["lemmas"], self.gold(windows, scripts, "lemmas"))
        known = gold_ends >= 0
        if known.any():
            loss = functional.binary_cross_entropy_with_logits(found["ends"].float()[known], gold_ends[known])
            losses["ends"] = loss, int(known.sum())
        return losses

    def _wide(self, windows: Sequence[Window], scores: Tensor) -> Parts:
        gold = np.full(tuple(scores.shape[:2]), IGNORED)
        for row, window in enumerate(windows):
            if window.document.wide is not None:
                tags = window.document.wide[window.start : window.end]
                gold[row, : len(tags)] = [WIDE_TAGS.index(tag) if tag in WIDE_TAGS else IGNORED for tag in tags]
        at = torch.from_numpy(gold != IGNORED).to(scores.device)
        if not at.any():
            return {}
        logs = torch.log_softmax(scores.float()[at], -1)
        open_ = self.allowed.to(scores.device)[torch.from_numpy(gold).to(scores.device)[at]]
        return {"wide": (-torch.logsumexp(logs.masked_fill(~open_, -1e4), -1).mean(), int(at.sum()))}

    def _facts(self, windows: Sequence[Window], scores: Tensor) -> Parts:
        values = [
            (row, at - window.start, column, value)
            for row, window in enumerate(windows)
            for at, column, value in window.document.values
            if window.start <= at < window.end
        ]
        marks = [
            (row, at - window.start, status, claim)
            for row, window in enumerate(windows)
            for at, status, claim in window.document.statuses
            if window.start <= at < window.end
        ]
        losses: Parts = {}
        if values:
            row, at, column, value = (torch.tensor(part, device=scores.device) for part in zip(*values, strict=True))
            guess = scores[row, at, scores.shape[2] - len(VALUES) + column].float()
            losses["values"] = functional.smooth_l1_loss(guess, value.float(), beta=0.7), len(values)
        if marks:
            row, at, status, claim = (torch.tensor(part, device=scores.device) for part in zip(*marks, strict=True))
            guess = scores[row, at].float()
            losses["statuses"] = _cross(guess[:, :4], status)[0] + _cross(guess[:, 4:8], claim)[0], len(marks)
        return losses

    def _parts(self, windows: Sequence[Window], scores: Tensor) -> Parts:
        cue_losses, part_losses = [], []
        for row, window in enumerate(windows):
            given = window.document.attributions
            if given is None:
                continue
            count = window.end - window.start
            inside = [
                [[at - window.start for at in role if window.start <= at < window.end] for role in parts]
                for parts in given
                if window.start <= parts[0][0] < window.end
            ]
            opens = torch.zeros(count, device=scores.device)
            for cue, _, _ in inside:
                opens[cue[0]] = 1
            cue_losses.append(
                functional.binary_cross_entropy_with_logits(
                    scores[row, :count, 0].float(),
                    opens,
                    pos_weight=torch.tensor(1.5, device=scores.device),
                    reduction="none",
                )
            )
            if inside:
                belongs = torch.zeros(len(inside), count, 3, device=scores.device)
                for number, parts in enumerate(inside):
                    for role, places in enumerate(parts):
                        belongs[number, places, role] = 1
                guess = self.network.part_scores(scores[row, [parts[0][0] for parts in inside]], scores[row, :count])
                loss = functional.binary_cross_entropy_with_logits(guess.float(), belongs, reduction="none")
                part_losses.append(loss.mean(1).sum(-1) * count / 25)
        losses: Parts = {}
        if cue_losses:
            flat = torch.cat(cue_losses)
            losses["cues"] = flat.mean() * 3, len(flat)
        if part_losses:
            flat = torch.cat(part_losses)
            losses["parts"] = flat.mean() * 0.2, len(flat)
        return losses

    def _links(self, runs: Sequence[Run], scores: Tensor) -> Parts:
        mention_losses, link_losses, choice_losses = [], [], []
        row = 0
        for run in runs:
            rows = range(row, row + len(run))
            row += len(run)
            document = run[0].document
            if document.chains is None and not document.choices:
                continue
            words = [word for window in run for word in window.words]
            flat = torch.cat([scores[at, : window.end - window.start] for at, window in zip(rows, run, strict=True)])
            start = run[0].start
            kinds = [0] * len(words)
            if document.tree:
                kinds = [kind_of(tag) for tag in document.tree.xpos[start : start + len(words)]]
            elif document.chains is not None:
                kinds = [guess_kind(document, at) for at in range(start, start + len(words))]
            for pronoun, one, other, _ in document.choices:
                for at, kind in ((pronoun, 2), (one, 1), (other, 1)):
                    if start <= at < start + len(words):
                        kinds[at - start] = kind
            device = scores.device
            links = self.network.link_scores(
                flat,
                torch.tensor(kinds, device=device),
                torch.from_numpy(sameness(words)).to(device),
                torch.from_numpy(reaches_of(len(words))).to(device),
            ).float()
            if document.chains is not None:
                chain = torch.tensor([document.chains.get(start + at, -1) for at in range(len(words))], device=device)
                named = chain >= 0
                if not document.partial:
                    mention_losses.append(
                        functional.binary_cross_entropy_with_logits(flat[:, 0].float(), named.float(), reduction="none")
                    )
                before = torch.ones_like(links, dtype=torch.bool).tril(-1)
                none = torch.zeros(len(words), 1, device=device)
                logs = torch.log_softmax(torch.cat([none, links.masked_fill(~before, -1e4)], 1), -1)
                right = before & (chain[:, None] == chain[None, :]) & named[:, None]
                first = ~right.any(1, keepdim=True)
                loss = -torch.logsumexp(logs.masked_fill(~torch.cat([first, right], 1), -1e4), 1)
                link_losses.append(torch.where(named, loss, loss * (0.0 if document.partial else 0.15)))
            for pronoun, one, other, which in document.choices:
                at = [place - start for place in (pronoun, one, other)]
                if all(0 <= place < len(words) for place in at):
                    three = torch.stack([links[at[0], at[1]], links[at[0], at[2]], links.new_zeros(())])
                    choice_losses.append(functional.cross_entropy(three, torch.tensor(which, device=device)))
        losses: Parts = {}
        if link_losses:
            flat = torch.cat(link_losses)
            losses["links"] = flat.mean() * 5, len(flat)
        if mention_losses:
            flat = torch.cat(mention_losses)
            losses["mentions"] = flat.mean() * 4, len(flat)
        if choice_losses:
            losses["choices"] = torch.stack(choice_losses).mean(), len(choice_losses)
        return losses

    def type_inputs(self, window: Window, states: Tensor) -> Iterator[tuple[Tensor, Tensor, Tensor, int]]:
        """Mean states of source, target and window, and the type, of each pair whose actors stand in the window."""
        count = window.end - window.start
        for source, target, kind in window.document.pairs:
            sides = [[at - window.start for at in side if window.start <= at < window.end] for side in (source, target)]
            if all(sides):
                yield states[sides[0]].mean(0), states[sides[1]].mean(0), states[:count].mean(0), kind

    def _types(self, windows: Sequence[Window], states: Tensor) -> Parts:
        given = [item for at, window in enumerate(windows) for item in self.type_inputs(window, states[at])]
        if not given:
            return {}
        source, target, whole, kinds = zip(*given, strict=True)
        scores = self.network.type_scores(torch.stack(source), torch.stack(target), torch.stack(whole))
        return {"types": _cross(scores, torch.tensor(kinds, device=states.device))}


def _cross(scores: Tensor, gold: Tensor) -> tuple[Tensor, int]:
    """The mean loss of the places with a label, and how many they are."""
    count = int((gold != IGNORED).sum())
    if not count:
        return scores.new_zeros(()), 0
    loss = functional.cross_entropy(
        scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORED, label_smoothing=0.03
    )
    return loss, count


def cut_runs(documents: Sequence[Document], pieces: Pieces, rng: random.Random, *, longest: int, run: int) -> list[Run]:
    """The documents cut into windows of at most `longest` pieces, some of them short on purpose, and the windows of
    those with links between them put together, up to `run` pieces."""
    out: list[Run] = []
    for document in documents:
        sizes = pieces.sizes(document.words)
        chance = rng.random()
        limit = longest if chance < 0.55 else rng.randint(60, longest) if chance < 0.75 else 45
        windows = cut_windows(document, sizes, limit)
        together = document.chains is not None or bool(document.choices)
        group: Run = []
        full = 0
        for window in windows:
            size = sum(sizes[window.start : window.end])
            if group and (not together or full + size > run):
                out.append(group)
                group, full = [], 0
            group.append(window)
            full += size
        if group:
            out.append(group)
    return out


def batches(runs: Sequence[Run], pieces: Pieces, rng: random.Random, *, size: int) -> list[list[Run]]:
    """Shuffled batches of about `size` pieces, padding counted, of runs whose windows are of like length."""
    measured = []
    for run in runs:
        long = max(sum(pieces.sizes(window.words)) + len(window.breaks) + 2 for window in run)
        measured.append((long * rng.uniform(0.92, 1.08), rng.random(), long, run))
    measured.sort(key=lambda it: it[:2])
    groups: list[list[Run]] = []
    group: list[Run] = []
    longest = count = 0
    for _, _, long, run in measured:
        if group and max(longest, long) * (count + len(run)) > size:
            groups.append(group)
            group, longest, count = [], 0, 0
        group.append(run)
        longest, count = max(longest, long), count + len(run)
    if group:
        groups.append(group)
    rng.shuffle(groups)
    return groups
