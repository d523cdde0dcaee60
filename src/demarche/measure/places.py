"""How well places are found and put on the map, on corpora of toponyms in JSON lines (`text`, `toponyms`)."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from demarche.base import Span
from demarche.places import Place, PlaceMention, distance

REACH = 161.0
"""Kilometres, a hundred miles: within it a place counts as right, as is usual since Leidner (2007)."""

Find = Callable[[str], Sequence[PlaceMention]]
Resolve = Callable[[str, Sequence[Span], str | None], Sequence[Place | None]]
"""Gives the places of spans of a text, whose page had an address, if it is known."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """One annotated toponym: `span` of the text, degrees and the country's name, None where none is given."""

    span: Span
    latitude: float | None
    longitude: float | None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text, its toponyms in order, and the address of its page, None if it is not told."""

    text: str
    gold: tuple[GoldPlace, ...]
    url: str | None


def read_toponyms(path: Path) -> Iterator[GoldText]:
    """The texts of a file, the same words counted once."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        item = json.loads(line)
        found = {
            (top["start"], top["end"]): GoldPlace(
                Span(top["start"], top["end"]),
                _degrees(top.get("lat")),
                _degrees(top.get("lon")),
                top.get("country") or None,
            )
            for top in item["toponyms"]
        }
        yield GoldText(item["text"], tuple(found[key] for key in sorted(found)), item.get("url") or None)


def _degrees(value: object) -> float | None:
    return float(str(value)) if value not in (None, "") else None


def measure_places(folder: Path, find: Find, *, most: int | None = None) -> dict[str, float]:
    """F1 of the mentions (overlap suffices) and, of gold mentions found, the share put within 161 km, in per cent.

    Args:
        folder: holds one file of JSON lines.
        find: gives the places of a text, powers among them.
        most: how many texts to take from the file's start; all by default.

    Returns:
        precision, recall, F1, accuracy@161km, median_km, and how many of each were counted.
    """
    path = next(iter(sorted(folder.glob("*.jsonl"))))
    hits = gold_count = found_count = 0
    away: list[float] = []
    for item in islice(read_toponyms(path), most):
        found = tuple(find(item.text))
        gold_count += len(item.gold)
        found_count += len(found)
        for one in item.gold:
            mention = next((mention for mention in found if mention.span.overlaps(one.span)), None)
            hits += mention is not None
            if mention is not None and one.latitude is not None and one.longitude is not None:
                away.append(gold_distance(mention.place, one))
    precision, recall = hits / max(1, found_count), hits / max(1, gold_count)
    return {
        "precision": round(100 * precision, 2),
        "recall": round(100 * recall, 2),
        "F1": round(200 * precision * recall / max(1e-9, precision + recall), 2),
        **summarise(away),
        "gold": gold_count,
        "found": found_count,
    }


def measure_resolution(
    folder: Path, resolve: Resolve, code: Callable[[str], str | None], *, most: int | None = None
) -> dict[str, float]:
    """Of gold names given by their spans the share put within 161 km, and in the right country, in per cent.

    Args:
        folder: holds one file of JSON lines.
        resolve: gives the places of spans.
        code: gives the code of a country by its name; names that it does not know are not counted.
        most: how many texts to take from the file's start; all by default.

    Returns:
        accuracy@161km, median_km, country if the file tells countries, and how many names were counted.
    """
    path = next(iter(sorted(folder.glob("*.jsonl"))))
    away: list[float] = []
    right: list[bool] = []
    for item in islice(read_toponyms(path), most):
        gold = [one for one in item.gold if one.latitude is not None and one.longitude is not None]
        for one, place in zip(gold, resolve(item.text, [one.span for one in gold], item.url), strict=True):
            away.append(gold_distance(place, one))
            if one.country is not None and (wanted := code(one.country)) is not None:
                right.append(place is not None and place.country == wanted)
    country = {"country": round(100 * sum(right) / len(right), 2)} if right else {}
    return {**summarise(away), **country, "gold": len(away)}


def summarise(away: Iterable[float]) -> dict[str, float]:
    """Share within 161 km in per cent and the median, of errors in kilometres (infinite where no place was given)."""
    ordered = sorted(away)
    if not ordered:
        return {"accuracy@161km": 0.0, "median_km": float("inf")}
    near = sum(one <= REACH for one in ordered)
    return {"accuracy@161km": round(100 * near / len(ordered), 2), "median_km": round(ordered[len(ordered) // 2], 1)}


def gold_distance(place: Place | None, gold: GoldPlace) -> float:
    """Kilometres from a place to where gold has it; infinite where none is given."""
    if place is None or gold.latitude is None or gold.longitude is None:
        return float("inf")
    return distance(place, Place("", "city", None, None, gold.latitude, gold.longitude))
