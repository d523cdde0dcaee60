"""What all tests share: coders, and the folder of public data, where there is one."""

from datetime import date
from pathlib import Path

import pytest

from demarche.pipeline import Analysis, Coder, Knowledge

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder whose codes and sides are those of the rules: what a rule does is tested without what is weighed."""
    return Coder(knowledge=Knowledge.load().without_weights())


@pytest.fixture(scope="session")
def whole(coder: Coder) -> Coder:
    """The coder as users have it."""
    return Coder(encoder=coder.encoder)


@pytest.fixture(scope="session")
def code(coder: Coder):  # type: ignore[no-untyped-def]  # a function of text and day
    def run(text: str, on: date = date(2024, 3, 14)) -> Analysis:
        return coder.code_text(text, published=on)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The public data that the tests may look at; tests that ask for it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"no public data at {SHARED}")
    return SHARED
