"""Scores of who is who: found chains against marked ones, in the formats that corpora of coreference come in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from demarche.base import ReadError
from demarche.encode import Encoder
from demarche.measure.chains import find_chains, find_mention
from demarche.measure.clusters import Chain, Tally
from demarche.measure.figures import need_layer
from demarche.measure.gap import HEADER, measure_gap
from demarche.measure.inputs import read_objects, read_whole
from demarche.parse import Splitting, parse_words

_BEGIN = re.compile(r"#\s*begin document")
_END = re.compile(r"#\s*end document")
_MARK = re.compile(r"\((?P<opens>[^()|]+)(?P<closed>\))?|(?P<closes>[^()|]+)\)")
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}

UNCUT = 150
"""Words from which what a file gives as one sentence is a text that it does not cut: no sentence is as long."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A document with its chains: paragraphs of sentences of words, and mentions as places `[first, after last)`."""

    paragraphs: tuple[tuple[tuple[str, ...], ...], ...]
    chains: tuple[Chain, ...]


def measure_coref(path: Path, encoder: Encoder, splitting: Splitting, *, first: int | None = None) -> dict[str, float]:
    """Figures in per cent over the `first` documents of the file, or all.

    Of marked chains MUC, B-cubed, CEAF-e, their mean ("CoNLL"), LEA and mentions, without chains of one mention; of
    GAP's pronouns what `measure_gap` gives.

    Raises:
        ReadError: the file is in none of the formats.
        ConfigError: the encoder links no mentions.
    """
    if read_whole(path).startswith(HEADER):
        return measure_gap(path, encoder, splitting, first=first)
    tally = Tally()
    for marked in islice(read_chains(path), first):
        tally.add(marked.chains, find_marked(marked.paragraphs, encoder, splitting))
    return tally.figures()


def find_marked(
    paragraphs: Sequence[Sequence[Sequence[str]]], encoder: Encoder, splitting: Splitting
) -> tuple[Chain, ...]:
    """The chains that the encoder finds in words already cut, mentions as places; no mention is in two of them."""
    if not any(sentence for sentences in paragraphs for sentence in sentences):
        return ()
    sentences, evidence = parse_words(paragraphs, encoder, splitting=splitting)
    owners = [(token, sentence) for sentence in sentences for token in sentence.tokens]
    used: set[tuple[int, int]] = set()
    out: list[Chain] = []
    for chain in find_chains(need_layer(evidence.links, "coref")):
        mentions = {find_mention(*owners[place]) for place in chain} - used
        used |= mentions
        out.append(frozenset(mentions))
    return tuple(out)


def read_chains(path: Path) -> Iterator[MarkedText]:
    """The documents of a file of JSON lines, or of one written as for CoNLL-2012.

    JSON lines have `sents` (lists of words), `mentions` (`s` and `e`, places of the first word and after the last, and
    `c`, the chain) and may have `par_start` (1 for sentences that begin a paragraph).

    Raises:
        ReadError: the file is neither, or faulty.
    """
    text = read_whole(path)
    if text.lstrip().startswith("{"):
        yield from _read_json(path)
    elif _BEGIN.match(text.lstrip()):
        yield from _read_conll(path, text)
    else:
        raise ReadError(
            str(path), "no format of coreference that is known",
            "JSON lines (sents, mentions), CoNLL-2012 (#begin document …) or GAP's table are expected",
        )  # fmt: skip


def _read_json(path: Path) -> Iterator[MarkedText]:
    for where, item in read_objects(path):
        try:
            sents = [tuple(map(str, words)) for words in item["sents"]]
            starts = item.get("par_start") or [0] * len(sents)
            marked = [(int(one["s"]), int(one["e"]), str(one["c"])) for one in item["mentions"]]
            paragraphs = _group(sents, starts)
        except (KeyError, TypeError, ValueError) as error:
            raise ReadError(where, f"no document with chains: {error!r}", "sents and mentions are expected") from error
        yield MarkedText(paragraphs, _chains(marked))


def _group(sents: Sequence[tuple[str, ...]], starts: Sequence[int]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    paragraphs: list[list[tuple[str, ...]]] = []
    for words, begins in zip(sents, starts, strict=True):
        if begins or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(words)
    return tuple(map(tuple, paragraphs))


def _chains(marked: Sequence[tuple[int, int, str]]) -> tuple[Chain, ...]:
    chains: dict[str, set[tuple[int, int]]] = {}
    for start, end, name in marked:
        chains.setdefault(name, set()).add((start, end))
    return tuple(map(frozenset, chains.values()))


def _read_conll(path: Path, text: str) -> Iterator[MarkedText]:
    """Documents between "#begin document" and "#end document"; the word is in the fourth column, in short rows in the
    last but one; marks are in the last."""
    sents: list[list[str]] = [[]]
    marks = _Marks()
    for number, line in enumerate([*text.split("\n"), "#end document"], start=1):
        columns = line.split()
        if _BEGIN.match(line) or _END.match(line):
            if any(marks.waiting.values()):
                raise ReadError(f"{path}:{number}", "the document ends within a mention")
            if marks.place:
                yield MarkedText((_cut(sents),), _chains(marks.closed))
            sents, marks = [[]], _Marks()
        elif not columns:
            sents.append([])
        elif len(columns) > 2:
            word = columns[3] if len(columns) > 4 else columns[-2]
            sents[-1].append(_BRACKETS.get(word, word))
            marks.take(columns[-1], f"{path}:{number}")
        elif not line.startswith("#"):
            raise ReadError(f"{path}:{number}", "fewer than three columns", "word and marks are expected")


class _Marks:
    """Collects mentions from the last column, word by word."""

    def __init__(self) -> None:
        self.place = 0
        self.waiting: dict[str, list[int]] = {}
        self.closed: list[tuple[int, int, str]] = []

    def take(self, column: str, where: str) -> None:
        """Take in the marks of the next word."""
        for mark in _MARK.finditer(column):
            if mark["opens"]:
                self.waiting.setdefault(mark["opens"], []).append(self.place)
            name = mark["closes"] or (mark["opens"] if mark["closed"] else "")
            if name:
                if not self.waiting.get(name):
                    raise ReadError(where, f"mention {name!r} ends where none has begun")
                self.closed.append((self.waiting[name].pop(), self.place + 1, name))
        self.place += 1


def _cut(sents: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The sentences, those cut after full stops that are too long to be one."""
    out: list[tuple[str, ...]] = []
    for words in sents:
        stops = [at + 1 for at, word in enumerate(words) if word in {".", "?", "!"}] if len(words) > UNCUT else []
        for low, high in zip([0, *stops], [*stops, len(words)], strict=True):
            if high > low:
                out.append(tuple(words[low:high]))
    return tuple(out)
