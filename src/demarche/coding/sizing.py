"""Which sizes belong to which event: by the tree, then by the sentence, then by the story."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from demarche.base import ByRule
from demarche.coding.attach import cases_of
from demarche.coding.ontology import Sizing
from demarche.coding.record import Size
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.sizes import KINDS, Currency, SizeMention

_FAR = 7.0
"""Steps in the tree beyond which a size is not the event's."""

_NEAR = 2.5
"""The same for events of a type that is not the likeliest: "three died during protests"."""

_BACK = 3
"""How many sentences a later one may speak of an event after it was told."""

_LOOSE = frozenset({"participants", "troops", "money"})
"""Kinds that are an event's by hanging on it, where no word of their own tells them."""

_THROUGH = frozenset(
    {"obj", "iobj", "obl", "nmod", "conj", "nummod", "compound", "appos", "amod", "dep", "det", "advmod", "flat"}
)
_CLAUSES = frozenset({"xcomp", "advcl", "acl", "ccomp", "csubj"})


@dataclass(slots=True)
class _Story:
    """The events by sentence and in the order of the text, and what each has been given so far."""

    events: Sequence[EventMention]
    sizing: Sizing
    given: dict[int, list[tuple[SizeMention, str]]] = field(default_factory=dict)

    def here(self, sentence: Sentence) -> list[EventMention]:
        """The sentence's events."""
        return [event for event in self.events if event.sentence is sentence]


def size_events(
    events: Sequence[EventMention], sizes: Sequence[SizeMention], *, sentences: Sequence[Sentence], sizing: Sizing
) -> Mapping[int, tuple[Size, ...]]:
    """The sizes of each event that has any, by the event's id in memory; each size is one event's.

    An event that is told again gives what is told of it then to its first telling too.
    """
    story = _Story(events, sizing)
    for one in sizes:
        found = _owner(one, story, sentences)
        if found is not None:
            event, ground = found
            story.given.setdefault(id(event), []).append((one, ground))
    for event in events:
        if event.again is not None and id(event) in story.given:
            known = {(one.kind, one.span) for one, _ in story.given.get(id(event.again), [])}
            new = [(one, "again") for one, _ in story.given[id(event)] if (one.kind, one.span) not in known]
            story.given.setdefault(id(event.again), []).extend(new)
    return {
        id(event): tuple(_size(one, ground, event) for one, ground in sorted(story.given[id(event)], key=_order))
        for event in events
        if id(event) in story.given
    }


def _order(given: tuple[SizeMention, str]) -> tuple[int, int]:
    one, _ = given
    return KINDS.index(one.kind), one.span.start


def _size(one: SizeMention, ground: str, event: EventMention) -> Size:
    quantity, sentence = one.quantity, one.sentence
    words = sentence.text[one.span.start - sentence.span.start : one.span.end - sentence.span.start]
    unit = _currency(quantity.currencies, event) if quantity.currencies else one.unit
    because = ByRule(f"size.{ground}", words, (one.because,))
    return Size(one.kind, quantity.low, quantity.high, quantity.exact, unit, words, one.span, because)


def _currency(found: Sequence[Currency], event: EventMention) -> str | None:
    """The one currency that is meant: the only one, that of a party's country, or what its name means by itself."""
    if len(found) == 1:
        return found[0].code
    countries = {actor.country for actor in (*event.targets, *event.sources) if actor.country}
    own = [one.code for one in found if one.countries & countries]
    usual = [one.code for one in found if one.usual]
    return next(iter(usual[:1] if usual and usual[0] in own else own or usual), None)


def _owner(one: SizeMention, story: _Story, sentences: Sequence[Sentence]) -> tuple[EventMention, str] | None:
    here = story.here(one.sentence)
    takes = story.sizing.takes[one.kind]
    own = next((event for event in here if event.head is one.anchor), None)
    if one.kind in _LOOSE and one.anchor is one.token:
        return _hung(one, here, takes, story)
    if own is not None and own.type in takes:
        return own, "clause"
    if _is_mishap(one, story.sizing.mishaps) or _is_sum(one, story):
        return None
    near = [
        (cost + 0.1 * takes.index(event.type), abs(event.head.at - one.anchor.at), at)
        for at, event in enumerate(here)
        if event.type in takes and (cost := _cost(one.sentence, one.anchor, event)) is not None
    ]
    near = [it for it in near if it[0] <= (_FAR if here[it[2]].type == takes[0] else _NEAR)]
    if near:
        return here[min(near)[2]], "clause"
    telling = [
        event for event in here
        if event.type in story.sizing.telling and event.head in tuple(one.sentence.ancestors(one.anchor))
        and _is_content(one.sentence, one.anchor, event.head)
    ]  # fmt: skip
    if telling:
        return telling[-1], "content"
    return _told_before(one, here, takes, story, sentences)


def _cost(sentence: Sentence, anchor: Token, event: EventMention) -> float | None:
    """How far the event is from the word that tells the size, in steps of the tree; None in another tree."""
    up = {token.at: far for far, token in enumerate((anchor, *sentence.ancestors(anchor)))}
    below: list[Token] = []
    for far, token in enumerate((event.head, *sentence.ancestors(event.head))):
        if token.at in up:
            above = (anchor, *sentence.ancestors(anchor))[: up[token.at]]
            parted = sum(2.0 for one in (*above, *below) if one.relation.partition(":")[0] in {"ccomp", "parataxis"})
            return far + up[token.at] + parted
        below.append(token)
    return None


