"""The room's executed examples."""

from collections.abc import Iterator

from demarche.knowledge import Example, Folders, read_examples, read_rules
from demarche.sizes.words import SizesShape


def read_size_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of all cues and of the ways to tell a number.

    Raises:
        KnowledgeError: a file is faulty.
    """
    return tuple(_examples(folders))


def _examples(folders: Folders) -> Iterator[Example]:
    for path in folders.files("sizes", "*.toml"):
        shape = read_rules(path, SizesShape)
        entries = [(one.id, one.examples, one.not_) for one in shape.number]
        for entry, positive, silent in (*entries, *((one.id, one.examples, one.not_) for one in shape.cue)):
            yield from read_examples("sizes", path, entry, positive=positive, negative=silent)
