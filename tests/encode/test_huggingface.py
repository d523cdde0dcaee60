"""Names from a Hugging Face folder: words to pieces, windows, label schemes, and what is said when a file is missing."""

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from demarche.base import ConfigError, WeightsError
from demarche.encode import Evidence, NamesFrom, Pair, Paragraph
from demarche.encode.huggingface import _longest, _space_before_words

PIECES = {
    "[PAD]": "O", "[UNK]": "O", "[CLS]": "B-PER", "[SEP]": "B-PER", "angela": "B-PER", "merkel": "I-PER", "##s": "B-ORG",
    "met": "O", "nato": "B-ORG", "in": "O", "paris": "B-LOC", "two": "B-CARDINAL", "us": "I-LOC",
}  # fmt: skip
"""The vocabulary, and the label that the tiny model gives to each piece wherever it stands."""

LABELS = sorted(set(PIECES.values()))


class Base:
    """Ends sentences where the paragraphs' stops say, and calls every word a product."""

    def encode(self, paragraphs: Sequence[Paragraph], *, pairs: Sequence[Pair] = (), states: bool = False) -> Evidence:
        sentences, start = [], 0
        for paragraph in paragraphs:
            cuts = sorted({0, *paragraph.stops, len(paragraph.words)})
            sentences += [(start + first, start + last) for first, last in pairwise(cuts)]
            start += len(paragraph.words)
        same = ("x",) * start
        sure = np.ones(start, dtype=np.float32)
        names = ("B-Product",) * start
        return Evidence(tuple(sentences), same, same, same, same, (0,) * start, same, sure, names, encoder="base")


def write(folder: Path, *, longest: int = 16, graph: str = "model.onnx") -> Path:
    """A folder with a model whose scores hang on the piece alone."""
    folder.mkdir(exist_ok=True)
    settings = {"id2label": dict(enumerate(LABELS)), "max_position_embeddings": longest, "model_type": "bert"}
    (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    vocabulary = {piece: at for at, piece in enumerate(PIECES)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    )
    tokenizer.enable_truncation(4)  # a setting that many files have and that must not cut anything here
    tokenizer.save(str(folder / "tokenizer.json"))
    table = np.eye(len(LABELS), dtype=np.float32)[[LABELS.index(label) for label in PIECES.values()]]
    values = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in ("input_ids", "attention_mask")
    ]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["scores"]),
        helper.make_node("Cast", ["attention_mask"], ["seen"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["seen", "last"], ["wide"]),
        helper.make_node("Mul", ["scores", "wide"], ["logits"]),
    ]
    made = helper.make_graph(
        nodes, "names", values, [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "n", len(LABELS)])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([2], dtype=np.int64), "last")],
    )  # fmt: skip
    (folder / graph).parent.mkdir(exist_ok=True)
    onnx.save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(folder / graph))
    return folder


@pytest.mark.parametrize("graph", ["model.onnx", "onnx/model.onnx"])
def test_names_replace_those_of_the_base(tmp_path: Path, graph: str) -> None:
    encoder = NamesFrom(write(tmp_path / "tiny", graph=graph), Base())
    words = ["angela", "merkels", "met", "nato", "in", "two", "paris", "us", "us", "\u200b"]
    evidence = encoder.encode([Paragraph(words, [8])])
    assert evidence.names == (
        "B-Person", "I-Person", "O", "B-Organization", "O", "O", "B-Location", "I-Location", "B-Location", "O",
    )  # fmt: skip
    assert evidence.encoder == "hf:tiny+base"
    assert evidence.upos == ("x",) * 10
    assert evidence.sentences == ((0, 8), (8, 10))


def test_windows_end_with_sentences(tmp_path: Path) -> None:
    encoder = NamesFrom(write(tmp_path, longest=8), Base())
    words = ["met"] * 13
    windows = list(encoder._windows(words, [(0, 2), (2, 4), (4, 7), (7, 13)]))
    assert windows == [(0, 4), (4, 7), (7, 13)]


def test_a_sentence_longer_than_the_model_reads_is_cut(tmp_path: Path) -> None:
    encoder = NamesFrom(write(tmp_path, longest=7), Base())
    assert list(encoder._windows(["met"] * 14, [(0, 2), (2, 14)])) == [(0, 2), (2, 7), (7, 12), (12, 14)]
    long = "merkel" + "s" * 20
    assert list(encoder._windows(["met", long, "met"], [(0, 3)])) == [(0, 1), (1, 2), (2, 3)]
    assert encoder.encode([Paragraph(["met", "angela", long, "paris"])]).names == (
        "O", "B-Person", "I-Person", "B-Location",
    )  # fmt: skip


