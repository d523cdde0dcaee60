"""Values and days: by tense, by the running date, with open ends, and without a day of publication."""

from collections.abc import Callable
from datetime import date

import pytest

from demarche.base import ByRule, tell
from demarche.times import TimeMention, doubts_of
from demarche.times.days import easter, length, move, period_of

Finder = Callable[..., tuple[TimeMention, ...]]
D = date


def only(times: tuple[TimeMention, ...]) -> TimeMention:
    assert len(times) == 1, times
    return times[0]


@pytest.mark.parametrize(
    ("text", "value", "start", "end", "grain"),
    [
        ("They met on Friday.", "2024-03-08", D(2024, 3, 8), D(2024, 3, 8), "day"),
        ("They will meet on Friday.", "2024-03-15", D(2024, 3, 15), D(2024, 3, 15), "day"),
        ("They met on Thursday.", "2024-03-14", D(2024, 3, 14), D(2024, 3, 14), "day"),
        ("They will meet on Thursday.", "2024-03-14", D(2024, 3, 14), D(2024, 3, 14), "day"),
        ("They met last week.", "2024-W10", D(2024, 3, 4), D(2024, 3, 10), "week"),
        ("They met last month.", "2024-02", D(2024, 2, 1), D(2024, 2, 29), "month"),
        ("They met in 2016.", "2016", D(2016, 1, 1), D(2016, 12, 31), "year"),
        ("They met in early June 2018.", "2018-06", D(2018, 6, 1), D(2018, 6, 10), "month"),
        ("They met in the 1990s.", "199X", D(1990, 1, 1), D(1999, 12, 31), "years"),
        ("They met in the past three days.", "P3D", D(2024, 3, 11), D(2024, 3, 14), "days"),
        ("They met on Feb. 27-28.", "2024-02-27/2024-02-28", D(2024, 2, 27), D(2024, 2, 28), "days"),
        ("They met earlier this month.", "2024-03", D(2024, 3, 1), D(2024, 3, 31), "month"),
        ("They met last night.", "2024-03-13TNI", D(2024, 3, 13), D(2024, 3, 13), "part"),
        ("They met for two hours.", "PT2H", None, None, "other"),
        ("They met every week.", "P1W", None, None, "other"),
        ("They met in 146 BC.", "BC0146", None, None, "year"),
    ],
)
def test_values_and_days(find: Finder, text: str, value: str, start: date | None, end: date | None, grain: str) -> None:
    time = only(find(text))
    assert (time.timex.value, time.start, time.end, time.granularity) == (value, start, end, grain)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They met since March 2018.", D(2018, 3, 1), None),
        ("They met until April 1, 2023.", None, D(2023, 4, 1)),
        ("They met before April 1, 2023.", None, D(2023, 3, 31)),
        ("They met after April 1, 2023.", D(2023, 4, 1), None),
    ],
)
def test_leads_open_an_end(find: Finder, text: str, start: date | None, end: date | None) -> None:
    time = only(find(text))
    assert (time.start, time.end) == (start, end)
    assert isinstance(time.because, ByRule)
    assert time.because.rule.startswith("lead.")


def test_a_range_says_both_ends(find: Finder) -> None:
    time = only(find("They met from March to May 2018."))
    assert (time.timex.begin, time.timex.end) == ("2018-03", "2018-05")
    assert (time.start, time.end) == (D(2018, 3, 1), D(2018, 5, 31))


def test_a_range_does_not_run_backwards(find: Finder) -> None:
    assert only(find("They will meet from Friday to Monday.")).end == D(2024, 3, 18)
    assert only(find("They met between Dec. 20, 2019 and Jan. 5.")).end == D(2020, 1, 5)


def test_a_day_earlier_stands_on_the_date_before(find: Finder) -> None:
    first, second = find("They met on February 6.", "He resigned a day earlier.")
    assert second.timex.value == "2024-02-05"
    assert any("running" in line for line in tell(second.because))
    assert first.start == D(2024, 2, 6)


def test_a_day_earlier_stands_on_the_publication_where_nothing_was_told(find: Finder) -> None:
    time = only(find("He resigned a day earlier."))
    assert time.timex.value == "2024-03-13"
    assert any("publication on 2024-03-14" in line for line in tell(time.because))


