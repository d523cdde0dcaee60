"""Words to evidence: the one network, read once for each window of a report, and a layer above it for events.

In: the words of a report's paragraphs. Out: `Evidence`, with a layer for all that follows: sentences, tags, trees,
names, what may be the same, who says what, what is said to have happened, which words tell of events, and who is on
which side. What it means for a sentence or an event is decided downstream; nothing here knows what a report is.
"""

from demarche.encode.antecedents import Antecedents
from demarche.encode.arrays import Floats, Ints
from demarche.encode.huggingface import NamesFrom
from demarche.encode.labels import CLAIMS, NAMES, SECTORS, STATUSES, TYPES, Labels
from demarche.encode.named import open_named
from demarche.encode.onnx import OnnxEncoder, open_encoder
from demarche.encode.record import Attribution, Encoder, Evidence, Facts, Link, Pair, Paragraph, Told
from demarche.encode.spacy_ import SpacyEncoder
from demarche.encode.telling import TELLING, word_states

__all__ = [
    "CLAIMS", "NAMES", "SECTORS", "STATUSES", "TELLING", "TYPES", "Antecedents", "Attribution", "Encoder", "Evidence",
    "Facts", "Floats", "Ints", "Labels", "Link", "NamesFrom", "OnnxEncoder", "Pair", "Paragraph", "SpacyEncoder",
    "Told", "open_encoder", "open_named", "word_states",
]  # fmt: skip
