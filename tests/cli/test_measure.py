"""`demarche measure --layer`: figures as lines and as JSON, and what is refused."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import demarche.encode
from demarche.base import ConfigError
from demarche.cli.app import app
from demarche.encode import CLAIMS, STATUSES, Evidence, Facts, Pair, Paragraph


class Sure:
    """Takes every word for something that happened."""

    def encode(self, paragraphs: Sequence[Paragraph]) -> Evidence:
        count = sum(len(one.words) for one in paragraphs)
        none = np.zeros(0, dtype=np.float32)
        facts = Facts(
            np.full(count, 3.0, dtype=np.float32),
            np.eye(1, len(STATUSES), dtype=np.float32).repeat(count, axis=0),
            np.eye(1, len(CLAIMS), dtype=np.float32).repeat(count, axis=0),
        )
        return Evidence((), (), (), (), (), (), (), none, (), facts=facts, encoder="abc123")

    def judge(self, evidence: Evidence, pairs: Sequence[Pair]) -> None:
        """Judges none."""


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(demarche.encode, "open_encoder", Sure)
    path = tmp_path / "marked.txt"
    path.write_text("Kim [event status=actual: left].\nLee [event status=planned: goes].\n")
    return path


def run(*words: str | Path) -> str:
    return CliRunner().invoke(app, ["measure", *map(str, words)], catch_exceptions=False).stdout


def test_figures_in_lines(marked: Path) -> None:
    lines = run(marked, "--layer", "status").splitlines()
    assert lines[0].split() == ["status", "macro", "F1", "33.33"]
    assert lines[1].split() == ["status", "accuracy", "50"]


def test_figures_in_json(marked: Path) -> None:
    found = json.loads(run(marked, "--layer", "status", "--json", "--first", "1"))
    assert (found["layer"], found["path"], found["encoder"]) == ("status", str(marked), "abc123")
    assert found["figures"]["status accuracy"] == 100


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--layer", "mood"), "no layer 'mood'"), (("--layer", "status", "--misses"), "whole pages"),
        (("--json",), "go with --layer"), (("--layer", "tree", "--first", "3"), "read whole"),
    ],
)  # fmt: skip
def test_what_is_refused(marked: Path, options: tuple[str, ...], why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        run(marked, *options)


def test_a_missing_file_is_told(marked: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        run(marked.with_name("none.txt"), "--layer", "status")
