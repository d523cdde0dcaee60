"""The pattern language, the pieces of a text, and the choice among phrases."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.base import KnowledgeError
from demarche.knowledge import Folders
from demarche.parse import Sentence
from demarche.times import TimeMention, find_times, open_time_rules
from demarche.times.patterns import cut, parse_call, write_out

Finder = Callable[..., tuple[TimeMention, ...]]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Feb.27-28", ["Feb", ".", "27", "-", "28"]),
        ("3/30/2019", ["3/30/2019"]),
        ("the 1990s, '90s", ["the", "1990s", ",", "'90s"]),
        ("Friday's 2,000", ["Friday", "'s", "2,000"]),
        ("$2016 in 2016", ["$2016", "in", "2016"]),
        ("10:30 p.m.", ["10:30", "p", ".", "m", "."]),
        ("the 11th F16", ["the", "11th", "F16"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in cut(text)] == pieces


@given(st.text(max_size=60))
def test_pieces_slice_to_their_text_and_leave_nothing_out(text: str) -> None:
    pieces = cut(text)
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(before.end <= after.start for before, after in pairwise(pieces))
    assert sum(len("".join(piece.text.split())) for piece in pieces) == len("".join(text.split()))


@pytest.mark.parametrize(
    ("pattern", "count"), [("a", 1), ("a b?", 2), ("(a|b) c?", 4), ("(a (b|c)?)? d", 4), (r"\( {dom} \)", 1)]
)
def test_patterns_are_written_out(pattern: str, count: int) -> None:
    assert len(write_out(pattern)) == count


@pytest.mark.parametrize("pattern", ["(a", "a)", "?a", "{a"])
def test_faulty_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|group|question"):
        write_out(pattern)


def test_a_value_is_a_call() -> None:
    assert parse_call("shift('running', n, unit)").args == ("'running'", "n", "unit")
    with pytest.raises(ValueError, match="function"):
        parse_call("nearest")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('value = "guess(weekday)"', "no function"),
        ('value = "as(day)"\nguards = ["clever"]', "no guard"),
        ('value = "as(day)"\ntype = "DAY"', "no type"),
        ('value = "as(day)"\ncolour = "red"', "colour"),
    ],
)
def test_faulty_rules_are_named(tmp_path: Path, line: str, fault: str) -> None:
    (tmp_path / "times" / "en").mkdir(parents=True)
    (tmp_path / "times" / "en" / "own.toml").write_text(f'[[rule]]\nid = "own.rule"\npattern = "{{weekday}}"\n{line}\n')
    with pytest.raises(KnowledgeError, match=fault) as caught:
        open_time_rules(Folders((tmp_path,)))
    assert caught.value.entry == "own.rule"
    assert caught.value.line == 2


def test_a_users_rule_replaces_the_shipped_one(tmp_path: Path, flat: Callable[..., tuple[Sentence, ...]]) -> None:
    (tmp_path / "times" / "en").mkdir(parents=True)
    (tmp_path / "times" / "en" / "own.toml").write_text(
        '[[rule]]\nid = "relative.today"\npattern = "this blessed day"\ngives = "day"\nvalue = "same(\'day\')"\n'
    )
    rules = open_time_rules(Folders((tmp_path,)))
    found = find_times(flat("They met today and on this blessed day."), anchor=None, rules=rules)
    assert [time.text for time in found] == ["this blessed day"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met late last Friday night.", ["late last Friday night"]),
        ("They met on Friday, March 1, 2024.", ["Friday, March 1, 2024"]),
        ("They met from May 3 to May 7.", ["May 3 to May 7"]),
        ("The Sunday Times reported on Black Friday.", []),
        ("They may march on Sun City.", []),
        ("The second Lieutenant may rule one day.", []),
    ],
)
def test_the_longest_phrase_stands(find: Finder, text: str, found: list[str]) -> None:
    assert [time.text for time in find(text)] == found
