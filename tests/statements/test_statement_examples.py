"""Every example of the room's knowledge, run through parser, mentions and actors."""

from datetime import date

import pytest

from demarche.actors import ActorLexicon, find_actors, open_actors
from demarche.base import Mark, write_marked
from demarche.encode import Encoder, open_encoder
from demarche.knowledge import Example, Folders, open_countries
from demarche.mentions import MentionWords, find_mentions, link_mentions, open_mention_words
from demarche.parse import Splitting, open_splitting, parse_text
from demarche.statements import Cues, Statement, find_statements, mark_statements, read_statement_examples

Room = tuple[Encoder, Splitting, MentionWords, ActorLexicon, Cues]


@pytest.fixture(scope="module")
def room(cues: Cues) -> Room:
    countries = open_countries(Folders())
    return (
        open_encoder(), open_splitting(Folders()), open_mention_words(Folders(), countries),
        open_actors(Folders(), countries), cues,
    )  # fmt: skip


def find(text: str, room: Room) -> tuple[Statement, ...]:
    encoder, splitting, words, lexicon, cues = room
    sentences = parse_text(text, encoder, splitting=splitting)
    mentions = find_mentions(sentences, words=words)
    actors = find_actors(mentions, link_mentions(mentions, words=words), on=date(2024, 3, 14), lexicon=lexicon)
    return find_statements(sentences, actors, cues=cues)


def agrees(expected: Mark, found: Mark) -> bool:
    overlap = expected.span == found.span if expected.label == "cue" else expected.span.overlaps(found.span)
    return expected.label == found.label and overlap and expected.value in (None, found.value)


@pytest.mark.parametrize("example", read_statement_examples(Folders()), ids=lambda it: f"{it.entry}:{it.line}")
def test_example(example: Example, room: Room) -> None:
    found = list(mark_statements(find(example.text, room)))
    told = write_marked(example.text, found)
    if not example.positive:
        assert not found, told
        return
    left = list(found)
    for mark in example.marks:
        same = next((one for one in left if agrees(mark, one)), None)
        assert same is not None, told
        left.remove(same)
    assert not [one for one in left if one.label == "cue"], told


def test_i_in_a_quotation_is_its_speaker(room: Room) -> None:
    inner, outer = find('"I told the court that the guards lied," Kim Jong-un said.', room)
    if inner.cue_lemma == "say":
        inner, outer = outer, inner
    assert inner.cue_lemma == "tell"
    assert outer.speaker is not None
    assert inner.speaker is outer.speaker


def test_a_pronoun_speaks_for_its_chain(room: Room) -> None:
    found = find("Angela Merkel arrived in Paris. She said that the talks had failed.", room)
    assert len(found) == 1
    assert found[0].speaker is not None
    assert found[0].speaker.name == "Angela Merkel"


def test_a_question_behind_its_quotation_is_joined(room: Room) -> None:
    (found,) = find('"Will they go?" Kim asked.', room)
    assert found.kind == "direct"
    assert found.stance == "uncommitted"
