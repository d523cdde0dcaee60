"""The room's rules, the shipped encoder, and sentences built by hand for tests that need no parser."""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

import pytest

from demarche.base import ByModel, Span
from demarche.encode import Encoder, open_encoder
from demarche.knowledge import Folders
from demarche.parse import Sentence, Splitting, Token, open_splitting, parse_text
from demarche.times import TimeMention, TimeRules, find_times, open_time_rules

Finder = Callable[..., tuple[TimeMention, ...]]
TAGS = {"will": ("MD", "AUX"), "may": ("MD", "AUX"), "May": ("NNP", "PROPN")}


@pytest.fixture(scope="session")
def rules() -> TimeRules:
    return open_time_rules(Folders())


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder(threads=1)


@pytest.fixture(scope="session")
def splitting() -> Splitting:
    return open_splitting(Folders())


@pytest.fixture(scope="session")
def flat() -> Callable[..., tuple[Sentence, ...]]:
    """Sentences built by hand, one a text."""
    return flat_sentences


@pytest.fixture(scope="session")
def find(rules: TimeRules) -> Finder:
    """Times of texts whose sentences are told by full stops, with a flat tree under the first verb."""

    def run(
        *texts: str, anchor: date | None = date(2024, 3, 14), order: Literal["dmy", "mdy"] | None = None
    ) -> tuple[TimeMention, ...]:
        return find_times(flat_sentences(*texts), anchor=anchor, rules=rules, order=order)

    return run


@pytest.fixture(scope="session")
def find_parsed(rules: TimeRules, encoder: Encoder, splitting: Splitting) -> Finder:
    """Times of a text read by the shipped encoder."""

    def run(text: str, anchor: date | None = date(2024, 3, 14)) -> tuple[TimeMention, ...]:
        return find_times(parse_text(text, encoder, splitting=splitting), anchor=anchor, rules=rules)

    return run


def flat_sentences(*texts: str) -> tuple[Sentence, ...]:
    """One sentence a text, the texts standing one after another; every word hangs on the first verb, or on none."""
    out: list[Sentence] = []
    start = 0
    for number, text in enumerate(texts):
        out.append(_flat(text, start, number))
        start += len(text) + 1
    return tuple(out)


def _flat(text: str, start: int, number: int) -> Sentence:
    words = [(found.start(), found.end(), found[0]) for found in re.finditer(r"\w+|[^\w\s]", text)]
    tags = [_tag(word) for _, _, word in words]
    root = next((at for at, (xpos, _) in enumerate(tags) if xpos == "VBD"), None)
    if root is None:
        root = next((at for at, (xpos, _) in enumerate(tags) if xpos == "VB"), 0)
    tokens = tuple(
        Token(
            at, Span(start + first, start + last), word, word.lower(), tags[at][1], tags[at][0],
            -1 if at == root else root, "root" if at == root else "aux" if tags[at][0] == "MD" else "obl", "O",
        )
        for at, (first, last, word) in enumerate(words)
    )  # fmt: skip
    children = tuple(
        tuple(other for other in range(len(words)) if other != root) if at == root else () for at in range(len(words))
    )
    return Sentence(Span(start, start + len(text)), text, tokens, "paragraph", number, children, ByModel("tree", 1.0))


def _tag(word: str) -> tuple[str, str]:
    if word in TAGS:
        return TAGS[word]
    if word.isdigit():
        return "CD", "NUM"
    if word in ("met", "fell", "began") or word.endswith("ed"):
        return "VBD", "VERB"
    if word in ("meet", "begin", "rule"):
        return "VB", "VERB"
    if word in ("on", "in", "by", "since", "until", "from", "to", "before", "after"):
        return "IN", "ADP"
    return ("NNP", "PROPN") if word[0].isupper() else ("NN", "NOUN")
