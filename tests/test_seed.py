"""The page that set the task, where it is at hand."""

from datetime import date
from pathlib import Path

import pytest

from demarche.coding import EventRecord
from demarche.pipeline import Analysis, Coder
from demarche.read import read


@pytest.fixture(scope="module")
def seed(shared: Path, whole: Coder) -> Analysis:
    path = next((shared / "seed").glob("*.txt"))
    return whole.code(read(path))


def find(seed: Analysis, kind: str, words: str = "", **fields: str) -> list[EventRecord]:
    return [
        event for event in seed.events
        if event.type == kind and words in event.sentence_text
        and all(getattr(event, name) == value for name, value in fields.items())
    ]  # fmt: skip


def countries(event: EventRecord) -> set[str | None]:
    return {party.country for party in (*event.source, *event.target)}


def test_furniture(seed: Analysis) -> None:
    report = seed.report
    assert report.agency == "Yonhap" and str(report.published) == "2019-03-30 18:46:00"
    assert "Send to" not in report.text
    assert not [event for event in seed.events if event.sentence.start < len(report.headline or "")]


def test_meeting(seed: Analysis) -> None:
    met = [
        e
        for e in seed.events
        if e.type == "CONSULT" and countries(e) >= {"KOR", "USA"} and e.date and e.date.start == date(2019, 3, 29)
    ]
    assert met
    assert any(
        e.place and e.place.name.startswith("Washington")
        for e in seed.events
        if e.type == "CONSULT" and e.date and e.date.start == date(2019, 3, 29)
    )


def test_summits(seed: Analysis) -> None:
    summits = [e for e in seed.events if e.type in {"CONSULT", "AGREE"} and countries(e) >= {"PRK", "USA"} and e.date]
    starts = {event.date.start for event in summits if event.date and event.date.start}
    assert any(date(2019, 2, 1) <= start <= date(2019, 2, 28) for start in starts)
    assert date(2018, 6, 1) in starts


def test_planned_summit(seed: Analysis) -> None:
    planned = [e for e in find(seed, "CONSULT", status="planned") if e.date and e.date.start == date(2019, 4, 11)]
    assert planned
    assert countries(planned[0]) >= {"KOR", "USA"}


def test_promise_and_demands(seed: Analysis) -> None:
    promise = find(seed, "AGREE", "Singapore")
    assert promise and promise[0].date and promise[0].date.start == date(2018, 6, 1)
    demands = find(seed, "REQUEST", "denuclearization")
    assert {country for event in demands for country in (party.country for party in event.source)} >= {"USA", "PRK"}


def test_waiver(seed: Analysis) -> None:
    asked = find(seed, "REQUEST", "waiver")
    assert asked and asked[0].source[0].country == "KOR"


def test_alleged_and_possible(seed: Analysis) -> None:
    rebuilding = find(seed, "MOBILIZE", "alleged restoration")
    assert rebuilding and all(event.claim == "alleged" for event in rebuilding)
    assert rebuilding[0].source[0].country == "PRK"
    assert rebuilding[0].place is not None and rebuilding[0].place.text == "Dongchang-ri"
    assert find(seed, "MOBILIZE", "another missile launch", status="hypothetical")


def test_nothing_alleged_or_possible_is_plain_fact(seed: Analysis) -> None:
    for event in seed.events:
        hedged = any(word in event.sentence_text for word in ("alleged", "reportedly", "speculation"))
        if hedged and event.type == "MOBILIZE":
            assert (event.status, event.claim) != ("actual", "plain"), event.trigger_text
        if (
            event.date
            and event.date.start
            and event.date.basis != "publication"
            and event.date.start > date(2019, 3, 30)
        ):
            assert event.status == "planned", event.trigger_text
