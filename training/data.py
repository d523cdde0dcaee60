"""Reads the training sets into one shape: documents of words, with whatever layers each set has marked."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from demarche.base import Mark, Span, parse_marked
from demarche.encode import Labels
from demarche.encode.labels import CLAIMS, NAMES, STATUSES, TYPES
from demarche.knowledge import Folders
from demarche.measure import GoldTree, by_document, read_bio, read_bio_documents, read_conllu
from demarche.parse import open_splitting, split_sentences, split_words

NON_COMMERCIAL = ("essay", "fiction", "letter", "podcast", "whow")
"""GUM's genres under a non-commercial licence: no weights are trained on them."""

VALUES = ("uw", "uds", "rp")
"""Sets with a factuality from -3 to 3 for predicates; their scales differ, so each has a column of its own."""

WIDER = {"PER": ("Person",), "ORG": ("Organization",), "LOC": ("Location", "Facility")}
"""What the three types of UNER may be among our nine; what it leaves unmarked may be any of the others or none."""

OWN = Path(__file__).parent / "own"


@dataclass(slots=True)
class Tree:
    """The syntax of a document: labels as written, heads as places in the document, -1 the root."""

    upos: list[str]
    xpos: list[str]
    features: list[str]
    lemmas: list[str]
    labels: list[str]
    heads: list[int]


@dataclass(slots=True)
class Document:
    """Words with the layers that their set has; a layer that it has not is None or empty.

    Attributes:
        words: the words, sentence after sentence.
        starts: where sentences begin; `paragraphs` those of them that begin a paragraph.
        cut: whether the sentence ends are gold and to be learnt.
        names: BIO tags of our nine types; `wide` tags of UNER's three (either may be None).
        chains: by place of a mention's head the number of its chain; `partial` where not all mentions are in them.
        attributions: places of cue, source and content of each.
        values: (place, column of `VALUES`, value from -3 to 3).
        statuses: (place, number in `STATUSES`, number in `CLAIMS`).
        pairs: (places of the source, places of the target, number in `TYPES`).
        choices: (pronoun, candidate, candidate, which is right: 0, 1, or 2 for neither).
    """

    words: list[str]
    starts: list[int]
    paragraphs: set[int]
    cut: bool = False
    tree: Tree | None = None
    names: list[str] | None = None
    wide: list[str] | None = None
    chains: dict[int, int] | None = None
    partial: bool = False
    attributions: list[tuple[list[int], list[int], list[int]]] | None = None
    values: list[tuple[int, int, float]] = field(default_factory=list)
    statuses: list[tuple[int, int, int]] = field(default_factory=list)
    pairs: list[tuple[list[int], list[int], int]] = field(default_factory=list)
    choices: list[tuple[int, int, int, int]] = field(default_factory=list)


SPLITTING = open_splitting(Folders())


def read_trees(data: Path, part: str) -> list[Document]:
    """EWT and GUM with all that other sets mark on the same texts: names (UNER), factuality (UDS), chains (OntoGUM).

    Of GUM the non-commercial genres are left out of `part="train"`.
    """
    ewt = f"parsing/ud_ewt/en_ewt-ud-{part}.conllu"
    wide = dict(read_bio(data / f"ner/uner_ewt/en_ewt-{part}.iob2"))
    values = _read_values(data / f"factuality/uds_ih2/{part}.jsonl")
    out = [_join(trees, wide=wide, values=values) for trees in by_document(read_conllu(data / ewt))]
    chains = {item["doc"]: item["mentions"] for item in _read_lines(data / f"coref/ontogum/ontogum_{part}.jsonl")}
    for trees in by_document(read_conllu(data / f"parsing/ud_gum/en_gum-{part}.conllu")):
        if part != "train" or trees[0].document.split("_")[1] not in NON_COMMERCIAL:
            document = _join(trees)
            document.chains = _heads_of(chains.get(trees[0].document, []), document)
            out.append(document)
    return out


def _join(
    trees: Sequence[GoldTree],
    *,
    wide: dict[tuple[str, ...], tuple[str, ...]] | None = None,
    values: dict[tuple[str, ...], list[tuple[int, float]]] | None = None,
) -> Document:
    document = Document([], [], set(), cut=True, tree=Tree([], [], [], [], [], []), wide=[] if wide else None)
    assert document.tree
    for tree in trees:
        start = len(document.words)
        document.starts.append(start)
        if tree.new_paragraph or not start:
            document.paragraphs.add(start)
        document.words += tree.words
        document.tree.upos += tree.upos
        document.tree.xpos += tree.xpos
        document.tree.features += tree.features
        document.tree.lemmas += tree.lemmas
        document.tree.labels += tree.labels
        document.tree.heads += [start + head - 1 if head else -1 for head in tree.heads]
        if wide is not None and document.wide is not None:
            document.wide += wide.get(tree.words, ["?"] * len(tree.words))
        document.values += [
            (start + at, VALUES.index("uds"), value) for at, value in (values or {}).get(tree.words, [])
        ]
    return document


