"""PLOVER's types and modes with their quad classes, intensities and CAMEO codes, and the Goldstein scale."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.coding.contexts import ContextWords, open_contexts
from demarche.coding.subcodes import Subcodes, open_subcodes
from demarche.events import EventRules
from demarche.knowledge import Folders, Shape, Weights, line_of, read_rules, read_table, read_weights


class ModeShape(Shape):
    """One mode of a type."""

    name: str
    intensity: float
    cameo: str


class TypeShape(Shape):
    """One `[[type]]` as written."""

    name: str
    quad: int
    intensity: float
    cameo: str
    definition: str
    modes: tuple[ModeShape, ...] = ()


class OntologyShape(Shape):
    """`plover.toml` as read."""

    type: tuple[TypeShape, ...]


class PlacingShape(Shape):
    """`placing.toml` as read."""

    there: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    afar: tuple[str, ...] = ()
    upon: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    hearers: tuple[str, ...] = ()
    lending: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    again: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    largest: dict[str, int] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placing:
    """What the coding knows of places: which types and modes happen where somebody is, and which nouns take up a place.

    Attributes:
        there: types ("TYPE") and modes ("TYPE mode") that do.
        own: those that have a place where their sentence tells one, and no other.
        afar: those that have one only by the very words beside them.
        upon: those that are done to a place.
        forced: types of what is done by force.
        quarters: nouns for parts of a town.
        hearers: nouns for those who are spoken to.
        lending: verbs whose place is also that of what is said with them.
        bodies: nouns for bodies that sit in one place.
        again: kinds of place by the noun or adverb that takes one up.
        largest: the most people of a place that a noun may take up.
    """

    there: frozenset[str]
    own: frozenset[str]
    afar: frozenset[str]
    upon: frozenset[str]
    forced: frozenset[str]
    quarters: frozenset[str]
    hearers: frozenset[str]
    lending: frozenset[str]
    bodies: frozenset[str]
    again: dict[str, frozenset[str]]
    largest: dict[str, int]

    def is_there(self, kind: str, mode: str | None) -> bool:
        """Whether events of the type and mode happen where somebody is."""
        full = f"{kind} {mode}"
        return full in self.there or (kind in self.there and full not in self.own | self.afar)

    def has_own(self, kind: str, mode: str | None) -> bool:
        """Whether events of the type and mode are where their sentence says, be it far from the trigger."""
        full = f"{kind} {mode}"
        return full not in self.afar and not {kind, full}.isdisjoint(self.there | self.own)

    def is_forced(self, kind: str) -> bool:
        """Whether events of the type are done by force."""
        return kind in self.forced

    def is_upon(self, kind: str, mode: str | None) -> bool:
        """Whether events of the type and mode are done to a place."""
        return f"{kind} {mode}" in self.upon


class SizingShape(Shape):
    """`sizing.toml` as read."""

    takes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sizing:
    """Which events have which sizes.

    Attributes:
        takes: types by kind of size, the likeliest first.
        telling: types whose content's sizes are their own.
        elsewhen: words by which a sentence speaks of other days.
        mishaps: happenings that are no events and kill.
        sums: words by which a number adds up more than one event.
        raises: verbs that add to what there was.
    """

    takes: dict[str, tuple[str, ...]]
    telling: frozenset[str]
    elsewhen: frozenset[str]
    mishaps: frozenset[str]
    sums: frozenset[str]
    raises: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: `quad` 1 verbal cooperation, 2 material, 3 verbal conflict, 4 material; `modes` by name."""

    name: str
    quad: int
    intensity: float
    cameo: str
    definition: str
    modes: dict[str, ModeShape]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole: types by name, Goldstein values by CAMEO code, the words that show contexts; what is known of
    places and of sizes; the type and mode of every CAMEO code, "" where PLOVER has none; the codes of acts of speech by
    what they speak of; what features count for days and places of events (without rows the rules alone decide)."""

    types: dict[str, EventType]
    goldstein: dict[str, float]
    contexts: ContextWords
    placing: Placing
    plover: dict[str, tuple[str, str | None]]
    sizing: Sizing
    subcodes: Subcodes
    days: Weights
    places: Weights

    def cameo(self, kind: str, mode: str | None) -> str:
        """The CAMEO code of a type in a mode; the type's own code where the mode has none."""
        found = self.types[kind]
        return found.modes[mode].cameo if mode in found.modes else found.cameo

    def intensity(self, kind: str, mode: str | None) -> float:
        """PLOVER's intensity, -10 to 10."""
        found = self.types[kind]
        return found.modes[mode].intensity if mode in found.modes else found.intensity

    def scale(self, cameo: str) -> float | None:
        """The Goldstein value of a CAMEO code, else that of the broader code; None if the scale has neither."""
        for code in (cameo, cameo[:3], cameo[:2] + "0"):
            if code in self.goldstein:
                return self.goldstein[code]
        return None


