"""The upper layers that read events: which words tell of them, and who is on which side; and how they are taught.

They go on from the states that the shipped encoder hands out (`judge.FROM`), as the judge of pairs does, and begin as a
copy of the trunk's next layers.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from demarche.encode import SECTORS, TYPES
from demarche.encode.sides import ALIKE, CELLS, JOINED, cells_of
from training.judge import FROM
from training.model import WIDE, Drop, Layer
from training.unpack import unpack

LAYERS, HIDDEN = 1, 256
"""Layers above the states, and numbers of which the types of a word are made."""

EPOCHS, SIZE = 12, 2500
TRUNK, FRESH, HOLD = 4e-4, 2e-3, 0.02
"""Learning rates of the layers and of the heads, and the decay of weights."""

HIDE, WORDS, SIDES, CODES, CHAINS = 0.03, 8.0, 0.7, 0.7, 0.7
"""The share of pieces hidden in training, and what the losses of words, sides, sectors and chains count for."""

UNKNOWN = -100
"""What a word tells where nobody has said."""


@dataclass(slots=True)
class Lesson:
    """A text with its marks, as the teller is taught.

    Attributes:
        name, file: which text, and of which file of pages.
        states, firsts: of each stretch the (pieces, width) states, and where words begin.
        told: (n,) what each word tells, by its place in `TYPES`, or `UNKNOWN`.
        sentences: (n,) the number of each word's sentence.
        words: (e,) places of the words of the events whose sides are marked; `right` (e, actors, 2) who is source and
            who target.
        mentions: (m,) places of the heads of all mentions; `actors` (m,) whose each is, `sectors` (m,) the place of
            that actor's in `SECTORS`.
    """

    name: str
    file: str
    states: list[npt.NDArray[np.float16]]
    firsts: list[npt.NDArray[np.int64]]
    told: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    mentions: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    actors: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    sectors: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    right: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0, 2), dtype=np.float32))

    @property
    def size(self) -> int:
        """Pieces."""
        return sum(map(len, self.states))


class Teller(nn.Module):
    """States of pieces in, types of words and vectors of sides out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.hidden = nn.Linear(WIDE, HIDDEN)
        self.types = nn.Linear(HIDDEN, len(TYPES))
        self.sectors = nn.Linear(WIDE, len(SECTORS))
        self.chains = nn.Linear(WIDE, 1 + 2 * ALIKE)
        self.again = nn.Parameter(torch.zeros(CELLS))
        self.words = nn.Linear(WIDE, JOINED + 2 * ALIKE)
        self.mentions = nn.Linear(WIDE, JOINED + 2 * ALIKE)
        self.reach = nn.Embedding(CELLS, JOINED)
        nn.init.normal_(self.reach.weight, std=0.02)
        self.sides = nn.Linear(JOINED, 2)
        self.drop, self.inner = Drop(0.2), nn.Dropout(0.2)

    def start_from(self, weights: Path) -> None:
        """Take the layers from the shipped encoder in a weights folder."""
        given = unpack(weights / "encoder.onnx")
        for at, layer in enumerate(self.layers):
            prefix = f"layers.{FROM + at}."
            layer.load_state_dict({key.removeprefix(prefix): it for key, it in given.items() if key.startswith(prefix)})

    def read(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """States of the pieces, (windows, pieces, 384), read once more."""
        bias = None if mask is None else (1.0 - mask[:, None, None, :]) * -10000.0
        for layer in self.layers:
            states = layer(states, bias)
        return states

    def heads(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Of (words, 384): scores of types, the hidden values below them, scores of sectors, vectors for chains, for
        words and for mentions; in the order of `demarche.encode.telling.OUTPUTS`."""
        hidden = functional.relu(self.hidden(self.drop(words)))
        one = self.drop(words)
        types = self.types(self.inner(hidden))
        return types, hidden, self.sectors(one), self.chains(one), self.words(one), self.mentions(one)

    def side_scores(self, words: Tensor, mentions: Tensor, cells: Tensor) -> Tensor:
        """(words, mentions, 2) log odds, as `demarche.encode.sides.Sides.score` has them."""
        hidden = functional.relu(words[:, None, :JOINED] + mentions[None, :, :JOINED] + self.reach(cells))
        one = words[:, JOINED:].view(-1, 2, ALIKE).transpose(0, 1)
        other = mentions[:, JOINED:].view(-1, 2, ALIKE).transpose(0, 1)
        alike = (one @ other.transpose(1, 2)).permute(1, 2, 0) * ALIKE**-0.5
        return self.sides(self.inner(hidden)) + alike


def read_lessons(teller: Teller, lessons: Sequence[Lesson]) -> list[Tensor]:
    """(words, 384) states of each lesson's words, read by the teller in one batch."""
    windows = [states for lesson in lessons for states in lesson.states]
    longest = max(map(len, windows))
    given, mask = torch.zeros(len(windows), longest, WIDE), torch.zeros(len(windows), longest)
    for row, states in enumerate(windows):
        given[row, : len(states)] = torch.from_numpy(states.astype(np.float32))
        mask[row, : len(states)] = 1
    if teller.training:
        given = given * (torch.rand(*given.shape[:2], 1) >= HIDE)
    read = teller.read(given, mask)
    out, row = [], 0
    for lesson in lessons:
        parts = []
        for firsts in lesson.firsts:
            parts.append(read[row, torch.from_numpy(firsts)])
            row += 1
        out.append(torch.cat(parts))
    return out


def loss_of(teller: Teller, lessons: Sequence[Lesson]) -> Tensor:
    """The sum of what is wrong with words, sectors, chains and sides."""
    read = read_lessons(teller, lessons)
    sizes = [len(one) for one in read]
    types, _, sectors, chains, words, mentions = teller.heads(torch.cat(read))
    told = torch.from_numpy(np.concatenate([lesson.told for lesson in lessons]))
    loss = WORDS * functional.cross_entropy(types.float(), told, ignore_index=UNKNOWN, label_smoothing=0.03)
    each = zip(
        lessons, sectors.split(sizes), chains.split(sizes), words.split(sizes), mentions.split(sizes), strict=True
    )
    named = [it for it in each if len(it[0].mentions)]
    if not named:
        return loss
    known = torch.from_numpy(np.concatenate([lesson.sectors for lesson, *_ in named]))
    guessed = torch.cat([mine[lesson.mentions] for lesson, mine, *_ in named]).float()
    loss = loss + CODES * functional.cross_entropy(guessed, known, label_smoothing=0.03)
    again = [_chains_loss(teller, lesson, mine) for lesson, _, mine, *_ in named]
    loss = loss + CHAINS * torch.cat(again).mean()
    sides = [_sides_loss(teller, lesson, *mine) for lesson, _, _, *mine in named if len(lesson.words)]
    return loss + SIDES * torch.cat(sides).mean() if sides else loss


def _sides_loss(teller: Teller, lesson: Lesson, words: Tensor, mentions: Tensor) -> Tensor:
    """(events,) what is wrong with the sides of each: an actor is on one by its likeliest mentions."""
    cells = torch.from_numpy(cells_of(lesson.words, lesson.mentions, lesson.sentences))
    scores = teller.side_scores(words[lesson.words], mentions[lesson.mentions], cells).float()
    owner = torch.from_numpy(lesson.actors)[None, :, None].expand(len(lesson.words), -1, 2)
    shape = lesson.right.shape
    best = torch.full(shape, -1e4).scatter_reduce(1, owner, scores.detach(), "amax")
    sums = torch.zeros(shape).scatter_add(1, owner, (scores - best.gather(1, owner)).exp())
    right = torch.from_numpy(lesson.right)
    return functional.binary_cross_entropy_with_logits(sums.log() + best, right, reduction="none").sum((1, 2))


def _chains_loss(teller: Teller, lesson: Lesson, vectors: Tensor) -> Tensor:
    """(mentions,) how unlikely what each names again is, among all before it and nobody; plurals are left out."""
    order = np.argsort(lesson.mentions, kind="stable")
    places, actors = lesson.mentions[order], torch.from_numpy(lesson.actors[order])
    given = vectors[places]
    cells = torch.from_numpy(cells_of(places, places, lesson.sentences))
    looks, is_ = given[:, 1 : 1 + ALIKE], given[:, 1 + ALIKE :]
    scores = (looks @ is_.T * ALIKE**-0.5 + teller.again[cells]).float()
    at = torch.from_numpy(places)
    before = at[None, :] < at[:, None]
    scores = torch.cat([given[:, :1].float(), scores.masked_fill(~before, -1e4)], 1)
    same = before & (actors[:, None] == actors[None, :])
    right = torch.cat([~same.any(1, keepdim=True), same], 1)
    alone = (at[:, None] == at[None, :]).sum(1) == 1
    logs = torch.log_softmax(scores, 1)
    return -torch.logsumexp(logs.masked_fill(~right, -1e4), 1)[alone]


def batches(lessons: Sequence[Lesson], rng: random.Random) -> list[list[Lesson]]:
    """Shuffled batches of about `SIZE` pieces, of texts whose longest windows are of like length."""
    order = sorted(lessons, key=lambda it: max(map(len, it.states)) * rng.uniform(0.8, 1.25))
    out: list[list[Lesson]] = [[]]
    for lesson in order:
        if out[-1] and sum(it.size for it in out[-1]) + lesson.size > SIZE:
            out.append([])
        out[-1].append(lesson)
    rng.shuffle(out)
    return out


def _rounds(pages: Sequence[Lesson], sentences: Sequence[Lesson], rng: random.Random) -> Iterator[list[list[Lesson]]]:
    """The batches of each epoch: all pages, and half of the sentences, which are told in one way."""
    for epoch in range(EPOCHS):
        yield batches([*pages, *sentences[epoch % 2 :: 2]], rng)


def teach(weights: Path, pages: Sequence[Lesson], sentences: Sequence[Lesson], seed: int) -> Teller:
    """A teller taught by pages and single sentences, from the shipped encoder's layers on."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    teller = Teller()
    teller.start_from(weights)
    layers = [*teller.layers.parameters()]
    mine = {id(it) for it in layers}
    fresh = [it for it in teller.parameters() if id(it) not in mine]
    optimizer = torch.optim.AdamW(
        [{"params": layers, "lr": TRUNK}, {"params": fresh, "lr": FRESH}],
        weight_decay=HOLD,
        betas=(0.9, 0.98),
        fused=True,
    )
    rounds = list(_rounds(pages, sentences, rng))
    steps, step = sum(map(len, rounds)), 0
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / 80, max(0.02, 1 - step / steps))
    )
    teller.train()
    for epoch, groups in enumerate(rounds):
        total = 0.0
        for group in groups:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(teller, group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teller.parameters(), 3.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            total += float(loss.detach())
            step += 1
        print(f"epoch {epoch + 1}: loss {total / len(groups):.3f}", flush=True)
    return teller.eval()


def ask(teller: Teller, lessons: Sequence[Lesson]) -> list[npt.NDArray[np.float32]]:
    """(words, types) probabilities for each lesson."""
    out = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for lesson in lessons:
            (read,) = read_lessons(teller, [lesson])
            out.append(torch.softmax(teller.heads(read)[0].float(), -1).numpy())
    return out


def ask_hidden(teller: Teller, lessons: Sequence[Lesson]) -> list[npt.NDArray[np.float32]]:
    """(words, HIDDEN) hidden values for each lesson."""
    with torch.no_grad():
        return [teller.heads(read_lessons(teller, [lesson])[0])[1].numpy() for lesson in lessons]
