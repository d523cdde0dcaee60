"""Every example in the knowledge files holds; the same items as `demarche check`."""

import pytest

from demarche.knowledge import Example, Folders
from demarche.measure import check_examples, example_name, read_examples_of
from demarche.pipeline import Coder


@pytest.mark.parametrize("example", read_examples_of(Folders()), ids=example_name)
def test_example_holds(example: Example, coder: Coder) -> None:
    failures = check_examples([example], coder)
    assert not failures, str(failures[0])
