"""Reads the definition of a class: `class.toml` in a folder of its own."""

import re
from hashlib import sha256
from pathlib import Path

from pydantic import Field

from demarche.base import ConfigError, KnowledgeError
from demarche.classes.record import Definition
from demarche.events import TYPES, WordsShape, make_pattern
from demarche.knowledge import Example, read_examples, read_rules

FILE = "class.toml"

LEAST = 10
"""Examples without which nothing is learned that could be told from chance."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LABELS = frozenset({"event", "source", "target"})


class ClassShape(WordsShape):
    """The file as written: the keys of a pattern, none of them needed, and those of a class."""

    name: str
    definition: str
    type: str
    source: str = ""
    target: str = ""
    least: float = Field(default=0.5, gt=0, lt=1)
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(default=(), alias="not")


def find_definitions(folder: Path) -> tuple[Path, ...]:
    """The definitions in a folder: its own, or those of the folders in it.

    Raises:
        ConfigError: there is no such folder, or no definition in it.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; name one that holds {FILE}, or folders that do")
    own = folder / FILE
    found = (own,) if own.exists() else tuple(sorted(folder.glob(f"*/{FILE}")))
    if not found:
        raise ConfigError(f"{folder}: holds no {FILE}, nor does a folder in it; write one")
    return found


def open_definition(file: Path) -> Definition:
    """The class that the file defines.

    Raises:
        KnowledgeError: it cannot be read, or an entry is faulty; names the line.
    """
    shape = read_rules(file, ClassShape)
    if not _NAME.fullmatch(shape.name):
        raise KnowledgeError(file, _line(file, "name"), "name", f"{shape.name!r}", "write it as prisoner-swap")
    if shape.type not in TYPES:
        kinds = ", ".join(TYPES)
        raise KnowledgeError(file, _line(file, "type"), "type", f"{shape.type!r} is no PLOVER type", f"one of {kinds}")
    try:
        found = read_examples("classes", file, shape.name, positive=shape.examples, negative=shape.not_)
    except ValueError as error:
        raise KnowledgeError(file, _line(file, "examples"), shape.name, str(error)) from error
    examples = tuple(one for one in found if one.positive)
    counters = tuple(one for one in found if not one.positive)
    _check(file, shape.name, examples, counters)
    return Definition(
        file, shape.name, shape.definition, make_pattern(shape, f"class.{shape.name}", shape.type), shape.least,
        examples, counters,
        sha256(file.read_bytes()).hexdigest()[:12],
    )  # fmt: skip


def _check(file: Path, name: str, examples: tuple[Example, ...], counters: tuple[Example, ...]) -> None:
    def fault(one: Example, what: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(file, one.line, name, what, f"{remedy}, in: {one.text}")

    for one in examples:
        labels = {mark.label for mark in one.marks}
        if "event" not in labels:
            raise fault(one, "an example without a trigger", "mark it as [event: …]")
        if not labels <= _LABELS:
            raise fault(one, f"a mark [{min(labels - _LABELS)}: …]", f"only {', '.join(sorted(_LABELS))} are known")
    for one in counters:
        if one.marks:
            raise fault(one, "a mark in a sentence under not", "take it off")
    seen: set[str] = set()
    for one in (*examples, *counters):
        if one.text in seen:
            raise fault(one, "the same sentence twice", "it would be tested by itself: take one off")
        seen.add(one.text)
    if len(examples) < LEAST:
        line = _line(file, "examples")
        raise KnowledgeError(file, line, name, f"{len(examples)} examples", f"at least {LEAST} are needed: add some")


def _line(file: Path, key: str) -> int:
    """The line on which the key stands, 1 if none does."""
    text = file.read_text(encoding="utf-8")
    found = re.search(rf"^{key}\s*=", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
