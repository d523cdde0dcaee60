"""The network: one small transformer over the word pieces of a window, and a head for each layer of the analysis."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from demarche.encode import CLAIMS, STATUSES, TYPES, Labels
from demarche.encode.links import KINDS, REACHES
from demarche.encode.pieces import SHAPES, read_vocabulary
from training.data import VALUES, Document, labels_of
from training.prune import read_tokenizer
from training.unpack import unpack, unpack_relations

WIDE, LAYERS, ATTENTION_HEADS = 384, 6, 12
LINK, PART = 96, 48
"""Width of the vectors that link mentions, and of those that tie source and content to a cue."""


def save_labels(labels: Labels, path: Path) -> None:
    """Write the closed lists that the heads choose from as JSON; the order is the order of their scores."""
    path.write_text(json.dumps({key: list(value) for key, value in asdict(labels).items()}, indent=1) + "\n")


def load_labels(path: Path) -> Labels:
    """Read what `save_labels` wrote."""
    return Labels(**{key: tuple(value) for key, value in json.loads(path.read_text()).items()})


class Drop(nn.Module):
    """Dropout of whole channels, the same for all places of a window: the random numbers cost next to nothing."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        kept = torch.rand(*x.shape[:-2], 1, x.shape[-1], device=x.device) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """One transformer layer in the arrangement of BERT, with attention written out: on CPUs this is the faster form."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDE, 3 * WIDE)
        self.out = nn.Linear(WIDE, WIDE)
        self.norm1 = nn.LayerNorm(WIDE, eps=1e-12)
        self.up = nn.Linear(WIDE, 4 * WIDE)
        self.down = nn.Linear(4 * WIDE, WIDE)
        self.norm2 = nn.LayerNorm(WIDE, eps=1e-12)
        self.drop = Drop(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        rows, long, _ = x.shape
        qkv = self.qkv(x).view(rows, long, 3, ATTENTION_HEADS, WIDE // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        scores = (qkv[0] * (WIDE // ATTENTION_HEADS) ** -0.5) @ qkv[1].transpose(-1, -2)
        if bias is not None:
            scores = scores + bias.to(qkv.dtype)
        with torch.autocast(x.device.type, enabled=False):  # else the weights are made floats again
            weights = torch.softmax(scores, dim=-1)
        mixed = (weights @ qkv[2]).transpose(1, 2).reshape(rows, long, WIDE)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Cells(torch.autograd.Function):
    """The cells of a small table by their numbers; counting makes the way back quick where indexing is slow."""

    @staticmethod
    def forward(ctx, table: Tensor, cell: Tensor) -> Tensor:
        ctx.save_for_backward(cell)
        ctx.cells = len(table)
        return table[cell]

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, None]:
        (cell,) = ctx.saved_tensors
        return torch.bincount(cell.flatten(), weights=grad.flatten().float(), minlength=ctx.cells).to(grad.dtype), None


class Network(nn.Module):
    """Word pieces and shapes in, the scores of every head out; see `forward`."""

    def __init__(self, labels: Labels, *, arc: int = 256, label: int = 96, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDE)
        self.places = nn.Embedding(512, WIDE)
        self.kind = nn.Parameter(torch.zeros(WIDE))
        self.shapes = nn.Embedding(len(SHAPES), WIDE)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDE, eps=1e-12)
        self.drop = Drop(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.upper = Layer(dropout)
        self.head_drop = Drop(0.2)

        self.ends = nn.Linear(WIDE, 1)
        self.upos = nn.Linear(WIDE, len(labels.upos))
        self.xpos = nn.Linear(WIDE, len(labels.xpos))
        self.features = nn.Linear(WIDE, len(labels.features))
        self.lemmas = nn.Linear(WIDE, len(labels.lemmas))
        self.name_hidden = nn.Linear(WIDE, WIDE)
        self.names = nn.Linear(WIDE, len(labels.names))
        self.root = nn.Parameter(torch.randn(WIDE) * 0.05)
        self.arc_dep = nn.Linear(WIDE, arc)
        self.arc_head = nn.Linear(WIDE, arc)
        self.arc = nn.Linear(arc, arc)
        self.arc_bias = nn.Linear(arc, 1)
        self.label_dep = nn.Linear(WIDE, label)
        self.label_head = nn.Linear(WIDE, label)
        self.label = nn.Parameter(torch.randn(label + 1, len(labels.relations), label + 1) * 0.02)

        self.link_hidden = nn.Linear(WIDE, 256)
        self.links = nn.Linear(256, 1 + 2 * LINK)
        self.link_table = nn.Parameter(torch.zeros(len(KINDS), len(KINDS), 2, len(REACHES) + 1))
        self.part_hidden = nn.Linear(WIDE, 256)
        self.parts = nn.Linear(256, 1 + 6 * PART)
        self.part_bias = nn.Parameter(torch.full((3,), -3.0))
        self.fact_hidden = nn.Linear(WIDE, 256)
        self.facts = nn.Linear(256, len(STATUSES) + len(CLAIMS) + len(VALUES))
        self.type_hidden = nn.Linear(4 * WIDE, WIDE)
        self.types = nn.Linear(WIDE, len(TYPES))

    def start_from(self, folder: Path) -> None:
        """Take the transformer's weights from a MiniLM-L6 in BERT's naming (`model.safetensors` in `folder`)."""
        given = load_file(str(folder / "model.safetensors"))
        given = {key.removeprefix("bert."): value for key, value in given.items()}
        mine: dict[str, Tensor] = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "places.weight": given["embeddings.position_embeddings.weight"],
            "kind": given["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        renamed = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for at in range(LAYERS):
            theirs = f"encoder.layer.{at}."
            for part in ("weight", "bias"):
                mine[f"layers.{at}.qkv.{part}"] = torch.cat(
                    [given[f"{theirs}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
                )
                for ours, their in renamed.items():
                    mine[f"layers.{at}.{ours}.{part}"] = given[f"{theirs}{their}.{part}"]
        self.take(mine)

    def double(self) -> None:
        """Make the layer of the report's heads a copy of the last layer, where both begin."""
        self.upper.load_state_dict(self.layers[-1].state_dict())

    def take(self, given: dict[str, Tensor]) -> list[str]:
        """Take over the weights that bear our names; what is not among them stays as it is and is named."""
        absent, strange = self.load_state_dict(given, strict=False)
        assert not strange, strange
        assert all(not key.startswith(("layers", "words", "places", "norm.")) for key in absent), absent
        if any(key.startswith("upper") for key in absent):
            self.double()
        return [key for key in absent if not key.startswith("upper")]

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor | None) -> list[Tensor]:
        """States of the pieces, (windows, pieces, 384), after the embedding, after each layer, and after `upper`.

        `upper` reads what the last layer reads, and serves the heads that look beyond the sentence: the last layer is
        left to the trees. Without a mask all pieces count.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places)[None] + self.kind + self.shapes(shapes)
        x = self.drop(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return [*states, self.upper(states[-2], bias)]

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """Scores of every head for b windows; see `heads`."""
        return self.heads(self.encode(ids, shapes, mask), firsts)

    def heads(self, states: Sequence[Tensor], firsts: Tensor) -> dict[str, Tensor]:
        """Scores of every head for b windows of w words from the states of their pieces, as `encode` gives them.

        `ends` (b, w); `upos`, `xpos`, `features`, `lemmas`, `names`, `facts` (b, w, labels); `arcs` (b, w, 1 + w) with
        the root first; `label_dep` (b, w, n) and `label_head` (b, 1 + w, n); `links` (b, w, 1 + 2 LINK): mention,
        what it looks for, what it is; `parts` (b, w, 1 + 6 PART): cue, then what a cue looks for and what a word is,
        for cue, source and content; `states` (b, w, 384).
        """
        places = firsts[:, :, None].expand(-1, -1, WIDE)
        words, upper = (self.head_drop(torch.gather(x, 1, places)) for x in states[-2:])
        hidden = {
            name: self.head_drop(functional.gelu(getattr(self, f"{name}_hidden")(given)))
            for name, given in (("name", words), ("link", upper), ("part", upper), ("fact", upper))
        }
        with_root = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, WIDE), words], dim=1)
        dep = self.head_drop(functional.relu(self.arc_dep(words)))
        head = self.head_drop(functional.relu(self.arc_head(with_root)))
        return {
            "ends": self.ends(words).squeeze(-1),
            "upos": self.upos(words),
            "xpos": self.xpos(words),
            "features": self.features(words),
            "lemmas": self.lemmas(words),
            "names": self.names(hidden["name"]),
            "arcs": self.arc(dep) @ head.transpose(1, 2) * 0.1 + self.arc_bias(head).transpose(1, 2),
            "label_dep": self.head_drop(functional.relu(self.label_dep(words))),
            "label_head": self.head_drop(functional.relu(self.label_head(with_root))),
            "links": self.links(hidden["link"]),
            "parts": self.parts(hidden["part"]),
            "facts": self.facts(hidden["fact"]),
            "states": upper,
        }

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of the labels, (words, relations), of the arcs between `dep` and `head`, both (words, n)."""
        dep, head = functional.pad(dep, (0, 1), value=1.0), functional.pad(head, (0, 1), value=1.0)
        wide, count, _ = self.label.shape
        left = (dep @ self.label.reshape(wide, count * wide).to(dep.dtype)).view(-1, count, wide)
        return (left @ head[:, :, None]).squeeze(-1)

    def link_scores(self, links: Tensor, kinds: Tensor, same: Tensor, reach: Tensor) -> Tensor:
        """Scores (w, w) that word i (row) names what word j (column) names; nothing says that j stands before i.

        `links` is (w, 1 + 2 LINK); `kinds` (w,) numbers in `KINDS`; `same` (w, w) whether the words are the same;
        `reach` (w, w) how far apart they are, as `demarche.encode.links.reach_of` numbers it.
        """
        looks, is_ = links[:, 1 : 1 + LINK], links[:, 1 + LINK :]
        steps, count = self.link_table.shape[-1], self.link_table.shape[0]
        cell = ((kinds[:, None] * count + kinds[None, :]) * 2 + same) * steps + reach
        return looks @ is_.T * LINK**-0.5 + links[None, :, 0] + Cells.apply(self.link_table.flatten(), cell)

    def part_scores(self, cues: Tensor, words: Tensor) -> Tensor:
        """Scores (cues, w, 3) that a word belongs to the cue itself, its source, its content.

        `cues` is (cues, 1 + 6 PART), the rows of the words that open a cue, `words` (w, 1 + 6 PART).
        """
        looks = cues[:, 1 : 1 + 3 * PART].reshape(-1, 3, PART)
        is_ = words[:, 1 + 3 * PART :].reshape(-1, 3, PART)
        return (looks.transpose(0, 1) @ is_.permute(1, 2, 0)).permute(1, 2, 0) * PART**-0.5 + self.part_bias

    def type_scores(self, source: Tensor, target: Tensor, whole: Tensor) -> Tensor:
        """Scores (pairs, types) from the mean states, each (pairs, 384), of both actors and of the window."""
        joined = torch.cat([source, target, source * target, whole], dim=-1)
        return self.types(functional.gelu(self.type_hidden(joined)))


def labels_for(documents: Sequence[Document], given: Path | None) -> Labels:
    """The lists that the documents show, those of the weights in `given` kept as they are where they have them."""
    seen = labels_of(documents)
    if given is None:
        return seen
    kept = json.loads((given / "labels.json").read_text())
    return replace(seen, **{key: tuple(value) for key, value in kept.items()})


def load_given(network: Network, folder: Path, start: Path) -> list[str]:
    """Take over a checkpoint, or shipped weights, and name the parameters that are not in it.

    Shipped weights have fewer pieces than `start`, where the network's own come from: the others stay as they are.
    """
    if (folder / "network.pt").exists():
        return network.take(torch.load(folder / "network.pt", map_location="cpu"))
    found = unpack(folder / "encoder.onnx")
    places, table = read_tokenizer(start), network.words.weight.detach().clone()
    mine = {places[piece]: at for piece, at in read_vocabulary(folder / "vocabulary.gz").items()}
    table[list(mine)] = found["words.weight"][list(mine.values())]
    found["words.weight"] = table
    if (folder / "tables.npz").exists():
        with np.load(folder / "tables.npz") as tables:
            found |= {name: torch.from_numpy(tables[name]) for name in tables.files}
    found["label"] = unpack_relations(folder / "relations.onnx", network.label.shape[0])
    return network.take(found)
