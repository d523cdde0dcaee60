"""Scores of who says what: found attributions against marked ones, part by part."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from demarche.base import ReadError, Span
from demarche.encode import Encoder
from demarche.measure.figures import Counts, add_counts, f1_of, need_layer
from demarche.measure.inputs import read_objects
from demarche.parse import Splitting, bare_report, parse

_WORD = re.compile(r"\w+")

PARTS = ("speaker", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in characters; a part that is not there has no spans."""

    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def read_attributions(path: Path) -> Iterator[tuple[str, tuple[Attribution, ...]]]:
    """Each report's text and the attributions that its first annotator marked.

    The file has a JSON object a line: `text` and `annotations`, a list of `attributions` with `source`, `cue` and
    `content` as pairs of character offsets.

    Raises:
        ReadError: a line is no such object.
    """
    for where, found in read_objects(path):
        try:
            marked = found["annotations"][0]["attributions"]
            gold = tuple(
                Attribution(_spans(one, "source"), _spans(one, "cue"), _spans(one, "content")) for one in marked
            )
            yield str(found["text"]), gold
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise ReadError(
                where, f"no report with attributions: {error!r}", "text and annotations with attributions are expected"
            ) from error


def _spans(marked: Mapping[str, Sequence[Sequence[int]]], part: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in marked.get(part, ()))


def measure_attributions(
    path: Path, encoder: Encoder, splitting: Splitting, *, first: int | None = None
) -> dict[str, float]:
    """F1 in per cent over the `first` reports of the file, or all, of what `score_attributions` counts.

    Raises:
        ReadError: the file has no reports with attributions.
        ConfigError: the encoder finds no attributions.
    """
    totals: dict[str, Counts] = {}
    for text, gold in islice(read_attributions(path), first):
        add_counts(totals, score_attributions(text, gold, find_attributions(text, encoder, splitting)))
    right, marked, found = totals.get("cue", (0, 0, 0))
    return {
        **{f"{name} F1": f1_of(*counts) for name, counts in totals.items()},
        "cue precision": round(100 * right / max(1, found), 2),
        "cue recall": round(100 * right / max(1, marked), 2),
    }


def find_attributions(text: str, encoder: Encoder, splitting: Splitting) -> tuple[Attribution, ...]:
    """What the encoder finds in a bare text."""
    if not text.strip():
        return ()
    sentences, evidence = parse(bare_report(text), encoder, splitting=splitting)
    words = [token.span for sentence in sentences for token in sentence.tokens]

    def spans(places: Sequence[int]) -> tuple[Span, ...]:
        return tuple(words[place] for place in places)

    found = need_layer(evidence.attributions, "attribution")
    return tuple(Attribution(spans(one.source), spans(one.cue), spans(one.content)) for one in found)


def score_attributions(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[str, Counts]:
    """Counts of one report, by what is counted.

    Attributions without a cue are left out on both sides; the others are paired where their cues share a character,
    one to one. "cue" counts the pairs; "speaker" those in which the speakers share a character; "cue and speaker" also
    those in which neither has one. "content" counts words in pairs. An "attribution" is right with speaker and content,
    a "whole" one where all three parts are the same but for white space, as "… exact" counts for each by itself.
    """
    marked, given = [one for one in gold if one.cue], [one for one in found if one.cue]
    right = dict.fromkeys(("cue", "speaker", "cue and speaker", "content", "attribution", "whole"), 0)
    exact = dict.fromkeys(PARTS, 0)
    for want, have in pair_by_cue(marked, given):
        named = _overlap(want.speaker, have.speaker)
        speaker = named or not (want.speaker or have.speaker)
        shared = len(_words(text, want.content) & _words(text, have.content))
        same = {part: _letters(text, want, part) == _letters(text, have, part) for part in PARTS}
        right["cue"] += 1
        right["speaker"] += named
        right["cue and speaker"] += speaker
        right["content"] += shared
        right["attribution"] += speaker and (bool(shared) or not (want.content or have.content))
        right["whole"] += all(same.values())
        for part in PARTS:
            exact[part] += same[part] and bool(getattr(want, part))
    sizes = {name: (len(marked), len(given)) for name in right}
    sizes["speaker"] = _having(marked, "speaker"), _having(given, "speaker")
    words = [sum(len(_words(text, one.content)) for one in side) for side in (marked, given)]
    sizes["content"] = words[0], words[1]
    out: dict[str, Counts] = {name: (right[name], *sizes[name]) for name in right}
    for part in PARTS:
        out[f"{part} exact"] = exact[part], _having(marked, part), _having(given, part)
    return out


def pair_by_cue(
    marked: Sequence[Attribution], given: Sequence[Attribution]
) -> Iterator[tuple[Attribution, Attribution]]:
    """Attributions whose cues overlap, each once, those that share most content first."""
    ranked = sorted(
        (-sum(_shared(a, b) for a in want.content for b in have.content), at, other)
        for at, want in enumerate(marked)
        for other, have in enumerate(given)
        if _overlap(want.cue, have.cue)
    )
    used: set[int] = set()
    taken: set[int] = set()
    for _, at, other in ranked:
        if at not in used and other not in taken:
            used.add(at)
            taken.add(other)
            yield marked[at], given[other]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)


def _having(side: Sequence[Attribution], part: str) -> int:
    return sum(bool(getattr(one, part)) for one in side)


def _words(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Where the words inside the spans begin."""
    return frozenset(span.start + found.start() for span in spans for found in _WORD.finditer(span.of(text)))


def _letters(text: str, one: Attribution, part: str) -> frozenset[int]:
    """The characters of a part that are no white space."""
    spans: tuple[Span, ...] = getattr(one, part)
    return frozenset(at for span in spans for at in range(span.start, span.end) if not text[at].isspace())
