"""CAMEO codes of acts of speech, and how their contents are written out."""

from pathlib import Path

import pytest

from demarche.base import KnowledgeError
from demarche.coding import open_ontology
from demarche.knowledge import Folders

ROW = '[[content]]\nid = "mine"\ntypes = ["{kind}"]\nappeal = "{code}"\nexamples = []\n'


@pytest.mark.parametrize(("kind", "code", "fault"), [("AID", "0299", "CAMEO"), ("AIDS", "023", "PLOVER")])
def test_faulty_rows_are_told(tmp_path: Path, kind: str, code: str, fault: str) -> None:
    folder = tmp_path / "coding" / "en"
    folder.mkdir(parents=True)
    (folder / "contents.toml").write_text(ROW.format(kind=kind, code=code))
    with pytest.raises(KnowledgeError, match=fault):
        open_ontology(Folders((tmp_path,)))


@pytest.mark.parametrize(
    ("text", "cameo"),
    [
        ("Bern urged Paris to explain the delay.", "020"),
        ("Bern demanded that Paris explain the delay.", "100"),
        ("Bern urged Paris to agree to talks.", "026"),
        ("The rebels rejected a call for a ceasefire.", "1246"),
        ("Sudan gave the militia an ultimatum to leave the town.", "139"),
    ],
)
def test_codes(code, text: str, cameo: str) -> None:  # type: ignore[no-untyped-def]
    assert code(text).events[0].cameo == cameo


def test_rows_and_dicts(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code("Norway urged Tehran to agree to talks.")
    row, nested = analysis.to_rows()[0], analysis.to_dicts()[0]
    assert row["content_type"] == "AGREE"
    assert row["content"] == "AGREE(IRN GOV): agree to talks → CONSULT(IRN GOV): talks"
    content = nested["content"][0]
    assert (content["type"], content["text"], content["object"]) == ("AGREE", "agree to talks", None)
    assert [party["code"] for party in content["source"]] == ["IRN GOV"]
    assert content["content"][0]["type"] == "CONSULT"
    assert any(line.startswith("rule content.") for line in nested["because"])
