"""The room's executed examples, through the shipped encoder and the rooms above."""

from collections.abc import Sequence
from functools import cache

import pytest

from demarche.actors import ActorLexicon, find_actors, mark_actors, open_actors, read_actor_examples
from demarche.base import Mark, write_marked
from demarche.encode import Encoder, open_encoder
from demarche.knowledge import Example, Folders, open_countries
from demarche.mentions import MentionWords, find_mentions, link_mentions, open_mention_words
from demarche.parse import Splitting, open_splitting, parse_text

FOLDERS = Folders()
EXAMPLES = read_actor_examples(FOLDERS)


@cache
def opened() -> tuple[ActorLexicon, MentionWords, Encoder, Splitting]:
    countries = open_countries(FOLDERS)
    return (
        open_actors(FOLDERS, countries),
        open_mention_words(FOLDERS, countries),
        open_encoder(),
        open_splitting(FOLDERS),
    )


def marks_of(example: Example) -> tuple[Mark, ...]:
    lexicon, words, encoder, splitting = opened()
    mentions = find_mentions(parse_text(example.text, encoder, splitting=splitting), words=words)
    chains = link_mentions(mentions, words=words)
    return mark_actors(find_actors(mentions, chains, on=example.on, lexicon=lexicon))


def agree(found: Sequence[Mark], expected: Sequence[Mark]) -> bool:
    """Each expected mark meets exactly one found mark of the same value that overlaps it."""
    left = list(found)
    for mark in expected:
        same = next((it for it in left if it.value == mark.value and it.span.overlaps(mark.span)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda it: f"{it.entry}:{it.text[:30]}")
def test_example_holds(example: Example) -> None:
    found = marks_of(example)
    expected = example.marks if example.positive else ()
    said = f"{example.file.name}:{example.line}\n  {write_marked(example.text, expected)}\n  "
    assert agree(found, expected), said + write_marked(example.text, found)
