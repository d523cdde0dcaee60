"""Which words tell of an event, and whether a report is of public affairs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.encode.antecedents import Antecedents
from demarche.encode.arrays import Floats
from demarche.encode.labels import TYPES
from demarche.encode.record import Stretch, Told
from demarche.encode.sides import Sides, number_words

TELLING = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "AUX")
"""Tags of words that may tell of an event; all others tell NONE."""


AFFAIRS, WORDS = 4.0, 40
"""Log odds of public affairs that a text has before it is read, and how many words weigh as much."""


OUTPUTS = ("types", "hidden", "sectors", "chains", "words", "mentions")
"""Of the graph, for n words: (n, types) scores, (n, h) of which they are made, (n, sectors) scores of each word as an
actor, and what `Antecedents` and `Sides` take."""


class Telling:
    """What is made of the outputs of the upper layers that read events (`telling.onnx`): a line over the mean state of
    the report, and examples of words that tell of events, to say what a word is like."""

    def __init__(self, tables: Mapping[str, NDArray[Any]]) -> None:
        """Take the weights: `affairs` (width,), `affairs_bias` (1,); `narrow` (h, k), and `like` (examples, k) with
        `examples` (examples,), their sentences; and the tables of `Sides` and of `Antecedents` (`again`). A table whose
        numbers are int8 has a factor for each column in `NAME_scale`."""
        self._examples = tuple(str(one) for one in tables["examples"])
        numbers = {name: tables[name].astype(np.float32) for name in tables if name != "examples"}
        self._tables = {name: table * numbers.get(f"{name}_scale", np.float32(1)) for name, table in numbers.items()}

    def read(
        self,
        found: Mapping[str, Floats],
        stretches: Sequence[Stretch],
        upos: Sequence[str],
        sentences: Sequence[tuple[int, int]],
    ) -> Told:
        """What the words of a report tell: `found` has the graph's `OUTPUTS`, `upos` the tag of each word, `sentences`
        their first word and the one behind their last."""
        given, types = self._tables, _likely(found["types"])
        told = np.array([tag in TELLING for tag in upos])
        types[~told] = 0
        types[~told, TYPES.index("NONE")] = 1
        numbers = number_words(sentences)
        score = float(mean_state(stretches) @ given["affairs"] + given["affairs_bias"][0])
        return Told(
            types,
            Sides(found["words"], found["mentions"], numbers, given),
            _likely(found["sectors"]),
            Antecedents(found["chains"], numbers, given["again"]),
            draw_affairs(score, len(upos)),
            narrow(found["hidden"], given["narrow"]),
            given["like"],
            self._examples,
        )


def _likely(scores: Floats) -> Floats:
    """The probabilities that scores stand for, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = raised / raised.sum(axis=1, keepdims=True)
    return out


def narrow(hidden: Floats, table: Floats) -> Floats:
    """(words, k) vectors of length 1, by which words are compared, of (words, h) hidden values."""
    found = hidden @ table
    out: Floats = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    return out


def draw_affairs(score: float, words: int) -> float:
    """The log odds of public affairs for a text of so many words whose own are `score`: of one sentence little can be
    told, and who codes one by itself takes it from the news."""
    return (score * words + AFFAIRS * WORDS) / (words + WORDS)


def word_states(stretches: Sequence[Stretch]) -> Floats:
    """(words, width): the mean over the pieces of each word of a report."""
    return np.concatenate([_word_states(one) for one in stretches])


def _word_states(stretch: Stretch) -> Floats:
    firsts = np.array(stretch.firsts)
    sums = np.add.reduceat(stretch.states[: firsts[-1]], firsts[:-1], axis=0)
    means: Floats = (sums / np.diff(firsts)[:, None]).astype(np.float32)
    return means


def mean_state(stretches: Sequence[Stretch]) -> Floats:
    """(width,): the mean over all pieces of the report."""
    pieces = [one.states[one.firsts[0] : one.firsts[-1]] for one in stretches]
    mean: Floats = np.concatenate(pieces).mean(axis=0)
    return mean
