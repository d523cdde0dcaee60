"""Turns checkpoints into what the package ships: int8 ONNX graphs, small tables, the vocabulary, the labels.

    python -m training.export CHECKPOINT START WEIGHTS

CHECKPOINT is the folder that `training.train` and `training.types` wrote, START the one with `tokenizer.json`, WEIGHTS
the folder to write (`src/demarche/encode/weights`).
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from demarche.encode.onnx import OUTPUTS
from training.judge import FROM, Judge, mixed
from training.model import Network, load_labels, save_labels
from training.prune import prune, read_tokenizer
from training.shipped import write_digests, write_vocabulary

INPUTS = ("ids", "shapes", "firsts")


class Shipped(nn.Module):
    """The network as shipped: one window, tags and lemma scripts already chosen, probabilities for names."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        states = self.network.encode(ids, shapes, None)
        found = self.network.heads(states, firsts)
        found["states"] = states[FROM]
        for name in ("upos", "xpos", "features", "lemmas"):
            found[name] = found[name].argmax(-1)
        found["names"] = torch.log_softmax(found["names"], -1)
        return tuple(found[name] for name in OUTPUTS)


class Relations(nn.Module):
    """Scores of the labels of decided arcs: both sides (words, n) in, (words, relations) out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        wide, count, _ = network.label.shape
        self.count, self.wide = count, wide
        self.left = nn.Linear(wide, count * wide, bias=False)
        self.left.weight.data = network.label.detach().reshape(wide, count * wide).T.contiguous()

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        ones = torch.ones_like(dependents[:, :1])
        left = self.left(torch.cat([dependents, ones], dim=1)).view(-1, self.count, self.wide)
        return (left * torch.cat([heads, ones], dim=1)[:, None, :]).sum(-1)


class Judging(nn.Module):
    """The judge as shipped: probabilities of the types."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, states: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        return mixed(self.judge(states, roles, mask))


def draw_graphs(network: Network, judge: Judge, folder: Path) -> None:
    """Write the three float32 graphs, with free numbers of pieces, words and pairs."""
    words, pieces = {1: "words"}, {1: "pieces"}
    firsts = torch.tensor([[1, 2, 4, 5]])
    given = (torch.randint(1000, 2000, (1, 9)), torch.ones(1, 9, dtype=torch.long), firsts)
    axes = {"ids": pieces, "shapes": pieces, "firsts": words, **dict.fromkeys(OUTPUTS, words), "states": pieces}
    draw(Shipped(network), given, folder / "encoder.onnx", INPUTS, OUTPUTS, axes)
    wide = network.label.shape[0] - 1
    sides = (torch.randn(3, wide), torch.randn(3, wide))
    axes = {name: {0: "words"} for name in ("dependents", "heads", "scores")}
    draw(Relations(network), sides, folder / "relations.onnx", ("dependents", "heads"), ("scores",), axes)
    pair = (torch.randn(2, 9, 384), torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9, dtype=torch.long))
    axes = {**{name: {0: "pairs", 1: "pieces"} for name in ("states", "roles", "mask")}, "types": {0: "pairs"}}
    draw(Judging(judge), pair, folder / "types.onnx", ("states", "roles", "mask"), ("types",), axes)


def draw(
    module: nn.Module, given: tuple, path: Path, inputs: tuple[str, ...], outputs: tuple[str, ...], axes: dict
) -> None:
    """Write a module's float32 graph, drawn with these inputs; `axes` are the free ones by input and output."""
    torch.onnx.export(
        module.eval(), given, str(path), input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(path: Path, out: Path) -> None:
    """Write the graph with int8 weights, a scale per channel; activations are scaled on the fly."""
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(out), per_channel=True, reduce_range=False, weight_type=QuantType.QInt8)
    strip(out)


def strip(path: Path) -> None:
    """Take the exporter's notes (source lines and paths of the machine it ran on) out of a graph."""
    graph = onnx.load(str(path))
    for node in graph.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    graph.doc_string = graph.graph.doc_string = ""
    del graph.metadata_props[:]
    onnx.save(graph, str(path))


def main() -> None:
    """Write the shipped files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "start", "weights"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    labels = load_labels(options.checkpoint / "labels.json")
    network = Network(labels)
    network.load_state_dict(torch.load(options.checkpoint / "network.pt", map_location="cpu"))
    pieces = prune(read_tokenizer(options.start))
    network.words = nn.Embedding.from_pretrained(network.words.weight[list(pieces.values())])
    judge = Judge(network)
    if (options.checkpoint / "judge.pt").exists():
        judge.load_state_dict(torch.load(options.checkpoint / "judge.pt", map_location="cpu"))
    options.weights.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        draw_graphs(network.eval(), judge.eval(), Path(folder))
        for name in ("encoder.onnx", "relations.onnx", "types.onnx"):
            quantise(Path(folder) / name, options.weights / name)
    np.savez(
        options.weights / "tables.npz",
        link_table=network.link_table.detach().numpy(),
        part_bias=network.part_bias.detach().numpy(),
    )
    write_vocabulary(options.weights / "vocabulary.gz", pieces)
    save_labels(labels, options.weights / "labels.json")
    write_digests(options.weights)
    for name in ("encoder.onnx", "relations.onnx", "types.onnx", "tables.npz", "vocabulary.gz", "labels.json"):
        print(f"{name}: {(options.weights / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
