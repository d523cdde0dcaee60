"""Whom a description takes up: "the minister", "the group", "its neighbour", "the former welder"."""

from demarche.mentions.names import key_of
from demarche.mentions.numbers import as_many
from demarche.mentions.plurals import is_either, members_of, other_of
from demarche.mentions.record import Mention
from demarche.mentions.story import DESCRIPTION_REACH, NEW, REACH, SET, Draft, Story, Taken

DOUBTFUL = 0.1
"""Share under which the encoder keeps a description from a chain that has its noun only from a name."""

LOOSE = 0.15
"""Share that a noun for any body needs to take up one that has not been called so."""

SURE = 0.5
"""Share from which the encoder alone may say that a description takes up somebody whose nouns so far are others."""


_ONCE = frozenset({"former", "ex", "one-time", "onetime", "retired", "veteran"})
"""Words by which a description tells what somebody was."""

_NEAR = 6
"""Sentences within which a noun in the plural that stands alone ("migrants") speaks of the same people."""


def describe(story: Story, mention: Mention) -> Taken:
    """The chain that the description takes up, those that it stands for, or none where it begins one."""
    members = members_of(story, mention) if mention.plural or is_either(mention) else ()
    group = as_many(story, mention)
    if group is not None and (not members or group in members or group.last.span.start > members[0].last.span.start):
        return Taken("corefer.number", (group,))
    if members:
        return Taken(SET, members)
    other = other_of(story, mention) or _counterpart(story, mention)
    if other is not None:
        return Taken("corefer.other-side", (other,))
    back = points_back(story, mention)
    taken = _taken_up(story, mention) if back else _kind_of(story, mention) or _still(story, mention)
    return NEW if taken is None else Taken("corefer.description", (taken,))


def _counterpart(story: Story, mention: Mention) -> Draft | None:
    """Whom "her Iranian counterpart" takes up: the one from there of whom the report has spoken by name."""
    nations = story.nations(mention)
    if mention.head.lemma.lower() != "counterpart" or mention.plural or not nations:
        return None
    owners = mention.sentence.kids(mention.head, "nmod:poss")
    for draft in reversed(story.drafts):
        if not draft.person or draft.plural or not draft.names or story.far(mention, draft.last) > REACH:
            continue
        theirs = {code for other in draft.mentions for code in story.nations(other)}
        if nations <= theirs and not any(other.head in owners for other in draft.mentions):
            return draft
    return None


def _still(story: Story, mention: Mention) -> Draft | None:
    """The people whom a plural that stands alone goes on speaking of: "400 migrants … migrants had thrown stones"."""
    head, lemma = mention.head, mention.head.lemma.lower()
    people = lemma in story.words.persons or lemma == "police"
    if not mention.plural or not people or mention.sentence.kids(head, "det", "nmod", "nummod", "amod", "compound"):
        return None
    for draft in reversed(story.drafts):
        if lemma in draft.nouns and 0 <= story.far(mention, draft.last) <= _NEAR and may_be(story, draft, mention):
            return draft
    return None


def _kind_of(story: Story, mention: Mention) -> Draft | None:
    """The chain whose kind stands before a thing of theirs: "the rebels … rebel positions"."""
    if mention.head.relation != "compound":
        return None
    lemma = mention.head.lemma.lower()
    return next(
        (draft for draft in reversed(story.drafts) if lemma in draft.nouns and may_be(story, draft, mention)), None
    )


def _taken_up(story: Story, mention: Mention) -> Draft | None:
    """The chain that "the minister" takes up: the latest with its noun, else one of which the encoder is sure."""
    lemma = mention.head.lemma.lower()
    known = [draft for draft in reversed(story.drafts) if may_be(story, draft, mention)]
    for draft in known:
        if lemma in draft.heads and _is_meant(story, mention, draft):
            return draft
    for draft in known:  # in one sentence two nouns are two
        if story.far(mention, draft.last) > 0 and (story.share(mention, [draft]) or 0.0) >= SURE:
            return draft
    return _loosely(story, mention, lemma) or _varied(story, mention)


def _varied(story: Story, mention: Mention) -> Draft | None:
    """The person spoken of just before whom a description tells anew: "the former welder", "the Italian prelate"."""
    lemma = mention.head.lemma.lower()
    words = {kid.lemma.lower() for kid in mention.sentence.kids(mention.head, "amod")}
    if mention.plural or lemma not in story.words.persons or not (words & _ONCE or story.nations(mention)):
        return None
    for far in (1, 2):
        found = [
            draft
            for draft in story.drafts
            if draft.names and draft.person and story.far(mention, draft.last) == far and may_be(story, draft, mention)
        ]
        if story.nations(mention):
            found = [it for it in found if any(story.nations(one) for one in it.mentions)]
        subjects = [it for it in found if it.last.head.relation.startswith("nsubj")]
        if len(found) == 1 or len(subjects) == 1:
            return subjects[0] if subjects else found[0]
    return None


