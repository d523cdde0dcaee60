"""When an event was, and on what ground: by its clause, its sentence, the story, the publication."""

from datetime import date

import pytest

from demarche.base import ByRule

DAY = date(2024, 3, 14)  # a Thursday
Dated = tuple[str, str, str]


def dates(analysis, kind: str) -> list[Dated | None]:  # type: ignore[no-untyped-def]
    """First day, last day and ground of each event of the type, in the order of the text."""
    return [
        (str(event.date.start), str(event.date.end), event.date.basis) if event.date else None
        for event in analysis.events if event.type == kind
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        # the running time of the story
        ("On Tuesday farmers marched to the ministry in Lima. Police fired tear gas at them and arrested nine.", "COERCE", ("2024-03-12", "2024-03-12", "story")),
        ("A court in Lima on Monday jailed two miners. Police arrested a third outside the building.", "COERCE", ("2024-03-11", "2024-03-11", "story")),
        # what does not go on with it
        ("Rebels shelled the port on Monday. The government blamed Chad.", "ACCUSE", ("2024-03-14", "2024-03-14", "publication")),
        ("Rebels shelled the port on Monday. In Cairo, meanwhile, police arrested two journalists.", "COERCE", ("2024-03-14", "2024-03-14", "publication")),
        ("Rebels shelled the port on March 3, 2019. Police arrested two men.", "COERCE", ("2024-03-14", "2024-03-14", "publication")),
        ("Rebels shelled the port on Monday. Police have arrested two men.", "COERCE", ("2024-03-14", "2024-03-14", "publication")),
        # a step from the clause above
        ("France and Mali signed a truce on Friday, a day after rebels shelled Gao.", "ASSAULT", ("2024-03-07", "2024-03-07", "sentence")),
        ("A court jailed him on Monday, nine months after Sweden extradited him.", "COOPERATE", ("2023-06-01", "2023-06-30", "sentence")),
        ("The army clamped a curfew on Goma on Monday, the day after rebels shelled the market.", "ASSAULT", ("2024-03-10", "2024-03-10", "sentence")),
        ("Ships came into Doha on Monday, a week to the day after Riyadh severed ties with Qatar.", "SANCTION", ("2024-03-04", "2024-03-04", "sentence")),
        # days that are joined, and a day within a month
        ("Soldiers stormed three villages on Monday and Tuesday.", "ASSAULT", ("2024-03-11", "2024-03-12", "clause")),
        ("Police arrested him late on Sunday and early on Monday.", "COERCE", ("2024-03-10", "2024-03-11", "clause")),
        ("In July 2019 British marines seized a tanker off Gibraltar on the 4th.", "COERCE", ("2019-07-04", "2019-07-04", "clause")),
        ("Soldiers stormed a village on Monday and police arrested a man on Tuesday.", "ASSAULT", ("2024-03-11", "2024-03-11", "clause")),
        # soon after
        ("Gunmen shot a mayor in Gao on Monday. Within hours the Red Cross sent blankets to his town.", "AID", ("2024-03-11", "2024-03-11", "story")),
        ("Gunmen shot a mayor on Monday. Hours later two men threw a grenade at a mosque.", "ASSAULT", ("2024-03-11", "2024-03-11", "clause")),
        # some day of the period
        ("Police arrested ten men earlier this month.", "COERCE", ("2024-03-01", "2024-03-31", "clause")),
        # a past written as the bare form
        ("Rwanda shut the border crossing at Goma on Monday.", "COERCE", ("2024-03-11", "2024-03-11", "clause")),
        # where a time hangs
        ("The army denied that its planes had bombed a village on Monday.", "ASSAULT", ("2024-03-11", "2024-03-11", "clause")),
        ("Tribesmen on Monday released a German couple whom they had abducted last week.", "ASSAULT", ("2024-03-04", "2024-03-10", "clause")),
        ("Tribesmen on Monday released a German couple whom they had abducted last week.", "RETREAT", ("2024-03-11", "2024-03-11", "clause")),
        # from a day up to the report
        ("Workers have been on strike since Monday.", "PROTEST", ("2024-03-11", "2024-03-14", "clause")),
        ("Two strikers were shot on March 4. Police have since arrested a guard.", "COERCE", ("2024-03-04", "2024-03-14", "story")),
        # "then" after a verb takes up the time told last
        ("Envoys of Chad and Mali met in Rome in February. Both sides agreed then to exchange prisoners.", "AGREE", ("2024-02-01", "2024-02-29", "story")),
        # one time for two verbs, before both or behind both
        ("Police in Lima shot dead a miner and wounded six others on Tuesday, a doctor said.", "ASSAULT", ("2024-03-12", "2024-03-12", "clause")),
        ("Last November students stormed the British embassy in Tehran, and London expelled all Iranian diplomats.", "SANCTION", ("2023-11-01", "2023-11-30", "sentence")),
        ("The union that speaks for most of Peru's miners on Tuesday rejected the offer of the government.", "REJECT", ("2024-03-12", "2024-03-12", "clause")),
        # the grammar against it
        ("The envoys of Iran and Iraq met in Geneva for the third time this month.", "CONSULT", ("2024-03-14", "2024-03-14", "publication")),
        ("Tribesmen have kidnapped dozens of foreigners in recent years.", "ASSAULT", ("2024-03-14", "2024-03-14", "publication")),
        ("Farmers have blocked the road that the army built in 1998.", "PROTEST", ("2024-03-14", "2024-03-14", "publication")),
        ("The minister asked both sides to return to the table on Friday.", "REQUEST", ("2024-03-14", "2024-03-14", "publication")),
        ("France praised the guards on Monday, and its ally condemned Mali.", "ACCUSE", ("2024-03-14", "2024-03-14", "publication")),
        ("Police detained ten men overnight.", "COERCE", ("2024-03-13", "2024-03-14", "clause")),
    ],
)  # fmt: skip
def test_grounds(code, text: str, kind: str, found: Dated) -> None:  # type: ignore[no-untyped-def]
    assert dates(code(text, on=DAY), kind)[-1] == found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("The foreign ministers of Iran and Iraq will meet in Geneva on Monday. They will sign a border agreement there.", "AGREE", ("2024-03-18", "2024-03-18", "story")),
        ("The foreign ministers of Iran and Iraq will meet on Monday. They will sign a border agreement.", "AGREE", None),
        ("Hundreds of students marched in Dhaka on Thursday to protest against the killing of a classmate.", "ASSAULT", None),
        ("The opposition leader was arrested in 2021 after he accused the president of corruption.", "ACCUSE", None),
    ],
)  # fmt: skip
def test_plans_and_what_went_before(code, text: str, kind: str, found: Dated | None) -> None:  # type: ignore[no-untyped-def]
    assert dates(code(text, on=DAY), kind)[-1] == found


