"""What `coding` hands on: one flat row for each event mention, ready to be kept."""

from dataclasses import dataclass
from datetime import date

from demarche.actors import code_of
from demarche.base import Because, Span


@dataclass(frozen=True, slots=True)
class Party:
    """A source or target as coded; `span` is where the report speaks of it in this event, `tags` are the actor's."""

    text: str
    span: Span
    name: str
    country: str | None
    sectors: tuple[str, ...]
    title: str | None
    tags: tuple[str, ...] = ()

    @property
    def sector(self) -> str | None:
        """The primary sector."""
        return self.sectors[0] if self.sectors else None

    @property
    def code(self) -> str:
        """Country and primary sector, as `demarche.actors.code_of` joins them."""
        return code_of(self.country, self.sectors)


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, both ends inclusive; `text` the words that tell them, if any.

    `basis` is the ground: `clause` or `sentence` if a time there tells it, `story` if the report had come to that time
    or dated the event before, `publication` if only the day of the report is known. `historical` says that it was over
    more than a year before the report.
    """

    start: date | None
    end: date | None
    granularity: str
    basis: str
    timex: str | None
    text: str | None
    span: Span | None
    historical: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event; `kind` says how exact it is, `basis` is clause, sentence, story or dateline.

    Of a place that no map has there are the words alone.
    """

    text: str
    span: Span | None
    name: str
    kind: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says that an event is so: name and code of the speaker, the cue's words, the stance to the content.

    `kind` is that of the speaker (named, unnamed, media, document; "" where nobody is told), `hedged` whether the cue
    says that the speaker does not vouch.
    """

    name: str
    code: str
    cue: str
    stance: str
    kind: str = ""
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """How many or how much in an event; `kind` is one of `demarche.sizes.KINDS`.

    From `low` to `high`, both inclusive, None for an open end. `exact` says that the text gives one number and neither
    rounds nor bounds it. `unit` is the ISO 4217 code of money; of troops that are no people ship, aircraft or vehicle.
    """

    kind: str
    low: int | None
    high: int | None
    exact: bool
    unit: str | None
    text: str
    span: Span
    because: Because


@dataclass(frozen=True, slots=True)
class ContentRecord:
    """What an act of speech speaks of, as coded: the act demanded, promised, threatened, refused or charged.

    `type` and `mode` are PLOVER's, None for an act that no pattern knows and for a bare thing ("a waiver"); `negated`
    says that it is that something be not done. `source` is who is to do it, `target` to whom; `object` are the words of
    what it is done to, or of the thing itself. `contents` is what it speaks of in its turn.
    """

    span: Span
    text: str
    type: str | None
    mode: str | None
    negated: bool
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    object: Span | None
    object_text: str | None
    contents: tuple["ContentRecord", ...]


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One coded event, as product and exports name its fields; `because` holds the reasons of all its parts.

    `told` are the words that each of the speakers' statements is known by, in the same order. `classes` are those of
    the user's own that it is of. `contents` is what an act of speech speaks of; who is to do that is another matter
    than `source`, who speaks.
    `id` is sixteen hex digits of the digest of report, trigger, type and parties: stable from run to run.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    cameo: str | None
    goldstein: float | None
    intensity: float
    status: str
    claim: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    date: When | None
    place: Where | None
    trigger: Span
    trigger_text: str
    sentence: Span
    sentence_text: str
    speakers: tuple[Voice, ...]
    confidence: float
    report: str
    pattern: str
    because: tuple[Because, ...] = ()
    told: tuple[Span, ...] = ()
    sizes: tuple[Size, ...] = ()
    classes: tuple[str, ...] = ()
    contents: tuple[ContentRecord, ...] = ()
