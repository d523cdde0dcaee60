"""A dump of GeoNames is read once into a file, its bad rows are told, and its places are used beside the shipped."""

import pickle
import zipfile
from pathlib import Path

import pytest

from demarche.base import ConfigError, KnowledgeError
from demarche.knowledge import Folders, open_countries
from demarche.places import Gazetteer, import_geonames, open_gazetteer, place_of
from demarche.places.geonames import kind_of, read_row
from demarche.places.imported import ImportedPlaces

CODES = {"NL": "NLD", "BE": "BEL"}


def row(number: int, name: str, group: str = "P", code: str = "PPL", country: str = "NL", **more: str) -> str:
    """A line of a dump."""
    cells = [str(number), name, more.get("plain", name), more.get("further", ""), more.get("latitude", "52.5"),
             more.get("longitude", "5.25"), group, code, country, "", "07", "", "", "", more.get("people", "0"), "", "3",
             "Europe/Amsterdam", "2020-01-01"]  # fmt: skip
    return "\t".join(cells)


LINES = (
    row(900001, "Oud-Wervershaven", further="Wervershaven,OWH,Вервер,old place", people="120"),
    row(900002, "Kwelderpolder", "L", "AREA"),
    row(900003, "Zandkreekmeer", "H", "LK"),
    row(900004, "Kazerne Roggeveld", "S", "INSM"),
    row(900005, "Verdwenendorp", "P", "PPLQ"),
    row(900006, "Nederland", "A", "PCLI"),
    row(900007, "Elders", country="XX"),
    row(900008, "Ver", latitude="95.0"),
    row(900009, "Twaalf", people="many"),
    row(900010, "Snelweg", "R", "RD"),
    "only\tthree\tcells",
    "",
)


def _dump(folder: Path, lines: tuple[str, ...] = LINES) -> Path:
    path = folder / "NL.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about the files" * 500)
        archive.writestr("NL.txt", "\n".join(lines))
    return path


def _gazetteer(folder: Path) -> Gazetteer:
    over = Folders((folder,))
    return open_gazetteer(over, open_countries(over))


def test_rows_are_kept_or_told(tmp_path: Path) -> None:
    tally = import_geonames(_dump(tmp_path), tmp_path / "mine", CODES)
    assert tally.kept == 4
    assert dict(tally.left) == {
        "a country, or a place that is no more": 2, "country unknown or none": 1, "no such degrees": 1,
        "a number that is none": 1, "feature class left out": 1, "not 19 cells": 1,
    }  # fmt: skip
    assert tally.examples["not 19 cells"] == "only\tthree\tcells"


def test_imported_places_are_found_by_every_latin_name(tmp_path: Path) -> None:
    import_geonames(_dump(tmp_path), tmp_path / "mine", CODES)
    gazetteer = _gazetteer(tmp_path / "mine")
    for name in ("Oud-Wervershaven", "oud wervershaven", "Wervershaven, Netherlands"):
        place = place_of(name, gazetteer)
        assert place is not None
        assert (place.name, place.geonames_id, place.kind) == ("Oud-Wervershaven", 900001, "city")
    assert gazetteer.readings("OWH") == ()
    kinds = {reading.place.kind for name in ("Kwelderpolder", "Zandkreekmeer") for reading in gazetteer.readings(name)}
    assert kinds == {"site", "water"}


def test_shipped_places_are_not_doubled(tmp_path: Path) -> None:
    utrecht = max(_gazetteer(tmp_path).readings("Utrecht"), key=lambda it: it.place.population).place
    import_geonames(_dump(tmp_path, (row(utrecht.geonames_id or 0, "Utrecht"),)), tmp_path / "mine", CODES)
    ids = [reading.place.geonames_id for reading in _gazetteer(tmp_path / "mine").readings("Utrecht")]
    assert ids.count(utrecht.geonames_id) == 1


def test_a_text_is_read_as_a_zip_is_and_the_version_changes(tmp_path: Path) -> None:
    plain = tmp_path / "NL.txt"
    plain.write_text("\n".join(LINES), encoding="utf-8")
    assert import_geonames(plain, tmp_path / "mine", CODES).kept == 4
    assert Folders((tmp_path / "mine",)).digest(("places",)) != Folders().digest(("places",))


def test_what_is_no_dump_is_told(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("These are notes.\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no row"):
        import_geonames(other, tmp_path / "mine", CODES)
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("data.csv", "a,b")
    with pytest.raises(ConfigError, match=r"no \.txt"):
        import_geonames(empty, tmp_path / "mine", CODES)
    assert not (tmp_path / "mine/places/en/geonames.sqlite").exists()


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    file = tmp_path / "geonames.sqlite"
    file.write_bytes(b"no database at all, only words" * 40)
    with pytest.raises(KnowledgeError, match="import the dump anew"):
        ImportedPlaces(file).find("utrecht")


def test_imported_places_go_to_other_processes(tmp_path: Path) -> None:
    import_geonames(_dump(tmp_path), tmp_path / "mine", CODES)
    places = ImportedPlaces((tmp_path / "mine/places/en/geonames.sqlite").absolute())
    assert len(places.find("kwelderpolder")) == 1
    assert pickle.loads(pickle.dumps(places)).find("kwelderpolder") == places.find("kwelderpolder")


@pytest.mark.parametrize(
    ("group", "code", "kind"),
    [("A", "ADM1", "region"), ("A", "ADM2", "district"), ("A", "PCLI", None), ("P", "PPLC", "city"),
     ("P", "PPLH", None), ("H", "STM", "water"), ("T", "MT", "site"), ("L", "RGN", "region")],
)  # fmt: skip
def test_kinds(group: str, code: str, kind: str | None) -> None:
    assert kind_of(group, code) == kind


def test_a_row() -> None:
    found = read_row(LINES[0], CODES)
    assert not isinstance(found, str)
    assert (found.names, found.country, found.admin1) == (("oud wervershaven", "wervershaven"), "NLD", "07")


def test_the_codes_of_countries_are_all_told() -> None:
    over = Folders()
    codes = open_gazetteer(over, open_countries(over)).codes
    assert (codes["DE"], codes["XK"], codes["TW"]) == ("DEU", "XKX", "TWN")
    assert len(codes) > 230