def _heads_of(mentions: Sequence[dict], document: Document) -> dict[int, int]:
    """The head of each mention: the word whose own head stands outside."""
    assert document.tree
    heads = document.tree.heads
    found: dict[int, int] = {}
    for mention in sorted(mentions, key=lambda it: it["s"] - it["e"]):
        inside = range(mention["s"], mention["e"])
        head = next((at for at in inside if heads[at] not in inside), mention["s"])
        found[head] = mention["c"]
    return found


def _read_lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _read_values(path: Path) -> dict[tuple[str, ...], list[tuple[int, float]]]:
    return {
        tuple(item["text"].split(" ")): [(target["span1"][0], target["label"]) for target in item["targets"]]
        for item in _read_lines(path)
    }


def read_names(path: Path) -> list[Document]:
    """The articles of a BIO file of our nine types: its stretches are paragraphs, those of addresses left out."""
    out: list[Document] = []
    for stretches in read_bio_documents(path):
        document = Document([], [], set(), names=[])
        assert document.names is not None
        for words, tags in stretches:
            if len(words) == 1 and words[0].startswith("http"):
                continue
            start = len(document.words)
            document.paragraphs.add(start)
            stops = (start + at + 1 for at, word in enumerate(words[:-1]) if word in {".", "?", "!"})
            document.starts += [start, *stops]
            document.words += words
            document.names += tags
        if document.words:
            out.append(document)
    return out


def read_attributions(path: Path) -> list[Document]:
    """PolNeAR's articles with the attributions of each one's first annotator."""
    out: list[Document] = []
    for item in _read_lines(path):
        document, spans = cut_text(item["text"])
        places = [
            tuple(_places(spans, given.get(role, [])) for role in ("cue", "source", "content"))
            for given in item["annotations"][0]["attributions"]
        ]
        document.attributions = [(cue, source, content) for cue, source, content in places if cue and content]
        out.append(document)
    return out


def _places(spans: Sequence[Span], marked: Sequence[Sequence[int]]) -> list[int]:
    return [at for at, span in enumerate(spans) if any(span.start < end and start < span.end for start, end in marked)]


def cut_text(text: str) -> tuple[Document, list[Span]]:
    """A bare text as a document, lines being paragraphs and sentences cut by rule, and where its words stand."""
    document, spans = Document([], [], set()), list[Span]()
    start = 0
    for line in text.split("\n"):
        if line.strip():
            document.paragraphs.add(len(spans))
            for sentence in split_sentences(text, split_words(line, SPLITTING, start=start), SPLITTING):
                document.starts.append(len(spans))
                spans += sentence
        start += len(line) + 1
    document.words = [span.of(text) for span in spans]
    return document, spans


def read_values(path: Path, column: str) -> list[Document]:
    """Sentences with factuality: those of one file in order, single ones where the set names no file."""
    groups: dict[object, Document] = {}
    for item in _read_lines(path):
        document = groups.setdefault(item.get("file_idx", ("alone", item["idx"])), Document([], [], set()))
        start = len(document.words)
        document.starts.append(start)
        document.paragraphs.add(start)
        document.words += item["text"].split(" ")
        document.values += [
            (start + target["span1"][0], VALUES.index(column), target["label"]) for target in item["targets"]
        ]
    return list(groups.values())


def read_choices(path: Path) -> list[Document]:
    """GAP's snippets: a pronoun and two names."""
    out = []
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            document, spans = cut_text(row["Text"])
            at = [
                next((at for at, span in enumerate(spans) if span.end > int(row[key])), -1)
                for key in ("Pronoun-offset", "A-offset", "B-offset")
            ]
            right = 0 if row["A-coref"] == "TRUE" else 1 if row["B-coref"] == "TRUE" else 2
            document.choices = [(at[0], at[1], at[2], right)]
            out.append(document)
    return out


PRONOUNS = frozenset({
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself",
    "yourselves", "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them",
    "their", "theirs", "themselves", "who", "whom", "whose", "which",
})  # fmt: skip
AFTER_HEAD = frozenset({
    "of", "in", "on", "at", "from", "with", "to", "for", "by", "about", "near", "under", "over", "who", "whom", "whose",
    "which", "that", ",", "(", "--",
})  # fmt: skip
"""Words before which the head of a mention has come."""


def read_chains(path: Path) -> list[Document]:
    """LitBank's texts with their chains: mentions of people, places, organisations and vehicles alone.

    There are no trees: a mention's head is the last word before what may follow a head.
    """
    out = []
    for item in _read_lines(path):
        document = Document([], [], {0}, chains={}, partial=True)
        assert document.chains is not None
        for words in item["sents"]:
            document.starts.append(len(document.words))
            document.words += words
        for mention in sorted(item["mentions"], key=lambda it: it["s"] - it["e"]):
            inside = range(mention["s"] + 1, mention["e"])
            stop = next((at for at in inside if document.words[at].lower() in AFTER_HEAD), mention["e"])
            document.chains[stop - 1] = mention["c"]
        out.append(document)
    return out


