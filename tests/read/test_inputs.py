"""What can be given: files, texts, bytes, JSONL, folders; and what is refused, by name."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from demarche.base import ConfigError, ReadError
from demarche.read import Draft, Page, Part, Report, find_inputs, inputs, read, read_all

STORY = "Rebels shelled the port of Karu at dawn on Tuesday, the mayor said.\n"
GERMAN = (
    "Die Regierung hat am Dienstag beschlossen, die Grenze zu schließen "
    "und Truppen in die Hauptstadt zu verlegen, sagte der Minister vor der Presse."
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "office file"),
        (b"PK\x03\x04\x14\x00\x06\x00page.html", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office file"),
        (b"\x1f\x8b\x08\x00....", "gzip"),
        (b"abc\x00def", "zero bytes"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08" * 9, "control characters"),
        (b"x" * 10_000_001, "larger than 10 MB"),
        (GERMAN.encode(), "not in English"),
        (b"\xff\xfe\x00\xd8\x00", "damaged"),
    ],
)
def test_what_is_no_report_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why) as caught:
        read(data, name="given.bin")
    assert caught.value.what == "given.bin"


@pytest.mark.parametrize("name", ["missing.html", "no/such/place.txt", "report.pdf"])
def test_a_missing_file_is_not_taken_for_a_text(name: str) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(name)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="larger than 10 MB"):
        read(path)


def test_a_text_is_read_as_it_is() -> None:
    assert read("Rebels shelled the port.").text == "Rebels shelled the port."
    assert read("Rebels shelled the port.").name == "text"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("“Leave,” the général said in São Paulo – twice.".encode(), "“Leave,” the général said in São Paulo – twice."),
        ("“Leave,” the général said – twice.".encode("utf-16"), "“Leave,” the général said – twice."),
        ("“Leave,” the général said.".encode("utf-8-sig"), "“Leave,” the général said."),
        (
            ("The rebels left the town. " * 3 + "“Leave,” he said – twice.").encode("cp1252"),
            "“Leave,” he said – twice.",
        ),
    ],
)
def test_encodings(data: bytes, words: str) -> None:
    assert read(data).text.endswith(words)


def test_a_pages_own_charset_is_believed_and_a_false_western_one_is_not() -> None:
    story = (
        "<p>The général left São Paulo on Tuesday after talks with rebels who had held the town for nine months.</p>"
    )
    true = f'<html><head><meta charset="iso-8859-2"></head><body>{story.replace("ã", "ă")}</body></html>'
    assert "Săo" in read(true.encode("iso-8859-2")).text
    false = f'<html><head><meta charset="iso-8859-1"></head><body>{story}</body></html>'
    assert "São" in read(false.encode("utf-8")).text


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def test_jsonl_goes_on_after_a_faulty_line(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "wire.jsonl",
        {"text": STORY, "title": "Port shelled", "date": "2021-05-04", "source": "The Coast",
         "author": ["Ana Petrov", "Jo Field"]},
        "{broken",
        {"headline": "No text"},
        "",
        {"text": STORY, "date": "soon"},
        {"text": STORY, "language": "fr"},
        {"text": STORY, "published": "2021-05-04T09:15:00", "dateline": "KARU, May 4 -", "agency": "AFP", "url": "https://example.org/1"},
        {"text": "x", "date": 5},
    )  # fmt: skip
    found = list(read_all(path))
    errors = [each for each in found if isinstance(each, ReadError)]
    reports = [each for each in found if isinstance(each, Report)]
    assert [error.what.rsplit(":", 1)[1] for error in errors] == ["2", "3", "5", "6", "8"]
    first, last = reports
    assert (first.headline, first.published, first.outlet, first.byline) == (
        "Port shelled",
        date(2021, 5, 4),
        "The Coast",
        "Ana Petrov, Jo Field",
    )
    assert [block.kind for block in first.blocks] == ["headline", "paragraph"]
    assert (last.published, last.dateline, last.agency, last.url) == (
        datetime(2021, 5, 4, 9, 15),
        "KARU",
        "AFP",
        "https://example.org/1",
    )
    assert last.name == f"{path}:7"


def test_jsonl_is_streamed(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "wire.jsonl", *({"text": STORY} for _ in range(3)))
    found = read_all(path)
    assert isinstance(found, Iterator)
    assert isinstance(next(found), Report)


def test_a_jsonl_line_that_is_too_long_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "LIMIT", 200)
    path = write_lines(tmp_path / "wire.jsonl", {"text": STORY}, {"text": "x" * 1000}, {"text": STORY})
    assert [type(each) for each in read_all(path)] == [Report, ReadError, Report]


@pytest.mark.parametrize("name", ["missing.jsonl", "missing.html"])
def test_read_all_gives_the_error_of_a_missing_file(tmp_path: Path, name: str) -> None:
    (error,) = read_all(tmp_path / name)
    assert isinstance(error, ReadError) and "no such file" in error.why


def test_read_sends_jsonl_to_read_all(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="read_all"):
        read(write_lines(tmp_path / "wire.jsonl", {"text": STORY}))


def test_find_inputs(tmp_path: Path) -> None:
    for name in ("b/z.html", "b/a.TXT", "a.md", "b/.hidden/x.html", "b/data.csv", ".git.html", "c.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = list(find_inputs([tmp_path, tmp_path / "b" / "data.csv", "https://example.org/x", tmp_path / "missing"]))
    expected = [tmp_path / name for name in ("a.md", "b/a.TXT", "b/z.html", "c.jsonl", "b/data.csv")]
    assert found == [*expected, "https://example.org/x", tmp_path / "missing"]


def plugin_reader(page: Page) -> Draft:
    return Draft((Part("paragraph", "A report out of a plug-in."),))


@pytest.fixture
def fresh_readers() -> Iterator[None]:
    inputs.open_readers.cache_clear()
    yield
    inputs.open_readers.cache_clear()


@pytest.mark.usefixtures("fresh_readers")
def test_a_package_adds_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("odd", f"{__name__}:plugin_reader", "demarche.readers")
    monkeypatch.setattr(EntryPoint, "load", lambda self: plugin_reader)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [point])
    (tmp_path / "x.odd").write_bytes(b"anything")
    assert read(tmp_path / "x.odd").text == "A report out of a plug-in."


@pytest.mark.usefixtures("fresh_readers")
def test_a_broken_package_is_an_error_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("odd", "no_such_package_at_all:reader", "demarche.readers")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [point])
    with pytest.raises(ConfigError, match="odd"):
        read("Rebels shelled the port.")


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    script = (
        "import sys; import demarche.read; "
        "heavy = {'trafilatura', 'htmldate', 'httpx2', 'py3langid', 'lxml', 'pydantic'}; "
        "print(sorted(heavy & set(sys.modules))); demarche.read.read('Rebels shelled the port.'); "
        "print(sorted({'trafilatura', 'htmldate', 'httpx2', 'lxml', 'charset_normalizer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]
