"""The room's rules: what stands for a power, which nouns make a name a division, how namesakes are weighed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.knowledge import Folders, Shape, line_of, read_rules, replaced

Means = Literal["place", "power", "none"]
Bearer = Literal["any", "capable", "country", "capital", "seat", "plain", "water"]


class _RuleShape(Shape):
    id: str
    slots: tuple[str, ...]
    heads: tuple[str, ...] = ()
    who: Bearer = "any"
    means: Means
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class _EntryShape(Shape):
    id: str
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class _FileShape(Shape):
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    weights: dict[str, float] = Field(default_factory=dict)
    hints: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rule: tuple[_RuleShape, ...] = ()
    entry: tuple[_EntryShape, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotRule:
    """What a name means in a slot of the tree.

    Attributes:
        id: its name.
        slots: prepositions as written ("in", "north of"), or subject, passive, copula, object, possessor, modifier,
            pair, after-hyphen words with a hyphen before ("-based"), other; "*" for every slot.
        heads: lemmas of what the name hangs on; empty for any.
        who: which names it speaks of: any; capable (a country or what stands for its government); country; capital;
            seat (what stands for a government and is no city); plain (none of these); water.
        means: place, power, or none (no mention at all).
    """

    id: str
    slots: frozenset[str]
    heads: frozenset[str]
    who: Bearer
    means: Means


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The room's rules, in the order in which they are tried, its word lists, its weights, and the countries (alpha-3)
    whose papers alone use certain words."""

    slots: tuple[SlotRule, ...]
    words: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    hints: Mapping[str, str] = field(default_factory=dict)


FEATURES = (
    "people", "largest", "further", "capital", "country", "region", "region_shared", "region_small", "region_named",
    "district", "district_named", "site", "water", "inside", "holding", "nation", "division", "near", "nearest",
    "around", "beside", "dateline", "home", "listed", "filed", "minor", "possible", "close",
)  # fmt: skip
"""What is weighed for a reading of a name, see `features.py`, in the order of the weights."""
_WEIGHTS = (*FEATURES, "threshold")
_WORDS = ("division", "generic", "direction", "article", "personal", "apart")


def open_place_rules(folders: Folders) -> PlaceRules:
    """The shipped `rules.toml` with the users' laid over it: rules by id, lists and weights by name.

    Raises:
        KnowledgeError: a file is faulty, or a list or weight that the room needs is missing.
    """
    shapes = [(path, read_rules(path, _FileShape)) for path in folders.files("places", "rules*.toml")]
    words = {name: frozenset(found) for _, shape in shapes for name, found in shape.words.items()}
    weights = {name: value for _, shape in shapes for name, value in shape.weights.items()}
    first = shapes[0][0] if shapes else Path("rules.toml")
    for name in (*(name for name in _WORDS if name not in words), *(name for name in _WEIGHTS if name not in weights)):
        raise KnowledgeError(first, 0, name, "is missing", "give it under [words] or [weights]")
    rules = replaced((rule.id, _slot_rule(path, rule, words)) for path, shape in shapes for rule in shape.rule)
    hints = {word: code for _, shape in shapes for code, found in shape.hints.items() for word in found}
    return PlaceRules(tuple(rules.values()), words, weights, hints)


def _slot_rule(path: Path, rule: _RuleShape, words: Mapping[str, frozenset[str]]) -> SlotRule:
    return SlotRule(
        rule.id, frozenset(_spread(path, rule.id, rule.slots, words)),
        frozenset(_spread(path, rule.id, rule.heads, words)), rule.who, rule.means,
    )  # fmt: skip


def _spread(path: Path, rule: str, entries: Iterable[str], words: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """The entries, a list's name after "@" replaced by its words."""
    for entry in entries:
        if entry.startswith("@") and entry[1:] not in words:
            line = line_of(path.read_text(encoding="utf-8"), rule)
            raise KnowledgeError(path, line, rule, f"no list {entry[1:]!r}", "give it under [words]")
        yield from words[entry[1:]] if entry.startswith("@") else (entry,)


def read_entries(path: Path) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """The examples of one file: id, positive, silent."""
    shape = read_rules(path, _FileShape)
    rules = tuple((rule.id, rule.examples, rule.silent) for rule in shape.rule)
    return rules + tuple((entry.id, entry.examples, entry.silent) for entry in shape.entry)
