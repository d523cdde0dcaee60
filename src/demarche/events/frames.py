"""What the room knows of the words around a trigger: light verbs, control, nouns that part, words of status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.events.patterns import is_replaced
from demarche.knowledge import Example, Folders, Shape, line_of, read_examples, read_rules, replaced


class FramesShape(Shape):
    """`frames.toml` as read."""

    light: tuple[str, ...] = ()
    undergo: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    object_control: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    raising: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()
    factual: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    mutual: tuple[str, ...] = ()
    stopping: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()
    bringing: tuple[str, ...] = ()
    threatening: tuple[str, ...] = ()
    claiming: tuple[str, ...] = ()
    bidding: tuple[str, ...] = ()
    refusing: tuple[str, ...] = ()
    charging: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    dealing: tuple[str, ...] = ()
    sending: tuple[str, ...] = ()
    patronage: tuple[str, ...] = ()
    hosting: tuple[str, ...] = ()
    two_sided: tuple[str, ...] = ()
    authorship: tuple[str, ...] = ()
    wanting: tuple[str, ...] = ()
    forcing: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    dispersing: tuple[str, ...] = ()
    taking: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    envoys: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    anybody: tuple[str, ...] = ()
    just_named: tuple[str, ...] = ()
    at_odds: tuple[str, ...] = ()
    naming: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    violence: tuple[str, ...] = ()


class StatusRule(Shape):
    """One `[[rule]]` of `status.toml`: the words that give an event this status or claim."""

    id: str
    value: str
    trust: float = 0.75
    adverbs: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    governs: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    marks_under_modal: tuple[str, ...] = ()
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(alias="not")


class StatusShape(Shape):
    """`status.toml` as read."""

    rule: tuple[StatusRule, ...]


class SignatureShape(Shape):
    """One `[[signature]]` of `embedding.toml`: words that say the same of an event that they embed."""

    id: str
    positive: Literal["actual", "planned", "hypothetical", "negated", "same"]
    negative: Literal["actual", "planned", "hypothetical", "negated", "same"]
    trust: float = 0.75
    takes: tuple[Literal["to", "ing", "that", "np"], ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(alias="not")


class EmbeddingShape(Shape):
    """`embedding.toml` as read."""

    signature: tuple[SignatureShape, ...]


@dataclass(frozen=True, slots=True)
class Frames:
    """Lemmas by what they do for a trigger; `naming` has for a noun the types, or the sector of the doer, of what it
    names ("charge": ACCUSE; "verdict": JUD)."""

    light: frozenset[str]
    undergo: frozenset[str]
    own: frozenset[str]
    object_control: frozenset[str]
    parts: frozenset[str]
    raising: frozenset[str]
    sites: frozenset[str]
    harm: frozenset[str]
    deeds: frozenset[str]
    arms: frozenset[str]
    claims: frozenset[str]
    doors: frozenset[str]
    factual: frozenset[str]
    peers: frozenset[str]
    mutual: frozenset[str]
    stopping: frozenset[str]
    doing: frozenset[str]
    bringing: frozenset[str]
    threatening: frozenset[str]
    claiming: frozenset[str]
    bidding: frozenset[str]
    refusing: frozenset[str]
    charging: frozenset[str]
    listing: frozenset[str]
    days: frozenset[str]
    pairs: frozenset[str]
    dealing: frozenset[str]
    sending: frozenset[str]
    patronage: frozenset[str]
    hosting: frozenset[str]
    two_sided: frozenset[str]
    authorship: frozenset[str]
    wanting: frozenset[str]
    forcing: frozenset[str]
    general: frozenset[str]
    homes: frozenset[str]
    dispersing: frozenset[str]
    taking: frozenset[str]
    persons: frozenset[str]
    missions: frozenset[str]
    envoys: frozenset[str]
    mediators: frozenset[str]
    towns: frozenset[str]
    states: frozenset[str]
    firms: frozenset[str]
    anybody: frozenset[str]
    just_named: frozenset[str]
    at_odds: frozenset[str]
    naming: dict[str, frozenset[str]]
    violence: frozenset[str]

    def naming_of(self, kind: str) -> frozenset[str]:
        """The nouns that may name an event of the type."""
        return frozenset(noun for noun, kinds in self.naming.items() if kind in kinds)


@dataclass(frozen=True, slots=True)
class StatusWords:
    """For each way that a word can stand to a trigger, the word's lemma and the rules that it calls, in file order."""

    rules: tuple[StatusRule, ...]
    index: dict[tuple[str, str], tuple[StatusRule, ...]]
    signatures: dict[tuple[str, str, str], SignatureShape]

    def signature(self, upos: str, lemma: str, way: str) -> SignatureShape | None:
        """What the word says of an event that hangs on it so; None if the table does not tell."""
        return self.signatures.get((_KINDS.get(upos, ""), lemma, way))

    def find(self, way: str, lemma: str, *, values: frozenset[str]) -> StatusRule | None:
        """The first rule of one of the `values` for this lemma standing in this way; None if there is none."""
        return next((rule for rule in self.index.get((way, lemma), ()) if rule.value in values), None)


