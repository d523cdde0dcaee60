"""Tables of weights that training writes: what each feature counts for each answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from demarche.base import KnowledgeError

REMEMBERED = 1 << 15
"""Parts whose sums are kept at least; of twice as many those that were not asked for lately are forgotten."""


class Part(NamedTuple):
    """Features that are told together: what makes their names, and from what. Alike parts are summed once."""

    make: Callable[..., Iterable[str]]
    given: tuple[object, ...]

    def names(self) -> Iterable[str]:
        """The features."""
        return self.make(*self.given)


@dataclass(frozen=True, slots=True)
class Weights:
    """What features count, in log odds: `rows` has for each known feature a number for each of the `answers`."""

    answers: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]
    _sums: dict[Part, list[float]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _older: dict[Part, list[float]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def add(self, features: Iterable[str]) -> list[float]:
        """The sum over the features, for each answer; those that training never saw count nothing."""
        rows = self.rows
        if len(self.answers) == 1:
            return [sum([rows[it][0] for it in features if it in rows])]
        found = [rows[it] for it in features if it in rows]
        return [sum(column) for column in zip(*found, strict=True)] if found else [0.0] * len(self.answers)

    def add_parts(self, parts: Iterable[Part]) -> list[float]:
        """The sum over all features of the parts, for each answer."""
        out = [0.0] * len(self.answers)
        sums = self._sums
        for part in parts:
            found = sums.get(part)
            if found is None:
                if len(sums) >= REMEMBERED:
                    self._older.clear()
                    self._older.update(sums)
                    sums.clear()
                found = sums[part] = self._older.get(part) or self.add(part.names())
            if len(found) == 1:
                out[0] += found[0]
                continue
            for at, weight in enumerate(found):
                out[at] += weight
        return out

    def strongest(self, features: Iterable[str], answer: int = 0) -> str:
        """The feature that speaks most for an answer, "" if none does."""
        told = ((self.rows[it][answer], it) for it in features if it in self.rows)
        best = max(told, default=(0.0, ""))
        return best[1] if best[0] > 0 else ""


def read_weights(path: Path) -> Weights:
    """The weights at `path`: a header `feature` and the answers, then a row a feature, an empty cell being 0.

    Raises:
        KnowledgeError: the file cannot be read, or a cell is no number.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(path, 0, path.name, f"cannot be read: {error}") from error
    rows: dict[str, tuple[float, ...]] = {}
    answers: tuple[str, ...] = ()
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line:
            continue
        name, *cells = line.split("\t")
        if not answers:
            answers = tuple(cells)
            continue
        try:
            found = tuple(float(cell) if cell else 0.0 for cell in cells)
        except ValueError as error:
            raise KnowledgeError(path, number, name, str(error), "numbers in all cells but the first") from error
        rows[name] = found + (0.0,) * (len(answers) - len(found))
    if not answers:
        raise KnowledgeError(path, 1, "header", "no answers", "a header: feature, then the answers")
    return Weights(answers, rows)


def write_weights(path: Path, weights: Weights, comment: Sequence[str]) -> None:
    """Write the weights with two decimals, the comment on top; rows of nothing but zeros are left out."""
    lines = [*(f"# {line}" for line in comment), "\t".join(("feature", *weights.answers))]
    for name, row in sorted(weights.rows.items()):
        cells = [f"{weight:.2f}".rstrip("0").rstrip(".") for weight in row]
        cells = ["" if cell in {"0", "-0"} else cell for cell in cells]
        if any(cells):
            lines.append("\t".join((name, *cells)).rstrip("\t"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
