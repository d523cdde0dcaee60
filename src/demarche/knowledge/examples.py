"""Examples in knowledge files: claims that are executed.

An example is a claim about its whole room: after all the room's rules have run, the room's marks must be exactly
those in the brackets. A text under `not` claims that its own entry stays silent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from demarche.base import Mark, parse_marked


@dataclass(frozen=True, slots=True)
class Example:
    """One executed example: `text` without its marks, the `marks`, and where it stands.

    `entry` is the id of the rule; `positive` is False for a text in which that entry must not speak; `on` is the
    day of publication that the example assumes; `fields` are defaults for the marks (a file's event type).
    """

    room: str
    file: Path
    line: int
    entry: str
    text: str
    marks: tuple[Mark, ...]
    positive: bool = True
    on: date = date(2024, 3, 14)
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: what it claims and what was found, both in brackets."""

    example: Example
    expected: str
    found: str

    def __str__(self) -> str:
        example = self.example
        return f"{example.file}:{example.line}  {example.entry}\n  expected  {self.expected}\n  found     {self.found}"


def read_examples(
    room: str,
    file: Path,
    entry: str,
    *,
    positive: Sequence[str] = (),
    negative: Sequence[str] = (),
    on: date = date(2024, 3, 14),
    fields: dict[str, str] | None = None,
) -> tuple[Example, ...]:
    """The examples of one entry, each with the line on which its text stands in the file.

    Raises:
        ValueError: an example's brackets do not match.
    """
    whole = file.read_text(encoding="utf-8")
    out: list[Example] = []
    for marked, holds in [*((text, True) for text in positive), *((text, False) for text in negative)]:
        text, marks = parse_marked(marked)
        out.append(Example(room, file, _line(whole, marked), entry, text, marks, holds, on, fields or {}))
    return tuple(out)


def _line(whole: str, marked: str) -> int:
    for written in (marked, marked.replace("\\", "\\\\").replace('"', '\\"')):
        at = whole.find(written)
        if at >= 0:
            return whole.count("\n", 0, at) + 1
    return 1
