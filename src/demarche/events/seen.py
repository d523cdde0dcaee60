"""What speaks for an actor to be on a side of an event, as named features: what the table of weights is asked by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.actors import ActorMention
from demarche.events.record import EventMention
from demarche.mentions import Chain, Mention
from demarche.parse import Sentence, Token

FAR = 4
"""Sentences, or relations on a path, beyond which all is one."""

KEPT = frozenset({"nsubj:pass", "nmod:poss", "obl:agent"})
"""Relations whose subtype tells sides."""

ANSWERS = frozenset({"SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "CONCEDE"})
"""Types that often answer what another has done."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An actor who may be on a side: its mentions as an actor, and the plurals that stand for it among others."""

    actors: tuple[ActorMention, ...]
    plurals: tuple[Mention, ...]

    @property
    def actor(self) -> ActorMention:
        """Its first mention."""
        return self.actors[0]

    @property
    def chain(self) -> Chain:
        """All its mentions."""
        return self.actor.chain

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its own mentions and the plurals."""
        return (*self.chain.mentions, *self.plurals)

    def nearest(self, sentence: Sentence, head: Token) -> ActorMention:
        """Its mention nearest to a word: in its sentence, else the last before, else the first behind."""

        def away(actor: ActorMention) -> tuple[bool, bool, int]:
            start = actor.mention.span.start
            behind = start > head.span.start
            return actor.mention.sentence is not sentence, behind, abs(start - head.span.start)

        return min(self.actors, key=away)


class Seen:
    """The events and the actors of one report, and the features of each pair of them."""

    def __init__(
        self, events: Sequence[EventMention], actors: Sequence[ActorMention], sentences: Sequence[Sentence]
    ) -> None:
        self._events = events
        self._number = {id(sentence): at for at, sentence in enumerate(sentences)}
        self.candidates = tuple(_candidates(events, actors))
        sizes = sorted(self.candidates, key=lambda it: -len(it.chain.mentions))
        self._salience = {id(it.chain): min(3, at) for at, it in enumerate(sizes)}
        countries = Counter(it.actor.country for it in self.candidates if it.actor.country)
        self._country = countries.most_common(1)[0][0] if countries else None
        self._sides = [
            (frozenset(id(one.chain) for one in event.sources), frozenset(id(one.chain) for one in event.targets))
            for event in events
        ]

    def features(self, at: int) -> list[list[str]]:
        """For each of the `candidates` what speaks for it in the event at that place."""
        look = _Look(self, at)
        return [list(look.features(candidate)) for candidate in self.candidates]


class _Look:
    """One event looked at."""

    def __init__(self, seen: Seen, at: int) -> None:
        self.seen, self.at = seen, at
        self.event = event = seen._events[at]
        self.here = seen._number[id(event.sentence)]
        self.sources, self.targets = seen._sides[at]
        self.sizes = f"{min(3, len(self.sources))}{min(3, len(self.targets))}"
        self.source = event.sources[0] if event.sources else None
        self.speakers = {id(it.speaker.chain) for it in event.statements if it.speaker is not None}
        before: dict[int, int] = {}
        for candidate in seen.candidates:
            ahead = [it.span.start for it in candidate.mentions if it.span.start < event.head.span.start]
            if ahead:
                before[id(candidate.chain)] = max(ahead)
        self.near = {key: min(FAR, at) for at, key in enumerate(sorted(before, key=lambda key: -before[key]))}
        self.earlier = tuple(reversed(range(at)))

    def features(self, candidate: Candidate) -> Iterator[str]:
        kind, key = self.event.type, id(candidate.chain)
        side = ("S" if key in self.sources else "") + ("T" if key in self.targets else "")
        yield from self._by_rule(side)
        yield from self._by_itself(candidate)
        here = [it for it in candidate.mentions if it.sentence is self.event.sentence]
        if here:
            yield from self._in_sentence(candidate, here, side)
        else:
            yield from self._elsewhere(candidate)
        where = "in" if here else "out"
        yield f"salience={self.seen._salience[key]} {self.sizes[1]} {where}"
        if key in self.speakers:
            yield "speaks"
            yield f"speaks {kind}"
            yield f"speaks rule={side}"
        yield from self._before(key)
        yield from self._dealings(key)
        yield from self._beside_source(candidate, where)

    def _by_rule(self, side: str) -> Iterator[str]:
        event, kind = self.event, self.event.type
        if side:
            yield f"rule={side}"
            yield f"rule={side} {kind}"
            yield f"rule={side} sizes={self.sizes}"
            yield f"rule={side} mode={event.mode}"
            yield f"rule={side} pattern={event.pattern}"
        else:
            yield f"sizes={self.sizes}"
            yield f"sizes={self.sizes} {kind}"

    def _by_itself(self, candidate: Candidate) -> Iterator[str]:
        kind, actor = self.event.type, candidate.actor
        sector = actor.sectors[0] if actor.sectors else "-"
        first = candidate.chain.mentions[0]
        shape = f"name {first.type}" if candidate.chain.name else "several" if first.plural else "one"
        yield f"sector={sector}"
        yield f"sector={sector} {kind}"
        yield f"private={actor.private} {kind}"
        yield f"country={actor.country is not None} {kind}"
        yield f"home={actor.country == self.seen._country} sector={sector} {kind}"
        yield f"shape={shape} {kind}"
        yield f"shape={shape} {self.sizes[1]}"

    def _in_sentence(self, candidate: Candidate, here: Sequence[Mention], side: str) -> Iterator[str]:
        event, kind = self.event, self.event.type
        sentence, head = event.sentence, event.head
        for mention in here:
            path = path_between(sentence, head, mention.head)
            if path is None:
                continue
            up, down = path
            case = "+".join(kid.lemma.lower() for kid in sentence.kids(mention.head, "case"))
            way = ("" if mention in candidate.chain.mentions else "set ") + "^".join(("", *up)) + "/".join(("", *down))
            yield f"way={way}"
            yield f"way={way} case={case}"
            yield f"way={way} {head.upos}"
            yield f"way={way} {kind}"
            yield f"way={way} {kind} case={case}"
            yield f"{'ahead' if mention.head.at < head.at else 'behind'} {head.upos}"
            yield f"kind={mention.kind}"
            yield f"relation={mention.head.relation}"
            yield f"down={'/'.join(down)} up={len(up)}"
            yield f"first down={down[0] if down else ''} up={up[0] if up else ''}"
            yield f"length={min(FAR + 2, len(up) + len(down))}"
            if case:
                yield f"case={case} {kind}"
                yield f"word={head.lemma} case={case}"
            if down:
                yield f"word={head.lemma} down={'/'.join(down)}"
            if not side:
                yield f"open way={way}"
                yield f"open way={way} sizes={self.sizes}"
        near = self.near.get(id(candidate.chain))
        if near is not None:
            yield f"near={near} here"

    def _elsewhere(self, candidate: Candidate) -> Iterator[str]:
        sentence = self.event.sentence
        numbers = [self.here - self.seen._number[id(it.sentence)] for it in candidate.mentions]
        away = min((min(FAR, it) for it in numbers if it > 0), default=0)
        yield f"away={away}"
        yield f"away={away} sizes={self.sizes}"
        for mention, number in zip(candidate.mentions, numbers, strict=True):
            if number == 1:
                above = mention.sentence.head(mention.head)
                place = base_of(mention.head.relation) + (" root" if above is not None and above.head < 0 else "")
                yield f"was={place}"
                yield f"was={place} sizes={self.sizes}"
        if any(it.sentence.paragraph == sentence.paragraph for it in candidate.mentions):
            yield "paragraph"
            yield f"paragraph {self.sizes[1]}"
        near = self.near.get(id(candidate.chain))
        if near is not None:
            yield f"near={near}"
            yield f"near={near} {self.sizes[1]} {self.event.type}"

    def _before(self, key: int) -> Iterator[str]:
        """Its sides in the event before, in the last of the same type, and in any."""
        seen, kind = self.seen, self.event.type
        alike = next((it for it in self.earlier if seen._events[it].type == kind), None)
        last = self.earlier[0] if self.earlier else None
        for name, at in (("alike", alike), ("last", last)):
            if at is None:
                continue
            other = seen._events[at]
            for side, keys in zip("ST", seen._sides[at], strict=True):
                if key not in keys:
                    continue
                told = f"{name} {side}"
                yield told
                yield f"{told} {kind}"
                yield f"{told} sizes={self.sizes}"
                yield f"{told} {other.type} {kind}"
                if other.head.lemma == self.event.head.lemma:
                    yield f"{told} same word"
                if other.sentence is self.event.sentence:
                    yield f"{told} here"
        for at, side in enumerate("ST"):
            if any(key in seen._sides[it][at] for it in self.earlier[1:]):
                yield f"ever {side}"
                yield f"ever {side} sizes={self.sizes}"
        if kind in ANSWERS:
            source = id(self.source.chain) if self.source is not None else None
            deed = next(
                (it for it in self.earlier if key in seen._sides[it][0] and source not in seen._sides[it][0]), None
            )
            if deed is not None:
                yield f"did {seen._events[deed].type} {kind}"

    def _dealings(self, key: int) -> Iterator[str]:
        """What else the source and the candidate do to each other in the report."""
        if self.source is None:
            return
        source, kind = id(self.source.chain), self.event.type
        found: Counter[str] = Counter()
        for at, (sources, targets) in enumerate(self.seen._sides):
            if at == self.at:
                continue
            when, other = "before" if at < self.at else "after", self.seen._events[at].type
            for way, here, there in (("to", sources, targets), ("from", targets, sources)):
                if source in here and key in there:
                    found[f"deals {way} {when}"] += 1
                    found[f"deals {other} {way} {kind} {when}"] += 1
        if not found:
            yield f"deals not {self.sizes[1]}"
        for name, times in found.items():
            yield name
            yield f"{name} {self.sizes[1]}"
            yield f"{name} {kind}"
            if times > 1:
                yield f"{name} often"

    def _beside_source(self, candidate: Candidate, where: str) -> Iterator[str]:
        """How it stands to the source that the rules found."""
        kind, actor, source = self.event.type, candidate.actor, self.source
        sector = actor.sectors[0] if actor.sectors else "-"
        if source is None:
            relation = "none"
        elif source.chain is candidate.chain:
            relation = "self"
        elif source.country and actor.country:
            relation = "same" if source.country == actor.country else "other"
        else:
            relation = "unknown"
        yield f"source={relation} {kind}"
        yield f"source={relation} sector={sector} {kind}"
        yield f"source={relation} {kind} {where}"
        yield f"source={relation} {self.sizes[1]} {where}"
        if source is not None and source.chain is not candidate.chain:
            yield f"sectors={source.sectors[0] if source.sectors else '-'} {sector} {where}"


def _candidates(events: Sequence[EventMention], actors: Sequence[ActorMention]) -> Iterator[Candidate]:
    plurals: dict[int, list[Mention]] = {}
    for actor in actors:
        for member in actor.members:
            plurals.setdefault(id(member.chain), []).append(actor.mention)
    sides = [one for event in events for one in (*event.sources, *event.targets)]
    found: dict[int, list[ActorMention]] = {}
    for actor in (*actors, *sides):
        if not actor.members and actor not in found.setdefault(id(actor.chain), []):
            found[id(actor.chain)].append(actor)
    for key, mine in found.items():
        if mine:
            yield Candidate(tuple(mine), tuple(plurals.get(key, ())))


def path_between(sentence: Sentence, start: Token, end: Token) -> tuple[list[str], list[str]] | None:
    """The relations up from a token to what holds both, and down from there to the other; None in different trees."""
    up = [start]
    while up[-1].head >= 0:
        up.append(sentence.tokens[up[-1].head])
    places = {token.at: steps for steps, token in enumerate(up)}
    down = [end]
    while down[-1].at not in places:
        if down[-1].head < 0:
            return None
        down.append(sentence.tokens[down[-1].head])
    steps = places[down[-1].at]
    return [base_of(it.relation) for it in up[:steps]], [base_of(it.relation) for it in reversed(down[:-1])]


def base_of(relation: str) -> str:
    """The relation without its subtype, where that does not tell sides."""
    return relation if relation in KEPT else relation.partition(":")[0]
