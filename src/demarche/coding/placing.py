"""Where an event happened: what its own words say, else where the story is.

First what hangs on the trigger or stands in its clause, then a place that a word such as "the town" takes up, then the
place of what the story told before of the same people or of the same kind, last the dateline.  What is said or decreed
has a place only by its own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule
from demarche.coding.ontology import Placing
from demarche.coding.record import When, Where
from demarche.coding.wording import Wording, Words, is_there, joined_verbs, where_at, where_of
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.places import Place, PlaceMention
from demarche.read import Report

Found = tuple[Where | None, tuple[Because, ...]]

_LONG_AGO = timedelta(days=45)
"""An event so long before the story is no part of its scene."""
_ARTICLES = frozenset({"the", "this", "that"})
_ENOUGH = 2.0
"""What a place told before needs to be that of an event."""
_NEARBY = 300
"""Characters back to which a place that is no event's may still be the scene."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that is somewhere by its own words, or has been placed since; `at` counts the report's events."""

    event: EventMention
    where: Where
    when: When | None
    at: int


class Placer:
    """Places the events of one report.

    Args:
        events: all of the report's.
        places: its places.
        days: the day of each event by its identity.
        report: the report.
        filed: where it was filed from.
        placing: the words and lists of the room.
    """

    def __init__(
        self, events: Sequence[EventMention], places: Sequence[PlaceMention], days: Mapping[int, When | None], *,
        report: Report, filed: Place | None, placing: Placing,
    ) -> None:  # fmt: skip
        self.report, self.placing, self.filed = report, placing, filed
        self.events, self.days = events, days
        self.known = [one for one in places if not one.power and not self._is_quarter(one)]
        self.wording = Wording(self.known, placing)
        self.lead = events[0].sentence if events else None
        self.order = {id(event): at for at, event in enumerate(events)}
        self.words: dict[int, Words | None] = {}
        for event in events:
            others = [other for other in events if other.sentence is event.sentence]
            self.words[id(event)] = self.wording.find(event, others)
        self.told = {
            id(event): _Told(event, found[0], days[id(event)], at)
            for at, event in enumerate(events) if (found := self.words[id(event)]) and is_there(event, self.placing)
        }  # fmt: skip

        used = {found[0].span for found in self.words.values() if found}
        self.free = [one for one in self.known if one.span not in used and _is_spot(one)]

    def place_all(self) -> dict[int, Found]:
        """The place of each event with its reasons, by the identity of the event."""
        out: dict[int, Found] = {}
        for event in self.events:
            earlier = out.get(id(event.again))
            out[id(event)] = self._place(event, self.days[id(event)], earlier[0] if earlier else None)
        return out

    def _place(self, event: EventMention, when: When | None, earlier: Where | None) -> Found:
        """The place of an event, whose day is `when`; `earlier` is that of the event that it names again."""
        where, because = self._find(event, when, earlier)
        if where is not None and is_there(event, self.placing):
            self.told.setdefault(id(event), _Told(event, where, when, self.order[id(event)]))
        return where, because

    def _find(self, event: EventMention, when: When | None, earlier: Where | None) -> Found:
        found = self.words[id(event)]
        if found is not None:
            return found
        if earlier is not None:
            return earlier, (ByRule("place.named-again", earlier.text),)
        if not is_there(event, self.placing):
            return self._with_joined(event)
        taken_up = self._taken_up(event.sentence)
        if taken_up is not None:
            return where_of(taken_up, "story"), (ByRule("place.taken-up", taken_up.text, (taken_up.because,)),)
        spared = event.status.value == "negated" and event.mode == "arrest"  # "police at the gate arrested nobody"
        if event.status.value != "actual" and not spared:
            return None, ()
        return self._by_story(event, when)

    def _is_quarter(self, mention: PlaceMention) -> bool:
        """Whether it is a part of a town that no map has: what happens there is in the town."""
        if mention.place is not None:
            return False
        after = self.report.text[mention.span.end : mention.span.end + 20].split()
        return bool({mention.text.split()[-1].lower(), *after[:1]} & self.placing.quarters)

    def _with_joined(self, event: EventMention) -> Found:
        """The place of a deed told in one breath: "he visited the camp and promised them a hearing"."""
        joined = joined_verbs(event.sentence, event.head) - {event.head.at}
        for told in self.told.values():
            lending = told.event.type in ("CONSULT", "PROTEST")
            if lending and told.event.sentence is event.sentence and told.event.head.at in joined:
                return replace(told.where, basis="sentence"), (ByRule("place.joined", told.where.text),)
        return None, ()

    def _taken_up(self, sentence: Sentence) -> PlaceMention | None:
        """The last place named before that a noun or "there" in the sentence takes up."""
        for token in sentence.tokens:
            kinds = self.placing.again.get(token.lemma.lower())
            if kinds is None or not _takes_up(sentence, token):
                continue
            for mention in reversed(self.known):
                kind = mention.place.kind if mention.place else "city"
                if mention.span.end <= token.span.start and kind in kinds and self._is_so_large(mention, token):
                    return mention
        return None

    def _is_so_large(self, mention: PlaceMention, noun: Token) -> bool:
        """Whether a place may be called by the noun: no city of a million is "the village", hardly one "the town"."""
        most = self.placing.largest.get(noun.lemma.lower())
        return most is None or mention.place is None or mention.place.population <= most

    def _by_story(self, event: EventMention, when: When | None) -> Found:
        """The place of what the story tells of the same people or the same kind, else that of the dateline."""
        fitting = [(self._fit(event, when, told), told.where) for told in self.told.values()]
        fitting += [(self._stands_near(event, mention), where_of(mention, "story")) for mention in self.free]
        best = max(fitting, key=lambda it: it[0], default=None)
        if best is not None and best[0] >= _ENOUGH:
            return replace(best[1], basis="story"), (ByRule("place.story", best[1].text),)
        if self._is_filed_there(event, when) and self.filed is not None:
            text = self.report.dateline or ""
            return where_at(self.filed, text, "dateline"), (ByRule("place.dateline", text),)
        return None, ()

    def _stands_near(self, event: EventMention, mention: PlaceMention) -> float:
        """How well an event may be at a place named before it, or with it, that is no other event's."""
        between = event.sentence.span.start - mention.span.end
        if between > _NEARBY or mention.span.start > event.sentence.span.end:
            return 0.0
        if event.sentence.span.holds(mention.span) and not self.wording.is_in_clause(event, mention):
            return 0.0  # "in Doha the minister said that troops had fired"
        return _ENOUGH + 0.4 - max(0, between) / _NEARBY

    def _fit(self, event: EventMention, when: When | None, told: _Told) -> float:
        """How well an event may share the place of another."""
        same = event.type == told.event.type and event.mode == told.event.mode
        shared = _share_party(event, told.event)
        mine, other = _day(when), _day(told.when)
        nobody = not (event.sources or event.targets)
        apart = _apart(when, told.when)
        dated = when is not None and when.basis == "clause" and apart
        again = same and _is_taken_up(event) and (shared or nobody) and not dated  # "the attack" may be long ago
        old = mine != other and (self._is_old(mine) or self._is_old(other))
        if not again and (old or apart):
            return 0.0
        far = self.order[id(event)] - told.at
        fit = (
            2.0 * shared
            + 1.0 * (event.type == told.event.type)
            + 0.5 * same
            + 1.0 * (mine is not None and mine == other)
        )
        fit += 1.5 * (_is_talk(event) == _is_talk(told.event)) + 1.5 * (event.sentence is told.event.sentence)
        fit += 3.0 * again
        fit -= 0.1 * far if far > 0 else 0.5 - 0.15 * far
        countries = {one.country for one in (*event.sources, *event.targets) if one.country}
        if countries and told.where.country and told.where.country not in countries:
            fit -= 1.0
        return fit

    def _is_old(self, day: date | None) -> bool:
        published = self.report.published_on
        return day is not None and published is not None and published - day > _LONG_AGO

    def _is_filed_there(self, event: EventMention, when: When | None) -> bool:
        """Whether the event may have been seen from where the report was filed.

        Reports are filed where people talk and march; what is done by force is there only if the story begins with it.
        """
        if self.filed is None or self._is_old(_day(when)):
            return False
        if self.placing.is_forced(event.type) and event.sentence is not self.lead:
            return False
        countries = {one.country for one in (*event.sources, *event.targets) if one.country}
        return not countries or self.filed.country in countries


