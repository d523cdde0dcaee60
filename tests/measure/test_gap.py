"""Pronouns between two names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demarche.base import ConfigError, ReadError
from demarche.encode import Link
from demarche.measure import measure_coref
from demarche.measure.gap import choose_name, read_choices
from demarche.parse import Splitting

HEAD = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
TEXT = "Ann met Eve . Ann said she left ."
XPOS = ("NNP", "VBD", "NNP", ".", "NNP", "VBD", "PRP", "VBD", ".")
SHE = TEXT.index("she")


def row(right: str, pronoun: str = "she") -> str:
    text = TEXT.replace("she", pronoun)
    one, two = (str(name == right).upper() for name in ("Ann", "Eve"))
    return f"x-1\t{text}\t{pronoun}\t{SHE}\tAnn\t0\t{one}\tEve\t8\t{two}\thttp://x\n"


def table(folder: Path, *rows: str) -> Path:
    path = folder / "gap.tsv"
    path.write_text(HEAD + "".join(rows))
    return path


def links(*antecedents: tuple[int, float]) -> tuple[Link, ...]:
    return (Link(0, 0.9, ()), Link(2, 0.9, ()), Link(4, 0.9, ((0, 3.0),)), Link(6, 0.9, antecedents))


@pytest.mark.parametrize(
    ("antecedents", "chosen"),
    [
        (((0, 1.0), (2, 0.5)), (True, False)),
        (((2, 1.0), (0, 0.5)), (False, True)),
        (((0, -4.1), (2, -4.5)), (False, False)),
        (((2, 1.0), (4, 2.0)), (True, False)),  # by way of the same name, and of its chain
        (((1, 9.0),), (False, False)),
        ((), (False, False)),
    ],
)
def test_the_better_name_above_none_is_chosen(
    antecedents: tuple[tuple[int, float], ...], chosen: tuple[bool, bool], tmp_path: Path, made: Callable[..., Any],
    splitting: Splitting,
) -> None:  # fmt: skip
    (choice,) = read_choices(table(tmp_path, row("Ann")))
    assert choose_name(choice, made(xpos=XPOS, links=links(*antecedents)), splitting) == chosen


def test_figures(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = table(tmp_path, row("Ann"), row("Eve"), row("Ann", "he"), row("nobody", "He"))
    encoder = made(xpos=XPOS, links=links((0, 1.0)))  # always Ann
    scores = measure_coref(path, encoder, splitting)
    assert scores["feminine F1"] == 50  # 1 of 2 found, 1 of 2 right
    assert scores["masculine F1"] == 66.67  # 1 of 1 found, 1 of 2 right
    assert scores["F1"] == 57.14
    assert scores["bias"] == 0.75
    assert measure_coref(path, encoder, splitting, first=1)["F1"] == 100


def test_faults_are_told(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    with pytest.raises(ReadError, match=r"gap\.tsv:2"):
        list(read_choices(table(tmp_path, "x-1\tKim left.\n")))
    with pytest.raises(ConfigError, match="layer coref"):
        measure_coref(table(tmp_path, row("Ann")), made(xpos=XPOS), splitting)
