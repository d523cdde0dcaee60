"""What speaks for a mention to take up what was spoken of before, as named features: what the table is asked by."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from demarche.knowledge import Part
from demarche.mentions.binding import are_two, is_in_speech, is_quoted, is_speaker
from demarche.mentions.descriptions import is_other_kind, may_be
from demarche.mentions.numbers import number_of
from demarche.mentions.pronouns import weight_of, went_before
from demarche.mentions.record import Mention
from demarche.mentions.story import DESCRIPTION_REACH, NEW, SET, Draft, Story, Taken

SHARES = (0.001, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)
"""Bounds between which shares count alike."""

ASKED = 0.1
"""Share that the encoder must grant all chains together for a description to be asked about that no rule has take up
anything."""

OPEN = 0.03
"""Share of the encoder, by either of its views, from which a chain is looked at closely."""

MOST = 10
"""Chains, the latest spoken of, that a mention may take up."""

PAIRS = 2
"""Pairs, the latest put side by side or dealing with each other, that a plural may stand for."""

BACK = 3
"""Sentences back in which the two of one verb may be a pair."""


def find_candidates(story: Story, mention: Mention, rule: Taken) -> tuple[Taken, ...]:
    """What the mention may take up: nothing, a chain, or for a plural two; what the rule found is the first.

    Of a description that neither rule nor encoder has take up anything nothing else is asked.
    """
    if not rule.drafts and mention.kind == "description" and (story.share(mention, story.drafts) or 0.0) < ASKED:
        return (rule,)
    found = [rule, NEW] if rule.drafts else [rule]
    near = [draft for draft in story.drafts if _is_open(story, mention, draft)]
    near.sort(key=_end, reverse=True)
    found += [Taken("corefer.weighed", (draft,)) for draft in near[:MOST]]
    if mention.plural or mention.gender == "they" or mention.gender is None:
        found += [Taken(SET, pair) for pair in _pairs(story, mention)]
    seen: dict[frozenset[int], Taken] = {}
    for one in found:
        seen.setdefault(frozenset(map(id, one.drafts)), one)
    return tuple(seen.values())


def _end(draft: Draft) -> tuple[int, int]:
    span = draft.mentions[-1].span
    return span.start, span.end


def _is_open(story: Story, mention: Mention, draft: Draft) -> bool:
    last = draft.mentions[-1]
    if last.span.end > mention.span.start or last.sentence.kind != mention.sentence.kind:
        return False
    if story.far(mention, last) > DESCRIPTION_REACH or {mention.gender, draft.gender} == {"he", "she"}:
        return False
    several = draft.plural or bool(draft.members)
    if mention.kind != "pronoun":
        return True
    match mention.gender:
        case "he" | "she":
            return draft.person and not several
        case "it":
            return not draft.person and not several
        case _:
            return several or not draft.person


def _pairs(story: Story, mention: Mention) -> Iterator[tuple[Draft, ...]]:
    known = [pair for pair in reversed(story.pairs) if all(it.last.span.end <= mention.span.start for it in pair)]
    yield from known[:PAIRS]
    yield from _met(story, mention)
    for draft in reversed(story.drafts):
        if draft.members and story.far(mention, draft.last) <= DESCRIPTION_REACH:
            yield draft.members


def _met(story: Story, mention: Mention) -> Iterator[tuple[Draft, ...]]:
    """Who stand on two sides of one verb, the latest first: "Lima accused Quito"."""
    sides: dict[tuple[int, int], list[tuple[str, Draft]]] = {}
    for draft in story.drafts:
        if story.far(mention, draft.mentions[-1]) > BACK:
            continue
        for it in draft.mentions:
            relation = it.head.relation.partition(":")[0]
            if 0 <= story.far(mention, it) <= BACK and relation in {"nsubj", "obj", "obl"} and it is not mention:
                sides.setdefault((story.numbers[id(it.sentence)], it.head.head), []).append((relation, draft))
    found = 0
    for _, told in sorted(sides.items(), reverse=True):
        subjects = [draft for relation, draft in told if relation == "nsubj"]
        others = [draft for relation, draft in told if relation != "nsubj"]
        for one in subjects[:1]:
            for other in others[:2]:
                if one is not other and not one.members and not other.members and found < PAIRS:
                    found += 1
                    yield one, other


class Same:
    """One mention looked at, with all that it may take up."""

    def __init__(self, story: Story, mention: Mention, rule: Taken, candidates: Sequence[Taken]) -> None:
        self.story, self.mention, self.rule = story, mention, rule
        self.kind = _kind(mention)
        head, sentence = mention.head, mention.sentence
        self.lemma, self.relation = head.lemma.lower(), head.relation.partition(":")[0]
        self.owned = head.relation == "nmod:poss"
        above = sentence.head(head)
        self.above = above.lemma.lower() if above is not None else "-"
        self.lead = "+".join(kid.lemma.lower() for kid in sentence.kids(head, "det", "nmod:poss") if kid.upos == "DET")
        self.lead = self.lead or ("whose" if sentence.kids(head, "nmod:poss") else "-")
        more = {kid.relation.partition(":")[0] for kid in sentence.kids(head, "amod", "compound", "nmod", "acl")}
        self.more = "+".join(sorted(more)) or "-"
        singles = [it.drafts[0] for it in candidates if len(it.drafts) == 1]
        self.shares = {id(draft): story.share(mention, (draft,)) or 0.0 for draft in singles}
        ranked = sorted(self.shares, key=lambda key: -self.shares[key])
        self.ranks = {key: min(3, at) for at, key in enumerate(ranked)}
        latest = sorted(singles, key=_end, reverse=True)
        self.recency = {id(draft): min(5, at) for at, draft in enumerate(latest)}
        self.weights: dict[int, float] = {}
        if mention.kind == "pronoun" and mention.gender is not None:
            self.weights = {id(draft): weight_of(story, mention, draft) for draft in singles}
        self.total = sum(self.weights.values()) or 1.0
        self.nobody = _bin(1.0 - min(1.0, sum(self.shares.values())))
        read = story.read(mention, singles)
        self.new = None if read is None else _bin(read[0])
        self.read = {} if read is None else {id(one): share for one, share in zip(singles, read[1:], strict=True)}
        order = sorted(self.read, key=lambda key: -self.read[key])
        self.order = {key: min(3, at) for at, key in enumerate(order)}
        self.linked = story.is_linked(mention)
        self.words = {kid.lemma.lower() for kid in sentence.kids(head, "amod", "compound")}
        self.owner = story.draft_named_below(mention)

    def is_likely(self, taken: Taken) -> bool:
        """Whether it is worth a closer look: what the rule found, nothing, several, and whom the encoder does not rule
        out."""
        if taken is self.rule or len(taken.drafts) != 1:
            return True
        key = id(taken.drafts[0])
        return max(self.shares[key], self.read.get(key, 1.0)) >= OPEN

    def features(self, taken: Taken) -> Iterator[str]:
        """What is to be seen about the mention's taking this up."""
        for part in self.parts(taken):
            yield from part.names()

    def parts(self, taken: Taken) -> Iterator[Part]:
        """The same, told together as far as much is alike from one to the next."""
        if taken is self.rule:
            yield Part(_by_rule, (self.kind, taken.rule, self.nobody, self._read_of(taken)))
        if not taken.drafts:
            above = self.above if self.kind == "it" else None
            yield Part(_by_nothing, (self.kind, self.lead, self.more, self.nobody, self.relation, self.linked, above))
            yield Part(_by_lemma, (self.lemma, self.lead))
            if self.new is not None:
                yield Part(_by_newness, (self.kind, self.new, self.nobody, self.lead))
        elif len(taken.drafts) > 1:
            yield from self._set(taken.drafts)
        else:
            yield from self._one(taken.drafts[0])

    def _read_of(self, taken: Taken) -> int | None:
        """How likely the encoder holds it as it reads news, in steps; None where it says nothing."""
        if not taken.drafts or self.new is None:
            return self.new
        shares = [self.read[id(draft)] for draft in taken.drafts if id(draft) in self.read]
        return _bin(min(1.0, sum(shares))) if shares else None

    def _set(self, drafts: Sequence[Draft]) -> Iterator[Part]:
        kind, story, mention = self.kind, self.story, self.mention
        number = number_of(mention)
        far = min(4, min(min(story.far(mention, it) for it in draft.mentions) for draft in drafts))
        farther = min(4, max(story.far(mention, draft.last) for draft in drafts))
        shapes = "+".join(sorted(_shape(story, draft) for draft in drafts))
        together = any(
            len({id(it.sentence) for it in draft.mentions} & {id(it.sentence) for it in drafts[0].mentions}) > 0
            for draft in drafts[1:]
        )
        listed = any(set(map(id, pair)) == set(map(id, drafts)) for pair in story.pairs)
        before = any(set(map(id, draft.members)) == set(map(id, drafts)) for draft in story.drafts if draft.members)
        acting = any(
            it.sentence is mention.sentence and it.head.relation.startswith("nsubj")
            for draft in drafts for it in draft.mentions
        )  # fmt: skip
        share = _bin(sum(story.share(mention, (draft,)) or 0.0 for draft in drafts))
        fits = number if number is None else number == len(drafts)
        yield Part(_by_set, (kind, far, farther, self.lead, self.more, fits, share))
        yield Part(_by_members, (kind, shapes, self.lemma))
        reading = self.story.read(mention, drafts)
        if reading is not None:
            yield Part(_by_both, (kind, _bin(reading[0]), _bin(min(reading[1:])), len(drafts)))
        yield Part(_by_company, (kind, together, listed, before, far, acting, self.relation))

    def _one(self, draft: Draft) -> Iterator[Part]:
        kind, story, mention = self.kind, self.story, self.mention
        key, last = id(draft), draft.last
        far, share, shape = min(6, story.far(mention, last)), _bin(self.shares[key]), _shape(story, draft)
        role, count = last.head.relation.partition(":")[0], min(4, len(draft.mentions))
        near = min(2, far)
        yield Part(_by_share, (kind, far, share, self.ranks[key]))
        yield Part(_by_recency, (kind, self.recency[key], count, near))
        yield Part(_by_shape, (kind, shape, near, self.relation, draft.gender))
        if key in self.read:
            read = _bin(self.read[key])
            yield Part(_by_reading, (kind, read, self.order[key], share))
            yield Part(_by_read_shape, (kind, read, shape, near))
        paragraph = last.sentence.paragraph == mention.sentence.paragraph
        went = went_before(story, mention, draft)
        yield Part(_by_role, (kind, self.relation, role, last.kind, paragraph, went, went and mention.head.at < 3))
        for it in draft.mentions:
            if it.sentence is mention.sentence:
                relation = it.head.relation.partition(":")[0]
                given = (
                    kind,
                    relation,
                    self.relation,
                    self.owned,
                    are_two(mention, it, story.words),
                    is_in_speech(mention, it),
                )
                yield Part(_by_clause, given)
        if mention.kind == "pronoun":
            weight = _bin(self.weights.get(key, 0.0) / self.total)
            yield Part(_by_pronoun, (kind, weight, share, self.above, self.relation, shape, self.owned))
            if is_quoted(mention):
                yield Part(_by_speaker, (kind, is_speaker(mention, draft, before=went)))
        else:
            yield from self._by_noun(draft, shape, far, share)

    def _by_noun(self, draft: Draft, shape: str, far: int, share: int) -> Iterator[Part]:
        kind, story, mention, lemma = self.kind, self.story, self.mention, self.lemma
        known = "noun" if lemma in draft.nouns else "head" if lemma in draft.heads else "-"
        mine, nations = story.nations(mention), "-"
        if mine:
            theirs = {code for other in draft.mentions for code in story.nations(other)}
            nations = "none" if not theirs else "same" if mine & theirs else "other"
        fits = may_be(story, draft, mention)
        yield Part(_by_known, (kind, known, self.lead, self.more))
        yield Part(_by_nearness, (kind, known, min(3, far), share, self.recency[id(draft)]))
        several = f"{draft.plural}{bool(draft.members)}"
        other, named = is_other_kind(story, lemma, draft), bool(draft.names)
        yield Part(_by_fitting, (kind, known, fits, nations, several, other, named, self.lead))
        yield Part(_by_word, (lemma, shape, known))
        if self.words:
            last = {kid.lemma.lower() for it in draft.mentions for kid in it.sentence.kids(it.head, "amod", "compound")}
            alike = "same" if self.words <= last else "some" if self.words & last else "other"
            yield Part(_by_words, (kind, known, alike))
        if self.owner is draft:
            yield Part(_by_owner, (kind,))


