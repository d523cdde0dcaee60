"""What the room knows: patterns of verbs and nouns by PLOVER type, and blockers, from `knowledge/en/TYPE.toml`."""

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.events.company import SET, STEM, Sets
from demarche.knowledge import Example, Folders, Shape, line_of, read_examples, read_rules, replaced

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

VISIT = "visit"
"""Mode of those who go to see a government, whose country may be told as the place they go to."""

ANY = "any"
"""The slot of whoever comes first behind a preposition, "by" apart."""

EVERY = "*"
"""What is written in place of a verb where any will do: whatever two armies do together."""

NOT_PATTERNS = frozenset(
    {"status.toml", "frames.toml", "embedding.toml", "foreign.toml", "judging.toml", "scenes.toml"}
)


class WordsShape(Shape):
    """What a pattern says of words: which they are, and what stands about them."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: str = "subject"
    target: str = "object"
    reciprocal: bool = False
    objects: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    cameo: str = ""
    needs: Literal["", "source", "target", "both", "some"] = ""
    sectors: tuple[str, ...] = ()
    content: str = ""
    own_deed: bool = False


class PatternShape(WordsShape):
    """One `[[pattern]]` as written."""

    id: str
    origin: str
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(default=(), alias="not")


class BlockerShape(Shape):
    """One `[[blocker]]` as written: `words` in a row, or `verbs` in the company that `after` and `before` ask for."""

    words: str = ""
    verbs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    id: str = ""
    not_: tuple[str, ...] = Field(default=(), alias="not")


class FileShape(Shape):
    """A whole file."""

    type: str = ""
    sets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    pattern: tuple[PatternShape, ...] = ()
    blocker: tuple[BlockerShape, ...] = ()
    off: tuple[str, ...] = ()
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, its slots as tuples of "subject", "object", prepositions or `ANY` of them.

    `sectors` are those of which a source must be, if any: who arrives in a capital is on a visit if of a government.
    `verbs` and `nouns` are entries as lemmas in order; the first of a verb's and the last of a noun's is its head.
    Of `after` one must hang on the verb behind it, of `before` one ahead of it, each whole (see `company`). `own` are
    the words that are part of the pattern and fill no slot. A pattern without a type is a blocker: where it comes
    first, the verb tells nothing. With `own_deed` its clause must tell what the source itself will do.
    """

    id: str
    type: str
    verbs: tuple[tuple[str, ...], ...]
    nouns: tuple[tuple[str, ...], ...]
    mode: str | None
    contexts: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    reciprocal: bool
    objects: frozenset[str]
    without: frozenset[str]
    needs: str
    sectors: frozenset[str]
    content: tuple[str, ...]
    after: tuple[frozenset[str], ...] = ()
    before: tuple[frozenset[str], ...] = ()
    cameo: str = ""
    own: frozenset[str] = frozenset()
    own_deed: bool = False


_ANYTHING = (frozenset[str](),)