def _is_content(sentence: Sentence, anchor: Token, head: Token) -> bool:
    """Whether the word lies in a clause that is the content of the verb above it, not in one that tells of its time."""
    for one in (anchor, *sentence.ancestors(anchor)):
        if one is head:
            return True
        relation = one.relation
        if relation == "acl:relcl" or relation == "parataxis":
            return False
        if relation.startswith("advcl") and not cases_of(sentence, one) & {"of", "to", "with", "for"}:
            return False
    return False


def _hung(
    one: SizeMention, here: Sequence[EventMention], takes: Sequence[str], story: _Story
) -> tuple[EventMention, str] | None:
    """The event that the counted words hang on: "sent 300 troops", "a protest by farmers", "pledged $40 million"."""
    found = []
    heads = {event.head.at for event in here}
    for at, event in enumerate(here):
        if event.type not in takes:
            continue
        if one.kind == "participants":
            steps = _as_source(one, event)
        else:
            steps = _hangs(one, event, heads - {event.head.at}, event.type in story.sizing.telling)
        if steps is not None:
            found.append((steps, takes.index(event.type), at))
    return (here[min(found)[2]], "clause") if found else None


def _as_source(one: SizeMention, event: EventMention) -> int | None:
    """Whether the people are those who do it."""
    for actor in event.sources:
        mention = actor.mention
        if mention.sentence is one.sentence and (
            mention.head is one.token or mention.span.overlaps(one.quantity.span) or one.span.holds(mention.head.span)
        ):
            return 0
    cases = cases_of(one.sentence, one.token)
    for above in one.sentence.ancestors(one.token) if one.token.relation.startswith("nmod") else ():
        if above is event.head and event.head.upos == "NOUN":
            return 1 if cases & {"by", "of", "with"} else None
        if "by" not in cases or not above.relation.startswith("nmod"):
            return None  # "a protest at the court by 200 supporters"
    return None


def _hangs(one: SizeMention, event: EventMention, others: Collection[int], telling: bool) -> int | None:
    """How many steps the words hang below the event, or beside it on a verb that carries its noun."""
    sentence = one.sentence
    ends = {event.head.at}
    verb = sentence.head(event.head)
    carried = event.head.upos in {"NOUN", "PROPN"} and verb is not None and verb.upos == "VERB"
    if carried and verb is not None and event.head.relation.partition(":")[0] in {"obj", "obl"}:
        ends.add(verb.at)
    moves = event.type in {"MOBILIZE", "RETREAT", "AID"}
    for steps, token in enumerate((one.token, *sentence.ancestors(one.token))):
        if token.at in ends:
            return steps
        if token.at in others and steps:
            return None
        relation = token.relation.partition(":")[0]
        subject = relation == "nsubj" and (
            token.relation == "nsubj:pass" or (moves and one.kind == "troops" and token.head in ends)
        )
        clause = relation in _CLAUSES and (telling or relation in {"xcomp", "acl"}) and token.relation != "acl:relcl"
        if relation == "advcl":
            clause = clause and not cases_of(sentence, token) & {"after", "before", "when", "while", "since", "as"}
        if not (relation in _THROUGH or subject or clause):
            return None
    return None


def _is_mishap(one: SizeMention, mishaps: frozenset[str]) -> bool:
    """Whether an accident or a disease killed them."""
    kids = one.sentence.kids(one.anchor, "nsubj", "obl", "nmod", "advcl")
    return any(word.lemma.lower() in mishaps for kid in kids for word in (kid, *one.sentence.kids(kid, "compound")))


def _is_sum(one: SizeMention, story: _Story) -> bool:
    """Whether the number adds up what happened over a time, or what is told here to what was before."""
    sentence, sizing = one.sentence, story.sizing
    words = {token.lemma.lower() for token in sentence.tokens}
    if words & sizing.sums and one.anchor.upos != "VERB":
        return True
    verb = sentence.head(one.anchor)
    if verb is None or verb.lemma.lower() not in sizing.raises:
        return False
    return any(
        other.kind == one.kind and other.sentence is sentence
        for given in story.given.values() for other, _ in given
    )  # fmt: skip


def _told_before(
    one: SizeMention, here: Sequence[EventMention], takes: Sequence[str], story: _Story, sentences: Sequence[Sentence]
) -> tuple[EventMention, str] | None:
    """The last event before that the size can be of, where its sentence speaks of nothing else."""
    words = {token.lemma.lower() for token in one.sentence.tokens}
    if words & (story.sizing.elsewhen | story.sizing.mishaps) or any(event.type in takes[:1] for event in here):
        return None
    at = sentences.index(one.sentence)
    earlier = {id(sentence) for sentence in sentences[max(0, at - _BACK) : at]}
    for event in reversed(story.events):
        known = event.type == takes[0] and event.status.value in {"actual", "negated"}
        if id(event.sentence) in earlier and event.head.span.start < one.span.start and known:
            return event, "story"
    return None
