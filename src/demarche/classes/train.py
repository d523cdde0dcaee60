"""Trains a class: patterns from the marks, a head on the encoder's states, and figures on sentences held out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from demarche.actors import ActorMention
from demarche.base import KnowledgeError, Span
from demarche.classes.features import see
from demarche.classes.find import find_candidates, need_states
from demarche.classes.fit import fit
from demarche.classes.record import Definition, Figures, Head, Trained
from demarche.encode import Evidence, Floats
from demarche.events import EventMention, EventRules, Marked, Pattern, find_events, learn_patterns, with_patterns
from demarche.knowledge import Example
from demarche.parse import Sentence
from demarche.statements import Statement

OTHERS = 300
"""Sentences of other types that stand for the rest of the news."""

OTHERS_TRUST = 0.02
"""What each of them weighs beside a sentence of the user's."""

ONE_BY_ONE = 40
"""Up to so many sentences each is tested by what all others taught; of more, a tenth at a time."""


class Seen(Protocol):
    """What training asks of a sentence that was coded; an `Analysis` will do."""

    @property
    def sentences(self) -> tuple[Sentence, ...]: ...  # noqa: D102
    @property
    def statements(self) -> tuple[Statement, ...]: ...  # noqa: D102
    @property
    def actors(self) -> tuple[ActorMention, ...]: ...  # noqa: D102
    @property
    def triggers(self) -> tuple[EventMention, ...]: ...  # noqa: D102
    @property
    def evidence(self) -> Evidence: ...  # noqa: D102


Read = Callable[[str], Seen]
"""Reads a text, with the states of its words."""


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A sentence of the user's, read: its marked triggers, none where it is not of the class."""

    example: Example
    seen: Seen
    marked: tuple[Marked, ...]

    def holds(self, event: EventMention) -> bool:
        """Whether the event is one that is marked."""
        return any(one.head is event.head for one in self.marked)


@dataclass(frozen=True, slots=True, eq=False)
class _School:
    """What all folds share: the definition, the rules, the usual word and the features of others' sentences."""

    definition: Definition
    rules: EventRules
    mean: Floats
    others: Floats

    def teach(self, cases: Sequence[_Case]) -> tuple[tuple[Pattern, ...], Head]:
        """Patterns and head, from these sentences."""
        marked = [one for case in cases for one in case.marked]
        patterns = learn_patterns(self.definition.template, marked, self.rules.frames)
        rows: list[Floats] = []
        of_class: list[float] = []
        for case in cases:
            for event in _find(case.seen, patterns, self.rules):
                rows.append(see(event, need_states(case.seen.evidence), self.mean))
                of_class.append(float(case.holds(event)))
        trust = [1.0] * len(rows) + [OTHERS_TRUST] * len(self.others)
        y = [*of_class, *[0.0] * len(self.others)]
        return patterns, fit(np.array([*rows, *self.others]), np.array(y), np.array(trust), self.mean)

    def test(self, case: _Case, patterns: Sequence[Pattern], head: Head) -> list[EventMention]:
        """The events of the class that patterns and head find in a sentence."""
        seen = case.seen
        found = find_candidates(
            seen.sentences, seen.statements, seen.actors, patterns, head, rules=self.rules, evidence=seen.evidence
        )
        return [event for event, sure in found if sure >= self.definition.least]


def train(definition: Definition, read: Read, *, rules: EventRules, lexicon: Sequence[Example]) -> Trained:
    """The class, trained. `lexicon` are the shipped examples: those of other types teach it what it is not.

    Raises:
        KnowledgeError: no pattern can be made of a mark.
        WeightsError: the encoder has no states.
    """
    cases = [_case(one, read) for one in (*definition.examples, *definition.counters)]
    kind = definition.template.type
    others = [one for one in lexicon if one.positive and one.fields.get("type") != kind]
    strange = [read(one.text) for one in others[:: max(1, len(others) // OTHERS)]]
    states = [need_states(seen.evidence) for seen in (*strange, *(case.seen for case in cases))]
    mean = np.concatenate(states).mean(axis=0)
    features = [see(event, need_states(seen.evidence), mean) for seen in strange for event in seen.triggers]
    school = _School(definition, rules, mean, np.array(features))
    patterns, head = school.teach(cases)
    return Trained(definition, patterns, head, _figures(school, cases), cases[0].seen.evidence.encoder)


def _find(seen: Seen, patterns: Sequence[Pattern], rules: EventRules) -> tuple[EventMention, ...]:
    facts = seen.evidence.facts
    return find_events(seen.sentences, seen.statements, seen.actors, rules=with_patterns(rules, patterns), facts=facts)


def _case(example: Example, read: Read) -> _Case:
    seen = read(example.text)
    return _Case(example, seen, tuple(_marked(example, seen)))


def _marked(example: Example, seen: Seen) -> Iterator[Marked]:
    def spans(label: str, within: Span) -> tuple[Span, ...]:
        return tuple(mark.span for mark in example.marks if mark.label == label and within.holds(mark.span))

    for mark in example.marks:
        if mark.label != "event":
            continue
        sentence = next((one for one in seen.sentences if one.span.holds(mark.span)), None)
        made = sentence and Marked(
            sentence, mark.span, spans("source", sentence.span), spans("target", sentence.span), seen.actors
        )
        if not made or made.entry is None:
            words = mark.span.of(example.text)
            remedy = "mark whole words, one of them a verb or noun"
            raise KnowledgeError(
                example.file, example.line, example.entry, f"no trigger can be made of {words!r}", remedy
            )
        yield made


def _figures(school: _School, cases: Sequence[_Case]) -> Figures:
    """The figures of cross-validation: no sentence is tested by what itself taught."""
    folds = len(cases) if len(cases) <= ONE_BY_ONE else 10
    tested: list[tuple[_Case, list[EventMention]]] = []
    for fold in range(folds):
        patterns, head = school.teach([case for at, case in enumerate(cases) if at % folds != fold])
        tested += [(case, school.test(case, patterns, head)) for case in cases[fold::folds]]
    hits = [
        (one, event) for case, events in tested for one in case.marked for event in events if event.head is one.head
    ]
    marks = sum(len(case.marked) for case in cases)
    wrong = [case for case, events in tested for event in events if not case.holds(event)]
    heads = {id(event.head) for _, event in hits}
    missed = [case for case in cases if any(id(one.head) not in heads for one in case.marked)]
    return Figures(
        examples=len(school.definition.examples), counters=len(school.definition.counters), folds=folds,
        found=len(hits), missed=marks - len(hits), wrong=len(wrong),
        sources=_sides([(one.sources, event.sources) for one, event in hits]),
        targets=_sides([(one.targets, event.targets) for one, event in hits]),
        failures=(*(f"+ {case.example.text}" for case in missed), *(f"- {case.example.text}" for case in wrong)),
    )  # fmt: skip


def _sides(pairs: Sequence[tuple[Sequence[Span], Sequence[ActorMention]]]) -> tuple[int, int]:
    """How many of the spans marked as a side are among those found, and how many there are.

    Somebody is found by any word that names him: "it" for "Qatar".
    """
    found = 0
    for spans, actors in pairs:
        named = [mention.span for actor in actors for mention in (actor.mention, *actor.chain.mentions)]
        found += sum(any(span.overlaps(one) for one in named) for span in spans)
    return found, sum(len(spans) for spans, _ in pairs)