WAYS = ("adverbs", "determiners", "verbs", "governs", "adjectives", "marks", "cases", "marks_under_modal")
_KINDS = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives", "ADV": "adjectives"}
VALUES = frozenset({"planned", "hypothetical", "negated", "alleged", "denied"})


def open_frames(folders: Folders) -> Frames:
    """The shipped lists with the users' added.

    Raises:
        KnowledgeError: a file is faulty.
    """
    shapes = [read_rules(path, FramesShape) for path in folders.files("events", "frames.toml")]
    lists = {
        name: frozenset(word for shape in shapes for word in getattr(shape, name))
        for name in FramesShape.model_fields
        if name != "naming"
    }
    return Frames(**lists, naming=_open_naming(shapes))


def _open_naming(shapes: Sequence[FramesShape]) -> dict[str, frozenset[str]]:
    """What each noun may name again: by its lemma, types of deeds or the sector of the doer."""
    out: dict[str, frozenset[str]] = {}
    for kind, words in (row for shape in shapes for row in shape.naming.items()):
        for word in words:
            out[word] = out.get(word, frozenset()) | {kind}
    return out


def open_status(folders: Folders) -> StatusWords:
    """The shipped rules of status and claim with the users' laid over them by id.

    Raises:
        KnowledgeError: a file is faulty or gives a status that is none.
    """
    found: list[tuple[str, StatusRule]] = []
    for path in folders.files("events", "status.toml"):
        for rule in read_rules(path, StatusShape).rule:
            if rule.value not in VALUES:
                line = line_of(path.read_text(encoding="utf-8"), rule.id)
                raise KnowledgeError(
                    path, line, rule.id, f"value {rule.value!r}", f"one of {', '.join(sorted(VALUES))}"
                )
            found.append((rule.id, rule))
    rules = tuple(replaced(found).values())
    index: dict[tuple[str, str], tuple[StatusRule, ...]] = {}
    for rule in rules:
        for way in WAYS:
            for word in getattr(rule, way):
                index[way, word] = (*index.get((way, word), ()), rule)
    return StatusWords(rules, index, _open_embedding(folders))


def _open_embedding(folders: Folders) -> dict[tuple[str, str, str], SignatureShape]:
    """The signatures by kind of word, lemma and way; the first that names a word has it."""
    out: dict[tuple[str, str, str], SignatureShape] = {}
    shapes = (read_rules(path, EmbeddingShape) for path in folders.files("events", "embedding.toml"))
    for one in replaced((one.id, one) for shape in shapes for one in shape.signature).values():
        for kind in ("verbs", "nouns", "adjectives"):
            for word in getattr(one, kind):
                for way in one.takes:
                    out.setdefault((kind, word, way), one)
    return out


def read_status_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of the rules and signatures: the mark's label is the status, its words those that say so.

    They speak of events that the shipped patterns find: of a folder that stands in place of these there are none.
    """
    out: list[Example] = []
    if is_replaced(folders):
        return ()
    for path in folders.files("events", "status.toml"):
        for rule in read_rules(path, StatusShape).rule:
            out += read_examples("status", path, rule.id, positive=rule.examples, negative=rule.not_)
    for path in folders.files("events", "embedding.toml"):
        for one in read_rules(path, EmbeddingShape).signature:
            out += read_examples("status", path, one.id, positive=one.examples, negative=one.not_)
    return tuple(out)
