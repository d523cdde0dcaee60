"""Other people's dictionaries: what is carried over, what is not and why, and that what is written can be read."""

import json
from datetime import date
from pathlib import Path

import pytest

from demarche.actors import Imported, open_actors, read_petrarch, read_wikidata, role_on, write_imported
from demarche.base import ReadError
from demarche.knowledge import Folders, open_countries

ACTORS = """\
# a comment
NORLAND_LEAGUE_  [NGO] ; another
+LEAGUE_OF_NORLAND_
ANNA_BERG_  # from a list
+ANNA_B._BERG_
\t[FINELI 850101-990301]
\t[FINGOV 990301-030417]
\t[FINELI]
TIMO_LAHTI_ [FINMIL]
\t[FINGOV >20100101]
\t[FINGOV 990230-990331]
GULF_OF_NOWHERE_ [FIN]
<!-- ODD_FOLK_ [FINXYZ] -->
ODD_FOLK_ [XYZQQQ]
"""

AGENTS = """\
!PERSON! = MAN, WOMAN
CHAIR!PERSON! [~GOV]
ATTORNEY_OF_STATE {ATTORNEYS_OF_STATE} [~GOVJUD]
GENDARMERIE {} [~COP]
HERALD [~CHR]
WEATHER [~ZZZ]
no code here
"""

HOLDERS = {
    "results": {
        "bindings": [
            {
                "person": {"value": "http://www.wikidata.org/entity/Q1"},
                "personLabel": {"value": "Ida Holm"},
                "positionLabel": {"value": "Minister of Defence of Finland"},
                "iso3": {"value": "FIN"},
                "start": {"value": "2001-02-03T00:00:00Z"},
                "end": {"value": "2004-05-06T00:00:00Z"},
            },
            {
                "personLabel": {"value": "Ida Holm"},
                "positionLabel": {"value": "Minister of Defence of Finland"},
                "iso3": {"value": "FIN"},
                "start": {"value": "2003-01-01T00:00:00Z"},
            },
            {"personLabel": {"value": "Q77"}, "positionLabel": {"value": "mayor"}, "start": {"value": "2001-01-01"}},
            {"personLabel": {"value": "Bo Dahl"}, "positionLabel": {"value": "mayor"}},
            {"personLabel": {"value": "Bo Dahl"}, "start": {"value": "2001-01-01"}},
        ]
    }
}


def written(tmp_path: Path, found: Imported) -> Folders:
    write_imported(found, tmp_path / "pack", "test")
    return Folders((tmp_path / "pack",))


def test_actors_with_days(tmp_path: Path) -> None:
    path = tmp_path / "norland.actors.txt"
    path.write_text(ACTORS, encoding="utf-8")
    countries = open_countries(Folders())
    found = read_petrarch(path, countries)
    lexicon = open_actors(written(tmp_path, found), countries)
    (berg,) = lexicon.persons["anna b berg"]
    sectors = [role.sector if (role := role_on(berg, day)) else None
               for day in (date(1980, 1, 1), date(1999, 2, 28), date(1999, 3, 1), date(2003, 4, 17), date(2003, 4, 18))]  # fmt: skip
    assert sectors == ["ELI", "ELI", "GOV", "GOV", "ELI"]
    (lahti,) = lexicon.persons["timo lahti"]
    assert [role_on(lahti, date(year, 6, 1)).sector for year in (1999, 2011)] == ["MIL", "GOV"]  # type: ignore[union-attr]
    league = lexicon.body("League of Norland")
    assert league is not None and league.country == "NGO"
    assert found.lost["a day that is none"] == 1
    assert found.lost["a country, people or city, which other tables have"] == 1
    assert found.lost["an actor whose codes mean nothing here"] == 1


def test_agents_with_sets_and_plurals(tmp_path: Path) -> None:
    path = tmp_path / "norland.agents.txt"
    path.write_text(AGENTS, encoding="utf-8")
    found = read_petrarch(path, open_countries(Folders()))
    rows = {row["noun"]: (row["plural"], row["sector"]) for row in found.rows["agents"]}
    assert rows == {
        "chairman": ("", "GOV"), "chairwoman": ("", "GOV"), "attorney of state": ("", "GOV"),
        "gendarmerie": ("gendarmerie", "COP"), "herald": ("", "REL"),
    }  # fmt: skip
    assert found.lost["a second sector of an agent"] == 1
    assert found.lost["an agent whose code means nothing here"] == 1
    assert found.lost["a line that is no agent"] == 1
    assert ("herald",) in open_actors(written(tmp_path, found), open_countries(Folders())).agents


def test_office_holders(tmp_path: Path) -> None:
    path = tmp_path / "holders.json"
    path.write_text(json.dumps(HOLDERS), encoding="utf-8")
    countries = open_countries(Folders())
    found = read_wikidata(path, open_actors(Folders(), countries))
    (holm,) = open_actors(written(tmp_path, found), countries).persons["ida holm"]
    assert holm.wikidata == "Q1"
    assert [(role.country, role.sector, role.end) for role in holm.roles] == [
        ("FIN", "GOV", date(2003, 1, 1)), ("FIN", "GOV", None),
    ]  # fmt: skip
    assert sum(found.lost.values()) == 3


@pytest.mark.parametrize("text", ["{", '{"results": 3}', "[1, 2]"])
def test_no_office_holders(tmp_path: Path, text: str) -> None:
    path = tmp_path / "holders.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=r"holders\.json"):
        read_wikidata(path, open_actors(Folders(), open_countries(Folders())))


def test_no_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_text("just words\n", encoding="utf-8")
    with pytest.raises(ReadError, match="NAME_"):
        read_petrarch(path, open_countries(Folders()))
