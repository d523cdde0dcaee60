"""Web pages: metadata first, captions kept in place, furniture dropped."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from demarche.base import Given, ReadError
from demarche.read import read


def test_a_page_with_metadata(pages: Path) -> None:
    report = read(pages / "wire.html")
    found = [(block.kind, block.span.of(report.text)) for block in report.blocks]
    assert [kind for kind, _ in found] == [
        "headline",
        "caption",
        "paragraph",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert found[0][1] == report.headline == "Envoys of Norland and Sudria agree to reopen rail link"
    assert found[1][1] == "A goods train waits at the closed border station. REUTERS/Luis Mendes"
    assert found[2][1].startswith("Envoys of Norland and Sudria agreed on Tuesday")
    assert found[5][1] == "What remains open?"
    for words in (
        "Send to",
        "message has been sent",
        "Read more",
        "newsletter",
        "never work",
        "rights",
        "Reporting by",
        "Ferry",
    ):
        assert words not in report.text
    assert (report.agency, report.byline, report.dateline) == ("Reuters", "Ana Petrov", "GENEVA")
    assert (report.outlet, report.url) == ("The Harbour Gazette", "https://www.koreaherald.com/article/0001")
    assert report.dropped > 5
    assert dict(report.because)["published"] == Given("JSON-LD datePublished")


def test_a_time_in_utc_becomes_the_outlets_own(pages: Path) -> None:
    report = read(pages / "wire.html")
    assert report.published == datetime(2024, 3, 13, 5, 30, tzinfo=ZoneInfo("Asia/Seoul"))
    assert str(report.published_on) == "2024-03-13"


def test_a_page_without_metadata_and_paragraphs_by_line_breaks(pages: Path) -> None:
    report = read(pages / "bare.html")
    assert report.headline == "Dockers in Porto Velho walk out over unpaid wages"
    assert report.published == datetime(2021, 3, 30, 18, 46)
    assert [block.kind for block in report.blocks] == ["headline", "paragraph", "paragraph", "paragraph"]
    assert "Copyright" not in report.text


def test_what_the_caller_says_comes_first(pages: Path) -> None:
    day = datetime(2020, 1, 2, 3, 4)
    report = read(pages / "wire.html", published=day, outlet="Mine", url="https://example.org/x", name="page 1")
    assert (report.published, report.outlet, report.url, report.name) == (
        day,
        "Mine",
        "https://example.org/x",
        "page 1",
    )
    assert dict(report.because)["published"] == Given("the caller")


def test_a_menu_is_no_story(pages: Path) -> None:
    with pytest.raises(ReadError, match="holds no story"):
        read(pages / "menu.html")


def test_a_story_that_only_json_holds_is_read() -> None:
    body = (
        "Rebels shelled the port of Karu at dawn, the mayor said.\\nTwo dockers died and nine were hurt, doctors said."
    )
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Port of Karu shelled", '
        f'"articleBody": "{body}"}}</script></head><body><div id="app"></div></body></html>'
    )
    report = read(page.encode())
    assert [block.kind for block in report.blocks] == ["headline", "paragraph", "paragraph"]


def test_entities_and_files_are_not_resolved() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY file SYSTEM "file:///etc/passwd">]><html><body><p>Rebels '
        "shelled the port of Karu at dawn on Tuesday, the mayor said &file; and two dockers died in the fire that "
        "followed.</p></body></html>"
    )
    report = read(page.encode())
    assert "root:" not in report.text


@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_nesting_does_no_harm(depth: int) -> None:
    story = (
        "<p>Rebels shelled the port of Karu at dawn on Tuesday, the mayor said, and two dockers died in the fire.</p>"
    )
    page = f"<html><body>{story}{'<div>' * depth}x{'</div>' * depth}</body></html>"
    assert "Rebels shelled" in read(page.encode()).text
