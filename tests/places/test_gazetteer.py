"""What the room knows without a parser: names, readings, date lines, the tables."""

import json
import math
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.base import Given, KnowledgeError, Span
from demarche.knowledge import Folders, open_countries, shipped
from demarche.measure.places import measure_places, measure_resolution, read_toponyms, summarise
from demarche.places import Gazetteer, Place, PlaceMention, distance, open_gazetteer, place_of
from demarche.places.beside import find_containers, find_listed, is_filed
from demarche.places.choose import choose_places
from demarche.places.features import Named, Setting
from demarche.places.names import fold_name, without_article
from demarche.places.packed import PackedCities

LARGE = {"USA", "RUS", "FRA", "CHN", "AUS", "CAN", "BRA", "CHL", "ECU", "JPN"}
"""Countries with islands or ends far from their middle."""


@cache
def _gazetteer() -> Gazetteer:
    return open_gazetteer(Folders(), open_countries(Folders()))


@pytest.mark.parametrize(
    ("words", "name", "country", "admin1"),
    [
        ("GENEVA", "Geneva", "CHE", "GE"),
        ("WASHINGTON", "Washington", "USA", "DC"),
        ("KYIV, Ukraine", "Kyiv", "UKR", "12"),
        ("PARIS, Texas", "Paris", "USA", "TX"),
        ("SPRINGFIELD, Ill.", "Springfield", "USA", "IL"),
        ("Alexandria, Va.", "Alexandria", "USA", "VA"),
        ("BEIJING/SHANGHAI", "Beijing", "CHN", "22"),
        ("UNITED NATIONS", "United Nations headquarters", "USA", None),
        ("QOM, Iran", "Qom", "IRN", "39"),
        ("NEW YORK", "New York City", "USA", "NY"),
        ("MEXICO CITY", "Mexico City", "MEX", "09"),
        ("HYDERABAD, Pakistan", "Hyderabad", "PAK", "05"),
    ],
)
def test_date_lines(words: str, name: str, country: str, admin1: str | None) -> None:
    place = place_of(words, _gazetteer())
    assert place is not None
    assert (place.name, place.country, place.admin1) == (name, country, admin1)


@pytest.mark.parametrize("words", ["ABOARD AIR FORCE ONE", "", "  -- ", "QWERTZLINGEN"])
def test_date_lines_of_nowhere(words: str) -> None:
    assert place_of(words, _gazetteer()) is None


def test_context_chooses_the_country_of_a_bare_name() -> None:
    lahore = place_of("LAHORE", _gazetteer())
    assert lahore is not None
    found = place_of("HYDERABAD", _gazetteer(), context=[lahore] * 3)
    assert found is not None
    assert found.country == "PAK"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kiev", "UKR"),
        ("Kyiv", "UKR"),
        ("Mosul", "IRQ"),
        ("Aleppo", "SYR"),
        ("Raqqa", "SYR"),
        ("Hodeidah", "YEM"),
        ("Yangon", "MMR"),
        ("Mekele", "ETH"),
    ],
)
def test_names_as_news_write_them(name: str, country: str) -> None:
    assert country in {reading.place.country for reading in _gazetteer().readings(name)}


@pytest.mark.parametrize("name", ["Kherson Oblast", "Kherson region", "oblast of Kherson"])
def test_divisions_by_their_noun(name: str) -> None:
    assert [reading.place.kind for reading in _gazetteer().readings(name)] == ["region"]


def test_a_building_stands_in_its_city() -> None:
    assert any(one.place.name == "Entebbe" for one in _gazetteer().readings("Entebbe International Airport"))


def test_counties_are_not_the_city_of_the_same_name() -> None:
    assert _gazetteer().readings("Paris County") == ()


