"""What a head sees of an event: the states of its words, in three views.

The trigger with the words beside it, the whole sentence, and what is acted upon, each as the direction in which it lies
from a usual word. The sides' own states are left out: with few examples a head learns from them who acts, not what is
done.
"""

from collections.abc import Sequence

import numpy as np

from demarche.classes.record import Head
from demarche.encode import Floats
from demarche.events import EventMention
from demarche.parse import Sentence, Token

BESIDE = 4
"""Words on each side of the trigger that are seen with it."""

VIEWS = 3


def see(event: EventMention, states: Floats, mean: Floats) -> Floats:
    """(views x width,) features of the event; `states` are those of the report's words."""
    sentence, at = event.sentence, event.head.at
    beside = sentence.tokens[max(0, at - BESIDE) : at + BESIDE + 1]
    views = (beside, sentence.tokens, _undergoing(sentence, event.head))
    return np.concatenate([_direction(view, states, mean) for view in views])


def score(head: Head, event: EventMention, states: Floats) -> float:
    """How likely the event is of the head's class, 0 to 1."""
    found = float(see(event, states, head.mean) @ head.weights) + head.bias
    return float(1 / (1 + np.exp(-np.clip(found, -30, 30))))


def _undergoing(sentence: Sentence, head: Token) -> Sequence[Token]:
    """The heads of the phrases that tell what is acted upon: objects and passive subjects of a verb; of a noun what
    stands before it ("prisoner swap") and behind its "of"."""
    if head.upos == "VERB":
        return [kid for kid in sentence.kids(head) if kid.relation in {"obj", "iobj", "nsubj:pass"}]
    after = sentence.kids(head, "nmod")
    of = [kid for kid in after if any(case.lemma == "of" for case in sentence.kids(kid, "case"))]
    return [*sentence.kids(head, "compound"), *of]


def _direction(tokens: Sequence[Token], states: Floats, mean: Floats) -> Floats:
    """The mean of the words' states less the usual one, of length 1; nothing but zeros where there are no words."""
    if not tokens:
        return np.zeros_like(mean)
    found: Floats = states[[token.place for token in tokens]].mean(axis=0) - mean
    length = float(np.linalg.norm(found))
    return np.asarray(found / length if length else found, dtype=np.float32)
