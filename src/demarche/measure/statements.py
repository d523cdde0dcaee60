"""Scores of the statements room on reports with attributions marked: who says, with what words, what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from demarche.base import Span
from demarche.measure.attribution import Attribution, read_attributions, score_attributions
from demarche.measure.figures import Counts, add_counts, f1_of
from demarche.statements import Statement, find_holder

_BARE = re.compile(r"[\W_]*(?:that\b)?[\W_]*(.*?)[\W_]*", re.IGNORECASE | re.DOTALL)


def measure_statements(
    path: Path, find: Callable[[str], Sequence[Statement]], *, first: int | None = None
) -> dict[str, float]:
    """F1 in per cent of cues, speakers, content words and whole attributions, over the `first` reports or all.

    A found cue is right if it shares a character with a marked one, one to one. Speakers count as right in a matched
    pair if they share a character; content words are counted in matched pairs, the others' words as missed or too
    many. An attribution is right whose content overlaps and whose speaker is right; "exact" asks for the same words,
    and "whole" for the same words in all three parts, marks and "that" at the edges aside. What has no cue is left
    out on both sides, but a quotation that goes on without one counts as content of the statement before it. So are
    statements that stand in another's content: the corpus marks none of these.

    Raises:
        ReadError: the file has no reports with attributions.
    """
    totals: dict[str, Counts] = {}
    for text, gold in islice(read_attributions(path), first):
        found = outermost(join_continued(find(text)))
        bare = [tuple(_bare(text, one) for one in side) for side in (gold, tuple(map(_parts, found)))]
        add_counts(totals, score_attributions(text, *bare))
    right, marked, given = totals.get("cue", (0, 0, 0))
    return {
        **{f"{name} F1": f1_of(*counts) for name, counts in totals.items()},
        "cue precision": round(100 * right / max(1, given), 2),
        "cue recall": round(100 * right / max(1, marked), 2),
    }


def outermost(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that stand in no other's content."""
    return tuple(one for one in found if find_holder(one, found) is None)


def _parts(one: Statement) -> Attribution:
    return Attribution((one.speaker_span,) if one.speaker_span else (), (one.cue,) if one.cue else (), one.content)


def _bare(text: str, one: Attribution) -> Attribution:
    """The attribution without marks, "that" and white space at the edges of its content."""
    spans: list[Span] = []
    for span in one.content:
        found = _BARE.fullmatch(span.of(text))
        if found and found[1]:
            spans.append(Span(span.start + found.start(1), span.start + found.end(1)))
    return replace(one, content=tuple(spans))


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
