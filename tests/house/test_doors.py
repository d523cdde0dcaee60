"""The house's own rules: the front door, the rooms' doors, what an import may cost."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import demarche

SOURCE = Path(demarche.__file__).parent
ROOMS = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}


def test_front_door() -> None:
    assert demarche.__all__ == [
        "Analysis", "Coder", "DemarcheError", "Event", "EventRecord", "Failure", "Knowledge", "Report", "__version__",
        "code", "open_classes", "read",
    ]  # fmt: skip
    for name in demarche.__all__:
        assert getattr(demarche, name) is not None


def test_read_is_a_verb_also_after_its_room_was_entered() -> None:
    text = "Talks end\n\nMarch 14, 2024 - 10:00 By AFP\n\nThe foreign ministers of Iran and Iraq met in Geneva on Wednesday.\n"
    assert demarche.Coder is not None  # enters every room
    assert demarche.read(text).headline == "Talks end"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        demarche.Nothing  # noqa: B018 - the look-up is what is tested


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_rooms_are_entered_by_the_door(path: Path) -> None:
    """An import from another room names the room, not a file in it."""
    here = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("demarche."):
            parts = node.module.split(".")
            if parts[1] in ROOMS and parts[1] != here:
                assert len(parts) == 2, f"{path.name} imports {node.module}: come in by the door of {parts[1]}"


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_doors_say_what_they_are(room: str) -> None:
    tree = ast.parse((SOURCE / room / "__init__.py").read_text(encoding="utf-8"))
    assert len(ast.get_docstring(tree) or "") > 40
    assert any(isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__" for node in tree.body)


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import demarche", ["onnxruntime", "duckdb", "trafilatura", "fastapi", "numpy"]),
        ("import demarche.cli", ["onnxruntime", "duckdb", "trafilatura", "fastapi", "numpy"]),
        ("import demarche.read", ["onnxruntime", "trafilatura", "htmldate", "httpx2", "py3langid"]),
    ],
)
def test_imports_stay_light(statement: str, heavy: list[str]) -> None:
    probe = f"{statement}; import sys; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
