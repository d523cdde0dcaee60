"""Encoders by name: spaCy's, Hugging Face's, a folder, a package's."""

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from demarche.base import ConfigError
from demarche.encode import SpacyEncoder, named, open_named


class Own:
    """An encoder, as far as `open_named` looks."""

    def __init__(self, folder: Path | None = None, **options: object) -> None:
        self.folder, self.options = folder, options

    def encode(self) -> None: ...


def broken() -> None:
    raise RuntimeError("no licence")


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    sys.modules.setdefault("own_encoders", sys.modules[__name__])
    points = [
        EntryPoint(name, f"own_encoders:{value}", named.GROUP)
        for name, value in {"own": "Own", "gone": "Gone", "broken": "broken", "path": "Path"}.items()
    ]
    monkeypatch.setattr(named, "entry_points", lambda group: points if group == named.GROUP else [])
    monkeypatch.setattr(named, "open_encoder", Own)


@pytest.mark.usefixtures("packages")
def test_a_package_adds_one() -> None:
    assert isinstance(open_named("own"), Own)


@pytest.mark.usefixtures("packages")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gone", r"encoder 'gone' \(own_encoders:Gone\) cannot be loaded"),
        ("broken", r"encoder 'broken' \(own_encoders:broken\) cannot be loaded: no licence"),
        ("path", r"encoder 'path' \(own_encoders:Path\) is no encoder"),
        ("nothing", r"no encoder 'nothing'; there are: spacy:NAME, hf:FOLDER, a folder with weights, broken, gone"),
        ("spacy:", "no encoder"),
        ("spacy:xx_no_such", "is not installed"),
        ("hf:no/such", "no folder no/such"),
    ],
)
def test_what_cannot_be_opened_is_named(name: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        open_named(name)


@pytest.mark.usefixtures("packages")
def test_a_folder_holds_weights_of_our_own(tmp_path: Path) -> None:
    opened = open_named(str(tmp_path), threads=2, device="cuda")
    assert isinstance(opened, Own)
    assert (opened.folder, opened.options) == (tmp_path, {"threads": 2, "device": "cuda"})


@pytest.mark.usefixtures("packages")
def test_names_stand_on_the_shipped_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    def names_from(*values: object, **options: object) -> Own:
        given.extend(values)
        return Own()

    monkeypatch.setattr(named, "NamesFrom", names_from)
    open_named(f"hf:{tmp_path}")
    assert given[0] == tmp_path
    assert isinstance(given[1], Own)
    assert given[1].folder is None


def test_spacy_pipelines_by_name(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "tiny")
    assert isinstance(open_named(f"spacy:{tmp_path / 'tiny'}"), SpacyEncoder)


def test_the_door_opens_without_heavy_libraries() -> None:
    heavy = ["spacy", "onnx", "torch", "transformers"]
    probe = f"import demarche.encode, sys; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
