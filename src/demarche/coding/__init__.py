"""Event mentions, times, places and actors to coded records: PLOVER, CAMEO, quad class, Goldstein, intensity.

In: the layers. Out: `EventRecord`, flat and ready to be kept. Who, what, when and where meet here and nowhere else.
"""

from demarche.coding.compose import code_events
from demarche.coding.ontology import EventType, Ontology, open_ontology
from demarche.coding.record import ContentRecord, EventRecord, Party, Voice, When, Where
from demarche.coding.render import FLAT, Value, say_content, to_dict, to_row
from demarche.coding.subcodes import SPOKEN, read_code_examples

__all__ = [
    "FLAT", "SPOKEN", "ContentRecord", "EventRecord", "EventType", "Ontology", "Party", "Value", "Voice", "When",
    "Where", "code_events", "open_ontology", "read_code_examples", "say_content", "to_dict", "to_row",
]  # fmt: skip
