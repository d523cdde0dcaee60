"""The pattern language of the rules, and the tree of words and slots that all patterns are folded into.

A pattern is words, `{slots}` (words of the tables and shapes of numbers), `<phrases>` (what other rules found, by what
they give), groups with `|` and an optional mark: `(the)? {ordinal} quarter (of <year>)?`. A slot or phrase that stands
twice gets a name: `<day:first> to <day:last>`. Patterns are written out into their plain sequences when loaded, and
these share one tree, so that reading costs a few look-ups a word however many rules there are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

_PIECE = re.compile(
    r"[^\W\d_]+\w*"  # words
    r"|\d{4}-\d\d-\d\d\b|\d+(?:[:./,]\d+)+|\d+(?:st|nd|rd|th|s|ST|ND|RD|TH|S)\b|\d+(?=[apAP]\.?[mM]\b)|\d+\w*"
    r"|['’`]\d0s\b|['’]\d\d\b|['’][sS]\b"  # '90s, '98, 's
    r"|[$€£¥] ?\d[\d.,]*\d?(?:[mk]|bn)?\b|\S",  # money, signs
)
_SYNTAX = re.compile(
    r"\{(?P<slot>[a-z]+)(?::(?P<slotname>[a-z]+))?\}|<(?P<phrase>[a-z]+)(?::(?P<phrasename>[a-z]+))?>"
    r"|\\(?P<plain>[()|?])|(?P<mark>[()|?])|(?P<word>['’]s\b|[^\W_]+|[^\s\w])"
)
_CALL = re.compile(r"([a-z_]+)\(([^()]*)\)")

Sequences = list[tuple["Element", ...]]


class Piece(NamedTuple):
    """One word, number or sign of a sentence, with its characters in the sentence's text.

    A named tuple, as there are hundreds in a report and a frozen dataclass is slow to make.
    """

    start: int
    end: int
    text: str
    low: str


def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of a text: finer than the parser's words at hyphens, coarser at dates in figures and at money."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    lower = lower.replace("’", "'")
    spans = [found.span() for found in _PIECE.finditer(text)]
    return tuple([Piece(start, end, text[start:end], lower[start:end]) for start, end in spans])


@dataclass(frozen=True, slots=True)
class Word:
    """What a slot was filled with: the slot and the value that the table or shape gives."""

    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A rule's value: the function and its arguments as written (slots, phrases or plain words)."""

    name: str
    args: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """What must and must not stand right before and right after: words or `{slots}`; START and END of the sentence.

    An empty set asks nothing.
    """

    before: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    unless_after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it is used.

    Attributes:
        id: its name.
        order: its place among all rules; of two on the same words the earlier stands.
        call: how its value is made; None for a blocker, which takes its words away from the others.
        type: TIMEX3 type.
        gives: what phrases it is for other rules, separated by spaces ("day mday", "month", "duration").
        mod: TIMEX3 modifier.
        alone: whether it is a mention by itself, or only a part of others.
        where: what it asks of the words around it.
        guards: names of the further conditions on the parsed sentence.
        shows: the word up to which the phrase is the mention, a phrase after it one of its own: "the year" in "the year
            ended March 31"; empty: the whole phrase is.
    """

    id: str
    order: int
    call: Call | None
    type: str
    gives: str
    mod: str | None = None
    alone: bool = True
    where: Where = field(default_factory=Where)
    guards: tuple[str, ...] = ()
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a sequence: the look-up key, and the name of what is found there (None for a plain word)."""

    key: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A sequence ends here: whose it is and how its slots and phrases are named, in order."""

    rule: Rule
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A table's words end here: the slot, the value, and the case that the words must have ("", "cap", "low")."""

    slot: str
    value: str
    case: str


@dataclass(slots=True)
class Branch:
    """A place in the tree; built while loading and only read afterwards."""

    following: dict[str, "Branch"] = field(default_factory=dict)
    endings: list[Ending] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def grow(self, keys: Sequence[str]) -> "Branch":
        """The place that the keys lead to, made where it is missing."""
        at = self
        for key in keys:
            at = at.following.setdefault(key, Branch())
        return at


def parse_call(written: str) -> Call:
    """The value of a rule, `nearest(weekday)`.

    Raises:
        ValueError: it is no call.
    """
    found = _CALL.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is not of the form function(slot, …)")
    return Call(found[1], tuple(part.strip() for part in found[2].split(",") if part.strip()))


