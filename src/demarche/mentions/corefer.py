"""Puts the mentions of one and the same into chains: by name, by apposition, by description, by pronoun.

Rules say what may be one and the same, with the encoder's links where several may; what descriptions and pronouns take
up is weighed in the light of all that the story has.
"""

from collections.abc import Sequence

from demarche.base import ByRule
from demarche.encode import Antecedents, Link
from demarche.mentions.beside import apposed, bracketed, counted, listed_under
from demarche.mentions.descriptions import describe, points_back
from demarche.mentions.names import is_end, is_short_body, is_surname, is_variant, key_of
from demarche.mentions.plurals import members_of
from demarche.mentions.pronouns import take_up
from demarche.mentions.record import Chain, Mention
from demarche.mentions.story import DESCRIPTION_REACH, REACH, SET, Draft, Story
from demarche.mentions.weigh import Choose, choose_by
from demarche.mentions.words import MentionWords


def link_mentions(
    mentions: Sequence[Mention],
    *,
    words: MentionWords,
    links: Sequence[Link] = (),
    antecedents: Antecedents | None = None,
    choose: Choose | None = None,
) -> tuple[Chain, ...]:
    """The chains of a report's mentions, in the order of their first mention; every mention is in exactly one.

    Args:
        mentions: all mentions, in the order of the text.
        words: what is known of nouns, titles and countries.
        links: the encoder's, by places of words; without any the rules decide alone.
        antecedents: its view of who is the same, as it reads news.
        choose: says what a description or pronoun takes up; without it the weights in `words` do.
    """
    choose = choose or choose_by(words.same)
    story = Story(mentions, words, links, antecedents)
    inner_first = sorted(mentions, key=lambda it: (story.numbers[id(it.sentence)], it.head.at))
    for mention in inner_first:
        _resolve(story, mention, choose)
    made: dict[int, Chain] = {}

    def make(draft: Draft) -> Chain:
        if id(draft) not in made:
            members = tuple(make(member) for member in draft.members)
            name = max(draft.names, key=len) if draft.names else None
            draft.sort()
            made[id(draft)] = Chain(tuple(draft.mentions), name, tuple(draft.links), members)
        return made[id(draft)]

    return tuple(sorted(map(make, story.drafts), key=lambda chain: chain.mentions[0].span))


def _resolve(story: Story, mention: Mention, choose: Choose) -> None:
    whole = listed_under(story, mention)
    same = None if whole else apposed(story, mention) or bracketed(story, mention)
    number = counted(story, mention)
    if same is not None:
        story.add(same, mention, ByRule("corefer.apposition", mention.text))
    elif number is not None:
        story.add(number, mention, ByRule("corefer.quantity", mention.text))
    elif mention.kind == "name":
        members = members_of(story, mention) if mention.plural else ()  # "the two Koreas"
        story.begin(mention, SET, members) if members else _name(story, mention)
    else:
        find = describe if mention.kind == "description" else take_up
        story.take(mention, choose(story, mention, find(story, mention)))
    mine = story.draft_of(mention)
    if whole is not None and mine is not whole and mine not in whole.members:
        whole.members = (*whole.members, mine)
    if mention.head.relation == "conj":
        before = mention.sentence.head(mention.head)
        first = next((draft for draft in story.drafts if any(one.head is before for one in draft.mentions)), None)
        if first is not None and first is not mine and not first.plural and not mine.plural:
            story.pairs.append((first, mine))


def _name(story: Story, mention: Mention) -> None:
    """Add the mention to the chain of its name; whoever held its office unnamed until now is the same."""
    office = _office_mate(story, mention)
    _by_name(story, mention)
    named = story.draft_of(mention)
    titled = any(other.title for other in named.mentions if other is not mention and other.kind == "name")
    if office is not None and office is not named and not titled and not _is_owned(story, office, named):
        story.merge(named, office, "corefer.office")


