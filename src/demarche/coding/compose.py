"""The room's verb: events with their times, places and codes, as flat records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from demarche.actors import ActorMention, role_on
from demarche.base import Because, ByModel, ByRule
from demarche.classes import ClassMention
from demarche.coding.about import Story
from demarche.coding.dating import date_event
from demarche.coding.ontology import Ontology
from demarche.coding.placing import Placer
from demarche.coding.record import ContentRecord, EventRecord, Party, Size, Voice, When
from demarche.coding.sizing import size_events
from demarche.coding.told import Dated, open_story
from demarche.coding.weigh import Placed, weigh_days, weigh_places
from demarche.events import Content, EventMention
from demarche.parse import Sentence
from demarche.places import Place, PlaceMention
from demarche.read import Report
from demarche.sizes import SizeMention
from demarche.statements import told_at
from demarche.times import TimeMention


def code_events(
    events: Sequence[EventMention],
    times: Sequence[TimeMention],
    places: Sequence[PlaceMention],
    *,
    report: Report,
    sentences: Sequence[Sentence],
    ontology: Ontology,
    filed: Place | None = None,
    sizes: Sequence[SizeMention] = (),
    labels: Sequence[ClassMention] = (),
) -> tuple[EventRecord, ...]:
    """One record an event mention, in the order of the text; `labels` say which are of a class of the user's.

    A day comes from the text where a time belongs to the event or the story has come to one. An event that a verb tells
    as having happened without one gets the day of publication, with that as its basis; of any other, and of one only
    named, the day stays unknown.
    """
    story = open_story(report, sentences, events, times)
    by_rule = {id(event): date_event(event, story) for event in events}
    published = report.published_on
    whens = weigh_days(
        events, sentences, times, by_rule, published=published, placing=ontology.placing, weights=ontology.days
    )
    days = {key: when for key, (when, _) in whens.items()}
    placer = Placer(events, places, days, report=report, filed=filed, placing=ontology.placing)
    wheres = weigh_places(
        events, sentences, placer.known, placer.place_all(), filed=filed, dateline=report.dateline or "",
        placing=ontology.placing, weights=ontology.places,
    )  # fmt: skip
    about = Story(sentences, events, times, ontology.contexts)
    sized = size_events(events, sizes, sentences=sentences, sizing=ontology.sizing)
    scene = _Scene(report, ontology, about, sized, labels)
    return tuple(_code(event, whens[id(event)], wheres[id(event)], scene) for event in events)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all events of a report share: the report, the tables, what the story is about, the sizes by event, the
    labels."""

    report: Report
    ontology: Ontology
    about: Story
    sizes: Mapping[int, tuple[Size, ...]]
    labels: Sequence[ClassMention]


def _code(
    event: EventMention,
    dated: Dated,
    placed: Placed,
    scene: _Scene,
) -> EventRecord:
    report, ontology = scene.report, scene.ontology
    when, when_because = dated
    where, where_because = placed
    day = when.start if when else None
    source = tuple(_party(one, day or report.published_on) for one in event.sources)
    target = tuple(_party(one, day or report.published_on) for one in event.targets)
    status, status_because = _status_by_day(event, when, report.published_on)
    cameo, row = ontology.subcodes.find(event, event.cameo or ontology.cameo(event.type, event.mode))
    sizes = scene.sizes.get(id(event), ())
    contexts, context_because = scene.about.contexts(event, when)
    labels = [one for one in scene.labels if one.event is event]
    because: tuple[Because, ...] = (
        event.because, *(one.because for one in labels), status_because, event.claim.because, *when_because,
        *where_because, *context_because, *(one.because for one in sizes), *(one.because for one in event.contents),
        *((row,) if row else ()),
    )  # fmt: skip
    return EventRecord(
        id=_id(report, event, source, target),
        type=event.type,
        mode=event.mode,
        contexts=contexts,
        quad=ontology.types[event.type].quad,
        cameo=cameo,
        goldstein=ontology.scale(cameo),
        intensity=ontology.intensity(event.type, event.mode),
        status=status,
        claim=event.claim.value,
        source=source,
        target=target,
        date=when,
        place=where,
        trigger=event.trigger,
        trigger_text=event.trigger.of(report.text),
        sentence=event.sentence.span,
        sentence_text=event.sentence.text,
        speakers=tuple(
            Voice(one.speaker.name if one.speaker else one.speaker_span.of(report.text) if one.speaker_span else "",
                  one.speaker.code if one.speaker else "", one.cue.of(report.text) if one.cue else "", one.stance,
                  one.voice or "", one.hedged)
            for one in event.statements
        ),
        confidence=_confidence(event),
        report=report.id,
        pattern=event.pattern,
        because=because,
        told=tuple(told_at(one) for one in event.statements),
        sizes=sizes,
        classes=tuple(one.name for one in labels),
        contents=tuple(_content(one, day or report.published_on, report) for one in event.contents),
    )  # fmt: skip


def _content(content: Content, day: date | None, report: Report) -> ContentRecord:
    return ContentRecord(
        content.span, content.span.of(report.text), content.type, content.mode, content.negated,
        tuple(_party(one, day) for one in content.sources), tuple(_party(one, day) for one in content.targets),
        content.object, content.object.of(report.text) if content.object else None,
        tuple(_content(one, day, report) for one in content.contents),
    )  # fmt: skip


def _party(actor: ActorMention, day: date | None) -> Party:
    """The actor as coded on the event's day: of one known by the table alone the office held then, not when the report
    was written; what the report itself says of somebody ("the former president") stands."""
    country, sectors, title = actor.country, actor.sectors, actor.title
    by_table = isinstance(actor.because, ByRule) and actor.because.rule.startswith("actors.leader")
    if actor.entry is not None and day is not None and (by_table or not sectors):
        role = role_on(actor.entry, day)
        if role is not None:
            country, title = role.country or country, role.title or None
            sectors = tuple(part for part in role.sector.split("|") if part)
    return Party(actor.mention.text, actor.mention.span, actor.name, country, sectors, title, actor.tags)


def _status_by_day(event: EventMention, when: When | None, published: date | None) -> tuple[str, Because]:
    """What is told as done but dated after the day of publication is planned."""
    known = (
        event.status.value == "actual" and when is not None and when.basis != "publication" and when.start is not None
    )
    if known and when is not None and when.start is not None and published is not None and when.start > published:
        return "planned", ByRule("status.future-day", when.text or "", (event.status.because,))
    return event.status.value, event.status.because


def _confidence(event: EventMention) -> float:
    """How likely a reader would mark this event with this type. Where rules alone decided it is no probability but the
    tree's mean, lowered where a side is unknown."""
    if event.sure is not None:
        return round(event.sure, 2)
    because = event.sentence.because
    tree = because.score if isinstance(because, ByModel) else 0.5
    filled = 1.0 if event.sources and event.targets else 0.85 if event.sources or event.targets else 0.6
    return round(tree * filled, 2)


def _id(report: Report, event: EventMention, source: Sequence[Party], target: Sequence[Party]) -> str:
    parties = ",".join(f"{party.span.start}-{party.span.end}" for party in (*source, *target))
    words = f"{report.id} {event.type} {event.trigger.start}-{event.trigger.end} {parties}"
    return sha256(words.encode()).hexdigest()[:16]
