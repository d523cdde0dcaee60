"""Codes by table, days and places by tree."""

from datetime import date
from pathlib import Path

import pytest

from demarche.base import KnowledgeError
from demarche.coding import FLAT, open_ontology
from demarche.events import TYPES
from demarche.knowledge import Folders

ONTOLOGY = open_ontology(Folders())


def test_all_types_are_there() -> None:
    assert set(ONTOLOGY.types) == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_conflict_scores_below_zero(kind: str) -> None:
    found = ONTOLOGY.types[kind]
    for score in (found.intensity, *(mode.intensity for mode in found.modes.values())):
        assert kind == "REQUEST" or (score > 0 if found.quad in {1, 2} else score < 0), (kind, score)


@pytest.mark.parametrize("kind", TYPES)
def test_cameo_codes_have_a_scale(kind: str) -> None:
    found = ONTOLOGY.types[kind]
    for code in (found.cameo, *(mode.cameo for mode in found.modes.values())):
        assert code.isdigit() and 2 <= len(code) <= 4
        assert ONTOLOGY.scale(code) is not None


def test_patterns_use_known_modes_and_contexts(coder) -> None:  # type: ignore[no-untyped-def]
    names = set(ONTOLOGY.contexts.names)
    for pattern in coder.knowledge.events.patterns.all.values():
        assert pattern.mode is None or pattern.mode in ONTOLOGY.types[pattern.type].modes, pattern.id
        assert set(pattern.contexts) <= names, pattern.id


def test_lost_minus_sign_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "coding" / "en"
    folder.mkdir(parents=True)
    (folder / "plover.toml").write_text(
        '[[type]]\nname = "ACCUSE"\nquad = 3\nintensity = 3.0\ncameo = "110"\ndefinition = "Accuse."\n'
    )
    with pytest.raises(KnowledgeError, match="ACCUSE"):
        open_ontology(Folders((tmp_path,)))


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "basis", "place"),
    [
        ("Iran and Iraq met in Geneva on March 3.", "CONSULT", "2024-03-03", "2024-03-03", "clause", "Geneva"),
        ("Iran and Iraq met in Geneva.", "CONSULT", "2024-03-14", "2024-03-14", "publication", "Geneva"),
        ("Iran and Iraq will meet in Vienna on April 2.", "CONSULT", "2024-04-02", "2024-04-02", "clause", "Vienna"),
        ("The minister said Monday that Iran and Iraq met in Doha in February.", "CONSULT", "2024-02-01", "2024-02-29", "clause", "Doha"),
        ("Iran and Iraq may meet.", "CONSULT", None, None, None, None),
    ],
)  # fmt: skip
def test_when_and_where(  # type: ignore[no-untyped-def]
    code, text: str, kind: str, start: str | None, end: str | None, basis: str | None, place: str | None
) -> None:
    event = next(event for event in code(text).events if event.type == kind)
    found = event.date
    if start is None:
        assert found is None
    else:
        assert found is not None
        assert (str(found.start), str(found.end), found.basis) == (start, end, basis)
    assert (event.place.name if event.place else None) == place


def test_a_future_day_makes_a_plan(code) -> None:  # type: ignore[no-untyped-def]
    event = code("Iran and Iraq meet in Vienna on April 2.", on=date(2024, 3, 14)).events[0]
    assert event.status == "planned"


def test_rows_and_dicts(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code("Iran and Iraq met in Geneva on March 3.")
    row, nested = analysis.to_rows()[0], analysis.to_dicts()[0]
    assert tuple(row) == FLAT
    assert row["source_code"] == "IRN GOV; IRQ GOV"
    assert nested["date"]["start"] == "2024-03-03"
    assert nested["source"][0]["text"] == "Iran"
    assert set(nested) >= {"id", "type", "mode", "contexts", "quad", "cameo", "goldstein", "intensity", "status", "claim",
                           "source", "target", "date", "place", "trigger", "sentence", "speakers", "confidence", "because",
                           "report", "incident", "knowledge", "weights"}  # fmt: skip
