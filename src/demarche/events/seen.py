"""What speaks for an actor to be on a side of an event, as named features: what the table of weights is asked by."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from demarche.actors import ActorMention
from demarche.encode import Floats, Told
from demarche.events.record import EventMention
from demarche.knowledge import Part
from demarche.mentions import Mention
from demarche.parse import Sentence, Token

FAR = 4
"""Sentences, or relations on a path, beyond which all is one."""

KEPT = frozenset({"nsubj:pass", "nmod:poss", "obl:agent"})
"""Relations whose subtype tells sides."""

LIKELY, UNLIKELY, FAR_AHEAD = 5, -7, 4
"""Log odds, by the encoder, beyond which all are one; and by which one candidate is before or behind all others."""

OPEN = -5
"""Log odds, by the encoder, from which a candidate is asked about: below are most, and hardly any whom rules find."""

ANSWERS = frozenset({"SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "CONCEDE"})
"""Types that often answer what another has done."""


class Candidate:
    """An actor who may be on a side: its mentions as an actor, and the plurals that stand for it among others."""

    def __init__(self, actors: Sequence[ActorMention], plurals: Sequence[Mention], numbers: Mapping[int, int]) -> None:
        """Take them, and the number of each sentence by its identity."""
        self.actors, self.plurals = tuple(actors), frozenset(map(id, plurals))
        self.actor = actor = self.actors[0]
        self.chain = actor.chain
        self.key = id(self.chain)
        self.sector = actor.sectors[0] if actor.sectors else "-"
        self.code = actor.code.strip() or actor.name.lower()
        first = self.chain.mentions[0]
        self.shape = f"name {first.type}" if self.chain.name else "several" if first.plural else "one"
        self.named: dict[int, list[Mention]] = {}
        for mention in (*self.chain.mentions, *plurals):
            self.named.setdefault(numbers[id(mention.sentence)], []).append(mention)
        everywhere = [mention for several in self.named.values() for mention in several]
        self.starts = sorted(mention.span.start for mention in everywhere)
        self.paragraphs = frozenset(mention.sentence.paragraph for mention in everywhere)

    def before(self, at: int) -> int | None:
        """Where its last mention ahead of a character begins."""
        place = bisect_left(self.starts, at)
        return self.starts[place - 1] if place else None

    def nearest(self, sentence: Sentence, head: Token) -> ActorMention:
        """Its mention nearest to a word: in its sentence, else the last before, else the first behind."""

        def away(actor: ActorMention) -> tuple[bool, bool, int]:
            start = actor.mention.span.start
            behind = start > head.span.start
            return actor.mention.sentence is not sentence, behind, abs(start - head.span.start)

        return min(self.actors, key=away)


class Seen:
    """The events and the actors of one report, as every `Look` at one of its events needs them."""

    def __init__(
        self,
        events: Sequence[EventMention],
        actors: Sequence[ActorMention],
        sentences: Sequence[Sentence],
        told: Told | None,
    ) -> None:
        """Take what a report has, and the encoder's view of its words."""
        self.events = events
        self.numbers = {id(sentence): at for at, sentence in enumerate(sentences)}
        self.candidates = tuple(_candidates(events, actors, self.numbers))
        sizes = sorted(self.candidates, key=lambda it: -len(it.chain.mentions))
        self.salience = {it.key: min(3, at) for at, it in enumerate(sizes)}
        countries = Counter(it.actor.country for it in self.candidates if it.actor.country)
        self.country = countries.most_common(1)[0][0] if countries else None
        self.sides = [
            (frozenset(id(one.chain) for one in event.sources), frozenset(id(one.chain) for one in event.targets))
            for event in events
        ]
        self.cases: dict[int, str] = {}
        self.views = self._ask(told)

    def _ask(self, told: Told | None) -> list[dict[int, tuple[int, int, int, int]]]:
        """For each event by candidate the encoder's log odds that it is source, that it is target, and how far it is
        ahead of the likeliest other in both."""
        if told is None or told.sides is None or not self.events or not self.candidates:
            return [{} for _ in self.events]
        heads = [
            (at, mention.head.place)
            for at, candidate in enumerate(self.candidates)
            for several in candidate.named.values()
            for mention in several
        ]
        words = np.array([event.head.place for event in self.events])
        scores = told.sides.score(words, np.array([place for _, place in heads]))
        starts = np.flatnonzero(np.diff([at for at, _ in heads], prepend=-1))
        whole = np.logaddexp.reduceat(scores, starts, axis=1)
        odds = np.clip(np.rint(whole), UNLIKELY, LIKELY).astype(int)
        lead = np.clip(np.rint(whole - _best_other(whole)), -FAR_AHEAD, FAR_AHEAD).astype(int)
        rows = np.concatenate([odds, lead], axis=2).tolist()
        keys = [candidate.key for candidate in self.candidates]
        return [{key: tuple(row) for key, row in zip(keys, event, strict=True)} for event in rows]

    def asked(self, at: int) -> tuple[Candidate, ...]:
        """Who may be on a side of an event: whom the rules put there, and whom the encoder does not rule out."""
        view, (sources, targets) = self.views[at], self.sides[at]
        if not view:
            return self.candidates
        return tuple(
            it for it in self.candidates
            if max(view[it.key][:2]) >= OPEN or it.key in sources or it.key in targets
        )  # fmt: skip

    def case(self, mention: Mention) -> str:
        """The prepositions that hang on a mention."""
        found = self.cases.get(id(mention))
        if found is None:
            kids = mention.sentence.kids(mention.head, "case")
            found = self.cases[id(mention)] = "+".join(kid.lemma.lower() for kid in kids)
        return found


