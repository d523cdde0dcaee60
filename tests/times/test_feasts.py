"""Feasts that move, against the days on which they were kept."""

from datetime import date

import pytest

from demarche.times.feasts import eastern_easter, feasts, nth_weekday
from demarche.times.moon import islamic, jewish_new_year, lunar_new_year, new_moon


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("lunar+0", "1968-01-30 1985-02-20 2000-02-05 2011-02-03 2015-02-19 2017-01-28 2020-01-25 2021-02-12 2023-01-22 2024-02-10 2025-01-29"),
        ("islamic 9.1", "2019-05-06 2020-04-24 2021-04-13 2022-04-02 2023-03-23 2024-03-11"),
        ("islamic 10.1", "2019-06-04 2020-05-24 2021-05-13 2022-05-02 2023-04-21 2024-04-10"),
        ("islamic 12.10", "2019-08-11 2020-07-31 2021-07-20 2022-07-09 2023-06-28 2024-06-16"),
        ("jewish+0", "1973-09-27 2019-09-30 2020-09-19 2021-09-07 2022-09-26 2023-09-16 2024-10-03"),
        ("jewish+9", "1973-10-06 2023-09-25"),
        ("jewish-163", "2023-04-06 2024-04-23"),
        ("orthodox+0", "2021-05-02 2022-04-24 2023-04-16 2024-05-05"),
        ("easter+0", "2022-04-17 2023-04-09 2024-03-31"),
        ("nth 4.4.11", "2022-11-24 2023-11-23 2024-11-28"),
        ("nth -1.1.5", "2022-05-30 2023-05-29 2024-05-27"),
        ("12-25", "2023-12-25"),
    ],
)  # fmt: skip
def test_days_as_they_were_kept(word: str, days: str) -> None:
    for day in map(date.fromisoformat, days.split()):
        assert [one.start for one in feasts(word, day.year)] == [day]


def test_a_feast_of_the_moon_may_come_twice_a_year() -> None:
    assert [str(one.start) for one in feasts("islamic 10.1", 2000)] == ["2000-01-08", "2000-12-27"]


def test_feasts_last() -> None:
    ramadan = feasts("islamic 9.1*30", 2024)[0]
    assert (str(ramadan.start), str(ramadan.end), ramadan.grain) == ("2024-03-11", "2024-04-09", "days")


def test_the_moon_is_new_once_a_month() -> None:
    gaps = {(new_moon(number + 1).date() - new_moon(number).date()).days for number in range(-600, 600)}
    assert gaps == {29, 30}


def test_the_years_go_on() -> None:
    assert all(353 <= (islamic(year + 1, 1, 1) - islamic(year, 1, 1)).days <= 356 for year in range(1350, 1500))
    assert {(jewish_new_year(year + 1) - jewish_new_year(year)).days for year in range(1900, 2100)} == {
        353,
        354,
        355,
        383,
        384,
        385,
    }
    assert all(date(year, 1, 20) < lunar_new_year(year) < date(year, 2, 22) for year in range(1900, 2100))
    assert all(eastern_easter(year).isoweekday() == 7 for year in range(1900, 2100))
    assert nth_weekday(2024, 2, 4, -1) == date(2024, 2, 29)
