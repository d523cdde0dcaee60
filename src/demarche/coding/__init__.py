"""Event mentions, times, places and actors to coded records: PLOVER, CAMEO, quad class, Goldstein, intensity.

In: the layers. Out: `EventRecord`, flat and ready to be kept. Who, what, when and where meet here and nowhere else.
"""

from demarche.coding.record import EventRecord, Party, Voice, When, Where

__all__ = ["EventRecord", "Party", "Voice", "When", "Where"]
