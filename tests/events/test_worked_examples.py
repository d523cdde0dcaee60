"""The worked examples of the codebook's page on status and claim hold for the coder."""

import re
from pathlib import Path

import pytest

from demarche.base import parse_marked
from demarche.pipeline import Coder

PAGE = Path(__file__).parents[2] / "docs" / "codebook" / "status-and-claim.md"
EXAMPLES = re.findall(r"^\| \d+ \| `(.+?)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_there_are_thirty() -> None:
    assert len(EXAMPLES) >= 30


@pytest.mark.parametrize("marked", EXAMPLES)
def test_a_worked_example(marked: str, coder: Coder) -> None:
    text, marks = parse_marked(marked)
    events = coder.code_text(text).triggers
    for mark in marks:
        found = [event for event in events if event.trigger.overlaps(mark.span)]
        assert [(event.status.value, event.claim.value) for event in found] == [
            (mark.field("status"), mark.field("claim"))
        ]
