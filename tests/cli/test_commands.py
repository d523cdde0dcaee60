"""The commands as a user runs them: output on stdout, notes on stderr, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """Ministers of Iran and Iraq meet in Geneva

March 14, 2024 - 10:00 By AFP

The foreign ministers of Iran and Iraq met in Geneva on Wednesday and agreed to reopen a border crossing.

Police in Lima arrested three union leaders on Tuesday, officials said. The union denied the charges against them.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("home")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def run(home: Path, *words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "demarche", *words], cwd=home, input=stdin, text=True, capture_output=True,
        env={"XDG_CACHE_HOME": str(home / "cache"), "PATH": "/usr/bin:/bin", "HOME": str(home)}, check=False,
    )  # fmt: skip


def test_demo_then_why(home: Path) -> None:
    done = run(home, "demo")
    assert done.returncode == 0, done.stderr
    assert "CONSULT" in done.stdout and "Geneva" in done.stdout
    why = run(home, "why", "1")
    assert why.returncode == 0
    assert "[event=" in why.stdout and "rule " in why.stdout
    assert run(home, "why", "999").returncode == 2


def test_code_as_json(home: Path) -> None:
    done = run(home, "code", "page.txt", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"CONSULT", "COERCE"} <= {event["type"] for event in events}
    for event in events:
        assert event["report"]["published"].startswith("2024-03-14")


def test_days_in_doubt_are_noted(home: Path) -> None:
    (home / "bare.txt").write_text("Iran and Iraq met in Geneva on Friday and signed a pact on February 30, 2024.\n")
    bare = run(home, "code", "bare.txt")
    assert "--published" in bare.stderr and "'February 30, 2024' is no day of the calendar" in bare.stderr
    told = run(home, "code", "bare.txt", "--published", "2024-03-14", "--format", "jsonl")
    assert "--published" not in told.stderr
    assert json.loads(told.stdout.splitlines()[0])["date"]["start"] == "2024-03-08"
    assert "still to come" in run(home, "code", "bare.txt", "--published", "2999-01-01").stderr
    assert run(home, "code", "bare.txt", "--published", "yesterday").returncode == 2


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_code_as_rows(home: Path, kind: str) -> None:
    done = run(home, "code", "page.txt", "--format", kind)
    assert done.returncode == 0
    assert done.stdout.startswith("id\ttype" if kind == "tsv" else "id,type")


def test_statements_in_place_of_events(home: Path) -> None:
    done = run(home, "code", "--statements", "--format", "jsonl", "page.txt")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"say", "judge", "mention"} >= {row["act"] for row in rows}
    assert any(row["cue"] == "said" and "arrested" in row["content"] for row in rows)


def test_said_by_one_speaker(home: Path) -> None:
    every, some = run(home, "said", "page.txt"), run(home, "said", "page.txt", "--by", "officials")
    assert (every.returncode, some.returncode) == (0, 0), every.stderr + some.stderr
    assert "union" in every.stdout
    assert "officials" in some.stdout and "union denied" not in some.stdout
    assert "1 statements" in some.stdout


def test_why_tells_through_whose_hands_it_came(home: Path) -> None:
    rows = [json.loads(line) for line in run(home, "code", "--format", "jsonl", "page.txt").stdout.splitlines()]
    run(home, "code", "page.txt")
    arrest = next(row["id"] for row in rows if row["type"] == "COERCE")
    assert "told by: AFP → " in run(home, "why", arrest).stdout


def test_code_from_standard_input(home: Path) -> None:
    done = run(home, "code", "-", "--format", "jsonl", stdin=PAGE)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_parquet_needs_a_file(home: Path) -> None:
    assert run(home, "code", "page.txt", "--format", "parquet").returncode == 2
    assert run(home, "code", "page.txt", "--format", "parquet", "--out", "e.parquet").returncode == 0
    assert (home / "e.parquet").read_bytes()[:4] == b"PAR1"