class Look:
    """One event of a report looked at."""

    def __init__(self, seen: Seen, at: int) -> None:
        self.seen, self.at = seen, at
        self.event = event = seen.events[at]
        self.here = seen.numbers[id(event.sentence)]
        self.sources, self.targets = seen.sides[at]
        self.sizes = f"{min(3, len(self.sources))}{min(3, len(self.targets))}"
        self.source = event.sources[0] if event.sources else None
        self.speakers = {id(it.speaker.chain) for it in event.statements if it.speaker is not None}
        before = {it.key: ahead for it in seen.candidates if (ahead := it.before(event.head.span.start)) is not None}
        self.near = {key: min(FAR, at) for at, key in enumerate(sorted(before, key=lambda key: -before[key]))}
        alike = next((it for it in reversed(range(at)) if seen.events[it].type == event.type), None)
        self.told = [(name, it) for name, it in (("alike", alike), ("last", at - 1 if at else None)) if it is not None]
        self.ever = [frozenset(key for sides in seen.sides[: max(0, at - 1)] for key in sides[way]) for way in (0, 1)]
        self.deals = self._find_deals()

    def parts(self, candidate: Candidate) -> Iterator[Part]:
        """What speaks for a candidate, or against it."""
        kind, key, seen, sizes = self.event.type, candidate.key, self.seen, self.sizes
        actor, sector = candidate.actor, candidate.sector
        side = ("S" if key in self.sources else "") + ("T" if key in self.targets else "")
        yield Part(_by_rule, (side, kind, sizes, *((self.event.mode, self.event.pattern) if side else ("", ""))))
        view = seen.views[self.at].get(key)
        if view is not None:
            yield Part(_by_odds, ("source", view[0], side, sizes, kind))
            yield Part(_by_odds, ("target", view[1], side, sizes, kind))
            yield Part(_by_lead, ("source", view[2], side, sizes))
            yield Part(_by_lead, ("target", view[3], side, sizes))
            yield Part(_by_both, view[:2])
        home = actor.country == seen.country
        yield Part(_by_code, (kind, sector, actor.private, actor.country is not None, home))
        yield Part(_by_name, (kind, candidate.shape, sizes[1]))
        here = candidate.named.get(self.here)
        if here:
            for mention in here:
                yield from self._in_sentence(candidate, mention, side)
        else:
            yield self._elsewhere(candidate)
        where = "in" if here else "out"
        yield Part(_by_place, (seen.salience[key], self.near.get(key), sizes[1], kind, where))
        if key in self.speakers:
            yield Part(_by_speech, (kind, side))
        yield from self._before(key)
        if self.source is not None:
            yield Part(_by_deals, (kind, sizes[1], self.deals.get(key, ())))
        yield from self._beside_source(candidate, where)

    def _in_sentence(self, candidate: Candidate, mention: Mention, side: str) -> Iterator[Part]:
        event, head = self.event, self.event.head
        path = path_between(event.sentence, head, mention.head)
        if path is None:
            return
        up, down = "^".join(path[0]), "/".join(path[1])
        of_set, case = id(mention) in candidate.plurals, self.seen.case(mention)
        yield Part(_by_way, (up, down, of_set, case, head.upos, event.type, side, self.sizes))
        yield Part(_by_word, (head.lemma, down, case))
        yield Part(_by_stand, (mention.head.at < head.at, head.upos, mention.kind, mention.head.relation))

    def _elsewhere(self, candidate: Candidate) -> Part:
        away = min((min(FAR, self.here - it) for it in candidate.named if it < self.here), default=0)
        was = tuple(map(_stood, candidate.named.get(self.here - 1, ())))
        beside = self.event.sentence.paragraph in candidate.paragraphs
        return Part(_by_distance, (away, self.sizes, was, beside))

    def _before(self, key: int) -> Iterator[Part]:
        """Its sides in the event before, in the last of the same type, and in any."""
        seen, event = self.seen, self.event
        for name, at in self.told:
            other = seen.events[at]
            for side, keys in zip("ST", seen.sides[at], strict=True):
                if key in keys:
                    again, here = other.head.lemma == event.head.lemma, other.sentence is event.sentence
                    yield Part(_by_last, (f"{name} {side}", event.type, self.sizes, other.type, again, here))
        for side, keys in zip("ST", self.ever, strict=True):
            if key in keys:
                yield Part(_by_any, (side, self.sizes))
        if event.type in ANSWERS:
            source = id(self.source.chain) if self.source is not None else None
            for at in reversed(range(self.at)):
                if key in seen.sides[at][0] and source not in seen.sides[at][0]:
                    yield Part(_by_deed, (seen.events[at].type, event.type))
                    break

    def _find_deals(self) -> dict[int, tuple[tuple[str, int], ...]]:
        """By chain what else the source and it do to each other in the report, and how often."""
        if self.source is None:
            return {}
        source, kind = id(self.source.chain), self.event.type
        found: dict[int, Counter[str]] = {}
        for at, (sources, targets) in enumerate(self.seen.sides):
            if at == self.at:
                continue
            when, other = "before" if at < self.at else "after", self.seen.events[at].type
            for way, here, there in (("to", sources, targets), ("from", targets, sources)):
                if source in here:
                    for key in there:
                        found.setdefault(key, Counter()).update(
                            (f"deals {way} {when}", f"deals {other} {way} {kind} {when}")
                        )
        return {key: tuple((name, min(2, times)) for name, times in deals.items()) for key, deals in found.items()}

    def _beside_source(self, candidate: Candidate, where: str) -> Iterator[Part]:
        """How it stands to the source that the rules found."""
        actor, source, beside = candidate.actor, self.source, None
        if source is None:
            relation = "none"
        elif source.chain is candidate.chain:
            relation = "self"
        elif source.country and actor.country:
            relation = "same" if source.country == actor.country else "other"
        else:
            relation = "unknown"
        if source is not None and relation != "self":
            beside = source.sectors[0] if source.sectors else "-"
        yield Part(_by_source, (relation, candidate.sector, self.event.type, where, self.sizes[1]))
        if beside is not None:
            yield Part(_by_sectors, (beside, candidate.sector, where))


