"""Two readers of one page, compared."""

from pathlib import Path

import pytest

from demarche.base import ConfigError
from demarche.measure import measure_agreement

HEAD = '+++\n[actors]\na = { name = "A", code = "TCD GOV" }\nb = { name = "B", code = "SDN GOV" }\n+++\n'
ONE = (
    "Chad [REQUEST source=a target=b status=actual claim=plain: urged] Sudan to talk. "
    "Sudan [REJECT source=b target=a status=negated claim=plain: refused]. It [ASSAULT status=actual claim=alleged: fired]."
)


def made(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "page.gold.txt").write_text(HEAD + text, encoding="utf-8")
    return folder


def test_a_reader_agrees_with_himself(tmp_path: Path) -> None:
    found = measure_agreement(made(tmp_path / "one", ONE), made(tmp_path / "two", ONE))
    assert found.pop("pages") == 1
    assert set(found.values()) == {100.0}


def test_what_differs_counts(tmp_path: Path) -> None:
    other = ONE.replace("status=negated", "status=actual").replace(
        "[ASSAULT status=actual claim=alleged: fired]", "fired"
    )
    found = measure_agreement(made(tmp_path / "one", ONE), made(tmp_path / "two", other))
    assert found["triggers"] == found["events"] == 80  # 2 of 3 and 2 of 2
    assert found["type"] == 100 and found["status"] == 0  # by chance alone as good
    assert found["source"] == found["target"] == 100


def test_no_page_in_common(tmp_path: Path) -> None:
    one = made(tmp_path / "one", ONE)
    (tmp_path / "two").mkdir()
    with pytest.raises(ConfigError, match="no page"):
        measure_agreement(one, tmp_path / "two")


def test_another_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not the same"):
        measure_agreement(made(tmp_path / "one", ONE), made(tmp_path / "two", ONE + " More."))
