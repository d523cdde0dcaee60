"""The room's executed examples."""

from collections.abc import Iterator

from demarche.knowledge import Example, Folders, read_examples
from demarche.places.rules import read_entries


def read_place_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of `rules.toml`: those of its rules, and its entries that hold nothing else.

    Raises:
        KnowledgeError: a file is faulty.
    """
    return tuple(_examples(folders))


def _examples(folders: Folders) -> Iterator[Example]:
    for path in folders.files("places", "rules*.toml"):
        for entry, positive, silent in read_entries(path):
            yield from read_examples("places", path, entry, positive=positive, negative=silent)