def test_the_running_date_is_forgotten_after_a_sentence(find: Finder) -> None:
    *_, last = find("They met on February 6.", "Crowds gathered.", "He resigned a day earlier.")
    assert last.timex.value == "2024-03-13"


def test_a_history_keeps_its_year(find: Finder) -> None:
    texts = (
        "The war began on May 3, 1846.", "Troops landed on March 9, 1847.", "The capital fell on September 14, 1847.",
        "The fleet arrived in October 1847.", "Envoys signed a treaty on February 2.",
    )  # fmt: skip
    assert find(*texts)[-1].timex.value == "1848-02-02"
    assert find(*texts[:2], texts[3], "They met on November 2.", texts[2])[-2].timex.value == "1847-11-02"
    assert find("They met on February 2.")[-1].timex.value == "2024-02-02"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Friday.", "XXXX-WXX-5"),
        ("They met on February 6.", "XXXX-02-06"),
        ("They met last week.", "PAST_REF"),
        ("They will meet tomorrow.", "FUTURE_REF"),
        ("They met two weeks ago.", "PAST_REF"),
        ("They met last Friday.", "PAST_REF"),
    ],
)
def test_without_publication_nothing_is_guessed(find: Finder, text: str, value: str) -> None:
    time = only(find(text, anchor=None))
    assert (time.timex.value, time.start, time.end) == (value, None, None)


def test_explicit_dates_need_no_publication(find: Finder) -> None:
    assert only(find("They met on March 30, 2019.", anchor=None)).start == D(2019, 3, 30)


@pytest.mark.parametrize(
    "text", ["They met on February 30, 2019.", "They met on 2019-13-01.", "They met on February 30."]
)
def test_impossible_days_have_no_days(find: Finder, text: str) -> None:
    assert all(time.granularity != "day" and time.start is None for time in find(text))


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("They met on 31 June.", ("'31 June' is no day of the calendar",)),
        ("They met on Tuesday, March 14, 2024.", ("'Tuesday, March 14, 2024': 2024-03-14 was a Thursday",)),
        ("They met on Thursday, March 14, 2024.", ()),
        ("They met on Monday, June 12.", ()),
        ("They met on March 30.", ()),
    ],
)
def test_what_cannot_be_is_said(find: Finder, text: str, doubts: tuple[str, ...]) -> None:
    assert doubts_of(find(text)) == doubts


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("They met on 03/04/2019.", "mdy", "2019-03-04"),
        ("They met on 03/04/2019.", "dmy", "2019-04-03"),
        ("They met on 03/04/2019.", None, "2019-XX-XX"),
        ("They met on 03/24/2019.", "dmy", "2019-03-24"),
        ("They met on 03/04/2024.", None, "2024-03-04"),
        ("They will meet on 05/03/2024.", None, "2024-05-03"),
    ],
)
def test_figures_go_by_the_outlet(find: Finder, text: str, order: str | None, value: str) -> None:
    assert only(find(text, order=order)).timex.value == value


@pytest.mark.parametrize(
    ("other", "value"),
    [
        ("He left on 25/03/2019.", "2019-04-03"),
        ("He left on 3/25/2019.", "2019-03-04"),
        ("He left on 25 March 2019.", "2019-04-03"),
        ("He left on March 25, 2019.", "2019-XX-XX"),
    ],
)
def test_figures_go_by_the_other_dates_of_the_text(find: Finder, other: str, value: str) -> None:
    assert find("They met on 03/04/2019.", other)[0].timex.value == value


def test_that_night_looks_farther_back(find: Finder) -> None:
    *_, last = find("They met on February 6.", "Crowds gathered.", "Shops closed.", "Police fired that night.")
    assert last.timex.value == "2024-02-06TNI"


def test_overnight_is_two_days(find: Finder) -> None:
    time = only(find("They attacked overnight."))
    assert (time.start, time.end) == (D(2024, 3, 13), D(2024, 3, 14))
    *_, later = find("They met on February 6.", "They attacked overnight.")
    assert (later.start, later.end) == (time.start, time.end)
    *_, same = find("They met on February 6 and attacked overnight.")
    assert (same.start, same.end) == (D(2024, 2, 6), D(2024, 2, 7))


def test_what_was_done_was_not_done_after_the_publication(find: Finder) -> None:
    assert only(find("They resigned the next day.")).start is None
    *_, later = find("They met on February 6.", "Crowds gathered.", "He resigned the next day.")
    assert later.timex.value == "2024-02-07"


