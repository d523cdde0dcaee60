"""CAMEO codes of acts of speech by what they speak of, from `contents.toml`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from demarche.base import Because, ByRule, KnowledgeError
from demarche.events import Content, EventMention
from demarche.knowledge import Example, Folders, Shape, line_of, read_examples, read_rules, replaced

ACTS = ("appeal", "demand", "agree", "reject", "threaten", "accuse")
"""The acts that a row gives a code for: a request is an appeal or a demand."""

SPOKEN = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE"})
"""Types whose code depends on what they speak of."""

UNKNOWN = "-"
"""How a row names a content of no type."""

_APPEAL, _DEMAND = "02", "10"


class ContentShape(Shape):
    """One `[[content]]` as written."""

    id: str
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    negated: bool | None = None
    appeal: str = ""
    demand: str = ""
    agree: str = ""
    reject: str = ""
    threaten: str = ""
    accuse: str = ""
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(default=(), alias="not")


class ActShape(Shape):
    """One `[[act]]` as written."""

    id: str
    type: str
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    cameo: str
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(default=(), alias="not")


class SubcodesShape(Shape):
    """`contents.toml` as read."""

    demanding: tuple[str, ...] = ()
    act: tuple[ActShape, ...] = ()
    content: tuple[ContentShape, ...] = ()


@dataclass(frozen=True, slots=True)
class Subcodes:
    """The rows in file order, and the words by which a request is a demand."""

    demanding: frozenset[str]
    acts: tuple[ActShape, ...]
    contents: tuple[ContentShape, ...]

    def find(self, event: EventMention, given: str) -> tuple[str, Because | None]:
        """The CAMEO code of an act of speech and the row that gave it; `given`, the code of its type and mode, where
        no row fits. A request without the force of a demand is an appeal then too."""
        if event.type not in SPOKEN:
            return given, None
        lemma = event.head.lemma.lower()
        for act in self.acts:
            if act.type == event.type and (lemma in act.words or event.pattern in act.patterns):
                return act.cameo, ByRule(act.id, event.head.text)
        kind = self._act(event.type, lemma)
        for content in _innermost(event.contents):
            for row in self.contents:
                code = getattr(row, kind)
                if code and _fits(row, content, event):
                    return code, ByRule(row.id, content.head.text, (content.because,))
        if kind == "appeal" and given.startswith(_DEMAND):
            return _APPEAL + given[len(_DEMAND) :], None
        return given, None

    def _act(self, kind: str, lemma: str) -> str:
        if kind == "REQUEST":
            return "demand" if lemma in self.demanding else "appeal"
        return kind.lower()


def _innermost(contents: Collection[Content]) -> Iterator[Content]:
    """The deepest acts: of "urged them to agree to talks" the talks."""
    for content in contents:
        if content.contents:
            yield from _innermost(content.contents)
        else:
            yield content


def _fits(row: ContentShape, content: Content, event: EventMention) -> bool:
    kind = content.type or UNKNOWN
    if row.types and not {kind, f"{kind} {content.mode}"} & {*row.types}:
        return False
    if row.negated is not None and row.negated != content.negated:
        return False
    if not row.words:
        return True
    lemmas = {token.lemma.lower() for token in event.sentence.within(content.span)}
    return not lemmas.isdisjoint(row.words)


def open_subcodes(folders: Folders, types: Collection[str], codes: Collection[str]) -> Subcodes:
    """The shipped rows with the users' laid over them by id; `types` are what a row may ask for, `codes` CAMEO's.

    Raises:
        KnowledgeError: a file is faulty, or names a type, a mode or a code that the ontology does not have.
    """
    demanding: set[str] = set()
    acts: list[tuple[str, ActShape]] = []
    contents: list[tuple[str, ContentShape]] = []
    for path in folders.files("coding", "contents.toml"):
        shape = read_rules(path, SubcodesShape)
        demanding.update(shape.demanding)
        for act in shape.act:
            _check(path, act.id, (act.cameo,), codes, "no CAMEO code")
            acts.append((act.id, act))
        for row in shape.content:
            _check(path, row.id, [code for name in ACTS if (code := getattr(row, name))], codes, "no CAMEO code")
            _check(path, row.id, row.types, {*types, UNKNOWN}, "no type or mode of PLOVER")
            contents.append((row.id, row))
    return Subcodes(frozenset(demanding), tuple(replaced(acts).values()), tuple(replaced(contents).values()))


def _check(path: Path, entry: str, found: Collection[str], known: Collection[str], fault: str) -> None:
    for one in found:
        if one not in known:
            raise KnowledgeError(path, line_of(path.read_text(encoding="utf-8"), entry), entry, f"{one!r} is {fault}")


def read_code_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of the rows: the mark's words are an act's trigger, its value the code."""
    out: list[Example] = []
    for path in folders.files("coding", "contents.toml"):
        shape = read_rules(path, SubcodesShape)
        entries = [(one.id, one.examples, one.not_) for one in shape.act]
        entries += [(one.id, one.examples, one.not_) for one in shape.content]
        for entry, positive, negative in entries:
            out += read_examples("codes", path, entry, positive=positive, negative=negative)
    return tuple(out)
