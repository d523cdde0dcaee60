"""Every example of the room's knowledge, run through parser, mentions and actors."""

from datetime import date

import pytest

from demarche.actors import ActorLexicon, find_actors, open_actors
from demarche.encode import Encoder, open_encoder
from demarche.knowledge import Folders, open_countries
from demarche.mentions import MentionWords, find_mentions, link_mentions, open_mention_words
from demarche.parse import Splitting, open_splitting, parse_text
from demarche.statements import Cues, Statement, find_statements

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
