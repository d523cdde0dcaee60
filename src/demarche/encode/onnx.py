"""The shipped encoder: quantised graphs run by onnxruntime."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime

from demarche.base import DemarcheError, WeightsError
from demarche.encode.arrays import Floats, Ints
from demarche.encode.decode import (
    apply_lemma,
    best_heads,
    best_names,
    best_relations,
    cut_sentences,
    find_attributions,
    find_facts,
)
from demarche.encode.labels import TYPES, Labels
from demarche.encode.links import find_links
from demarche.encode.pieces import Pieces, read_vocabulary
from demarche.encode.record import Attribution, Evidence, Pair, Paragraph, Stretch, Told
from demarche.encode.telling import OUTPUTS as TOLD
from demarche.encode.telling import Telling
from demarche.encode.windows import Window, cut_windows

UNHELPFUL = ["SkipLayerNormFusion"]
"""Graph rewrites left out: the fused layer norm is the slower one on CPUs (15 % of the whole, onnxruntime 1.32)."""

GRAPHS = ("encoder.onnx", "relations.onnx", "types.onnx", "telling.onnx")
SHIPPED = (*GRAPHS, "tables.npz", "telling.npz", "vocabulary.gz", "labels.json")

OUTPUTS = (
    "ends", "upos", "xpos", "features", "lemmas", "names", "arcs", "label_dep", "label_head", "links", "parts", "facts",
    "states",
)  # fmt: skip

TYPES_AT_ONCE = 8
"""Pairs that are judged in one call, padding counted in: more fall out of the processor's cache."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A window and what the network says of it."""

    window: Window
    found: dict[str, Floats]
    stretch: Stretch