def _by_rule(kind: str, rule: str, nobody: int, read: int | None) -> Iterator[str]:
    yield f"{kind} rule={rule}"
    yield f"{kind} rule={rule} nobody={nobody}"
    if read is not None:
        yield f"{kind} rule={rule} read={read}"


def _by_newness(kind: str, read: int, nobody: int, lead: str) -> Iterator[str]:
    yield f"{kind} new read={read}"
    yield f"{kind} new read={read} nobody={nobody}"
    yield f"{kind} new read={read} lead={lead}"


def _by_reading(kind: str, read: int, rank: int, share: int) -> Iterator[str]:
    yield f"{kind} read={read}"
    yield f"{kind} read={read} rank={rank}"
    yield f"{kind} read={read} share={share}"


def _by_read_shape(kind: str, read: int, shape: str, near: int) -> Iterator[str]:
    yield f"{kind} read={read} shape={shape}"
    yield f"{kind} read={read} far={near}"


def _by_both(kind: str, new: int, least: int, count: int) -> Iterator[str]:
    yield f"{kind} set read new={new}"
    yield f"{kind} set read={least} of {min(3, count)}"


def _by_nothing(
    kind: str, lead: str, more: str, nobody: int, relation: str, linked: bool, above: str | None
) -> Iterator[str]:
    yield f"{kind} new"
    yield f"{kind} new lead={lead} more={more}"
    yield f"{kind} new nobody={nobody}"
    yield f"{kind} new lead={lead} nobody={nobody}"
    yield f"{kind} new {relation}"
    yield f"{kind} new linked={linked}"
    if above is not None:
        yield f"{kind} new up={above} {relation}"


