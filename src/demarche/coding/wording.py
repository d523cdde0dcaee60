"""Where an event happened by the words of its sentence."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.base import Because, ByRule
from demarche.coding.attach import anchor_of, cases_of, nearest, tells_party
from demarche.coding.ontology import Placing
from demarche.coding.record import Where
from demarche.events import EventMention
from demarche.parse import Sentence, Token
from demarche.places import Place, PlaceMention

Words = tuple[Where, tuple[Because, ...]]

_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "on", "off", "around", "across", "along"})
_OCCASIONS = frozenset({"at", "on", "during"})
"""Prepositions that lead in the occasion on which something is said."""
_DEALING = frozenset({"with", "between", "without", "than", "like"})
_LOOSE = frozenset({"ccomp", "parataxis", "acl:relcl"})
"""Relations by which a clause stands apart from the one above it."""


class Wording:
    """Reads places off the words beside a trigger; `known` are the report's places that are no powers."""

    def __init__(self, known: Sequence[PlaceMention], placing: Placing) -> None:
        self.known, self.placing = known, placing

    def find(self, event: EventMention, others: Sequence[EventMention]) -> Words | None:
        """What the sentence itself says; of a country with a finer place right beside it the finer."""
        known = [one for one in self.known if event.sentence.span.holds(one.span) and self._is_named(event, one)]
        if self.placing.is_upon(event.type, event.mode):
            mention, ground = self._done_to(event, known), "clause"
            if mention is not None:
                return where_of(mention, ground), (ByRule("place.upon", mention.text, (mention.because,)),)
        if not (is_there(event, self.placing) or self.placing.has_own(event.type, event.mode)):
            return self._beside(event, known)
        found = nearest(event, known, others=others, of_parties=False, kinds=self.placing.again)
        best, ground = found if found else (self._in_clause(event, known, others), "sentence")
        if best is None:
            return None
        best = _finer(self._called(event.sentence, best, known), known)
        return where_of(best, ground), (ByRule(f"place.{ground}", best.text, (best.because,)),)

    def _is_named(self, event: EventMention, mention: PlaceMention) -> bool:
        """Whether a mention may be an event's place: not whom one deals with ("talks with the North"), and one that no
        map has only after a preposition of place, or as what something is done to."""
        sentence = event.sentence
        parties = (*event.sources, *event.targets)
        if any(one.mention.span.holds(mention.span) and one.mention.span != mention.span for one in parties):
            return False  # "US President Bush" is not in the United States
        word, anchor = anchor_of(sentence, mention.span), self._anchor(sentence, mention)
        if word is None or anchor is None or cases_of(sentence, anchor) & _DEALING:
            return False
        if mention.place is not None:
            return mention.place.kind != "country" or not _is_of_party(sentence, word)
        if word.relation in {"compound", "nmod:desc"} and (word is anchor or _is_named_after(sentence, anchor)):
            return word is anchor and self.placing.is_upon(event.type, event.mode)
        return word.relation != "amod" and (word is not anchor or bool(cases_of(sentence, anchor) & _LOCATIVE))

    def _called(self, sentence: Sentence, mention: PlaceMention, known: Sequence[PlaceMention]) -> PlaceMention:
        """Of "the West Bank town of Jericho" the name that the noun is called by."""
        anchor = self._anchor(sentence, mention)
        later = (one for one in known if one.span.start >= mention.span.end and self._anchor(sentence, one) is anchor)
        return next(later, mention)

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
        sentence, joined = event.sentence, {event.head.at}
        if event.status.value == "actual":
            verbs = joined_verbs(event.sentence, event.head)
            joined |= {at for at in verbs if sentence.tokens[at].lemma.lower() in self.placing.lending}
        for mention in known:
            anchor = self._anchor(sentence, mention)
            if anchor is None or not self._is_of_saying(sentence, anchor, joined):
                continue
            cases = cases_of(sentence, anchor)
            if cases & _LOCATIVE or ("from" in cases and anchor.at < event.head.at):
                ground = "clause" if anchor.head == event.head.at else "sentence"
                return where_of(mention, ground), (ByRule(f"place.{ground}", mention.text, (mention.because,)),)
        return None

    def _is_of_saying(self, sentence: Sentence, anchor: Token, verbs: set[int]) -> bool:
        """Whether the phrase hangs on one of the verbs, or on those who hear it ("told reporters in Doha") or on
        a body that sits there ("a court in Doha refused")."""
        if anchor.relation.startswith("obl"):
            return anchor.head in verbs
        above = sentence.head(anchor)
        if above is None or above.head not in verbs or not anchor.relation.startswith("nmod"):
            return False
        if above.relation.startswith("obl") and cases_of(sentence, above) & _OCCASIONS:
            return True  # "said at a briefing in Doha", "warned on a tour of the province"
        hears = above.lemma.lower() in self.placing.hearers and above.relation.startswith(("obj", "obl", "iobj"))
        acts = above.relation.startswith("nsubj") or "by" in cases_of(sentence, above)
        return hears or (above.lemma.lower() in self.placing.bodies and acts)

    def _in_clause(
        self, event: EventMention, known: Sequence[PlaceMention], others: Sequence[EventMention]
    ) -> PlaceMention | None:
        """The place nearest in the words among those under the event's clause that are no other event's."""
        sentence, root = event.sentence, _clause(event.sentence, event.head)
        if _is_only_dated_by(sentence, event.head, root):
            return None
        heads = {other.head.at for other in others} - {event.head.at, root.at}
        if (where := _antecedent(sentence, root)) is not None:
            root = where  # "a camp near Gao, where soldiers fired"
        found = []
        for mention in known:
            anchor = self._anchor(sentence, mention)
            if anchor is None or tells_party(sentence, anchor) or not cases_of(sentence, anchor) & _LOCATIVE:
                continue
            way = [anchor, *sentence.ancestors(anchor)]
            if root not in way or any(_is_apart(sentence, token) for token in way[: way.index(root)]):
                continue
            if heads.isdisjoint(token.at for token in way[: way.index(root)]):
                found.append((abs(anchor.at - event.head.at), mention))
        return min(found, key=lambda it: it[0])[1] if found else None

    def is_in_clause(self, event: EventMention, mention: PlaceMention) -> bool:
        """Whether a place of its sentence stands in the event's own clause."""
        anchor, root = self._anchor(event.sentence, mention), _clause(event.sentence, event.head)
        under = anchor is not None and any(token is root for token in (anchor, *event.sentence.ancestors(anchor)))
        return under and not _is_only_dated_by(event.sentence, event.head, root)


