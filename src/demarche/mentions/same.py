"""What speaks for a mention to take up what was spoken of before, as named features: what the table is asked by."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from demarche.mentions.binding import are_two, is_in_speech, is_quoted, is_speaker
from demarche.mentions.descriptions import is_other_kind, may_be
from demarche.mentions.numbers import number_of
from demarche.mentions.pronouns import weight_of, went_before
from demarche.mentions.record import Mention
from demarche.mentions.story import DESCRIPTION_REACH, Draft, Story, Taken

SHARES = (0.001, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)
"""Bounds between which shares count alike."""

MOST = 10
"""Chains, the latest spoken of, that a mention may take up."""

PAIRS = 4
"""Pairs, the latest put side by side or dealing with each other, that a plural may stand for."""

BACK = 3
"""Sentences back in which the two of one verb may be a pair."""


def find_candidates(story: Story, mention: Mention, rule: Taken) -> tuple[Taken, ...]:
    """What the mention may take up: nothing, a chain, or for a plural two; what the rule found is the first.

    Of a noun for a thing that neither rule nor encoder has take up anything nothing else is asked.
    """
    if not rule.drafts and mention.kind == "description" and not _is_asked(story, mention):
        return (rule,)
    found = [rule, Taken("corefer.new", ())] if rule.drafts else [rule]
    near = [draft for draft in story.drafts if _is_open(story, mention, draft)]
    near.sort(key=lambda draft: draft.last.span, reverse=True)
    found += [Taken("corefer.weighed", (draft,)) for draft in near[:MOST]]
    if mention.plural or mention.gender == "they" or mention.gender is None:
        found += [Taken("corefer.set", pair) for pair in _pairs(story, mention)]
    seen: dict[frozenset[int], Taken] = {}
    for one in found:
        seen.setdefault(frozenset(map(id, one.drafts)), one)
    return tuple(seen.values())


def _is_asked(story: Story, mention: Mention) -> bool:
    words, lemma = story.words, mention.head.lemma.lower()
    return mention.plural or lemma in words.persons or lemma in words.bodies or story.is_linked(mention)


def _is_open(story: Story, mention: Mention, draft: Draft) -> bool:
    last = draft.last
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
        latest = sorted(singles, key=lambda it: it.last.span, reverse=True)
        self.recency = {id(draft): min(5, at) for at, draft in enumerate(latest)}
        self.weights: dict[int, float] = {}
        if mention.kind == "pronoun" and mention.gender is not None:
            self.weights = {id(draft): weight_of(story, mention, draft) for draft in singles}
        self.total = sum(self.weights.values()) or 1.0
        self.nobody = _bin(1.0 - min(1.0, sum(self.shares.values())))
        self.linked = story.is_linked(mention)

    def features(self, taken: Taken) -> Iterator[str]:
        """What is to be seen about the mention's taking this up."""
        kind = self.kind
        if taken is self.rule:
            yield f"{kind} rule={taken.rule}"
            yield f"{kind} rule={taken.rule} nobody={self.nobody}"
        if not taken.drafts:
            yield from self._new()
        elif len(taken.drafts) > 1:
            yield from self._set(taken.drafts)
        else:
            yield from self._one(taken.drafts[0])

    def _new(self) -> Iterator[str]:
        kind = self.kind
        yield f"{kind} new"
        yield f"{kind} new lead={self.lead} more={self.more}"
        yield f"{kind} new nobody={self.nobody}"
        yield f"{kind} new lead={self.lead} nobody={self.nobody}"
        yield f"{kind} new {self.relation}"
        yield f"{kind} new linked={self.linked}"
        yield f"new {self.lemma} lead={self.lead}"
        if kind == "it":
            yield f"it new up={self.above} {self.relation}"

    def _set(self, drafts: Sequence[Draft]) -> Iterator[str]:
        kind, story, mention = self.kind, self.story, self.mention
        number = number_of(mention)
        far = min(min(story.far(mention, it) for it in draft.mentions) for draft in drafts)
        farther = max(story.far(mention, draft.last) for draft in drafts)
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
        yield f"{kind} set"
        yield f"{kind} set far={min(far, 4)}"
        yield f"{kind} set farther={min(farther, 4)}"
        yield f"{kind} set {shapes}"
        yield f"set {self.lemma} {shapes}"
        yield f"set {self.lemma}"
        yield f"{kind} set lead={self.lead} more={self.more}"
        yield f"{kind} set number={number if number is None else number == len(drafts)}"
        yield f"{kind} set together={together} listed={listed} before={before}"
        yield f"{kind} set before={before} far={min(far, 4)}"
        yield f"{kind} set acting={acting} {self.relation}"
        yield f"{kind} set share={_bin(sum(story.share(mention, (draft,)) or 0.0 for draft in drafts))}"

    def _one(self, draft: Draft) -> Iterator[str]:
        kind, story, mention = self.kind, self.story, self.mention
        key, last = id(draft), draft.last
        far, share, shape = min(6, story.far(mention, last)), _bin(self.shares[key]), _shape(story, draft)
        role = last.head.relation.partition(":")[0]
        yield f"{kind} far={far}"
        yield f"{kind} share={share}"
        yield f"{kind} share={share} far={min(2, far)}"
        yield f"{kind} share={share} rank={self.ranks[key]}"
        yield f"{kind} recency={self.recency[key]}"
        yield f"{kind} recency={self.recency[key]} far={min(2, far)}"
        yield f"{kind} role={self.relation} {role}"
        yield f"{kind} count={min(4, len(draft.mentions))}"
        yield f"{kind} count={min(4, len(draft.mentions))} far={min(2, far)}"
        yield f"{kind} shape={shape}"
        yield f"{kind} shape={shape} far={min(2, far)}"
        yield f"{kind} shape={shape} {self.relation}"
        yield f"{kind} gender={draft.gender}"
        yield f"{kind} last={last.kind}"
        if last.sentence.paragraph == mention.sentence.paragraph:
            yield f"{kind} paragraph"
        if went_before(story, mention, draft):
            yield f"{kind} went before"
            yield f"{kind} went before first={mention.head.at < 3}"
        for it in draft.mentions:
            if it.sentence is mention.sentence:
                yield f"{kind} here={it.head.relation.partition(':')[0]} {self.relation}{' whose' * self.owned}"
                if are_two(mention, it):
                    yield f"{kind} two"
                if is_in_speech(mention, it):
                    yield f"{kind} speech"
        if mention.kind == "pronoun":
            yield from self._by_pronoun(draft, shape)
        else:
            yield from self._by_noun(draft, shape, far)

    def _by_pronoun(self, draft: Draft, shape: str) -> Iterator[str]:
        kind, story, mention = self.kind, self.story, self.mention
        weight = _bin(self.weights.get(id(draft), 0.0) / self.total)
        yield f"{kind} weight={weight}"
        yield f"{kind} weight={weight} share={_bin(self.shares[id(draft)])}"
        yield f"{kind} up={self.above} {self.relation} {shape}"
        if self.owned:
            yield f"{kind} owns={self.above} {shape}"
        if is_quoted(mention):
            before = went_before(story, mention, draft)
            yield f"{kind} quoted speaker={is_speaker(mention, draft, before=before)}"

    def _by_noun(self, draft: Draft, shape: str, far: int) -> Iterator[str]:
        kind, story, mention, lemma = self.kind, self.story, self.mention, self.lemma
        known = "noun" if lemma in draft.nouns else "head" if lemma in draft.heads else "-"
        mine = story.nations(mention)
        theirs = {code for other in draft.mentions for code in story.nations(other)}
        nations = "-" if not mine else "none" if not theirs else "same" if mine & theirs else "other"
        fits = may_be(story, draft, mention)
        yield f"{kind} {known} lead={self.lead}"
        yield f"{kind} {known} lead={self.lead} more={self.more}"
        yield f"{kind} {known} far={min(3, far)}"
        yield f"{kind} {known} share={_bin(self.shares[id(draft)])}"
        yield f"{kind} {known} recency={self.recency[id(draft)]}"
        yield f"{kind} {known} fits={fits}"
        yield f"{kind} nations={nations} {known}"
        yield f"{kind} plural={draft.plural}{bool(draft.members)} {known}"
        yield f"{kind} other kind={is_other_kind(story, lemma, draft)}"
        yield f"{kind} named={bool(draft.names)} lead={self.lead} {known}"
        yield f"lemma={lemma} {shape}"
        yield f"lemma={lemma} {known}"
        same = {kid.lemma.lower() for kid in mention.sentence.kids(mention.head, "amod", "compound")}
        if same:
            last = {kid.lemma.lower() for it in draft.mentions for kid in it.sentence.kids(it.head, "amod", "compound")}
            yield f"{kind} {known} words={'same' if same <= last else 'some' if same & last else 'other'}"
        if story.draft_named_below(mention) is draft:
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