def test_a_bad_input_costs_itself_alone(home: Path) -> None:
    done = run(home, "code", "empty.txt", "page.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert done.stdout
    assert "empty.txt" in done.stderr and "Traceback" not in done.stderr


def test_record_is_kept_once_and_answers(home: Path) -> None:
    for _ in range(2):
        done = run(home, "code", "page.txt", "--into", "record", "--quiet")
        assert done.returncode == 0, done.stderr
    answer = run(home, "query", "record", "select count(*) from reports", "--format", "csv")
    assert answer.stdout.splitlines()[1] == "1"
    assert run(home, "incidents", "record", "--format", "csv").stdout.startswith("id,start")
    assert run(home, "doctor", "record").returncode == 0
    assert run(home, "query", "record", "selec").returncode == 1
    assert run(home, "query", "nothing", "select 1").returncode == 1


def test_wrong_use(home: Path) -> None:
    assert run(home, "code").returncode == 2
    assert run(home, "codebook", "CONSLT").returncode == 2
    assert "CONSULT" in run(home, "codebook", "CONSLT").stderr


def test_codebook(home: Path) -> None:
    done = run(home, "codebook", "CONSULT")
    assert done.returncode == 0
    assert "consult.meet" in done.stdout


def test_places_are_found_and_imported(home: Path) -> None:
    found = run(home, "places", "find", "Reykjavik", "--format", "csv")
    assert found.returncode == 0, found.stderr
    assert "ISL" in found.stdout
    cells = ["77", "Qwertzlingen", "Qwertzlingen", "", "48.1", "11.2", "P", "PPL", "DE", "", "02", *[""] * 3, "40",
             "", "", "", ""]  # fmt: skip
    (home / "DE.txt").write_text("\t".join(cells) + "\nno row\n", encoding="utf-8")
    done = run(home, "places", "import", "DE.txt", "--into", "mine")
    assert done.returncode == 0, done.stderr
    assert "1 places" in done.stdout and "not 19 cells" in done.stdout
    again = run(home, "places", "find", "qwertzlingen", "--knowledge", "mine", "--format", "jsonl")
    assert json.loads(again.stdout)["geonames_id"] == 77
    assert run(home, "places", "find", "qwertzlingen").returncode == 2
    assert run(home, "places", "import", "nothing.zip", "--into", "mine").returncode == 2


def test_a_dictionary_is_imported(home: Path) -> None:
    (home / "verbs.txt").write_text(
        "--- HAIL [051] ---\nHAIL\n- * STORM [---]\n- * CAB [0999]\n", encoding="utf-8", newline="\r\n"
    )
    (home / "hailed.txt").write_text(PAGE.replace("met in Geneva", "hailed Israel in Geneva"), encoding="utf-8")
    done = run(home, "import-dictionary", "verbs.txt", "--into", "pack", "--replace", "--name", "mine")
    assert done.returncode == 0, done.stderr
    assert "mine.support.toml: 1 entries" in done.stdout and "1 of 2 patterns carried over" in done.stdout
    assert "     1  a code that is none of CAMEO's, as - * CAB [0999]" in done.stdout
    rows = run(home, "code", "hailed.txt", "--knowledge", "pack", "--format", "jsonl", "--quiet").stdout.splitlines()
    assert {json.loads(row)["cameo"] for row in rows} == {"051"}
    checked = run(home, "check", "pack", "--own")
    assert checked.returncode == 0 and "no examples" in checked.stdout
    for bad in ("page.txt", "nothing.txt"):
        failed = run(home, "import-dictionary", bad, "--into", "pack")
        assert failed.returncode == 1 and len(failed.stderr.splitlines()) == 1 and bad in failed.stderr


def test_relate(home: Path) -> None:
    (home / "pairs.tsv").write_text(
        "ACCUSE\t[source: Lima] accused [target: Quito] of spying.\nno marks at all\n"
        "[source: Police] arrested three [target: miners].\n",
        encoding="utf-8",
    )
    done = run(home, "relate", "pairs.tsv")
    assert done.returncode == 1  # a line without marks failed, the others are done
    assert "line 2" in done.stderr and "mark both actors" in done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ACCUSE", "COERCE"]
    one = run(home, "relate", "[source: Lima] accused [target: Quito] of spying.", "--format", "jsonl")
    found = json.loads(one.stdout)
    assert found["relations"][0]["type"] == "ACCUSE" and len(found["relations"]) == 17
    missing = run(home, "relate", "nothing-here.tsv")
    assert missing.returncode == 2 and "nothing-here.tsv" in missing.stderr


def test_rules_alone_and_least_confidence(home: Path) -> None:
    whole = [json.loads(line) for line in run(home, "code", "page.txt", "--format", "jsonl").stdout.splitlines()]
    least = sorted(event["confidence"] for event in whole)[1]
    done = run(home, "code", "page.txt", "--format", "jsonl", "--min-confidence", str(least))
    assert [json.loads(line)["confidence"] for line in done.stdout.splitlines()] == [
        event["confidence"] for event in whole if event["confidence"] >= least
    ]
    rules = run(home, "code", "page.txt", "--format", "jsonl", "--rules-only")
    assert "model events" not in rules.stdout
    assert "model events" in run(home, "code", "page.txt", "--format", "jsonl").stdout
    assert run(home, "code", "page.txt", "--min-confidence", "7").returncode == 2
