"""Scores of the parse room on treebanks and name corpora."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.base import ReadError
from demarche.encode import Encoder, Paragraph
from demarche.parse import Splitting, bare_report, parse, parse_words


@dataclass(frozen=True, slots=True)
class GoldTree:
    """One sentence of a CoNLL-U file; heads from 1, 0 the root; `text` is the raw sentence, `spaced` whether a space
    stands between it and the next one."""

    text: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    features: tuple[str, ...]
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
            words, lemmas, upos, xpos, features = by_field[1:6]
            yield GoldTree(
                text, words, lemmas, upos, xpos, features, heads, by_field[7], fresh, document, spaced
            )  # fmt: skip
            rows, fresh, spaced, ranged = [], False, True, 0


def measure_trees(path: Path, encoder: Encoder, splitting: Splitting) -> dict[str, float]:
    """UPOS, XPOS, lemma, UAS and LAS (subtypes counted) on gold words and sentences, in per cent of all words,
    punctuation too; each document of the treebank is read as one report."""
    right = dict.fromkeys(("UPOS", "XPOS", "features", "lemma", "UAS", "LAS"), 0)
    total = 0
    for document in by_document(read_conllu(path)):
        paragraphs = [[tree.words for tree in paragraph] for paragraph in _paragraphs(document)]
        trees, starts = parse_words(paragraphs, encoder, splitting=splitting)[0], 0
        tokens = [token for tree in trees for token in tree.tokens]
        for gold in document:
            for at, token in enumerate(tokens[starts : starts + len(gold.words)]):
                head = token.place - token.at + token.head - starts + 1 if token.head >= 0 else 0
                hung = head == gold.heads[at]
                right["UPOS"] += token.upos == gold.upos[at]
                right["XPOS"] += token.xpos == gold.xpos[at]
                right["features"] += token.features == gold.features[at]
                right["lemma"] += token.lemma == gold.lemmas[at]
                right["UAS"] += hung
                right["LAS"] += hung and token.relation == gold.labels[at]
            starts += len(gold.words)
            total += len(gold.words)
    return {key: round(100 * value / total, 2) for key, value in right.items()}


def by_document(trees: Iterable[GoldTree]) -> Iterator[list[GoldTree]]:
    """The trees of each document, in order."""
    group: list[GoldTree] = []
    for tree in trees:
        if group and tree.document != group[-1].document:
            yield group
            group = []
        group.append(tree)
    if group:
        yield group


def measure_splitting(path: Path, encoder: Encoder, splitting: Splitting) -> dict[str, float]:
    """F1 of words and of sentences on the raw text of each document, its paragraphs known.

    Between two sentences stands a space where the treebank has one: a paragraph is the text as it was written.

    Raises:
        ReadError: the words of a sentence do not make up its text.
    """
    counts = {"words": [0, 0, 0], "sentences": [0, 0, 0]}
    for document in by_document(read_conllu(path)):
        text, start = "", 0
        gold_words, gold_sentences = set[tuple[int, int]](), set[tuple[int, int]]()
        for paragraph in _paragraphs(document):
            for tree in paragraph:
                gold_words.update(_place_words(tree, start, path))
                gold_sentences.add((start, start + len(tree.text)))
                text += tree.text + (" " if tree.spaced else "")
                start = len(text)
            text = text.rstrip() + "\n\n"
            start = len(text)
        sentences = parse(bare_report(text), encoder, splitting=splitting)[0]
        found = {(token.span.start, token.span.end) for sentence in sentences for token in sentence.tokens}
        cut = {(sentence.span.start, sentence.span.end) for sentence in sentences}
        for key, gold, guess in (("words", gold_words, found), ("sentences", gold_sentences, cut)):
            for place, number in enumerate((len(gold & guess), len(gold), len(guess))):
                counts[key][place] += number
    return {key: round(200 * hit / max(1, gold + guess), 2) for key, (hit, gold, guess) in counts.items()}


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


def _paragraphs(trees: Iterable[GoldTree]) -> Iterator[list[GoldTree]]:
    group: list[GoldTree] = []
    for tree in trees:
        if tree.new_paragraph and group:
            yield group
            group = []
        group.append(tree)
    if group:
        yield group


NARROWER = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC"}
"""Our types as the three that are most in use; the others have no counterpart there."""


def measure_names(path: Path, encoder: Encoder, splitting: Splitting) -> dict[str, float]:
    """Precision, recall and F1 of exact spans with exact types on a BIO file, each of its documents read as a report.

    Where the file knows persons, organisations and places alone (PER ORG LOC), ours are mapped to these.
    """
    hit = gold_count = found_count = 0
    documents = list(read_bio_documents(path))
    narrow = not {tag[2:] for document in documents for _, tags in document for tag in tags} - {"", *NARROWER.values()}
    for document in documents:
        paragraphs = [Paragraph(words, _full_stops(words)) for words, _ in document]
        names, start = encoder.encode(paragraphs).names, 0
        for words, tags in document:
            gold, found = spans_of(tags), spans_of(names[start : start + len(words)])
            if narrow:
                found = {(first, last, NARROWER[kind]) for first, last, kind in found if kind in NARROWER}
            hit += len(gold & found)
            gold_count += len(gold)
            found_count += len(found)
            start += len(words)
    precision, recall = hit / max(1, found_count), hit / max(1, gold_count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(100 * precision, 2), "recall": round(100 * recall, 2), "F1": round(100 * f1, 2)}


def _full_stops(words: Sequence[str]) -> list[int]:
    return [at + 1 for at, word in enumerate(words) if word in {".", "!", "?"}]


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


Stretch = tuple[tuple[str, ...], tuple[str, ...]]
"""Words and their BIO tags."""


def read_bio_documents(path: Path) -> Iterator[list[Stretch]]:
    """The documents of a BIO file (number, word, tag by tabs) as stretches of words and tags: a blank line ends a
    stretch, `# newdoc` a document; a file without it is one document."""
    document: list[Stretch] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), "", "# newdoc"]:
        columns = line.split("\t")
        if len(columns) >= 3 and columns[0].isdigit():
            words.append(columns[1])
            tags.append(columns[2])
        elif not line and words:
            document.append((tuple(words), tuple(tags)))
            words, tags = [], []
        elif line.startswith("# newdoc") and document:
            yield document
            document = []


def read_bio(path: Path) -> Iterator[Stretch]:
    """The stretches of a BIO file, whatever their document."""
    for document in read_bio_documents(path):
        yield from document
