"""The room's verb: which events of a report are of which class, and those that only a class finds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from demarche.actors import ActorMention
from demarche.base import ByModel, WeightsError
from demarche.classes.features import score
from demarche.classes.record import Classes, ClassMention, Head, Trained
from demarche.encode import Evidence, Floats, word_states
from demarche.events import EventMention, EventRules, Pattern, find_events, with_patterns
from demarche.parse import Sentence
from demarche.statements import Statement


def need_weights(classes: Classes, encoder: str) -> None:
    """See to it that all classes were trained with the weights in use.

    Raises:
        WeightsError: one was not.
    """
    for one in classes.all:
        if one.encoder != encoder:
            folder = one.definition.file.parent
            raise WeightsError(
                f"{folder}: trained with weights {one.encoder}, but {encoder} are in use; "
                f"train it again: demarche class train {folder}"
            )


def find_classes(
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    actors: Sequence[ActorMention],
    events: Sequence[EventMention],
    *,
    classes: Classes,
    rules: EventRules,
    evidence: Evidence,
    hosts: Sequence[ActorMention] = (),
) -> tuple[tuple[EventMention, ...], tuple[ClassMention, ...]]:
    """All events of the report in the order of the text, and which of them are of a class.

    Where one of a class's words stands, and its head agrees, the event that has this word for its trigger is of the
    class, whatever its type; if there is none, the class makes one of its own type.
    """
    standing = {id(event.head): event for event in events}
    made: list[EventMention] = []
    labels: list[ClassMention] = []
    for one in classes.all:
        mine: dict[int, EventMention] = {}  # the candidates, and the events that stand for them
        for event, sure in find_candidates(
            sentences, statements, actors, one.patterns, one.head, rules=rules, evidence=evidence, hosts=hosts
        ):
            if sure < one.definition.least:
                continue
            known = standing.get(id(event.head))
            if known is None:
                known = replace(event, again=mine.get(id(event.again)), sure=sure)
                standing[id(event.head)] = known
                made.append(known)
            mine[id(event)] = known
            labels.append(ClassMention(known, one.definition.name, _because(one, sure)))
    whole = sorted([*events, *made], key=lambda it: it.trigger.start) if made else events
    return tuple(whole), tuple(labels)


def find_candidates(
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    actors: Sequence[ActorMention],
    patterns: Sequence[Pattern],
    head: Head,
    *,
    rules: EventRules,
    evidence: Evidence,
    hosts: Sequence[ActorMention] = (),
) -> Iterator[tuple[EventMention, float]]:
    """What the patterns find, with the head's score."""
    found = find_events(
        sentences, statements, actors, rules=with_patterns(rules, patterns), hosts=hosts, facts=evidence.facts
    )
    if not found:
        return
    states = need_states(evidence)
    for event in found:
        yield event, score(head, event, states)


def need_states(evidence: Evidence) -> Floats:
    """The states of the words.

    Raises:
        WeightsError: the encoder has none.
    """
    if not evidence.stretches and evidence.upos:
        raise WeightsError(
            f"encoder {evidence.encoder} gives no states of words, on which event classes stand; use the shipped one"
        )
    return word_states(evidence.stretches)


def _because(one: Trained, sure: float) -> ByModel:
    return ByModel(f"class {one.definition.name}", round(sure, 4))