def test_capitals_are_the_largest_of_their_name() -> None:
    capital = {one.place.country for one in _gazetteer().readings("Santiago") if one.capital}
    assert capital == {"CHL"}


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [("Crimea", 45.3, 34.3), ("Texas", 31.2, -98.5), ("Bavaria", 48.9, 11.5), ("Tigray", 13.8, 38.9),
     ("Hokkaido", 43.3, 142.8), ("Natanz", 33.7, 51.7), ("Strait of Hormuz", 26.6, 56.3)],
)  # fmt: skip
def test_points_of_regions_and_sites(name: str, latitude: float, longitude: float) -> None:
    near = Place("", "city", None, None, latitude, longitude)
    assert min(distance(reading.place, near) for reading in _gazetteer().readings(name)) < 150


def test_sites_lie_near_the_country_that_they_are_in() -> None:
    gazetteer = _gazetteer()
    far = []
    for readings in gazetteer.sites.values():
        for place in (reading.place for reading in readings if reading.place.country):
            country = gazetteer.countries.by_code[place.country or ""]
            point = Place("", "country", None, None, country.latitude, country.longitude)
            if distance(place, point) > (9000 if country.code in LARGE else 2900):
                far.append((place.name, country.code))
    assert far == []


def test_containers_beside_a_name() -> None:
    text = "in Paris, Texas, and in Syria's Idlib and Perth (Scotland)"
    words = ["Paris", "Texas", "Syria", "Idlib", "Perth", "Scotland"]
    triples = [
        (Span(text.index(word), text.index(word) + len(word)), word, _gazetteer().readings(word)) for word in words
    ]
    inside = [{one.place.name for one in found} for found in find_containers(text, triples, _gazetteer())]
    assert "Texas" in inside[0]
    assert "Syria" in inside[3]
    assert "Scotland" in inside[4]
    assert not inside[1]


def test_one_name_has_one_meaning_unless_the_text_parts_them() -> None:
    gazetteer = _gazetteer()
    paris, texas = gazetteer.readings("Paris"), gazetteer.readings("Texas")
    told = Named(Span(0, 5), "Paris", paris, inside=texas)
    bare = Named(Span(20, 25), "Paris", paris)
    choices = choose_places([told, bare], gazetteer, Setting({}))
    assert [choice.reading.place.admin1 for choice in choices if choice.reading] == ["TX", "TX"]
    assert [choice.ground for choice in choices] == ["inside", "report"]


def test_no_readings_no_place() -> None:
    (choice,) = choose_places([Named(Span(0, 3), "Xyz", ())], _gazetteer(), Setting({}))
    assert (choice.reading, choice.ground) == (None, "unknown")


@given(st.text(max_size=30))
def test_folding_is_done_once(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text(max_size=20))
def test_any_words_can_be_asked(name: str) -> None:
    assert all(-90 <= one.place.latitude <= 90 for one in _gazetteer().readings(name))


def test_articles() -> None:
    assert (without_article("ar raqqah"), without_article("alba")) == ("raqqah", None)


def test_the_notice_names_the_shipped_file() -> None:
    folder = shipped("places")
    notice = (folder / "NOTICE-places.txt").read_text(encoding="utf-8")
    assert sha256((folder / "gazetteer.npz").read_bytes()).hexdigest() in notice
    assert "Creative Commons Attribution 4.0" in notice
    assert (folder / "gazetteer.npz").stat().st_size < 8_000_000


