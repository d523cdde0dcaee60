"""The network: a small transformer over word pieces, and a head for each layer of the parse."""

import json
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from demarche.encode import Labels
from demarche.encode.pieces import SHAPES

WIDE, LAYERS, ATTENTION_HEADS = 384, 6, 12


def save_labels(labels: Labels, path: Path) -> None:
    """Write the closed lists that the heads choose from as JSON; the order is the order of their scores."""
    path.write_text(json.dumps({key: list(value) for key, value in asdict(labels).items()}, indent=1) + "\n")


def load_labels(path: Path) -> Labels:
    """Read what `save_labels` wrote."""
    return Labels(**{key: tuple(value) for key, value in json.loads(path.read_text()).items()})


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
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, long, _ = x.shape
        qkv = self.qkv(x).view(rows, long, 3, ATTENTION_HEADS, WIDE // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(qkv[0] @ qkv[1].transpose(-1, -2) * (WIDE // ATTENTION_HEADS) ** -0.5 + bias, dim=-1)
        mixed = (weights.to(qkv.dtype) @ qkv[2]).transpose(1, 2).reshape(rows, long, WIDE)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Word pieces and shapes in; scores of tags, lemma scripts, names, arcs, and both sides of each label, out."""

    def __init__(self, labels: Labels, *, arc: int = 256, label: int = 96, dropout: float = 0.15) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDE)
        self.places = nn.Embedding(512, WIDE)
        self.kind = nn.Parameter(torch.zeros(WIDE))
        self.shapes = nn.Embedding(len(SHAPES), WIDE)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDE, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.upos = nn.Linear(WIDE, len(labels.upos))
        self.xpos = nn.Linear(WIDE, len(labels.xpos))
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
        self.head_drop = nn.Dropout(0.25)

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
        absent, strange = self.load_state_dict(mine, strict=False)
        assert not strange, strange
        assert all(not key.startswith(("layers", "words", "places", "norm.")) for key in absent), absent

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """States of the pieces: (sentences, pieces, 384)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places)[None] + self.kind + self.shapes(shapes)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Tag, lemma and name scores (s, w, classes), arcs (s, w, 1 + w), label sides (s, w, n) and (s, 1 + w, n)."""
        x = self.encode(ids, shapes, mask)
        words = torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDE))
        words = self.head_drop(words)
        names = self.names(self.head_drop(functional.gelu(self.name_hidden(words))))
        with_root = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, WIDE), words], dim=1)
        dep = self.head_drop(functional.relu(self.arc_dep(words)))
        head = self.head_drop(functional.relu(self.arc_head(with_root)))
        arcs = self.arc(dep) @ head.transpose(1, 2) * 0.1 + self.arc_bias(head).transpose(1, 2)
        sides = (
            self.head_drop(functional.relu(self.label_dep(words))),
            self.head_drop(functional.relu(self.label_head(with_root))),
        )
        return self.upos(words), self.xpos(words), self.lemmas(words), names, arcs, *sides

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of the labels, (words, relations), of the arcs between `dep` and `head`, both (words, n)."""
        dep, head = functional.pad(dep, (0, 1), value=1.0), functional.pad(head, (0, 1), value=1.0)
        wide, count, _ = self.label.shape
        left = (dep @ self.label.reshape(wide, count * wide).to(dep.dtype)).view(-1, count, wide)
        return (left @ head[:, :, None]).squeeze(-1)
