"""Statements inside statements."""

from trees import flat

from demarche.base import Given, Span
from demarche.statements import Statement, find_holder, nest_statements


def statement(cue: tuple[int, int] | None, *content: tuple[int, int]) -> Statement:
    spans = tuple(Span(*part) for part in content)
    where = flat("He said that she had said that they left.")
    return Statement(
        None, None, Span(*cue) if cue else None, "say", spans, "indirect", "neutral", False, where, Given("hand")
    )


OUTER, INNER, APART = statement((3, 7), (13, 40)), statement((21, 25), (31, 40)), statement((60, 64), (70, 80))


def test_the_innermost_holder_is_found() -> None:
    deepest = statement((33, 35), (36, 40))
    everything = [APART, OUTER, INNER, deepest]
    assert find_holder(deepest, everything) is INNER
    assert find_holder(INNER, everything) is OUTER
    assert find_holder(OUTER, everything) is None


def test_a_quotation_without_a_cue_is_held_by_its_content() -> None:
    assert find_holder(statement(None, (14, 20)), [OUTER, APART]) is OUTER


def test_each_statement_comes_with_its_holder() -> None:
    assert nest_statements([OUTER, INNER]) == ((OUTER, None), (INNER, OUTER))
