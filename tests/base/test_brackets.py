"""Marked text: what is written can be read again, and faults are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.base import Mark, Span, parse_marked, write_marked


@pytest.mark.parametrize(
    ("marked", "text", "labels"),
    [
        ("They [event: met].", "They met.", [("event", None)]),
        ("[a=KOR-GOV: Seoul] [event=CONSULT status=planned: will meet].", "Seoul will meet.", [("a", "KOR-GOV"), ("event", "CONSULT")]),
        ('[place="New York": NY] is big.', "NY is big.", [("place", "New York")]),
        ("[out: a [in: b] c]", "a b c", [("out", None), ("in", None)]),
        (r"a \[sic\] b", "a [sic] b", []),
        ("[time=2019-03-29T10:30: then]", "then", [("time", "2019-03-29T10:30")]),
    ],
)  # fmt: skip
def test_reads(marked: str, text: str, labels: list[tuple[str, str | None]]) -> None:
    found, marks = parse_marked(marked)
    assert found == text
    assert [(mark.label, mark.value) for mark in marks] == labels


@pytest.mark.parametrize("marked", ["[event: met", "met]", "[no colon]", "[1: x]", "a [b:c] d"])
def test_refuses(marked: str) -> None:
    with pytest.raises(ValueError):
        parse_marked(marked)


def test_fields() -> None:
    _, marks = parse_marked('[CONSULT source=a,b place="The Hague": met]')
    assert marks[0].field("source") == "a,b"
    assert marks[0].field("place") == "The Hague"
    assert marks[0].field("target") is None


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(words, st.data())
def test_round_trip(text: str, data: st.DataObject) -> None:
    """Nested or separate marks that are written are read again as they were."""
    edges = data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4).map(sorted))
    marks = [
        Mark(Span(edges[0], edges[3]), "outer", "x"),
        Mark(Span(edges[1], edges[2]), "inner", None, (("k", "v w"),)),
    ]
    kept = [mark for mark in marks if len(mark.span)]
    found, again = parse_marked(write_marked(text, kept))
    assert found == text
    assert sorted(again, key=lambda m: m.label) == sorted(kept, key=lambda m: m.label)


def test_crossing_marks_are_cut() -> None:
    marked = write_marked("abcdef", [Mark(Span(0, 4), "x"), Mark(Span(2, 6), "y")])
    assert parse_marked(marked)[0] == "abcdef"
