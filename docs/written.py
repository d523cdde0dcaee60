"""What cog writes into the pages: captures of commands, tables of columns and figures. Nothing here is typed by hand.

Run from the repository's root: `uv run cog -r README.md docs/reference/*.md docs/start/*.md docs/how-to/*.md`.
"""

import csv
import json
import os
import shlex
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
COLUMNS = ROOT / "docs" / "reference" / "columns.tsv"
CARD = ROOT / "src" / "demarche" / "encode" / "weights" / "card.json"
FLOORS = ROOT / "tests" / "floors.toml"
DEMO = ROOT / "src" / "demarche" / "cli" / "pages" / "demo.html"


@cache
def _home() -> tempfile.TemporaryDirectory[str]:
    """A folder to run commands in: it looks like the clone, and records made in it vanish at the end."""
    home = tempfile.TemporaryDirectory()
    (Path(home.name) / "docs").symlink_to(ROOT / "docs")
    return home


def run(command: str) -> str:
    """What `demarche COMMAND` prints, notes among it; a command that fails stops cog."""
    home = _home().name
    env = {**os.environ, "XDG_CACHE_HOME": f"{home}/cache", "TYPER_USE_RICH": "0", "COLUMNS": "100", "NO_COLOR": "1"}
    words = [str(Path(sys.executable).with_name("demarche")), *shlex.split(command)]
    done = subprocess.run(
        words, cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"demarche {command}: exit {done.returncode}\n{done.stdout}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def capture(*commands: str) -> str:
    """A terminal in a fence: each command after its prompt, then what it printed."""
    return _fence("\n\n".join(f"$ uv run demarche {command}\n{run(command)}" for command in commands))


def _fence(words: str, language: str = "text") -> str:
    return f"```{language}\n{words}\n```\n"


def commands() -> dict[str, str]:
    """Each command's name and the first line of its help, in the order of `--help`."""
    from demarche.cli.app import app

    listed = [(str(one.name), one.callback) for one in app.registered_commands]
    for group in app.registered_groups:
        if inner := group.typer_instance:
            listed += [(f"{inner.info.name} {one.name}", one.callback) for one in inner.registered_commands]
    return {name: (callback.__doc__ or "").strip().split("\n")[0] for name, callback in listed if callback}


def command_table() -> str:
    """The commands at a glance."""
    return _table(("command", "what it does"), [(f"`demarche {name}`", words) for name, words in commands().items()])


def helps() -> str:
    """The help of every command under a heading of its own."""
    parts = [_fence(run("--help"))]
    parts += [f"## demarche {name}\n\n{_fence(run(f'{name} --help'))}" for name in commands()]
    return "\n".join(parts)


def columns(table: str) -> str:
    """The columns of a table of the record, or of `flat`, with their types and descriptions."""
    from demarche.coding import FLAT
    from demarche.store import TABLES

    texts = descriptions()
    if table == "flat":
        own = [(name, next(texts[at, name] for at in ("flat", "events") if (at, name) in texts)) for name in FLAT]
        return _table(("column", "holds"), [(f"`{name}`", words) for name, words in own])
    kinds = TABLES.get(table) or {name: "VARCHAR" for at, name in texts if at == table}
    rows = [(f"`{name}`", kind.lower(), texts[table, name]) for name, kind in kinds.items()]
    return _table(("column", "type", "holds"), rows)


def descriptions() -> dict[tuple[str, str], str]:
    """The descriptions of `columns.tsv` by table and column."""
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row["holds"] for row in csv.DictReader(file, delimiter="\t")}


def card() -> str:
    """The figures of the shipped weights, from their card."""
    if not CARD.exists():
        return "The shipped weights have not been measured yet: there is no `card.json` beside them.\n"
    found = json.loads(CARD.read_text(encoding="utf-8"))
    rows = [*found["rows"].items()]
    return f"Weights `{found['weights']}`, {found['megabytes']} MB.\n\n{_table(('what', 'figures'), rows)}"


def floors() -> str:
    """The floors of the project's own gold pages."""
    if not FLOORS.exists():
        return "No floors have been set yet: there is no `tests/floors.toml`.\n"
    found = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["gold"]
    return _table(("on the gold pages", "at least"), [(name, str(value)) for name, value in found.items()])


def example(page: str) -> str:
    """What the first Python example of a page prints."""
    code = (ROOT / page).read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    done = subprocess.run([sys.executable, "-c", code], cwd=_home().name, capture_output=True, text=True, check=True)
    return _fence(done.stdout.rstrip())


def event(kind: str) -> str:
    """The first event of this type on the example page as JSON, without the versions, which change with every word."""
    found = [json.loads(line) for line in run(f"code {DEMO} --format jsonl --quiet").splitlines()]
    shown = {**next(one for one in found if one["type"] == kind), "knowledge": "…", "weights": "…"}
    return _fence(json.dumps(shown, indent=2, ensure_ascii=False), "json")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
