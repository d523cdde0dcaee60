"""The room's verbs: a report, or a bare text, to sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np

from demarche.base import ByModel, Span
from demarche.encode import Encoder, Ints, Scores
from demarche.parse.decode import apply_lemma, best_heads, best_names, best_relations, mend_possessives
from demarche.parse.lemma import find_lemma
from demarche.parse.record import Sentence, Token
from demarche.parse.split import Splitting, split_sentences, split_words
from demarche.read import Block, Report

LONGEST = 500
"""Pieces that a sentence may take; the network's window is 512."""

_BREAK = re.compile(r"\n\s*\n")


def parse(report: Report, encoder: Encoder, *, splitting: Splitting) -> tuple[Sentence, ...]:
    """The report's sentences in order, those of headline and captions among them (see `Sentence.kind`)."""
    return _parse_blocks(report.text, report.blocks, encoder, splitting)


def parse_text(text: str, encoder: Encoder, *, splitting: Splitting) -> tuple[Sentence, ...]:
    """The sentences of a bare text; a blank line ends a paragraph."""
    return parse(bare_report(text), encoder, splitting=splitting)


def bare_report(text: str, *, published: date | None = None) -> Report:
    """A report of nothing but paragraphs: the text as given, nothing taken off, a blank line between paragraphs."""
    blocks: list[Block] = []
    start = 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            blocks.append(Block("paragraph", Span(start, end), Span(start, end)))
        start = gap.end() if gap else end
    named = f"{published.isoformat() if published else ''}\n{text}"
    return Report(sha256(named.encode()).hexdigest()[:16], text, tuple(blocks), "text", published=published)


def parse_words(sentences: Sequence[Sequence[str]], encoder: Encoder, *, splitting: Splitting) -> tuple[Sentence, ...]:
    """Trees over words that are already cut, as when measuring on a treebank; the text is the words with spaces."""
    out: list[_Cut] = []
    for number, words in enumerate(sentences):
        spans, start = [], 0
        for word in words:
            spans.append(Span(start, start + len(word)))
            start += len(word) + 1
        out.append(_Cut(" ".join(words), tuple(spans), Block("paragraph", Span(0, start)), number))
    return _decode_all(out, encoder, splitting)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sentence before it is parsed: its words as spans of `text`, and the block that it stands in, by number."""

    text: str
    spans: tuple[Span, ...]
    block: Block
    paragraph: int

    @property
    def words(self) -> list[str]:
        return [span.of(self.text) for span in self.spans]


def _parse_blocks(text: str, blocks: Sequence[Block], encoder: Encoder, splitting: Splitting) -> tuple[Sentence, ...]:
    cuts: list[_Cut] = []
    for number, block in enumerate(blocks):
        words = split_words(block.span.of(text), splitting, start=block.span.start)
        for sentence in split_sentences(text, words, splitting):
            cuts.extend(_Cut(text, part, block, number) for part in _cut(text, sentence, encoder))
    return _decode_all(cuts, encoder, splitting)


def _decode_all(cuts: Sequence[_Cut], encoder: Encoder, splitting: Splitting) -> tuple[Sentence, ...]:
    """The sentences: all trees first, then the labels of all their arcs at once."""
    if not cuts:
        return ()
    scored = encoder.encode([cut.words for cut in cuts])
    trees = [best_heads(scores.arcs) for scores in scored]
    dependents = np.concatenate([scores.dependents for scores in scored])
    above = np.concatenate([scores.heads[heads] for scores, (heads, _) in zip(scored, trees, strict=True)])
    labelled = encoder.relate(dependents, above)
    out: list[Sentence] = []
    start = 0
    for cut, scores, (heads, sure) in zip(cuts, scored, trees, strict=True):
        relations = best_relations(labelled[start : start + len(heads)], heads, encoder.labels)
        heads, relations = mend_possessives(heads, relations, [encoder.labels.xpos[at] for at in scores.xpos])
        out.append(_decode(cut, scores, heads, relations, sure, encoder, splitting))
        start += len(heads)
    return tuple(out)


def _cut(text: str, words: tuple[Span, ...], encoder: Encoder) -> Iterator[tuple[Span, ...]]:
    """The sentence, in parts if it is too long for the network: after a semicolon or comma where there is one."""
    while encoder.count_pieces([span.of(text) for span in words]) > LONGEST:
        total = 2
        end = 0
        while total + encoder.count_pieces([words[end].of(text)]) - 2 <= LONGEST:
            total += encoder.count_pieces([words[end].of(text)]) - 2
            end += 1
        stops = [at + 1 for at in range(end // 2, end) if words[at].of(text) in {";", ",", ":", "–", "—", "."}]
        end = stops[-1] if stops else end
        yield words[:end]
        words = words[end:]
    if words:
        yield words


def _decode(
    cut: _Cut,
    scores: Scores,
    heads: Ints,
    relations: Sequence[str],
    sure: float,
    encoder: Encoder,
    splitting: Splitting,
) -> Sentence:
    text, spans, labels = cut.text, cut.spans, encoder.labels

    def knows(word: str) -> bool:
        return word in splitting.verbs or encoder.knows(word)

    names = best_names(scores.names, labels.names)
    children: list[list[int]] = [[] for _ in spans]
    tokens: list[Token] = []
    for at, span in enumerate(spans):
        word = span.of(text)
        xpos = labels.xpos[scores.xpos[at]]
        guess = apply_lemma(labels.lemmas[scores.lemmas[at]], word)
        head = int(heads[at]) - 1
        if head >= 0:
            children[head].append(at)
        tokens.append(
            Token(
                at=at, span=span, text=word,
                lemma=find_lemma(word, xpos, guess, irregular=splitting.irregular, knows=knows),
                upos=labels.upos[scores.upos[at]], xpos=xpos,
                head=head, relation=relations[at], name=names[at],
            )
        )  # fmt: skip
    whole = Span(spans[0].start, spans[-1].end)
    return Sentence(
        whole, whole.of(text), tuple(tokens), cut.block.kind, cut.paragraph,
        tuple(tuple(kids) for kids in children), ByModel("tree", round(sure, 4)),
    )  # fmt: skip
