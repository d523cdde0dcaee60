"""Reads the verb dictionaries of TABARI and PETRARCH: their blocks of verbs, patterns and sets of words, as written.

PETRARCH opens a block by `--- NAME [CODE] ---`; under it stand verbs, `VERB {FORMS} [CODE]`, of several words
`+BEEF_UP` or `RE_+ARREST` with `+` before the one that is inflected, and patterns, `- WORDS * WORDS [CODE]`. In TABARI
each verb is a block, `VERB [CODE]`, and words without `_` behind are stems. `*` is the verb, `$` the source, `+` the
target, `%` both, `^` somebody passed over; `(TO BORDER)` a phrase, `{PEACE TALKS}` a noun with words before it,
`{ WAS | WERE }` and `BY/WITH` alternatives. Sets are `&NAME` with lines `+WORD` below, or `!NAME! = WORD, WORD`. A code
`[---]` is none, `[###]` leaves the sentence out, `[042:043]` has one for each direction, `[:173]` for the way back.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import NamedTuple

from demarche.base import ReadError
from demarche.events.company import SET, STEM
from demarche.knowledge import Folders, Losses, Shape, foreign_lines, read_foreign, read_rules
from demarche.parse import Splitting, find_lemma

ROLES = frozenset("$+%^")

_HEAD = re.compile(r"^---+\s*(?P<name>.*?)\s*(?:\[(?P<code>[^\]]*)\])?[\s-]*(?:\[[^\]]*\][\s-]*)?$")
_CODE = re.compile(r"\[(?P<code>[^\]]*)\]?\s*$")
_SUBSTITUTION = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
_VERB = re.compile(r"^[A-Z][A-Z'_+ -]*$", re.IGNORECASE)
_PIECE = re.compile(r"\{[^{}|]*\|[^{}]*[}\]]|[$+%^]|[^\s{}()$+%^]+")

MOST = 64
"""Alternatives that one pattern may be written out into."""


class ForeignShape(Shape):
    """`foreign.toml` as read."""

    prepositions: frozenset[str]
    be: frozenset[str]
    grammar: frozenset[str]
    links: frozenset[str]
    verbs: frozenset[str]
    short: dict[str, str]


class Words(NamedTuple):
    """A place in a pattern: phrases of which one must stand there, or a role."""

    phrases: tuple[tuple[str, ...], ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A pattern as written: what stands ahead of the verb and behind it, and its code."""

    number: int
    text: str
    ahead: tuple[Words, ...]
    behind: tuple[Words, ...]
    code: str


@dataclass(slots=True)
class Block:
    """Verbs that share patterns: entries as words, the verb's own first, with their codes."""

    name: str
    code: str
    number: int
    verbs: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Read(Losses):
    """A dictionary: its blocks, its sets of words, whether its words are stems, and what could not be read."""

    blocks: list[Block] = field(default_factory=list)
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stems: bool = False
    patterns: int = 0


def open_foreign(folders: Folders) -> ForeignShape:
    """The words by which foreign dictionaries are read, a user's file in place of ours.

    Raises:
        KnowledgeError: the file is faulty.
    """
    return read_rules(folders.files("events", "foreign.toml")[-1], ForeignShape)


class _Faulty(Exception):
    """A pattern that cannot be read; the message is the reason that is counted."""


def read_petrarch(path: Path, words: ForeignShape, *, splitting: Splitting, knows: Callable[[str], bool]) -> Read:
    """The dictionary as written, verbs by their lemmas.

    `knows` tells whether a word is one of English: a stem is led back to the verb by it.

    Raises:
        ReadError: the file cannot be read or is no dictionary of verbs.
    """
    lines = list(foreign_lines(read_foreign(path)))
    blocks = any(line.startswith("---") for _, line in lines)
    if not blocks and not any(re.match(r"-[^-].*\*", line) for _, line in lines):
        wanted = "blocks --- NAME [CODE] --- or verbs VERB [CODE] with patterns - WORDS * WORDS [CODE] are expected"
        raise ReadError(str(path), "no dictionary of verbs", wanted)
    found = Read(stems=not blocks)
    _Reader(found, words, splitting, knows).read(lines)
    if not any(block.verbs for block in found.blocks):
        raise ReadError(str(path), "no dictionary of verbs", "no verb stands in it")
    return found


