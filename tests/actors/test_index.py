"""Names kept in a file: what is read back is what was written, and a changed table is read anew."""

import pickle
from pathlib import Path

import pytest

from demarche.actors import index, open_actors
from demarche.actors.index import OnDisk
from demarche.knowledge import Folders, open_countries


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(index, "LARGE", 1)
    own = tmp_path / "own" / "actors" / "en"
    own.mkdir(parents=True)
    return own


def write(folder: Path, sector: str) -> None:
    rows = ("name\tnames\tcountry\tsector\tfrom\tto\twikidata", f"Norland League\tNL\tFIN\t{sector}\t2001-02-03\t\tQ5")
    (folder / "organisations.own.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_what_is_kept_is_what_was_read(folder: Path) -> None:
    write(folder, "NGO")
    over = Folders((folder.parents[1],))
    lexicon = open_actors(over, open_countries(over))
    assert isinstance(lexicon.bodies, OnDisk)
    plain = open_actors(Folders(), open_countries(Folders()))
    assert {name: lexicon.persons[name] for name in lexicon.persons} == dict(plain.persons)
    assert len(lexicon.bodies) > len(plain.bodies)
    again = pickle.loads(pickle.dumps(lexicon.bodies))
    assert again["norland league"][0].roles == lexicon.bodies["nl"][0].roles
    assert "nobody at all" not in lexicon.bodies


def test_a_changed_table_is_read_anew(folder: Path) -> None:
    over = Folders((folder.parents[1],))
    for sector in ("NGO", "PTY"):
        write(folder, sector)
        body = open_actors(over, open_countries(over)).body("NL")
        assert body is not None and body.roles[0].sector == sector and body.wikidata == "Q5"


def test_a_cache_that_cannot_be_written_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "NGO")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "organisations.own.tsv"))
    over = Folders((folder.parents[1],))
    assert open_actors(over, open_countries(over)).body("Norland League") is not None
