"""Gold pages: reports marked by hand, and the coder's score on them.

A page is a file `NAME.gold.txt`: a TOML header between two lines `+++` with a table `[actors]` (id → name and code),
then the page as a scraper leaves it, each event's trigger marked `[TYPE key=value …: words]`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from demarche.base import KnowledgeError, Mark, Span, parse_marked
from demarche.coding import EventRecord
from demarche.encode import CLAIMS, STATUSES
from demarche.measure.figures import score_classes
from demarche.pipeline import Analysis, Coder
from demarche.read import read

SIDES = ("source", "target")
ASIDE = ("date", "place", "status", "claim")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One marked event; `source` and `target` are codes, `keys` the actors of either side by their keys in the header,
    `days` the first and last day, None where nothing is said."""

    span: Span
    words: str
    type: str
    source: frozenset[str]
    target: frozenset[str]
    days: tuple[date, date] | None
    place: str | None
    status: str
    claim: str
    mode: str | None
    keys: tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page without its marks, and its events in the order of the text."""

    name: str
    text: str
    events: tuple[GoldEvent, ...]


def read_gold(path: Path) -> GoldPage:
    """The gold page at `path`.

    Raises:
        KnowledgeError: the header is no TOML, the brackets do not match, an id or type is unknown.
    """
    actors, text, marks = read_header(path)
    return GoldPage(path.name.removesuffix(".gold.txt"), text, gold_events(path, actors, text, marks))


def gold_events(
    path: Path, actors: Mapping[str, Mapping[str, str]], text: str, marks: Sequence[Mark]
) -> tuple[GoldEvent, ...]:
    """The events that the marks of a page tell, its actors being those of the header.

    Raises:
        KnowledgeError: a side names an actor that is not in the header.
    """
    events: list[GoldEvent] = []
    for mark in marks:
        fields = dict(mark.fields)
        keys = []
        for side in SIDES:
            ids = [part for part in fields.get(side, "").split(",") if part]
            unknown = [one for one in ids if one not in actors]
            if unknown:
                raise KnowledgeError(
                    path, 1 + text.count("\n", 0, mark.span.start), unknown[0], "is no actor of the header"
                )
            keys.append(frozenset(ids))
        sides = [frozenset(_side(actors[one]["code"], actors[one]["name"]) for one in ids) for ids in keys]
        events.append(
            GoldEvent(
                mark.span, mark.span.of(text), mark.label, sides[0], sides[1], read_days(fields.get("date")),
                fields.get("place"), fields.get("status", "actual"), fields.get("claim", "plain"), fields.get("mode"),
                (keys[0], keys[1]),
            )
        )  # fmt: skip
    return tuple(events)


def read_header(path: Path) -> tuple[dict[str, dict[str, str]], str, tuple[Mark, ...]]:
    """The actors of a page's header by key, its text without marks, and the marks.

    Raises:
        KnowledgeError: the header is no TOML, or the brackets do not match.
    """
    whole = path.read_text(encoding="utf-8")
    try:
        _, header, body = re.split(r"^\+\+\+\n", whole, maxsplit=2, flags=re.MULTILINE)
        actors: dict[str, dict[str, str]] = tomllib.loads(header).get("actors", {})
        text, marks = parse_marked(body.strip("\n"))
    except (ValueError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(path, 1, path.stem, str(error), "header between +++ lines, then marked text") from error
    return actors, text, marks


def _side(code: str, name: str) -> str:
    """What a party is compared by: its code, its name in small letters where it has none."""
    return code.strip() or name.lower()


def read_days(value: str | None) -> tuple[date, date] | None:
    """First and last day of `2024-03-11`, `2024-03-11/2024-03-13`, `2024-03` or `2024`; None for None.

    >>> read_days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if value is None:
        return None
    ends = [_day_or_month(part) for part in value.split("/")]
    return ends[0][0], ends[-1][1]


