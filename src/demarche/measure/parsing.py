"""Scores of the parse room on treebanks and name corpora."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.base import ReadError
from demarche.encode import Encoder
from demarche.parse import Splitting, parse_words, split_sentences, split_words


@dataclass(frozen=True, slots=True)
class GoldTree:
    """One sentence of a CoNLL-U file; heads from 1, 0 the root; `text` is the raw sentence, `spaced` whether a space
    stands between it and the next one."""

    text: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    new_paragraph: bool
    document: str
    spaced: bool = True


def read_conllu(path: Path) -> Iterator[GoldTree]:
    """The sentences of a CoNLL-U file, empty nodes passed over; of ranges ("don't") the words, not the whole."""
    text, document, fresh, spaced, ranged = "", "", False, True, 0
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line.startswith("# newdoc"):
            document, fresh = line.partition("= ")[2], True
        elif line.startswith("# newpar"):
            fresh = True
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
            if "." not in columns[0]:
                first, _, last = columns[0].partition("-")
                if last or int(first) > ranged:  # a range says for its words whether a space follows
                    spaced = "SpaceAfter=No" not in columns[9].split("|")
                ranged = int(last) if last else ranged
        elif not line and rows:
            by_field = list(zip(*rows, strict=True))
            heads = tuple(int(head) for head in by_field[6])
            yield GoldTree(
                text, by_field[1], by_field[2], by_field[3], by_field[4], heads, by_field[7], fresh, document, spaced
            )
            rows, fresh, spaced, ranged = [], False, True, 0


def measure_trees(path: Path, encoder: Encoder, splitting: Splitting) -> dict[str, float]:
    """UPOS, XPOS, lemma, UAS and LAS (subtypes counted) on gold words, in per cent of all words, punctuation too."""
    trees = list(read_conllu(path))
    right = dict.fromkeys(("UPOS", "XPOS", "lemma", "UAS", "LAS"), 0)
    total = 0
    for start in range(0, len(trees), 40):
        group = trees[start : start + 40]
        for gold, found in zip(
            group, parse_words([tree.words for tree in group], encoder, splitting=splitting), strict=True
        ):
            for at, token in enumerate(found.tokens):
                arc = token.head + 1 == gold.heads[at]
                right["UPOS"] += token.upos == gold.upos[at]
                right["XPOS"] += token.xpos == gold.xpos[at]
                right["lemma"] += token.lemma == gold.lemmas[at]
                right["UAS"] += arc
                right["LAS"] += arc and token.relation == gold.labels[at]
            total += len(gold.words)
    return {key: round(100 * value / total, 2) for key, value in right.items()}


def measure_splitting(path: Path, splitting: Splitting) -> dict[str, float]:
    """F1 of words and of sentences on the raw text, each paragraph of the treebank being given as one block.

    Between two sentences stands a space where the treebank has one: a paragraph is the text as it was written.

    Raises:
        ReadError: the words of a sentence do not make up its text.
    """
    counts = {"words": [0, 0, 0], "sentences": [0, 0, 0]}
    for paragraph in _paragraphs(path):
        text = "".join(tree.text + (" " if tree.spaced else "") for tree in paragraph).rstrip()
        gold_words, gold_sentences, start = set[tuple[int, int]](), set[tuple[int, int]](), 0
        for tree in paragraph:
            gold_words.update(_place_words(tree, start, path))
            gold_sentences.add((start, start + len(tree.text)))
            start += len(tree.text) + tree.spaced
        words = split_words(text, splitting)
        found = {(span.start, span.end) for span in words}
        sentences = {(part[0].start, part[-1].end) for part in split_sentences(text, words, splitting)}
        for key, gold, guess in (("words", gold_words, found), ("sentences", gold_sentences, sentences)):
            for place, number in enumerate((len(gold & guess), len(gold), len(guess))):
                counts[key][place] += number
    return {key: round(200 * hit / (gold + guess), 2) for key, (hit, gold, guess) in counts.items()}


def _place_words(tree: GoldTree, start: int, path: Path) -> Iterator[tuple[int, int]]:
    """Where the tree's words stand, moved by `start`; they must cover its text but for white space."""
    at = 0
    for word in tree.words:
        while tree.text[at : at + 1].isspace():
            at += 1
        if not tree.text.startswith(word, at):
            raise ReadError(str(path), f"{word!r} does not stand at character {at} of {tree.text!r}")
        yield start + at, start + at + len(word)
        at += len(word)


def _paragraphs(path: Path) -> Iterator[list[GoldTree]]:
    group: list[GoldTree] = []
    for tree in read_conllu(path):
        if tree.new_paragraph and group:
            yield group
            group = []
        group.append(tree)
    if group:
        yield group


def measure_names(path: Path, encoder: Encoder, splitting: Splitting, *, longest: int = 120) -> dict[str, float]:
    """Precision, recall and F1 of exact spans with exact types on a BIO file, stretches cut to `longest` words."""
    hit = gold_count = found_count = 0
    group: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for item in [*_read_cut(path, longest), None]:
        if item is not None:
            group.append(item)
        if group and (item is None or len(group) == 40):
            for (_, tags), sentence in zip(
                group, parse_words([words for words, _ in group], encoder, splitting=splitting), strict=True
            ):
                gold, found = spans_of(tags), spans_of([token.name for token in sentence.tokens])
                hit += len(gold & found)
                gold_count += len(gold)
                found_count += len(found)
            group = []
    precision, recall = hit / max(1, found_count), hit / max(1, gold_count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(100 * precision, 2), "recall": round(100 * recall, 2), "F1": round(100 * f1, 2)}


def spans_of(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names of BIO tags as (first, after last, type)."""
    out: set[tuple[int, int, str]] = set()
    start, kind = -1, ""
    for at, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{kind}":
            out.add((start, at, kind))
            start = -1
        if tag.startswith("B-") or (tag.startswith("I-") and start < 0):
            start, kind = at, tag[2:]
    return out


def read_bio(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The stretches of a BIO file (number, word, tag by tabs; a blank line between) as (words, tags)."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split("\t")
        if len(columns) >= 3 and columns[0].isdigit():
            words.append(columns[1])
            tags.append(columns[2])
        elif not line and words:
            yield tuple(words), tuple(tags)
            words, tags = [], []


def _read_cut(path: Path, longest: int) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for words, tags in read_bio(path):
        for start in range(0, len(words), longest):
            yield words[start : start + longest], tags[start : start + longest]