class VerbEntry(NamedTuple):
    """One way in which a verb's pattern may be met: the words of its entry, and which must stand behind and ahead."""

    words: tuple[str, ...]
    pattern: Pattern
    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns, by id and by the lemma of their head; blockers by their first word, lowered; the file of each
    pattern; by the last word of a phrase the sets that hold it."""

    all: dict[str, Pattern]
    verbs: dict[str, list[tuple[tuple[str, ...], Pattern]]]
    nouns: dict[str, tuple[tuple[tuple[str, ...], Pattern], ...]]
    blockers: dict[str, tuple[tuple[str, ...], ...]]
    files: dict[str, Path]
    sets: Sets
    _opened: dict[str, tuple[VerbEntry, ...]] = field(default_factory=dict)

    def of_verb(self, lemma: str) -> tuple[VerbEntry, ...]:
        """The verb's entries: those that ask for an object first, then those with more words, then in file order.

        They are written out when the verb is first met: of a large lexicon a report meets few.
        """
        found = self._opened.get(lemma)
        if found is None:
            known = (*self.verbs.get(lemma, ()), *self.verbs.get(EVERY, ()))
            entries = [made for words, one in known for made in _written_out(words, one)]
            found = self._opened[lemma] = tuple(sorted(entries, key=_particular))
        return found


def open_patterns(folders: Folders) -> Patterns:
    """The shipped patterns with the users' laid over them by id; `off` in a file takes patterns away, and a folder in
    which a file `replaces` stands in place of all before it.

    Raises:
        KnowledgeError: a file is faulty or names a type that is none of PLOVER's.
    """
    running = gc.isenabled()
    gc.disable()  # all that is made here stays: to look for garbage in it would take longer than to make it
    try:
        return _open(folders)
    finally:
        if running:
            gc.enable()


def _open(folders: Folders) -> Patterns:
    found: list[tuple[str, Pattern]] = []
    off: set[str] = set()
    blocked: list[tuple[str, ...]] = []
    origins: dict[str, Path] = {}
    shapes = _shapes(folders)
    sets = {name: words for _, shape in shapes for name, words in shape.sets.items()}
    members = {SET + name: [it for words in phrases for it in words.split()] for name, phrases in sets.items()}
    for path, shape in shapes:
        found.extend((one.id, make_pattern(one, one.id, shape.type, members)) for one in shape.pattern)
        off.update(shape.off)
        blocked.extend(tuple(one.words.lower().split()) for one in shape.blocker if one.words)
        found.extend((one.id, _silent(one)) for one in shape.blocker if one.verbs)
        origins |= dict.fromkeys([one.id for one in shape.pattern] + [one.id for one in shape.blocker], path)
    patterns = [one for key, one in replaced(found).items() if key not in off]
    _check_sets(patterns, sets, origins)
    return index_patterns(patterns, blocked, files=origins, sets=sets)


def index_patterns(
    given: Iterable[Pattern],
    blocked: Iterable[tuple[str, ...]] = (),
    *,
    files: dict[str, Path] | None = None,
    sets: Mapping[str, Sequence[str]] | None = None,
) -> Patterns:
    """The patterns by their id, ready to be looked up by the words of a sentence; `files` says where each comes from,
    `sets` what phrases the sets hold that they name."""
    patterns = {one.id: one for one in given}
    blockers: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in blocked:
        blockers[words[0]] = (*blockers.get(words[0], ()), words)
    return Patterns(
        patterns,
        _by_verb(patterns.values()),
        _index((entry[-1], entry, one) for one in patterns.values() for entry in one.nouns),
        blockers,
        files or {},
        _index_sets(sets or {}),
    )


def is_replaced(folders: Folders) -> bool:
    """Whether a folder stands in place of the shipped patterns.

    Raises:
        KnowledgeError: a file is faulty.
    """
    return any(shape.replaces for _, shape in _shapes(folders))


def read_event_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of all patterns and blockers; a mark without a type means its file's.

    Raises:
        KnowledgeError: an example's brackets do not match.
    """
    out: list[Example] = []
    for path, shape in _shapes(folders):
        claims = [(one.id, one.examples, one.not_) for one in shape.pattern]
        claims += [(one.id or one.words, (), one.not_) for one in shape.blocker]
        fields = {"type": shape.type}
        for entry, positive, negative in claims:
            try:
                out.extend(read_examples("events", path, entry, positive=positive, negative=negative, fields=fields))
            except ValueError as error:
                line = line_of(path.read_text(encoding="utf-8"), entry)
                raise KnowledgeError(path, line, entry, str(error)) from error
    return tuple(out)


def _shapes(folders: Folders) -> list[tuple[Path, FileShape]]:
    """The files of patterns that count, in order."""
    paths = [path for path in folders.files("events", "*.toml") if path.name not in NOT_PATTERNS]
    found = [(path, _read(path)) for path in paths]
    replacing = [path.parent for path, shape in found if shape.replaces]
    first = next((at for at, (path, _) in enumerate(found) if replacing and path.parent == replacing[-1]), 0)
    return found[first:]


def _read(path: Path) -> FileShape:
    shape = read_rules(path, FileShape)
    if shape.type not in TYPES and (shape.type or shape.pattern):
        raise KnowledgeError(path, 1, "type", f"{shape.type!r} is no PLOVER type", f"one of {', '.join(TYPES)}")
    for one in shape.blocker:
        if bool(one.words) == bool(one.verbs) or (one.verbs and not one.id):
            remedy = "write either words, or an id and verbs"
            raise KnowledgeError(path, 1, one.id or one.words or "blocker", "neither words nor verbs, or both", remedy)
    return shape