def test_what_is_found_does_not_hang_on_the_window(tmp_path: Path) -> None:
    words = ["angela", "merkels", "met", "nato", "in", "paris"] * 5
    paragraph = Paragraph(words, range(6, 30, 6))
    short, long = (NamesFrom(write(tmp_path, longest=longest), Base()).encode([paragraph]) for longest in (10, 400))
    assert short.names == long.names


def test_no_words(tmp_path: Path) -> None:
    assert NamesFrom(write(tmp_path / "tiny"), Base()).encode(()).encoder == "hf:tiny+base"


@pytest.mark.parametrize(
    ("missing", "error", "remedy"),
    [
        ("config.json", WeightsError, "save_pretrained"),
        ("tokenizer.json", WeightsError, "AutoTokenizer"),
        ("model.onnx", ConfigError, r"optimum-cli export onnx.*demarche\[transformers\]"),
    ],
)
def test_missing_files_are_named(
    tmp_path: Path, missing: str, error: type[Exception], remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    write(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(error, match=remedy):
        NamesFrom(tmp_path, Base())


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("config.json", "{", "cannot be read"),
        ("config.json", "[]", "no JSON object"),
        ("config.json", '{"id2label": {"0": "LABEL_0"}}', "token-classification"),
        ("tokenizer.json", "{}", "no tokenizer"),
        ("model.onnx", "x", "export the model again"),
    ],
)
def test_damaged_files_are_named(tmp_path: Path, name: str, text: str, why: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(WeightsError, match=why):
        NamesFrom(tmp_path, Base())


def test_without_a_graph_transformers_run_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    (tmp_path / "model.onnx").unlink()
    table = np.eye(len(LABELS), dtype=np.float32)[[LABELS.index(label) for label in PIECES.values()]]

    class Tensor(SimpleNamespace):
        def __getattr__(self, name: str):  # type: ignore[no-untyped-def]  # to, float and cpu give the tensor back
            return lambda *_: self

        def __getitem__(self, at: int) -> "Tensor":
            return Tensor(values=self.values[at])

        def numpy(self):  # type: ignore[no-untyped-def]
            return self.values

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    class Model:
        def to(self, device: str) -> "Model":
            return self

        def eval(self) -> "Model":
            return self

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> SimpleNamespace:
            return SimpleNamespace(logits=Tensor(values=table[input_ids.values]))

        __call__ = forward

    asked: list[object] = []

    def load(name: str, **options: object) -> Model:
        asked.extend((name, options))
        return Model()

    auto = SimpleNamespace(from_pretrained=load)
    torch = SimpleNamespace(
        from_numpy=lambda values: Tensor(values=values), no_grad=Tensor, set_num_threads=lambda count: None
    )
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "transformers", SimpleNamespace(AutoModelForTokenClassification=auto))
    evidence = NamesFrom(tmp_path, Base()).encode([Paragraph(["angela", "merkel", "met", "nato"])])
    assert evidence.names == ("B-Person", "I-Person", "O", "B-Organization")
    assert asked == [str(tmp_path), {"local_files_only": True}]


@pytest.mark.parametrize(
    ("config", "limit", "longest"),
    [
        ({"max_position_embeddings": 512}, None, 512),
        ({"max_position_embeddings": 514, "model_type": "xlm-roberta", "pad_token_id": 1}, None, 512),
        ({"max_position_embeddings": 4096}, 512, 512),
        ({"max_position_embeddings": 128}, 1e30, 128),
        ({}, None, 512),
    ],
)
def test_longest(tmp_path: Path, config: dict[str, object], limit: float | None, longest: int) -> None:
    if limit:
        (tmp_path / "tokenizer_config.json").write_text(json.dumps({"model_max_length": limit}), encoding="utf-8")
    assert _longest(config, tmp_path) == longest


def test_a_space_stands_before_every_word() -> None:
    step = {
        "type": "Sequence",
        "pretokenizers": [{"type": "ByteLevel", "add_prefix_space": False}, {"type": "Metaspace"}],
    }
    _space_before_words(step)
    assert step["pretokenizers"] == [
        {"type": "ByteLevel", "add_prefix_space": True}, {"type": "Metaspace", "prepend_scheme": "always"},
    ]  # fmt: skip
