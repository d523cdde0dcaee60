"""Reads the room's files: rules, blockers, shapes and leads from TOML, words from TSV; and their examples."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.knowledge import Example, Folders, line_of, read_examples, read_rules, read_table, replaced
from demarche.knowledge import Shape as FileShape
from demarche.times.guards import GUARDS
from demarche.times.patterns import (
    Branch,
    Ending,
    Entry,
    Lead,
    Rule,
    Shape,
    TenseWords,
    TimeRules,
    Where,
    cut,
    parse_call,
    phrases_of,
    write_out,
)
from demarche.times.resolve import EFFECTS, FUNCTIONS

COLUMNS = ("slot", "words", "value", "case")
ANCHOR = date(2024, 3, 14)
"""The day of publication that examples assume where a file names none: a Thursday."""

TYPES = ("DATE", "TIME", "DURATION", "SET")


class RuleShape(FileShape):
    """A `[[rule]]` as written."""

    id: str
    pattern: str | tuple[str, ...]
    type: str = "DATE"
    gives: str = "date"
    value: str
    mod: str | None = None
    alone: bool = True
    before: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    shows: str = ""
    origin: str = ""
    on: date | None = None
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = Field(default=(), alias="not")


class BlockerShape(FileShape):
    """A `[[blocker]]`: words that look like a time and are none."""

    id: str
    words: str | tuple[str, ...]
    before: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = Field(default=(), alias="not")


class LeadShape(FileShape):
    """A `[[lead]]`: a word before a time that opens one of its ends."""

    id: str
    words: tuple[str, ...]
    effect: str
    whole_days: bool = False
    examples: tuple[str, ...] = ()


class TenseShape(FileShape):
    """The `[tense]` table."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    bids: tuple[str, ...] = ()


class TimesShape(FileShape):
    """A whole file of the room."""

    anchor: date = ANCHOR
    shapes: dict[str, str] = Field(default={})
    rule: tuple[RuleShape, ...] = ()
    blocker: tuple[BlockerShape, ...] = ()
    lead: tuple[LeadShape, ...] = ()
    tense: TenseShape = TenseShape()


def open_time_rules(folders: Folders) -> TimeRules:
    """The shipped rules and words with the users' laid over them, ready for use.

    Raises:
        KnowledgeError: a file is faulty; a pattern, value, guard or effect is unknown.
    """
    files = [(path, read_rules(path, TimesShape)) for path in folders.files("times", "*.toml")]
    words, phrases = Branch(), Branch()
    listed: list[tuple[str, tuple[Path, RuleShape | BlockerShape]]] = []
    for path, file in files:
        listed.extend((blocker.id, (path, blocker)) for blocker in file.blocker)
        listed.extend((rule.id, (path, rule)) for rule in file.rule)
    entries = replaced(listed)
    rules: dict[str, Rule] = {}
    for order, (path, shape) in enumerate(entries.values()):
        rules[shape.id] = _plant(path, shape, order, words, phrases)
    leads = replaced((shape.id, _lead(path, shape)) for path, file in files for shape in file.lead)
    shapes = {
        slot: Shape(slot, _regex(path, slot, regex)) for path, file in files for slot, regex in file.shapes.items()
    }
    return TimeRules(
        words, phrases, _lexicon(folders), tuple(shapes.values()), tuple(leads.values()),
        _tense([file.tense for _, file in files]),
        rules,
    )  # fmt: skip


