"""Scores of whole events on texts with marked pairs of actors, from raw text: nothing but the text is given."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from demarche.actors import ActorMention
from demarche.base import Span
from demarche.measure.types import MarkedPair, read_pairs
from demarche.pipeline import Coder


def measure_events(path: Path, coder: Coder, *, first: int | None = None) -> dict[str, float]:
    """Precision, recall and F1, in per cent, of events over the `first` texts of the file or all.

    An event found is right where a marked pair is of its type and overlaps with both its sides; each answers one other.
    A pair of which the text names one actor alone asks for that one. Pairs of NONE ask for nothing.

    Raises:
        ReadError: the file has neither of the two formats that `read_pairs` knows.
    """
    right = found = marked = 0
    for text in islice(read_pairs(path), first):
        wanted = [pair for pair in text.pairs if pair.type != "NONE"]
        events = coder.code_text(text.text).triggers
        marked, found = marked + len(wanted), found + len(events)
        left = list(events)
        for pair in wanted:
            for event in left:
                kind = event.type if event.type in text.classes else "YIELD"
                if kind == pair.type and _fits(pair, event.sources, event.targets):
                    right += 1
                    left.remove(event)
                    break
    return {
        "precision": round(100 * right / max(1, found), 2),
        "recall": round(100 * right / max(1, marked), 2),
        "F1": round(200 * right / max(1, found + marked), 2),
    }


def _fits(pair: MarkedPair, sources: Sequence[ActorMention], targets: Sequence[ActorMention]) -> bool:
    return _overlaps(pair.source, sources) and _overlaps(pair.target, targets)


def _overlaps(span: Span | None, actors: Sequence[ActorMention]) -> bool:
    return span is None or any(span.overlaps(actor.mention.span) for actor in actors)
