"""The int8 graphs with their weights as float32: for GPUs, and to tell what int8 itself costs and gains."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from demarche.base import ConfigError
from demarche.encode.arrays import Floats

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto

_MOVERS = frozenset({"Flatten", "Gather", "Reshape", "Squeeze", "Transpose", "Unsqueeze"})
"""Nodes that move values and leave them as they are."""


def widen(path: Path) -> bytes:
    """The graph at `path` with the same weights in float32, and no integer arithmetic left.

    Products with quantised weights become plain ones, and so do look-ups in quantised tables. Other nodes stay.

    Raises:
        ConfigError: the package onnx is not installed.
    """
    try:
        import onnx
    except ImportError as error:
        raise ConfigError("widening the weights needs onnx; install demarche[gpu], or take the CPU") from error
    model = onnx.load(str(path))
    graph = _Graph(model.graph)
    graph.keep([made for node in model.graph.node for made in graph.widened(node)])
    widened: bytes = model.SerializeToString()
    return widened


class _Graph:
    """A graph that is read from its ends: who makes a value, and which values are weights."""

    def __init__(self, graph: "GraphProto") -> None:
        self._graph = graph
        self._makers = {name: node for node in graph.node for name in node.output}
        self._weights = {weight.name: weight for weight in graph.initializer}
        self._moved: set[str] = set()

    def widened(self, node: "NodeProto") -> list["NodeProto"]:
        """The nodes that give in float32 what the node gives; most nodes are that themselves."""
        if node.op_type == "Mul":
            return self._product(node) or self._product(node, swapped=True) or [node]
        if node.op_type == "DequantizeLinear" and node.input[0] in self._makers:
            return self._ended(node, "Identity", [node.input]) or [node]
        return [node]

    def _product(self, node: "NodeProto", *, swapped: bool = False) -> list["NodeProto"]:
        """The float product for the scaling that ends an integer one: MatMulInteger, Cast, Mul."""
        done, scales = reversed(node.input) if swapped else node.input
        cast, scaling = self._maker(done, "Cast"), self._maker(scales, "Mul")
        whole = self._maker(cast.input[0], "MatMulInteger") if cast else None
        if whole is None or scaling is None:
            return []
        zeros = [*whole.input[2:], "", ""]
        sides = [(whole.input[at], scaling.input[at], zeros[at]) for at in (0, 1)]
        return self._ended(node, "MatMul", sides)

    def _ended(self, node: "NodeProto", kind: str, quantised: Iterable[Sequence[str]]) -> list["NodeProto"]:
        """A node of this kind in place of the node, over the float values of what is (quantised, scale, zero)."""
        from onnx import helper

        made: list[NodeProto] = []
        sources = []
        for given in quantised:
            source = self._float(*given, made=made)
            if source is None:
                return []
            sources.append(source)
        self._moved.update(one.name for one in made)
        return [*made, helper.make_node(kind, sources, list(node.output), name=node.name)]

    def _float(self, name: str, scale: str, zero: str = "", *, made: list["NodeProto"]) -> str | None:
        """What holds the quantised value in float32; nodes that are needed for it are added to `made`."""
        if name in self._weights:
            return self._weight(name, scale, zero) if scale in self._weights else None
        maker = self._makers.get(name)
        if maker is None or maker.op_type == "DynamicQuantizeLinear":
            return maker.input[0] if maker else None
        if maker.op_type not in _MOVERS or (scale in self._weights and self._array(scale).size > 1):
            return None
        source = self._float(maker.input[0], scale, zero, made=made)
        if source and f"{name}_float" not in self._moved | {one.name for one in made}:
            made.append(type(maker)())
            made[-1].CopyFrom(maker)
            made[-1].name, made[-1].input[0], made[-1].output[0] = f"{name}_float", source, f"{name}_float"
        return f"{name}_float" if source else None

    def keep(self, nodes: Sequence["NodeProto"]) -> None:
        """Make the graph one of these nodes, without those, and without weights, that nothing asks for any more."""
        asked = {end.name for end in self._graph.output}
        kept = []
        for node in reversed(nodes):
            if not asked.isdisjoint(node.output):
                kept.append(node)
                asked.update(_inputs([node]))
        weights = [weight for weight in self._weights.values() if weight.name in asked]
        del self._graph.node[:], self._graph.initializer[:], self._graph.value_info[:]
        self._graph.node.extend(reversed(kept))
        self._graph.initializer.extend(weights)

    def _maker(self, name: str, kind: str) -> "NodeProto | None":
        node = self._makers.get(name)
        return node if node is not None and node.op_type == kind else None

    def _array(self, name: str) -> Floats:
        from onnx import numpy_helper

        found: Floats = numpy_helper.to_array(self._weights[name]).astype(np.float32)
        return found

    def _weight(self, name: str, scale: str, zero: str) -> str:
        """The name of the weight in float32, added to the weights."""
        from onnx import numpy_helper

        if f"{name}_float" not in self._weights:
            values = self._array(name) - (self._array(zero) if zero else np.float32(0))
            self._weights[f"{name}_float"] = numpy_helper.from_array(values * self._array(scale), f"{name}_float")
        return f"{name}_float"


def _inputs(nodes: Iterable["NodeProto"]) -> Iterator[str]:
    """What the nodes ask for, those inside branches too."""
    for node in nodes:
        yield from node.input
        for attribute in node.attribute:
            yield from _inputs(attribute.g.node)
