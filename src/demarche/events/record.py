"""What `events` hands on: triggers in the text with their type, arguments, status and claim."""

from dataclasses import dataclass
from typing import Literal

from demarche.actors import ActorMention
from demarche.base import Because, ByRule, Span
from demarche.parse import Sentence, Token
from demarche.statements import Statement

Status = Literal["actual", "planned", "hypothetical", "negated"]
Claim = Literal["plain", "attributed", "alleged", "denied"]


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """A status or a claim, the words that say so, and the rule that decided."""

    value: str
    words: Span | None
    because: Because


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What an act of speech speaks of: the act that is demanded, promised, threatened, refused or laid at one's door.

    Attributes:
        span: its words.
        head: the token that stands for it.
        type: PLOVER type; None for an act that no pattern knows, and for a bare thing ("a waiver").
        mode: PLOVER mode, None if the words do not tell.
        negated: whether it is that something be not done: "agreed not to attack", "told them to stop arming rebels".
        sources: who is to do it, or is said to have done it; not always whoever speaks.
        targets: to whom; for reciprocal acts the same sides as the sources.
        object: the noun phrase that it is done to, or the thing itself; None if there is none.
        contents: what it speaks of in its turn: "urged them to agree to talks".
        pattern: the id of the pattern that tells the type, None if there is none.
        because: why it is content, and why the sources are those.
    """

    span: Span
    head: Token
    type: str | None
    mode: str | None
    negated: bool
    sources: tuple[ActorMention, ...]
    targets: tuple[ActorMention, ...]
    object: Span | None
    contents: tuple["Content", ...]
    pattern: str | None
    because: ByRule


@dataclass(frozen=True, slots=True, eq=False)
class EventMention:
    """One event where the text speaks of it; compared by identity.

    Attributes:
        trigger: the words that stand for it.
        head: the trigger's token in the tree.
        sentence: where it stands.
        type: PLOVER type.
        mode: PLOVER mode, None if the words do not tell.
        contexts: PLOVER contexts.
        sources: who did it, in the order of the text.
        targets: to whom; for reciprocal events the same sides as the sources.
        status: actual, planned, hypothetical or negated, and the words that say so.
        claim: plain, attributed, alleged or denied, and the words that say so.
        statements: the statements whose content holds the trigger, the innermost first.
        pattern: the id of the pattern that found it.
        because: why.
        again: the earlier event that it names once more, if it does ("the attack").
        cameo: the CAMEO code that the pattern gives; "" where type and mode tell it.
        sure: how likely a reader would mark an event of this type here, 0 to 1; None where rules alone decided.
        contents: what it speaks of, if it is an act of speech.
    """

    trigger: Span
    head: Token
    sentence: Sentence
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    sources: tuple[ActorMention, ...]
    targets: tuple[ActorMention, ...]
    status: Verdict
    claim: Verdict
    statements: tuple[Statement, ...]
    pattern: str
    because: ByRule
    again: "EventMention | None" = None
    cameo: str = ""
    sure: float | None = None
    contents: tuple[Content, ...] = ()
