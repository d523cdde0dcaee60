"""The marked pages of `own/`, and which of them are left out together."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from demarche.base import parse_marked
from demarche.encode import TYPES
from demarche.measure.gold import GoldPage, gold_events
from demarche.measure.who import GoldWho, gold_who
from training.data import OWN

FOLDS = 4

NUMBER = {path.stem: at % FOLDS for at, path in enumerate(sorted((*OWN.glob("who_*.txt"), *OWN.glob("full_*.txt"))))}
"""The fold of each file whose pages have actors."""


@dataclass(frozen=True)
class Page:
    """A marked page of a file: its events, and its mentions of actors."""

    file: str
    events: GoldPage
    who: GoldWho


def read_page(path: Path, number: int, page: str) -> Page:
    """A page of the file at `path`, which has a header with its actors."""
    _, header, body = re.split(r"^\+\+\+\n", page, maxsplit=2, flags=re.MULTILINE)
    text, marks = parse_marked(body.strip("\n"))
    actors = tomllib.loads(header)["actors"]
    events = gold_events(path, actors, text, [mark for mark in marks if mark.label in TYPES])
    who = gold_who(path, actors, text, [mark for mark in marks if mark.label not in TYPES])
    return Page(path.stem, GoldPage(f"{path.stem}.{number}", text, events), who)


def read_pages(folder: Path) -> list[Page]:
    """All pages of `full_*.txt` and `who_*.txt`, in the order of files and pages."""
    paths = sorted((*folder.glob("who_*.txt"), *folder.glob("full_*.txt")))
    return [
        read_page(path, number, page)
        for path in paths
        for number, page in enumerate(path.read_text(encoding="utf-8").split("\n----\n"), start=1)
    ]