def _is_spot(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.kind in ("city", "site", "district")


def _is_taken_up(event: EventMention) -> bool:
    """Whether the event is named by a noun as one that is known: "the attack"."""
    articles = (kid.text.lower() in _ARTICLES for kid in event.sentence.kids(event.head, "det"))
    return event.head.upos == "NOUN" and any(articles)


def _takes_up(sentence: Sentence, token: Token) -> bool:
    """Whether the word stands alone with its article: "the port", but not "the port of Odesa"."""
    if token.upos == "ADV":
        return True
    if token.xpos == "NNS":
        return False  # "the mayors of the big cities"
    definite = any(kid.text.lower() in _ARTICLES for kid in sentence.kids(token, "det"))
    return token.upos == "NOUN" and definite and all(kid.upos != "PROPN" for kid in sentence.kids(token))


def _apart(one: When | None, other: When | None) -> bool:
    """Whether two times, as exact as they are, lie more than three days from one another."""
    if one is None or other is None or not (one.start and one.end and other.start and other.end):
        return False
    near = timedelta(days=3)
    return one.start - other.end > near or other.start - one.end > near


def _day(when: When | None) -> date | None:
    return when.start if when is not None and when.basis != "publication" else None


def _is_talk(event: EventMention) -> bool:
    return event.type in ("CONSULT", "AGREE", "COOPERATE")


def _share_party(one: EventMention, other: EventMention) -> bool:
    mine = {actor.name for actor in (*one.sources, *one.targets)}
    return not mine.isdisjoint(actor.name for actor in (*other.sources, *other.targets))
