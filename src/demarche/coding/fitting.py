"""Whether a time near an event can be the event's: the reasons of grammar against it.

A present perfect takes no day that is over ("has blocked … in 1998" was not in 1998). A word spoken takes no time from
its content ("asked both to return on Thursday") nor from a neighbour's clause ("the bloc met on Wednesday, and its head
urged"). What a verb names as already over ("after they had left") or still out ("until they paid") is not of its day.
"""

from demarche.coding.scenes import telling
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.times import TimeMention

WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
"""Types that are done with words: a scene is nothing to them."""

DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "CONCEDE"})
"""Types that belong to a scene only if one of its parties has a part in them."""

_OUT = frozenset({"until", "till", "unless", "before"})


def fits(event: EventMention, time: TimeMention, head: Token | None) -> bool:
    """Whether the time, which hangs on `head`, can be when the event was."""
    if head is None or head is event.head:
        return not _is_over(event, time)
    sentence = event.sentence
    above = [event.head, *sentence.ancestors(event.head)]
    if head in above:
        return not _is_over(event, time) and _takes_from_above(event, time, above[: above.index(head) + 1])
    below = [head, *sentence.ancestors(head)]
    if event.head in below:
        return not _is_over(event, time) and _takes_from_below(event, below[: below.index(event.head)])
    return _takes_across(event, head, above, below) and not _is_over(event, time)


def _is_over(event: EventMention, time: TimeMention) -> bool:
    """Whether the event is told in the present perfect and the time is a closed one of the past, named as such."""
    if time.timex.type not in ("DATE", "TIME") or time.timex.begin is not None or time.end is None:
        return False
    if telling(event.sentence, event.head) != "perfect":
        return False
    return time.granularity in ("day", "part", "month", "year", "season") and not _is_current(time)


def _is_current(time: TimeMention) -> bool:
    return time.text.lower().startswith(("this", "today", "overnight", "earlier", "early"))


def _takes_from_above(event: EventMention, time: TimeMention, way: list[Token]) -> bool:
    """The time hangs on a word above the event: the way leads from the event up to it."""
    sentence = event.sentence
    if event.type in WORDS and event.head.upos == "NOUN" and event.head.relation.startswith(("obl", "nmod")):
        return False  # "at Nigeria's request he was extradited in February": when it was asked is not told
    for token in way[:-1]:
        marks = {kid.lemma.lower() for kid in sentence.kids(token, "mark")}
        relation = token.relation.partition(":")[0]
        if relation == "advcl" and marks & _OUT:
            return False
        if relation == "advcl" and "after" in marks:
            return telling(sentence, event.head) == "past" and event.type not in WORDS | DEALINGS
        if relation == "conj" and event.type in WORDS and sentence.kids(token, "nsubj"):
            return time.span.end <= way[-1].span.start  # only what stands before both clauses holds for both
    return True


def _takes_from_below(event: EventMention, way: list[Token]) -> bool:
    """The time hangs on a word below the event: the way leads from that word up to the event, it left out."""
    for token in way:
        relation = token.relation.partition(":")[0]
        if relation == "conj" and event.sentence.kids(token, "nsubj"):
            return False  # "he refused, but on Friday he came"
        if event.type in WORDS | {"AGREE"} and token.relation in ("xcomp", "ccomp", "advcl", "acl", "obj"):
            return False
    return True


def _takes_across(event: EventMention, head: Token, above: list[Token], below: list[Token]) -> bool:
    """The time hangs beside the event, under a word above both."""
    return True
