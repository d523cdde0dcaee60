"""Adds to a statement what stands about its cue: to whom it was said, on what occasion, when and where, what voice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from demarche.actors import ActorMention
from demarche.base import Span
from demarche.parse import Sentence, Token
from demarche.places import PlaceMention
from demarche.statements.cues import Cues
from demarche.statements.record import Statement, Voice
from demarche.statements.speakers import NOMINAL, Voices, speaker_tokens
from demarche.times import TimeMention

_MEANS = frozenset({"at", "in", "during", "on", "via", "through", "by", "over", "from", "before", "after", "to"})
_ADDRESS = "speaker CUE addressee content"


class Parts:
    """The actors, times and places of a report, asked for by the cue."""

    def __init__(
        self, voices: Voices, cues: Cues, times: Sequence[TimeMention], places: Sequence[PlaceMention]
    ) -> None:
        self._voices, self._cues = voices, cues
        self._times = times
        self._places = [one for one in places if one.place is not None and not one.power]

    def add(self, one: Statement) -> Statement:
        """The statement with what the words about its cue tell."""
        verb = _verb(one)
        if verb is None:
            return replace(one, voice=self._voice(one))
        sentence = one.sentence
        to = self._addressee(one, verb)
        occasion = self._occasion(one, verb)
        times = (time for time in self._times if _belongs(one, verb, time.span, occasion))
        places = (place for place in self._places if _belongs(one, verb, place.span, occasion))
        named = speaker_tokens(sentence, to) if to is not None else ()
        return replace(
            one,
            voice=self._voice(one),
            addressee=self._voices.of(sentence, to) if to is not None else None,
            addressee_span=Span(named[0].span.start, named[-1].span.end) if named else None,
            occasion=occasion,
            when=next(times, None),
            where=next(places, None),
        )

    def _addressee(self, one: Statement, verb: Token) -> Token | None:
        """ "told reporters", "was told", "said to the court", "in an interview with the paper"."""
        sentence = one.sentence
        frames = {cue.frame for cue in self._cues.at(verb)}
        for kid in sentence.kids(verb, "iobj", "obj", "nsubj:pass") if _ADDRESS in frames else ():
            if kid.upos in NOMINAL and _is_free(one, kid) and kid.text.lower() not in {"that", "what", "it", "which"}:
                return kid
        for kid in sentence.kids(verb, "obl"):
            cases = {case.lemma for case in sentence.kids(kid, "case")}
            if "to" in cases and one.act in {"say", "ask", "bid"} and _is_free(one, kid) and not self._is_occasion(kid):
                return kid if kid.upos in NOMINAL else None
            if self._is_occasion(kid):
                for guest in sentence.kids(kid, "nmod"):
                    if {case.lemma for case in sentence.kids(guest, "case")} & {"with", "to"} and _is_free(one, guest):
                        return guest
        return None

    def _is_occasion(self, token: Token) -> bool:
        return token.text.lower() in self._cues.occasions

    def _occasion(self, one: Statement, verb: Token) -> Span | None:
        """ "at a press conference", "in a statement", "on television", "by telephone"."""
        sentence = one.sentence
        for kid in sentence.kids(verb, "obl", "nmod"):
            cases = [case for case in sentence.kids(kid, "case") if case.lemma.lower() in _MEANS]
            if cases and self._is_occasion(kid) and _is_free(one, kid):
                run = list(_near(one, kid))
                return Span(min(run[0].span.start, cases[0].span.start), run[-1].span.end)
        return None

    def _voice(self, one: Statement) -> Voice | None:
        """What kind of speaker it is."""
        if one.speaker_span is None:
            return "named" if one.speaker is not None and _has_name(one.speaker) else None
        words = {token.text.lower() for token in one.sentence.within(one.speaker_span)}
        last = next(
            (it.text.lower() for it in reversed(one.sentence.within(one.speaker_span)) if it.upos in NOMINAL), ""
        )
        actor = one.speaker
        if actor is not None and actor.mention.head.text.lower() in self._cues.documents | self._cues.media:
            last = actor.mention.head.text.lower()
        if words & self._cues.documents and not _is_person(actor):
            return "document"
        person = _is_person(actor) or last in self._cues.unnamed
        outlet = not person and bool((words - {"press"}) & self._cues.media)  # a press secretary is no paper
        if last in self._cues.media or outlet or (actor is not None and "MED" in actor.sectors):
            return "media"
        if actor is not None and (_has_name(actor) or (actor.title and last not in self._cues.unnamed)):
            return "named"
        return "named" if any(token.name != "O" for token in one.sentence.within(one.speaker_span)
                              if token.name[2:] in {"Person", "Organization"}) else "unnamed"  # fmt: skip


def _is_person(actor: ActorMention | None) -> bool:
    return actor is not None and actor.mention.type == "Person"


def _has_name(actor: ActorMention) -> bool:
    return actor.mention.kind == "name" or actor.chain.name is not None or actor.entry is not None


def _verb(one: Statement) -> Token | None:
    """The verb of the cue; of a noun the verb that it hangs on."""
    if one.cue is None:
        return None
    tokens = one.sentence.within(one.cue)
    verb = next((token for token in reversed(tokens) if token.upos == "VERB"), None)
    if verb is None and tokens and tokens[-1].upos == "NOUN":
        above = one.sentence.head(tokens[-1])
        verb = above if above is not None and above.upos == "VERB" and tokens[-1].relation.startswith("obj") else None
    return verb


def _is_free(one: Statement, token: Token) -> bool:
    """Whether the word is part of neither content nor speaker nor cue."""
    spans = [*one.content, *(span for span in (one.speaker_span, one.cue) if span is not None)]
    return not any(span.overlaps(token.span) for span in spans)


def _near(one: Statement, head: Token) -> Iterator[Token]:
    """The words of the phrase side by side around its head, without what belongs to other parts."""
    tokens = one.sentence.tokens
    kept = {token.at for token in one.sentence.subtree(head) if _is_free(one, token)}
    first = last = head.at
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > head.at and tokens[last].upos == "PUNCT":
        last -= 1
    yield from tokens[first : last + 1]


def _belongs(one: Statement, verb: Token, span: Span, occasion: Span | None) -> bool:
    """Whether a time or place hangs on the cue, or on the occasion, and stands outside of what is said."""
    sentence: Sentence = one.sentence
    if not sentence.span.holds(span) or any(part.overlaps(span) for part in one.content):
        return False
    if one.speaker_span is not None and one.speaker_span.overlaps(span):
        return False
    if occasion is not None and occasion.holds(span):
        return True
    inside = {token.at for token in sentence.within(span)}
    top = next((token for token in sentence.within(span) if token.head not in inside), None)
    while top is not None and top is not verb:
        if top.upos == "VERB":
            return False
        top = sentence.head(top)
    return top is verb
