"""The scene of a story: public life, or one of the quiet ones (sport, markets, culture), in which few deeds are events.

Teams attack, shares retreat, critics savage a film. The words of the whole story tell which life it speaks of; in a
quiet one an event needs a power among its sides, or a deed that is meant as it is said: "police arrested two fans".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import Field

from demarche.actors import ActorMention
from demarche.events.trigger import Trigger
from demarche.knowledge import Folders, Shape, read_rules, replaced
from demarche.parse import Sentence

PUBLIC = "public"
"""The scene of public life, against which the others are weighed."""

STRONG, WEAK = 3, 1
"""What a word counts, once a story."""

QUIET = 2.0
"""By how much the quiet scenes together outweigh public life in a quiet story."""

LEAST = 8
"""What the words of quiet life weigh at least: a sentence or two make no scene."""

POWERS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "SPY", "LAB"})
"""Sectors whose deeds are public life wherever they are told."""

_KINDS = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_NAMES = frozenset({"Person", "Location"})
_LANDS = frozenset({"Location", "NORP"})


class SceneShape(Shape):
    """One `[[scene]]` as written."""

    id: str
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    teams: bool = False
    examples: tuple[str, ...]
    not_: tuple[str, ...] = Field(alias="not")


class ScenesShape(Shape):
    """`scenes.toml` as read."""

    literal: tuple[str, ...] = ()
    homonyms: tuple[str, ...] = ()
    scene: tuple[SceneShape, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenes:
    """By lemma what it counts for each scene; the scenes in which countries are teams; the deeds that are literal; the
    nouns that stand for a power in public life alone."""

    weights: dict[str, dict[str, int]]
    teams: frozenset[str]
    literal: frozenset[str]
    homonyms: frozenset[str]


def open_scenes(folders: Folders) -> Scenes:
    """The shipped scenes with the users' laid over them by id.

    Raises:
        KnowledgeError: a file is faulty.
    """
    shapes = [read_rules(path, ScenesShape) for path in folders.files("events", "scenes.toml")]
    scenes = replaced((one.id, one) for shape in shapes for one in shape.scene).values()
    weights: dict[str, dict[str, int]] = {}
    for one in scenes:
        for words, weight in ((one.weak, WEAK), (one.strong, STRONG)):
            for word in words:
                weights.setdefault(word, {})[one.id] = weight
    literal = frozenset(word for shape in shapes for word in shape.literal)
    homonyms = frozenset(word for shape in shapes for word in shape.homonyms)
    return Scenes(weights, frozenset(one.id for one in scenes if one.teams), literal, homonyms)


def judge_scene(sentences: Iterable[Sentence], scenes: Scenes) -> str:
    """The scene of the story that the sentences tell; `PUBLIC` unless the quiet ones clearly outweigh it."""
    words = {
        token.lemma.lower()
        for sentence in sentences
        for token in sentence.tokens
        if token.upos in _KINDS and token.name[2:] not in _NAMES
    }
    sums: dict[str, int] = {}
    for word in words:
        for scene, weight in scenes.weights.get(word, {}).items():
            sums[scene] = sums.get(scene, 0) + weight
    public = sums.pop(PUBLIC, 0)
    quiet = sum(sums.values())
    if quiet < LEAST or quiet < QUIET * public:
        return PUBLIC
    return max(sums, key=lambda scene: (sums[scene], scene))


def is_public(trigger: Trigger, parties: Sequence[ActorMention], targets: int, scene: str, scenes: Scenes) -> bool:
    """Whether what the trigger tells is an event in this scene: a power is among its `parties`, or the deed is literal
    and somebody undergoes it (`targets` counts those)."""
    if scene == PUBLIC:
        return True
    if any(_is_power(actor, scenes, teams=scene in scenes.teams) for actor in parties):
        return True
    return bool(targets) and trigger.head.lemma.lower() in scenes.literal


def _is_power(actor: ActorMention, scenes: Scenes, *, teams: bool) -> bool:
    """Whether the actor is a power of public life.

    Of a country, "it" may be anything else in the story; where countries are teams, they are none at all.
    """
    if not POWERS & set(actor.sectors) or actor.private:
        return False
    forms = [one for one in actor.chain.mentions if one.kind != "pronoun"]
    if all(one.kind == "description" and one.head.lemma.lower() in scenes.homonyms for one in forms):
        return False
    land = any(one.kind == "name" and one.type in _LANDS and not one.title for one in forms)
    return not land or not (teams or actor.mention.kind == "pronoun")
