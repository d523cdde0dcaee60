"""What speaks for an event to have been at a place or on a day that the report names, as named features.

A candidate is a place or a stretch of days with all the words that name it; None stands for: the report does not tell.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.base import Span
from demarche.coding.attach import anchor_of
from demarche.events import EventMention, path_between
from demarche.knowledge import Part
from demarche.parse import Sentence, Token

FAR = 5
"""Sentences, relations on a path, or candidates between, beyond which all is one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place or time of the report: what it is compared by, where it is named, and what it is."""

    key: Hashable
    spans: tuple[Span, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules found for an event, and on what ground; no key where they found nothing."""

    key: Hashable | None
    basis: str


Extra = Callable[[EventMention, Candidate], tuple[str, ...]]
"""Further words for how an event and a candidate go together."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """One naming of a candidate: the sentence, its number, the word that the rest of it hangs on."""

    span: Span
    number: int
    anchor: Token | None
    case: str


class Near:
    """The events, the sentences and the candidates of one report."""

    def __init__(
        self,
        events: Sequence[EventMention],
        sentences: Sequence[Sentence],
        candidates: Sequence[Candidate],
        answers: Mapping[int, Answer],
        *,
        present: Callable[[EventMention], bool],
        extra: Extra,
    ) -> None:
        """Take them.

        Args:
            events: all of the report.
            sentences: all of the report.
            candidates: what may be the answer.
            answers: what the rules found, by the identity of the event.
            present: whether an event takes somebody's presence.
            extra: how an event and a candidate go together.
        """
        self.events, self.candidates, self.answers = events, candidates, answers
        self._present, self._extra = present, extra
        self._numbers = {id(sentence): at for at, sentence in enumerate(sentences)}
        self._sentences = sentences
        self._order = {id(event): at for at, event in enumerate(events)}
        self._named = [tuple(map(self._naming, candidate.spans)) for candidate in candidates]
        ranked = sorted(range(len(candidates)), key=lambda at: -len(candidates[at].spans))
        self._ranks = {at: min(3, rank) for rank, at in enumerate(ranked)}
        self._here = Counter(one.number for named in self._named for one in named)

    def _naming(self, span: Span) -> _Naming:
        number = next((at for at, one in enumerate(self._sentences) if one.span.holds(span)), -1)
        sentence = self._sentences[number] if number >= 0 else None
        anchor = anchor_of(sentence, span) if sentence is not None else None
        kids = sentence.kids(anchor, "case") if sentence is not None and anchor is not None else ()
        return _Naming(span, number, anchor, "+".join(kid.lemma.lower() for kid in kids))

    def is_firm(self, event: EventMention) -> bool:
        """Whether the rules' answer stays: its own clause tells it, or the same event told elsewhere has it too."""
        answer = self.answers[id(event)]
        return answer.basis == "clause" or (answer.key is not None and answer.key in self._twins(event))

    def _twins(self, event: EventMention) -> set[Hashable | None]:
        """The answers of what is likely the same event told elsewhere."""
        return {self.answers[id(it)].key for it in self.events if it is not event and _is_twin(it, event)}

    def parts(self, event: EventMention) -> list[list[Part]]:
        """What speaks for None, and for each of the candidates."""
        at = self._order[id(event)]
        here = self._numbers[id(event.sentence)]
        answer = self.answers[id(event)]
        present = self._present(event)
        head = event.head
        own = Part(
            _by_nothing,
            (event.type, event.mode, present, event.status.value, event.claim.value, head.upos, head.xpos, answer.basis,
             min(3, self._here[here]), event.again is not None),
        )  # fmt: skip
        ranks = self._rank_before(head.span.start)
        before = [self.answers[id(it)] for it in reversed(self.events[:at])]
        alike = next((self.answers[id(it)].key for it in reversed(self.events[:at]) if it.type == event.type), None)
        kin = {self.answers[id(it)].key for it in self.events[:at] if _share(it, event)}
        beside = {self.answers[id(it)].key for it in self.events if it is not event and it.sentence is event.sentence}
        twins = self._twins(event)
        out = [[own]]
        for place, candidate in enumerate(self.candidates):
            named, parts = self._named[place], []
            key = candidate.key
            parts.append(Part(_by_rule, (answer.basis, key == answer.key, event.type, present, candidate.kind)))
            inside = [one for one in named if one.number == here]
            for one in inside:
                parts.extend(self._in_sentence(event, one, present))
            if not inside:
                parts.append(self._elsewhere(here, named, present))
            parts.append(
                Part(
                    _by_place,
                    (ranks.get(place, -1), self._ranks[place], present, event.type, candidate.kind, bool(inside)),
                )
            )
            parts.append(
                Part(
                    _by_others,
                    (bool(before) and before[0].key == key, alike == key, key in kin, key in beside, key in twins,
                     key == answer.key, present, bool(inside), any(it.key == key for it in before)),
                )
            )  # fmt: skip
            extra = self._extra(event, candidate)
            parts.append(Part(_by_extra, (extra, event.type, present, event.status.value, bool(inside))))
            out.append(parts)
        return out

    def _rank_before(self, start: int) -> dict[int, int]:
        """By place of the candidates that are named before a character how many are named after them."""
        last = {}
        for place, named in enumerate(self._named):
            ahead = [one.span.start for one in named if one.span.start < start]
            if ahead:
                last[place] = max(ahead)
        return {place: min(FAR, rank) for rank, place in enumerate(sorted(last, key=lambda it: -last[it]))}

    def _elsewhere(self, here: int, named: Sequence[_Naming], present: bool) -> Part:
        """How far from the sentence of that number a candidate is named that it does not name."""
        told = [one for one in named if one.number >= 0]
        back = min((here - one.number for one in told if one.number < here), default=0)
        ahead = min((one.number - here for one in told if one.number > here), default=0)
        mine = self._sentences[here].paragraph
        paragraph = any(self._sentences[one.number].paragraph == mine for one in told)
        return Part(_by_distance, (min(FAR, back), min(FAR, ahead), paragraph, present, not named))

    def _in_sentence(self, event: EventMention, one: _Naming, present: bool) -> Iterator[Part]:
        if one.anchor is None:
            return
        path = path_between(event.sentence, event.head, one.anchor)
        if path is None:
            return
        up, down = path
        under = ""
        if len(down) > 1:
            above = event.sentence.head(one.anchor)
            under = above.lemma.lower() if above is not None else ""
        opens = all(
            token.upos == "PUNCT" or token.at >= one.anchor.at - 3 for token in event.sentence.tokens[: one.anchor.at]
        )
        yield Part(
            _by_way,
            (
                "^".join(up),
                "/".join(down),
                one.case,
                event.type,
                present,
                one.anchor.at < event.head.at,
                opens,
                event.head.upos,
            ),
        )
        yield Part(
            _by_words, (under, event.head.lemma.lower(), one.case, one.anchor.relation, len(up) + len(down) == 1)
        )


