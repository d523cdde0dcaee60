"""The room's verbs: a report, or a bare text, to sentences."""

import re
from collections.abc import Container, Sequence
from datetime import date
from hashlib import sha256

from demarche.base import ByModel, Span
from demarche.encode import Encoder, Evidence, Paragraph
from demarche.parse.lemma import find_lemma
from demarche.parse.mend import (
    mend_joined_names,
    mend_joined_nations,
    mend_objects,
    mend_possessives,
    mend_prepositions,
)
from demarche.parse.mend_clauses import mend_between, mend_gifts, mend_past, mend_subjects
from demarche.parse.record import Sentence, Token
from demarche.parse.split import Splitting, split_sentences, split_words
from demarche.read import Block, Report

_BREAK = re.compile(r"\n\s*\n")


def parse(report: Report, encoder: Encoder, *, splitting: Splitting) -> tuple[tuple[Sentence, ...], Evidence]:
    """The report's sentences in order, those of headline and captions among them (see `Sentence.kind`), and all that
    the encoder found, word by word: the places of `Evidence` count the tokens of the sentences through."""
    blocks = [(number, block) for number, block in enumerate(report.blocks) if block.span.of(report.text).strip()]
    words = [split_words(block.span.of(report.text), splitting, start=block.span.start) for _, block in blocks]
    paragraphs = []
    for spans in words:
        stops, count = [], 0
        for sentence in split_sentences(report.text, spans, splitting):
            count += len(sentence)
            stops.append(count)
        paragraphs.append(Paragraph([span.of(report.text) for span in spans], stops))
    evidence = encoder.encode(paragraphs)
    owners = [owner for owner, spans in zip(blocks, words, strict=True) for _ in spans]
    flat = [span for spans in words for span in spans]
    return tuple(
        _decode(report.text, flat, first, last, owners[first], evidence, splitting)
        for first, last in evidence.sentences
    ), evidence


def parse_text(text: str, encoder: Encoder, *, splitting: Splitting) -> tuple[Sentence, ...]:
    """The sentences of a bare text; a blank line ends a paragraph."""
    return parse(bare_report(text), encoder, splitting=splitting)[0]


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


def parse_words(
    paragraphs: Sequence[Sequence[Sequence[str]]], encoder: Encoder, *, splitting: Splitting
) -> tuple[tuple[Sentence, ...], Evidence]:
    """Trees over paragraphs of sentences whose words are already cut, as when measuring on a treebank; the text is the
    words with spaces between."""
    given, spans, texts, start = list[Paragraph](), list[Span](), list[str](), 0
    for sentences in paragraphs:
        stops: list[int] = []
        for words in sentences:
            for word in words:
                spans.append(Span(start, start + len(word)))
                texts.append(word)
                start += len(word) + 1
            stops.append(len(words) + (stops[-1] if stops else 0))
        given.append(Paragraph([word for words in sentences for word in words], stops, fixed=True))
    evidence = encoder.encode(given)
    owner = (0, Block("paragraph", Span(0, start), Span(0, start)))
    text = " ".join(texts)
    return tuple(
        _decode(text, spans, first, last, owner, evidence, splitting) for first, last in evidence.sentences
    ), evidence


def _decode(
    text: str,
    spans: Sequence[Span],
    first: int,
    last: int,
    owner: tuple[int, Block],
    evidence: Evidence,
    splitting: Splitting,
) -> Sentence:
    """The sentence of the words `[first, last)`."""
    paragraph, block = owner
    xpos, names = evidence.xpos[first:last], evidence.names[first:last]
    words = [span.of(text) for span in spans[first:last]]
    heads, relations = mend_possessives(
        [head - first if head >= 0 else -1 for head in evidence.heads[first:last]], evidence.relations[first:last], xpos
    )
    heads, relations = mend_joined_names(heads, relations, xpos, names)
    heads, relations = mend_joined_nations(heads, relations, xpos, names, words)
    heads, relations = mend_objects(heads, relations, xpos)
    heads, relations = mend_prepositions(heads, relations, xpos)
    heads, relations = mend_subjects(heads, relations, xpos)
    heads, relations = mend_gifts(heads, relations, xpos)
    heads, relations = mend_between(heads, relations, words, xpos)
    xpos = mend_past(words, heads, relations, xpos, splitting.alike)
    knows = _Known(splitting.verbs, evidence.vocabulary)
    children: list[list[int]] = [[] for _ in heads]
    tokens: list[Token] = []
    for at, head in enumerate(heads):
        place, span = first + at, spans[first + at]
        word = words[at]
        if head >= 0:
            children[head].append(at)
        tokens.append(
            Token(
                at=at, span=span, text=word,
                lemma=find_lemma(word, xpos[at], evidence.lemmas[place], irregular=splitting.irregular, knows=knows),
                upos=evidence.upos[place], xpos=xpos[at], features=evidence.features[place],
                head=head, relation=relations[at], name=evidence.names[place], place=place,
            )
        )  # fmt: skip
    whole = Span(spans[first].start, spans[last - 1].end)
    sure = round(float(evidence.sure[first:last].mean()), 4)
    return Sentence(
        whole, whole.of(text), tuple(tokens), block.kind, paragraph, tuple(map(tuple, children)), ByModel("tree", sure)
    )


class _Known:
    """Whether a word is one of English, by our verbs or the encoder's vocabulary."""

    def __init__(self, verbs: Container[str], vocabulary: Container[str]) -> None:
        self.verbs, self.vocabulary = verbs, vocabulary

    def __call__(self, word: str) -> bool:
        return word in self.verbs or word in self.vocabulary
