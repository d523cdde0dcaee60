"""Reads shipped weights back: an int8 graph's numbers as the floats that they stand for, under our names."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

PREFIX = "network."


def unpack(path: Path) -> dict[str, Tensor]:
    """The weights in the graph at `path`: tables and biases by their names, the matrix of a layer by its bias."""
    graph = onnx.load(str(path)).graph
    arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}
    out: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        if name.startswith(PREFIX) and not name.endswith(("_quantized", "_scale", "_zero_point")):
            out[name.removeprefix(PREFIX)] = array
        elif name.startswith(PREFIX) and name.endswith("_quantized"):
            plain = name.removesuffix("_quantized")
            out[plain.removeprefix(PREFIX)] = _floats(arrays, plain)
        elif name.startswith("onnx::Expand") and array.ndim == 1:
            out["root"] = array  # the one parameter that the exporter renames
    for node in graph.node:
        bias = next((name for name in node.input if name.startswith(PREFIX) and name.endswith(".bias")), None)
        if node.op_type == "Add" and bias:
            other = next(name for name in node.input if name != bias)
            matrix = _matrix(other, makers, arrays)
            if matrix is not None:
                out[bias.removeprefix(PREFIX).replace(".bias", ".weight")] = matrix.T
    return {key: torch.from_numpy(np.array(value, dtype=np.float32)) for key, value in out.items()}


def _floats(arrays: dict[str, np.ndarray], plain: str) -> np.ndarray:
    scale, zero = arrays[f"{plain}_scale"], arrays[f"{plain}_zero_point"]
    return (arrays[f"{plain}_quantized"].astype(np.float32) - zero.astype(np.float32)) * scale


def _matrix(name: str, makers: dict, arrays: dict[str, np.ndarray]) -> np.ndarray | None:
    """The matrix by which the value `name` was made, followed back through scaling and casts."""
    seen = 0
    waiting = [name]
    while waiting and seen < 8:
        seen += 1
        node = makers.get(waiting.pop(0))
        if node is None:
            continue
        if node.op_type == "MatMulInteger":
            return _floats(arrays, node.input[1].removesuffix("_quantized"))
        if node.op_type == "MatMul":
            return arrays.get(node.input[1])
        waiting += node.input
    return None


def unpack_relations(path: Path, wide: int) -> Tensor:
    """The (n + 1, relations, n + 1) tensor of the label scores from its int8 graph; `wide` is n + 1."""
    graph = onnx.load(str(path)).graph
    arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    name = next(name.removesuffix("_quantized") for name in arrays if name.endswith("_quantized"))
    matrix = _floats(arrays, name)
    return torch.from_numpy(matrix.reshape(wide, -1, wide).copy())
