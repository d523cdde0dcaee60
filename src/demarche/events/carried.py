"""Carries a foreign dictionary of verbs over into patterns and blockers of our own form.

What stood in a row of words becomes what hangs in a tree: words behind the verb are asked for in its phrases (`after`),
words ahead of it among its subject, adverbs, auxiliaries and governing verbs (`before`), and parties become slots.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from demarche.events.company import SET, STEM
from demarche.events.patterns import ANY
from demarche.events.petrarch import MOST, Block, ForeignShape, Line, Read, Words, open_foreign, read_petrarch
from demarche.knowledge import Folders, Losses
from demarche.parse import Splitting

Meanings = Mapping[str, tuple[str, str | None]]
"""The PLOVER type and mode of every CAMEO code, the type "" where PLOVER has none."""

TARGETS: tuple[str, ...] = ("object", ANY)
"""Where a dictionary that does not say it looks for the target: in the verb's object and in its phrases."""

_SOURCE, _TARGET, _BOTH = "$", "+", "%"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code makes of a pattern: type, mode and code, "" for nothing; whose deed it is."""

    type: str
    mode: str | None
    cameo: str
    mutual: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What patterns share that can be written as one: meaning, of what one must stand ahead, and the slots."""

    meaning: Meaning
    before: tuple[str, ...]
    source: str
    target: str
    reciprocal: bool


@dataclass(slots=True)
class Carried:
    """One pattern of ours in the making: its verbs, and phrases of which one must stand behind ("" for none)."""

    block: str
    line: int
    verbs: tuple[str, ...]
    frame: Frame
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Dictionary(Losses):
    """Dictionaries carried over: our patterns with their files, sets of words, how many of the patterns that were read
    are kept in them, and what was lost."""

    patterns: list[tuple[str, Carried]] = field(default_factory=list)
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read: int = 0
    kept: int = 0

    def take(self, more: "Dictionary") -> None:
        """Join what another file gave."""
        self.patterns += more.patterns
        self.sets = more.sets | self.sets
        self.read += more.read
        self.kept += more.kept
        self.add(more)


class _Lost(Exception):
    """A pattern that cannot be carried over; the message is the reason that is counted."""


def read_dictionary(
    path: Path, *, meanings: Meanings, splitting: Splitting, vocabulary: Callable[[str], bool] | None = None
) -> Dictionary:
    """The dictionary at `path` in our form.

    `vocabulary` tells common words of English, and helps to lead the stems of TABARI back to verbs.

    Raises:
        ReadError: the file cannot be read or is no dictionary of verbs.
    """

    def knows(word: str) -> bool:
        return word in splitting.verbs or (vocabulary is not None and vocabulary(word))

    words = open_foreign(Folders())
    found = read_petrarch(path, words, splitting=splitting, knows=knows)
    out = Dictionary(found.lost, found.examples, read=found.patterns)
    carrier = _Carrier(path, words, found, meanings, out)
    for block in found.blocks:
        carrier.carry(block)
    return out