def _by_lemma(lemma: str, lead: str) -> Iterator[str]:
    yield f"new {lemma} lead={lead}"


def _by_set(kind: str, far: int, farther: int, lead: str, more: str, number: bool | None, share: int) -> Iterator[str]:
    yield f"{kind} set"
    yield f"{kind} set far={far}"
    yield f"{kind} set farther={farther}"
    yield f"{kind} set lead={lead} more={more}"
    yield f"{kind} set number={number}"
    yield f"{kind} set share={share}"


def _by_members(kind: str, shapes: str, lemma: str) -> Iterator[str]:
    yield f"{kind} set {shapes}"
    yield f"set {lemma} {shapes}"
    yield f"set {lemma}"


def _by_company(
    kind: str, together: bool, listed: bool, before: bool, far: int, acting: bool, relation: str
) -> Iterator[str]:
    yield f"{kind} set together={together} listed={listed} before={before}"
    yield f"{kind} set before={before} far={far}"
    yield f"{kind} set acting={acting} {relation}"


def _by_share(kind: str, far: int, share: int, rank: int) -> Iterator[str]:
    yield f"{kind} far={far}"
    yield f"{kind} share={share}"
    yield f"{kind} share={share} far={min(2, far)}"
    yield f"{kind} share={share} rank={rank}"


