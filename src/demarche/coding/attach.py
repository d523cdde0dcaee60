"""Which time and which place belong to an event: what hangs on its trigger first, then what its clause holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from demarche.base import Span
from demarche.events import EventMention
from demarche.parse import Sentence, Token


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def span(self) -> Span:
        """Its characters."""
        ...


Found = TypeVar("Found", bound=Spanned)

_SAYING = 3
"""What it costs to go up over a verb of which the trigger is only the content."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How far a phrase is from a trigger, and whether it lies below it in the tree."""

    cost: int
    below: bool


def nearest(
    event: EventMention,
    found: Sequence[Found],
    *,
    others: Sequence[EventMention],
    of_parties: bool = True,
    kinds: Collection[str] = (),
) -> tuple[Found, str] | None:
    """The one of `found` that belongs to the event, and on what ground: "clause" or "sentence".

    A phrase under the trigger belongs to it; so does one under a word above the trigger, unless it lies under another
    event's trigger. `others` are the events of the same sentence. With `of_parties` false what hangs on whoever acts is
    passed over: "mediators from Chad" are not in Chad. `kinds` are nouns that a name may hang on as its own ("the port
    of Odesa").
    """
    sentence = event.sentence
    inside = [(one, anchor) for one in found if (anchor := anchor_of(sentence, one.span, kinds)) is not None]
    heads = {other.head.at for other in others if other.head is not event.head}
    best: tuple[int, int, Found] | None = None
    for one, anchor in inside:
        if not of_parties and tells_party(sentence, anchor):
            continue
        way = _way(sentence, event, anchor, heads)
        if way is not None and (best is None or (way.cost, one.span.start) < best[:2]):
            best = (way.cost, one.span.start, one)
    return (best[2], "clause" if best[0] <= 2 else "sentence") if best else None


def tells_party(sentence: Sentence, anchor: Token) -> bool:
    """Whether the phrase says of a subject or agent where it comes from."""
    if not cases_of(sentence, anchor) & {"from", "of"} and anchor.relation != "conj":
        return False
    for token in (anchor, *sentence.ancestors(anchor)):
        if token.relation.startswith("nsubj") or token.relation == "obl:agent":
            return True
        if token.upos == "VERB":
            return False
    return False


def anchor_of(sentence: Sentence, span: Span, kinds: Collection[str] = ()) -> Token | None:
    """The word of the phrase that hangs outside it; a noun of `kinds` that it is the name of is part of it."""
    tokens = sentence.within(span)
    inner = {token.at for token in tokens}
    anchor = next((token for token in tokens if token.head not in inner), None)
    above = sentence.head(anchor) if anchor is not None else None
    if anchor is None or above is None or above.lemma.lower() not in kinds:
        return anchor
    named = anchor.relation in {"compound", "appos", "flat", "nmod:desc"} or cases_of(sentence, anchor) == {"of"}
    return above if named else anchor


def _way(sentence: Sentence, event: EventMention, anchor: Token, others: set[int]) -> _Way | None:
    """Up from the phrase to a word that stands above the trigger, or is it; None where they do not meet fairly."""
    above = [event.head, *sentence.ancestors(event.head)]
    places = {token.at: far for far, token in enumerate(above)}
    for cost, token in enumerate((anchor, *sentence.ancestors(anchor))):
        if token.at in places:
            return _meet(sentence, event, above, places[token.at], cost, others)
        if token.at in others and not _is_occasion(sentence, token):
            return None  # it is the other event's time or place
        if token is not anchor and token.relation in {"acl:relcl", "advcl", "ccomp", "parataxis"}:
            return None  # it lies in a clause of its own
    return None


def cases_of(sentence: Sentence, token: Token) -> set[str]:
    """The prepositions and marks of a phrase, in small letters."""
    return {kid.lemma.lower() for kid in sentence.kids(token, "case", "mark")}


def _is_occasion(sentence: Sentence, token: Token) -> bool:
    """ "at the summit in Singapore in June": what is done at it is done there and then."""
    return token.relation.startswith("obl") and bool(cases_of(sentence, token) & {"at", "during", "in"})


def _meet(
    sentence: Sentence, event: EventMention, above: Sequence[Token], far: int, cost: int, others: set[int]
) -> _Way | None:
    for token in above[:far]:
        if token.relation.startswith(("obl", "nmod")) and cases_of(sentence, token) & {
            "since",
            "before",
            "until",
            "till",
        }:
            return None  # "arrived in Rome for the first talks since the summit": the summit was elsewhere
        if token.relation in {"acl:relcl", "parataxis"} or (
            token.relation == "ccomp" and token.xpos not in {"VB", "VBG"}
        ):
            return None  # the phrase belongs to the clause above: when it was said, not when it happened
        if token.relation == "conj" and token.at != event.head.at and token.at in others:
            return None
    return _Way(cost + 2 * far + (1 if far and above[far].at in others else 0), far == 0)
