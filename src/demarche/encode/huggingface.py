"""Names from a Hugging Face token-classification model, everything else from another encoder."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from demarche.base import ConfigError, WeightsError
from demarche.encode.arrays import Floats, Ints
from demarche.encode.onnx import open_graph
from demarche.encode.record import Encoder, Evidence, Pair, Paragraph
from demarche.encode.schemes import bare_names, to_bio

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

GRAPHS = ("model.onnx", "onnx/model.onnx")
"""Where exports put the graph."""

LONGEST = 512
"""Pieces that a model reads at once, where its settings do not say."""

_Scorer = Callable[[dict[str, Ints]], Floats]
"""(1, p) ids, mask and kinds in, (p, labels) scores out."""


class NamesFrom:
    """The evidence of a base encoder, with the names that another model finds.

    The model is a folder with `config.json`, `tokenizer.json` and `model.onnx`; without the last it is run by
    transformers, where that and torch are installed. The first piece of a word decides.
    """

    def __init__(self, folder: Path, base: Encoder, *, threads: int = 1, device: str = "cpu") -> None:
        """Load the model in `folder`; `base` gives the sentences and all other layers.

        Raises:
            WeightsError: a file is missing, damaged, or of another kind of model.
            ConfigError: there is no ONNX graph, and no transformers or torch to do without.
        """
        self._base = base
        self._name = f"hf:{folder.resolve().name}"
        config = _read_json(folder / "config.json")
        self._labels = _labels(config, folder)
        self._tokenizer = _tokenizer(folder)
        self._room = _longest(config, folder) - self._tokenizer.num_special_tokens_to_add(is_pair=False)
        self._score = _scorer(folder, threads, device)

    def encode(self, paragraphs: Sequence[Paragraph]) -> Evidence:
        """The evidence of one report, the same whatever else is read before or after it."""
        evidence = self._base.encode(paragraphs)
        words = [word for paragraph in paragraphs for word in paragraph.words]
        labels = ["O"] * len(words)
        for first, last in self._windows(words, evidence.sentences):
            for at, label in self._read(words[first:last]):
                labels[first + at] = label
        opens = {first for first, _ in evidence.sentences}
        names = bare_names(to_bio(labels, opens=opens), words, opens=opens)
        return replace(evidence, names=names, encoder=f"{self._name}+{evidence.encoder}")

    def judge(self, evidence: Evidence, pairs: Sequence[Pair]) -> Floats | None:
        """What the base encoder says of the pairs."""
        return self._base.judge(evidence, pairs)

    def _windows(self, words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Stretches of words that the model can read at once; they end with sentences where these are not too long."""
        sizes = [0] * len(words)
        if words:
            for word in self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False).word_ids:
                if word is not None:
                    sizes[word] += 1
        start, full = 0, 0
        for first, last in sentences:
            size = sum(sizes[first:last])
            if full + size > self._room and first > start:
                yield start, first
                start, full = first, 0
            full += size
            while full > self._room:
                stop, left = start, self._room
                while stop == start or (stop < last and sizes[stop] <= left):
                    left -= sizes[stop]
                    stop += 1
                yield start, stop
                start, full = stop, sum(sizes[stop:last])
        if start < len(words):
            yield start, len(words)

    def _read(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The place of each word that the model sees, and its label."""
        pieces = self._tokenizer.encode(list(words), is_pretokenized=True)
        pieces.truncate(self._room + self._tokenizer.num_special_tokens_to_add(is_pair=False))
        best = self._score(_inputs(pieces)).argmax(axis=-1)
        seen = -1
        for at, word in enumerate(pieces.word_ids):
            if word is not None and word > seen:
                seen = word
                yield word, self._labels[int(best[at])]


def _inputs(pieces: "Encoding") -> dict[str, Ints]:
    given = {"input_ids": pieces.ids, "attention_mask": pieces.attention_mask, "token_type_ids": pieces.type_ids}
    return {name: np.array([values], dtype=np.int64) for name, values in given.items()}


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: cannot be read: {error}; name a folder that save_pretrained wrote") from error
    if not isinstance(found, dict):
        raise WeightsError(f"{path}: is no JSON object; name a folder that save_pretrained wrote")
    return found


def _labels(config: dict[str, Any], folder: Path) -> dict[int, str]:
    """The labels by their number."""
    given = config.get("id2label")
    if not isinstance(given, dict) or "O" not in given.values():
        raise WeightsError(f"{folder}: config.json has no labels of names; take a token-classification model")
    return {int(number): str(label) for number, label in given.items()}


def _longest(config: dict[str, Any], folder: Path) -> int:
    """Pieces that the model reads at once, special ones counted in."""
    found = int(config.get("max_position_embeddings") or LONGEST)
    if "roberta" in str(config.get("model_type")) or config.get("model_type") == "camembert":
        found -= int(config.get("pad_token_id") or 0) + 1  # its places are counted from after the padding's
    path = folder / "tokenizer_config.json"
    limit = _read_json(path).get("model_max_length") if path.exists() else None
    return min(found, int(limit)) if limit else found


def _tokenizer(folder: Path) -> "Tokenizer":
    """The tokenizer, set to read words that are already cut, of any length."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ConfigError(f"{folder}: needs the package tokenizers; install demarche[transformers]") from error
    path = folder / "tokenizer.json"
    if not path.exists():
        raise WeightsError(f"{path}: missing; write it with AutoTokenizer.from_pretrained(…).save_pretrained(…)")
    given = _read_json(path)
    _space_before_words(given.get("pre_tokenizer"))
    try:
        tokenizer = Tokenizer.from_str(json.dumps(given))
    except Exception as error:
        raise WeightsError(f"{path}: is no tokenizer: {error}; write it again with save_pretrained") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _space_before_words(step: Any) -> None:
    """Byte-level and sentence-piece tokenizers must see a space before every word, not before the first alone."""
    if isinstance(step, dict):
        if step.get("type") == "ByteLevel":
            step["add_prefix_space"] = True
        if step.get("type") == "Metaspace":
            step["prepend_scheme"] = "always"
        for inner in step.get("pretokenizers") or ():
            _space_before_words(inner)


def _scorer(folder: Path, threads: int, device: str) -> _Scorer:
    path = next((folder / name for name in GRAPHS if (folder / name).exists()), None)
    return _with_torch(folder, threads, device) if path is None else _with_onnx(path, threads, device)


def _with_onnx(path: Path, threads: int, device: str) -> _Scorer:
    try:
        session = open_graph(path, threads=threads, device=device)
    except (ConfigError, WeightsError):
        raise
    except Exception as error:
        raise WeightsError(f"{path}: cannot be loaded: {error}; export the model again") from error
    wanted = [given.name for given in session.get_inputs()]
    unknown = set(wanted) - {"input_ids", "attention_mask", "token_type_ids"}
    if unknown:
        raise WeightsError(f"{path}: asks for {', '.join(sorted(unknown))}; export it for token classification")

    def score(given: dict[str, Ints]) -> Floats:
        found: Floats = session.run(None, {name: given[name] for name in wanted})[0][0]
        return found

    return score


def _with_torch(folder: Path, threads: int, device: str) -> _Scorer:
    try:
        import torch
        from transformers import AutoModelForTokenClassification
    except ImportError as error:
        raise ConfigError(
            f"{folder}: has no model.onnx; export one with `optimum-cli export onnx`, or install torch and "
            "demarche[transformers]"
        ) from error
    try:
        model = AutoModelForTokenClassification.from_pretrained(str(folder), local_files_only=True).to(device).eval()
    except Exception as error:
        raise WeightsError(f"{folder}: the model cannot be loaded: {error}; download it again") from error
    torch.set_num_threads(threads)
    asked = signature(model.forward).parameters

    def score(given: dict[str, Ints]) -> Floats:
        tensors = {name: torch.from_numpy(values).to(device) for name, values in given.items() if name in asked}
        with torch.no_grad():
            found: Floats = model(**tensors).logits[0].float().cpu().numpy()
        return found

    return score