def make_pattern(
    one: WordsShape, key: str, kind: str, members: Mapping[str, Sequence[str]] | None = None
) -> Pattern:  # fmt: skip
    """The pattern with this id and type, as the room uses it; `members` are the words of the sets that it may name."""
    members = members or {}
    verbs, after = (*_entries(one.verbs), *_joined(one.verbs)), _phrases(one.after)
    objects = _written(one.objects, members)
    own = [word for entry in verbs for word in entry[1:]]
    for word in (word for phrase in after for word in phrase):
        own += members.get(word, ()) if word[0] == SET else [word.rstrip(STEM)]
    return Pattern(
        key, kind, verbs, _entries(one.nouns), one.mode, one.contexts, _slot(one.source), _slot(one.target),
        one.reciprocal, objects, _written(one.without, members), one.needs, frozenset(one.sectors), _slot(one.content),
        after, _phrases(one.before), one.cameo, objects.union(own), one.own_deed,
    )  # fmt: skip


def _written(words: Iterable[str], members: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The words, in place of a set its members."""
    return frozenset(it for word in words for it in members.get(word, (word,)))


def _silent(one: BlockerShape) -> Pattern:
    none = frozenset[str]()
    return Pattern(
        one.id, "", _entries(one.verbs), (), None, (), (), (), False, none, none, "", none, (), _phrases(one.after),
        _phrases(one.before),
    )  # fmt: skip


def _phrases(words: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple([_phrase(phrase) for phrase in words])


@cache
def _phrase(written: str) -> frozenset[str]:
    return frozenset(written.lower().split())


def _check_sets(patterns: Iterable[Pattern], sets: Container[str], origins: dict[str, Path]) -> None:
    for one in patterns:
        for phrase in (*one.after, *one.before, one.objects, one.without):
            for word in phrase:
                if word.startswith(SET) and word[1:] not in sets:
                    path = origins[one.id]
                    line = line_of(path.read_text(encoding="utf-8"), one.id)
                    raise KnowledgeError(path, line, one.id, f"no set of words {word}", "write it under [sets]")


def _index_sets(sets: Mapping[str, Sequence[str]]) -> Sets:
    out: dict[str, list[tuple[frozenset[str], str]]] = {}
    for name, phrases in sets.items():
        for words in (phrase.lower().split() for phrase in phrases):
            out.setdefault(words[-1], []).append((frozenset(words), SET + name))
    return {word: tuple(found) for word, found in out.items()}


def _by_verb(patterns: Iterable[Pattern]) -> dict[str, list[tuple[tuple[str, ...], Pattern]]]:
    out: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
    for one in patterns:
        for words in one.verbs:
            out.setdefault(words[0], []).append((words, one))
    return out


def _written_out(words: tuple[str, ...], pattern: Pattern) -> Iterator[VerbEntry]:
    for before in pattern.before or _ANYTHING:
        for after in pattern.after or _ANYTHING:
            yield VerbEntry(words, pattern, after, before)


def _particular(one: VerbEntry) -> tuple[bool, int, bool]:
    """How particular an entry is, the most particular lowest."""
    return not one.pattern.objects, -len(one.words) - len(one.after) - len(one.before), not one.pattern.needs


def _entries(words: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple([_entry(entry) for entry in words])


def _joined(verbs: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Verbs with a hyphen once more, as one word: a page may take "tear-gassed" for a word of two or for a verb."""
    for verb in verbs:
        first, *rest = verb.lower().split()
        if "-" in first:
            yield first, *rest


@cache
def _entry(written: str) -> tuple[str, ...]:
    return tuple(written.lower().replace("-", " ").split())


@cache
def _slot(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split("|") if part.strip())


def _index(
    entries: Iterable[tuple[str, tuple[str, ...], Pattern]],
) -> dict[str, tuple[tuple[tuple[str, ...], Pattern], ...]]:
    """Entries by head lemma: those that ask for an object first, then those with more words, then in file order."""
    out: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
    for lemma, entry, pattern in entries:
        out.setdefault(lemma, []).append((entry, pattern))
    return {
        lemma: tuple(sorted(found, key=lambda it: (not it[1].objects, -len(it[0]), not it[1].needs)))
        for lemma, found in out.items()
    }
