"""What stands beside a name: what it lies in, what lies in it, the list of lands that it is part of."""

import re
from collections.abc import Sequence
from itertools import pairwise

from demarche.base import Span
from demarche.places.features import is_shared
from demarche.places.gazetteer import Gazetteer
from demarche.places.names import fold_name
from demarche.places.tables import Reading

Triple = tuple[Span, str, tuple[Reading, ...]]
"""A name of a sentence: where it stands, its words, what it may be of."""

_AFTER = re.compile(r",\s*(?P<short>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
_INSIDE = re.compile(r"\s*,\s*|\s*\(\s*|\s*,?\s+in\s+(?:the\s+)?(?:[\w-]+\s+){0,3}|\s+of\s+(?:the\s+)?")
_COMMA = re.compile(r"\s*,\s*|\s*,?\s+in\s+(?:the\s+)?")
_OWNED = re.compile(r"(?:['’]s?)\s+(?:[\w-]+\s+){0,4}")
_LISTED = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+")
_DASH = re.compile(r"[^.!?]{0,30}?\s*(?:--|[-–—])\s")
_LAST = re.compile(r"\W*(?:and|or|&)\s+")


def find_listed(text: str, names: Sequence[Triple]) -> frozenset[int]:
    """Which names of a sentence stand in a list of lands, by their numbers: "Ontario, Quebec and New Brunswick".

    Each member may be a country or a division, and one at least is no town besides. With a comma alone between two
    names, the second holds the first.
    """
    out: set[int] = set()
    run: list[int] = []
    for at, (span, _, readings) in enumerate(names):
        if not (run and _LISTED.fullmatch(text[names[at - 1][0].end : span.start]) and _lands(readings)):
            out.update(_whole(text, names, run))
            run = []
        if run or _lands(readings):
            run.append(at)
    out.update(_whole(text, names, run))
    return frozenset(out)


def _lands(readings: Sequence[Reading]) -> list[Reading]:
    """The readings that are countries or large divisions."""
    return [one for one in readings if one.source in ("country", "region") and not one.place.population]


def _whole(text: str, names: Sequence[Triple], run: Sequence[int]) -> Sequence[int]:
    """The run if it ends as a list does and is one of lands."""
    if len(run) < 2 or not _LAST.fullmatch(text[names[run[-2]][0].end : names[run[-1]][0].start]):
        return ()
    alone = any(not is_shared(names[at][2], one.place) for at in run for one in _lands(names[at][2]))
    return run if alone else ()


def find_containers(
    text: str, names: Sequence[Triple], gazetteer: Gazetteer, listed: frozenset[int] = frozenset()
) -> tuple[tuple[Reading, ...], ...]:
    """For each name of a sentence the readings of what the words beside it say that it lies in.

    Args:
        text: the sentence; the spans count its characters.
        names: span, words and readings, in the order of the text.
        gazetteer: for the short forms of divisions.
        listed: which names stand in a list, so that the next does not hold them.
    """
    out: list[tuple[Reading, ...]] = []
    for at, (span, _, _) in enumerate(names):
        found: list[Reading] = []
        if at + 1 < len(names):
            gap = text[span.end : names[at + 1][0].start]
            if _INSIDE.fullmatch(gap) and not _same(names[at], names[at + 1]) and not {at, at + 1} <= listed:
                found.extend(names[at + 1][2])
        if at and _OWNED.fullmatch(text[names[at - 1][0].end : span.start]) and not _same(names[at], names[at - 1]):
            found.extend(names[at - 1][2])
        after = _AFTER.match(text, span.end)
        if after:
            words = after["short"].split()
            for short in dict.fromkeys((after["short"], words[0], words[0].rstrip("."))):
                found.extend(gazetteer.short.get(short) or gazetteer.short.get(f"{short}.", ()))
        out.append(tuple(one for one in found if one.place.kind != "city" or one.source == "seat"))
    return tuple(out)


def find_contents(
    text: str, names: Sequence[Triple], listed: frozenset[int] = frozenset()
) -> tuple[tuple[Reading, ...], ...]:
    """For each name of a sentence the readings of the name before it, if that is said to lie in it ("Paris, Texas")."""
    return ((), *(
        before[2]
        if at not in listed and _COMMA.fullmatch(text[before[0].end : after[0].start]) and not _same(before, after)
        else ()
        for at, (before, after) in enumerate(pairwise(names))
    ))[: len(names)]  # fmt: skip


def _same(one: Triple, other: Triple) -> bool:
    return fold_name(one[1]) == fold_name(other[1])


def is_filed(text: str, span: Span, number: int) -> bool:
    """Whether a sentence's name stands before the dash of a date line: "MALTA — Two men", "AKRON (AP) -- A fire"."""
    return number == 0 and span.start == 0 and text[: span.end].isupper() and bool(_DASH.match(text, span.end))
