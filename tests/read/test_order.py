"""The order of dates by the outlet, and a day given afterwards."""

from datetime import date

import pytest

from demarche.read import date_order, publish, read

PAGE = "Ministers meet in Geneva\n\nThe ministers of Iran and Iraq met in Geneva on Friday and agreed to meet again.\n"


@pytest.mark.parametrize(
    ("url", "order"),
    [
        ("https://abcnews.go.com/a", "mdy"), ("https://www.abc.net.au/a", "dmy"), ("https://example.org/a", None),
        (None, None),
    ],
)  # fmt: skip
def test_order(url: str | None, order: str | None) -> None:
    assert date_order(read(PAGE, url=url)) == order


def test_a_day_is_given_only_where_none_is_told() -> None:
    bare = read(PAGE)
    told = publish(bare, date(2024, 3, 14))
    assert bare.published is None and told.published_on == date(2024, 3, 14)
    assert told.id == read(PAGE, published=date(2024, 3, 14)).id
    assert publish(told, date(2025, 1, 1)) is told