def _by_recency(kind: str, recency: int, count: int, near: int) -> Iterator[str]:
    yield f"{kind} recency={recency}"
    yield f"{kind} recency={recency} far={near}"
    yield f"{kind} count={count}"
    yield f"{kind} count={count} far={near}"


def _by_shape(kind: str, shape: str, near: int, relation: str, gender: str | None) -> Iterator[str]:
    yield f"{kind} shape={shape}"
    yield f"{kind} shape={shape} far={near}"
    yield f"{kind} shape={shape} {relation}"
    yield f"{kind} gender={gender}"


def _by_role(kind: str, relation: str, role: str, last: str, paragraph: bool, went: bool, first: bool) -> Iterator[str]:
    yield f"{kind} role={relation} {role}"
    yield f"{kind} last={last}"
    if paragraph:
        yield f"{kind} paragraph"
    if went:
        yield f"{kind} went before"
        yield f"{kind} went before first={first}"


def _by_clause(kind: str, relation: str, mine: str, owned: bool, two: bool, speech: bool) -> Iterator[str]:
    yield f"{kind} here={relation} {mine}{' whose' * owned}"
    if two:
        yield f"{kind} two"
    if speech:
        yield f"{kind} speech"


def _by_pronoun(
    kind: str, weight: int, share: int, above: str, relation: str, shape: str, owned: bool
) -> Iterator[str]:
    yield f"{kind} weight={weight}"
    yield f"{kind} weight={weight} share={share}"
    yield f"{kind} up={above} {relation} {shape}"
    if owned:
        yield f"{kind} owns={above} {shape}"


