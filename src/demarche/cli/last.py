"""The last table, so that `demarche why 6` can speak of its sixth row."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from demarche.base import ConfigError, cache_folder


def last_path() -> Path:
    """Where the last table's explanations lie: the user's cache folder."""
    return cache_folder() / "last.json"


def keep_last(explanations: Sequence[tuple[str, str]]) -> None:
    """Keep (event id, explanation) in the order of the table; a cache that cannot be written is no fault."""
    path = last_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_suffix(f".{os.getpid()}")
        waiting.write_text(json.dumps(list(explanations)), encoding="utf-8")
        waiting.replace(path)
    except OSError:
        return


def find_last(which: str) -> str:
    """The explanation of a row number or an event id (or its beginning).

    Raises:
        ConfigError: there is no last table, or no such row in it.
    """
    try:
        kept: list[list[str]] = json.loads(last_path().read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ConfigError("no table to explain yet; run demarche code PAGE or demarche demo first") from error
    if which.lstrip("#").isdigit() and 1 <= int(which.lstrip("#")) <= len(kept):
        return kept[int(which.lstrip("#")) - 1][1]
    found = [text for key, text in kept if key.startswith(which) and len(which) >= 4]
    if len(found) == 1:
        return found[0]
    raise ConfigError(f"{which}: no such row or id in the last table, which has {len(kept)} events")
