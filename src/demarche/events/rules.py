"""All that the room knows, in one record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from demarche.events.frames import Frames, StatusWords, open_frames, open_status
from demarche.events.judging import Judging, open_judging
from demarche.events.patterns import Pattern, Patterns, index_patterns, open_patterns
from demarche.events.scenes import Scenes, open_scenes
from demarche.knowledge import Folders, Weights, read_weights


@dataclass(frozen=True, slots=True)
class EventRules:
    """All that the room knows, loaded once."""

    patterns: Patterns
    frames: Frames
    status: StatusWords
    judging: Judging
    scenes: Scenes
    sides: Weights
    """What features count for an actor to be on a side (`sides.tsv`); without rows the rules alone decide."""


def open_event_rules(folders: Folders) -> EventRules:
    """The shipped patterns, frames, words of status and scenes with the users' laid over them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    patterns = open_patterns(folders)
    return EventRules(
        patterns,
        open_frames(folders),
        open_status(folders),
        open_judging(folders, patterns),
        open_scenes(folders),
        read_weights(folders.files("events", "sides.tsv")[-1]),
    )


def with_patterns(rules: EventRules, patterns: Iterable[Pattern]) -> EventRules:
    """The same rules of grammar and status with no patterns but these."""
    return replace(rules, patterns=index_patterns(patterns))
