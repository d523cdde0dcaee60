"""Teaches the layers that read events, and fits how far rules and encoder are to be trusted together.

    python -m training.telling WEIGHTS FOLDS

WEIGHTS is a folder that `training.export` wrote; it takes `telling.onnx` and `telling.npz`. The layers go on from the
states of the shipped int8 encoder, so they are taught after it. They learn from the marked examples of the lexicon,
from our own pairs, and from the pages in `own/`: `pages_quiet.txt` has none of public affairs, the pages of
`pages_mixed.txt` hold an event or two on a page of sport or arts. First come folds, whose pages are new to the layers
taught on all others: what the features of a word count beside the encoder is fitted on what these say, and written to
`events/knowledge/en/triggers.tsv`; what the encoder counts beside the features is printed for `judging.toml` there. The
weights of the folds stay in FOLDS, where `training.who` wants them.
"""

import argparse
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from demarche.base import Span, parse_marked
from demarche.encode import SECTORS, TYPES, open_encoder
from demarche.encode.sides import number_words
from demarche.encode.telling import OUTPUTS, TELLING, draw_affairs, mean_state, narrow
from demarche.events import read_event_examples
from demarche.events.fill import known_types
from demarche.events.judging import FLOOR, NONE
from demarche.events.patterns import Pattern
from demarche.events.trigger import find_triggers
from demarche.events.worded import Worded
from demarche.knowledge import Folders, Weights, shipped, write_weights
from demarche.measure.gap import head_of
from demarche.parse import Sentence, Token
from demarche.pipeline import Coder
from training.data import OWN
from training.export import draw, quantise
from training.model import WIDE
from training.pages import FOLDS, NUMBER, Page, read_page
from training.shipped import write_digests
from training.teller import HIDDEN, UNKNOWN, Lesson, Teller, ask, ask_hidden, teach
from training.triggers import fit_triggers

Floats = npt.NDArray[np.float64]

COMMENT = "Written by training.telling from the pages in training/own: log odds by feature."

PAGES = ("pages", "who", "full")
"""What the names of files of marked pages begin with."""

QUIET, MIXED = "pages_quiet", "pages_mixed"
LEXICON, PAIRS = "lexicon", "pairs"
"""What stands for the file of a sentence of the lexicon, and of a pair."""


NARROW = 48
"""Numbers by which a word is compared with the examples."""


@dataclass(frozen=True)
class Word:
    """A word that may tell of an event: its text's name, what it tells by the marks, its sentence with the word between
    asterisks; and what the rules say of it and of the words around it."""

    text: str
    told: int
    shown: str
    token: Token
    pattern: Pattern | None
    sentence: Sentence
    known: dict[int, str]

    def features(self, words: int, affairs: float) -> list[str]:
        """Its features in a report of so many words that is so much of public affairs."""
        return list(Worded(self.sentence, self.known, words, affairs).features(self.token, self.pattern))


@dataclass(frozen=True)
class Read:
    """What was read: lessons, words that may tell of events, and the mean states of texts; all by the text's name."""

    lessons: dict[str, Lesson]
    words: list[Word]
    means: dict[str, npt.NDArray[np.float32]]


