"""Groups taken up by their number: "two engineers … the pair", "eight villagers … all eight"."""

from demarche.mentions.record import Mention
from demarche.mentions.story import DESCRIPTION_REACH, Draft, Story

NUMBERS = {
    "both": 2, "two": 2, "pair": 2, "couple": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
"""Words that say how many."""

_ANYBODY = frozenset(
    {"man", "woman", "people", "person", "suspect", "victim", "captive", "hostage", "prisoner", "detainee"}
)
"""Nouns by which a number of people is taken up whatever they are."""


def number_of(mention: Mention) -> int | None:
    """How many the mention speaks of, None if it does not say."""
    sentence, head = mention.sentence, mention.head
    words = [kid.text for kid in sentence.kids(head, "nummod", "det", "det:predet")]
    for word in (*words, head.text):
        number = NUMBERS.get(word.lower()) or (int(word) if word.isdigit() and len(word) < 4 else None)
        if number is not None:
            return number
    return None


def as_many(story: Story, mention: Mention) -> Draft | None:
    """The latest group of as many people that the mention may take up by its number: "the two men", "all eight"."""
    number, lemma = number_of(mention), mention.head.lemma.lower()
    words = {kid.text.lower() for kid in mention.sentence.kids(mention.head, "det", "det:predet")}
    if number is None or not words & {"the", "both", "all", "these", "those"} | ({lemma} & {"both"}):
        return None
    bare = lemma in NUMBERS or lemma in _ANYBODY or mention.head.text.isdigit()
    if mention.sentence.kids(mention.head, "amod", "compound", "nmod", "acl"):
        return None
    for draft in reversed(story.drafts):
        far, first = story.far(mention, draft.last), draft.mentions[0]
        near = far <= DESCRIPTION_REACH and draft.last.span.end <= mention.span.start
        same = (bare and draft.person) or lemma in draft.heads
        if draft.plural and not draft.members and near and same and number_of(first) == number and first is not mention:
            return draft
    return None
