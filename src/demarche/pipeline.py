"""The one file that knows all rooms: a report goes in at the top, coded events come out at the bottom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.actors import ActorLexicon, ActorMention, find_actors, open_actors, settle, weigh_codes
from demarche.base import ConfigError, DemarcheError, Span
from demarche.classes import Classes, ClassMention, find_classes, need_weights
from demarche.coding import EventRecord, Ontology, Value, check_codes, code_events, open_ontology, to_dict, to_row
from demarche.encode import Encoder, Evidence, Pair, open_encoder
from demarche.events import EventMention, EventRules, Relation, find_events, open_event_rules, relate, weigh_sides
from demarche.knowledge import Folders, Weights, open_countries
from demarche.mentions import Chain, Mention, MentionWords, find_mentions, link_mentions, open_mention_words
from demarche.parse import Sentence, Splitting, bare_report, open_splitting, parse
from demarche.places import (
    Gazetteer,
    Place,
    PlaceMention,
    countries_named,
    find_places,
    home_of,
    open_gazetteer,
    place_of,
    resolve_places,
)
from demarche.read import Report, date_order
from demarche.sizes import SizeMention, SizeRules, find_sizes, open_sizes
from demarche.statements import Cues, Statement, find_statements, open_cues
from demarche.times import TimeMention, TimeRules, find_times, open_time_rules

if TYPE_CHECKING:
    import pyarrow

ROOMS = (
    "knowledge",
    "read",
    "parse",
    "mentions",
    "times",
    "places",
    "actors",
    "sizes",
    "statements",
    "events",
    "coding",
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Every room's words and rules, loaded once; `version` changes when any file does."""

    splitting: Splitting
    mentions: MentionWords
    times: TimeRules
    places: Gazetteer
    actors: ActorLexicon
    sizes: SizeRules
    statements: Cues
    events: EventRules
    coding: Ontology
    version: str

    @staticmethod
    def load(*folders: Path) -> "Knowledge":
        """The shipped knowledge with the users' folders laid over it.

        Raises:
            KnowledgeError: a file is faulty.
            ConfigError: a folder is missing.
        """
        over = Folders(folders)
        countries = open_countries(over)
        nouns, lexicon, ontology = (
            open_mention_words(over, countries),
            open_actors(over, countries),
            open_ontology(over),
        )
        return Knowledge(
            open_splitting(over), nouns, open_time_rules(over),
            open_gazetteer(over, countries), lexicon, open_sizes(over, nouns, lexicon), open_cues(over),
            check_codes(open_event_rules(over), ontology), ontology, over.digest(ROOMS),
        )  # fmt: skip

    def without_weights(self) -> "Knowledge":
        """The same with nothing weighed: chains, codes and sides are those that the rules find."""
        none = Weights((), {})
        mentions = replace(self.mentions, same=none)
        actors = replace(self.actors, homes=none, sectors=none)
        coding = replace(self.coding, days=none, places=none)
        return replace(self, mentions=mentions, actors=actors, events=replace(self.events, sides=none), coding=coding)


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All layers of one report, and the versions that made them; `events` are the coded ones."""

    report: Report
    evidence: Evidence
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    sizes: tuple[SizeMention, ...]
    statements: tuple[Statement, ...]
    triggers: tuple[EventMention, ...]
    events: tuple[EventRecord, ...]
    knowledge: str
    weights: str
    classes: tuple[ClassMention, ...] = ()

    def to_dicts(self) -> list[dict[str, Value]]:
        """The events as nested mappings that JSON can hold, in the order of the text."""
        return [to_dict(one, self.report, knowledge=self.knowledge, weights=self.weights) for one in self.events]

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """The events as flat rows with the columns of the tables."""
        return [to_row(one, self.report, knowledge=self.knowledge, weights=self.weights) for one in self.events]

    def to_arrow(self) -> "pyarrow.Table":
        """The flat rows as an Arrow table.

        Raises:
            ConfigError: pyarrow is not installed.
        """
        try:
            import pyarrow
        except ImportError as error:
            raise ConfigError("to_arrow needs pyarrow; install demarche[arrow]") from error
        return pyarrow.Table.from_pylist(self.to_rows())

    def _repr_html_(self) -> str:
        """The events as a table, for notebooks."""
        shown = ("date_start", "source_code", "type", "target_code", "place_name", "status", "claim", "trigger")
        head = "".join(f"<th>{escape(name)}</th>" for name in shown)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(str(row[name] or ''))}</td>" for name in shown) + "</tr>"
            for row in self.to_rows()
        )
        return f"<p>{escape(self.report.headline or self.report.name)}</p><table><tr>{head}</tr>{rows}</table>"


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be coded: its name, the room that failed, and the error in one line."""

    report: str
    room: str
    error: str


