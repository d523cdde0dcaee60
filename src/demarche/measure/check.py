"""Runs the examples of the knowledge files: each is a claim about its whole room."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from demarche.actors import mark_actors, read_actor_examples
from demarche.base import Mark, Span, tell, write_marked
from demarche.coding import SPOKEN, mark_contexts, read_code_examples, read_context_examples
from demarche.events import mark_events, read_event_examples, read_status_examples
from demarche.knowledge import Example, Failure, Folders
from demarche.pipeline import Analysis, Coder
from demarche.places import mark_places, read_place_examples
from demarche.sizes import KINDS, mark_sizes, read_size_examples
from demarche.statements import mark_statements, read_statement_examples
from demarche.times import mark_times, read_time_examples

READERS: dict[str, Callable[[Folders], Sequence[Example]]] = {
    "times": read_time_examples,
    "places": read_place_examples,
    "actors": read_actor_examples,
    "statements": read_statement_examples,
    "sizes": read_size_examples,
    "contexts": read_context_examples,
    "events": read_event_examples,
    "status": read_status_examples,
    "codes": read_code_examples,
}


_TELLING = frozenset({"planned", "hypothetical", "negated", "alleged", "denied"})
"""Verdicts that examples of status speak of: what is neither actual nor plain, nor only said by somebody."""


def read_examples_of(folders: Folders, rooms: Iterable[str] = ()) -> tuple[Example, ...]:
    """The examples of the rooms, of all rooms if none is named.

    Raises:
        KnowledgeError: a file or an example's brackets are faulty.
    """
    return tuple(example for room in (tuple(rooms) or tuple(READERS)) for example in READERS[room](folders))


def check_examples(examples: Iterable[Example], coder: Coder) -> tuple[Failure, ...]:
    """The examples that do not hold."""
    out: list[Failure] = []
    for example in examples:
        analysis = coder.code_text(example.text, published=example.on)
        found = find_marks(example, analysis, coder)
        if not holds(example, found, analysis):
            expected = write_marked(example.text, example.marks)
            if not example.positive:
                expected = f"no {example.entry} in: {expected}"
            out.append(Failure(example, expected, write_marked(example.text, found)))
    return tuple(out)


def find_marks(example: Example, analysis: Analysis, coder: Coder) -> tuple[Mark, ...]:
    """What the example's room found in it, as marks."""
    match example.room:
        case "times":
            return mark_times(analysis.times)
        case "places":
            return mark_places(analysis.places)
        case "actors":
            return mark_actors(analysis.actors)
        case "statements":
            return mark_statements(analysis.statements)
        case "sizes":
            return mark_sizes(analysis.sizes)
        case "contexts":
            return mark_contexts(analysis.sentences, coder.knowledge.coding.contexts)
        case "events":
            return mark_events(analysis.triggers)
        case "codes":
            return tuple(Mark(one.trigger, "cameo", one.cameo) for one in analysis.events if one.type in SPOKEN)
        case _:
            return _mark_status(analysis)


def _mark_status(analysis: Analysis) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for event in analysis.triggers:
        for verdict in (event.status, event.claim):
            if verdict.words is not None and verdict.value in _TELLING:
                marks.append(Mark(verdict.words, verdict.value))
    return tuple(dict.fromkeys(marks))


def holds(example: Example, found: Sequence[Mark], analysis: Analysis) -> bool:
    """Whether the room says what the example claims.

    A negative example asks that its own entry stays silent, where entries are known by id, and that no mark of the
    room stands, where they are not. Marks of times must fall on the same words; elsewhere they must overlap.
    """
    if not example.positive:
        if example.room == "events":
            at = example.text.lower().find(example.entry.lower())  # a blocker is known by its words
            blocked = Span(at, at + len(example.entry)) if at >= 0 else Span(0, 0)
            return not any(
                event.pattern == example.entry or event.trigger.overlaps(blocked) for event in analysis.triggers
            )
        if example.room == "contexts":  # an entry is known by its context
            return not any(mark.value == example.entry for mark in found)
        if example.room == "codes":
            rules = {line.strip() for event in analysis.events for because in event.because for line in tell(because)}
            return not any(line.startswith(f"rule {example.entry} ") for line in rules)
        if example.room == "places":
            return not any(example.entry in "\n".join(tell(place.because)) for place in analysis.places)
        return not any(_differs(mark, example) for mark in found) if example.marks else not found
    left = list(found)
    for mark in example.marks:
        same = next((one for one in left if _agrees(mark, one, example)), None)
        if same is None:
            return False
        left.remove(same)
    return not [mark for mark in left if mark.label in _strict_labels(example)]


def _strict_labels(example: Example) -> frozenset[str]:
    """Labels of which nothing unmarked may be found."""
    if example.room == "status":
        return _TELLING
    if example.room == "contexts":
        return frozenset()
    if example.room == "sizes":
        return frozenset(KINDS)
    return frozenset({"time", "place", "power", "actor", "event", "source", "target", "party", "cue", "cameo"})


def _differs(mark: Mark, example: Example) -> bool:
    return not any(_agrees(one, mark, example) for one in example.marks)


def _agrees(expected: Mark, found: Mark, example: Example) -> bool:
    either = found.label == "party" and expected.label in {"source", "target"}  # a side of a reciprocal act
    if (expected.label != found.label and not either) or not expected.span.overlaps(found.span):
        return False
    if example.room == "times" and expected.span != found.span:
        return False
    value = expected.value
    if expected.label == "event":
        value = value or example.fields.get("type")
        status = expected.field("status") or "actual"
        if (found.field("status") or "actual") != status:
            return False
        claim = expected.field("claim")
        if claim and found.field("claim") != claim:
            return False
    return value is None or found.value == value


def example_name(example: Example) -> str:
    """A short name for reports: room, file, line and entry."""
    return f"{example.room}/{Path(example.file).name}:{example.line} {example.entry}"
