"""Turns a checkpoint into what the package ships: an int8 ONNX graph, the label weights, the vocabulary, the card.

    python -m training.export CHECKPOINT START WEIGHTS [--full]

CHECKPOINT is the folder that `training.train` wrote, START the one with `tokenizer.json`, WEIGHTS the folder to write
(`src/demarche/encode/weights`). `--full` also keeps the float32 graph beside it, to compare with.
"""

import argparse
import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.model import Network, load_labels, save_labels

INPUTS = ("ids", "shapes", "mask", "firsts")
OUTPUTS = ("upos", "xpos", "lemmas", "names", "arcs", "label_dep", "label_head")


class Shipped(nn.Module):
    """The network as shipped: tags and lemma scripts already chosen, probabilities for names, scores for arcs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        upos, xpos, lemmas, names, arcs, dep, head = self.network(ids, shapes, mask, firsts)
        return upos.argmax(-1), xpos.argmax(-1), lemmas.argmax(-1), torch.log_softmax(names, -1), arcs, dep, head


def export(network: Network, path: Path) -> None:
    """Write the float32 graph with free numbers of sentences, pieces and words."""
    network.eval()
    example = (
        torch.randint(1000, 2000, (2, 9)),
        torch.ones(2, 9, dtype=torch.long),
        torch.ones(2, 9, dtype=torch.long),
        torch.tensor([[1, 2, 4, 5], [1, 3, 4, 7]]),
    )
    pieces, words = {0: "sentences", 1: "pieces"}, {0: "sentences", 1: "words"}
    torch.onnx.export(
        Shipped(network), example, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes={**dict.fromkeys(INPUTS[:3], pieces), "firsts": words, **dict.fromkeys(OUTPUTS, words)},
        opset_version=17, dynamo=False,
    )  # fmt: skip


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


def export_relations(network: Network, path: Path) -> None:
    """Write the small float32 graph that labels arcs once the tree is decided."""
    sides = (torch.randn(3, network.label.shape[0] - 1), torch.randn(3, network.label.shape[0] - 1))
    torch.onnx.export(
        Relations(network).eval(), sides, str(path), input_names=["dependents", "heads"], output_names=["scores"],
        dynamic_axes={name: {0: "words"} for name in ("dependents", "heads", "scores")}, opset_version=17, dynamo=False,
    )  # fmt: skip


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
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("checkpoint", "start", "weights"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    labels = load_labels(options.checkpoint / "labels.json")
    network = Network(labels)
    network.load_state_dict(torch.load(options.checkpoint / "network.pt"))
    options.weights.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        export(network, plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(options.weights / "encoder.onnx"),
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
        )
        export_relations(network, Path(folder) / "relations.onnx")
        quantize_dynamic(
            str(Path(folder) / "relations.onnx"), str(options.weights / "relations.onnx"), per_channel=True,
            weight_type=QuantType.QInt8,
        )  # fmt: skip
        if options.full:
            shutil.copy(plain, options.weights / "encoder.float32.onnx")
    for name in ("encoder.onnx", "relations.onnx"):
        strip(options.weights / name)
    shutil.copy(options.start / "tokenizer.json", options.weights / "tokenizer.json")
    save_labels(labels, options.weights / "labels.json")
    shipped = ("encoder.onnx", "relations.onnx", "tokenizer.json", "labels.json")
    digests = {name: sha256((options.weights / name).read_bytes()).hexdigest() for name in shipped}
    (options.weights / "digests.json").write_text(json.dumps(digests, indent=1) + "\n")
    for name in shipped:
        print(f"{name}: {(options.weights / name).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