class Coder:
    """Codes reports with one encoder, one body of knowledge and the user's event classes, all loaded once."""

    def __init__(
        self,
        *,
        knowledge: Knowledge | None = None,
        encoder: Encoder | None = None,
        threads: int = 1,
        classes: Classes | None = None,
        rules_only: bool = False,
        min_confidence: float = 0.0,
        states: bool = False,
    ) -> None:
        """Take or load knowledge and encoder.

        With `rules_only` the encoder still parses, but which words tell of events, of what type, whether they happened
        and on whose word, who is on which side and what code an actor has is left to the rules. Events of less than
        `min_confidence` (0 to 1) are left out. `states` keeps what the network made of the words in the evidence of
        each `Analysis`, as the training of classes needs it.
        """
        self.rules_only, self.min_confidence = rules_only, min_confidence
        self.knowledge = knowledge or Knowledge.load()
        if rules_only:
            self.knowledge = self.knowledge.without_weights()
        self.encoder = encoder or open_encoder(threads=threads)
        self.weights = self.encoder.encode(()).encoder
        self.classes, self.states = classes or Classes((), ""), states
        marks = [self.classes.version] if self.classes.all else []
        marks += ["rules"] * rules_only + [f"{min_confidence:g}"] * bool(min_confidence)
        need_weights(self.classes, self.weights)
        self.knowledge = replace(self.knowledge, version="+".join([self.knowledge.version, *marks]))

    def code(self, report: Report) -> Analysis:
        """Every layer of the report."""
        return self._code(report, states=self.states)

    def _code(self, report: Report, *, states: bool) -> Analysis:
        known, day = self.knowledge, report.published_on
        sentences, evidence = parse(report, self.encoder, splitting=known.splitting)
        mentions = find_mentions(sentences, words=known.mentions)
        told = None if self.rules_only else evidence.told
        antecedents = told.antecedents if told is not None else None
        chains = link_mentions(mentions, words=known.mentions, links=evidence.links or (), antecedents=antecedents)
        times = find_times(sentences, anchor=day, rules=known.times, order=date_order(report))
        home = home_of(report.outlet, report.url, known.places)
        places = find_places(sentences, dateline=report.dateline, gazetteer=known.places, home=home)
        filed = place_of(report.dateline, known.places) if report.dateline else None
        found = find_actors(mentions, chains, on=day, lexicon=known.actors, hosts=True)
        hosts = tuple(actor for actor in found if actor.place)
        acting = tuple(actor for actor in found if not actor.place)
        named, at_home = countries_named(places), filed.country if filed else None
        settled = settle(acting, named, at_home, lexicon=known.actors)
        weighed = evidence.told is None or evidence.told.affairs > 0  # the weights are learned from public affairs
        actors = (
            weigh_codes(settled, named, at_home, sentences, lexicon=known.actors, told=told) if weighed else settled
        )
        sizes = find_sizes(sentences, times, rules=known.sizes)
        statements = find_statements(
            sentences, actors, cues=known.statements, attributions=evidence.attributions, times=times, places=places
        )
        triggers = find_events(
            sentences, statements, actors, hosts=hosts, rules=known.events,
            facts=None if self.rules_only else evidence.facts, told=told,
        )  # fmt: skip
        if weighed:
            triggers = weigh_sides(triggers, actors, sentences, rules=known.events, told=told)
        triggers, labels = find_classes(
            sentences, statements, actors, triggers, classes=self.classes, rules=known.events, evidence=evidence,
            hosts=hosts,
        )  # fmt: skip
        coded = code_events(
            triggers, times, places, report=report, sentences=sentences, ontology=known.coding, filed=filed,
            sizes=sizes, labels=labels,
        )  # fmt: skip
        events = tuple(one for one in coded if one.confidence >= self.min_confidence)
        kept = evidence if states else replace(evidence, stretches=())
        return Analysis(
            report, kept, sentences, mentions, chains, times, places, actors, sizes, statements, triggers, events,
            known.version, evidence.encoder, labels,
        )  # fmt: skip

    def code_many(self, reports: Iterable[Report | DemarcheError]) -> Iterator[Analysis | Failure]:
        """The reports in order; one that cannot be read or coded gives a `Failure` and the rest go on."""
        for report in reports:
            if isinstance(report, DemarcheError):
                yield Failure(getattr(report, "what", "?"), "read", str(report))
                continue
            try:
                yield self.code(report)
            except Exception as error:  # noqa: BLE001 - one report's fault must not cost the others
                yield Failure(report.name, "code", f"{type(error).__name__}: {error}")

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a text."""
        return self.code_text(text).sentences

    def find_mentions(self, text: str) -> tuple[Mention, ...]:
        """The mentions of a text."""
        return self.code_text(text).mentions

    def find_times(self, text: str, *, anchor: date | None = None) -> tuple[TimeMention, ...]:
        """The times of a text published on the day `anchor`."""
        return self.code_text(text, published=anchor).times

    def find_places(self, text: str) -> tuple[PlaceMention, ...]:
        """The places of a text."""
        return self.code_text(text).places

    def resolve_places(self, text: str, spans: Sequence[Span], *, url: str | None = None) -> tuple[Place | None, ...]:
        """The places of spans of a text that are known to name one; None for those that no map has."""
        known = self.knowledge
        sentences, _ = parse(bare_report(text, published=None), self.encoder, splitting=known.splitting)
        home = home_of(None, url, known.places)
        return resolve_places(sentences, spans, dateline=None, gazetteer=known.places, home=home)

    def relate(self, text: str, *, source: tuple[int, int], target: tuple[int, int]) -> tuple[Relation, ...]:
        """What goes from one actor to another, by the characters of the text at which each begins and ends: all types
        of event and NONE, the likeliest first.

        Raises:
            ConfigError: no word stands at one of the two, or the encoder judges no pairs.
        """
        analysis = self._code(bare_report(text), states=True)
        evidence = analysis.evidence
        ends = Span(*source), Span(*target)
        places = [_places(analysis.sentences, span) for span in ends]
        judged = self.encoder.judge(evidence, [Pair(*places)])
        if judged is None or evidence.told is None:
            raise ConfigError(f"encoder {evidence.encoder} judges no pairs; use the shipped one")
        weights = self.knowledge.events.judging.pair
        return relate(judged[0], evidence.told.types, analysis.triggers, *ends, weights=weights)

    def code_text(self, text: str, *, published: date | None = None) -> Analysis:
        """Every layer of a bare text, read as paragraphs with nothing taken off."""
        return self.code(bare_report(text, published=published))


def _places(sentences: Sequence[Sentence], span: Span) -> tuple[int, int]:
    """The first word at the span and the one after its last, as the layers of `Evidence` count."""
    found = [token.place for sentence in sentences for token in sentence.within(span)]
    if not found:
        raise ConfigError(f"no word stands at characters {span.start} to {span.end}")
    return found[0], found[-1] + 1
