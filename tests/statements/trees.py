"""Sentences written by hand as trees, so that tests do not hang on what the parser thinks."""

from demarche.base import Given, Span
from demarche.parse import Sentence, Token
from demarche.read import BlockKind

_POS = {
    "N": ("NOUN", "NN"), "P": ("PROPN", "NNP"), "R": ("PRON", "PRP"), "V": ("VERB", "VBD"), "G": ("VERB", "VBG"),
    "E": ("VERB", "VBN"), "B": ("VERB", "VB"), "X": ("AUX", "VBD"), "D": ("DET", "DT"), "A": ("ADP", "IN"),
    "S": ("SCONJ", "IN"), "T": ("PART", "TO"), "J": ("ADJ", "JJ"), "C": ("CCONJ", "CC"), "M": ("ADV", "RB"),
    ".": ("PUNCT", "."),
}  # fmt: skip


def plant(rows: str, *, start: int = 0, paragraph: int = 0, kind: BlockKind = "paragraph") -> Sentence:
    """A sentence from lines `word POS head relation`, heads from 1; a `_` before a word joins it to the one before."""
    tokens: list[Token] = []
    text, children = "", []
    lines = [line.split() for line in rows.strip().splitlines()]
    children = [[at for at, line in enumerate(lines) if int(line[2]) - 1 == own] for own in range(len(lines))]
    for at, (word, pos, head, relation) in enumerate(lines):
        joined = word.startswith("_") or not text
        word = word.removeprefix("_")
        text += word if joined else " " + word
        span = Span(start + len(text) - len(word), start + len(text))
        upos, xpos = _POS[pos]
        tokens.append(Token(at, span, word, word.lower(), upos, xpos, int(head) - 1, relation, "O"))
    return Sentence(
        Span(start, start + len(text)), text, tuple(tokens), kind, paragraph,
        tuple(tuple(kids) for kids in children), Given("hand"),
    )  # fmt: skip


def flat(text: str, *, start: int = 0, paragraph: int = 0) -> Sentence:
    """A sentence whose words, cut at spaces, all hang on the first: for what looks at marks alone."""
    tokens: list[Token] = []
    at = 0
    for number, word in enumerate(text.split()):
        at = text.index(word, at)
        span = Span(start + at, start + at + len(word))
        relation = "dep" if number else "root"
        tokens.append(Token(number, span, word, word.lower(), "NOUN", "NN", 0 if number else -1, relation, "O"))
        at += len(word)
    kids = (tuple(range(1, len(tokens))), *(() for _ in tokens[1:]))
    return Sentence(Span(start, start + len(text)), text, tuple(tokens), "paragraph", paragraph, kids, Given("hand"))