class _Reader:
    """Goes through the lines of one dictionary: sets first, since patterns may name what stands further down."""

    def __init__(self, found: Read, words: ForeignShape, splitting: Splitting, knows: Callable[[str], bool]) -> None:
        self.found, self.words, self.splitting, self.knows = found, words, splitting, knows
        self.substitutions: dict[str, tuple[str, ...]] = {}
        self.names: re.Pattern[str] = re.compile("(?!)")

    def read(self, lines: list[tuple[int, str]]) -> None:
        rest = list(self._sets(lines))
        given = sorted(self.found.sets, key=len, reverse=True)
        self.names = re.compile("|".join(rf"&{re.escape(name)}_?" for name in given) or "(?!)", re.IGNORECASE)
        self._open_sets()
        for number, line in rest:
            if line.startswith("---"):
                self._head(number, line)
            elif line.startswith("-"):
                self._pattern(number, line)
            elif line.startswith("~"):
                self.found.lose("a transformation, which joins two verbs", line.strip())
            else:
                self._verb(number, line.strip())

    def _sets(self, lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Take the sets of words; the other lines."""
        name = ""
        for number, line in lines:
            bare = line.strip()
            if bare.startswith(SET) and "[" not in bare:
                name = bare[1:].split()[0].rstrip("_").lower()
                self.found.sets[name] = ()
            elif name and bare.startswith("+") and "[" not in bare:
                word = " ".join(bare[1:].replace("_", " ").lower().split())
                self.found.sets[name] += (word,) if word else ()
            elif given := _SUBSTITUTION.match(bare):
                self.substitutions[given[1].lower()] = tuple(word.strip().lower() for word in given[2].split(","))
            else:
                name = ""
                yield number, line

    def _open_sets(self) -> None:
        """Sets may stand in sets: `+&OTHER`."""
        sets = self.found.sets

        def words(name: str, over: frozenset[str]) -> Iterator[str]:
            for word in sets.get(name, ()):
                inner = word[1:].replace(" ", "_").rstrip("_")
                if not word.startswith(SET):
                    yield word
                elif inner not in over:
                    yield from words(inner, over | {inner})

        self.found.sets = {name: tuple(dict.fromkeys(words(name, frozenset({name})))) for name in sets}

    # blocks and verbs

    def _head(self, number: int, line: str) -> None:
        given = _HEAD.match(line)
        code = (given["code"] or "") if given else ""
        self.found.blocks.append(Block(given["name"] if given else line.strip("- "), code.strip(), number))

    def _verb(self, number: int, line: str) -> None:
        code = _CODE.search(line)
        written = re.sub(r"\{[^}]*\}?", " ", line[: code.start()] if code else line).strip()
        own = code["code"].strip() if code else None
        fresh = self.found.stems and (own is not None or not self.found.blocks or self.found.blocks[-1].lines)
        if fresh or not self.found.blocks:
            self.found.blocks.append(Block(written.strip("_"), own or "---", number))
        block = self.found.blocks[-1]
        entry = self._entry(written)
        if entry is None:
            self.found.lose("a verb that is no word, or two in one", written)
        elif entry in block.verbs:
            self.found.lose("a verb that stands twice in its block", written)
        else:
            block.verbs[entry] = block.code if own is None else own

    def _entry(self, written: str) -> str | None:
        """The verb as an entry of ours, the verb itself first; None if it is none."""
        if not _VERB.match(written.lstrip("+")):
            return None
        parts = written.replace(" ", "_").strip("_").split("_")
        at = next((at for at, part in enumerate(parts) if part.startswith("+")), 0)
        words = [part.strip("+").lower() for part in parts]
        head = self._lemma(words[at], stem=self.found.stems and not (written.endswith("_") or len(words) > 1))
        before, rest = "".join(words[:at]), [word for word in words[at + 1 :] if word]
        if {"and", "or"} & {*rest, *words[:at]} or not head:
            return None
        return " ".join([before + head, *rest])  # "RE_+ARREST" is written in one word

    def _lemma(self, word: str, *, stem: bool) -> str:
        irregular = self.splitting.irregular
        if word in self.words.verbs:
            return word
        if (word, "VB") in irregular:
            return irregular[word, "VB"]
        if stem and not self.knows(word):
            return find_lemma(word + "ed", "VBD", word + "ed", irregular=irregular, knows=self.knows)
        if word.endswith("ed") and not word.endswith("eed") and len(word) > 4:
            return find_lemma(word, "VBD", word, irregular=irregular, knows=self.knows)
        return word

    # patterns

    def _pattern(self, number: int, line: str) -> None:
        self.found.patterns += 1
        try:
            pattern = self._parsed(number, line.strip())
        except _Faulty as fault:
            self.found.lose(str(fault), line.strip())
            return
        if not self.found.blocks:
            self.found.lose("a pattern without a verb above it", line.strip())
        else:
            self.found.blocks[-1].lines.append(pattern)

    def _parsed(self, number: int, line: str) -> Line:
        code = _CODE.search(line)
        if code is None:
            raise _Faulty("a pattern without a code")
        ahead, star, behind = line[1 : code.start()].replace("**", "*").partition("*")
        if not star or "*" in behind:
            raise _Faulty("a pattern without its verb, or with two")
        return Line(number, line, tuple(self._places(ahead)), tuple(self._places(behind)), code["code"].strip())

    def _places(self, written: str) -> Iterator[Words]:
        for piece in _PIECE.findall(written):
            if piece in ROLES:
                yield Words((), piece)
            elif piece.startswith("{"):
                inner = (part.strip() for part in piece[1:-1].split("|"))
                yield self._one_of(tuple(phrase for part in inner for phrase in self._phrases(part)))
            elif re.fullmatch(r"[A-Za-z]+(/[A-Za-z]+)+", piece):
                yield self._one_of(tuple((self._word(part, last=True),) for part in piece.split("/")))
            else:
                yield self._one_of(tuple(self._phrases(piece)))

    @staticmethod
    def _one_of(phrases: tuple[tuple[str, ...], ...]) -> Words:
        kept = tuple(dict.fromkeys(phrase for phrase in phrases if phrase))
        if len(kept) > MOST:
            raise _Faulty("too many alternatives for one pattern")
        return Words(kept)

    def _phrases(self, written: str) -> Iterator[tuple[str, ...]]:
        """The phrases that words joined by `_`, or standing apart in an alternative, are written out into."""
        choices: list[tuple[str, ...]] = []
        for part in written.split():
            if not re.search(r"[A-Za-z0-9&!]", part):
                continue
            at = 0
            for name in self.names.finditer(part):
                choices += self._plain(part[at : name.start()])
                choices.append((name[0].lower().rstrip("_"),))
                at = name.end()
            choices += self._plain(part[at:])
        for chosen in product(*choices):
            yield tuple(word for word in chosen if word)

    def _plain(self, part: str) -> Iterator[tuple[str, ...]]:
        """The words of a part without sets, each as its alternatives."""
        if SET in part:
            raise _Faulty("a set of words that is not defined")
        words = part.split("_")
        for at, word in enumerate(words):
            marks = re.split(r"!(\w+)!", word.lower())
            if len(marks) > 1:
                if not all(mark in self.substitutions for mark in marks[1::2]):
                    raise _Faulty("a set of words that is not defined")
                parts = [self.substitutions[mark] if odd % 2 else (mark,) for odd, mark in enumerate(marks)]
                yield tuple("".join(chosen) for chosen in product(*parts))
            elif word.strip("-'’."):
                yield (self._word(word, last=at == len(words) - 1),)

    def _word(self, word: str, *, last: bool) -> str:
        """The word as a pattern of ours has it; of TABARI a stem, unless `_` closes it."""
        small = word.lower().replace("’", "'").strip(".")
        small = self.words.short.get(small, small)
        whole = (
            not (self.found.stems and last) or len(small) < 4 or small in self.words.prepositions or not small.isalpha()
        )
        return small if whole else small + STEM
