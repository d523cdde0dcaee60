"""False alarms on pages that tell of no event, and the honesty of confidence."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from demarche.measure import calibration_error, code_once, measure_alarms
from demarche.pipeline import Coder

QUIET = Path(__file__).parents[1] / "quiet"


def test_an_event_on_a_quiet_page_is_told(tmp_path: Path, coder: Coder) -> None:
    (tmp_path / "cake.quiet.txt").write_text("Whisk the eggs and fold in the flour.\n", encoding="utf-8")
    (tmp_path / "war.quiet.txt").write_text("Rebels killed two soldiers near Goma on Monday.\n", encoding="utf-8")
    scores, lines = measure_alarms(tmp_path, code_once(coder))
    assert scores == {"alarms": 0.5, "assaults": 1}
    assert lines == ("war: ALARM ASSAULT [killed] in: Rebels killed two soldiers near Goma on Monday.",)


def pairs(*given: tuple[float, bool]) -> Any:
    return [SimpleNamespace(found=SimpleNamespace(confidence=sure), gold=right or None) for sure, right in given]


def test_calibration_error() -> None:
    assert calibration_error(pairs((0.95, True), (0.05, False))) == pytest.approx(5)
    assert calibration_error(pairs((0.95, False), (0.95, False))) == pytest.approx(95)
    assert calibration_error(pairs(*[(0.75, True)] * 3, (0.75, False))) == pytest.approx(0)
    assert calibration_error([]) == 0


def test_three_hundred_reports_of_other_desks_stay_quiet(coder: Coder) -> None:
    assert len(list(QUIET.glob("*.quiet.txt"))) == 300
    scores, lines = measure_alarms(QUIET, code_once(coder))
    assert scores["alarms"] <= 0.15, "\n".join(lines)
