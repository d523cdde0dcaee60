"""Event mentions, times, places and actors to coded records: PLOVER, CAMEO, quad class, Goldstein, intensity.

In: the layers. Out: `EventRecord`, flat and ready to be kept. Who, what, when and where meet here and nowhere else.
"""

from demarche.coding.compose import code_events
from demarche.coding.contexts import ContextWords, mark_contexts, read_context_examples
from demarche.coding.ontology import EventType, Ontology, check_codes, open_ontology
from demarche.coding.record import ContentRecord, EventRecord, Party, Size, Voice, When, Where
from demarche.coding.render import (
    COUNTED,
    FLAT,
    SIZED,
    Value,
    say_content,
    to_dict,
    to_row,
    write_size,
    write_sizes,
)
from demarche.coding.subcodes import SPOKEN, read_code_examples

__all__ = [
    "COUNTED", "FLAT", "SIZED", "SPOKEN", "ContentRecord", "ContextWords", "EventRecord", "EventType", "Ontology",
    "Party", "Size", "Value", "Voice", "When", "Where", "check_codes", "code_events", "mark_contexts",
    "open_ontology", "read_code_examples", "read_context_examples", "say_content", "to_dict", "to_row", "write_size",
    "write_sizes",
]  # fmt: skip