def write_out(pattern: str) -> Sequences:
    """Every plain sequence that the pattern stands for; the empty one is left out.

    Raises:
        ValueError: its brackets do not match.

    >>> [[element.key for element in sequence] for sequence in write_out("(the)? {ordinal} day|week")]
    [['the', '{ordinal}', 'day'], ['{ordinal}', 'day'], ['week']]
    """
    tokens = [(match.lastgroup or "", match) for match in _SYNTAX.finditer(pattern)]
    covered = sum(len(match[0]) for _, match in tokens)
    stray = any(match["word"] and match["word"] in "{}<>" for _, match in tokens)
    if stray or covered != len(re.sub(r"\s", "", pattern)):
        raise ValueError(f"cannot read the pattern {pattern!r}")
    found, at = _either(tokens, 0)
    if at != len(tokens):
        raise ValueError(f"a group is closed that was not opened in {pattern!r}")
    return [sequence for sequence in dict.fromkeys(found) if sequence]


_Tokens = list[tuple[str, "re.Match[str]"]]


def _either(tokens: _Tokens, at: int) -> tuple[Sequences, int]:
    found, at = _sequence(tokens, at)
    while at < len(tokens) and tokens[at][1][0] == "|":
        more, at = _sequence(tokens, at + 1)
        found = found + more
    return found, at


def _sequence(tokens: _Tokens, at: int) -> tuple[Sequences, int]:
    parts: list[Sequences] = []
    while at < len(tokens) and tokens[at][1][0] not in ("|", ")"):
        token = tokens[at][1]
        if token[0] == "(":
            part, at = _either(tokens, at + 1)
            if at >= len(tokens):
                raise ValueError("a group is not closed")
        elif token[0] == "?":
            raise ValueError("a question mark follows nothing")
        else:
            part = [(_element(token),)]
        at += 1
        if at < len(tokens) and tokens[at][1][0] == "?":
            part = [*part, ()]
            at += 1
        parts.append(part)
    return [tuple(element for piece in chosen for element in piece) for chosen in product(*parts)], at


def _element(token: "re.Match[str]") -> Element:
    if token["slot"]:
        return Element(f"{{{token['slot']}}}", token["slotname"] or token["slot"])
    if token["phrase"]:
        return Element(f"<{token['phrase']}>", token["phrasename"] or token["phrase"])
    if token["plain"]:
        return Element(token["plain"])
    return Element(token["word"].lower().replace("’", "'"))


def phrases_of(sequence: Sequence[Element]) -> Iterator[str]:
    """The names of the phrases in it, without their brackets."""
    return (element.key[1:-1] for element in sequence if element.key.startswith("<"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A slot that is filled by a form of figures; the value is the first group of the expression, or all of it."""

    slot: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lead:
    """A word before a time that opens one of its ends: "since", "until".

    With `whole_days` it leaves parts of a day as they are: what is done before dawn on Monday is done on Monday.
    """

    id: str
    words: frozenset[str]
    effect: str
    whole_days: bool = False


@dataclass(frozen=True, slots=True)
class TenseWords:
    """Lemmas that point forward: verbs that take what is to come, nouns and adjectives for it, and modals.

    `speech` are those of the verbs whose own time is when it was said. `done` are nouns for what is over when a report
    names it by its day ("Wednesday's ruling"). `moves` are verbs whose "to" or "until" points forward; `leads` are
    words right before a day that point forward by themselves, `back` those that point back. `plans` are verbs after
    whose object a day is that of what is planned, `bids` those that call somebody to what is to come.
    """

    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    moves: frozenset[str]
    leads: frozenset[str]
    back: frozenset[str]
    speech: frozenset[str]
    done: frozenset[str]
    modals: frozenset[str]
    plans: frozenset[str]
    bids: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimeRules:
    """The room's knowledge as it is used.

    Attributes:
        words: the tree of rules without phrases.
        phrases: the tree of rules that take phrases of other rules.
        lexicon: the tree of the tables' words.
        shapes: the slots of figures.
        leads: the words that open an end.
        tense: the words that point forward.
        rules: every rule by id.
    """

    words: Branch
    phrases: Branch
    lexicon: Branch
    shapes: tuple[Shape, ...]
    leads: tuple[Lead, ...]
    tense: TenseWords
    rules: dict[str, Rule]
