"""The knowledge of cues."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from trees import plant

from demarche.base import KnowledgeError
from demarche.knowledge import Folders
from demarche.statements import Cue, Cues, open_cues, read_statement_examples


def test_there_are_many_cues(cues: Cues) -> None:
    words = {
        cue.lemma
        for index in (cues.verbs, cues.nouns, cues.adjectives, cues.phrases)
        for it in index.values()
        for cue in it
    }
    assert len(words) >= 150


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denied", "deny"),
        ("admitting", "admit"),
        ("told", "tell"),
        ("adds", "add"),
        ("confessed", "confess"),
    ],
)
def test_verbs_are_known_by_their_forms(cues: Cues, form: str, lemma: str) -> None:
    assert lemma in {cue.lemma for cue in cues.verbs[form]}


def test_longer_cues_come_first(cues: Cues) -> None:
    assert {len(cue.words) for cue in cues.verbs["pointed"]} == {2}
    lengths = [len(cue.words) for cue in cues.verbs["called"]]
    assert lengths == sorted(lengths, reverse=True)


def test_every_cue_has_an_example() -> None:
    positive = {example.entry for example in read_statement_examples(Folders()) if example.positive}
    entries = {cue.id for index in _indexes(open_cues(Folders())) for found in index.values() for cue in found}
    assert entries == positive & entries


def _indexes(known: Cues) -> tuple[Mapping[str, tuple[Cue, ...]], ...]:
    return known.verbs, known.nouns, known.adjectives, known.phrases


def test_blockers_cover_their_words(cues: Cues) -> None:
    sentence = plant("needless J 0 root\nto T 3 mark\nsay B 1 ccomp\n_, . 1 punct\npeace N 1 dep")
    assert cues.blocked(sentence) == {0, 1, 2}


def test_a_users_entry_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "statements" / "en").mkdir(parents=True)
    (tmp_path / "statements" / "en" / "own.toml").write_text(
        '[[cue]]\nid = "deny"\nverbs = ["deny"]\nstance = "neutral"\n'
    )
    known = open_cues(Folders((tmp_path,)))
    assert [cue.stance for cue in known.verbs["denied"]] == ["neutral"]
    assert "refuted" not in known.verbs


def test_an_entry_without_words_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "statements" / "en").mkdir(parents=True)
    (tmp_path / "statements" / "en" / "own.toml").write_text('\n[[cue]]\nid = "empty"\n')
    with pytest.raises(KnowledgeError, match=r"own\.toml:3  empty"):
        open_cues(Folders((tmp_path,)))
