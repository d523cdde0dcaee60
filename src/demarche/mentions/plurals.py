"""Plurals that stand for parties named before: "the two sides", "both countries", "the pair", "the two Koreas"."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from demarche.mentions.numbers import number_of
from demarche.mentions.record import Mention
from demarche.mentions.story import Draft, Story
from demarche.parse import Sentence, Token

LOOKED_AT = 10
"""Chains, those most spoken of, among which two are sought."""

_STILL = 3
"""Sentences within which those spoken of as two are the same two again."""

FADES = 0.85
"""What a sentence further back counts less."""

KINDS = {
    "side": ("party", "state", "person"),
    "pair": ("person", "state", "party"),
    "state": ("state",),
    "person": ("person",),
    "body": ("body",),
}
"""What each kind of plural may stand for, the likeliest first."""


def members_of(story: Story, mention: Mention) -> tuple[Draft, ...]:
    """The parties that the plural stands for, none if it stands for nobody named."""
    lemma = mention.head.lemma.lower()
    kind = next((kind for kind, lemmas in story.words.sets.items() if lemma in lemmas), None)
    sentence, head = mention.sentence, mention.head
    kids = {kid.text.lower() for kid in sentence.kids(head, "det", "nummod")}
    if head.relation == "nmod:poss":  # "the diplomats' meeting": the article may hang on the meeting
        above = sentence.head(head)
        kids |= {kid.text.lower() for kid in sentence.kids(above, "det")} if above is not None else set()
    if kind is None or not kids & {"the", "two", "both", "these", "either", "neither"}:
        return ()
    if (count := number_of(mention)) is not None and count > 2:  # "the four Gulf states"
        return _listed(story, mention, kind, count) if "the" in kids or "these" in kids else ()
    narrower = [it for it in sentence.kids(head, "nmod") if it.relation == "nmod:poss" or _is_of(sentence, it)]
    narrower += [it for it in sentence.kids(head, "acl") if it.xpos != "VB"]  # "asked both sides to talk"
    # "the two Central Asian states", but of "the southern states" who knows how many
    if not kids & {"two", "both", "either", "neither"}:
        idle = story.words.determiners.get("idle", frozenset())
        narrower += [kid for kid in sentence.kids(head, "amod", "compound") if kid.lemma.lower() not in idle]
    return () if narrower else latest(story, mention, kind)


def is_either(mention: Mention) -> bool:
    """ "Neither side", "either country": one word for each of two."""
    return any(kid.text.lower() in {"either", "neither"} for kid in mention.sentence.kids(mention.head, "det"))


def _listed(story: Story, mention: Mention, kind: str, count: int) -> tuple[Draft, ...]:
    """The chains that a sentence before has listed, where they are as many: "Peru, Chile and Bolivia … the three"."""
    for draft in reversed(story.drafts):
        if len(draft.members) == count and _are(story, draft.members, kind):
            return draft.members
    lists: dict[int, list[Draft]] = {}
    for draft in story.drafts:
        for it in draft.mentions:
            above = it.sentence.head(it.head) if it.head.relation == "conj" else None
            if story.far(mention, it) < 0 or (above is None and not it.sentence.kids(it.head, "conj")):
                continue
            listed = lists.setdefault(id(above if above is not None else it.head), [])
            if draft not in listed:
                listed.append(draft)
    for found in reversed(lists.values()):
        if len(found) == count and _are(story, found, kind):
            return tuple(found)
    return ()


def _are(story: Story, drafts: Sequence[Draft], kind: str) -> bool:
    """Whether a plural of that kind may stand for all of them."""
    return any(all(_fits(story, one, alike) for one in drafts) for alike in KINDS[kind])


def _is_of(sentence: Sentence, token: Token) -> bool:
    """Whether the phrase tells which they are ("of", "in"), and not what is between them ("over", "near")."""
    return bool({case.lemma.lower() for case in sentence.kids(token, "case")} & {"of", "in", "from", "on"})


def _outsiders(story: Story, mention: Mention) -> list[Draft]:
    """Who acts on the two and so is none of them: "Oslo urged both sides", "the Church's envoy met the two"."""
    sentence = mention.sentence
    if mention.head.relation.startswith("nsubj"):
        return [] if mention.head.head < 0 else _brokers(story, mention)
    heads: list[Token] = []
    for above in sentence.ancestors(mention.head):
        for subject in sentence.kids(above, "nsubj"):
            heads.extend((subject, *sentence.kids(subject, "nmod:poss")))
        if above.relation.split(":")[0] in {"advcl", "acl"} or (above.relation == "conj" and heads):
            break  # who acts above such a clause may well be one of those in it
    return [draft for draft in story.drafts if any(it.head in heads for it in draft.mentions)]


def _brokers(story: Story, mention: Mention) -> list[Draft]:
    """Who brokered what the two then did, told before in the sentence: "Oslo brokered a truce, but both broke it"."""
    sentence = mention.sentence
    verb = sentence.head(mention.head)
    above = sentence.head(verb) if verb is not None and verb.relation == "conj" else None
    if above is None or above.lemma.lower() not in story.words.company.get("brokering", frozenset()):
        return []
    subjects = sentence.kids(above, "nsubj")
    return [draft for draft in story.drafts if any(it.head in subjects for it in draft.mentions)]


def _again(story: Story, mention: Mention, kind: str) -> tuple[Draft, ...]:
    """The two of whom the text has just spoken as two: "both sides … the two"."""
    for draft in reversed(story.drafts):
        if len(draft.members) == 2 and 0 <= story.far(mention, draft.last) <= _STILL:
            alike = "person" if mention.head.lemma.lower() in {"pair", "duo", "couple"} else kind
            if alike in {"side", "pair"} or all(_fits(story, one, alike) for one in draft.members):
                return draft.members
            return ()
    return ()


def latest(story: Story, mention: Mention, kind: str) -> tuple[Draft, ...]:
    """The two that the text before has most to do with one another, of the first kind of which there are two.

    What counts is how often, how near and how closely: side by side ("A and B"), on two sides of one verb, in one
    sentence.
    """
    offices = story.offices(mention.head.lemma) if kind == "person" else frozenset()
    joined = _joined_here(story, mention) if kind in {"person", "pair"} else ()
    if joined:
        return joined
    again = _again(story, mention, kind)
    if again and (kind != "person" or not offices):
        return again
    outside = _outsiders(story, mention)
    for one in KINDS[kind]:
        weights = [
            (_presence(story, mention, draft), at)
            for at, draft in enumerate(story.drafts)
            if draft not in outside
            and _fits(story, draft, one)
            and _holds(story, draft, offices)
            and _bears(story, draft, mention)
        ]
        kept = sorted((weight, at) for weight, at in weights if weight > 0)[-LOOKED_AT:]
        bonds = [
            ((0.3 + _bond(story, mention, story.drafts[a], story.drafts[b])) * (weight * other) ** 0.5, a, b)
            for (weight, a), (other, b) in combinations(kept, 2)
        ]
        if bonds:
            _, a, b = max(bonds)
            pair = (story.drafts[a], story.drafts[b])
            return tuple(sorted(pair, key=lambda draft: draft.mentions[0].span.start))
    return again


def _joined_here(story: Story, mention: Mention) -> tuple[Draft, ...]:
    """Two persons whom the sentence has named side by side: "called Kral and Berg and invited the two leaders"."""
    for pair in reversed(story.pairs):
        here = [
            it
            for draft in pair
            for it in draft.mentions
            if it.sentence is mention.sentence and it.span.end <= mention.span.start and it.name
        ]
        if len(here) == len(pair) == 2 and all(_fits(story, draft, "person") for draft in pair):
            return pair
    return ()


def other_of(story: Story, mention: Mention) -> Draft | None:
    """The state that "its neighbour", "Seoul's rival" stands for: the one that its owner has most to do with."""
    if mention.plural or mention.head.lemma.lower() not in story.words.loose.get("other", frozenset()):
        return None
    kid = next(iter(mention.sentence.kids(mention.head, "nmod:poss")), None)
    owner = next((draft for draft in story.drafts if any(it.head is kid for it in draft.mentions)), None)
    if owner is None or not story.is_state(owner):
        return None
    others = [
        (_bond(story, mention, owner, draft), at)
        for at, draft in enumerate(story.drafts)
        if draft is not owner and story.is_state(draft)
    ]
    bond, at = max(others, default=(0.0, -1))
    return story.drafts[at] if bond > 0 else None


def _presence(story: Story, mention: Mention, draft: Draft) -> float:
    """How much the report so far speaks of it, as a subject most, as a mere place not at all."""
    return sum(
        (2.0 if other.head.relation.startswith("nsubj") else 1.0) * FADES ** story.far(mention, other)
        for other in draft.mentions
        if story.far(mention, other) >= 0 and not story.is_locative(other)
    )


def _bond(story: Story, mention: Mention, one: Draft, other: Draft) -> float:
    here: dict[int, list[Mention]] = defaultdict(list)
    for draft in (one, other):
        for it in draft.mentions:
            if story.far(mention, it) >= 0 and not story.is_locative(it):
                here[id(it.sentence)].append(it)
    total = 0.0
    mine = {id(it) for it in one.mentions}
    for found in here.values():
        ours, theirs = [it for it in found if id(it) in mine], [it for it in found if id(it) not in mine]
        if ours and theirs:
            close = max(_closeness(a, b) for a in ours for b in theirs)
            total += close * FADES ** story.far(mention, found[0])
    return total


def _closeness(one: Mention, other: Mention) -> float:
    a, b = one.head, other.head
    if (a.relation == "conj" and a.head == b.at) or (b.relation == "conj" and b.head == a.at):
        return 2.0
    relations = {a.relation.split(":")[0], b.relation.split(":")[0]}
    if a.head == b.head and a.head >= 0 and "nsubj" in relations and relations & {"obj", "obl", "iobj"}:
        return 2.0
    return 0.6


def _holds(story: Story, draft: Draft, offices: frozenset[str]) -> bool:
    """Whether the chain's titles may be of these offices; any chain does where none is asked for."""
    told = {one for mention in draft.mentions if mention.title for one in story.offices(mention.title)}
    return not offices or bool(offices & told)


def _bears(story: Story, draft: Draft, mention: Mention) -> bool:
    """Whether a state bears the name of which a plural speaks of several: "the two Koreas"."""
    head = mention.head
    if head.at == 0 or not head.text[:1].isupper() or not mention.plural:
        return True
    codes = [key.partition(" ")[2] for key in draft.keys if key.startswith("country ")]
    name = head.text.removesuffix("s")
    return any(name in story.words.countries.by_code[code].name.split() for code in codes)


def _fits(story: Story, draft: Draft, kind: str) -> bool:
    if draft.members:
        return False
    match kind:
        case "state":
            return story.is_state(draft)
        case "person":
            return draft.person and not draft.plural and (bool(draft.names) or bool(draft.heads & story.words.persons))
        case "party":
            return story.is_state(draft) or _is_body(story, draft) or (draft.person and draft.plural)
        case _:
            return _is_body(story, draft) and not story.is_state(draft)


def _is_body(story: Story, draft: Draft) -> bool:
    return draft.type == "Organization" or (draft.type in {"", "NORP"} and bool(draft.heads & story.words.bodies))