def read_all(coder: Coder) -> Read:
    """The lexicon's examples, the pairs and the pages, coded by rules alone."""
    found = Read({}, [], {})
    for number, example in enumerate(read_event_examples(Folders())):
        marks = [(mark.span, mark.value or example.fields["type"]) for mark in example.marks if mark.label == "event"]
        _add(found, LEXICON, f"{LEXICON} {number}", example.text, marks if example.positive else [], coder)
    for path in sorted(OWN.glob("pairs_train*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            kind, _, marked = line.partition("\t")
            text, marks = parse_marked(marked)
            told = [(mark.span, kind) for mark in marks if mark.label == "event"]
            _add(found, PAIRS, f"{path.stem} {number}", text, told, coder)
    for path in sorted(path for kind in PAGES for path in OWN.glob(f"{kind}_*.txt")):
        for number, page in enumerate(path.read_text(encoding="utf-8").split("\n----\n")):
            name = f"{path.stem} {number}"
            if path.stem in NUMBER:
                marked_page = read_page(path, number, page)
                told = [(event.span, event.type) for event in marked_page.events.events]
                _add(found, path.stem, name, marked_page.events.text, told, coder, page=marked_page)
            else:
                text, marks = parse_marked(page.strip("\n"))
                _add(found, path.stem, name, text, [(mark.span, mark.label) for mark in marks], coder)
    return found


def _add(
    found: Read, file: str, name: str, text: str, marks: Sequence[tuple[Span, str]], coder: Coder,
    *, page: Page | None = None,
) -> None:  # fmt: skip
    """Add a text: its lesson, and its words. Of a pair's words those without a mark are unknown."""
    analysis = coder.code_text(text)
    evidence = analysis.evidence
    rules, found_by = coder.knowledge.events, {event.head.place: event.pattern for event in analysis.triggers}
    told = np.full(len(evidence.upos), UNKNOWN)
    firsts = [np.array(one.firsts[:-1]) for one in evidence.stretches]
    states = [one.states.astype(np.float16) for one in evidence.stretches]
    found.lessons[name] = lesson = Lesson(name, file, states, firsts, told, number_words(evidence.sentences))
    found.means[name] = mean_state(evidence.stretches)
    for sentence in analysis.sentences:
        triggers = tuple(find_triggers(sentence, rules.patterns, rules.frames))
        known = known_types(triggers)
        for token in sentence.tokens:
            kind = next((kind for span, kind in marks if span.start <= token.span.start < span.end), "NONE")
            if token.upos in TELLING and not (file == PAIRS and kind == "NONE"):
                told[token.place] = TYPES.index(kind)
                pattern = rules.patterns.all.get(found_by.get(token.place, ""))
                shown = _show(text, token.span)
                found.words.append(Word(name, TYPES.index(kind), shown, token, pattern, sentence, known))
    if page is not None:
        _add_sides(lesson, page, analysis.sentences)


def _add_sides(lesson: Lesson, page: Page, sentences: Sequence[Sentence]) -> None:
    """Who is on which side of the page's events, by the heads of the mentions that name them."""
    told = [(mention, head_of(mention.span, sentences)) for mention in page.who.mentions]
    heads = [(key, head.place) for mention, head in told if head is not None for key in mention.keys]
    keys = list(dict.fromkeys(key for key, _ in heads))
    words: list[int] = []
    right: list[list[list[bool]]] = []
    for event in page.events.events:
        word = next((it for one in sentences for it in one.tokens if it.span.end > event.span.start), None)
        if word is not None and keys:
            words.append(word.place)
            right.append([[key in side for side in event.keys] for key in keys])
    lesson.words = np.array(words, dtype=np.int64)
    lesson.mentions = np.array([place for _, place in heads], dtype=np.int64)
    lesson.actors = np.array([keys.index(key) for key, _ in heads], dtype=np.int64)
    lesson.sectors = np.array([SECTORS.index(page.who.codes[key][1] or "-") for key, _ in heads], dtype=np.int64)
    lesson.right = np.array(right, dtype=np.float32).reshape(len(words), len(keys), 2)


def _show(text: str, span: Span) -> str:
    return f"{text[: span.start]}*{span.of(text)}*{text[span.end :]}"


def fit_line(rows: Floats, right: Sequence[bool], pull: float) -> tuple[Floats, float]:
    """Weights and bias of a logistic line, pulled towards 0."""
    inputs, gold = torch.from_numpy(rows.astype(np.float32)), torch.tensor(right, dtype=torch.float32)
    weights, bias = torch.zeros(rows.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        scores = inputs @ weights + bias
        loss = functional.binary_cross_entropy_with_logits(scores, gold) + pull * (weights @ weights)
        loss.backward()
        return loss

    optimizer.step(closure)
    return weights.detach().double().numpy(), bias.item()


def fit_affairs(pages: dict[str, npt.NDArray[np.float32]]) -> tuple[Floats, float]:
    """The line that tells pages of public affairs from all others; mixed pages are neither."""
    plain = {name: state for name, state in pages.items() if name.startswith(PAGES) and not name.startswith(MIXED)}
    states = np.stack(list(plain.values()))
    mean, spread = states.mean(0), states.std(0) + 1e-5
    weights, bias = fit_line((states - mean) / spread, [not name.startswith(QUIET) for name in plain], 0.01)
    return weights / spread, bias - float(mean @ (weights / spread))


def fold_of(found: Read) -> dict[str, int]:
    """The fold of each text: that of its file where pages have actors; all others are dealt out."""
    rest = sorted(name for name, lesson in found.lessons.items() if lesson.file not in NUMBER)
    random.Random(5).shuffle(rest)
    return {name: NUMBER[lesson.file] for name, lesson in found.lessons.items() if lesson.file in NUMBER} | {
        name: at % FOLDS for at, name in enumerate(rest)
    }


@dataclass(frozen=True)
class Taught:
    """What texts have taught: the layers, and the line that tells public affairs."""

    teller: Teller
    line: Floats
    bias: float


def train(found: Read, weights: Path, names: Sequence[str], seed: int) -> Taught:
    """Everything, by the texts named."""
    chosen = [found.lessons[name] for name in names]
    pages = [lesson for lesson in chosen if lesson.file.startswith(PAGES)]
    sentences = [lesson for lesson in chosen if not lesson.file.startswith(PAGES)]
    teller = teach(weights, pages, sentences, seed)
    return Taught(teller, *fit_affairs({lesson.name: found.means[lesson.name] for lesson in pages}))


def write(found: Read, taught: Taught, folder: Path) -> None:
    """Write `telling.onnx` and `telling.npz` into a weights folder."""
    teller = taught.teller
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "telling.onnx"
        given = (torch.randn(1, 9, WIDE), torch.tensor([[1, 2, 4, 5]]))
        axes = {"states": {1: "pieces"}, **{name: {1: "words"} for name in ("firsts", *OUTPUTS)}}
        draw(Drawn(teller), given, path, ("states", "firsts"), OUTPUTS, axes)
        quantise(path, folder / "telling.onnx")
    tables = {
        "affairs": taught.line, "affairs_bias": np.array([taught.bias]),
        "reach": teller.reach.weight.detach().numpy(), "sides": teller.sides.weight.detach().numpy().T,
        "sides_bias": teller.sides.bias.detach().numpy(), "again": teller.again.detach().numpy(),
    }  # fmt: skip
    _write(folder, tables | gather_examples(found, teller))


class Drawn(nn.Module):
    """The teller as shipped: one window's states in."""

    def __init__(self, teller: Teller) -> None:
        super().__init__()
        self.teller = teller

    def forward(self, states: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        read = self.teller.read(states, None)
        return self.teller.heads(torch.gather(read, 1, firsts[:, :, None].expand(-1, -1, WIDE)))


def fit_words(found: Read, weights: Path, folds: Path) -> tuple[Weights, float]:
    """What features count beside the encoder, by layers taught without the word's text; prints how right both are on
    the pages. The weights of each fold are left in `folds`."""
    fold = fold_of(found)
    views: dict[str, npt.NDArray[np.float32]] = {}
    affairs: dict[str, float] = {}
    for number in range(FOLDS):
        taught = train(found, weights, [name for name in fold if fold[name] != number], number)
        left = [name for name in fold if fold[name] == number]
        views |= dict(zip(left, ask(taught.teller, [found.lessons[name] for name in left]), strict=True))
        for name in left:
            score = float(found.means[name] @ taught.line + taught.bias)
            affairs[name] = draw_affairs(score, len(found.lessons[name].told))
        write(found, taught, _like(weights, folds / f"fold_{number}"))
    words = [word for word in found.words if found.lessons[word.text].file != PAIRS]  # all of a pair is marked
    seen = np.stack([views[word.text][word.token.place] for word in words])
    features = [word.features(len(found.lessons[word.text].told), affairs[word.text]) for word in words]
    right = np.array([word.told for word in words])
    pages = np.array([found.lessons[word.text].file.startswith(PAGES) for word in words])
    print(f"encoder alone: {_say(seen.argmax(1)[pages], right[pages])}", flush=True)
    numbers = np.array([fold[word.text] for word in words])
    guessed = np.zeros_like(right)
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(numbers != number), np.flatnonzero(numbers == number)
        table, told = fit_triggers([features[at] for at in inside], seen[inside], right[inside].tolist())
        scores = np.array([table.add(features[at]) for at in outside]) + told * np.log(np.maximum(seen[outside], FLOOR))
        guessed[outside] = scores.argmax(1)
    for name, some in (("pages", pages), ("sentences", ~pages)):
        print(f"with rules and features, {name}: {_say(guessed[some], right[some])}", flush=True)
    return fit_triggers(features, seen, right.tolist())


def _like(weights: Path, folder: Path) -> Path:
    """A folder with all other files of the weights linked into it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in weights.iterdir():
        link = folder / path.name
        if not path.name.startswith(("telling", "digests")) and not link.exists():
            link.symlink_to(path.resolve())
    return folder


def _say(guessed: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> str:
    hits = int(((guessed == right) & (right != NONE)).sum())
    found, gold = int((guessed != NONE).sum()), int((right != NONE).sum())
    precision, recall, both = (100 * hits / max(1, of) for of in (found, gold, (found + gold) / 2))
    return f"P {precision:.1f}  R {recall:.1f}  F1 {both:.1f}"


def main() -> None:
    """Teach, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folds", type=Path)
    given = parser.parse_args()
    folder: Path = given.weights
    if not (folder / "telling.onnx").exists():  # the encoder opens with all its files
        blank = Taught(Teller().eval(), np.zeros(WIDE), 0.0)
        write(Read({}, [], {}), blank, folder)
    found = read_all(Coder(encoder=open_encoder(folder), rules_only=True, states=True))
    table, told = fit_words(found, folder, given.folds)
    print(f"told = {told:.3f}")
    write_weights(shipped("events") / "en" / "triggers.tsv", table, [COMMENT])
    write(found, train(found, folder, list(found.lessons), FOLDS), folder)


def gather_examples(found: Read, teller: Teller) -> dict[str, Any]:
    """What `demarche why` compares words with: the examples of the lexicon, narrowed to the directions in which their
    hidden values differ most."""
    told = [word for word in found.words if found.lessons[word.text].file == LEXICON and word.told != NONE]
    if not told:
        return {"narrow": np.zeros((HIDDEN, 1)), "like": np.zeros((0, 1)), "examples": np.zeros(0, dtype=str)}
    hidden = ask_hidden(teller, [found.lessons[word.text] for word in told])
    values = np.stack([one[word.token.place] for one, word in zip(hidden, told, strict=True)])
    _, _, directions = np.linalg.svd(values - values.mean(0), full_matrices=False)
    table = directions[:NARROW].T
    return {"narrow": table, "like": narrow(values, table), "examples": np.array([word.shown for word in told])}


def pack(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables in few bytes: numbers of two dimensions in int8 with a scale a column, `NAME_scale`."""
    out: dict[str, Any] = {}
    for name, table in tables.items():
        if table.ndim == 2:
            scale = np.maximum(np.abs(table).max(axis=0, initial=0), 1e-9) / 127
            out |= {name: np.round(table / scale).astype(np.int8), f"{name}_scale": scale.astype(np.float32)}
        else:
            out[name] = table if name == "examples" else table.astype(np.float32)
    return out


def _write(folder: Path, tables: dict[str, Any]) -> None:
    np.savez_compressed(folder / "telling.npz", **pack(tables))
    write_digests(folder)


if __name__ == "__main__":
    main()
