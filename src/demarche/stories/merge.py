"""Event mentions of many reports to events: what happened once is told once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from demarche.sizes import span_of

SLACK = timedelta(days=1)
"""Reports of one event may differ by a day: zones, and "Friday" said on Saturday."""

Sizes = Mapping[str, tuple[int | None, int | None]]
"""Lowest and highest number by what is counted; None for an open end."""

_ORDER = ("actual", "negated", "planned", "hypothetical")


@dataclass(frozen=True, slots=True)
class Seen:
    """One coded mention, as far as merging needs it; `source` and `target` are codes, names where there is no code."""

    id: str
    report: str
    type: str
    source: frozenset[str]
    target: frozenset[str]
    start: date | None
    end: date | None
    place: str | None
    status: str
    claim: str
    sizes: Sizes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened (or is planned), merged over its mentions.

    `id` is that of the earliest mention by report and place in it, so that it stays when later reports join; `status`
    is the firmest among the mentions; `sizes` go from the lowest to the highest that any tells;
    `mentions` are their ids, `reports` the ids of the reports.
    """

    id: str
    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    start: date | None
    end: date | None
    place: str | None
    status: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    mentions: tuple[str, ...]
    sizes: Sizes = field(default_factory=dict)


def merge_events(mentions: Iterable[Seen]) -> tuple[Event, ...]:
    """The events behind the mentions, by first day and then id.

    Two mentions are of one event where type and parties are the same, at least one party is known, their days lie no
    more than a day apart, and their places, where both are known, do not differ. A plan and its deed are one event;
    what is denied that it happened stays apart from what happened.
    """
    groups: dict[tuple[str, frozenset[str], frozenset[str], bool], list[Seen]] = defaultdict(list)
    alone: list[list[Seen]] = []
    for one in sorted(mentions, key=lambda it: (it.start or date.max, it.report, it.id)):
        if (one.source or one.target) and one.start is not None:
            groups[one.type, one.source, one.target, one.status == "negated"].append(one)
        else:
            alone.append([one])
    clusters = [*alone, *(cluster for group in groups.values() for cluster in _by_day(group))]
    return tuple(sorted((_event(cluster) for cluster in clusters), key=lambda it: (it.start or date.max, it.id)))


def _by_day(group: Sequence[Seen]) -> list[list[Seen]]:
    clusters: list[list[Seen]] = []
    for one in group:
        for cluster in clusters:
            if all(_may_be_one(one, other) for other in cluster):
                cluster.append(one)
                break
        else:
            clusters.append([one])
    return clusters


def _may_be_one(one: Seen, other: Seen) -> bool:
    if one.place and other.place and one.place != other.place:
        return False
    assert one.start is not None and other.start is not None  # only dated mentions are compared
    return one.start - SLACK <= (other.end or other.start) and other.start - SLACK <= (one.end or one.start)


def _event(cluster: Sequence[Seen]) -> Event:
    first = min(cluster, key=lambda it: (it.report, it.id))
    starts = [one.start for one in cluster if one.start]
    ends = [one.end or one.start for one in cluster if one.start]
    return Event(
        id=sha256(f"event {first.id}".encode()).hexdigest()[:16],
        type=first.type,
        source=tuple(sorted(first.source)),
        target=tuple(sorted(first.target)),
        start=min(starts, default=None),
        end=max((end for end in ends if end), default=None),
        place=next((one.place for one in cluster if one.place), None),
        status=min((one.status for one in cluster), key=_ORDER.index),
        claims=tuple(sorted({one.claim for one in cluster})),
        reports=tuple(sorted({one.report for one in cluster})),
        mentions=tuple(one.id for one in cluster),
        sizes={
            kind: span_of([one.sizes[kind] for one in cluster if kind in one.sizes])
            for kind in dict.fromkeys(kind for one in cluster for kind in one.sizes)
        },
    )