def test_a_damaged_gazetteer_is_named(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.npz").write_bytes(b"no archive")
    with pytest.raises(KnowledgeError, match="cannot be read"):
        PackedCities(tmp_path / "gazetteer.npz")


def test_users_lay_sites_over_the_shipped(tmp_path: Path) -> None:
    folder = tmp_path / "places" / "en"
    folder.mkdir(parents=True)
    header = "name\tnames\tkind\tcountry\tlatitude\tlongitude\n"
    (folder / "sites.tsv").write_text(header + "Pavilion 9\tthe pavilion\tsite\tNLD\t52.1\t4.3\n", encoding="utf-8")
    over = Folders((tmp_path,))
    place = place_of("Pavilion 9", open_gazetteer(over, open_countries(over)))
    assert place is not None
    assert place.country == "NLD"


@pytest.mark.parametrize(
    ("row", "what"),
    [("X\t\tcity\tNLD\t52\t4", "kind"), ("X\t\tsite\tQQQ\t52\t4", "unknown country"), 
     ("X\t\tsite\tNLD\t92\t4", "no such degrees"), ("X\t\tsite\tNLD\tnorth\t4", "float")],
)  # fmt: skip
def test_faulty_rows_are_named(tmp_path: Path, row: str, what: str) -> None:
    folder = tmp_path / "places" / "en"
    folder.mkdir(parents=True)
    (folder / "sites.tsv").write_text(f"name\tnames\tkind\tcountry\tlatitude\tlongitude\n{row}\n", encoding="utf-8")
    over = Folders((tmp_path,))
    with pytest.raises(KnowledgeError, match=what):
        open_gazetteer(over, open_countries(over))


def test_unknown_lists_in_rules_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "places" / "en"
    folder.mkdir(parents=True)
    (folder / "rules.toml").write_text(
        '[[rule]]\nid = "x"\nslots = ["in"]\nheads = ["@nothing"]\nmeans = "place"\n', encoding="utf-8"
    )
    over = Folders((tmp_path,))
    with pytest.raises(KnowledgeError, match="nothing"):
        open_gazetteer(over, open_countries(over))


def test_measuring(tmp_path: Path) -> None:
    text = "A fire in Ghent and one in Nowhere."
    tops = [
        {"start": 10, "end": 15, "lat": "51.05", "lon": "3.72", "country": "Belgium"},
        {"start": 27, "end": 34, "lat": "0", "lon": "0"},
    ]
    line = json.dumps({"text": text, "toponyms": tops})
    (tmp_path / "gold.jsonl").write_text(line + "\n", encoding="utf-8")
    (item,) = read_toponyms(tmp_path / "gold.jsonl")
    assert [one.span.of(text) for one in item.gold] == ["Ghent", "Nowhere"]
    place = place_of("Ghent", _gazetteer())

    def find(_: str) -> tuple[PlaceMention, ...]:
        return (PlaceMention(Span(10, 15), "Ghent", place, False, Given("the test")),)

    found = measure_places(tmp_path, find)
    assert (found["precision"], found["recall"], found["accuracy@161km"]) == (100.0, 50.0, 100.0)
    given = measure_resolution(tmp_path, lambda _, spans, __: [place for _ in spans], lambda name: "BEL")
    assert (given["accuracy@161km"], given["country"], given["gold"]) == (50.0, 100.0, 2)
    assert summarise([1.0, math.inf])["accuracy@161km"] == 50.0


@pytest.mark.parametrize(
    ("text", "words", "listed"),
    [
        ("Ontario, Quebec and New Brunswick", ["Ontario", "Quebec", "New Brunswick"], True),
        ("Mexico, China or Japan", ["Mexico", "China", "Japan"], True),
        ("Springfield, Illinois, and Dayton, Ohio", ["Springfield", "Illinois", "Dayton", "Ohio"], False),
        ("Paris, Texas", ["Paris", "Texas"], False),
    ],
)
def test_lists_of_lands_are_no_containers(text: str, words: list[str], listed: bool) -> None:
    triples = [
        (Span(text.index(word), text.index(word) + len(word)), word, _gazetteer().readings(word)) for word in words
    ]
    assert bool(find_listed(text, triples)) is listed


def test_names_before_the_dash_of_a_date_line() -> None:
    assert is_filed("MALTA — Two men", Span(0, 5), 0)
    assert not is_filed("Malta — an island", Span(0, 5), 0)
    assert not is_filed("MALTA is an island", Span(0, 5), 0)


def test_peoples_of_lands_that_are_no_countries() -> None:
    land = _gazetteer().land_of("Chechens")
    assert land is not None
    assert land.place.country == "RUS"
    assert _gazetteer().land_of("Kenyans") is None
