"""False alarms: events found on pages that tell of none, and how honest the confidence of events is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from demarche.measure.gold import Code, Pair

BINS = 10
"""Bands of confidence of equal width over which it is compared with the share of right events."""


def measure_alarms(folder: Path, code: Code) -> tuple[dict[str, float], tuple[str, ...]]:
    """Figures over all pages `NAME.quiet.txt` of the folder, none of which tells of an event, and a line for each that
    was found: `alarms` events a page, `assaults` those of type ASSAULT in all."""
    kinds: Counter[str] = Counter()
    lines: list[str] = []
    pages = sorted(folder.glob("*.quiet.txt"))
    for path in pages:
        name = path.name.removesuffix(".quiet.txt")
        for event in code(name, path.read_text(encoding="utf-8")).events:
            kinds[event.type] += 1
            lines.append(f"{name}: ALARM {event.type} [{event.trigger_text}] in: {event.sentence_text[:120]}")
    return {"alarms": round(kinds.total() / max(1, len(pages)), 3), "assaults": float(kinds["ASSAULT"])}, tuple(lines)


def calibration_error(pairs: Iterable[Pair]) -> float:
    """Expected calibration error in per cent: how far, on the mean over the events found, their confidence is from the
    share of those like it that have the right type."""
    found = [(pair.found.confidence, pair.gold is not None) for pair in pairs if pair.found is not None]
    bands: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in found:
        bands.setdefault(min(BINS - 1, int(sure * BINS)), []).append((sure, right))
    return 100 * sum(map(_gap, bands.values())) / max(1, len(found))


def _gap(band: Sequence[tuple[float, bool]]) -> float:
    """How far the sum of confidence is from the number of right events."""
    return abs(sum(sure for sure, _ in band) - sum(right for _, right in band))
