"""Scores of the statements room on reports with attributions marked: who says, with what words, what."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from demarche.base import KnowledgeError, Span
from demarche.statements import Statement

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One marked attribution; a part that is not there has no spans."""

    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def read_attributions(path: Path) -> Iterator[tuple[str, tuple[Attribution, ...]]]:
    """Each report's text and the attributions that its first annotator marked.

    The file has a JSON object a line: `text` and `annotations`, a list of `attributions` with `source`, `cue` and
    `content` as pairs of character offsets.

    Raises:
        KnowledgeError: a line is no such object.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found = json.loads(line)
            marked = found["annotations"][0]["attributions"]
            yield (
                found["text"],
                tuple(Attribution(_spans(one, "source"), _spans(one, "cue"), _spans(one, "content")) for one in marked),
            )
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise KnowledgeError(path, number, path.name, f"no report with attributions: {error}") from error


def _spans(marked: Mapping[str, Sequence[Sequence[int]]], part: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in marked.get(part, ()))


def measure_statements(
    path: Path, find: Callable[[str], Sequence[Statement]], *, first: int | None = None
) -> dict[str, float]:
    """F1 in per cent of cues, speakers, content words and whole attributions, over the `first` reports or all.

    A found cue is right if it shares a character with a marked one, one to one. Speakers count as right in a matched
    pair if they share a character; content words are counted in matched pairs, the others' words as missed or too
    many. An attribution is right whose content overlaps and whose speaker is right. What has no cue is left out on both
    sides, but a quotation that goes on without one counts as content of the statement before it.
    """
    totals = {name: [0, 0, 0] for name in ("cue", "speaker", "content", "attribution")}
    for number, (text, gold) in enumerate(read_attributions(path)):
        if first is not None and number >= first:
            break
        for name, counts in score_report(text, gold, find(text)).items():
            totals[name] = [have + more for have, more in zip(totals[name], counts, strict=True)]
    out: dict[str, float] = {}
    for name, (right, marked, found) in totals.items():
        out[f"{name} F1"] = round(200 * right / max(1, marked + found), 2)
    right, marked, found = totals["cue"]
    out["cue precision"] = round(100 * right / max(1, found), 2)
    out["cue recall"] = round(100 * right / max(1, marked), 2)
    return out


def score_report(text: str, gold: Sequence[Attribution], found: Sequence[Statement]) -> dict[str, tuple[int, int, int]]:
    """Right, marked and found numbers of one report, by what is counted."""
    marked = [one for one in gold if one.cue]
    given = join_continued(found)
    pairs = list(_pair(marked, given))
    speakers = contents = wholes = 0
    for want, have in pairs:
        speaker = have.speaker_span is not None and any(have.speaker_span.overlaps(one) for one in want.speaker)
        shared = len(_words(text, want.content) & _words(text, have.content))
        speakers += speaker
        contents += shared
        wholes += bool(shared) and (speaker or (not want.speaker and have.speaker_span is None))
    marked_words = sum(len(_words(text, one.content)) for one in marked)
    given_words = sum(len(_words(text, one.content)) for one in given)
    named = sum(one.speaker_span is not None for one in given)
    return {
        "cue": (len(pairs), len(marked), len(given)),
        "speaker": (speakers, sum(bool(one.speaker) for one in marked), named),
        "content": (contents, marked_words, given_words),
        "attribution": (wholes, len(marked), len(given)),
    }


def join_continued(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with a cue, each with the content of the quotations that go on after it without one."""
    out: list[Statement] = []
    for one in found:
        if one.cue is not None:
            out.append(one)
        elif out and one.speaker_span is None and one.because.parents[1:]:
            before = next((it for it in reversed(out) if it.because in one.because.parents), out[-1])
            at = out.index(before)
            out[at] = replace(before, content=(*before.content, *one.content))
    return tuple(out)


def _pair(marked: Sequence[Attribution], given: Sequence[Statement]) -> Iterator[tuple[Attribution, Statement]]:
    """Marked and found statements whose cues overlap, each once, those that share most content first."""
    ranked = sorted(
        (
            (-sum(_shared(a, b) for a in want.content for b in have.content), at, other)
            for at, want in enumerate(marked)
            for other, have in enumerate(given)
            if have.cue is not None and any(have.cue.overlaps(one) for one in want.cue)
        )
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


def _words(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Where the words inside the spans begin."""
    return frozenset(span.start + found.start() for span in spans for found in _WORD.finditer(span.of(text)))
