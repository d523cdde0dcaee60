"""Scores of event types between two marked actors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from demarche.base import ReadError, Span, parse_marked
from demarche.coding import open_ontology
from demarche.encode import TYPES, Encoder, Floats, Pair
from demarche.knowledge import Folders
from demarche.measure.figures import need_layer, score_classes
from demarche.measure.inputs import cut_text, find_places, read_objects, read_whole
from demarche.parse import Splitting

YIELD = frozenset({"CONCEDE", "RETREAT"})
"""Types that the 15 classes of the older scheme have as one."""

FIFTEEN = tuple(dict.fromkeys("YIELD" if kind in YIELD else kind for kind in TYPES if kind != "NONE"))

EXPECTED = "JSON lines (text, events with source_span, target_span, event15) or TYPE<TAB>marked text are expected"


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """Two actors of a text, what goes from source to target, and the quad class where the file gives one; of an actor
    that the text does not name there is no span."""

    source: Span | None
    target: Span | None
    type: str
    quad: int | None = None


@dataclass(frozen=True, slots=True)
class PairedText:
    """A text with marked pairs; `classes` are the answers that its file knows."""

    where: str
    text: str
    pairs: tuple[MarkedPair, ...]
    classes: tuple[str, ...]


def measure_types(path: Path, encoder: Encoder, splitting: Splitting, *, first: int | None = None) -> dict[str, float]:
    """Macro F1, accuracy, macro F1 of the four quad classes and F1 of each type, in per cent, over the `first` texts
    of the file or all. NONE has no quad class: to take it for one, or one for it, is a fault of that class.

    Raises:
        ReadError: the file is neither of the two formats.
        ConfigError: the encoder judges no pairs.
    """
    quads = open_quads()
    roots: list[tuple[str, str]] = []
    fours: list[tuple[str, str]] = []
    classes: tuple[str, ...] = TYPES
    for text in islice(read_pairs(path), first):
        classes = text.classes
        if not text.pairs:
            continue
        paragraphs, words = cut_text(text.text, splitting)
        asked = [_ask(one, words, text.where) for one in text.pairs]
        judged = need_layer(encoder.judge(encoder.encode(paragraphs), asked), "type")
        for one, row in zip(text.pairs, judged, strict=True):
            found = best_type(row, classes)
            roots.append((one.type, found))
            fours.append((str(one.quad or quads[one.type]), str(quads[found])))
    whole = score_classes(roots, classes)
    return {
        "macro F1": whole.pop("macro F1"),
        "accuracy": whole.pop("accuracy"),
        "quad macro F1": score_classes(fours, "1234")["macro F1"],
        **whole,
    }


def _ask(one: MarkedPair, words: Sequence[Span], where: str) -> Pair:
    """The pair as the encoder takes it; an actor that is not named has no words, where the other's begin."""
    source, target = (_find(span, words, where) for span in (one.source, one.target))
    beside = (source or target or (0, 0))[0]
    return Pair(source or (beside, beside), target or (beside, beside))


def _find(span: Span | None, words: Sequence[Span], where: str) -> tuple[int, int] | None:
    if span is None:
        return None
    places = find_places(words, span)
    if not places:
        raise ReadError(where, f"no word stands at characters {span.start} to {span.end}", EXPECTED)
    return places[0], places[-1] + 1


def open_quads() -> Mapping[str, int]:
    """The quad class of each type by the shipped ontology, of YIELD that of RETREAT, of NONE 0."""
    types = open_ontology(Folders()).types
    return {
        **{name: types["RETREAT" if name in YIELD else name].quad for name in types},
        "YIELD": types["RETREAT"].quad,
        "NONE": 0,
    }


def best_type(row: Floats, classes: tuple[str, ...]) -> str:
    """The likeliest of the classes; types that make up one class are added up."""
    likely = dict.fromkeys(classes, 0.0)
    for name, value in zip(TYPES, row.tolist(), strict=True):
        kind = "YIELD" if name in YIELD and "YIELD" in likely else name
        if kind in likely:
            likely[kind] += value
    return max(likely, key=lambda kind: likely[kind])


def read_pairs(path: Path) -> Iterator[PairedText]:
    """The texts of a file of JSON lines, of 15 classes without NONE, or of lines `TYPE<TAB>text` with [source: …] and
    [target: …], of all types and NONE.

    Raises:
        ReadError: the file is neither, or faulty.
    """
    if read_whole(path).lstrip().startswith("{"):
        for where, item in read_objects(path):
            yield _read_events(where, item)
        return
    for number, line in enumerate(read_whole(path).split("\n"), start=1):
        if line.strip():
            yield _read_line(f"{path}:{number}", line)


def _read_events(where: str, item: Mapping[str, Any]) -> PairedText:
    pairs = []
    try:
        for event in item["events"]:
            source, target = (Span(*event[key]) if event[key] else None for key in ("source_span", "target_span"))
            pairs.append(MarkedPair(source, target, str(event["event15"]), event.get("quad")))
        text = str(item["text"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(where, f"no text with pairs: {error!r}", EXPECTED) from error
    unknown = {pair.type for pair in pairs} - set(FIFTEEN)
    if unknown:
        raise ReadError(where, f"unknown type {min(unknown)}", f"one of {', '.join(FIFTEEN)} is expected")
    return PairedText(where, text, tuple(pairs), FIFTEEN)


def _read_line(where: str, line: str) -> PairedText:
    kind, _, marked = line.partition("\t")
    if kind not in TYPES:
        raise ReadError(where, f"unknown type {kind[:30]!r}", EXPECTED)
    try:
        text, marks = parse_marked(marked)
        spans = {mark.label: mark.span for mark in marks}
        pair = MarkedPair(spans["source"], spans["target"], kind)
    except (ValueError, KeyError) as error:
        raise ReadError(where, f"no pair is marked: {error!r}", EXPECTED) from error
    return PairedText(where, text, (pair,), TYPES)
