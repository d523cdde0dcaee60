"""Event classes of one's own: what is learned, what is found, what is left as it was, what is refused."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from demarche.base import ConfigError, DemarcheError, KnowledgeError, WeightsError, say
from demarche.classes import Classes, Trained, keep, open_classes, open_definition
from demarche.classes.fit import fit
from demarche.cli.app import app
from demarche.coding import EventRecord
from demarche.encode import Evidence, Pair, Paragraph
from demarche.pipeline import Analysis, Coder
from demarche.store import open_record

FLOORS = {"ambassador-recall": (0.93, 0.87), "prisoner-swap": (0.70, 0.75)}
"""Precision and recall by cross-validation under which no change may bring the example classes."""

PAGE = (
    "Chile recalled its ambassador to Peru on Monday. Ukraine and Russia swapped ninety soldiers near Kharkiv. "
    "The carmaker recalled nine thousand vans. The two armies exchanged fire near the river. "
    "Pakistan may exchange captives with the Taliban in May."
)

CLASS = """name = "siege"
definition = "An army shuts a town in."
type = "COERCE"
examples = [
{examples}
]
not = ["The farmer ringed the date in red."]
"""
TOWNS = ("Homs", "Hama", "Idlib", "Daraa", "Palmyra", "Aleppo", "Raqqa", "Afrin", "Azaz", "Manbij")
MARKED = tuple(f'  "[source: The army] [event: ringed] the town of {town}.",' for town in TOWNS)


def write(tmp_path: Path, *, examples: Sequence[str] = MARKED, **changes: str) -> Path:
    text = CLASS.format(examples="\n".join(examples))
    for old, new in changes.items():
        text = text.replace(old, new)
    (tmp_path / "class.toml").write_text(text, encoding="utf-8")
    return tmp_path / "class.toml"


def labelled(analysis: Analysis) -> dict[str, EventRecord]:
    return {event.trigger_text: event for event in analysis.events if event.classes}


@pytest.mark.parametrize("name", FLOORS)
def test_floors_by_cross_validation(classes: Classes, name: str) -> None:
    figures = next(one.figures for one in classes.all if one.definition.name == name)
    assert figures.examples >= 12
    assert figures.counters >= 12
    assert figures.found + figures.missed == figures.examples
    assert ((figures.precision or 0) >= FLOORS[name][0], figures.recall >= FLOORS[name][1]) == (True, True), figures


def test_training_is_quick_and_the_same_each_time(folder: Path, taught: Callable[[Path], Trained]) -> None:
    path = folder / "ambassador-recall" / "trained.json"
    before, start = path.read_bytes(), time.monotonic()
    keep(taught(path.with_name("class.toml")))
    assert time.monotonic() - start < 60
    assert path.read_bytes() == before
    assert len(before) < 40_000


def test_finds_its_class_and_no_other(own: Coder) -> None:
    found = labelled(own.code_text(PAGE))
    assert {word: event.classes for word, event in found.items()} == {
        "recalled": ("ambassador-recall",), "swapped": ("prisoner-swap",), "exchange": ("prisoner-swap",),
    }  # fmt: skip
    swap, later = found["swapped"], found["exchange"]
    assert [party.name for party in swap.source] == ["Ukraine", "Russia"]
    assert (swap.type, swap.quad, swap.status) == ("RETREAT", 2, "actual")
    assert later.status == "hypothetical"
    assert any(say(one).startswith("model class prisoner-swap 0.") for one in swap.because)


def test_adds_to_what_is_found_without_and_changes_none(own: Coder, coder: Coder) -> None:
    bare, whole = coder.code_text(PAGE).events, own.code_text(PAGE).events
    without = {event.id: (event.type, event.mode, event.source, event.target, event.status) for event in bare}
    kept = {event.id: (event.type, event.mode, event.source, event.target, event.status) for event in whole}
    assert without.items() <= kept.items()
    assert all(event.classes for event in whole if event.id not in without)
    assert [event.trigger.start for event in whole] == sorted(event.trigger.start for event in whole)


def test_versions_tell_the_classes(own: Coder, coder: Coder, classes: Classes) -> None:
    assert own.code_text("Iran met Iraq.").knowledge == f"{coder.knowledge.version}+{classes.version}"


def test_rows_and_records_have_the_column(own: Coder, tmp_path: Path) -> None:
    from demarche.corpus import entry_of

    analysis = own.code_text(PAGE)
    assert {row["classes"] for row in analysis.to_rows()} >= {"ambassador-recall", "prisoner-swap", ""}
    record = open_record(tmp_path / "record", new=True)
    record.keep([entry_of(analysis)])
    assert record.query("select count(*) from events where classes = 'prisoner-swap'").rows == ((2,),)


def test_other_weights_are_refused(classes: Classes, coder: Coder) -> None:
    old = replace(classes, all=tuple(replace(one, encoder="0123456789ab") for one in classes.all))
    with pytest.raises(WeightsError, match=r"trained with weights 0123456789ab.*demarche class train"):
        Coder(knowledge=coder.knowledge, encoder=coder.encoder, classes=old)


class Stateless:
    """An encoder that gives all but the states."""

    def __init__(self, coder: Coder) -> None:
        self.inner = coder.encoder

    def encode(self, paragraphs: Sequence[Paragraph]) -> Evidence:
        return replace(self.inner.encode(paragraphs), stretches=())

    def judge(self, evidence: Evidence, pairs: Sequence[Pair]) -> None:
        """Judges none."""


def test_an_encoder_without_states_is_refused(own: Coder, coder: Coder, classes: Classes) -> None:
    without = Coder(knowledge=coder.knowledge, encoder=Stateless(coder), classes=classes)
    with pytest.raises(WeightsError, match="gives no states of words"):
        without.code_text(PAGE)


@pytest.mark.parametrize(
    ("examples", "changes", "why"),
    [
        (MARKED[1:], {}, r":4  siege  9 examples; at least 10 are needed"),
        ((*MARKED, '  "The army ringed Homs.",'), {}, r":15  siege  an example without a trigger"),
        ((*MARKED, '  "[who: The army] [event: ringed] Homs.",'), {}, r":15 .*a mark \[who"),
        ((*MARKED, '  "The army [event: ringed Homs.",'), {}, r"siege  a mark is not closed"),
        ((*MARKED, MARKED[2]), {}, r"siege  the same sentence twice"),
        (MARKED, {"definition": "meaning"}, r"meaning: Extra inputs are not permitted|definition: Field"),
        (MARKED, {"COERCE": "SIEGE"}, r":3  type  'SIEGE' is no PLOVER type"),
        (MARKED, {'"siege"': '"My siege"'}, r":1  name  'My siege'"),
        (MARKED, {"The farmer ringed": "The farmer [event: ringed]"}, r":16 .*a mark in a sentence under not"),
        (MARKED, {"not = [": "not = ("}, r"is no TOML"),
    ],
)  # fmt: skip
def test_faulty_definitions(tmp_path: Path, examples: Sequence[str], changes: dict[str, str], why: str) -> None:
    with pytest.raises(KnowledgeError, match=why) as told:
        open_definition(write(tmp_path, examples=examples, **changes))
    assert "\n" not in str(told.value)


def test_a_trigger_must_be_a_verb_or_noun(tmp_path: Path, taught: Callable[[Path], Trained]) -> None:
    bad = '  "[event: The] army ringed Homs.",'
    with pytest.raises(KnowledgeError, match=r":15  siege  no trigger can be made of 'The'"):
        taught(write(tmp_path, examples=(*MARKED, bad)))


def test_folders_that_hold_no_trained_class(tmp_path: Path, folder: Path) -> None:
    def refused(*folders: Path, why: str, error: type[DemarcheError] = ConfigError) -> None:
        with pytest.raises(error, match=why):
            open_classes(*folders)

    refused(tmp_path / "none", why="no such folder")
    refused(tmp_path, why=r"holds no class\.toml")
    definition = write(tmp_path)
    refused(tmp_path, why="class siege is not trained; train it: demarche class train")
    mine = folder / "prisoner-swap"
    definition.write_bytes((mine / "class.toml").read_bytes())
    kept = definition.with_name("trained.json")
    kept.write_bytes((mine / "trained.json").read_bytes())
    assert len(open_classes(tmp_path).all) == 1
    refused(tmp_path, mine, why="class prisoner-swap is in .* too")
    kept.write_text(kept.read_text(encoding="utf-8").replace('"mean": [', '"mean": [1.0, '), encoding="utf-8")
    refused(tmp_path, why="prisoner-swap  is damaged", error=KnowledgeError)
    kept.write_bytes((mine / "trained.json").read_bytes())
    definition.write_text(definition.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    refused(tmp_path, why="has changed since it was trained")


def test_a_head_parts_what_can_be_parted() -> None:
    x = np.array([[1, 0.1], [0.9, 0], [0, 1], [0.1, 0.9], [0, 0.8]], dtype=np.float32)
    ones = np.ones(5, dtype=np.float32)
    head = fit(x, np.array([1, 1, 0, 0, 0], dtype=np.float32), ones, np.zeros(2, dtype=np.float32))
    assert ((x @ head.weights + head.bias) > 0).tolist() == [True, True, False, False, False]


def test_commands(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"Envoy goes home\n\nMarch 14, 2024 - 10:00 By AFP\n\n{PAGE}\n", encoding="utf-8")

    def run(*words: str | Path) -> str:
        return CliRunner().invoke(app, [*map(str, words)], catch_exceptions=False).stdout

    told = run("class", "train", folder / "ambassador-recall")
    assert "ambassador-recall  SANCTION withdraw" in told
    assert "precision" in told and "so few leave it open from" in told and "trained.json" in told
    assert "prisoner-swap" in run("class", "show", folder)
    found = run("code", page, "--classes", folder, "--format", "jsonl", "--quiet")
    assert ["ambassador-recall"] in [json.loads(line)["classes"] for line in found.splitlines()]
    assert "[prisoner-swap]" in run("code", page, "--classes", folder / "prisoner-swap", "--quiet").replace("\n", "")
    run("code", page, "--classes", folder, "--into", tmp_path / "record", "--quiet")
    assert "prisoner-swap" in run("query", tmp_path / "record", "select classes from events", "--format", "csv")


def test_modes_are_checked(folder: Path, tmp_path: Path) -> None:
    text = (folder / "prisoner-swap" / "class.toml").read_text(encoding="utf-8")
    (tmp_path / "class.toml").write_text(text.replace('mode = "release"', 'mode = "swap"'), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="'swap' is no mode of RETREAT; there are: ceasefire"):
        CliRunner().invoke(app, ["class", "train", str(tmp_path)], catch_exceptions=False)
