"""What the room knows: patterns of verbs and nouns by PLOVER type, and blockers, from `knowledge/en/TYPE.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.knowledge import Example, Folders, Shape, line_of, read_examples, read_rules, replaced

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

NOT_PATTERNS = frozenset({"status.toml", "frames.toml", "embedding.toml"})


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
    needs: Literal["", "source", "target", "both"] = ""
    sectors: tuple[str, ...] = ()
    content: str = ""


class PatternShape(WordsShape):
    """One `[[pattern]]` as written."""

    id: str
    origin: str
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(default=(), alias="not")


class BlockerShape(Shape):
    """One `[[blocker]]` as written."""

    words: str
    id: str = ""
    not_: tuple[str, ...] = Field(default=(), alias="not")


class FileShape(Shape):
    """A whole file."""

    type: str
    pattern: tuple[PatternShape, ...] = ()
    blocker: tuple[BlockerShape, ...] = ()
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, its slots as tuples of "subject", "object" or prepositions.

    `sectors` are those of which a source must be, if any: who arrives in a capital is on a visit if of a government.
    `verbs` and `nouns` are entries as lemmas in order; the first of a verb's and the last of a noun's is its head.
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


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns: entries by the lemma of their head, the longest first; blockers by their first word, lowered."""

    all: dict[str, Pattern]
    verbs: dict[str, tuple[tuple[tuple[str, ...], Pattern], ...]]
    nouns: dict[str, tuple[tuple[tuple[str, ...], Pattern], ...]]
    blockers: dict[str, tuple[tuple[str, ...], ...]]


def open_patterns(folders: Folders) -> Patterns:
    """The shipped patterns with the users' laid over them by id; `off` in a file takes patterns away.

    Raises:
        KnowledgeError: a file is faulty or names a type that is none of PLOVER's.
    """
    found: list[tuple[str, Pattern]] = []
    off: set[str] = set()
    blocked: list[tuple[str, ...]] = []
    for path in _files(folders):
        shape = _read(path)
        found.extend((one.id, make_pattern(one, one.id, shape.type)) for one in shape.pattern)
        off.update(shape.off)
        blocked.extend(tuple(one.words.lower().split()) for one in shape.blocker)
    return index_patterns((one for key, one in replaced(found).items() if key not in off), blocked)


def index_patterns(given: Iterable[Pattern], blocked: Iterable[tuple[str, ...]] = ()) -> Patterns:
    """The patterns by their id, ready to be looked up by the words of a sentence."""
    patterns = {one.id: one for one in given}
    blockers: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in blocked:
        blockers[words[0]] = (*blockers.get(words[0], ()), words)
    return Patterns(
        patterns,
        _index((entry[0], entry, one) for one in patterns.values() for entry in one.verbs),
        _index((entry[-1], entry, one) for one in patterns.values() for entry in one.nouns),
        blockers,
    )


def read_event_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of all patterns and blockers; a mark without a type means its file's.

    Raises:
        KnowledgeError: an example's brackets do not match.
    """
    out: list[Example] = []
    for path in _files(folders):
        shape = _read(path)
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


def _files(folders: Folders) -> tuple[Path, ...]:
    return tuple(path for path in folders.files("events", "*.toml") if path.name not in NOT_PATTERNS)


def _read(path: Path) -> FileShape:
    shape = read_rules(path, FileShape)
    if shape.type not in TYPES:
        raise KnowledgeError(path, 1, "type", f"{shape.type!r} is no PLOVER type", f"one of {', '.join(TYPES)}")
    return shape


def make_pattern(one: WordsShape, key: str, kind: str) -> Pattern:
    """The pattern with this id and type, as the room uses it."""
    return Pattern(
        key, kind, _entries(one.verbs), _entries(one.nouns), one.mode, one.contexts, _slot(one.source),
        _slot(one.target), one.reciprocal, frozenset(one.objects), frozenset(one.without), one.needs,
        frozenset(one.sectors), _slot(one.content),
    )  # fmt: skip


def _entries(words: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entry.lower().replace("-", " ").split()) for entry in words)


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
