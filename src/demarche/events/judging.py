"""How far rules and encoder together are to be trusted that a word tells of an event, and words that no rule knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, inf, log

from demarche.encode import TYPES, Told
from demarche.events.frames import Frames
from demarche.events.patterns import Pattern, Patterns, is_replaced
from demarche.events.trigger import Trigger, find_carrier, is_attribute
from demarche.knowledge import Folders, Shape, read_rules, shipped
from demarche.parse import Sentence, Token

LONE = "alone."
"""What the ids of patterns begin with that stand for words which only the encoder takes for events."""

AFFAIRS = 4.0
"""Log odds of public affairs, either way, beyond which a report counts no more."""


class AloneShape(Shape):
    """The slots of a type's events that no pattern knows."""

    source: str = "subject"
    target: str = "object"
    reciprocal: bool = False


class JudgingShape(Shape):
    """`judging.toml` as written: weights as `training.telling` prints them, the least trust, slots by type."""

    by_rule: tuple[float, float, float]
    alone: tuple[float, float, float]
    pair: tuple[float, ...]
    least: float
    least_alone: float
    type: dict[str, AloneShape]


@dataclass(frozen=True, slots=True)
class Judging:
    """The weights of the encoder's two answers and a bias, for words that a rule takes for an event and for all others;
    those of what `relate` weighs;
    the least trust for an event to stand; what stands for a pattern where there is none; ids of the user's patterns,
    which nobody overrules."""

    by_rule: tuple[float, float, float]
    alone: tuple[float, float, float]
    pair: tuple[float, ...]
    least: float
    least_alone: float
    patterns: dict[str, Pattern]
    users: frozenset[str]

    def trust(self, told: Told, word: Token, kind: str, *, by_rule: bool) -> float:
        """How likely (0 to 1) a reader would say that the word tells of an event of this type."""
        given = weigh(float(told.types[word.place, TYPES.index(kind)]), told.affairs)
        *weights, bias = self.by_rule if by_rule else self.alone
        return 1 / (1 + exp(-bias - sum(weight * one for weight, one in zip(weights, given, strict=True))))

    def holds(self, told: Told, trigger: Trigger) -> bool:
        """Whether a rule's trigger stands: the user's own patterns always do."""
        pattern = trigger.pattern
        return pattern.id in self.users or self.trust(told, trigger.head, pattern.type, by_rule=True) >= self.least


def open_judging(folders: Folders, patterns: Patterns) -> Judging:
    """The shipped weights and slots, or those of the last user's folder that has the file.

    Where a folder's patterns stand in place of ours, no word tells of an event that they do not know.

    Raises:
        KnowledgeError: the file is faulty.
    """
    shape = read_rules(folders.files("events", "judging.toml")[-1], JudgingShape)
    ours = shipped("events")
    users = frozenset(name for name, path in patterns.files.items() if not path.is_relative_to(ours))
    least_alone = inf if is_replaced(folders) else shape.least_alone
    made = {kind: _pattern(kind, slots) for kind, slots in shape.type.items()}
    return Judging(shape.by_rule, shape.alone, shape.pair, shape.least, least_alone, made, users)


def weigh(likely: float, affairs: float) -> list[float]:
    """What is weighed: the log odds of the type, bounded, and those that the report is of public affairs."""
    bounded = min(max(likely, 1e-4), 1 - 1e-4)
    return [log(bounded / (1 - bounded)), min(max(affairs, -AFFAIRS), AFFAIRS)]


def find_alone(sentence: Sentence, told: Told, judging: Judging, frames: Frames, known: set[int]) -> Iterator[Trigger]:
    """Verbs and nouns that the encoder takes for an event and no rule has a word on; `known` are the places of those
    that one has."""
    for token in sentence.tokens:
        if token.at in known or token.upos not in {"VERB", "NOUN"} or is_attribute(token):
            continue
        at = int(told.types[token.place].argmax())
        if TYPES[at] == "NONE":
            continue
        if judging.trust(told, token, TYPES[at], by_rule=False) >= judging.least_alone:
            carrier, undergone = (token, False) if token.upos == "VERB" else find_carrier(sentence, token, frames)
            yield Trigger(token, judging.patterns[TYPES[at]], token.span, carrier, None, undergone)


def _pattern(kind: str, slots: AloneShape) -> Pattern:
    source, target = (tuple(part.strip() for part in one.split("|")) for one in (slots.source, slots.target))
    return Pattern(
        LONE + kind.lower(), kind, (), (), None, (), source, target, slots.reciprocal, frozenset(), frozenset(), "",
        frozenset(), (),
    )  # fmt: skip
