"""Long flat lists: TSV files with a header line, one row one fact, `#` comments between."""

from dataclasses import dataclass
from pathlib import Path

from demarche.base import KnowledgeError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `cells` by column name, empty string where nothing is said; where it stands."""

    cells: dict[str, str]
    file: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def all(self, column: str) -> tuple[str, ...]:
        """The values of a cell that lists several, separated by `|`."""
        return tuple(value.strip() for value in self.cells[column].split("|") if value.strip())


def read_table(path: Path, columns: tuple[str, ...], *, least: int | None = None) -> tuple[Row, ...]:
    """The rows of a TSV file whose header must name exactly `columns`; missing last cells count as empty.

    The header may leave off columns behind the first `least`.

    Raises:
        KnowledgeError: the file cannot be read, its header differs, or a row has too many cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(path, 0, path.name, f"cannot be read: {error}") from error
    rows: list[Row] = []
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != columns[: len(header)] or len(header) < (least or len(columns)):
                raise KnowledgeError(path, number, "header", f"found {header}", f"the columns are {columns}")
        elif len(cells) > len(columns):
            raise KnowledgeError(path, number, cells[0], f"{len(cells)} cells", f"{len(columns)} columns are known")
        else:
            filled = cells + ("",) * (len(columns) - len(cells))
            rows.append(Row(dict(zip(columns, filled, strict=True)), path, number))
    return tuple(rows)
