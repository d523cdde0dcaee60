"""Scores of status, claim and factuality: whether what is told happened, and on whose word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

import numpy as np

from demarche.base import ReadError, parse_marked
from demarche.encode import CLAIMS, STATUSES, Encoder, Paragraph
from demarche.measure.figures import need_layer, score_classes
from demarche.measure.inputs import cut_text, find_places, read_objects, read_whole
from demarche.parse import Splitting

CUT = 1.0
"""Factuality from which a thing is told as happening, and with a minus as not happening; between the two it is open."""

EXPECTED = "JSON lines (text, targets) or lines with [event status=… claim=…: word] are expected"


@dataclass(frozen=True, slots=True)
class ValuedText:
    """Sentences as written in one file, a paragraph each, and (place, factuality from -3 to 3) of some words."""

    paragraphs: tuple[Paragraph, ...]
    values: tuple[tuple[int, float], ...]


def measure_status(path: Path, encoder: Encoder, splitting: Splitting, *, first: int | None = None) -> dict[str, float]:
    """How near the encoder comes to marked factuality, or how often it is right on marked status and claim.

    Of JSON lines Pearson's r, the mean absolute error, and F1 in per cent of "-", "uncertain" and "+"; of marked lines
    accuracy and F1 of the statuses and of the claims. `first` bounds the texts that are read.

    Raises:
        ReadError: the file is neither.
        ConfigError: the encoder has no such layer.
    """
    text = read_whole(path).lstrip()
    if text.startswith("{"):
        return _measure_values(path, encoder, first)
    if "[event" in text:
        return _measure_marked(path, encoder, splitting, first)
    raise ReadError(str(path), "no status or factuality is marked", EXPECTED)


def _measure_values(path: Path, encoder: Encoder, first: int | None) -> dict[str, float]:
    gold: list[float] = []
    found: list[float] = []
    for text in islice(read_values(path), first):
        if text.values:
            facts = need_layer(encoder.encode(text.paragraphs).facts, "status")
            gold += [value for _, value in text.values]
            found += [float(facts.value[place]) for place, _ in text.values]
    return score_values(gold, found)


def score_values(gold: Sequence[float], found: Sequence[float]) -> dict[str, float]:
    """Pearson's r (0 where one side never varies), mean absolute error and the F1 of the three cuts."""
    one, two = np.asarray(gold, dtype=np.float64), np.asarray(found, dtype=np.float64)
    varies = len(one) > 1 and one.std() > 0 and two.std() > 0
    classes = score_classes(zip(map(_cut, gold), map(_cut, found), strict=True), ("-", "uncertain", "+"))
    return {
        "r": round(float(np.corrcoef(one, two)[0, 1]), 4) if varies else 0.0,
        "mean absolute error": round(float(np.abs(one - two).mean()), 4) if len(one) else 0.0,
        **classes,
    }


def _cut(value: float) -> str:
    return "+" if value >= CUT else "-" if value <= -CUT else "uncertain"


def read_values(path: Path) -> Iterator[ValuedText]:
    """The texts of a file of JSON lines: `text` with spaces between words, `targets` with `span1` (places in the
    sentence) and `label`; sentences of one `file_idx` that follow each other are one text.

    Raises:
        ReadError: a line is no such object.
    """

    def owner(line: tuple[str, dict[str, object]]) -> object:
        return line[1].get("file_idx", line[0])

    for _, lines in groupby(read_objects(path), key=owner):
        paragraphs: list[Paragraph] = []
        values: list[tuple[int, float]] = []
        start = 0
        for where, item in lines:
            try:
                words = str(item["text"]).split()
                marked = [(start + int(one["span1"][0]), float(one["label"])) for one in item["targets"]]
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise ReadError(where, f"no sentence with factuality: {error!r}", EXPECTED) from error
            if not all(start <= place < start + len(words) for place, _ in marked):
                raise ReadError(where, "a target lies outside its sentence", EXPECTED)
            paragraphs.append(Paragraph(words, (len(words),), fixed=True))
            values += marked
            start += len(words)
        yield ValuedText(tuple(paragraphs), tuple(values))


def _measure_marked(path: Path, encoder: Encoder, splitting: Splitting, first: int | None) -> dict[str, float]:
    statuses: list[tuple[str, str]] = []
    claims: list[tuple[str, str]] = []
    lines = enumerate(read_whole(path).split("\n"), start=1)
    for number, line in islice(((number, line) for number, line in lines if line.strip()), first):
        try:
            text, marks = parse_marked(line)
        except ValueError as error:
            raise ReadError(f"{path}:{number}", str(error), EXPECTED) from error
        paragraphs, words = cut_text(text, splitting)
        facts = need_layer(encoder.encode(paragraphs).facts, "status")
        for mark in (mark for mark in marks if mark.label == "event"):
            status, claim = mark.field("status") or "actual", mark.field("claim") or "plain"
            places = find_places(words, mark.span)
            if not places or status not in STATUSES or claim not in CLAIMS:
                raise ReadError(f"{path}:{number}", f"no event with status {status} and claim {claim}", EXPECTED)
            statuses.append((status, STATUSES[int(facts.status[places[-1]].argmax())]))
            claims.append((claim, CLAIMS[int(facts.claim[places[-1]].argmax())]))
    return {
        f"{layer} {name}": value
        for layer, pairs, classes in (("status", statuses, STATUSES), ("claim", claims, CLAIMS))
        for name, value in score_classes(pairs, classes).items()
    }