def test_a_date_that_names_a_thing_gives_no_year(find_parsed: Finder) -> None:
    times = find_parsed("They were held over the May 3, 2018, attack. They fled in June.")
    assert [time.timex.value for time in times] == ["2018-05-03", "2023-06"]


def test_a_stretch_from_a_day_has_its_last_day(find: Finder) -> None:
    time = only(find("They will strike for two days from March 16."))
    assert (time.timex.value, time.start, time.end) == ("P2D", D(2024, 3, 16), D(2024, 3, 17))


def test_a_week_of_a_month_has_its_days(find: Finder) -> None:
    time = only(find("They met in the second week of May 2018."))
    assert (time.start, time.end) == (D(2018, 5, 8), D(2018, 5, 14))


def test_a_quarter_to_come_is_not_the_one_of_the_report(find: Finder) -> None:
    *_, last = find("Output fell in the second quarter of 2025.", "Output fell from the year-earlier quarter.")
    assert last.timex.value == "2022-Q4"


def test_a_history_is_not_led_off_by_a_date_in_passing(find: Finder) -> None:
    times = find(
        "The war began on May 3, 1846.", "Troops landed on March 9, 1847.", "They planned a march for 1849.",
        "It recalled the siege of 1812.", "The capital fell on September 14.",
    )  # fmt: skip
    assert times[-1].timex.value == "1847-09-14"


def test_a_year_earlier_in_a_report_on_a_quarter(find: Finder) -> None:
    first, second = find("Exports fell in the third quarter.", "They jumped a year earlier.")
    assert (first.timex.value, second.timex.value) == ("2023-Q3", "2022-Q3")
    assert only(find("They jumped a year earlier.")).timex.value == "2023"


def test_said_friday_published_on_saturday_or_friday(find: Finder) -> None:
    assert only(find("The minister resigned Friday.", anchor=D(2024, 3, 16))).start == D(2024, 3, 15)
    assert only(find("The minister resigned Friday.", anchor=D(2024, 3, 15))).start == D(2024, 3, 15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister said Thursday that the vote will be held on June 2.", "2024-06-02"),
        ("A summit is planned for Monday.", "2024-03-18"),
        ("They signed a pact on March 20.", "2023-03-20"),
        ("The two could sign a pact as early as Tuesday.", "2024-03-19"),
        ("Their envoys are to meet in Cairo on April 9.", "2024-04-09"),
        ("Lawyers said they would appeal Tuesday's ruling.", "2024-03-12"),
        ("The police chief was ordered on Monday to leave.", "2024-03-11"),
        ("Police arrested him on Monday.", "2024-03-11"),
        ("The two leaders agreed to meet on Tuesday.", "2024-03-19"),
        ("The exhibition closes ahead of Sunday's vote.", "2024-03-17"),
        ("The union that speaks for the miners on Tuesday rejected an offer.", "2024-03-12"),
        ("The mayor could not be reached Tuesday.", "2024-03-12"),
        ("Teachers planned a rally in the square on Saturday.", "2024-03-16"),
        ("The king has invited both envoys to a ceremony on March 22.", "2024-03-22"),
        ("The bank announced the plan on August 21.", "2023-08-21"),
        ("The court gave the union until Tuesday to pay.", "2024-03-19"),
        ("The bank created a new office, effective May 1.", "2024-05-01"),
        ("They are trying to free him under the June accord.", "2023-06"),
    ],
)
def test_the_tree_tells_the_tense(find_parsed: Finder, text: str, value: str) -> None:
    assert find_parsed(text)[-1].timex.value == value


def test_calendar() -> None:
    assert easter(2024) == D(2024, 3, 31)
    assert easter(1999) == D(1999, 4, 4)
    assert move(D(2024, 1, 31), 1, "month") == D(2024, 2, 29)
    assert move(D(2024, 2, 29), -1, "year") == D(2023, 2, 28)
    assert period_of("week", D(2021, 1, 3)).value == "2020-W53"
    assert period_of("century", D(2000, 1, 1)).value == "19XX"
    assert length(2, "fortnight") == "P4W"
    with pytest.raises(KeyError):
        period_of("eon", D(2000, 1, 1))
