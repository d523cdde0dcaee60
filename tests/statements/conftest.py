import sys
from pathlib import Path

import pytest

from demarche.knowledge import Folders
from demarche.statements import Cues, open_cues

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def cues() -> Cues:
    return open_cues(Folders())
