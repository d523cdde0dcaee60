"""Words and sentences from raw text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.knowledge import Folders
from demarche.parse import open_splitting, split_sentences, split_words

SPLITTING = open_splitting(Folders())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("S. Korea's envoy", "S. Korea 's envoy"),
        ("on Feb.27-28 in Hanoi", "on Feb. 27 - 28 in Hanoi"),
        ("the U.S.-led force", "the U.S. - led force"),
        ("3½ miles", "3½ miles"),
        ("They couldn't go.", "They could n't go ."),
        ("We cannot.", "We can not ."),
        ("re-election of a co-founder", "re-election of a co-founder"),
        ("$5.5m or 20%", "$ 5.5 m or 20 %"),
        ("“We won’t,” he said", "“ We wo n’t , ” he said"),
        ("see www.example.org/a for it", "see www.example.org/a for it"),
        ("No. 10 said no. Then", "No. 10 said no . Then"),
        ("at 18:46 on 3/30/2019", "at 18:46 on 3/30/2019"),
        ("Kang Kyung-wha", "Kang Kyung - wha"),
        ("the rebels' camp...", "the rebels ' camp ..."),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(span.of(text) for span in split_words(text, SPLITTING)) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Gen. Park in the U.S. on Monday. They spoke.", 2),
        ("It began in the U.S. The talks failed.", 2),
        ('"We agreed," she said. "It is done."', 2),
        ('"Will it hold?" he asked. Nobody knew.', 2),
        ("Mr. A. B. Smith of Acme Inc. spoke.", 1),
        ("He came at 5 p.m. He left at once.", 2),
        ("Was it so? Yes! It was.", 3),
        ("He said: “Go.” They went.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    words = split_words(text, SPLITTING)
    assert len(list(split_sentences(text, words, SPLITTING))) == count


@given(st.text(max_size=200))
def test_words_cover_the_text(text: str) -> None:
    """Words lie in order, never overlap, and leave nothing out but white space."""
    spans = split_words(text, SPLITTING)
    at = 0
    for span in spans:
        assert span.start >= at and len(span)
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


@given(st.lists(st.sampled_from(["Talks", "failed", ".", "U.S.", '"', "He", "?", "Inc.", "…"]), max_size=20))
def test_sentences_hold_every_word_once(parts: list[str]) -> None:
    text = " ".join(parts)
    words = split_words(text, SPLITTING)
    found = [span for sentence in split_sentences(text, words, SPLITTING) for span in sentence]
    assert tuple(found) == words
