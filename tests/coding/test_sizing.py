"""Which event has which size: by its clause, by a later sentence; and which has none."""

from collections.abc import Callable

import pytest

from demarche.coding import EventRecord, to_dict
from demarche.pipeline import Analysis

Code = Callable[[str], Analysis]


def _of(analysis: Analysis, trigger: str) -> EventRecord:
    return next(one for one in analysis.events if trigger in one.trigger_text)


def _sizes(analysis: Analysis, trigger: str) -> list[tuple[str, int | None, int | None]]:
    return [(one.kind, one.low, one.high) for one in _of(analysis, trigger).sizes]


@pytest.mark.parametrize(
    ("text", "trigger", "sizes"),
    [
        ("Gunmen stormed a village near Gao, killing at least 19 people.", "stormed", [("dead", 19, None)]),
        ("Rebels ambushed a convoy near Gao, in which 12 soldiers died.", "ambushed", [("dead", 12, 12)]),
        ("Gunmen killed three soldiers and two civilians in Gao.", "killed", [("dead", 5, 5)]),
        ("Gunmen killed 12 people, including three children, in Gao.", "killed", [("dead", 12, 12)]),
        ("A soldier was killed by rebels in Gao.", "killed", [("dead", 1, 1)]),
        ("Some 3,000 teachers marched in Lima.", "marched", [("participants", 3000, 3000)]),
        ("Turkey sent 300 troops to Syria.", "sent", [("troops", 300, 300)]),
        ("Police arrested 14 activists in Minsk.", "arrested", [("arrested", 14, 14)]),
        ("Rebels shelled the town of Gao. The death toll rose to 43.", "shelled", [("dead", 43, 43)]),
    ],
)  # fmt: skip
def test_sizes(text: str, trigger: str, sizes: list[tuple[str, int | None, int | None]], code: Code) -> None:
    assert _sizes(code(text), trigger) == sizes


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels attacked the town of Gao. A bus crash killed 12 people near Mopti.", "attacked"),
        ("Rebels attacked the town of Gao. Since January 300 people have been killed.", "attacked"),
        ("Prices rose by 30 percent before teachers marched in Lima.", "marched"),
        ("Police arrested activists on 3 March.", "arrested"),
        ("The United States imposed sanctions on 12 firms from Iran.", "imposed"),
    ],
)
def test_what_is_no_size_of_the_event(text: str, trigger: str, code: Code) -> None:
    assert _sizes(code(text), trigger) == []


def test_the_same_attack_told_again(code: Code) -> None:
    found = code("Rebels attacked the town of Gao on Friday.\n\nThe attack on Gao left 12 people dead.")
    assert ("dead", 12, 12) in [(one.kind, one.low, one.high) for event in found.events for one in event.sizes]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Japan lent Mexico 40 million pesos.", "MXN"), ("Japan lent the Philippines 40 million pesos.", "PHP"),
        ("Japan lent Kenya 40 million dollars.", "USD"), ("Japan lent Kenya 40 million pesos.", None),
        ("India gave Nepal Rs 5 crore in aid.", "INR"),
        ("China gave Nepal Rs 5 crore in aid.", "NPR"),
    ],
)  # fmt: skip
def test_currencies(text: str, unit: str | None, code: Code) -> None:
    (size,) = [one for event in code(text).events for one in event.sizes]
    assert size.unit == unit


def test_how_sizes_are_written(code: Code) -> None:
    analysis = code("Gunmen stormed a village near Gao, killing at least 19 people and wounding dozens.")
    row = analysis.to_rows()[0]
    assert (row["dead_low"], row["dead_high"], row["injured_low"], row["injured_high"]) == (19, None, 24, 99)
    assert row["sizes"] == "dead 19-; injured 24-99"
    nested = to_dict(analysis.events[0], analysis.report, knowledge="", weights="")["sizes"]
    assert isinstance(nested, list)
    assert nested[0] == {
        "kind": "dead", "low": 19, "high": None, "exact": False, "unit": None, "text": "at least 19 people",
        "start": 43, "end": 61,
    }  # fmt: skip
