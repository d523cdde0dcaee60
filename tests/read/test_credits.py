"""Datelines, bylines and picture credits, with lines that only look like them."""

import pytest

from demarche.read import read
from demarche.read.credits import (
    credit_start,
    opens_caption,
    read_dateline,
    read_filed_line,
    read_signature,
    written_in,
)
from demarche.read.furniture import Lexicon

STORY = "Envoys met for hours."


@pytest.mark.parametrize(
    ("prefix", "place", "agency"),
    [
        ("GENEVA, March 12 (AFP) - ", "GENEVA", "AFP"),
        ("KYIV — ", "KYIV", None),
        ("WASHINGTON/BEIJING (Reuters) - ", "WASHINGTON/BEIJING", "Reuters"),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", "AP"),
        ("(Reuters) - ", None, "Reuters"),
        ("March 12 (Reuters) - ", None, "Reuters"),
        ("SEOUL, March 30 (Yonhap) -- ", "SEOUL", "Yonhap"),
        ("MOSCOW. May 5 (Interfax) - ", "MOSCOW", "Interfax"),
        ("MOSCOW, May 5. /TASS/. ", "MOSCOW", "TASS"),
        ("New Delhi [India], March 12 (ANI): ", "New Delhi", "ANI"),
        ("NEW DELHI: ", "NEW DELHI", None),
        ("Geneva, 12 March 2024 – ", "Geneva", None),
        ("Brussels, Belgium | AFP | ", "Brussels, Belgium", "AFP"),
        ("WASHINGTON, D.C. (AP) -- ", "WASHINGTON, D.C.", "AP"),
        ("PORT-AU-PRINCE, Haiti, May 3, 2023 (AFP) - ", "PORT-AU-PRINCE, Haiti", "AFP"),
        ("SEOUL, Reuters — ", "SEOUL", "Reuters"),
        ("CAIRO (AP) ", "CAIRO", "AP"),
        ("Nairobi – ", "Nairobi", None),
        ("GENEVA _ ", "GENEVA", None),
        ("MADRID (AFP, March 18) - ", "MADRID", "AFP"),
        ("JAKARTA (Meridian News Agency) - ", "JAKARTA", "Meridian News Agency"),
        ("MUHURU BAY, Kenya (Lake Wire) - ", "MUHURU BAY, Kenya", None),
        ("RABAT, 12 May 2023 (Agency) - ", "RABAT", None),
        ("LIMA (Andean Wire), Thursday, November 19, 2009 - ", "LIMA", None),
        ("DAKAR, Friday 20 January 2017, 11:20 GMT (Agency) — ", "DAKAR", None),
        ("MAE SOT, Thailand, 4 Feb 2026, 16:05 (AFP) - ", "MAE SOT, Thailand", "AFP"),
        ("Nairobi (Savanna Dispatch): ", "Nairobi", None),
    ],
)
def test_datelines(prefix: str, place: str | None, agency: str | None, lexicon: Lexicon) -> None:
    words = prefix + STORY
    found = read_dateline(words, lexicon)
    assert found is not None
    assert (found.place and found.place.of(words), found.agency and found.agency.of(words)) == (place, agency)
    assert words[found.start :] == STORY


@pytest.mark.parametrize(
    "words",
    [
        "Monday — The envoys met again.", "Holm — The minister — spoke again.", "NATO - The alliance met in Brussels.",
        "U.S. — The country voted.", "A — B is the plan.", "BREAKING: Blast heard near the port.",
        "Envoys met in Geneva.", "Holm (Centre Party) - The minister spoke again.", "OSLO (pop. 700,000) - Envoys met here.",
        "GENEVA is where the envoys met.", "Police (AP) said so.", "March 12 — The envoys met.", "",
    ],
)  # fmt: skip
def test_lines_without_a_dateline(words: str, lexicon: Lexicon) -> None:
    assert read_dateline(words, lexicon) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("MADRID, March 18, 2005 (AFP) -", "MADRID"), ("Nairobi (Reuters)", "Nairobi"), ("GENEVA, March 12, 2005", "GENEVA"),
        ("GENEVA", None), ("GENEVA, March 12", None), ("Envoys met in Geneva on March 12", None), ("Holm, March 12", None), ("(Reuters)", None),
    ],
)  # fmt: skip
def test_datelines_on_a_line_of_their_own(line: str, place: str | None, lexicon: Lexicon) -> None:
    found = read_filed_line(line, lexicon)
    assert (found.place.of(line) if found and found.place else None) == place


