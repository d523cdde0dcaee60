"""The shipped encoder: a quantised graph run by onnxruntime on the CPU."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import onnxruntime

from demarche.base import WeightsError
from demarche.encode.pieces import Pieces
from demarche.encode.record import Floats, Labels, Scores

BATCH_PIECES = 448
"""Pieces in a batch, padding counted: larger ones fall out of the processor's cache, smaller ones cost calls."""

CALL_COST = 28
"""What a call of the graph costs besides its pieces, in pieces: the best of 6 to 48 as tried on pages of news."""

UNHELPFUL = ["SkipLayerNormFusion"]
"""Graph rewrites left out: the fused layer norm is the slower one on CPUs (15 % of the whole, onnxruntime 1.32)."""

SHIPPED = ("encoder.onnx", "relations.onnx", "tokenizer.json", "labels.json")


def plan_batches(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """The cheapest cut of sentences, given by rising size in pieces, into batches: (first, after last) of each.

    A batch costs its padded pieces and what every call costs besides; none holds more than `BATCH_PIECES`, single
    sentences apart.

    >>> plan_batches([10, 10, 11, 60])
    [(0, 3), (3, 4)]
    """
    cost, cut = [0.0], [0]
    for end in range(1, len(sizes) + 1):
        wide = sizes[end - 1]
        best, at = cost[end - 1] + wide + CALL_COST, end - 1
        start = end - 2
        while start >= 0 and wide * (end - start) <= BATCH_PIECES:
            found = cost[start] + wide * (end - start) + CALL_COST
            if found < best:
                best, at = found, start
            start -= 1
        cost.append(best)
        cut.append(at)
    batches: list[tuple[int, int]] = []
    end = len(sizes)
    while end > 0:
        batches.append((cut[end], end))
        end = cut[end]
    return batches[::-1]


class OnnxEncoder:
    """Scores the words of sentences with the graph in a weights folder."""

    def __init__(self, folder: Path, *, threads: int = 1, graph: str = "encoder.onnx") -> None:
        """Load the graph, its vocabulary and label lists.

        Raises:
            WeightsError: a file is missing or is no graph.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            given = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            self._labels = Labels(**{key: tuple(values) for key, values in given.items()})
            self._pieces = Pieces(folder / "tokenizer.json")
            digests = json.loads((folder / "digests.json").read_text(encoding="utf-8"))
            self._digest = sha256("".join(digests[name] for name in SHIPPED).encode()).hexdigest()[:12]
            self._session, self._relations = (
                onnxruntime.InferenceSession(
                    str(folder / name), options, providers=["CPUExecutionProvider"], disabled_optimizers=UNHELPFUL
                )
                for name in (graph, "relations.onnx")
            )
        except Exception as error:
            raise WeightsError(f"{folder}: the weights cannot be loaded: {error}; install the package again") from error

    @property
    def labels(self) -> Labels:
        """The lists that the scores refer to."""
        return self._labels

    @property
    def digest(self) -> str:
        """Twelve hex digits that name the weights."""
        return self._digest

    def count_pieces(self, words: Sequence[str]) -> int:
        """How many places of the network's window (512) the sentence takes."""
        return self._pieces.count(words)

    def knows(self, word: str) -> bool:
        """Whether the word, in small letters, is one whole piece of the vocabulary: a common word of the language."""
        return self._pieces.knows(word)

    def encode(self, sentences: Sequence[Sequence[str]]) -> tuple[Scores, ...]:
        """The scores of each sentence, in order.

        Sentences of like length run together. Which do depends on the given sentences alone, and so do the scores:
        the scale of quantised activations is taken over a batch, so the sentences of two reports never share one.
        """
        out: list[Scores | None] = [None] * len(sentences)
        for group in self._groups(sentences):
            for place, scores in zip(group, self._run([sentences[place] for place in group]), strict=True):
                out[place] = scores
        return tuple(scores for scores in out if scores is not None)

    def relate(self, dependents: Floats, heads: Floats) -> Floats:
        """(words, relations) scores of the labels of arcs, given both sides of each, (words, n)."""
        found: Floats = self._relations.run(None, {"dependents": dependents, "heads": heads})[0]
        return found

    def _groups(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        sizes = [self._pieces.count(words) for words in sentences]
        order = sorted(range(len(sentences)), key=lambda at: (sizes[at], at))
        for start, end in plan_batches([sizes[at] for at in order]):
            yield order[start:end]

    def _run(self, sentences: Sequence[Sequence[str]]) -> Iterator[Scores]:
        batch = self._pieces.batch(sentences)
        given = {"ids": batch.ids, "shapes": batch.shapes, "mask": batch.mask, "firsts": batch.firsts}
        upos, xpos, lemmas, names, arcs, dep, head = self._session.run(None, given)
        for row, long in enumerate(batch.lengths):
            yield Scores(
                upos[row, :long], xpos[row, :long], lemmas[row, :long], names[row, :long],
                arcs[row, :long, : long + 1], dep[row, :long], head[row, : long + 1],
            )  # fmt: skip


def open_encoder(folder: Path | None = None, *, threads: int = 1) -> OnnxEncoder:
    """The encoder in `folder`, the shipped one if none is named.

    Raises:
        WeightsError: the weights are missing or damaged.
    """
    return OnnxEncoder(folder or Path(str(files("demarche"))) / "encode" / "weights", threads=threads)
