"""Learns patterns from marked sentences: which words speak of an act, and by which slots its sides come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from demarche.actors import ActorMention
from demarche.base import Span
from demarche.events.arguments import find_sides
from demarche.events.frames import Frames
from demarche.events.parties import Parties
from demarche.events.patterns import Pattern, index_patterns
from demarche.events.trigger import Trigger, find_triggers
from demarche.parse import Sentence, Token

Entry = tuple[str, tuple[str, ...]]
"""Whether it is among the verbs or the nouns, and its words as a pattern has them."""


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """A trigger that somebody marked in a sentence, and the sides with it; `actors` are those of the whole text."""

    sentence: Sentence
    trigger: Span
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    actors: Sequence[ActorMention]

    @property
    def head(self) -> Token | None:
        """The word of the trigger on which the others hang; None if no word lies in it."""
        inside = self.sentence.within(self.trigger)
        places = {token.at for token in inside}
        return next((token for token in inside if token.head not in places), None)

    @property
    def entry(self) -> Entry | None:
        """The trigger as a pattern would have it; None if it is neither verb nor noun."""
        head, inside = self.head, self.sentence.within(self.trigger)
        if head is None:
            return None
        if head.upos == "VERB":
            return "verbs", tuple(token.lemma.lower() for token in inside if token.at >= head.at)
        if head.upos in {"NOUN", "PROPN"}:
            return "nouns", tuple(token.lemma.lower() for token in inside if token.at <= head.at and token.text != "-")
        return None


def learn_patterns(template: Pattern, marked: Sequence[Marked], frames: Frames) -> tuple[Pattern, ...]:
    """A pattern for each entry of the template, and for each marked trigger that none of these finds.

    Slots that the template leaves empty are filled with those by which the marked sides come: of the same entry first,
    the commonest first, then those of its like; `subject` and `object` where nothing is marked.
    """
    given: list[Entry] = [*(("verbs", entry) for entry in template.verbs), *(("nouns", e) for e in template.nouns)]
    lessons = [lesson for one in marked if (lesson := _lesson(template, one, given, frames)) is not None]
    out: list[Pattern] = []
    for entry in dict.fromkeys([*given, *(one.entry for one in lessons)]):
        own = [one for one in lessons if one.entry == entry]
        alike = [one for one in lessons if one.entry[0] == entry[0]]
        source = template.source or _ranked("source", own, alike) or ("subject",)
        target = template.target or _ranked("target", own, alike) or (() if alike else ("object",))
        out.append(replace(_pattern(template, entry), source=source, target=target))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What one mark teaches: its entry, and by side the slots that lead from the trigger to the words marked so."""

    entry: Entry
    slots: dict[str, list[str]]


def _lesson(template: Pattern, one: Marked, given: Sequence[Entry], frames: Frames) -> _Lesson | None:
    entries = [*given, *([one.entry] if one.entry else [])]
    found = ((entry, _find(template, one, entry, frames)) for entry in entries)
    entry, trigger = next(((entry, trigger) for entry, trigger in found if trigger), (one.entry, None))
    return _Lesson(entry, _slots(one, trigger, frames)) if entry else None


def _find(template: Pattern, one: Marked, entry: Entry, frames: Frames) -> Trigger | None:
    """The marked trigger, as the entry finds it; None where it does not."""
    patterns = index_patterns([_pattern(template, entry)])
    return next((it for it in find_triggers(one.sentence, patterns, frames) if it.head is one.head), None)


def _slots(one: Marked, trigger: Trigger | None, frames: Frames) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {"source": [], "target": []}
    if trigger is None:
        return out
    acts = Parties(one.actors, ()).acts
    for slot in ("subject", "object", *_prepositions(one.sentence)):
        tried = replace(trigger, pattern=replace(trigger.pattern, source=(slot,), target=(), reciprocal=False))
        found = find_sides(one.sentence, tried, frames, acts=acts).source
        for side, spans in (("source", one.sources), ("target", one.targets)):
            if any(span.holds(token.span) for span in spans for token in found):
                out[side].append(slot)
    return out


def _pattern(template: Pattern, entry: Entry) -> Pattern:
    kind, words = entry
    return replace(
        template,
        id=f"{template.id}.{'-'.join(words)}" + ("" if kind == "verbs" else ".noun"),
        verbs=(words,) if kind == "verbs" else (),
        nouns=(words,) if kind == "nouns" else (),
    )


def _ranked(side: str, *groups: Sequence[_Lesson]) -> tuple[str, ...]:
    """The slots of each group, the commonest first, each once."""
    out: dict[str, None] = {}
    for group in groups:
        counts = Counter(slot for one in group for slot in one.slots[side])
        out.update(dict.fromkeys(slot for slot, _ in counts.most_common()))
    return tuple(out)


def _prepositions(sentence: Sentence) -> Iterable[str]:
    cases = (token for token in sentence.tokens if token.relation == "case" and token.text.isalpha())
    return dict.fromkeys(token.lemma.lower() for token in cases)