def _is_owned(story: Story, draft: Draft, owner: Draft) -> bool:
    """Whether the chain is told as somebody of the other's: "her counterpart" is not she."""
    first = draft.mentions[0]
    kids = first.sentence.kids(first.head, "nmod:poss")
    return any(other.head is kid for kid in kids for other in owner.mentions)


def _by_name(story: Story, mention: Mention) -> None:
    name = mention.name or ""
    national = _national(story, mention)
    if national is not None:
        return story.add(national, mention, story.because("corefer.national", mention, [national]))
    key = story.country_key(mention) or key_of(name)
    for draft in reversed(story.drafts):
        if key in draft.keys:
            return story.add(draft, mention, ByRule("corefer.same-name", name))
    for draft in reversed(story.drafts):
        rule = next((rule for other in draft.names if (rule := _other_form(mention, other, draft.type))), None)
        if rule and not _two_genders(mention, draft):
            return story.add(draft, mention, ByRule(rule, name))
    return story.begin(mention)


def _national(story: Story, mention: Mention) -> Draft | None:
    """The person whom "the Norwegian" takes up: the latest one of whom the report says that he or she is from there."""
    countries, head = story.words.countries, mention.head
    country = countries.people.get(mention.name or "") or countries.adjectives.get(mention.name or "")
    alone = head.relation.split(":")[0] in {"nsubj", "obj", "iobj", "obl"} and not mention.plural
    if country is None or not alone or not points_back(story, mention):
        return None
    for draft in reversed(story.drafts):
        if draft.person and not draft.plural and draft.names and story.far(mention, draft.last) <= DESCRIPTION_REACH:
            theirs = {code for other in draft.mentions for code in story.nations(other)}
            if country.code in theirs:
                return draft
    return None


def _other_form(mention: Mention, other: str, kind: str) -> str | None:
    """The rule by which the mention's name and the other one, of a chain of this kind, are forms of one."""
    name = mention.name or ""
    if kind == "Person" and (mention.type in {"Person", ""} or len(name.split()) == 1) and is_surname(name, other):
        return "corefer.short-name"  # a surname alone is often taken for a place or a body
    if kind == mention.type == "Person":
        return "corefer.full-name" if is_end(other, name) else "corefer.spelling" if is_variant(name, other) else None
    if kind == mention.type == "Organization":
        if is_short_body(name, other):
            return "corefer.short-name"
        if len(other.split()) == 1 and is_short_body(other, name):
            return "corefer.full-name"
        return "corefer.spelling" if is_variant(name, other) else None
    return None


def _two_genders(mention: Mention, draft: Draft) -> bool:
    """Whether the name is told to be a woman's and the chain a man's, or the other way."""
    return {mention.gender, draft.gender} == {"he", "she"}


def _office_mate(story: Story, mention: Mention) -> Draft | None:
    """Who held the office of the name's title unnamed: "Seoul's top diplomat … Foreign Minister Han"."""
    if mention.type != "Person" or not mention.title:
        return None
    offices = story.offices(mention.title)
    nations = story.nations(mention)
    latest_first = list(reversed(story.drafts))
    for draft in sorted(latest_first, key=lambda it: it.mentions[0].head.lemma == "counterpart"):
        first = draft.mentions[0]
        if draft.names or draft.plural or draft.members or first.kind != "description" or not first.title:
            continue
        held = story.offices(first.title)
        if "counterpart" in held:
            held = held | _counterpart_of(story, first)
        if story.far(mention, first) > REACH or not offices & held:
            continue
        theirs = story.nations(first)
        if theirs and (not nations or nations & theirs):
            return draft
    return None


def _counterpart_of(story: Story, mention: Mention) -> set[str]:
    """The office of "her American counterpart": that of whoever "her" is."""
    for kid in mention.sentence.kids(mention.head, "nmod:poss"):
        for draft in story.drafts:
            if any(other.head is kid for other in draft.mentions):
                return {one for other in draft.mentions if other.title for one in story.offices(other.title)}
    return set()
