"""The record: kept once, safe when stopped, readable while written."""

import sqlite3
from datetime import date
from pathlib import Path

import duckdb
import pytest

from demarche.base import StoreError
from demarche.corpus import entry_of
from demarche.pipeline import Coder
from demarche.store import TABLES, Record, open_record

TEXTS = (
    "Iran and Iraq met in Geneva on March 3.",
    "Police arrested three protesters in Lima on Tuesday, officials said.",
)


@pytest.fixture(scope="module")
def entries(coder: Coder):  # type: ignore[no-untyped-def]
    return [entry_of(coder.code_text(text, published=date(2024, 3, 14))) for text in TEXTS]


def test_the_same_twice_is_once(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    assert record.keep(entries) == 2
    assert record.keep(entries) == 0
    assert record.query("select count(*) from reports").rows == ((2,),)
    first = record.query("select id, type, source_code from events order by id").rows
    assert len(first) == len({row[0] for row in first}) >= 2
    assert Record(tmp_path / "r").query("select id, type, source_code from events order by id").rows == first


def test_a_new_coding_takes_the_place_of_the_old(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    record = Record(tmp_path / "r")
    record.keep(entries)
    before = record.query("select count(*) from events").rows
    assert record.keep([replace(entry, knowledge="other") for entry in entries]) == 2
    assert record.query("select count(*) from events").rows == before
    assert record.query("select distinct knowledge from events").rows == (("other",),)


def test_evidence_slices_to_the_words(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    record.keep(entries)
    for report, start, end, exact in record.query('select report_id, start, "end", exact from evidence').rows:
        text = record.text(str(report))
        assert text is not None and text[int(str(start)) : int(str(end))] == exact


def test_a_part_that_nobody_counts_is_ignored(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    """A run killed after writing a part and before entering it leaves the record as it was."""
    record = Record(tmp_path / "r")
    record.keep(entries[:1])
    before = record.query("select count(*) from events").rows
    record._write_part(entries[1:])
    again = open_record(tmp_path / "r")
    assert again.query("select count(*) from events").rows == before
    assert any("ignores" in line for line in again.health())
    assert again.keep(entries[1:]) == 1


def test_an_open_reader_locks_nobody_out(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    record.keep(entries[:1])
    reader = open_record(tmp_path / "r")
    assert reader.query("select count(*) from reports").rows == ((1,),)
    record.keep(entries[1:])
    assert reader.query("select count(*) from reports").rows == ((2,),)


def test_an_empty_record_answers(tmp_path: Path) -> None:
    assert Record(tmp_path / "r").query("select * from events").rows == ()


@pytest.mark.parametrize("sql", ["selec 1", "select * from nothing"])
def test_faulty_sql_is_told(tmp_path: Path, sql: str) -> None:
    with pytest.raises(StoreError, match="query"):
        Record(tmp_path / "r").query(sql)


def test_search_and_explain(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    record.keep(entries)
    assert len(record.search("Geneva")) == 1
    event = str(record.query("select id from events where type = 'CONSULT'").rows[0][0])
    assert "consult" in record.explain(event[:8])
    with pytest.raises(StoreError):
        record.explain("zzzz")


def test_what_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no record"):
        open_record(tmp_path / "none")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("x")
    with pytest.raises(StoreError, match="other files"):
        Record(tmp_path / "other")


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    Record(tmp_path / "r")
    with sqlite3.connect(tmp_path / "r" / "state.sqlite") as state:
        state.execute("update about set value = '99' where key = 'version'")
    with pytest.raises(StoreError, match="newer"):
        open_record(tmp_path / "r")


def test_events_are_joined_to_those_who_tell_them(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    record.keep(entries)
    found = record.query(
        "select events.type, statements.cue, statements.act, told.stance from told "
        "join events on events.id = told.event_id join statements on statements.id = told.statement_id"
    )
    assert ("COERCE", "said", "say", "neutral") in found.rows


def test_parts_written_before_a_table_came_are_read(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    record.keep(entries)
    for path in (tmp_path / "r" / "parts").glob("told-*.parquet"):
        path.unlink()
    assert record.query("select count(*) from told").rows == ((0,),)
    assert record.query("select count(*) from reports").rows == ((2,),)


def test_parts_written_before_a_column_came_are_read(tmp_path: Path, entries) -> None:  # type: ignore[no-untyped-def]
    record = Record(tmp_path / "r")
    record.keep(entries)
    (part,) = (tmp_path / "r" / "parts").glob("events-*.parquet")
    gone = "sizes, dead_low, classes, content, content_type"
    with duckdb.connect() as memory:
        memory.execute(f"create table kept as select * exclude ({gone}) from read_parquet('{part}')")
        memory.execute(f"copy kept to '{part}' (format parquet)")
    assert record.query("select count(*) from events where dead_low is null and sizes is null").rows[0] != (0,)
    found = record.query("select distinct classes, content from events")
    assert (found.columns, found.rows) == (("classes", "content"), ((None, None),))
    assert record.query("select * from events").columns == tuple(TABLES["events"])
