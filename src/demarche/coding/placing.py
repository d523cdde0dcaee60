"""Where an event happened: what its own words say, else where the story is.

First what hangs on the trigger, then what else its sentence names, then a place that a word such as "the town" takes up,
then the place of what the story told before (of the same people, or just before), last the dateline.  What is said or
decreed has a place only by its own words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule
from demarche.coding.attach import nearest
from demarche.coding.ontology import Placing
from demarche.coding.record import When, Where
from demarche.events import EventMention
from demarche.parse import Sentence
from demarche.places import Place, PlaceMention
from demarche.read import Report

Found = tuple[Where | None, tuple[Because, ...]]

_LONG_AGO = timedelta(days=45)
"""An event so long before the story is no part of its scene."""
_ARTICLES = frozenset({"the", "this", "that"})


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that the story has placed."""

    event: EventMention
    where: Where
    when: When | None


class Placer:
    """Places the events of one report, asked in the order of the text."""

    def __init__(
        self, places: Sequence[PlaceMention], *, report: Report, filed: Place | None, placing: Placing
    ) -> None:
        self.placing, self.filed, self.dateline = placing, filed, report.dateline
        self.known = [one for one in places if one.place is not None and not one.power]
        self.report = report
        self.told: list[_Told] = []

    def place(
        self, event: EventMention, when: When | None, others: Sequence[EventMention], earlier: Where | None
    ) -> Found:
        """The place of an event with its reasons.

        Args:
            event: the event.
            when: its day.
            others: the events of its sentence.
            earlier: the place of the event that it names again, if it does.
        """
        where, because = self._find(event, when, others, earlier)
        if where is not None and self.placing.is_there(event.type, event.mode):
            self.told.append(_Told(event, where, when))
        return where, because

    def _find(
        self, event: EventMention, when: When | None, others: Sequence[EventMention], earlier: Where | None
    ) -> Found:
        bodily = self.placing.is_there(event.type, event.mode)
        found = self._by_words(event, others)
        if found is not None and (bodily or found[0].basis == "clause"):
            return found
        if earlier is not None:
            return earlier, (ByRule("place.named-again", earlier.text),)
        if not bodily:
            return None, ()
        taken_up = self._taken_up(event.sentence)
        if taken_up is not None:
            return _where(taken_up, "story"), (ByRule("place.taken-up", taken_up.text, (taken_up.because,)),)
        for told in self._scenes(event, when):
            return replace(told.where, basis="story"), (ByRule("place.story", told.where.text),)
        if self._is_filed_there(event, when) and self.filed is not None:
            where = _of_place(self.filed, self.dateline or "", "dateline")
            return where, (ByRule("place.dateline", self.dateline or ""),)
        return None, ()

    def _by_words(self, event: EventMention, others: Sequence[EventMention]) -> tuple[Where, tuple[Because, ...]] | None:
        """What the sentence itself says; of a country with a finer place right before it the finer."""
        known = [one for one in self.known if event.sentence.span.holds(one.span)]
        found = nearest(event, known, others=others, of_parties=False)
        if found is None:
            return None
        mention, ground = found
        finer = [
            one for one in known
            if one.place and mention.place and mention.place.kind == "country" and one.place.kind != "country"
            and one.place.country == mention.place.country and 0 <= mention.span.start - one.span.end <= 3
        ]  # fmt: skip
        mention = finer[0] if finer else mention
        return _where(mention, ground), (ByRule(f"place.{ground}", mention.text, (mention.because,)),)

    def _taken_up(self, sentence: Sentence) -> PlaceMention | None:
        """The last place named before that a noun or "there" in the sentence takes up."""
        for token in sentence.tokens:
            kinds = self.placing.again.get(token.lemma.lower())
            if kinds is None or token.upos not in ("NOUN", "ADV"):
                continue
            if token.upos == "NOUN" and not any(
                kid.text.lower() in _ARTICLES for kid in sentence.kids(token, "det")
            ):
                continue
            if any(kid.upos == "PROPN" for kid in sentence.kids(token)):
                continue  # "the port of Odesa" names its own
            for mention in reversed(self.known):
                if mention.span.end <= token.span.start and mention.place and mention.place.kind in kinds:
                    return mention
        return None

    def _scenes(self, event: EventMention, when: When | None) -> Iterator[_Told]:
        """What the story told before that the event may share its place with, the likeliest first."""
        fitting = [told for told in reversed(self.told) if self._may_share(event, when, told)]
        yield from (told for told in fitting if _share_party(event, told.event))
        yield from fitting

    def _may_share(self, event: EventMention, when: When | None, told: _Told) -> bool:
        """Whether neither days nor countries part the two."""
        mine, other = _day(when), _day(told.when)
        if mine and other and abs(mine - other) > timedelta(days=3):
            return False
        if self._is_old(mine) and mine != other:
            return False
        countries = {one.country for one in (*event.sources, *event.targets) if one.country}
        return not countries or told.where.country is None or told.where.country in countries

    def _is_old(self, day: date | None) -> bool:
        published = self.report.published_on
        return day is not None and published is not None and published - day > _LONG_AGO

    def _is_filed_there(self, event: EventMention, when: When | None) -> bool:
        """Whether the event may have been seen from where the report was filed."""
        if self.filed is None or self._is_old(_day(when)):
            return False
        countries = {one.country for one in (*event.sources, *event.targets) if one.country}
        return not countries or self.filed.country in countries


def _day(when: When | None) -> date | None:
    return when.start if when is not None and when.basis == "text" else None


def _share_party(one: EventMention, other: EventMention) -> bool:
    mine = {actor.name for actor in (*one.sources, *one.targets)}
    return not mine.isdisjoint(actor.name for actor in (*other.sources, *other.targets))


def _where(mention: PlaceMention, ground: str) -> Where:
    place = mention.place
    assert place is not None  # only such are asked
    return replace(_of_place(place, mention.text, ground), span=mention.span)


def _of_place(place: Place, text: str, ground: str) -> Where:
    return Where(
        text, None, place.name, place.kind, place.country, place.admin1, place.latitude, place.longitude,
        place.geonames_id, ground,
    )  # fmt: skip
