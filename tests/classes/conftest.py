"""The worked examples of the how-to page, trained once for all tests."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from demarche.classes import Classes, Trained, find_definitions, keep, open_classes, open_definition, train
from demarche.events import read_event_examples
from demarche.knowledge import Folders
from demarche.pipeline import Coder

SHIPPED = Path(__file__).parents[2] / "docs" / "how-to" / "example-classes"


@pytest.fixture(scope="session")
def taught(coder: Coder) -> Callable[[Path], Trained]:
    """Trains the class in a file."""
    read = cache(Coder(knowledge=coder.knowledge, encoder=coder.encoder, states=True).code_text)
    lexicon = read_event_examples(Folders())
    return lambda file: train(open_definition(file), read, rules=coder.knowledge.events, lexicon=lexicon)


@pytest.fixture(scope="session")
def folder(taught: Callable[[Path], Trained], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example classes, trained."""
    home: Path = tmp_path_factory.mktemp("classes") / "classes"
    shutil.copytree(SHIPPED, home, ignore=shutil.ignore_patterns("*.json"))
    for file in find_definitions(home):
        keep(taught(file))
    return home


@pytest.fixture(scope="session")
def classes(folder: Path) -> Classes:
    return open_classes(folder)


@pytest.fixture(scope="session")
def own(coder: Coder, classes: Classes) -> Coder:
    """A coder that knows the example classes."""
    return Coder(knowledge=coder.knowledge, encoder=coder.encoder, classes=classes)
