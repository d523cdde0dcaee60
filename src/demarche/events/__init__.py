"""Sentences to event mentions: trigger, type, arguments, status and claim.

In: sentences, statements, actors. Out: `EventMention`, its sides those of its clause or those that the story has told,
and what an act of speech speaks of as its `contents`.
Days, places and codes join it in coding.
"""

from demarche.events.find import EventRules, find_events, judge_word, mark_events, open_event_rules
from demarche.events.frames import read_status_examples
from demarche.events.patterns import TYPES, read_event_examples
from demarche.events.record import Claim, Content, EventMention, Status, Verdict

__all__ = [
    "TYPES", "Claim", "Content", "EventMention", "EventRules", "Status", "Verdict", "find_events", "judge_word",
    "mark_events",
    "open_event_rules", "read_event_examples", "read_status_examples",
]  # fmt: skip
