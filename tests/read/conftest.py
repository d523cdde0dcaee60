from pathlib import Path

import pytest

from demarche.knowledge import Folders
from demarche.read.furniture import Lexicon, open_lexicon


@pytest.fixture
def pages() -> Path:
    return Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return open_lexicon(Folders())