def open_ontology(folders: Folders) -> Ontology:
    """The shipped ontology with the users' files laid over it, types by name.

    Raises:
        KnowledgeError: a file is faulty; a conflict type scores above zero or a cooperation type below.
    """
    types: dict[str, EventType] = {}
    for path in folders.files("coding", "plover.toml"):
        shape = read_rules(path, OntologyShape)
        for one in shape.type:
            _check(path, one)
            types[one.name] = EventType(
                one.name, one.quad, one.intensity, one.cameo, one.definition, {mode.name: mode for mode in one.modes}
            )
    goldstein = _read_goldstein(folders)
    names = {*types} | {f"{one.name} {mode}" for one in types.values() for mode in one.modes}
    return Ontology(
        types, goldstein, open_contexts(folders), _read_placing(folders), _read_cameo(folders, types),
        _read_sizing(folders), open_subcodes(folders, names, goldstein),
        read_weights(folders.files("coding", "days.tsv")[-1]), read_weights(folders.files("coding", "places.tsv")[-1]),
    )  # fmt: skip


def check_codes(rules: EventRules, ontology: Ontology) -> EventRules:
    """The rules, once it is known that the CAMEO codes which their patterns give are codes of CAMEO.

    Raises:
        KnowledgeError: one is none.
    """
    for id_, path in rules.patterns.files.items():
        pattern = rules.patterns.all.get(id_)
        if pattern is not None and pattern.cameo and pattern.cameo not in ontology.plover:
            near = get_close_matches(pattern.cameo, ontology.plover, n=3)
            line = line_of(path.read_text(encoding="utf-8"), id_)
            remedy = f"near it are {', '.join(near)}" if near else ""
            raise KnowledgeError(path, line, id_, f"cameo {pattern.cameo!r} is no code of CAMEO", remedy)
    return rules


def _read_cameo(folders: Folders, types: dict[str, EventType]) -> dict[str, tuple[str, str | None]]:
    out: dict[str, tuple[str, str | None]] = {}
    for path in folders.files("coding", "cameo.tsv"):
        for row in read_table(path, ("cameo", "type", "mode")):
            kind, mode = row["type"], row["mode"] or None
            if kind and (kind not in types or (mode and mode not in types[kind].modes)):
                raise KnowledgeError(
                    Path(path), row.line, row["cameo"], f"no type or mode {kind} {mode or ''}".rstrip()
                )
            out[row["cameo"]] = (kind, mode)
    return out


def _read_placing(folders: Folders) -> Placing:
    shapes = [read_rules(path, PlacingShape) for path in folders.files("coding", "placing.toml")]
    again = {noun: frozenset(kinds) for shape in shapes for noun, kinds in shape.again.items()}
    lists = {
        name: frozenset(entry for shape in shapes for entry in getattr(shape, name))
        for name in ("there", "own", "afar", "upon", "forced", "quarters", "hearers", "lending", "bodies")
    }
    largest = {noun: most for shape in shapes for noun, most in shape.largest.items()}
    return Placing(**lists, again=again, largest=largest)


def _read_sizing(folders: Folders) -> Sizing:
    shapes = [read_rules(path, SizingShape) for path in folders.files("coding", "sizing.toml")]
    takes = {kind: types for shape in shapes for kind, types in shape.takes.items()}
    words = {name: frozenset(found) for shape in shapes for name, found in shape.words.items()}
    return Sizing(takes, **words)


def _check(path: Path, one: TypeShape) -> None:
    """Conflict scores below zero, REQUEST apart, and cooperation above: a lost minus sign is found here."""
    for name, intensity in ((one.name, one.intensity), *((mode.name, mode.intensity) for mode in one.modes)):
        wrong = intensity < 0 if one.quad in {1, 2} else intensity > 0
        if one.quad not in {1, 2, 3, 4} or (wrong and one.name != "REQUEST"):
            raise KnowledgeError(path, 1, f"{one.name} {name}", f"intensity {intensity} in quad {one.quad}")


def _read_goldstein(folders: Folders) -> dict[str, float]:
    out: dict[str, float] = {}
    for path in folders.files("coding", "goldstein.tsv"):
        for row in read_table(path, ("cameo", "goldstein", "label")):
            try:
                out[row["cameo"]] = float(row["goldstein"])
            except ValueError as error:
                raise KnowledgeError(Path(path), row.line, row["cameo"], str(error)) from error
    return out
