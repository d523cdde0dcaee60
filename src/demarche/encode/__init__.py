"""Text to scores: the one network, read once per sentence.

In: sentences as words. Out: `Scores` for tags, lemmas, names, arcs and labels. What the scores mean for a sentence (a
tree, a name) is decided in `parse`; nothing here knows linguistics.
"""

from demarche.encode.onnx import OnnxEncoder, open_encoder
from demarche.encode.record import Encoder, Floats, Ints, Labels, Scores

__all__ = ["Encoder", "Floats", "Ints", "Labels", "OnnxEncoder", "Scores", "open_encoder"]