def _by_speaker(kind: str, speaker: bool) -> Iterator[str]:
    yield f"{kind} quoted speaker={speaker}"


def _by_known(kind: str, known: str, lead: str, more: str) -> Iterator[str]:
    yield f"{kind} {known} lead={lead}"
    yield f"{kind} {known} lead={lead} more={more}"


def _by_nearness(kind: str, known: str, far: int, share: int, recency: int) -> Iterator[str]:
    yield f"{kind} {known} far={far}"
    yield f"{kind} {known} share={share}"
    yield f"{kind} {known} recency={recency}"


def _by_fitting(
    kind: str, known: str, fits: bool, nations: str, several: str, other: bool, named: bool, lead: str
) -> Iterator[str]:
    yield f"{kind} {known} fits={fits}"
    yield f"{kind} nations={nations} {known}"
    yield f"{kind} plural={several} {known}"
    yield f"{kind} other kind={other}"
    yield f"{kind} named={named} lead={lead} {known}"


def _by_word(lemma: str, shape: str, known: str) -> Iterator[str]:
    yield f"lemma={lemma} {shape}"
    yield f"lemma={lemma} {known}"


def _by_words(kind: str, known: str, alike: str) -> Iterator[str]:
    yield f"{kind} {known} words={alike}"


def _by_owner(kind: str) -> Iterator[str]:
    yield f"{kind} own owner"


def _kind(mention: Mention) -> str:
    if mention.kind == "pronoun":
        return "he" if mention.gender in {"he", "she"} else mention.gender or "both"
    return "several" if mention.plural else "one"


def _shape(story: Story, draft: Draft) -> str:
    """What kind of thing a chain is, in a word."""
    if draft.members:
        return "set"
    if story.is_state(draft):
        return "state"
    kind = "persons" if draft.person and draft.plural else "person" if draft.person else draft.type or "thing"
    return f"{kind}{' named' if draft.names else ''}{' several' if draft.plural and not draft.person else ''}"


def _bin(share: float) -> int:
    return bisect_right(SHARES, share)
