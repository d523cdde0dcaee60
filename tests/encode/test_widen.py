"""Int8 graphs widened to float32: the same weights, no integers left, nearly the same figures."""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from demarche.base import ConfigError
from demarche.encode.widen import widen

INTEGER = {"DynamicQuantizeLinear", "MatMulInteger", "DequantizeLinear"}


@pytest.fixture(scope="module", params=[True, False], ids=["scale a column", "one scale"])
def quantised(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two words looked up in a table, and two layers over them, the states of the first turned for a third."""
    random = np.random.default_rng(0)
    weights = {
        name: random.normal(size=size).astype(np.float32)
        for name, size in {"table": (20, 16), "a": (16, 24), "b": (24, 8), "bias": (24,), "c": (24, 5)}.items()
    }
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["states"]),
        helper.make_node("MatMul", ["states", "a"], ["up"], name="up"),
        helper.make_node("Add", ["up", "bias"], ["biased"]),
        helper.make_node("Relu", ["biased"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "b"], ["down"], name="down"),
        helper.make_node("MatMul", ["hidden", "c"], ["side"], name="side"),
        helper.make_node("Transpose", ["hidden"], ["turned"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["hidden", "turned"], ["near"], name="near"),
    ]
    outputs: dict[str, list[str | int | None]] = {"down": [1, "n", 8], "side": [1, "n", 5], "near": [1, "n", "n"]}
    graph = helper.make_graph(
        nodes, "tiny", [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        [numpy_helper.from_array(values, name) for name, values in weights.items()],
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("graphs")
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "float.onnx"))
    quantize_dynamic(
        str(folder / "float.onnx"), str(folder / "int8.onnx"), per_channel=request.param, weight_type=QuantType.QInt8
    )
    return folder / "int8.onnx"


def kinds(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def run(graph: bytes) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    ids = np.array([[1, 5, 9, 13, 17, 3]], dtype=np.int64)
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(None, {"ids": ids}), strict=True))


def test_no_integers_are_left(quantised: Path) -> None:
    assert set(kinds(onnx.load(str(quantised)))) >= {"DynamicQuantizeLinear", "MatMulInteger", "DequantizeLinear"}
    widened = onnx.load_from_string(widen(quantised))
    onnx.checker.check_model(widened)
    assert not INTEGER & set(kinds(widened))
    assert kinds(widened).count("MatMul") == 4
    assert {weight.data_type for weight in widened.graph.initializer} == {TensorProto.FLOAT}


def test_figures_are_nearly_the_same(quantised: Path) -> None:
    narrow, wide = run(quantised.read_bytes()), run(widen(quantised))
    assert narrow.keys() == wide.keys()
    for name, values in narrow.items():
        assert np.abs(values - wide[name]).mean() < 0.02 * np.abs(values).mean(), name


def test_weights_are_the_int8_ones(quantised: Path) -> None:
    """Not those that were quantised: what is compared is the arithmetic alone."""
    narrow, wide = onnx.load(str(quantised)).graph, onnx.load_from_string(widen(quantised)).graph
    given = {weight.name: numpy_helper.to_array(weight) for weight in narrow.initializer}
    made = {weight.name: numpy_helper.to_array(weight) for weight in wide.initializer}
    expected = (given["a_quantized"].astype(np.float32) - given["a_zero_point"]) * given["a_scale"]
    np.testing.assert_allclose(made["a_quantized_float"], expected, rtol=1e-6)


def test_a_float_graph_stays_as_it_is(quantised: Path) -> None:
    path = quantised.with_name("float.onnx")
    wide = run(widen(path))
    for name, values in run(path.read_bytes()).items():
        np.testing.assert_array_equal(values, wide[name])


def test_without_onnx_the_remedy_is_told(quantised: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ConfigError, match=r"demarche\[gpu\]"):
        widen(quantised)
