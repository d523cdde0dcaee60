"""How far rules and encoder together are to be trusted that a word tells of an event, and words that no rule knows."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np

from demarche.encode import TYPES, Floats, Told
from demarche.events.frames import Frames
from demarche.events.patterns import Pattern, Patterns, is_replaced
from demarche.events.trigger import Trigger, find_carrier, is_attribute
from demarche.events.worded import Worded
from demarche.knowledge import Folders, Shape, Weights, read_rules, read_weights, shipped
from demarche.parse import Sentence, Token

NONE = TYPES.index("NONE")

FLOOR = 1e-4
"""Probability below which all is as unlikely."""

QUIET = 0.88
"""How sure the encoder may be that a word tells of nothing for it still to be asked about."""

LONE = "alone."
"""What the ids of patterns begin with that stand for words which only the encoder takes for events."""


class AloneShape(Shape):
    """The slots of a type's events that no pattern knows."""

    source: str = "subject"
    target: str = "object"
    reciprocal: bool = False


class JudgingShape(Shape):
    """`judging.toml` as written: weights that training prints, the least trust, slots by type."""

    told: float
    pair: tuple[float, ...]
    least: float
    least_lenient: float
    least_alone: float
    keeps: float
    type: dict[str, AloneShape]


@dataclass(frozen=True, slots=True)
class Judging:
    """What a word's features count for each type of event (`triggers.tsv`), and its log probability by the encoder
    beside them; the weights of what `relate` weighs; the least trust for an event to stand, mostly, where less will do,
    and without a pattern; how likely, beside the likeliest type, a pattern's own must be to stand; what stands for a
    pattern where there is none; ids of the user's patterns, which nobody overrules."""

    words: Weights
    told: float
    pair: tuple[float, ...]
    least: float
    least_lenient: float
    least_alone: float
    keeps: float
    patterns: dict[str, Pattern]
    users: frozenset[str]

    def holds(
        self, trust: Floats, pattern: Pattern, *, lenient: bool = False, told: bool = False, quiet: bool = False
    ) -> bool:
        """Whether a rule's word tells of its event, and of no other much sooner: the user's patterns always do. Less
        will do if `lenient`, and nothing is asked where the word's own phrase has `told` that it is an event; in a
        report of `quiet` life it must be likelier than nothing."""
        mine, least = trust[TYPES.index(pattern.type)], self.least_lenient if lenient else self.least
        if quiet:
            least = max(least, trust[NONE])
        return pattern.id in self.users or bool((told or mine >= least) and mine >= self.keeps * trust[:NONE].max())


class Hearing:
    """A sentence's words before the judge: `words` is what is seen about them, `told` the encoder's view."""

    def __init__(self, judging: Judging, words: Worded, told: Told) -> None:
        self.judging, self.words, self.told = judging, words, told

    def trust(self, word: Token, pattern: Pattern | None) -> Floats:
        """(types,) how likely a reader would say that the word, which this pattern or none takes for an event, tells of
        one of each type, in the order of `TYPES`."""
        scores = self.judging.told * np.log(np.maximum(self.told.types[word.place], FLOOR))
        if self.judging.words.rows:
            scores += self.judging.words.add(self.words.features(word, pattern))
        raised = np.exp(scores - scores.max())
        likely: Floats = raised / raised.sum()
        return likely

    def is_quiet(self, word: Token) -> bool:
        """Whether the encoder is sure enough that the word tells of nothing not to be asked about."""
        return bool(self.told.types[word.place, NONE] > QUIET)


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
    words = read_weights(folders.files("events", "triggers.tsv")[-1])
    return Judging(
        words, shape.told, shape.pair, shape.least, shape.least_lenient, least_alone, shape.keeps, made, users
    )


def find_alone(
    sentence: Sentence, hearing: Hearing, frames: Frames, known: Container[int], overruled: Mapping[int, Pattern]
) -> Iterator[tuple[Trigger, float]]:
    """Verbs and nouns that are taken for an event though no rule has a word on them, or another; and how likely they
    tell of it. `known` are the places of those that stay as they are, `overruled` those with the pattern that does not
    hold."""
    judging = hearing.judging
    for token in sentence.tokens:
        if token.at in known or token.upos not in {"VERB", "NOUN"} or is_attribute(token):
            continue
        if token.at not in overruled and hearing.is_quiet(token):
            continue
        trust = hearing.trust(token, overruled.get(token.at))
        at = int(trust.argmax())
        if at != NONE and trust[at] >= judging.least_alone:
            carrier, undergone = (token, False) if token.upos == "VERB" else find_carrier(sentence, token, frames)
            yield Trigger(token, judging.patterns[TYPES[at]], token.span, carrier, None, undergone), float(trust[at])


def _pattern(kind: str, slots: AloneShape) -> Pattern:
    source, target = (tuple(part.strip() for part in one.split("|")) for one in (slots.source, slots.target))
    return Pattern(
        LONE + kind.lower(), kind, (), (), None, (), source, target, slots.reciprocal, frozenset(), frozenset(), "",
        frozenset(), (),
    )  # fmt: skip
