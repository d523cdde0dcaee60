"""Whom a pronoun stands for: what agreement and the clause allow, weighed by nearness and by the encoder."""

from collections.abc import Iterator, Sequence

from demarche.mentions.record import Mention
from demarche.mentions.story import REACH, Draft, Story

DOUBT = 0.05
"""Share that the encoder grants those that it does not link, so that the rules may still choose them."""


FITS = 3.0
"""What an owner counts more or less where the thing owned tells which kind owns it."""

GOES_ON = 3.0
"""What the subject of the sentence before counts more for a pronoun that opens the next."""

OWN = 3.0
"""What the subject of the clause counts more for a possessive."""


def antecedent_of(story: Story, mention: Mention) -> tuple[Draft, ...]:
    """The chain that the pronoun goes on with, or the two for which "they" stands; none if nobody will do."""
    best: tuple[float, tuple[Draft, ...]] = (0.0, ())
    for weight, drafts in _candidates(story, mention):
        share = story.share(mention, drafts)
        score = weight * (1.0 if share is None else share + DOUBT)
        if score > best[0] or (score == best[0] and best[1]):
            best = (score, drafts)
    return best[1]


def _candidates(story: Story, mention: Mention) -> Iterator[tuple[float, tuple[Draft, ...]]]:
    for draft in story.drafts:
        weight = _weight(story, mention, draft)
        if weight > 0:
            yield weight, (draft,)
    if mention.gender == "they":
        for pair in story.pairs[-4:]:
            if not any(draft.plural or draft.members for draft in pair):
                far = min(story.far(mention, other) for other in pair[0].mentions)
                if 0 <= far <= 1:
                    yield max(2.0 * 0.5**far, sum(_weight(story, mention, draft) for draft in pair)), pair


def _weight(story: Story, mention: Mention, draft: Draft) -> float:
    """0 where it cannot be, else the more, the nearer and the more often as a subject it is spoken of."""
    last = draft.last
    far = story.far(mention, last)
    if far > REACH or last.span.end > mention.span.start or not _agrees(story, mention, draft):
        return 0.0
    if last.sentence.kind != mention.sentence.kind:
        return 0.0  # a headline or a caption is no sentence of the story
    if _in_one_clause(mention, draft) != mention.text.lower().endswith(("self", "selves")) and far == 0:
        return 0.0 if _in_one_clause(mention, draft) else _reach(story, mention, draft) * 0.2
    return _reach(story, mention, draft)


def _reach(story: Story, mention: Mention, draft: Draft) -> float:
    last = draft.last
    score = sum(
        (2.0 if other.head.relation.startswith("nsubj") else 1.0) * 0.5 ** story.far(mention, other)
        for other in draft.mentions
        if story.far(mention, other) <= REACH
    )
    here = [other for other in draft.mentions if other.sentence is mention.sentence]
    if any(other.head.relation.startswith("nsubj") for other in here):
        score += 2.0  # the subject of the clause above: "Kang said she …"
    score += 0.5 if mention.head.relation == last.head.relation else 0.0
    score *= OWN if _owns(mention, here) else 1.0
    score *= GOES_ON if _goes_on(story, mention, draft) else 1.0
    return score * _fitting(story, mention, draft)


def _goes_on(story: Story, mention: Mention, draft: Draft) -> bool:
    """Whether the pronoun opens its sentence and the chain was the subject of the one before, in one paragraph."""
    if mention.head.at > 0:
        return False
    before = [it for it in draft.mentions if story.far(mention, it) == 1]
    return any(_is_main_subject(it) and it.sentence.paragraph == mention.sentence.paragraph for it in before)


def _is_main_subject(mention: Mention) -> bool:
    above = mention.sentence.head(mention.head)
    return mention.head.relation.startswith("nsubj") and above is not None and above.head < 0


def _fitting(story: Story, mention: Mention, draft: Draft) -> float:
    """What the thing owned tells of its owner: "its ambassador" is a state's, "its chairman" rather a body's."""
    owned = mention.sentence.head(mention.head)
    if mention.gender != "it" or mention.head.relation != "nmod:poss" or owned is None:
        return 1.0
    lemma, state = owned.lemma.lower(), story.is_state(draft)
    if lemma in story.words.owned["state"]:
        return FITS if state else 1.0
    return 1.0 / FITS if lemma in story.words.owned["body"] and state else 1.0


def _owns(mention: Mention, here: Sequence[Mention]) -> bool:
    """Whether one of these is the subject of the clause in which the pronoun tells whose something is, or of the one
    above that in which it is the subject: "Rabat recalled its ambassador", "Kang said she would"."""
    verbs = [above for above in mention.sentence.ancestors(mention.head) if above.upos == "VERB"]
    if mention.head.relation == "nmod:poss":
        verb = next(iter(verbs), None)
    elif mention.head.relation.startswith("nsubj") and len(verbs) > 1 and verbs[0].relation in {"ccomp", "advcl"}:
        verb = verbs[1]
    else:
        return False
    return verb is not None and any(
        other.head.relation.startswith("nsubj") and other.head.head == verb.at for other in here
    )


def _agrees(story: Story, mention: Mention, draft: Draft) -> bool:
    gender = mention.gender
    if gender in {"he", "she"}:
        return draft.person and not draft.plural and not draft.members and draft.gender in {gender, None}
    if gender == "they":
        return draft.plural or bool(draft.members) or (not draft.person and story.acts(draft))
    return not draft.person and not draft.plural and not draft.members and story.acts(draft)


def _in_one_clause(mention: Mention, draft: Draft) -> bool:
    """Subject and object of one verb are two; a possessive may well go back to the subject."""
    if mention.head.relation == "nmod:poss" or draft.last.sentence is not mention.sentence:
        return False
    return mention.head.head >= 0 and mention.head.head == draft.last.head.head