def _by_rule(side: str, kind: str, sizes: str, mode: str, pattern: str) -> Iterator[str]:
    if side:
        yield f"rule={side}"
        yield f"rule={side} {kind}"
        yield f"rule={side} sizes={sizes}"
        yield f"rule={side} mode={mode}"
        yield f"rule={side} pattern={pattern}"
    else:
        yield f"sizes={sizes}"
        yield f"sizes={sizes} {kind}"


def _by_odds(name: str, odds: int, side: str, sizes: str, kind: str) -> Iterator[str]:
    yield f"read {name}={odds}"
    yield f"read {name}={odds} rule={side}"
    yield f"read {name}={odds} sizes={sizes}"
    yield f"read {name}={odds} {kind}"


def _by_lead(name: str, lead: int, side: str, sizes: str) -> Iterator[str]:
    yield f"read {name} lead={lead}"
    yield f"read {name} lead={lead} rule={side}"
    yield f"read {name} lead={lead} sizes={sizes}"


def _by_both(source: int, target: int) -> Iterator[str]:
    yield f"read source={source} target={target}"


def _by_code(kind: str, sector: str, private: bool, country: bool, home: bool) -> Iterator[str]:
    yield f"sector={sector}"
    yield f"sector={sector} {kind}"
    yield f"private={private} {kind}"
    yield f"country={country} {kind}"
    yield f"home={home} sector={sector} {kind}"


def _by_name(kind: str, shape: str, targets: str) -> Iterator[str]:
    yield f"shape={shape} {kind}"
    yield f"shape={shape} {targets}"