def _share(one: EventMention, other: EventMention) -> bool:
    mine = {id(actor.chain) for actor in (*one.sources, *one.targets)}
    return not mine.isdisjoint(id(actor.chain) for actor in (*other.sources, *other.targets))


def _is_twin(one: EventMention, other: EventMention) -> bool:
    """Whether both are of one type between the same sides: likely one event told twice."""
    if one.type != other.type or one.mode != other.mode:
        return False
    mine, theirs = (frozenset(id(actor.chain) for actor in (*it.sources, *it.targets)) for it in (one, other))
    return mine == theirs != frozenset()


def _by_nothing(
    kind: str, mode: str | None, present: bool, status: str, claim: str, tag: str, form: str, basis: str, here: int,
    again: bool,
) -> Iterator[str]:  # fmt: skip
    yield "none"
    yield f"none type={kind}"
    yield f"none mode={kind} {mode}"
    yield f"none rule={basis}"
    yield f"none rule={basis} present={present}"
    yield f"none rule={basis} type={kind}"
    yield f"none status={status} present={present}"
    yield f"none claim={claim}"
    yield f"none tag={tag} {form}"
    yield f"none here={here} present={present}"
    yield f"none again={again} rule={basis}"


def _by_rule(basis: str, mine: bool, kind: str, present: bool, what: str) -> Iterator[str]:
    if mine:
        yield f"rule={basis}"
        yield f"rule={basis} type={kind}"
        yield f"rule={basis} present={present}"
        yield f"rule={basis} kind={what}"
    else:
        yield f"against={basis}"
        yield f"against={basis} present={present}"


def _by_way(
    up: str, down: str, case: str, kind: str, present: bool, ahead: bool, opens: bool, tag: str
) -> Iterator[str]:
    way = f"^{up}/{down}"
    steps = (up.count("^") + 1 if up else 0, down.count("/") + 1 if down else 0)
    yield f"way={way}"
    yield f"way={way} case={case}"
    yield f"way={way} present={present}"
    yield f"way={way} tag={tag}"
    yield f"case={case} type={kind}"
    yield f"case={case} steps={min(FAR, steps[0])} {min(FAR, steps[1])}"
    yield f"steps={min(FAR, steps[0])} {min(FAR, steps[1])} present={present}"
    yield f"down={down} up={min(2, steps[0])}"
    yield f"ahead={ahead} opens={opens} present={present}"
    yield f"up={up} case={case}"


def _by_words(under: str, word: str, case: str, relation: str, direct: bool) -> Iterator[str]:
    if under:
        yield f"under={under}"
        yield f"under={under} case={case}"
    yield f"relation={relation} case={case}"
    if direct:
        yield f"word={word} case={case}"


def _by_distance(back: int, ahead: int, paragraph: bool, present: bool, nowhere: bool) -> Iterator[str]:
    yield f"back={back} present={present}"
    yield f"back={back} paragraph={paragraph}"
    yield f"ahead={ahead}"
    if not back and ahead:
        yield f"only ahead={ahead} present={present}"
    if nowhere:
        yield f"unnamed present={present}"


def _by_place(near: int, rank: int, present: bool, kind: str, what: str, inside: bool) -> Iterator[str]:
    where = "in" if inside else "out"
    yield f"near={near} {where}"
    yield f"near={near} {where} present={present}"
    yield f"near={near} {where} kind={what}"
    yield f"rank={rank} {where} present={present}"
    yield f"kind={what} {where}"
    yield f"kind={what} type={kind}"


def _by_others(
    last: bool, alike: bool, kin: bool, beside: bool, twin: bool, mine: bool, present: bool, inside: bool, ever: bool
) -> Iterator[str]:
    where = "in" if inside else "out"
    for name, told in (("last", last), ("alike", alike), ("kin", kin), ("beside", beside), ("ever", ever)):
        if told:
            yield f"{name} {where}"
            yield f"{name} {where} present={present}"
    if twin:
        yield f"twin {where}"
        yield f"twin {where} present={present}"
        yield f"twin rule={mine}"
    if not ever:
        yield f"never {where} present={present}"
    if last and kin:
        yield f"last kin {where} present={present}"


def _by_extra(extra: Sequence[str], kind: str, present: bool, status: str, inside: bool) -> Iterator[str]:
    where = "in" if inside else "out"
    for name in extra:
        yield name
        yield f"{name} type={kind}"
        yield f"{name} {where} present={present}"
        yield f"{name} status={status}"
