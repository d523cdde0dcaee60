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