def _is_only_dated_by(sentence: Sentence, head: Token, root: Token) -> bool:
    """Whether the clause only counts from the event: "arrived in Rome for the first talks since the summit"."""
    for token in (head, *sentence.ancestors(head)):
        if token is root:
            return False
        if cases_of(sentence, token) & {"since", "before", "until", "till"}:
            return True
    return False


def is_there(event: EventMention, placing: Placing) -> bool:
    """Whether the event takes somebody's presence; an agreement does that two sides make together."""
    together = event.type == "AGREE" and len(event.sources) > 1 and event.sources == event.targets
    return together or placing.is_there(event.type, event.mode)


def _antecedent(sentence: Sentence, root: Token) -> Token | None:
    """What a clause with "where" says more of."""
    tells = root.relation == "acl:relcl" and any(kid.text.lower() == "where" for kid in sentence.kids(root))
    return sentence.head(root) if tells else None


def _finer(mention: PlaceMention, known: Sequence[PlaceMention]) -> PlaceMention:
    """Of "Goma, Congo" and "Afghanistan's Nangarhar province" the finer part."""
    if mention.place is None or mention.place.kind != "country":
        return mention
    for one in known:
        near = 0 <= mention.span.start - one.span.end <= 3 or 0 <= one.span.start - mention.span.end <= 3
        if near and one.place and one.place.kind != "country" and one.place.country == mention.place.country:
            return one
    return mention


def _clause(sentence: Sentence, head: Token) -> Token:
    """The head of the clause that a word stands in."""
    while not _stands_apart(sentence, head) and (above := sentence.head(head)) is not None:
        head = above
    return head


def _is_of_party(sentence: Sentence, word: Token) -> bool:
    """Whether the name says whose those who act or suffer are: "two US soldiers were killed"."""
    above = sentence.head(word)
    told = word.relation in {"compound", "amod", "nmod:desc"} and word.at != word.head
    return told and above is not None and above.relation.startswith(("nsubj", "obj", "obl:agent"))


def _is_named_after(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun's name follows it: in "the Basque town of Getxo" the first name is none of the town's."""
    return any(kid.at > noun.at and kid.upos == "PROPN" for kid in sentence.kids(noun))


def _stands_apart(sentence: Sentence, head: Token) -> bool:
    """Whether the word heads a clause of its own, with a subject of its own where it is joined to another."""
    subjects = (kid for kid in sentence.kids(head) if kid.relation.startswith("nsubj"))
    own = head.relation == "conj" and any(kid.upos != "PRON" for kid in subjects)
    return own or head.relation in _LOOSE


def _is_apart(sentence: Sentence, token: Token) -> bool:
    """Whether a word heads a clause that speaks of something else: of who says so, or joined with a subject of its
    own."""
    said = token.relation == "parataxis" or (token.relation == "ccomp" and token.xpos not in {"VB", "VBG"})
    return said or (token.relation == "conj" and token.upos == "VERB" and _stands_apart(sentence, token))


def joined_verbs(sentence: Sentence, head: Token) -> set[int]:
    """The verb and those that it is joined to by "and", before it."""
    out = {head.at}
    while head.relation == "conj" and not _stands_apart(sentence, head) and (above := sentence.head(head)) is not None:
        head = above
        out.add(head.at)
    return out


def where_of(mention: PlaceMention, ground: str) -> Where:
    """The mention as the place of an event; one that no map has keeps its words alone."""
    if mention.place is None:
        return Where(mention.text, mention.span, mention.text, None, None, None, None, None, None, ground)
    return replace(where_at(mention.place, mention.text, ground), span=mention.span)


def where_at(place: Place, text: str, ground: str) -> Where:
    """A place as that of an event, called as the text has it."""
    return Where(
        text, None, place.name, place.kind, place.country, place.admin1, place.latitude, place.longitude,
        place.geonames_id, ground,
    )  # fmt: skip
