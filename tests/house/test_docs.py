"""The pages are true: all that a user can name is described, and what they show can be run."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import demarche
from demarche.cli.app import app
from demarche.coding import FLAT, Value
from demarche.corpus import code_into
from demarche.knowledge import Folders
from demarche.measure import check_examples, read_examples_of, read_gold
from demarche.pipeline import Coder, Knowledge
from demarche.read import read
from demarche.store import TABLES, Record, open_record

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
COMMANDS = tuple(str(one.name) for one in app.registered_commands)
GROUPS = tuple(str(group.typer_instance.info.name) for group in app.registered_groups if group.typer_instance)
OWN = DOCS / "how-to" / "example-knowledge"
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#\s]+)[^)]*\)")
PAGES = [path for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")) if path.name != "CHANGELOG.md"]


def page(*parts: str) -> str:
    return DOCS.joinpath(*parts).read_text(encoding="utf-8")


def fences(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, f"no section {heading}"
    return found[1]


@pytest.fixture(scope="module")
def record(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record of the tutorial."""
    kept = open_record(tmp_path_factory.mktemp("tutorial") / "my-record", new=True)
    tally = code_into(kept, sorted((DOCS / "start" / "pages").iterdir()), coder)
    assert (tally.kept, tally.failed) == (3, 0)
    return kept


@pytest.mark.parametrize("table", TABLES)
def test_columns_of_tables_are_described(table: str) -> None:
    told = section(page("reference", "record.md"), table)
    assert set(re.findall(r"^\| `(\w+)` \| \w+ \| \S", told, re.M)) == set(TABLES[table])


def test_flat_columns_are_described() -> None:
    told = section(page("reference", "record.md"), "Flat rows")
    assert tuple(re.findall(r"^\| `(\w+)` \| \S", told, re.M)) == FLAT


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_are_described(command: str) -> None:
    assert f"Usage: demarche {command} " in section(page("reference", "cli.md"), f"demarche {command}")
    assert f"| `demarche {command}` |" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", demarche.__all__)
def test_front_door_is_described(name: str) -> None:
    assert re.search(rf"^\| `demarche\.{name}\b", page("reference", "python.md"), re.M)


@pytest.mark.parametrize("cls", [demarche.Coder, demarche.Analysis])
def test_methods_are_described(cls: type) -> None:
    names = [name for name in vars(cls) if not name.startswith("_") and callable(getattr(cls, name))]
    assert names
    for name in names:
        assert f"`{name}(" in page("reference", "python.md"), name


def keys(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_fields_of_the_json_are_described(coder: Coder, record: Record) -> None:
    told = set(re.findall(r"`(\w+)`", page("reference", "json.md").split("## An example")[0]))
    found: set[str] = set()
    for path in sorted((DOCS / "start" / "pages").iterdir()):
        found.update(key for event in coder.code(read(path)).to_dicts() for key in keys(event))
    assert {"geonames_id", "cue", "sectors", "timex"} <= found  # all parts of an event have been seen
    assert found <= told, sorted(found - told)


def test_python_example_runs(tmp_path: Path) -> None:
    (code,) = fences((ROOT / "README.md").read_text(encoding="utf-8"), "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "ASSAULT" in done.stdout and "planned" in done.stdout


@pytest.mark.parametrize("sql", fences(page("how-to", "query.md"), "sql"))
def test_queries_run(sql: str, record: Record) -> None:
    assert record.query(sql).columns


def test_queries_find_what_they_are_for(record: Record) -> None:
    dyad, planned = fences(page("how-to", "query.md"), "sql")[1:3]
    assert len(record.query(dyad).rows) >= 2
    assert record.query(planned).rows


def test_marked_page_is_gold(tmp_path: Path) -> None:
    shown = next(text for text in fences(page("how-to", "gold.md"), "text") if text.startswith("+++"))
    path = tmp_path / "mali.gold.txt"
    path.write_text(shown, encoding="utf-8")
    assert [event.type for event in read_gold(path).events] == ["AGREE", "ASSAULT"]


def test_own_knowledge_is_as_shown() -> None:
    told = page("how-to", "own-knowledge.md")
    assert (OWN / "events" / "en" / "platforms.toml").read_text(encoding="utf-8") in fences(told, "toml")
    assert (OWN / "actors" / "en" / "agents.tsv").read_text(encoding="utf-8") in fences(told, "text")


def test_own_knowledge_holds(coder: Coder) -> None:
    everything = read_examples_of(Folders((OWN,)), ("events", "actors"))
    own = [example for example in everything if OWN in Path(example.file).parents]
    assert len(own) == 6
    taught = Coder(knowledge=Knowledge.load(OWN), encoder=coder.encoder)
    assert [str(failure) for failure in check_examples(own, taught)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_shown_are_commands(path: Path) -> None:
    """Each command in a fence exists, and so does every option it is shown with."""
    text = path.read_text(encoding="utf-8")
    lines = [line for kind in ("sh", "text") for fence in fences(text, kind) for line in fence.splitlines()]
    for line in lines:
        found = re.match(rf"(?:\$ )?uv run demarche (?P<name>(?:(?:{'|'.join(GROUPS)}) )?[\w-]+)(?P<rest>.*)", line)
        if found:
            assert found["name"] in COMMANDS or found["name"].split(" ")[0] in GROUPS, line
            told = section(page("reference", "cli.md"), f"demarche {found['name']}")
            for word in shlex.split(found["rest"], comments=True):
                assert not word.startswith("--") or f"  {word} " in told, line


def test_rooms_are_told_with_their_files() -> None:
    told = page("house", "rooms.md")
    source = Path(demarche.__file__).parent
    rooms = {path.parent.name for path in source.glob("*/__init__.py")}
    assert set(re.findall(r"^## (\w+)$", told, re.M)) == rooms | {"pipeline"}
    for room in rooms:
        for name in re.findall(r"`([\w/]+\.(?:py|toml|tsv))`", section(told, room)):
            assert (ROOT / name).exists() or any((source / room).glob(f"**/{name}")), f"{room}: {name}"


@pytest.mark.parametrize("path", sorted((DOCS / "house" / "decisions").iterdir()), ids=lambda path: path.stem)
def test_decisions_have_a_shape(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]} ")
    assert {"Choice", "Reasons", "What would change our mind"} <= set(re.findall(r"^## (.+)$", text, re.M))
