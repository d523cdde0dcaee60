"""Whom a pronoun stands for: what agreement and the clause allow, weighed by nearness and by the encoder."""

from collections.abc import Iterator, Sequence

from demarche.mentions.binding import are_two, clause_of, is_in_speech, is_quoted, is_speaker, speaks, subject_of
from demarche.mentions.plurals import latest
from demarche.mentions.record import Mention
from demarche.mentions.story import NEW, REACH, SET, Draft, Story, Taken
from demarche.mentions.words import MentionWords
from demarche.parse import Token

DOUBT = 0.05
"""Share that the encoder grants those that it does not link, so that the rules may still choose them."""


FITS = 3.0
"""What an owner counts more or less where the thing owned tells which kind owns it."""

GOES_ON = 3.0
"""What the subject of the sentence before counts more for a pronoun that opens the next."""

OWN = 3.0
"""What the subject of the clause counts more for a possessive."""

_OTHERS = frozenset({"unless", "if", "until", "because", "so", "lest"})
"""Words that lead in what another must do or has done."""


def take_up(story: Story, mention: Mention) -> Taken:
    """The chain that the pronoun goes on with, those that it stands for, or none where it begins one."""
    if mention.gender is None:
        members = latest(story, mention, "pair") if mention.text.lower() == "both" else ()
        return Taken(SET, members) if members else NEW
    found = _antecedent_of(story, mention)
    return NEW if not found else Taken("corefer.pronoun" if len(found) == 1 else SET, found)


def _antecedent_of(story: Story, mention: Mention) -> tuple[Draft, ...]:
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
        weight = weight_of(story, mention, draft)
        if weight > 0:
            yield weight, (draft,)
    if mention.gender == "they":
        for pair in story.pairs[-4:]:
            if not any(draft.plural or draft.members for draft in pair):
                far = min(story.far(mention, other) for other in pair[0].mentions)
                if 0 <= far <= 1:
                    yield max(2.0 * 0.5**far, sum(weight_of(story, mention, draft) for draft in pair)), pair


def weight_of(story: Story, mention: Mention, draft: Draft) -> float:
    """0 where it cannot be, else the more, the nearer and the more often as a subject it is spoken of."""
    last = draft.last
    far = story.far(mention, last)
    if far > REACH or last.span.end > mention.span.start or not _agrees(story, mention, draft):
        return 0.0
    if last.sentence.kind != mention.sentence.kind:
        return 0.0  # a headline or a caption is no sentence of the story
    if far == 0 and mention.text.lower().endswith(("self", "selves")):
        return _reach(story, mention, draft) * (1.0 if _is_subject(mention, draft, story.words) else 0.2)
    if far == 0:
        here = [it for it in draft.mentions if it.sentence is mention.sentence]
        if any(are_two(mention, other, story.words) or _are_beside(mention, other) for other in here):
            return 0.0
        said = [it for it in here if is_in_speech(mention, it)]
        if said and (len(said) == len(draft.mentions) or any(it.kind == "pronoun" for it in said)):
            return 0.0  # who is spoken of is not who speaks
    if (
        mention.gender in {"he", "she"}
        and is_quoted(mention)
        and is_speaker(mention, draft, before=went_before(story, mention, draft))
    ):
        return 0.0
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
    score *= OWN if _owns(mention, here, story.words) else 1.0
    score *= GOES_ON if _goes_on(story, mention, draft) else 1.0
    return score * _fitting(story, mention, draft)


def _goes_on(story: Story, mention: Mention, draft: Draft) -> bool:
    """Whether the pronoun opens its sentence, or speaks the speech that opens it, and the chain was the subject of the
    one before, in one paragraph."""
    if mention.head.at > 0 and not speaks(mention):
        return False
    return went_before(story, mention, draft) and draft.last.sentence.paragraph == mention.sentence.paragraph


def went_before(story: Story, mention: Mention, draft: Draft) -> bool:
    """Whether the chain was the subject of the sentence before."""
    return any(_is_main_subject(it) for it in draft.mentions if story.far(mention, it) == 1)


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


def _owns(mention: Mention, here: Sequence[Mention], words: MentionWords) -> bool:
    """Whether one of these is the subject of the clause in which the pronoun tells whose something is, or of the one
    above that in which it is the subject: "Rabat recalled its ambassador", "Kang said she would"."""
    sentence, head = mention.sentence, mention.head
    verb = clause_of(sentence, head)
    if verb is None:
        return False
    if head.relation.startswith("nsubj") or _is_in_subject(mention, verb):
        above = clause_of(sentence, verb)
        if above is None or not _goes_down(mention, verb):
            return False
        verb = above
    elif head.relation != "nmod:poss":
        return False
    subject = subject_of(sentence, verb, words)
    return subject is not None and any(other.head is subject for other in here)


def _is_in_subject(mention: Mention, verb: Token) -> bool:
    """Whether the pronoun tells whose the subject is: "Lima denied that its navy had fired"."""
    owned = mention.sentence.head(mention.head)
    return mention.head.relation == "nmod:poss" and owned is not None and owned in mention.sentence.kids(verb, "nsubj")


def _goes_down(mention: Mention, verb: Token) -> bool:
    """Whether the subject of the clause above is likely that of this one: not where it is a condition or a reason."""
    marks = {kid.lemma.lower() for kid in mention.sentence.kids(verb, "mark")}
    return verb.relation == "ccomp" or (verb.relation == "advcl" and not marks & _OTHERS)


def _agrees(story: Story, mention: Mention, draft: Draft) -> bool:
    gender = mention.gender
    if gender in {"he", "she"}:
        return draft.person and not draft.plural and not draft.members and draft.gender in {gender, None}
    if gender == "they":
        return draft.plural or bool(draft.members) or (not draft.person and story.acts(draft))
    return not draft.person and not draft.plural and not draft.members and story.acts(draft)


def _are_beside(mention: Mention, other: Mention) -> bool:
    """Whether both hang on one verb; a possessive may well go back to its subject."""
    if mention.head.relation == "nmod:poss" or other.sentence is not mention.sentence:
        return False
    return mention.head.head >= 0 and mention.head.head == other.head.head


def _is_subject(mention: Mention, draft: Draft, words: MentionWords) -> bool:
    """Whether the chain is the subject of the pronoun's clause, told or understood."""
    verb = clause_of(mention.sentence, mention.head)
    subject = subject_of(mention.sentence, verb, words) if verb is not None else None
    return any(other.head is subject or _are_beside(mention, other) for other in draft.mentions)
