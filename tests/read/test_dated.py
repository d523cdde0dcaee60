"""Dates as pages print them."""

from datetime import date, datetime

import pytest

from demarche.read.dated import Order, find_dates, read_date
from demarche.read.furniture import Lexicon

FOUND = [
    ("March 30, 2019 - 18:46", "2019-03-30T18:46:00"),
    ("Published : Mar 30, 2019 - 18:46", "2019-03-30T18:46:00"),
    ("Sat 30 Mar 2019 18.46 GMT", "2019-03-30T18:46:00+00:00"),
    ("March 30, 2019, at 6:46 PM EDT", "2019-03-30T18:46:00-04:00"),
    ("18:46 KST, March 30, 2019", "2019-03-30T18:46:00+09:00"),
    ("6:46 PM, March 30, 2019", "2019-03-30T18:46:00"),
    ("12:05 a.m. March 1, 2024", "2024-03-01T00:05:00"),
    ("Noon edition, 1 May 2024 12:30 p.m.", "2024-05-01T12:30:00"),
    ("30th March 2019", "2019-03-30"),
    ("2019.03.30 18:46", "2019-03-30T18:46:00"),
    ("2024-03-12 1846 GMT", "2024-03-12T18:46:00+00:00"),
    ("26-FEB-1987", "1987-02-26"),
    ("Feb.27, 2019", "2019-02-27"),
    ("30/03/2019 18:46", "2019-03-30T18:46:00"),
    ("05/05/2024", "2024-05-05"),
    ("Sat Mar 30 2019 18:46:00 GMT+0900", "2019-03-30T18:46:00+09:00"),
    ("Sept. 5, 2023 5:03 p.m. ET", "2023-09-05T17:03:00-04:00"),
]


@pytest.mark.parametrize(("line", "when"), FOUND)
def test_a_printed_date_is_read(line: str, when: str, lexicon: Lexicon) -> None:
    assert [dated.when.isoformat() for dated in find_dates(line, zones=lexicon.zones)] == [when]


@pytest.mark.parametrize(
    "line",
    [
        "May 2024",
        "2024-13-45",
        "03/04/2019",
        "30 February 2021",
        "in 2019",
        "March 30",
        "1-800-2019",
        "Resolution 2231/2015",
        "12:30",
    ],
)
def test_what_is_no_full_date_is_left_alone(line: str, lexicon: Lexicon) -> None:
    assert find_dates(line, zones=lexicon.zones) == ()


@pytest.mark.parametrize(("order", "when"), [("dmy", date(2019, 4, 3)), ("mdy", date(2019, 3, 4)), (None, None)])
def test_the_order_of_numbers_comes_from_the_outlet(order: Order | None, when: date | None, lexicon: Lexicon) -> None:
    assert read_date("03/04/2019", zones=lexicon.zones, order=order) == when


def test_letters_of_two_zones_are_no_zone(lexicon: Lexicon) -> None:
    found = read_date("March 30, 2019 18:46 IST", zones=lexicon.zones)
    assert found == datetime(2019, 3, 30, 18, 46)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("2019-03-30T09:46:00.000Z", "2019-03-30T09:46:00+00:00"),
        ("20190330", "2019-03-30"),
        ("20190330T094600Z", "2019-03-30T09:46:00+00:00"),
        ("Sat, 30 Mar 2019 09:46:00 GMT", "2019-03-30T09:46:00+00:00"),
    ],
)
def test_metadata_dates_are_read(words: str, when: str) -> None:
    found = read_date(words, zones={"GMT": "UTC"})
    assert found is not None and found.isoformat() == when


@pytest.mark.parametrize("words", ["", "yesterday", "20191345", "2019-02-30", "2019-02-30T10:00:00"])
def test_metadata_that_is_no_date_gives_none(words: str) -> None:
    assert read_date(words, zones={}) is None
