"""Marked mentions and their scores: each fault shows in its figure."""

from pathlib import Path

import pytest

from demarche.base import KnowledgeError
from demarche.measure import code_once, measure_who, read_who
from demarche.pipeline import Coder

HEADER = """+++
[actors]
han = { name = "Han Mirae", code = "KOR GOV" }
weiss = { name = "Peter Weiss", code = "DEU GOV" }
+++
"""
BODY = (
    "[han: South Korean Foreign Minister Han Mirae] met [weiss: German Chancellor Peter Weiss] in Geneva on Monday. "
    "[han: She] thanked [weiss: him]."
)


def scores(tmp_path: Path, coder: Coder, body: str) -> tuple[dict[str, float], tuple[str, ...]]:
    (tmp_path / "one.who.txt").write_text(HEADER + body + "\n", encoding="utf-8")
    return measure_who(tmp_path, code_once(coder))


def test_right_in_all(tmp_path: Path, coder: Coder) -> None:
    figures, wrong = scores(tmp_path, coder, BODY)
    assert {figures[name] for name in ("found", "country", "sector", "names", "pronouns")} == {100.0}
    assert not wrong


def test_pronouns_of_others_count_against_them(tmp_path: Path, coder: Coder) -> None:
    figures, wrong = scores(tmp_path, coder, BODY.replace("[han: She]", "[weiss: She]").replace("[weiss: him]", "him"))
    assert figures["pronouns"] == 0.0
    assert any("She" in line and "pronoun with" in line for line in wrong)


def test_codes_count_apart(tmp_path: Path, coder: Coder) -> None:
    body = BODY.replace("[weiss: German", "[han: German")
    figures, _ = scores(tmp_path, coder, body)
    assert figures["country"] == 75.0 and figures["sector"] == 100.0


def test_plurals_of_two(tmp_path: Path, coder: Coder) -> None:
    figures, _ = scores(tmp_path, coder, f"{BODY} [han.weiss: The pair] signed a deal.")
    assert figures["sets"] == 100.0 and figures["found"] == 100.0
    figures, _ = scores(tmp_path, coder, BODY + " [han.weiss: Birds] sang.")
    assert figures["sets"] == 0.0


def test_unknown_keys_are_told(tmp_path: Path) -> None:
    path = tmp_path / "one.who.txt"
    path.write_text(HEADER + "[nobody: He] left.\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="nobody"):
        read_who(path)
