"""Mentions to events."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from demarche.stories import Seen, merge_events

DAY = date(2024, 3, 3)
ONE = Seen("a", "r1", "CONSULT", frozenset({"IRN GOV"}), frozenset({"IRQ GOV"}), DAY, DAY, "Geneva", "planned", "plain")


def test_twenty_reports_of_one_meeting_are_one_event() -> None:
    seen = [replace(ONE, id=f"e{at}", report=f"r{at}", status="actual" if at else "planned") for at in range(20)]
    events = merge_events(seen)
    assert len(events) == 1
    assert len(events[0].reports) == 20
    assert events[0].status == "actual"


def test_what_stays_apart() -> None:
    others = [
        replace(ONE, id="b", type="ASSAULT"), replace(ONE, id="c", place="Vienna"),
        replace(ONE, id="d", start=date(2024, 4, 3), end=date(2024, 4, 3)), replace(ONE, id="e", target=frozenset({"SYR GOV"})),
        replace(ONE, id="f", status="negated"),
    ]  # fmt: skip
    assert len(merge_events([ONE, *others])) == 6


def test_undated_or_nameless_mentions_stand_alone() -> None:
    undated = [replace(ONE, id=f"e{at}", start=None, end=None) for at in range(2)]
    nameless = [replace(ONE, id=f"n{at}", source=frozenset(), target=frozenset()) for at in range(2)]
    assert len(merge_events([*undated, *nameless])) == 4


@given(
    st.permutations(
        [
            replace(ONE, id=f"e{at}", report=f"r{at}", start=date(2024, 3, 1 + at * 3), end=date(2024, 3, 1 + at * 3))
            for at in range(5)
        ]
    )
)
def test_order_does_not_matter(seen: list[Seen]) -> None:
    assert merge_events(seen) == merge_events(sorted(seen, key=lambda it: it.id))


def test_sizes_go_from_the_lowest_to_the_highest_that_is_told() -> None:
    seen = [
        replace(ONE, id="a", report="r1", sizes={"dead": (12, 12)}), replace(ONE, id="b", report="r2"),
        replace(ONE, id="c", report="r3", sizes={"dead": (19, None), "injured": (24, 99)}),
    ]  # fmt: skip
    (event,) = merge_events(seen)
    assert event.sizes == {"dead": (12, None), "injured": (24, 99)}
