"""What `statements` hands on: who says what, in whose words, and how they stand to it."""

from dataclasses import dataclass
from typing import Literal

from demarche.actors import ActorMention
from demarche.base import Because, Span
from demarche.parse import Sentence

Stance = Literal["neutral", "favour", "against", "uncommitted"]
StatementKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One quotation or report of speech; compared by identity.

    Attributes:
        speaker: the actor who says it, None if the speaker is no known actor.
        speaker_span: the words for the speaker, None if nobody is named.
        cue: the words that tell of the saying ("said", "according to"); None for a quotation that goes on without one.
        cue_lemma: the cue's id-giving word ("say", "according to").
        content: what is said, in one or more stretches (a quotation may be split).
        kind: direct (in quotation marks), indirect, mixed.
        stance: how the speaker stands to the content.
        hedged: whether the cue itself says that the speaker does not vouch ("claimed", "believed").
        sentence: where the cue stands.
        because: why.
    """

    speaker: ActorMention | None
    speaker_span: Span | None
    cue: Span | None
    cue_lemma: str
    content: tuple[Span, ...]
    kind: StatementKind
    stance: Stance
    hedged: bool
    sentence: Sentence
    because: Because