@pytest.mark.parametrize(
    ("line", "byline", "agency", "days"),
    [
        ("By Yonhap", None, "Yonhap", []),
        ("By Ana Petrov, Reuters", "Ana Petrov", "Reuters", []),
        ("By ANA PETROV Associated Press", "ANA PETROV", "Associated Press", []),
        ("By The Associated Press", None, "The Associated Press", []),
        ("Ana Petrov | AP", "Ana Petrov", "AP", []),
        ("By Ana Petrov in Kyiv", "Ana Petrov", None, []),
        ("By Kim Min-soo (minsoo@example.org)", "Kim Min-soo", None, []),
        ("Ana Petrov Published March 12, 2024", "Ana Petrov", None, ["2024-03-12"]),
        ("March 30, 2019 - 18:46 By Yonhap", None, "Yonhap", ["2019-03-30T18:46:00"]),
        ("Published: 12 March 2024 | Updated: 13 March 2024", None, None, ["2024-03-12"]),
        ("Published in Dawn, March 12th, 2024", None, None, ["2024-03-12"]),
    ],
)
def test_lines_of_dates_and_names(
    line: str, byline: str | None, agency: str | None, days: list[str], lexicon: Lexicon
) -> None:
    found = read_signature(line, lexicon)
    assert found is not None
    assert (found.byline and found.byline.of(line), found.agency and found.agency.of(line)) == (byline, agency)
    assert [dated.when.isoformat() for dated in found.dates] == days


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the army had left the city", "By land", "The talks began on March 30, 2019 and failed",
        "Prime Minister Ida Holm", "Norland Sudria Summit March 30, 2019", "On May 4, 2021, the army left.",
    ],
)  # fmt: skip
def test_lines_that_tell_more_than_dates_and_names(line: str, lexicon: Lexicon) -> None:
    assert read_signature(line, lexicon) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Foreign Minister Ida Holm. Yonhap", "Yonhap"),
        ("Soldiers patrol the bridge. /Getty Images", "/Getty Images"),
        ("Soldiers patrol the bridge (AP Photo/Luis Mendes)", "(AP Photo/Luis Mendes)"),
        ("Soldiers patrol the bridge. REUTERS/Luis Mendes", "REUTERS/Luis Mendes"),
        (
            "Soldiers patrol the bridge. Photograph: Luis Mendes/AFP/Getty Images",
            "Photograph: Luis Mendes/AFP/Getty Images",
        ),
        ("Soldiers patrol the bridge [Luis Mendes/Al Jazeera]", "[Luis Mendes/Al Jazeera]"),
        ("Photo: Reuters", "Photo: Reuters"),
        ("File photo", "File photo"),
        ("(Photo by Luis Mendes / AFP)", "(Photo by Luis Mendes / AFP)"),
    ],
)
def test_picture_credits(line: str, credit: str, lexicon: Lexicon) -> None:
    start = credit_start(line, lexicon)
    assert start is not None and line[start:].strip() == credit


@pytest.mark.parametrize(
    "line",
    [
        "The general spoke to AFP",
        "He told Reuters.",
        "So said KCNA, according to Yonhap.",
        "It was first told by the BBC",
    ],
)
def test_sentences_that_name_an_agency_are_no_captions(line: str, lexicon: Lexicon) -> None:
    assert credit_start(line, lexicon) is None
    assert not opens_caption(line, lexicon)


@pytest.mark.parametrize(
    ("head", "headline", "day"),
    [
        ("Envoys part without a deal\n\nBy ANA KOS\nStaff Writer\nTuesday, March 14, 2000; 1:12 p.m. EST", "Envoys part without a deal", "2000-03-14"),
        ("24 Sep 2021, 19:12 | Ana Kos, Novi\n\nEnvoys part without a deal", "Envoys part without a deal", "2021-09-24"),
        ("Envoys part without a deal\n\nDateline: OSLO/BERGEN, Friday 9 January 2009 (Fjord Wire)", "Envoys part without a deal", "2009-01-09"),
        ("February 26, 1999, Friday\n\nEnvoys part without a deal", "Envoys part without a deal", "1999-02-26"),
        ("Harbour Ledger\nPosted: 19 September 2014, 21:05 GMT\n\nEnvoys part without a deal", "Envoys part without a deal", "2014-09-19"),
        ("Envoys part without a deal\n\nWORLD NEWS JULY 22, 2019 / 4:05 PM / UPDATED 3 HOURS AGO", "Envoys part without a deal", "2019-07-22"),
        ("Harbour Ledger in English | 22 November 2024 | 14:05\n\nEnvoys part without a deal", "Envoys part without a deal", "2024-11-22"),
        ("Envoys part without a deal\n\nEdition of October 1, 2018", "Envoys part without a deal", "2018-10-01"),
        ("Envoys who met on 4 May 1999 part without a deal", "Envoys who met on 4 May 1999 part without a deal", "None"),
        ("Envoys Part\n\nTalks end with no deal at all\n\nPosted: 19 September 2014", "Envoys Part", "2014-09-19"),
    ],
)  # fmt: skip
def test_heads_of_pages(head: str, headline: str, day: str) -> None:
    told = "The envoys left Geneva on Monday after a week of talks that brought the two sides no nearer to a truce."
    report = read(f"{head}\n\n{told}\n\n{told.replace('Monday', 'Sunday')}\n", name="page")
    assert (report.headline, str(report.published_on)) == (headline, day)


@pytest.mark.parametrize(
    ("line", "place"),
    [("By Ana Petrov in Accra", "Accra"), ("By Ana Petrov in Accra, Friday, 5 May 2023", "Accra"),
     ("From our correspondent in Tel Aviv", "Tel Aviv"), ("By Ana Petrov", None), ("By then the talks in Geneva had failed", None),
     ("By Ana Petrov in the capital", None)],
)  # fmt: skip
def test_where_an_author_sits(line: str, place: str | None) -> None:
    assert written_in(line) == place
