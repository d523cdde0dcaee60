"""Sentences to event mentions: trigger, type, arguments, status and claim.

In: sentences, statements, actors, what the encoder says of the words. Out: `EventMention`, its sides those of its
clause or those that the story has told, how sure it is, and what an act of speech speaks of as its `contents`.
Days, places and codes join it in coding. Beside it, `relate`: what goes from one marked actor to another.
"""

from demarche.events.carried import Dictionary, read_dictionary
from demarche.events.find import find_events, judge_word, mark_events
from demarche.events.frames import read_status_examples
from demarche.events.learn import Marked, learn_patterns
from demarche.events.patterns import TYPES, Pattern, WordsShape, make_pattern, read_event_examples
from demarche.events.record import Claim, Content, EventMention, Status, Verdict
from demarche.events.relate import Relation, features, relate
from demarche.events.rules import EventRules, open_event_rules, with_patterns
from demarche.events.seen import path_between
from demarche.events.weigh import weigh_sides
from demarche.events.written import write_dictionary

__all__ = [
    "TYPES", "Claim", "Content", "Dictionary", "EventMention", "EventRules", "Marked", "Pattern", "Relation",
    "Status", "Verdict", "WordsShape", "features", "find_events", "judge_word", "learn_patterns", "make_pattern",
    "mark_events", "open_event_rules", "path_between", "read_dictionary", "read_event_examples", "read_status_examples",
    "relate", "weigh_sides", "with_patterns", "write_dictionary",
]  # fmt: skip