def read_time_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of every rule, blocker and lead, each with the day of publication that it assumes.

    Raises:
        KnowledgeError: a file is faulty, or an example's brackets do not match.
    """
    return tuple(
        example
        for path in folders.files("times", "*.toml")
        for example in _examples(path, read_rules(path, TimesShape))
    )


def _examples(path: Path, file: TimesShape) -> Iterator[Example]:
    shapes: list[RuleShape | BlockerShape | LeadShape] = [*file.rule, *file.blocker, *file.lead]
    for shape in shapes:
        on = (shape.on if isinstance(shape, RuleShape) else None) or file.anchor
        silent = () if isinstance(shape, LeadShape) else shape.silent
        try:
            yield from read_examples("times", path, shape.id, positive=shape.examples, negative=silent, on=on)
        except ValueError as error:
            raise _fault(path, shape.id, str(error), "mend the brackets") from error


def _plant(path: Path, shape: RuleShape | BlockerShape, order: int, words: Branch, phrases: Branch) -> Rule:
    """Puts every sequence of the entry's patterns into the tree where it belongs."""
    written = shape.pattern if isinstance(shape, RuleShape) else shape.words
    rule = _rule(path, shape, order)
    try:
        sequences = [found for one in ((written,) if isinstance(written, str) else written) for found in write_out(one)]
    except ValueError as error:
        raise _fault(path, shape.id, str(error), "see the head of patterns.py") from error
    for sequence in sequences:
        names = tuple(element.name for element in sequence if element.name is not None)
        if len(set(names)) < len(names):
            raise _fault(path, shape.id, f"two parts of one name: {names}", "name one: {weekday:second}")
        tree = phrases if any(phrases_of(sequence)) else words
        tree.grow([element.key for element in sequence]).endings.append(Ending(rule, names))
    return rule


def _rule(path: Path, shape: RuleShape | BlockerShape, order: int) -> Rule:
    for guard in shape.guards:
        if guard not in GUARDS:
            raise _fault(path, shape.id, f"no guard {guard!r}", f"guards: {', '.join(GUARDS)}")
    where = Where(*(frozenset(at) for at in (shape.before, shape.unless_before, shape.after, shape.unless_after)))
    if isinstance(shape, BlockerShape):
        return Rule(shape.id, order, None, "", "", None, True, where, shape.guards)
    try:
        call = parse_call(shape.value)
    except ValueError as error:
        raise _fault(path, shape.id, str(error), "write function(slot, …)") from error
    if call.name not in FUNCTIONS:
        raise _fault(path, shape.id, f"no function {call.name!r}", f"functions: {', '.join(FUNCTIONS)}")
    if shape.type not in TYPES:
        raise _fault(path, shape.id, f"no type {shape.type!r}", f"types: {', '.join(TYPES)}")
    return Rule(
        shape.id, order, call, shape.type, shape.gives, shape.mod, shape.alone, where, shape.guards, shape.shows
    )  # fmt: skip


def _tense(shapes: Sequence[TenseShape]) -> TenseWords:
    return TenseWords(
        *(frozenset(word for shape in shapes for word in getattr(shape, name)) for name in TenseShape.model_fields)
    )


def _lead(path: Path, shape: LeadShape) -> Lead:
    if shape.effect not in EFFECTS:
        raise _fault(path, shape.id, f"no effect {shape.effect!r}", f"effects: {', '.join(EFFECTS)}")
    return Lead(shape.id, frozenset(shape.words), shape.effect, shape.whole_days)


def _lexicon(folders: Folders) -> Branch:
    """The tables' words as a tree; a later row with the same slot and words takes the earlier one's place."""
    rows = [(path, row) for path in folders.files("times", "*.tsv") for row in read_table(path, COLUMNS)]
    for path, row in rows:
        if not row["slot"] or not row["words"] or row["case"] not in ("", "cap", "low"):
            raise KnowledgeError(path, row.line, row["words"], "needs a slot and words; case is cap, low or nothing")
    found = replaced((f"{row['slot']} {row['words'].lower()} {row['case']}", row) for _, row in rows)
    tree = Branch()
    for row in found.values():
        tree.grow(_keys(row["words"])).entries.append(Entry(row["slot"], row["value"], row["case"]))
    return tree


def _keys(words: str) -> tuple[str, ...]:
    return tuple(piece.low for piece in cut(words))


def _regex(path: Path, slot: str, written: str) -> re.Pattern[str]:
    try:
        return re.compile(written)
    except re.error as error:
        raise _fault(path, slot, f"{written!r}: {error}", "write a regular expression") from error


def _fault(path: Path, entry: str, what: str, remedy: str) -> KnowledgeError:
    return KnowledgeError(path, line_of(path.read_text(encoding="utf-8"), entry), entry, what, remedy)
