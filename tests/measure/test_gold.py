"""Gold pages and their scores: a right coder scores a hundred, faults are counted where they lie."""

from datetime import date
from pathlib import Path

import pytest

from demarche.base import KnowledgeError
from demarche.measure import below_floors, match_events, read_gold, score_pairs
from demarche.measure.gold import read_days
from demarche.pipeline import Analysis, Coder

GOLD = Path(__file__).parents[1] / "gold"
HEADER = '+++\n[actors]\niran = {{ name = "Iran", code = "IRN GOV" }}\niraq = {{ name = "Iraq", code = "IRQ GOV" }}\n+++\n{}\n'
FIELDS = "source=iran,iraq target=iran,iraq date=2024-03-11 place=Geneva status=actual claim=plain"
RIGHT = f"Iran and Iraq [CONSULT {FIELDS}: met] in Geneva on Monday."


def scores(tmp_path: Path, coder: Coder, body: str) -> dict[str, float]:
    path = tmp_path / "one.gold.txt"
    path.write_text(HEADER.format(body), encoding="utf-8")
    page = read_gold(path)
    analysis: Analysis = coder.code_text(page.text, published=date(2024, 3, 14))
    return score_pairs(match_events(page.name, page.events, page.text, analysis))


def test_right_in_all(tmp_path: Path, coder: Coder) -> None:
    assert set(scores(tmp_path, coder, RIGHT).values()) == {100.0}


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        (("date=2024-03-11", "date=2024-03-12"), "date"), (("place=Geneva", "place=Vienna"), "place"),
        (("status=actual", "status=planned"), "status"), (("claim=plain", "claim=denied"), "claim"),
        (("source=iran,iraq", "source=iran"), "F1"), (("CONSULT", "ASSAULT"), "type F1"),
    ],
)  # fmt: skip
def test_each_fault_shows_in_its_figure(tmp_path: Path, coder: Coder, change: tuple[str, str], figure: str) -> None:
    assert scores(tmp_path, coder, RIGHT.replace(*change))[figure] == 0.0


def test_misses_and_false_alarms_count(tmp_path: Path, coder: Coder) -> None:
    missed = scores(tmp_path, coder, RIGHT + " Talks about nothing [AID source=iran: helped] nobody in particular.")
    assert missed["recall"] == 50.0
    extra = scores(tmp_path, coder, RIGHT + " Police arrested three protesters in Lima.")
    assert extra["precision"] == 50.0


def test_days() -> None:
    assert read_days("2024-03-11/2024-04-02") == (date(2024, 3, 11), date(2024, 4, 2))
    assert read_days("2023") == (date(2023, 1, 1), date(2023, 12, 31))
    assert read_days(None) is None


@pytest.mark.parametrize("body", ["[CONSULT source=nobody: met]", "[CONSULT source=iran: met"])
def test_faulty_pages_are_told(tmp_path: Path, body: str) -> None:
    path = tmp_path / "one.gold.txt"
    path.write_text(HEADER.format(body), encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_gold(path)


def test_our_pages_are_whole() -> None:
    pages = [read_gold(path) for path in sorted(GOLD.glob("*.gold.txt"))]
    assert len(pages) >= 12
    assert all(len(page.events) >= 10 for page in pages)


def test_floors(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("[gold]\nF1 = 50.0\n")
    assert below_floors({"F1": 49.9}, path) and not below_floors({"F1": 50.0}, path)
    with pytest.raises(KnowledgeError):
        below_floors({"other": 1.0}, path)
