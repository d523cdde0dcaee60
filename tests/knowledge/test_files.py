"""Tables, rules and overlays: faults are named with file, line and entry."""

from pathlib import Path

import pytest

from demarche.base import ConfigError, KnowledgeError
from demarche.knowledge import Folders, Shape, open_countries, read_examples, read_rules, read_table, replaced


class One(Shape):
    id: str
    verbs: tuple[str, ...]


class Whole(Shape):
    type: str
    pattern: tuple[One, ...] = ()


def test_table(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("# a comment\nnoun\tplural\tsector\nsoldier\t\tMIL\ngunman\tgunmen | men\tUAF\n")
    rows = read_table(path, ("noun", "plural", "sector"))
    assert [row["noun"] for row in rows] == ["soldier", "gunman"]
    assert rows[1].all("plural") == ("gunmen", "men")
    assert rows[1].line == 4


@pytest.mark.parametrize("text", ["noun\tother\nx\ty\n", "noun\tplural\nx\ty\tz\n"])
def test_faulty_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(text)
    with pytest.raises(KnowledgeError) as caught:
        read_table(path, ("noun", "plural"))
    assert str(path) in str(caught.value)


def test_rules_name_the_entry_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'type = "A"\n\n[[pattern]]\nid = "a.one"\nverbs = ["x"]\n\n[[pattern]]\nid = "a.two"\nverb = ["y"]\n'
    )
    with pytest.raises(KnowledgeError) as caught:
        read_rules(path, Whole)
    assert caught.value.entry == "a.two"
    assert caught.value.line == 8


def test_broken_toml_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('type = "A"\nid = \n')
    with pytest.raises(KnowledgeError) as caught:
        read_rules(path, Whole)
    assert caught.value.line == 2


def test_overlay_reads_the_users_files_last(tmp_path: Path) -> None:
    folder = tmp_path / "events" / "en"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("")
    found = Folders((tmp_path,)).files("events", "*.toml")
    assert found[-1] == folder / "mine.toml"
    assert len(found) > 10
    assert Folders().digest(["events"]) != Folders((tmp_path,)).digest(["events"])


def test_missing_folder_is_a_fault_of_use(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        Folders((tmp_path / "nothing",))


def test_replaced_keeps_the_last() -> None:
    assert replaced([("a", 1), ("b", 2), ("a", 3)]) == {"a": 3, "b": 2}


def test_examples_know_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('x = 1\ny = "They [event: met]."\n')
    found = read_examples("events", path, "e", positive=["They [event: met]."], negative=["They sat."])
    assert [(one.line, one.positive) for one in found] == [(2, True), (1, False)]


@pytest.mark.parametrize(
    ("word", "index", "code"),
    [
        ("South Korea", "names", "KOR"), ("S. Korea", "names", "KOR"), ("DPRK", "names", "PRK"), ("U.S.", "names", "USA"),
        ("UK", "names", "GBR"), ("Burma", "names", "MMR"), ("Iranian", "adjectives", "IRN"), ("Kremlin", "seats", "RUS"),
        ("Seoul", "seats", "KOR"), ("Kosovo", "names", "XKX"), ("Georgia", "names", "GEO"), ("British", "adjectives", "GBR"),
    ],
)  # fmt: skip
def test_countries(word: str, index: str, code: str) -> None:
    assert getattr(open_countries(Folders()), index)[word].code == code


def test_every_country_is_whole() -> None:
    countries = open_countries(Folders())
    assert len(countries.all) > 200
    for country in countries.all:
        assert -90 <= country.latitude <= 90 and -180 <= country.longitude <= 180, country.code
        assert country.start < country.end, country.code
    without = {country.code for country in countries.all if country.cow and not country.adjectives}
    assert without <= {"COG", "DMA", "SCG"}  # Congolese and Dominican are each one word for two states
