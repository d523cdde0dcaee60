"""The page that sets the task: read beside our own, never copied."""

from datetime import datetime
from pathlib import Path

import pytest

from demarche.read import read

FOLDER = Path(__file__).parents[3] / "shared" / "seed"


def test_the_seed_page() -> None:
    files = sorted(FOLDER.glob("*.txt"))
    if not files:
        pytest.skip(f"the seed page is not here: {FOLDER}")
    report = read(files[0])
    assert report.headline is not None and report.headline.startswith("S. Korea, US")
    assert report.published == datetime(2019, 3, 30, 18, 46)
    assert (report.agency, report.byline, report.dateline) == ("Yonhap", None, None)
    captions = [block.span.of(report.text) for block in report.blocks if block.kind == "caption"]
    assert len(captions) == 1 and captions[0].endswith(". Yonhap")
    assert report.blocks[0].kind == "headline"
    assert sum(block.kind == "paragraph" for block in report.blocks) == len(report.blocks) - 2
    assert report.dropped == 2
    assert not {"From", "Send to"} & set(report.text.split("\n\n"))