def test_an_event_dates_others(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code(
        "Iran and Iraq held a summit in Hanoi on March 3. Police arrested two students during the summit. "
        "Two days after the summit, rebels attacked a barracks.",
        on=DAY,
    )
    assert dates(analysis, "COERCE") == [("2024-03-03", "2024-03-03", "story")]
    assert dates(analysis, "ASSAULT") == [("2024-03-05", "2024-03-05", "story")]


def test_an_event_of_another_name_does_not(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code(
        "Iran and Iraq held a summit in Hanoi on March 3. Police arrested two students at the Geneva summit.", on=DAY
    )
    arrest = next(event for event in analysis.events if event.type == "COERCE")
    assert not any(isinstance(one, ByRule) and one.rule == "date.occasion" for one in arrest.because)


def test_what_is_condemned_has_its_day(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code("Rebels shelled the port of Gao on Monday. France condemned the attack.", on=DAY)
    assert dates(analysis, "ASSAULT") == [("2024-03-11", "2024-03-11", "clause"), ("2024-03-11", "2024-03-11", "story")]


def test_the_ground_stands_in_the_reasons(code) -> None:  # type: ignore[no-untyped-def]
    event = code("On Tuesday farmers marched in Lima. Police arrested nine of them.", on=DAY).events[-1]
    assert any(isinstance(one, ByRule) and one.rule == "date.story" for one in event.because)


def test_history_is_said(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code("Police arrested two men on Monday. In 1998 a court jailed their leader.", on=DAY)
    assert [event.date.historical for event in analysis.events if event.date] == [False, True]


def test_within_weeks_is_neither_the_day_of_the_story_nor_that_of_the_report(code) -> None:  # type: ignore[no-untyped-def]
    text = "Gunmen shot a mayor on Monday. Within weeks the Red Cross sent blankets to his town."
    assert dates(code(text, on=DAY), "AID") == [None]
