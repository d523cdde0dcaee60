"""Many inputs into a record: one fault costs no other, a second run does nothing, processes change nothing."""

from pathlib import Path

from demarche.corpus import code_into, code_parallel
from demarche.pipeline import Coder
from demarche.store import Record

PAGE = "Talks {n}\n\nMarch 14, 2024 - 10:00 By AFP\n\nThe foreign ministers of Iran and Iraq met in Geneva on Wednesday for the {n}th time.\n"


def pages(folder: Path) -> list[Path]:
    for at in range(6):
        (folder / f"{at}.txt").write_text(PAGE.format(n=at), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"%PDF-1.4 nothing")
    return sorted(folder.glob("*.txt"))


def test_code_into_then_again(tmp_path: Path, coder: Coder) -> None:
    inputs = pages(tmp_path)
    record = Record(tmp_path / "record")
    first = code_into(record, inputs, coder)
    assert (first.kept, first.failed) == (6, 1)
    again = code_into(record, inputs, coder)
    assert (again.kept, again.known, again.failed) == (0, 6, 1)
    assert record.query("select name from failures").rows[0][0].endswith("bad.txt")  # type: ignore[attr-defined]


def test_processes_give_the_same_record(tmp_path: Path, whole: Coder) -> None:
    inputs = pages(tmp_path)
    one, two = Record(tmp_path / "one"), Record(tmp_path / "two")
    code_into(one, inputs, whole)
    code_parallel(two, inputs, jobs=2)
    sql = "select * from events order by id"
    assert one.query(sql) == two.query(sql)