def _loosely(story: Story, mention: Mention, lemma: str) -> Draft | None:
    """The body that "the group", "the company" or, of an armed one, "the rebels" most likely takes up."""
    loose = story.words.loose
    armed, crowd = (lemma in loose.get(kind, frozenset()) for kind in ("armed", "crowd"))
    if not armed and not crowd and (mention.plural or lemma not in loose.get("body", frozenset())):
        return None
    if not armed and not crowd:
        here = [it for it in story.drafts if it.type == "Organization" and story.far(mention, it.last) == 0]
        here = [it for it in here if not story.is_state(it) and not is_other_kind(story, lemma, it)]
        if len(here) == 1 and may_be(story, here[0], mention):
            return here[0]  # "Orion Steel … the company's head"
    near = [
        draft
        for draft in story.drafts
        if (draft.plural or draft.type == "Organization")
        and 0 < story.far(mention, draft.last) <= DESCRIPTION_REACH
        and not is_other_kind(story, lemma, draft)
    ]
    alike = loose["armed"] if armed else loose["crowd"] | loose["marching"] if crowd else frozenset()
    fighters = [draft for draft in near if draft.plural and draft.nouns & alike]
    bodies = [draft for draft in near if draft.type == "Organization" and not story.is_state(draft) and not crowd]
    shares = [(story.share(mention, [draft]) or 0.0, at) for at, draft in enumerate([*fighters, *bodies])]
    share, at = max(shares, default=(0.0, -1))
    if share >= LOOSE:
        return [*fighters, *bodies][at]
    if len(fighters) == 1:
        return fighters[0]  # "the militants … the captors"
    beside = [draft for draft in bodies if story.far(mention, draft.last) == 1]
    bare = (mention.title or "").lower() in {lemma, mention.head.text.lower()}
    return beside[0] if len(beside) == 1 and bare and not armed and share > 0 else None


def _is_meant(story: Story, mention: Mention, draft: Draft) -> bool:
    """Whether a noun that the chain has only from its name takes it up: "the army" need not be the Lord's Army."""
    share = story.share(mention, [draft])
    return share is None or mention.head.lemma.lower() in draft.nouns or share >= DOUBTFUL


def points_back(story: Story, mention: Mention) -> bool:
    """Whether the description is told as of somebody known: "the envoy", "these men"."""
    kids = mention.sentence.kids(mention.head, "det", "nmod:poss")
    if any(kid.upos == "PRON" and mention.head.lemma == "counterpart" for kid in kids):
        return False
    back = story.words.determiners.get("back", frozenset())
    return any(kid.text.lower() in back for kid in kids)


def may_be(story: Story, draft: Draft, mention: Mention) -> bool:
    """Whether the description may take up the chain: as many, near enough, a person or none, of no other country."""
    if draft.plural != mention.plural or draft.members or story.far(mention, draft.last) > DESCRIPTION_REACH:
        return False
    if draft.last.span.end > mention.span.start or {mention.gender, draft.gender} == {"he", "she"}:
        return False
    lemma = mention.head.lemma.lower()
    if lemma not in draft.heads:
        person, body = lemma in story.words.persons, lemma in story.words.bodies
        if not (person or body) or person != draft.person:
            return False
    another = bool(draft.names) and bool(_named_within(mention) - draft.keys)
    if another and not any(lemma in story.words.stand_for.get(name, ()) for name in draft.names):
        return False  # "the ruling APRA party" is no party of another name
    if is_other_kind(story, lemma, draft):
        return False
    mine, theirs = story.nations(mention), {code for other in draft.mentions for code in story.nations(other)}
    return not (mine and theirs and not mine & theirs)


def is_other_kind(story: Story, lemma: str, draft: Draft) -> bool:
    """Whether the noun is said of bodies of another kind than the chain's: a union is no company."""
    kinds = story.words.kinds
    mine = kinds.get(lemma)
    if mine is None:
        return False
    theirs = {kind for noun in draft.heads for kind in kinds.get(noun, ())}
    return bool(theirs) and not mine & theirs


def _named_within(mention: Mention) -> set[str]:
    """The names of bodies that stand before the head of a description, as they are compared."""
    found: list[str] = []
    if not any(kid.name == "B-Organization" for kid in mention.sentence.kids(mention.head, "compound")):
        return set()
    for token in mention.sentence.within(mention.span):
        if token.name == "B-Organization" and token.relation == "compound" and token.head == mention.head.at:
            found.append(token.text)
        elif token.name == "I-Organization" and found and token.at < mention.head.at:
            found[-1] += f" {token.text}"
    return {key_of(name) for name in found}
