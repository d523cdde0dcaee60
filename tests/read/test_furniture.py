"""The furniture files: their examples hold, and faults in a user's file are named."""

from pathlib import Path

import pytest

from demarche.base import KnowledgeError, write_marked
from demarche.knowledge import Example, Folders
from demarche.read.classify import mark_line
from demarche.read.furniture import Lexicon, examples, open_lexicon
from demarche.read.reading import find_furniture


@pytest.mark.parametrize("example", examples(Folders()), ids=lambda example: f"{example.entry}-{example.text[:30]}")
def test_examples_of_the_files_hold(example: Example, lexicon: Lexicon) -> None:
    found = write_marked(example.text, mark_line(example.text, lexicon))
    assert found == write_marked(example.text, example.marks if example.positive else ())


def test_every_entry_has_examples_of_both_kinds() -> None:
    kinds: dict[str, set[bool]] = {}
    for example in examples(Folders()):
        kinds.setdefault(example.entry, set()).add(example.positive)
    assert {entry for entry, seen in kinds.items() if seen != {True, False}} <= {"ending.reporting"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Police share the building with the court.",
        "Reply from the ministry came within the hour.",
        "The navy said it would follow the convoy on its way to the strait.",
        "More than two hundred people were held.",
        "From the hills the rebels fired on the convoy.",
        "Watch towers were built along the fence.",
        "Print workers walked out in the capital.",
        "A reporter for the daily was held at the border.",
        "The live broadcast of the trial was cut.",
        "Photos of the dead were shown to the court.",
    ],
)
def test_sentences_of_a_story_are_no_furniture(sentence: str, lexicon: Lexicon) -> None:
    assert find_furniture(sentence, lexicon, "head") is None
    assert find_furniture(sentence, lexicon, "tail") is None


def test_a_users_entry_is_laid_over(tmp_path: Path) -> None:
    folder = tmp_path / "read" / "en"
    folder.mkdir(parents=True)
    (folder / "furniture.toml").write_text('[[line]]\nid = "mine"\nwords = ["daily quiz #"]\n', encoding="utf-8")
    over = open_lexicon(Folders((tmp_path,)))
    assert find_furniture("Daily Quiz 14", over) == "mine"
    assert find_furniture("Daily Quiz 14", open_lexicon(Folders())) is None


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("furniture.toml", '[[line]]\nid = "mine"\nword = ["x"]\n', "mine"),
        ("outlets.tsv", "domain\tname\tcountry\tzone\torder\na.org\tA\t\tMars/Base\tdmy\n", "Mars/Base"),
        ("outlets.tsv", "domain\tname\tcountry\tzone\torder\na.org\tA\t\tUTC\tydm\n", "ydm"),
    ],
)
def test_a_fault_in_a_users_file_is_named(tmp_path: Path, name: str, content: str, named: str) -> None:
    folder = tmp_path / "read" / "en"
    folder.mkdir(parents=True)
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=named):
        open_lexicon(Folders((tmp_path,)))


def test_the_longest_domain_names_the_outlet(lexicon: Lexicon) -> None:
    at = lexicon.outlet_at("https://en.wikinews.org/wiki/X")
    assert at is not None and at.name == "Wikinews"
    assert lexicon.outlet_at("https://www.dawn.com/news/1") == lexicon.outlets["dawn.com"]
    assert lexicon.outlet_at("https://notdawn.com/news/1") is None
    assert lexicon.outlet_at("https://dawn.com.evil.example/1") is None
