"""Where an event happened: what its own words say, else where the story is.

First what hangs on the trigger or stands in its clause, then a place that a word such as "the town" takes up, then the
place of what the story told before of the same people or of the same kind, last the dateline.  What is said or decreed
has a place only by its own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.base import Because, ByRule
from demarche.coding.attach import anchor_of, cases_of, nearest, tells_party
from demarche.coding.ontology import Placing
from demarche.coding.record import When, Where
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.places import Place, PlaceMention
from demarche.read import Report

Found = tuple[Where | None, tuple[Because, ...]]

_LONG_AGO = timedelta(days=45)
"""An event so long before the story is no part of its scene."""
_ARTICLES = frozenset({"the", "this", "that"})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "on", "off", "around", "across", "along"})
_LOOSE = frozenset({"ccomp", "parataxis", "acl:relcl"})
"""Relations by which a clause stands apart from the one above it."""
_ENOUGH = 2.0
"""What a place told before needs to be that of an event."""
_NEARBY = 300
"""Characters back to which a place that is no event's may still be the scene."""


Words = tuple[Where, tuple[Because, ...]]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that is somewhere by its own words, or has been placed since; `at` counts the report's events."""

    event: EventMention
    where: Where
    when: When | None
    at: int


class Placer:
    """Places the events of one report, asked in the order of the text.

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
        self.known = [one for one in places if not one.power]
        self.order = {id(event): at for at, event in enumerate(events)}
        self.words: dict[int, Words | None] = {}
        for event in events:
            others = [other for other in events if other.sentence is event.sentence]
            self.words[id(event)] = self._by_words(event, others)
        self.told = {
            id(event): _Told(event, found[0], days[id(event)], at)
            for at, event in enumerate(events) if (found := self.words[id(event)]) and self._is_there(event)
        }  # fmt: skip

        used = {found[0].span for found in self.words.values() if found}
        self.free = [one for one in self.known if one.span not in used and _is_spot(one)]

    def place(self, event: EventMention, when: When | None, earlier: Where | None) -> Found:
        """The place of an event with its reasons.

        Args:
            event: the event.
            when: its day.
            earlier: the place of the event that it names again, if it does.
        """
        where, because = self._find(event, when, earlier)
        if where is not None and self._is_there(event):
            self.told.setdefault(id(event), _Told(event, where, when, self.order[id(event)]))
        return where, because

    def _is_there(self, event: EventMention) -> bool:
        """Whether the event takes somebody's presence; an agreement does that two sides make together."""
        together = event.type == "AGREE" and len(event.sources) > 1 and event.sources == event.targets
        return together or self.placing.is_there(event.type, event.mode)

    def _find(self, event: EventMention, when: When | None, earlier: Where | None) -> Found:
        found = self.words[id(event)]
        if found is not None:
            return found
        if earlier is not None:
            return earlier, (ByRule("place.named-again", earlier.text),)
        if not self._is_there(event):
            return self._with_joined(event)
        taken_up = self._taken_up(event.sentence)
        if taken_up is not None:
            return _where(taken_up, "story"), (ByRule("place.taken-up", taken_up.text, (taken_up.because,)),)
        if event.status.value != "actual":
            return None, ()
        return self._by_story(event, when)

    def _with_joined(self, event: EventMention) -> Found:
        """The place of a deed told in one breath: "he visited the camp and promised them a hearing"."""
        joined = _joined(event.sentence, event.head) - {event.head.at}
        for told in self.told.values():
            lending = told.event.type in ("CONSULT", "PROTEST")
            if lending and told.event.sentence is event.sentence and told.event.head.at in joined:
                return replace(told.where, basis="sentence"), (ByRule("place.joined", told.where.text),)
        return None, ()

    def _by_words(self, event: EventMention, others: Sequence[EventMention]) -> Words | None:
        """What the sentence itself says; of a country with a finer place right beside it the finer."""
        known = [one for one in self.known if event.sentence.span.holds(one.span) and self._is_named(event, one)]
        if self.placing.is_upon(event.type, event.mode):
            mention, ground = self._done_to(event, known), "clause"
            if mention is not None:
                return _where(mention, ground), (ByRule("place.upon", mention.text, (mention.because,)),)
        if not (self._is_there(event) or self.placing.has_own(event.type, event.mode)):
            return self._beside(event, known)
        found = nearest(event, known, others=others, of_parties=False, kinds=self.placing.again)
        best, ground = found if found else (self._in_clause(event, known, others), "sentence")
        if best is None:
            return None
        best = _finer(best, known)
        return _where(best, ground), (ByRule(f"place.{ground}", best.text, (best.because,)),)

    def _is_named(self, event: EventMention, mention: PlaceMention) -> bool:
        """Whether a mention may be an event's place: one that no map has only after a preposition of place, or as what
        something is done to, and not as a part of a town."""
        if mention.place is not None:
            return True
        sentence = event.sentence
        after = [token.lemma.lower() for token in sentence.tokens if 0 <= token.span.start - mention.span.end <= 1]
        last = mention.text.split()[-1].lower()
        if last in self.placing.quarters or not self.placing.quarters.isdisjoint(after):
            return False
        word, anchor = anchor_of(sentence, mention.span), self._anchor(sentence, mention)
        if word is None or anchor is None or word.relation == "amod":
            return False
        if word is anchor and word.relation in {"compound", "nmod:desc"}:
            return self.placing.is_upon(event.type, event.mode)
        return word is not anchor or bool(cases_of(sentence, anchor) & _LOCATIVE)

    def _anchor(self, sentence: Sentence, mention: PlaceMention) -> Token | None:
        return anchor_of(sentence, mention.span, self.placing.again)

    def _done_to(self, event: EventMention, known: Sequence[PlaceMention]) -> PlaceMention | None:
        """The place that something is done to: what the trigger's object is called by."""
        sentence = event.sentence
        for mention in known:
            anchor = self._anchor(sentence, mention)
            if anchor is None:
                continue
            above = anchor if anchor.relation.startswith(("obj", "nsubj:pass")) else sentence.head(anchor)
            named = above is anchor or anchor.relation in {"compound", "nmod:poss", "appos"} or (
                bool(cases_of(sentence, anchor) & (_LOCATIVE | {"of"}))
            )  # fmt: skip
            if named and above is not None and above.head == event.head.at and above.relation in {"obj", "nsubj:pass"}:
                return mention
        return None

    def _beside(self, event: EventMention, known: Sequence[PlaceMention]) -> Words | None:
        """Where something was said: a phrase of place at its verb or at one joined to it ("met in Doha and urged")."""
        sentence, joined = event.sentence, _joined(event.sentence, event.head)
        for mention in known:
            anchor = self._anchor(sentence, mention)
            if anchor is None or not anchor.relation.startswith("obl") or anchor.head not in joined:
                continue
            cases = cases_of(sentence, anchor)
            if cases & _LOCATIVE or ("from" in cases and anchor.at < event.head.at):
                ground = "clause" if anchor.head == event.head.at else "sentence"
                return _where(mention, ground), (ByRule(f"place.{ground}", mention.text, (mention.because,)),)
        return None

    def _in_clause(
        self, event: EventMention, known: Sequence[PlaceMention], others: Sequence[EventMention]
    ) -> PlaceMention | None:
        """The place nearest in the words among those under the event's clause that are no other event's."""
        sentence, root = event.sentence, event.head
        while not _stands_apart(sentence, root) and (above := sentence.head(root)) is not None:
            root = above
        heads = {other.head.at for other in others} - {event.head.at, root.at}
        found = []
        for mention in known:
            anchor = self._anchor(sentence, mention)
            if anchor is None or tells_party(sentence, anchor) or not cases_of(sentence, anchor) & _LOCATIVE:
                continue
            way = [token.at for token in (anchor, *sentence.ancestors(anchor))]
            if root.at in way and heads.isdisjoint(way[: way.index(root.at)]):
                found.append((abs(anchor.at - event.head.at), mention))
        return min(found, key=lambda it: it[0])[1] if found else None

    def _taken_up(self, sentence: Sentence) -> PlaceMention | None:
        """The last place named before that a noun or "there" in the sentence takes up."""
        for token in sentence.tokens:
            kinds = self.placing.again.get(token.lemma.lower())
            if kinds is None or not _takes_up(sentence, token):
                continue
            for mention in reversed(self.known):
                kind = mention.place.kind if mention.place else "city"
                if mention.span.end <= token.span.start and kind in kinds:
                    return mention
        return None

    def _by_story(self, event: EventMention, when: When | None) -> Found:
        """The place of what the story tells of the same people or the same kind, else that of the dateline."""
        fitting = [(self._fit(event, when, told), told.where) for told in self.told.values()]
        fitting += [(self._stands_near(event, mention), _where(mention, "story")) for mention in self.free]
        best = max(fitting, key=lambda it: it[0], default=None)
        if best is not None and best[0] >= _ENOUGH:
            return replace(best[1], basis="story"), (ByRule("place.story", best[1].text),)
        if self._is_filed_there(event, when) and self.filed is not None:
            text = self.report.dateline or ""
            return _of_place(self.filed, text, "dateline"), (ByRule("place.dateline", text),)
        return None, ()

    def _stands_near(self, event: EventMention, mention: PlaceMention) -> float:
        """How well an event may be at a place named before it, or with it, that is no other event's."""
        between = event.sentence.span.start - mention.span.end
        if between > _NEARBY or mention.span.start > event.sentence.span.end:
            return 0.0
        return _ENOUGH + 0.4 - max(0, between) / _NEARBY

    def _fit(self, event: EventMention, when: When | None, told: _Told) -> float:
        """How well an event may share the place of another."""
        same = event.type == told.event.type and event.mode == told.event.mode
        shared = _share_party(event, told.event)
        mine, other = _day(when), _day(told.when)
        if not (same and _is_taken_up(event)):  # "the attack" may be one of long ago
            apart = mine and other and abs(mine - other) > timedelta(days=3)
            if apart or (mine != other and (self._is_old(mine) or self._is_old(other))):
                return 0.0
        far = self.order[id(event)] - told.at
        fit = (
            2.0 * shared
            + 1.0 * (event.type == told.event.type)
            + 0.5 * same
            + 1.0 * (mine is not None and mine == other)
        )
        fit += 1.5 * (_is_talk(event) == _is_talk(told.event)) + 1.5 * (event.sentence is told.event.sentence)
        fit += 2.0 * (same and _is_taken_up(event))
        fit -= 0.1 * far if far > 0 else 0.5 - 0.15 * far
        countries = {one.country for one in (*event.sources, *event.targets) if one.country}
        if countries and told.where.country and told.where.country not in countries:
            fit -= 1.0
        return fit

    def _is_old(self, day: date | None) -> bool:
        published = self.report.published_on
        return day is not None and published is not None and published - day > _LONG_AGO

    def _is_filed_there(self, event: EventMention, when: When | None) -> bool:
        """Whether the event may have been seen from where the report was filed."""
        if self.filed is None or self._is_old(_day(when)):
            return False
        countries = {one.country for one in (*event.sources, *event.targets) if one.country}
        return not countries or self.filed.country in countries


