"""Files with structure: TOML, read into a shape that the room declares, every fault named with its file and line."""

import json
import os
import re
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from demarche.base import KnowledgeError, cache_folder

LARGE = 80_000
"""Characters from which a file is kept, as it was read, in the user's cache: JSON opens many times faster than TOML."""


class Shape(BaseModel):
    """What all shapes of knowledge entries share: unknown keys are faults, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Found = TypeVar("Found", bound=Shape)


def read_rules(path: Path, shape: type[Found]) -> Found:
    """The whole TOML file as one `shape`.

    Raises:
        KnowledgeError: the file is no TOML, or does not fit; names the line of the first faulty entry.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text) if len(text) < LARGE else _remembered(text)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(path, 0, path.name, f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise KnowledgeError(path, int(found[1]) if found else 0, path.name, f"is no TOML: {error}") from error
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        entry = _entry(data, first["loc"])
        where = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(path, line_of(text, entry), entry, f"{where}: {first['msg']}") from error


def _remembered(text: str) -> dict[str, Any]:
    """The TOML as read before, else read now and kept for the next time."""
    file = cache_folder() / f"rules-{sha256(text.encode()).hexdigest()[:16]}.json"
    try:
        kept = json.loads(file.read_bytes())
        if isinstance(kept, dict):
            return kept
    except (OSError, ValueError):
        pass
    data = tomllib.loads(text)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting = file.with_suffix(f".{os.getpid()}")
        waiting.write_text(json.dumps(data), encoding="utf-8")
        waiting.replace(file)
    except (OSError, TypeError):
        pass  # a cache that cannot be written, or days in the file, are no fault
    return data


def line_of(text: str, entry: str) -> int:
    """The line, from 1, on which the entry with this id begins; 1 if no line names it."""
    found = re.search(rf'^\s*id\s*=\s*["\']{re.escape(entry)}["\']', text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _entry(data: Any, path: tuple[int | str, ...]) -> str:
    """The id of the innermost entry on the way to a fault."""
    name = ""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            name = data["id"]
    return name or str(path[0] if path else "file")
