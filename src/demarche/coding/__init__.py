"""Event mentions, times, places and actors to coded records: PLOVER, CAMEO, quad class, Goldstein, intensity.

In: the layers. Out: `EventRecord`, flat and ready to be kept. Who, what, when and where meet here and nowhere else.
"""

from demarche.coding.compose import code_events
from demarche.coding.ontology import EventType, Ontology, open_ontology
from demarche.coding.record import EventRecord, Party, Voice, When, Where

__all__ = [
    "EventRecord", "EventType", "Ontology", "Party", "Voice", "When", "Where", "code_events", "open_ontology",
]  # fmt: skip