def _is_spot(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.kind in ("city", "site", "district")


def _joined(sentence: Sentence, head: Token) -> set[int]:
    """The verb and those that it is joined to by "and", before it."""
    out = {head.at}
    while head.relation == "conj" and not _stands_apart(sentence, head) and (above := sentence.head(head)) is not None:
        head = above
        out.add(head.at)
    return out


def _stands_apart(sentence: Sentence, head: Token) -> bool:
    """Whether the word heads a clause of its own, with a subject of its own where it is joined to another."""
    own = head.relation == "conj" and any(kid.relation.startswith("nsubj") for kid in sentence.kids(head))
    return own or head.relation in _LOOSE


def _is_taken_up(event: EventMention) -> bool:
    """Whether the event is named by a noun as one that is known: "the attack"."""
    articles = (kid.text.lower() in _ARTICLES for kid in event.sentence.kids(event.head, "det"))
    return event.head.upos == "NOUN" and any(articles)


def _finer(mention: PlaceMention, known: Sequence[PlaceMention]) -> PlaceMention:
    """Of "Goma, Congo" and "Afghanistan's Nangarhar province" the finer part."""
    if mention.place is None or mention.place.kind != "country":
        return mention
    for one in known:
        near = 0 <= mention.span.start - one.span.end <= 3 or 0 <= one.span.start - mention.span.end <= 3
        if near and one.place and one.place.kind != "country" and one.place.country == mention.place.country:
            return one
    return mention


def _takes_up(sentence: Sentence, token: Token) -> bool:
    """Whether the word stands alone with its article: "the port", but not "the port of Odesa"."""
    if token.upos == "ADV":
        return True
    definite = any(kid.text.lower() in _ARTICLES for kid in sentence.kids(token, "det"))
    return token.upos == "NOUN" and definite and all(kid.upos != "PROPN" for kid in sentence.kids(token))


def _day(when: When | None) -> date | None:
    return when.start if when is not None and when.basis == "text" else None


def _is_talk(event: EventMention) -> bool:
    return event.type in ("CONSULT", "AGREE", "COOPERATE")


def _share_party(one: EventMention, other: EventMention) -> bool:
    mine = {actor.name for actor in (*one.sources, *one.targets)}
    return not mine.isdisjoint(actor.name for actor in (*other.sources, *other.targets))


def _where(mention: PlaceMention, ground: str) -> Where:
    """The mention as the place of an event; one that no map has keeps its words alone."""
    if mention.place is None:
        return Where(mention.text, mention.span, mention.text, None, None, None, None, None, None, ground)
    return replace(_of_place(mention.place, mention.text, ground), span=mention.span)


def _of_place(place: Place, text: str, ground: str) -> Where:
    return Where(
        text, None, place.name, place.kind, place.country, place.admin1, place.latitude, place.longitude,
        place.geonames_id, ground,
    )  # fmt: skip