class _Carrier:
    """Carries the blocks of one dictionary over."""

    def __init__(self, path: Path, words: ForeignShape, found: Read, meanings: Meanings, out: Dictionary) -> None:
        self.path, self.words, self.found, self.meanings, self.out = path, words, found, meanings, out
        self.stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")

    def carry(self, block: Block) -> None:
        """The block's patterns: of those that ask for the same words one counts, as in the program they are for."""
        if not block.verbs:
            for line in block.lines:
                self.out.lose("a pattern whose verb is lost", line.text)
            return
        chosen: dict[tuple[tuple[str, ...], str], tuple[Frame, int]] = {}
        for line in block.lines:
            try:
                frame, afters = self._line(line)
            except _Lost as why:
                self.out.lose(str(why), line.text)
                continue
            for after in afters:
                key = (frame.before, after)
                if key in chosen and chosen[key][0] != frame:
                    self.out.lose("a pattern that is told twice, with another code or other parties", line.text)
                if key not in chosen or not self.found.stems:  # in TABARI the first stands, in PETRARCH the last
                    chosen[key] = frame, line.number
        self.out.kept += len({number for _, number in chosen.values()})
        groups: dict[tuple[Frame, bool], Carried] = {}
        for (_, after), (frame, number) in chosen.items():
            group = groups.setdefault((frame, bool(after)), Carried(block.name, number, tuple(block.verbs), frame))
            group.after.append(after)
        alone = [Carried(block.name, block.number, verbs, frame, [""]) for verbs, frame in self._alone(block)]
        self.out.patterns += [(self.path.name, one) for one in (*groups.values(), *alone)]

    def _alone(self, block: Block) -> Iterator[tuple[tuple[str, ...], Frame]]:
        """The verbs by themselves, where their codes mean something."""
        codes: dict[str, list[str]] = {}
        for verb, code in block.verbs.items():
            codes.setdefault(code, []).append(verb)
        for code, verbs in codes.items():
            try:
                meaning = self._meaning(code, f"{verbs[0].upper()} [{code}]")
            except _Lost as why:
                self.out.lose(str(why), f"{verbs[0].upper()} [{code}]")
                continue
            if meaning.type:
                yield tuple(verbs), _frame(meaning, (), ("subject",), TARGETS, meaning.mutual)

    def _meaning(self, written: str, what: str) -> Meaning:
        """What a code means here; a code that PLOVER has no type for silences the verb.

        Raises:
            _Lost: it is no code of CAMEO.
        """
        first, _, second = (part.strip(" !") for part in written.partition(":"))
        back = bool(second) and not first
        code = first or second
        if set(code) <= {"-", "#", "+", "~"} or code.upper() in {"DISCARD", "COMPLEX", "NULL"}:
            if "#" in code or code.upper() in {"DISCARD", "COMPLEX"}:
                self.out.lose("a sentence to be left out, of which only the verb is silenced", what)
            return Meaning("", None, "")
        if code not in self.meanings and code[:-1] in self.meanings and not code[-1].isdigit():
            self.out.lose("a letter behind a code", what)
            code = code[:-1]
        if code not in self.meanings:
            raise _Lost("a code that is none of CAMEO's")
        kind, mode = self.meanings[code]
        if not kind:
            self.out.lose("a statement (CAMEO 01), for which PLOVER has no type: the verb is silenced there", what)
            return Meaning("", None, "")
        if first and second and second != first:
            self.out.lose("the second code of a pair, for the way back", what)
        return Meaning(kind, mode, code, first == second, back)

    def _line(self, line: Line) -> tuple[Frame, list[str]]:
        """The frame of a pattern, and the phrases of which each must stand behind.

        Raises:
            _Lost: the pattern cannot be said in our form.
        """
        before, roles, passive = _ahead(line.ahead, self.words)
        after, slots, by = _behind(line.behind, self.words)
        meaning = self._meaning(line.code, line.text)
        aheads, afters = tuple(self._written(before)) if before else (), self._written(after)
        if not meaning.type and not aheads and afters == [""]:
            raise _Lost("a verb that is silenced by itself")
        source, target, reciprocal = _slots(roles, slots, passive or by)
        return _frame(meaning, aheads, source, target, reciprocal or meaning.mutual), afters

    def _written(self, places: Sequence[Words]) -> list[str]:
        """The words at the places in every way that the alternatives allow, as our patterns have them."""
        count = 1
        for place in places:
            count *= len(place.phrases)
        if count > MOST:
            raise _Lost("too many alternatives for one pattern")
        out: dict[str, None] = {}
        for chosen in product(*(place.phrases for place in places)):
            out.setdefault(" ".join(dict.fromkeys(self._named(word) for phrase in chosen for word in phrase)))
        return list(out)

    def _named(self, word: str) -> str:
        if not word.startswith(SET):
            return word
        name = f"{self.stem}-{word[1:]}"
        self.out.sets[name] = self.found.sets[word[1:]]
        return SET + name


