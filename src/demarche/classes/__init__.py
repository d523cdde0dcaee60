"""Event classes of the user's own: learned from marked sentences, found beside the shipped types.

In: folders with a definition and examples each, and, of a report, sentences, statements, actors, events and the states
of its words. Out: `Trained` classes, and `ClassMention`: which events are of which class, some of them new. A class
adds labels and events, and changes none that is there.
"""

from demarche.classes.define import find_definitions, open_definition
from demarche.classes.find import find_classes, need_weights
from demarche.classes.kept import keep, open_classes
from demarche.classes.record import Classes, ClassMention, Definition, Figures, Trained
from demarche.classes.train import Read, Seen, train

__all__ = [
    "ClassMention", "Classes", "Definition", "Figures", "Read", "Seen", "Trained", "find_classes", "find_definitions",
    "keep", "need_weights", "open_classes", "open_definition", "train",
]  # fmt: skip