def guess_kind(document: Document, at: int) -> int:
    """The number in `KINDS` of a word without a tag."""
    word = document.words[at]
    return 2 if word.lower() in PRONOUNS else 1 if word[0].isupper() and at not in document.starts else 0


def _marked(text: str) -> tuple[Document, list[Span], tuple[Mark, ...]]:
    bare, marks = parse_marked(text)
    document, spans = cut_text(bare)
    return document, spans, marks


def read_own_pairs(path: Path) -> list[Document]:
    """Our own pairs, `TYPE<TAB>sentence` with [source: …] and [target: …]."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition("\t")
        document, spans, marks = _marked(text)
        at = {mark.label: _places(spans, [(mark.span.start, mark.span.end)]) for mark in marks}
        document.pairs = [(at["source"], at["target"], TYPES.index(kind))]
        out.append(document)
    return out


def read_given_pairs(path: Path, relabelled: Path) -> list[tuple[str, Document]]:
    """The pairs of plv_dev with the document of each; its YIELD told apart by our own table."""
    finer = {
        tuple(line.split("\t")[:2]): line.split("\t")[2] for line in relabelled.read_text(encoding="utf-8").splitlines()
    }
    out = []
    for item in _read_lines(path):
        for event in item["events"]:
            document, spans = cut_text(item["text"])
            given = [event[f"{side}_span"] for side in ("source", "target")]  # None where the text names nobody
            source, target = (_places(spans, [span] if span else []) for span in given)
            kind = finer.get((item["id"], str(event["row"])), event["event15"])
            document.pairs = [(source, target, TYPES.index(kind))]
            out.append((item["id"], document))
    return out


def read_own_statuses(path: Path) -> list[Document]:
    """Our own sentences with [event status=… claim=…: word]."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document, spans, marks = _marked(line)
        document.statuses = [
            (at[-1], STATUSES.index(mark.field("status") or "actual"), CLAIMS.index(mark.field("claim") or "plain"))
            for mark in marks
            if (at := _places(spans, [(mark.span.start, mark.span.end)]))
        ]
        out.append(document)
    return out


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a document's words, `[start, end)`, that the network reads at once."""

    document: Document
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.document.words[self.start : self.end]

    @property
    def breaks(self) -> list[int]:
        """The places in the window, but the first, where a paragraph begins."""
        paragraphs = self.document.paragraphs
        return [at - self.start for at in range(self.start + 1, self.end) if at in paragraphs]


def cut_windows(document: Document, sizes: Sequence[int], longest: int, *, first: int = 0) -> list[Window]:
    """Windows of whole sentences with at most `longest` pieces; a longer sentence is cut wherever it is full.

    `sizes` has the pieces of each word.
    """
    stops = [*document.starts[1:], len(document.words)]
    out: list[Window] = []
    begin, at, full = first, first, 2
    for stop in stops:
        if stop <= first:
            continue
        size = sum(sizes[at:stop]) + 1
        if full + size > longest and at > begin:
            out.append(Window(document, begin, at))
            begin, full = at, 2
        while 2 + sum(sizes[begin:stop]) + 1 > longest and begin == at:
            end, room = at, longest - 3
            while end < stop and sizes[end] <= room:
                room -= sizes[end]
                end += 1
            if end >= stop:
                break
            out.append(Window(document, at, end))
            begin = at = end
        full += sum(sizes[at:stop]) + 1
        at = stop
    if at > begin:
        out.append(Window(document, begin, at))
    return out


def lemma_script(word: str, lemma: str) -> str:
    """How to make the lemma of the word.

    'low:cut:add' on the word in small letters, 'same:cut:add' on the word as it is, '=' for the word itself,
    'WHOLE:lemma' where the two share no beginning.

    [`lemma_script("Talks", "talk")` is 'low:1:']
    """
    if word == lemma:
        return "=" if word != word.lower() else "low:0:"
    lowered = word.lower()
    kept, base = ("low", lowered) if lemma == lemma.lower() else ("same", word)
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    if same == 0:
        return f"WHOLE:{lemma}"
    return f"{kept}:{len(base) - same}:{lemma[same:]}"


def frequent(values: Iterable[str], *, least: int) -> tuple[str, ...]:
    """The values seen at least `least` times, the most frequent first, ties in the order of the alphabet."""
    counts = Counter(values)
    return tuple(value for value, count in sorted(counts.items(), key=lambda it: (-it[1], it[0])) if count >= least)


def labels_of(documents: Sequence[Document]) -> Labels:
    """The closed lists of labels that the trees show often enough."""
    trees = [document.tree for document in documents if document.tree]
    scripts = (
        lemma_script(word, lemma)
        for document in documents
        if document.tree
        for word, lemma in zip(document.words, document.tree.lemmas, strict=True)
    )
    return Labels(
        upos=frequent((tag for tree in trees for tag in tree.upos), least=1),
        xpos=frequent((tag for tree in trees for tag in tree.xpos), least=3),
        features=frequent((tag for tree in trees for tag in tree.features), least=10),
        lemmas=frequent(scripts, least=3),
        relations=frequent((label for tree in trees for label in tree.labels), least=2),
        names=NAMES,
    )
