"""Other people's dictionaries: their lines without comments, and the account of what could not be carried over."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demarche.base import ReadError

_COMMENT = re.compile(r"\s*(?:;|(?<![\[#])#).*")
"""From a `;` or `#` on; the code `[###]` is none."""


@dataclass(slots=True)
class Losses:
    """What could not be carried over: reasons with how often, and an example of each."""

    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def lose(self, why: str, what: str) -> None:
        """Count something that is not carried over."""
        self.lost[why] += 1
        self.examples.setdefault(why, what)

    def add(self, more: "Losses") -> None:
        """Join the account of another file."""
        self.lost += more.lost
        self.examples = more.examples | self.examples


def read_foreign(path: Path) -> str:
    """The text of a file that may be old: UTF-8, or else Latin-1.

    Raises:
        ReadError: it cannot be read, or is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error
    if b"\0" in data:
        raise ReadError(str(path), "is no text", "a dictionary as plain text is expected")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def foreign_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without comments of the three kinds (`#`, `;`, `<!-- -->`) and empty ones.

    >>> list(foreign_lines("SAY [010] ; a comment\\n\\n# another\\n- * [###] # x"))
    [(1, 'SAY [010]'), (4, '- * [###]')]
    """
    bare = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(re.split(r"\r\n|\r|\n", bare), start=1):
        kept = _COMMENT.sub("", line, count=1).rstrip()
        if kept.strip():
            yield number, kept