def _frame(
    meaning: Meaning, before: tuple[str, ...], source: Sequence[str], target: Sequence[str], reciprocal: bool
) -> Frame:
    if not meaning.type:
        return Frame(meaning, before, "", "", False)
    if meaning.back:
        source, target = target, source
    if reciprocal and (source, target) == (("subject",), TARGETS):
        source = ("subject", "between")
    return Frame(meaning, before, " | ".join(source), " | ".join(target), reciprocal)


def _is(place: Words, words: frozenset[str]) -> bool:
    """Whether all that may stand at the place is among the words, stems told apart."""
    plain = [word.rstrip(STEM) for phrase in place.phrases for word in phrase]
    return bool(plain) and words.issuperset(plain)


def _without(place: Words, words: frozenset[str]) -> Words:
    """The place with such words taken out of its phrases, where one is left: "has not" is "not"."""
    kept = [tuple(word for word in phrase if word.rstrip(STEM) not in words) for phrase in place.phrases]
    return Words(tuple(dict.fromkeys(kept))) if all(kept) else place


def _ahead(places: Sequence[Words], words: ForeignShape) -> tuple[list[Words], set[str], bool]:
    """What must stand ahead of the verb, the roles there, and whether a form of "be" makes it a passive."""
    kept: list[Words] = []
    roles: set[str] = set()
    passive, dropped = False, words.be | words.grammar
    for at, place in enumerate(places):
        if place.role == "^" or not (place.role or place.phrases):
            continue
        if place.role:
            if kept and place.role == _TARGET:
                raise _Lost("a target that is the subject under another verb")
            roles.add(place.role)
        elif _is(place, dropped):
            passive = passive or _is(place, words.be)
        elif _is(place, words.prepositions | words.links):
            if any(one.role for one in places[at + 1 : at + 2]):
                raise _Lost("a party inside a phrase ahead of the verb")
            raise _Lost("a preposition or conjunction ahead of the verb")
        else:
            passive = passive or any(phrase[-1] in words.be for phrase in place.phrases)
            kept.append(_without(place, dropped))
    return kept, roles, passive


def _behind(places: Sequence[Words], words: ForeignShape) -> tuple[list[Words], dict[str, tuple[str, ...]], bool]:
    """What must hang on the verb behind it, the roles there with the prepositions that lead them in, and whether "by"
    leads in the source."""
    kept: list[Words] = []
    slots: dict[str, tuple[str, ...]] = {}
    by = False
    last: Words | None = None
    for place in places:
        if place.role == "^" or not (place.role or place.phrases):
            continue
        if place.role:
            leads = last.phrases if last is not None and _is(last, words.prepositions) else ()
            if leads == (("by",),) and kept:
                kept.pop()  # the agent is found by grammar
                by = by or place.role == _SOURCE
            slots.setdefault(place.role, tuple(dict.fromkeys(phrase[-1] for phrase in leads)))
        elif _is(place, words.links):
            last = place
            continue
        elif not _is(place, (words.be | words.grammar) - {"to"}):
            kept.append(place)
        last = place
    return kept, slots, by


def _slots(
    ahead: set[str], behind: dict[str, tuple[str, ...]], passive: bool
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Where source and target stand, and whether both do it."""
    if _BOTH in ahead or _BOTH in behind:
        return ("subject",), TARGETS, True
    source: tuple[str, ...] = ("subject",)
    target = TARGETS
    led = behind.get(_SOURCE, ())
    if led and led != ("by",):
        source = led
    elif led:
        source = ("subject", "by")
    if _TARGET in ahead:
        target = ("object",) if passive else ("subject", "object") if _SOURCE in behind else TARGETS
    elif behind.get(_TARGET):
        target = behind[_TARGET]
    return source, target, False