def _by_way(up: str, down: str, of_set: bool, case: str, tag: str, kind: str, side: str, sizes: str) -> Iterator[str]:
    ups, downs = up.split("^") if up else [], down.split("/") if down else []
    way = ("set " if of_set else "") + "^".join(("", *ups)) + "/".join(("", *downs))
    yield f"way={way}"
    yield f"way={way} case={case}"
    yield f"way={way} {tag}"
    yield f"way={way} {kind}"
    yield f"way={way} {kind} case={case}"
    yield f"down={down} up={len(ups)}"
    yield f"first down={downs[0] if downs else ''} up={ups[0] if ups else ''}"
    yield f"length={min(FAR + 2, len(ups) + len(downs))}"
    if case:
        yield f"case={case} {kind}"
    if not side:
        yield f"open way={way}"
        yield f"open way={way} sizes={sizes}"


def _by_word(word: str, down: str, case: str) -> Iterator[str]:
    if case:
        yield f"word={word} case={case}"
    if down:
        yield f"word={word} down={down}"


def _by_stand(ahead: bool, tag: str, kind: str, relation: str) -> Iterator[str]:
    yield f"{'ahead' if ahead else 'behind'} {tag}"
    yield f"kind={kind}"
    yield f"relation={relation}"


def _stood(mention: Mention) -> str:
    """What a mention was to its sentence."""
    above = mention.sentence.head(mention.head)
    return base_of(mention.head.relation) + (" root" if above is not None and above.head < 0 else "")


def _by_distance(away: int, sizes: str, was: Sequence[str], beside: bool) -> Iterator[str]:
    yield f"away={away}"
    yield f"away={away} sizes={sizes}"
    for place in was:
        yield f"was={place}"
        yield f"was={place} sizes={sizes}"
    if beside:
        yield "paragraph"
        yield f"paragraph {sizes[1]}"


def _by_place(salience: int, near: int | None, targets: str, kind: str, where: str) -> Iterator[str]:
    yield f"salience={salience} {targets} {where}"
    if near is not None and where == "in":
        yield f"near={near} here"
    elif near is not None:
        yield f"near={near}"
        yield f"near={near} {targets} {kind}"


def _by_speech(kind: str, side: str) -> Iterator[str]:
    yield "speaks"
    yield f"speaks {kind}"
    yield f"speaks rule={side}"


def _by_last(told: str, kind: str, sizes: str, other: str, again: bool, here: bool) -> Iterator[str]:
    yield told
    yield f"{told} {kind}"
    yield f"{told} sizes={sizes}"
    yield f"{told} {other} {kind}"
    if again:
        yield f"{told} same word"
    if here:
        yield f"{told} here"


def _by_any(side: str, sizes: str) -> Iterator[str]:
    yield f"ever {side}"
    yield f"ever {side} sizes={sizes}"


def _by_deed(deed: str, kind: str) -> Iterator[str]:
    yield f"did {deed} {kind}"


def _by_deals(kind: str, targets: str, deals: Sequence[tuple[str, int]]) -> Iterator[str]:
    if not deals:
        yield f"deals not {targets}"
    for name, times in deals:
        yield name
        yield f"{name} {targets}"
        yield f"{name} {kind}"
        if times > 1:
            yield f"{name} often"


def _by_source(relation: str, sector: str, kind: str, where: str, targets: str) -> Iterator[str]:
    yield f"source={relation} {kind}"
    yield f"source={relation} sector={sector} {kind}"
    yield f"source={relation} {kind} {where}"
    yield f"source={relation} {targets} {where}"


def _by_sectors(beside: str, sector: str, where: str) -> Iterator[str]:
    yield f"sectors={beside} {sector} {where}"


def _best_other(scores: Floats) -> Floats:
    """(events, candidates, 2) the best score of any other candidate, 0 where there is none."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=1)
    best, second = ordered[:, -1:], ordered[:, -2:-1]
    others: Floats = np.where(scores >= best, second, best)
    return others


def _candidates(
    events: Sequence[EventMention], actors: Sequence[ActorMention], numbers: Mapping[int, int]
) -> Iterator[Candidate]:
    plurals: dict[int, list[Mention]] = {}
    for actor in actors:
        for member in actor.members:
            plurals.setdefault(id(member.chain), []).append(actor.mention)
    sides = [one for event in events for one in (*event.sources, *event.targets)]
    found: dict[int, dict[int, ActorMention]] = {}
    for actor in (*actors, *sides):
        if not actor.members:
            found.setdefault(id(actor.chain), {}).setdefault(id(actor), actor)
    for key, mine in found.items():
        yield Candidate(tuple(mine.values()), plurals.get(key, ()), numbers)


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
