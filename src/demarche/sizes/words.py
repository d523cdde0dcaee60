"""What the room knows: number words, hedges, currencies, and the words that tell of what there are so many."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from demarche.actors import ActorLexicon
from demarche.base import KnowledgeError
from demarche.knowledge import Folders, Shape, read_rules, replaced
from demarche.mentions import MentionWords
from demarche.sizes.record import KINDS, Currency


class CueShape(Shape):
    """One `[[cue]]`: verbs, states and nouns that tell a kind of size."""

    id: str
    kind: str
    slot: Literal["object", "subject", "agent"] = "object"
    verbs: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    tolls: tuple[str, ...] = ()
    people: bool = True
    without: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")


class NumberShape(Shape):
    """One `[[number]]`: examples of how amounts are told."""

    id: str
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")


class CurrencyShape(Shape):
    """One `[[currency]]`."""

    code: str
    signs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    usual: bool = False


class SizesShape(Shape):
    """`sizes.toml` as read."""

    cue: tuple[CueShape, ...] = ()
    number: tuple[NumberShape, ...] = ()
    currency: tuple[CurrencyShape, ...] = ()
    ones: dict[str, int] = Field(default_factory=dict)
    scales: dict[str, int] = Field(default_factory=dict)
    suffixes: dict[str, int] = Field(default_factory=dict)
    vague: dict[str, tuple[int, int]] = Field(default_factory=dict)
    few: dict[str, tuple[int, int]] = Field(default_factory=dict)
    hedges: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    forces: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells a kind of size: `rest` are lemmas that must stand with it; `slot` says where the number is;
    what is counted is none of `without`."""

    id: str
    kind: str
    slot: str
    rest: tuple[str, ...]
    people: bool
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SizeRules:
    """All that the room knows.

    `ones` are numbers below a hundred, `scales` what multiplies, `suffixes` the letters that do; `vague` ranges by
    their words, `few` those that also multiply ("several hundred"); `hedges` maps leading words to `least`, `most` or
    `about`; `verbs`, `states`, `nouns` and `tolls` are cues by their first lemma. `forces` is the unit of troops by
    noun, "" for people; `nations` are country codes by adjective; `persons` nouns for people; `starts` the words that
    numbers are told by, `opens` those that an amount may begin with; `cues` all first words of cues; `sign` finds a
    sign of money before a number.
    """

    ones: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]
    few: Mapping[str, tuple[int, int]]
    hedges: Mapping[tuple[str, ...], str]
    signs: Mapping[str, tuple[Currency, ...]]
    money: Mapping[str, tuple[Currency, ...]]
    verbs: Mapping[str, tuple[Cue, ...]]
    states: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    tolls: Mapping[str, tuple[Cue, ...]]
    lists: Mapping[str, frozenset[str]]
    forces: Mapping[str, str]
    nations: Mapping[str, str]
    persons: frozenset[str]
    starts: frozenset[str]
    opens: frozenset[str]
    cues: frozenset[str]
    sign: re.Pattern[str]


def open_sizes(folders: Folders, nouns: MentionWords, lexicon: ActorLexicon) -> SizeRules:
    """The shipped words with the users' laid over them, cues by id; nouns for people are those that mentions and actors
    know.

    Raises:
        KnowledgeError: a file is faulty or names a kind that there is not.
    """
    shapes: list[SizesShape] = []
    for path in folders.files("sizes", "*.toml"):
        shape = read_rules(path, SizesShape)
        for one in shape.cue:
            if one.kind not in KINDS:
                raise KnowledgeError(path, 1, one.id, f"kind {one.kind}", f"one of {', '.join(KINDS)}")
        shapes.append(shape)
    cues = replaced((one.id, one) for shape in shapes for one in shape.cue)
    hedges = {
        tuple(words.split()): effect
        for shape in shapes for effect, entries in shape.hedges.items() for words in entries
    }  # fmt: skip
    lists = {name: frozenset(words) for shape in shapes for name, words in shape.lists.items()}
    forces = {noun: unit for shape in shapes for unit, nouns in shape.forces.items() for noun in nouns}
    currencies = [one for shape in shapes for one in shape.currency]
    ones = {word: value for shape in shapes for word, value in shape.ones.items()}
    scales = {word: value for shape in shapes for word, value in shape.scales.items()}
    suffixes = {word: value for shape in shapes for word, value in shape.suffixes.items()}
    vague = {word: bounds for shape in shapes for word, bounds in shape.vague.items()}
    few = {word: bounds for shape in shapes for word, bounds in shape.few.items()}
    signs = _currencies(currencies, "signs")
    people = {words[0] for words, agent in lexicon.agents.items() if len(words) == 1 and not agent.body}
    persons = (nouns.persons | people | lists["humans"]) - lists["things"]
    persons -= {noun for noun, unit in forces.items() if unit != "people"}
    verbs, states, counted, tolls = (_index(cues.values(), name) for name in ("verbs", "states", "nouns", "tolls"))
    return SizeRules(
        ones, scales, suffixes, vague, few, hedges, signs, _currencies(currencies, "names"),
        verbs, states, counted, tolls, lists,
        {noun: "" if unit == "people" else unit for noun, unit in forces.items()},
        {word: country.code for word, country in lexicon.countries.adjectives.items()}, frozenset(persons),
        frozenset(part for word in (*ones, *scales, *vague, *few, "half") for part in word.split()) - {"a", "of"},
        frozenset(words[0] for words in hedges) | {*ones, *scales, "a", "an", "half", "between"}
        | {words.split()[0] for words in (*vague, *few)},
        frozenset({*verbs, *states, *counted, *tolls}),
        re.compile("|".join(rf"{re.escape(sign)}(?=\s?\d)" for sign in sorted(signs, key=len, reverse=True))),
    )  # fmt: skip


def _currencies(found: list[CurrencyShape], name: str) -> dict[str, tuple[Currency, ...]]:
    out: dict[str, tuple[Currency, ...]] = {}
    for one in found:
        for word in getattr(one, name):
            out[word] = (*out.get(word, ()), Currency(one.code, frozenset(one.countries), one.usual))
    return out


def _index(cues: Iterable[CueShape], name: str) -> dict[str, tuple[Cue, ...]]:
    out: dict[str, tuple[Cue, ...]] = {}
    for cue in cues:
        for entry in getattr(cue, name):
            first, *rest = entry.split()
            out[first] = (
                *out.get(first, ()),
                Cue(cue.id, cue.kind, cue.slot, tuple(rest), cue.people, frozenset(cue.without)),
            )
    return {word: tuple(sorted(found, key=lambda cue: -len(cue.rest))) for word, found in out.items()}
