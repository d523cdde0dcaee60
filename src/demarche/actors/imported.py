"""What other people's dictionaries give us: rows of our own tables, and what of them could not be carried over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from demarche.actors.lexicon import AGENT_COLUMNS, BODY_COLUMNS, LEADER_COLUMNS
from demarche.knowledge import Losses

TABLES = {"organisations": BODY_COLUMNS, "leaders": LEADER_COLUMNS, "agents": AGENT_COLUMNS}
"""The tables that imports fill, with their columns."""


@dataclass(slots=True)
class Imported(Losses):
    """Rows by table, and what could not be carried over."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {table: [] for table in TABLES})

    def take(self, more: "Imported") -> None:
        """Join what another file gave."""
        for table, rows in more.rows.items():
            self.rows[table] += rows
        self.add(more)


def write_imported(found: Imported, folder: Path, name: str) -> tuple[Path, ...]:
    """Write the rows as tables of a knowledge folder, `actors/en/TABLE.NAME.tsv`; the files written.

    Rows of the same name are put together, so that they are one actor's.
    """
    out: list[Path] = []
    target = folder / "actors" / "en"
    target.mkdir(parents=True, exist_ok=True)
    for table, columns in TABLES.items():
        if not found.rows[table]:
            continue
        path = target / f"{table}.{name}.tsv"
        rows = sorted(found.rows[table], key=lambda row: row[columns[0]])
        lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        out.append(path)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A code that holds from a day (`start`) up to, not including, another (`end`); None leaves a side open."""

    code: str
    start: date | None
    end: date | None


def lay_out(stretches: Iterable[Stretch], default: str | None) -> tuple[Stretch, ...]:
    """The stretches in order, none over another (of two the later beginning goes on), the default in the gaps.

    >>> [one.code for one in lay_out([Stretch("GOV", date(2001, 1, 1), date(2003, 1, 1))], "ELI")]
    ['ELI', 'GOV', 'ELI']
    """
    ordered = sorted(stretches, key=lambda one: (one.start or date.min, one.end or date.max))
    out: list[Stretch] = []
    for at, one in enumerate(ordered):
        following = ordered[at + 1].start if at + 1 < len(ordered) else None
        end = one.end if following is None or (one.end and one.end <= following) else following
        if (one.start or date.min) < (end or date.max):
            out.append(Stretch(one.code, one.start, end))
    return tuple(_filled(out, default)) if default else tuple(out)


def _filled(stretches: Sequence[Stretch], default: str) -> Iterable[Stretch]:
    at: date | None = None
    for number, one in enumerate(stretches):
        if one.start is not None and (number == 0 or at is not None) and (at or date.min) < one.start:
            yield Stretch(default, at, one.start)
        yield one
        at = one.end
    if not stretches or at is not None:
        yield Stretch(default, at, None)
