"""Our own marked sentences: each line is what the training and the card take it for, and nothing is held out in vain."""

import re
from pathlib import Path

import pytest

from demarche.actors.record import BODIES
from demarche.base import parse_marked
from demarche.encode import CLAIMS, SECTORS, STATUSES, TYPES
from demarche.knowledge import Folders, open_countries

OWN = Path(__file__).parents[2] / "training" / "own"
PAIRS = sorted(OWN.glob("pairs_*.tsv"))
STATUS = sorted(OWN.glob("status_*.txt"))


def bare(line: str) -> str:
    return parse_marked(line.rpartition("\t")[2])[0]


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_pairs_have_a_type_and_both_sides(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        kind, _, marked = line.partition("\t")
        assert kind in TYPES, f"{path.name}:{number}"
        labels = [mark.label for mark in parse_marked(marked)[1]]
        assert sorted({*labels, "event"}) == ["event", "source", "target"], f"{path.name}:{number}"
        assert (labels.count("source"), labels.count("target")) == (1, 1), f"{path.name}:{number}"
        assert ("event" in labels) == (kind != "NONE"), f"{path.name}:{number}"


@pytest.mark.parametrize("path", STATUS, ids=lambda path: path.stem)
def test_events_have_status_and_claim(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        marks = parse_marked(line)[1]
        assert marks, f"{path.name}:{number}"
        for mark in marks:
            assert mark.label == "event", f"{path.name}:{number}"
            assert mark.field("status") in STATUSES, f"{path.name}:{number}"
            assert mark.field("claim") in CLAIMS, f"{path.name}:{number}"


@pytest.mark.parametrize("paths", [PAIRS, STATUS], ids=["pairs", "status"])
def test_no_sentence_stands_twice_nor_in_both_parts(paths: list[Path]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            words = bare(line)
            assert words not in seen, f"{path.name} and {seen.get(words)}: {words}"
            seen[words] = path.name


def test_every_class_is_held_out() -> None:
    kinds = [line.partition("\t")[0] for line in (OWN / "pairs_heldout.tsv").read_text(encoding="utf-8").splitlines()]
    assert set(kinds) == set(TYPES)
    assert min(map(kinds.count, kinds)) >= 10


def test_yield_is_told_apart_by_number_alone() -> None:
    rows = [line.split("\t") for line in (OWN / "yield.tsv").read_text(encoding="utf-8").splitlines()]
    assert {kind for _, _, kind in rows} == {"CONCEDE", "RETREAT"}
    assert len({(name, row) for name, row, _ in rows}) == len(rows) == 141


@pytest.mark.parametrize("path", sorted((*OWN.glob("who_*.txt"), *OWN.glob("full_*.txt"))), ids=lambda path: path.stem)
def test_the_encoder_can_learn_every_sector(path: Path) -> None:
    codes = re.findall(r'code = "([^"]*)"', path.read_text(encoding="utf-8"))
    known = set(open_countries(Folders()).by_code) | BODIES
    assert codes and {part for code in codes for part in code.split()} <= known | set(SECTORS)
