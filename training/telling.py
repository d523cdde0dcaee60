"""Trains the heads that say which words tell of an event, and fits how far rules and heads are to be trusted together.

    python -m training.telling WEIGHTS

WEIGHTS is a folder that `training.export` wrote; it takes `telling.npz`. The states are those of the shipped int8
encoder, so the heads are trained after it. They learn from the marked examples of the lexicon, from our own pairs, and
from the pages in `own/`: `pages_quiet.txt` has none of public affairs, the pages of `pages_mixed.txt` hold an event or
two on a page of sport or arts. What the features of a word count beside the heads is fitted on pages whose heads were
trained without them, in five folds, and written to `events/knowledge/en/triggers.tsv`; what the heads count beside the
features is printed for `judging.toml` there.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from demarche.base import Span, parse_marked
from demarche.encode import TYPES, open_encoder
from demarche.encode.onnx import SHIPPED
from demarche.encode.telling import TELLING, draw_affairs, mean_state, narrow, word_states
from demarche.events import read_event_examples
from demarche.events.fill import known_types
from demarche.events.judging import FLOOR, NONE
from demarche.events.patterns import Pattern
from demarche.events.trigger import find_triggers
from demarche.events.worded import Worded
from demarche.knowledge import Folders, Weights, shipped, write_weights
from demarche.parse import Sentence, Token, bare_report, parse
from demarche.pipeline import Coder
from training.data import OWN
from training.model import WIDE
from training.triggers import fit_triggers

Floats = npt.NDArray[np.float64]

COMMENT = "Written by training.telling from the pages in training/own: log odds by feature."

PAGES = ("pages", "who", "full")
"""What the names of files of marked pages begin with."""

QUIET, MIXED = "pages_quiet", "pages_mixed"
FOLDS, EPOCHS, HIDDEN, SIZE = 5, 10, 512, 256
SHOWN = 2
"""How often each page is shown for each example of the lexicon, which are shorter and told in one way."""

EMPTY = {
    "hidden": (WIDE, 1), "hidden_bias": (1,), "types": (1, len(TYPES)), "types_bias": (len(TYPES),), "affairs": (WIDE,),
    "affairs_bias": (1,), "narrow": (1, 1), "like": (0, 1), "examples": (0,),
}  # fmt: skip
NARROW = 48
"""Numbers by which a word is compared with the examples."""


@dataclass(frozen=True)
class Word:
    """A word: its state, what it tells by the marks, its document, its sentence with the word between asterisks; and
    what the rules say of it and of the words around it."""

    state: npt.NDArray[np.float32]
    told: int
    document: str
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
    """Words by set, and the mean states and numbers of words of pages and sentences."""

    words: dict[str, list[Word]]
    pages: dict[str, npt.NDArray[np.float32]]
    sizes: dict[str, int]


def read_all(coder: Coder) -> Read:
    """The lexicon's examples, the pairs and the pages, coded by rules alone."""
    found = Read({}, {}, {})
    for number, example in enumerate(read_event_examples(Folders())):
        marks = [(mark.span, mark.value or example.fields["type"]) for mark in example.marks if mark.label == "event"]
        _add(found, "lexicon", f"lexicon {number}", example.text, marks if example.positive else [], coder)
    for path in sorted(OWN.glob("pairs_train*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            kind, _, marked = line.partition("\t")
            text, marks = parse_marked(marked)
            told = [(mark.span, kind) for mark in marks if mark.label == "event"]
            _add(found, "pairs", f"{path.stem} {number}", text, told, coder, marked_only=True)
    for path in sorted(path for kind in PAGES for path in OWN.glob(f"{kind}_*.txt")):
        for number, page in enumerate(path.read_text(encoding="utf-8").split("\n----\n")):
            text, marks = parse_marked(page.rpartition("+++\n")[2].strip("\n"))
            told = [(mark.span, mark.label) for mark in marks if mark.label in TYPES]
            _add(found, path.stem, f"{path.stem} {number}", text, told, coder)
    return found


def _add(
    found: Read, name: str, document: str, text: str, marks: Sequence, coder: Coder, *, marked_only: bool = False
) -> None:
    """Add a text's words; with `marked_only` those without a mark are unknown and left out."""
    analysis = coder.code_text(text)
    _, evidence = parse(bare_report(text), coder.encoder, splitting=coder.knowledge.splitting)
    states = word_states(evidence.stretches)
    rules, found_by = coder.knowledge.events, {event.head.place: event.pattern for event in analysis.triggers}
    for sentence in analysis.sentences:
        triggers = tuple(find_triggers(sentence, rules.patterns, rules.frames))
        known = known_types(triggers)
        for token in sentence.tokens:
            told = next((kind for span, kind in marks if span.start <= token.span.start < span.end), "NONE")
            if token.upos in TELLING and not (marked_only and told == "NONE"):
                pattern = rules.patterns.all.get(found_by.get(token.place, ""))
                state, shown = states[token.place], _show(text, token.span)
                found.words.setdefault(name, []).append(
                    Word(state, TYPES.index(told), document, shown, token, pattern, sentence, known)
                )
    found.pages[document] = mean_state(evidence.stretches)
    found.sizes[document] = len(states)


def _show(text: str, span: Span) -> str:
    return f"{text[: span.start]}*{span.of(text)}*{text[span.end :]}"


def teach(words: Sequence[Word], seed: int) -> nn.Module:
    """The head of words, its input scaled by its own first layer."""
    torch.manual_seed(seed)
    states, gold = stack(words), torch.tensor([word.told for word in words])
    mean, spread = states.mean(0), states.std(0) + 1e-5
    head = nn.Sequential(nn.Linear(states.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, len(TYPES)))
    optimizer = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=0.01)
    steps = EPOCHS * (len(words) // SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    scaled = (states - mean) / spread
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(words)).split(SIZE):
            loss = functional.cross_entropy(head(scaled[rows]), gold[rows], label_smoothing=0.05)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
    first = head[0]
    with torch.no_grad():
        first.weight /= spread
        first.bias -= first.weight @ mean
    return head.eval()


def stack(words: Sequence[Word]) -> Tensor:
    """(words, width) states."""
    return torch.from_numpy(np.stack([word.state for word in words]).astype(np.float32))


def ask(head: nn.Module, words: Sequence[Word]) -> npt.NDArray[np.float32]:
    """(words, types) probabilities."""
    with torch.no_grad():
        return torch.softmax(head(stack(words)), -1).numpy()


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


def train(found: Read, documents: set[str] | None, seed: int) -> tuple[nn.Module, tuple[Floats, float]]:
    """Both heads, on the pages and sentences named or on all."""
    chosen: list[Word] = []
    for name, words in found.words.items():
        mine = [word for word in words if documents is None or word.document in documents]
        chosen += mine * (1 if name == QUIET or not name.startswith(PAGES) else SHOWN)
    return teach(chosen, seed), fit_affairs(
        {name: state for name, state in found.pages.items() if documents is None or name in documents}
    )


def fit_words(found: Read) -> tuple[Weights, float]:
    """What features count beside the heads, by heads of five folds of the pages and of the lexicon's sentences; prints
    how right both are on the pages."""
    pages = sorted(found.pages)
    random.Random(5).shuffle(pages)
    words = [word for name, some in found.words.items() if name != "pairs" for word in some]  # all of a pair is marked
    fold = {page: at % FOLDS for at, page in enumerate(pages)}
    views, features = np.zeros((len(words), len(TYPES)), dtype=np.float32), [[""]] * len(words)
    for number in range(FOLDS):
        head, (line, bias) = train(found, {page for page in pages if fold[page] != number}, number)
        mine = [at for at, word in enumerate(words) if fold[word.document] == number]
        views[mine] = ask(head, [words[at] for at in mine])
        for at in mine:
            page = words[at].document
            affairs = draw_affairs(float(found.pages[page] @ line + bias), found.sizes[page])
            features[at] = words[at].features(found.sizes[page], affairs)
    right = np.array([word.told for word in words])
    pages_only = np.array([word.document.startswith(PAGES) for word in words])
    print(f"heads alone: {_say(views.argmax(1)[pages_only], right[pages_only])}", flush=True)
    folds = np.array([fold[word.document] for word in words])
    guessed = np.zeros_like(right)
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(folds != number), np.flatnonzero(folds == number)
        weights, told = fit_triggers([features[at] for at in inside], views[inside], right[inside].tolist())
        scores = np.array([weights.add(features[at]) for at in outside]) + told * np.log(
            np.maximum(views[outside], FLOOR)
        )
        guessed[outside] = scores.argmax(1)
    for name, some in (("pages", pages_only), ("sentences", ~pages_only)):
        print(f"with rules and features, {name}: {_say(guessed[some], right[some])}", flush=True)
    return fit_triggers(features, views, right.tolist())


def _say(guessed: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> str:
    hits = int(((guessed == right) & (right != NONE)).sum())
    found, gold = int((guessed != NONE).sum()), int((right != NONE).sum())
    return f"P {100 * hits / found:.1f}  R {100 * hits / gold:.1f}  F1 {200 * hits / (found + gold):.1f}"


def main() -> None:
    """Train, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    folder: Path = parser.parse_args().weights
    if not (folder / "telling.npz").exists():
        _write(
            folder, {name: np.zeros(shape, dtype=str if name == "examples" else float) for name, shape in EMPTY.items()}
        )  # the encoder opens with all its files
    found = read_all(Coder(encoder=open_encoder(folder), rules_only=True))
    weights, told = fit_words(found)
    print(f"told = {told:.3f}")
    write_weights(shipped("events") / "en" / "triggers.tsv", weights, [COMMENT])
    head, (line, bias) = train(found, None, FOLDS)
    tables = {
        "hidden": head[0].weight.detach().numpy().T, "hidden_bias": head[0].bias.detach().numpy(),
        "types": head[3].weight.detach().numpy().T, "types_bias": head[3].bias.detach().numpy(),
        "affairs": line, "affairs_bias": np.array([bias]),
    }  # fmt: skip
    _write(folder, tables | gather_examples(found, tables))


def gather_examples(found: Read, tables: dict[str, Any]) -> dict[str, Any]:
    """What `demarche why` compares words with: the examples of the lexicon, narrowed to the directions in which their
    hidden values differ most."""
    told = [word for word in found.words["lexicon"] if word.told != NONE]
    states = np.stack([word.state for word in told])
    hidden = np.maximum(states @ tables["hidden"] + tables["hidden_bias"], 0)
    _, _, directions = np.linalg.svd(hidden - hidden.mean(0), full_matrices=False)
    table = directions[:NARROW].T
    return {"narrow": table, "like": narrow(hidden, table), "examples": np.array([word.shown for word in told])}


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
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in SHIPPED}
    (folder / "digests.json").write_text(json.dumps(digests, indent=1) + "\n")


if __name__ == "__main__":
    main()
