"""Whether an event is one that the report has told before: by definite nouns, denials, quotations and "had"."""

from collections.abc import Callable, Sequence

from demarche.actors import ActorMention
from demarche.coding.fitting import WORDS
from demarche.coding.occasions import is_named_alike
from demarche.coding.scenes import telling
from demarche.events import EventMention


def told_before(event: EventMention) -> bool:
    """Whether the words are such as take up what was told: a denial, a quotation, "had"."""
    if event.status.value not in ("actual", "negated"):
        return False
    quoted = bool(event.statements) and event.statements[0].kind == "direct"
    return event.claim.value == "denied" or quoted or telling(event.sentence, event.head) == "had"


def is_definite(event: EventMention) -> bool:
    """Whether it is named as known: "the abduction", "that march"."""
    return event.head.upos == "NOUN" and any(
        kid.lemma.lower() in ("the", "that", "this") for kid in event.sentence.kids(event.head, "det")
    )


def is_same_deed(event: EventMention, earlier: EventMention, about: bool) -> bool:
    """Of one type, with one of the sides the same and the other not another; a noun also by its variety, or as what
    words are about."""
    if event.type != earlier.type or event.type in WORDS:
        return False
    of = _is_of_one_country if event.claim.value == "denied" else is_same
    sides = [_agree(event.sources, earlier.sources, of), _agree(event.targets, earlier.targets, of)]
    if is_definite(event):
        other = event.mode != earlier.mode and "abduct" in (event.mode, earlier.mode)  # who is seized is not shot at
        alike = (about and not other) or True in sides or (event.mode is not None and event.mode == earlier.mode)
        return alike and False not in sides and is_named_alike(event.sentence, event.head, earlier.sentence)
    if event.type == "CONSULT" and event.mode != earlier.mode and event.head.lemma[:5] != earlier.head.lemma[:5]:
        return False  # the same people meet, telephone and discuss on many days
    return True in sides and False not in sides


def _agree(
    one: Sequence[ActorMention], two: Sequence[ActorMention], same: Callable[[ActorMention, ActorMention], bool | None]
) -> bool | None:
    """Whether a side is the same by `same`; None where that cannot be told."""
    found = [same(left, right) for left in one for right in two]
    return True if True in found else None if None in found or not found else False


def _is_of_one_country(left: ActorMention, right: ActorMention) -> bool | None:
    """Whether they are the same, or of one country: a ministry denies what its policemen are said to have done."""
    if left.country is not None and left.country == right.country:
        return True
    return is_same(left, right)


def is_same(left: ActorMention, right: ActorMention) -> bool | None:
    """Whether they are the same by name, or by country and sector; None where one of them has no country."""
    if left.chain is right.chain or (left.entry is not None and left.entry is right.entry):
        return True
    if left.country is None or right.country is None:
        return None
    if left.country != right.country:
        return False
    return True if left.sectors[:1] == right.sectors[:1] else None
