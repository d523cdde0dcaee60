"""What `statements` hands on: who says what, in whose words, and how they stand to it."""

from dataclasses import dataclass
from typing import Literal

from demarche.actors import ActorMention
from demarche.base import Because, Span
from demarche.parse import Sentence
from demarche.places import PlaceMention
from demarche.times import TimeMention

Stance = Literal["neutral", "favour", "against", "uncommitted"]
StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal["say", "mention", "think", "feel", "ask", "bid", "will", "judge"]
"""What is done with the content: it is said, only spoken of, held to be so, hoped or feared, asked, bidden, meant to be
done, judged."""

Voice = Literal["named", "unnamed", "media", "document"]
"""What kind of speaker: one with a name or office, a source that is only described, a paper or agency, a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One quotation or report of speech, thought or will; compared by identity.

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
        because: why: the rule or the encoder, whichever decided, with the other among its parents where both saw it.
        act: what is done with the content.
        voice: what kind of speaker it is, None if nobody is named.
        addressee: the actor to whom it is said, None if that is no known actor.
        addressee_span: the words for whom it is said to ("reporters").
        occasion: the words that tell where or by what means ("at a press conference", "in a statement").
        when: the time of the saying, where the words about the cue tell it.
        where: the place of the saying, likewise.
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
    act: Act = "say"
    voice: Voice | None = None
    addressee: ActorMention | None = None
    addressee_span: Span | None = None
    occasion: Span | None = None
    when: TimeMention | None = None
    where: PlaceMention | None = None
