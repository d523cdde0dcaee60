"""Trees: always trees, with true offsets; the figures of the weights on the development sets."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from demarche.measure import measure_names, measure_trees
from demarche.parse import Sentence
from demarche.parse.decode import apply_lemma, best_heads, best_names
from demarche.parse.lemma import find_lemma
from demarche.pipeline import Analysis, Coder

FLOORS = {"EWT test": 89.5, "GUM dev": 89.5, "names": 82.0}


def is_tree(heads: list[int]) -> bool:
    for start in range(len(heads)):
        seen, at = set[int](), start
        while heads[at] >= 0:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return sum(head < 0 for head in heads) == 1


@given(st.integers(1, 9).flatmap(lambda n: hnp.arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32))))
def test_any_scores_give_a_tree(arcs: np.ndarray) -> None:
    heads, sure = best_heads(arcs)
    assert is_tree([int(head) - 1 for head in heads])
    assert 0 <= sure <= 1


def test_names_never_go_on_without_beginning() -> None:
    tags = ("O", "B-Person", "I-Person", "B-Location", "I-Location")
    logs = np.log(np.array([[0.1, 0.5, 0.2, 0.1, 0.1], [0.1, 0.1, 0.3, 0.1, 0.4]], dtype=np.float32))
    assert best_names(logs, tags) == ("B-Person", "I-Person")


@pytest.mark.parametrize(
    ("word", "xpos", "lemma"),
    [
        ("met", "VBD", "meet"), ("denied", "VBD", "deny"), ("approved", "VBD", "approve"), ("dined", "VBD", "dine"),
        ("stopped", "VBD", "stop"), ("visited", "VBD", "visit"), ("legalised", "VBN", "legalise"), ("urging", "VBG", "urge"),
        ("talks", "NNS", "talk"), ("countries", "NNS", "country"), ("fishermen", "NNS", "fisherman"), ("forgave", "VBD", "forgive"),
        ("refused", "VBD", "refuse"), ("mediated", "VBD", "mediate"), ("bombing", "VBG", "bomb"), ("expelled", "VBD", "expel"), ("died", "VBD", "die"), ("detained", "VBN", "detain"), ("attacks", "VBZ", "attack"),
    ],
)  # fmt: skip
def test_lemmas(word: str, xpos: str, lemma: str, coder: Coder) -> None:
    known = coder.knowledge.splitting

    def knows(one: str) -> bool:
        return one in known.verbs or coder.encoder.knows(one)

    assert find_lemma(word, xpos, word.lower(), irregular=known.irregular, knows=knows) == lemma


def test_lemma_scripts() -> None:
    assert apply_lemma("low:1:", "Talks") == "talk"
    assert apply_lemma("=", "Seoul") == "Seoul"
    assert apply_lemma("WHOLE:be", "is") == "be"


TEXT = (
    'The minister, who arrived on Monday, "will not resign," her aide said.\n\nS. Korea\'s envoys met U.S.-led teams.'
)


def check_sentence(sentence: Sentence, text: str) -> None:
    assert sentence.span.of(text) == sentence.text
    assert is_tree([token.head for token in sentence.tokens])
    for token in sentence.tokens:
        assert token.span.of(text) == token.text
        assert all(sentence.tokens[kid].head == token.at for kid in sentence.children[token.at])


def test_offsets_are_true(coder: Coder) -> None:
    for sentence in coder.parse(TEXT):
        check_sentence(sentence, TEXT)


def test_very_long_sentence_is_cut(coder: Coder) -> None:
    text = "They said " + ", ".join(f"the village of Number{at}" for at in range(400)) + " burned."
    sentences = coder.parse(text)
    assert len(sentences) > 1
    for sentence in sentences:
        check_sentence(sentence, text)


def test_same_text_same_parse(code) -> None:  # type: ignore[no-untyped-def]
    first, second = code(TEXT), code(TEXT)
    assert isinstance(first, Analysis)
    assert [[vars_of(t) for t in s.tokens] for s in first.sentences] == [
        [vars_of(t) for t in s.tokens] for s in second.sentences
    ]


def vars_of(token: object) -> tuple[object, ...]:
    return tuple(getattr(token, name) for name in token.__slots__)  # type: ignore[attr-defined]


def test_floors_of_trees_and_names(shared: Path, coder: Coder) -> None:
    """The shipped weights reach their floors on the development sets."""
    splitting = coder.knowledge.splitting
    trees = shared / "data" / "parsing"
    assert measure_trees(trees / "ud_ewt/en_ewt-ud-test.conllu", coder.encoder, splitting)["LAS"] >= FLOORS["EWT test"]
    assert measure_trees(trees / "ud_gum/en_gum-dev.conllu", coder.encoder, splitting)["LAS"] >= FLOORS["GUM dev"]
    names = measure_names(shared / "data/ner/en_worldwide/dev.bio", coder.encoder, splitting)
    assert names["F1"] >= FLOORS["names"]
