"""Whether a time near an event can be the event's: the reasons of grammar against it.

A present perfect takes no day that is over ("has blocked … in 1998" was not in 1998). A word spoken takes no time from
its content ("asked both to return on Thursday") nor from a neighbour's clause ("the bloc met on Wednesday, and its head
urged"). What a verb names as already over ("after they had left") or still out ("until they paid") is not of its day.
"""

from datetime import date

from demarche.coding.governors import anchor_of
from demarche.coding.scenes import telling
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.times import TimeMention

WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
"""Types that are done with words: a scene is nothing to them."""

DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "CONCEDE"})
"""Types that belong to a scene only if one of its parties has a part in them."""

_ABOUT = frozenset({"against", "over", "about", "following", "despite"})
"""Prepositions before what a deed is about, which was before it."""

_OUT = frozenset({"until", "till", "unless", "before"})


def fits(event: EventMention, time: TimeMention, head: Token | None, published: date | None) -> bool:
    """Whether the time, which hangs on `head`, can be when the event was; `published` is the day of the report."""
    if _is_over(event, time, published) or _is_ahead(event, time, published):
        return False
    sentence = event.sentence
    if _is_counted(sentence, time):
        return False
    if head is None or head is event.head:
        return True
    above = [event.head, *sentence.ancestors(event.head)]
    if head in above:
        return _takes_from_above(event, time, above[: above.index(head) + 1])
    below = [head, *sentence.ancestors(head)]
    if event.head in below:
        return _takes_from_below(event, below[: below.index(event.head)], _is_led(sentence, time))
    return not (head.upos in ("NOUN", "PROPN") and _is_led(sentence, time, "of"))  # "the bombers of March 11"


def _is_counted(sentence: Sentence, time: TimeMention) -> bool:
    """Whether it is only the stretch in which the event is counted: "met for the third time this month"."""
    first = sentence.within(time.span)[:1]
    noun = sentence.tokens[first[0].at - 1] if first and first[0].at else None
    return noun is not None and noun.lemma.lower() == "time" and bool(sentence.kids(noun, "amod"))


def _is_led(sentence: Sentence, time: TimeMention, *words: str) -> bool:
    """Whether a preposition, one of the words if there are any, leads the time in."""
    at = anchor_of(sentence, time.span)
    cases = [kid.lemma.lower() for kid in sentence.kids(at, "case")] if at is not None else []
    return any(case in words for case in cases) if words else bool(cases)


def _is_over(event: EventMention, time: TimeMention, published: date | None) -> bool:
    """Whether the event is told in a tense of the present and the time lies wholly before the report."""
    if published is None or time.end is None or time.end >= published or time.timex.begin is not None:
        return False
    return event.sentence.kind != "headline" and telling(event.sentence, event.head) in ("perfect", "present")


def _is_ahead(event: EventMention, time: TimeMention, published: date | None) -> bool:
    """Whether a verb tells the event as past and the time is still to come: "threatened strikes in February"."""
    if published is None or time.start is None or time.start <= published or event.head.upos != "VERB":
        return False
    return event.status.value == "actual" and event.head.xpos == "VBD"


def _takes_from_above(event: EventMention, time: TimeMention, way: list[Token]) -> bool:
    """The time hangs on a word above the event: the way leads from the event up to it."""
    sentence = event.sentence
    if event.type in WORDS and event.head.upos == "NOUN" and event.head.relation.startswith(("obl", "nmod")):
        return False  # "at Nigeria's request he was extradited in February": when it was asked is not told
    if event.head.upos == "NOUN" and {kid.lemma.lower() for kid in sentence.kids(event.head, "case")} & _ABOUT:
        return False  # "marched on Thursday against the killing": when that was is not told
    for token in way[:-1]:
        marks = {kid.lemma.lower() for kid in sentence.kids(token, "mark")}
        relation = token.relation.partition(":")[0]
        if relation == "advcl" and marks & _OUT:
            return False
        if relation == "advcl" and "after" in marks and not _is_soon(sentence, token):
            return telling(sentence, event.head) == "past" and event.type not in WORDS | DEALINGS
        if relation == "conj" and event.type in WORDS and _has_other_subject(sentence, token):
            return time.span.end <= way[-1].span.start  # only what stands before both clauses holds for both
    return True


def _is_soon(sentence: Sentence, verb: Token) -> bool:
    """Whether it is said to be only hours after."""
    marks = [kid for kid in sentence.kids(verb, "mark") if kid.at]
    return any(sentence.tokens[mark.at - 1].lemma.lower() in ("hour", "minute", "moment") for mark in marks)


def _has_other_subject(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb has a subject that does not take up the one before ("and the two condemned")."""
    return any(
        kid.upos not in ("PRON", "NUM") and kid.lemma.lower() not in ("pair", "side", "both")
        for kid in sentence.kids(verb, "nsubj")
    )


def _takes_from_below(event: EventMention, way: list[Token], led: bool) -> bool:
    """The time hangs on a word below the event: the way leads from that word up to the event, it left out.

    `led` says whether a preposition leads the time in.
    """
    for token in way:
        relation = token.relation.partition(":")[0]
        if relation == "conj" and event.sentence.kids(token, "nsubj"):
            return False  # "he refused, but on Friday he came"
        spoken = event.type in WORDS or event.type == "AGREE"
        if spoken and token.relation in ("xcomp", "ccomp", "advcl", "acl"):
            return False
        if spoken and token.relation == "obj" and led:
            return False  # "threatened further strikes in February", but "promised more money last week"
    return True