def _day_or_month(value: str) -> tuple[date, date]:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        day = date(parts[0], parts[1], parts[2])
        return day, day
    if len(parts) == 2:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return date(parts[0], parts[1], 1), following - timedelta(days=1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the record that answers it; one of the two is None for a miss or a false alarm."""

    page: str
    gold: GoldEvent | None
    found: EventRecord | None
    exact: bool


def match_events(page: str, gold: Sequence[GoldEvent], text: str, analysis: Analysis) -> tuple[Pair, ...]:
    """Pairs gold with found events, one to one, within a sentence and a type; `exact` where both sides agree too.

    Pairs with the same parties go first, then those with the same trigger words.
    """
    left = list(analysis.events)
    places = {id(one): find_sentence(text, one.sentence_text) for one in left}
    pairs: list[Pair] = []
    waiting = list(gold)
    for level in ("parties", "trigger", "sentence"):
        for event in list(waiting):
            for record in left:
                if record.type != event.type or not places[id(record)].holds(event.span):
                    continue
                same = event.source == _codes(record, "source") and event.target == _codes(record, "target")
                on_trigger = record.trigger_text in event.words or event.words in record.trigger_text
                if {"parties": same, "trigger": on_trigger, "sentence": True}[level]:
                    pairs.append(Pair(page, event, record, same))
                    left.remove(record)
                    waiting.remove(event)
                    break
    pairs.extend(Pair(page, event, None, False) for event in waiting)
    pairs.extend(Pair(page, None, record, False) for record in left)
    return tuple(pairs)


def find_sentence(text: str, sentence: str) -> Span:
    """Where the sentence stands in a gold page, whose white space `read` may have changed; (0, 0) if nowhere."""
    pattern = r"\s+".join(re.escape(word) for word in sentence.split())
    found = re.search(pattern, text)
    return Span(found.start(), found.end()) if found else Span(0, 0)


def _codes(record: EventRecord, side: str) -> frozenset[str]:
    parties = record.source if side == "source" else record.target
    return frozenset(_side(party.code, party.name) for party in parties)


def right_on(pair: Pair, aside: str) -> bool:
    """Whether the record of a matched pair agrees with gold on date, place, status or claim."""
    gold, found = pair.gold, pair.found
    assert gold is not None and found is not None  # asked of matched pairs only
    match aside:
        case "date":
            given = found.date if found.date and found.date.basis != "publication" else None
            if gold.days is None or given is None:
                return gold.days is None and given is None
            return (given.start, given.end) == gold.days
        case "place":
            if gold.place is None or found.place is None:
                return gold.place is None and found.place is None
            return gold.place.lower() in (found.place.name.lower(), found.place.text.lower())
        case "status":
            return found.status == gold.status
        case _:
            return found.claim == gold.claim


Code = Callable[[str, str], Analysis]
"""Codes a page by its name and text."""


def code_once(coder: Coder) -> Code:
    """Codes pages and remembers them: of one page more than one thing may be marked."""
    return cache(lambda name, text: coder.code(read(text, name=name)))


def measure_gold(folder: Path, code: Code) -> tuple[dict[str, float], tuple[Pair, ...]]:
    """Scores in per cent over all gold pages of the folder, and the pairs that they count.

    `precision`, `recall`, `F1` are of events with type, source and target right; `type F1` asks for the type alone in
    the same sentence; `date`, `place`, `status`, `claim` are shares of the events matched by type, `status F1` and
    `claim F1` the means over the four statuses and the four claims, so that rare ones count as much.
    """
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.gold.txt")):
        page = read_gold(path)
        pairs.extend(match_events(page.name, page.events, page.text, code(page.name, page.text)))
    return score_pairs(pairs), tuple(pairs)


def score_pairs(pairs: Sequence[Pair]) -> dict[str, float]:
    """The figures of `measure_gold` from its pairs."""
    gold = sum(pair.gold is not None for pair in pairs)
    found = sum(pair.found is not None for pair in pairs)
    matched = [pair for pair in pairs if pair.gold is not None and pair.found is not None]
    exact = sum(pair.exact for pair in matched)
    out = {
        "precision": 100 * exact / max(1, found),
        "recall": 100 * exact / max(1, gold),
        "F1": 200 * exact / max(1, gold + found),
        "type F1": 200 * len(matched) / max(1, gold + found),
    }
    for aside in ASIDE:
        out[aside] = 100 * sum(right_on(pair, aside) for pair in matched) / max(1, len(matched))
    for aside, values in (("status", STATUSES), ("claim", CLAIMS)):
        both = [(getattr(pair.gold, aside), getattr(pair.found, aside)) for pair in matched]
        out[f"{aside} F1"] = score_classes(both, values)["macro F1"]
    return {key: round(value, 1) for key, value in out.items()}


def say_pair(pair: Pair) -> tuple[str, ...]:
    """A miss, a false alarm or a pair that disagrees, in lines; nothing for a pair that is right in all."""
    gold, found = pair.gold, pair.found
    if gold is None or found is None:
        if found is not None:
            return (f"{pair.page}: EXTRA {found.type} [{found.trigger_text}] in: {found.sentence_text[:120]}",)
        return (f"{pair.page}: MISS {gold.type} [{gold.words}]",) if gold is not None else ()
    wrong: list[str] = []
    for side in SIDES:
        have, want = _codes(found, side), gold.source if side == "source" else gold.target
        if have != want:
            wrong.append(f"{side} {sorted(have)} for {sorted(want)}")
    if not right_on(pair, "date"):
        known = found.date if found.date and found.date.basis != "publication" else None
        wrong.append(f"date {known.start if known else None} for {gold.days}")
    if not right_on(pair, "place"):
        wrong.append(f"place {found.place.name if found.place else None} for {gold.place}")
    if found.status != gold.status:
        wrong.append(f"status {found.status} for {gold.status}")
    if found.claim != gold.claim:
        wrong.append(f"claim {found.claim} for {gold.claim}")
    return (f"{pair.page}: {gold.type} [{gold.words}] " + "; ".join(wrong),) if wrong else ()


def below_floors(scores: Mapping[str, float], path: Path) -> tuple[str, ...]:
    """What lies under the floors of the table [gold] of a TOML file, or over the ceilings of its table [ceilings], each
    said in a line. Ceilings of what was not measured are passed over.

    Raises:
        KnowledgeError: the file cannot be read, or names a figure that is not measured.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        floors: dict[str, float] = tables["gold"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(path, 1, path.name, str(error), "a table [gold] of figure = floor") from error
    unknown = set(floors) - set(scores)
    if unknown:
        raise KnowledgeError(path, 1, sorted(unknown)[0], "is no figure that is measured")
    ceilings: dict[str, float] = tables.get("ceilings", {})
    low = [f"{one} {scores[one]} is under its floor {least}" for one, least in floors.items() if scores[one] < least]
    over = [(one, most) for one, most in ceilings.items() if scores.get(one, most) > most]
    return (*low, *(f"{one} {scores[one]} is over its ceiling {most}" for one, most in over))
