"""Text as a scraper leaves it, hard-wrapped text, Markdown."""

from datetime import date, datetime
from pathlib import Path

import pytest

from demarche.base import ByRule, ReadError
from demarche.read import Report, read


def parts(report: Report) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(report.text)) for block in report.blocks]


def test_a_scraped_page(pages: Path) -> None:
    report = read(pages / "scraped.txt")
    assert report.headline == "Norland, Sudria hold talks on seized trawler: minister"
    assert report.published == datetime(2021, 5, 4, 9, 15)
    assert (report.agency, report.byline, report.language) == ("Yonhap", None, "en")
    kinds = [kind for kind, _ in parts(report)]
    assert kinds == ["headline", "paragraph", "caption", "paragraph", "paragraph", "paragraph"]
    assert parts(report)[2] == ("caption", "Foreign Minister Ida Holm. Yonhap")
    assert parts(report)[-1][1] == "The two sides agreed to meet again on Friday."
    assert report.dropped == 7  # From, Send to, the list of links with its head, the address, the notice of rights
    reasons = dict(report.because)
    assert reasons["published"] == ByRule("furniture.published", "May 4, 2021 - 09:15")


def test_hard_wrapped_lines_are_joined_and_keep_their_place(pages: Path) -> None:
    report = read(pages / "wrapped.txt")
    source = (pages / "wrapped.txt").read_text(encoding="utf-8")
    assert [kind for kind, _ in parts(report)] == ["headline", "paragraph", "paragraph", "paragraph"]
    assert (report.dateline, report.agency, report.published) == ("NAIROBI", "AFP", date(2021, 5, 4))
    assert parts(report)[1][1].startswith("Rebel forces left the hill town of Karu on Tuesday, a day after")
    for block in report.blocks:
        assert block.origin is not None
        assert block.origin.of(source).replace("\n", " ") == block.span.of(report.text)


def test_markdown(pages: Path) -> None:
    report = read(pages / "note.md")
    assert report.headline == "Court in Sudria jails two editors"
    assert parts(report)[1:] == [
        (
            "paragraph",
            "A court in Sudria jailed two editors of the daily The Coast on Tuesday for insulting the president.",
        ),
        ("heading", "Appeal"),
        ("paragraph", "Their lawyer said that they would appeal against the sentence."),
        ("paragraph", "The journalists' union called the verdict a disgrace."),
    ]
    assert (report.byline, report.published) == ("Jo Field", date(2021, 5, 4))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rebels shelled the port.", ["paragraph"]),
        ("Rebels shelled the port", ["paragraph"]),
        ("Rebels shell port\n\nRebels shelled the port of Karu at dawn.", ["headline", "paragraph"]),
        ("Rebels shelled the port of Karu at dawn.\n\nTwo died.", ["paragraph", "paragraph"]),
        (
            "U.S. envoy lands in Karu: Will he stay?\n\nThe envoy of the United States landed in Karu.",
            ["headline", "paragraph"],
        ),
        (
            "Home\nWorld\nSport\nRebels shell port of Karu\n\nRebels shelled the port of Karu at dawn.",
            ["headline", "paragraph"],
        ),
        (
            "Rebels shell port\n\nRebels shelled the port of Karu at dawn.\n\nNorland\nKaru war",
            ["headline", "paragraph"],
        ),
        (
            "Rebels shell port\n\nRebels shelled Karu at dawn.\n\nComments (3)\nI was there and saw it all.",
            ["headline", "paragraph"],
        ),
        (
            "Rebels shell port\n\nFILE PHOTO: The port of Karu, May 2020.\n\nRebels shelled Karu at dawn.",
            ["headline", "caption", "paragraph"],
        ),
    ],
)
def test_kinds_of_parts(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in read(text + "\n").blocks] == kinds


def test_an_agency_that_signs_the_last_paragraph_is_no_caption() -> None:
    report = read(
        "Port shelled again\n\nRebels shelled the port of Karu.\n\nTwo dockers died, the mayor said. (Yonhap)\n"
    )
    assert parts(report)[-1] == ("paragraph", "Two dockers died, the mayor said.")
    assert report.agency == "Yonhap"


def test_the_first_publication_counts_not_the_update() -> None:
    report = read("Port shelled\n\nUpdated: May 6, 2021\nPublished: May 4, 2021\n\nRebels shelled the port of Karu.\n")
    assert report.published == date(2021, 5, 4)


def test_unknown_fields_are_none() -> None:
    report = read("Rebels shelled the port of Karu.\n")
    assert (report.headline, report.published, report.agency, report.dateline, report.byline, report.outlet) == (
        None,
    ) * 6
    assert report.because == ()


def test_the_same_report_has_the_same_id_and_another_day_another() -> None:
    text = "Rebels shelled the port of Karu.\n"
    first, again = read(text, published=date(2021, 5, 4)), read(text, published=datetime(2021, 5, 4, 9, 0))
    assert first.id == again.id != read(text).id
    assert len(first.id) == 16 and int(first.id, 16) >= 0


def test_furniture_alone_is_no_story() -> None:
    with pytest.raises(ReadError, match="holds no story"):
        read("From\nSend to\n\nShare this article\n")