class OnnxEncoder:
    """Reads the words of a report with the graphs in a weights folder, a window at a time.

    Windows never hold words of two reports and are read one by one, so that memory is bounded by the window, and what
    is found in a report does not depend on any other.
    """

    def __init__(self, folder: Path, *, threads: int = 1, device: str = "cpu") -> None:
        """Load the graphs, the vocabulary and the lists of labels.

        `device` is "cpu", or "cuda" where the extra `gpu` is installed: there the weights are widened to float32.

        Raises:
            WeightsError: a file is missing or damaged, or the device is not to be had.
        """
        try:
            given = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            self.labels = Labels(**{key: tuple(values) for key, values in given.items()})
            self._pieces = Pieces(read_vocabulary(folder / "vocabulary.gz"))
            digests = json.loads((folder / "digests.json").read_text(encoding="utf-8"))
            self.digest = sha256("".join(digests[name] for name in SHIPPED).encode()).hexdigest()[:12]
            with np.load(folder / "tables.npz") as tables:
                self._tables = {name: tables[name] for name in tables.files}
            with np.load(folder / "telling.npz") as tables:
                self._telling = Telling({name: tables[name] for name in tables.files})
            self._network, self._relations, self._types, self._tellers = (
                open_graph(folder / name, threads=threads, device=device) for name in GRAPHS
            )
        except DemarcheError:
            raise
        except Exception as error:
            raise WeightsError(f"{folder}: the weights cannot be loaded: {error}; install the package again") from error

    def encode(self, paragraphs: Sequence[Paragraph]) -> Evidence:
        """The evidence of one report, the same whatever else is read before or after it."""
        sizes = [self._pieces.sizes(paragraph.words) for paragraph in paragraphs]
        reads = [self._read(window) for window in cut_windows(paragraphs, sizes)]
        if not reads:
            return _nothing(self.digest, self._pieces)
        words = tuple(word for read in reads for word in read.window.words)
        joined = {name: np.concatenate([read.found[name] for read in reads]) for name in ("links", "facts")}
        sentences: list[tuple[int, int]] = []
        heads: list[int] = []
        above: list[Floats] = []
        sure: list[Floats] = []
        names: list[str] = []
        attributions: list[Attribution] = []
        for read in reads:
            start = read.window.start
            for first, last in cut_sentences(
                read.found["ends"], read.window.words, read.window.closed, read.window.fixed
            ):
                columns = np.concatenate([[0], np.arange(first + 1, last + 1)])
                found, probability = best_heads(read.found["arcs"][first:last][:, columns])
                sentences.append((start + first, start + last))
                heads.extend(start + first + int(head) - 1 if head else -1 for head in found)
                above.append(read.found["label_head"][columns[found]])
                sure.append(probability)
                names.extend(best_names(read.found["names"][first:last], self.labels.names))
            attributions.extend(find_attributions(read.found["parts"], self._tables["part_bias"], start))
        relations = self._label(
            np.concatenate([read.found["label_dep"] for read in reads]), np.concatenate(above), heads
        )
        stretches = tuple(read.stretch for read in reads)
        upos, xpos = self._named("upos", reads), self._named("xpos", reads)
        return Evidence(
            sentences=tuple(sentences),
            upos=upos,
            xpos=xpos,
            features=self._named("features", reads),
            lemmas=tuple(map(apply_lemma, self._named("lemmas", reads), words)),
            heads=tuple(heads),
            relations=relations,
            sure=np.concatenate(sure),
            names=tuple(names),
            facts=find_facts(joined["facts"]),
            attributions=tuple(attributions),
            links=find_links(joined["links"], words, xpos, self._tables["link_table"]),
            told=self._tell(stretches, upos, sentences),
            stretches=stretches,
            vocabulary=self._pieces,
            encoder=self.digest,
        )

    def _read(self, window: Window) -> _Read:
        batch = self._pieces.batch([window.words], [window.breaks])
        given = {"ids": batch.ids, "shapes": batch.shapes, "firsts": batch.firsts}
        found = dict(zip(OUTPUTS, self._network.run(OUTPUTS, given), strict=True))
        states = found.pop("states")[0]
        firsts = (*(int(at) for at in batch.firsts[0][: len(window.words)]), len(states) - 1)
        return _Read(window, {name: array[0] for name, array in found.items()}, Stretch(window.start, firsts, states))

    def _tell(self, stretches: Sequence[Stretch], upos: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Told:
        """What the words tell: upper layers of their own read the states again."""
        read = [
            self._tellers.run(TOLD, {"states": one.states[None], "firsts": np.array([one.firsts[:-1]])})
            for one in stretches
        ]
        found = {name: np.concatenate([one[at][0] for one in read]) for at, name in enumerate(TOLD)}
        return self._telling.read(found, stretches, upos, sentences)

    def _named(self, name: str, reads: Sequence[_Read]) -> tuple[str, ...]:
        labels = getattr(self.labels, name)
        return tuple(labels[at] for read in reads for at in read.found[name])

    def _label(self, dependents: Floats, above: Floats, heads: Sequence[int]) -> tuple[str, ...]:
        scores = self._relations.run(None, {"dependents": dependents, "heads": above})[0]
        return best_relations(scores, heads, self.labels)

    def judge(self, evidence: Evidence, pairs: Sequence[Pair]) -> Floats:
        """(pairs, types) probabilities: the upper layers read the sentences of each pair again, its actors marked."""
        read = [_mark(pair, evidence) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda at: (len(read[at][0]), at))
        out: Floats = np.zeros((len(pairs), len(TYPES)), dtype=np.float32)
        for start in range(0, len(order), TYPES_AT_ONCE):
            group = order[start : start + TYPES_AT_ONCE]
            long = max(len(read[at][0]) for at in group)
            states = np.zeros((len(group), long, read[group[0]][0].shape[1]), dtype=np.float32)
            roles = np.zeros((len(group), long), dtype=np.int64)
            mask = np.zeros((len(group), long), dtype=np.int64)
            for row, at in enumerate(group):
                given, marked = read[at]
                states[row, : len(given)], roles[row, : len(given)], mask[row, : len(given)] = given, marked, 1
            out[group] = self._types.run(None, {"states": states, "roles": roles, "mask": mask})[0]
        return out


def _mark(pair: Pair, evidence: Evidence) -> tuple[Floats, Ints]:
    """States of the pieces of the pair's sentences and the role of each: 1 source, 2 target, 0 neither.

    An actor outside the stretch in which the pair's first word stands is left unmarked.
    """
    first = min(pair.source[0], pair.target[0])
    last = max(pair.source[1], pair.target[1])
    read = next(read for read in reversed(evidence.stretches) if read.start <= first)
    count = len(read.firsts) - 1
    begin = max(read.start, max(low for low, _ in evidence.sentences if low <= first))
    end = min(read.start + count, min(high for _, high in evidence.sentences if high >= last))
    low, high = read.firsts[begin - read.start], read.firsts[end - read.start]
    roles = np.zeros(high - low, dtype=np.int64)
    for role, (opens, closes) in ((1, pair.source), (2, pair.target)):
        opens, closes = max(opens, begin), min(closes, end)
        if opens < closes:
            roles[read.firsts[opens - read.start] - low : read.firsts[closes - read.start] - low] = role
    return read.states[low:high], roles


def _nothing(digest: str, pieces: Pieces) -> Evidence:
    none = np.zeros(0, dtype=np.float32)
    return Evidence((), (), (), (), (), (), (), none, (), vocabulary=pieces, encoder=digest)


def open_graph(path: Path, *, threads: int = 1, device: str = "cpu") -> onnxruntime.InferenceSession:
    """The graph at `path`, ready to run.

    Raises:
        WeightsError: the device is not to be had.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if device == "cpu":
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=UNHELPFUL
        )
    provider = f"{device.upper()}ExecutionProvider"
    if provider not in onnxruntime.get_available_providers():
        raise WeightsError(f"device {device!r} is not to be had; install demarche[gpu], or take the CPU")
    from demarche.encode.widen import widen

    return onnxruntime.InferenceSession(widen(path), options, providers=[provider, "CPUExecutionProvider"])


def open_encoder(folder: Path | None = None, *, threads: int = 1, device: str = "cpu") -> OnnxEncoder:
    """The encoder in `folder`, the shipped one if none is named.

    Raises:
        WeightsError: the weights are missing or damaged, or the device is not to be had.
    """
    return OnnxEncoder(folder or Path(str(files("demarche"))) / "encode" / "weights", threads=threads, device=device)
