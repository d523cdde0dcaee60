"""Scores of the statements room on reports with attributions marked: who says, with what words, what."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from demarche.measure.attribution import Attribution, read_attributions, score_attributions
from demarche.measure.figures import Counts, add_counts, f1_of
from demarche.statements import Statement

COUNTED = ("cue", "speaker", "content", "attribution")


def measure_statements(
    path: Path, find: Callable[[str], Sequence[Statement]], *, first: int | None = None
) -> dict[str, float]:
    """F1 in per cent of cues, speakers, content words and whole attributions, over the `first` reports or all.

    A found cue is right if it shares a character with a marked one, one to one. Speakers count as right in a matched
    pair if they share a character; content words are counted in matched pairs, the others' words as missed or too
    many. An attribution is right whose content overlaps and whose speaker is right. What has no cue is left out on both
    sides, but a quotation that goes on without one counts as content of the statement before it.

    Raises:
        ReadError: the file has no reports with attributions.
    """
    totals: dict[str, Counts] = dict.fromkeys(COUNTED, (0, 0, 0))
    for text, gold in islice(read_attributions(path), first):
        counts = score_attributions(text, gold, tuple(map(_parts, join_continued(find(text)))))
        add_counts(totals, {name: counts[name] for name in COUNTED})
    right, marked, found = totals["cue"]
    return {
        **{f"{name} F1": f1_of(*counts) for name, counts in totals.items()},
        "cue precision": round(100 * right / max(1, found), 2),
        "cue recall": round(100 * right / max(1, marked), 2),
    }


def _parts(one: Statement) -> Attribution:
    return Attribution((one.speaker_span,) if one.speaker_span else (), (one.cue,) if one.cue else (), one.content)


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
