"""Puts the mentions of one and the same into chains: by name, by apposition, by description, by pronoun.

Rules say what may be one and the same; where several may, the encoder's links decide with them.
"""

from collections.abc import Sequence

from demarche.base import ByRule
from demarche.encode import Link
from demarche.mentions.beside import apposed, bracketed, counted, listed_under
from demarche.mentions.names import is_end, is_short_body, is_surname, is_variant, key_of
from demarche.mentions.plurals import latest, members_of, other_of
from demarche.mentions.pronouns import antecedent_of
from demarche.mentions.record import Chain, Mention
from demarche.mentions.story import DESCRIPTION_REACH, REACH, Draft, Story
from demarche.mentions.words import MentionWords

DOUBTFUL = 0.1
"""Share under which the encoder keeps a description from a chain that has its noun only from a name."""

LOOSE = 0.15
"""Share that a noun for any body needs to take up one that has not been called so."""

SURE = 0.5
"""Share from which the encoder alone may say that a description takes up somebody whose nouns so far are others."""


def link_mentions(mentions: Sequence[Mention], *, words: MentionWords, links: Sequence[Link] = ()) -> tuple[Chain, ...]:
    """The chains of a report's mentions, in the order of their first mention; every mention is in exactly one.

    Args:
        mentions: all mentions, in the order of the text.
        words: what is known of nouns, titles and countries.
        links: the encoder's, by places of words; without any the rules decide alone.
    """
    story = Story(mentions, words, links)
    inner_first = sorted(mentions, key=lambda it: (story.numbers[id(it.sentence)], it.head.at))
    for mention in inner_first:
        _resolve(story, mention)
    made: dict[int, Chain] = {}

    def make(draft: Draft) -> Chain:
        if id(draft) not in made:
            members = tuple(make(member) for member in draft.members)
            name = max(draft.names, key=len) if draft.names else None
            draft.sort()
            made[id(draft)] = Chain(tuple(draft.mentions), name, tuple(draft.links), members)
        return made[id(draft)]

    return tuple(sorted(map(make, story.drafts), key=lambda chain: chain.mentions[0].span))


def _resolve(story: Story, mention: Mention) -> None:
    whole = listed_under(story, mention)
    same = None if whole else apposed(story, mention) or bracketed(story, mention)
    number = counted(story, mention)
    if same is not None:
        story.add(same, mention, ByRule("corefer.apposition", mention.text))
    elif number is not None:
        story.add(number, mention, ByRule("corefer.quantity", mention.text))
    elif mention.kind == "name":
        members = members_of(story, mention) if mention.plural else ()  # "the two Koreas"
        story.begin(mention, "corefer.set", members) if members else _name(story, mention)
    elif mention.kind == "description":
        _description(story, mention)
    else:
        _pronoun(story, mention)
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
    if country is None or not alone or not _points_back(story, mention):
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


def _description(story: Story, mention: Mention) -> None:
    if mention.plural:
        members = members_of(story, mention)
        if members:
            return story.begin(mention, "corefer.set", members)
    other = other_of(story, mention)
    if other is not None:
        return story.add(other, mention, ByRule("corefer.other-side", mention.text))
    taken = _taken_up(story, mention) if _points_back(story, mention) else _kind_of(story, mention)
    if taken is None:
        return story.begin(mention)
    return story.add(taken, mention, story.because("corefer.description", mention, [taken]))


def _kind_of(story: Story, mention: Mention) -> Draft | None:
    """The chain whose kind stands before a thing of theirs: "the rebels … rebel positions"."""
    if mention.head.relation != "compound":
        return None
    lemma = mention.head.lemma.lower()
    return next(
        (draft for draft in reversed(story.drafts) if lemma in draft.nouns and _may_be(story, draft, mention)), None
    )


def _taken_up(story: Story, mention: Mention) -> Draft | None:
    """The chain that "the minister" takes up: the latest with its noun, else one of which the encoder is sure."""
    lemma = mention.head.lemma.lower()
    known = [draft for draft in reversed(story.drafts) if _may_be(story, draft, mention)]
    for draft in known:
        if lemma in draft.heads and _is_meant(story, mention, draft):
            return draft
    for draft in known:  # in one sentence two nouns are two
        if story.far(mention, draft.last) > 0 and (story.share(mention, [draft]) or 0.0) >= SURE:
            return draft
    return _loosely(story, mention, lemma)


def _loosely(story: Story, mention: Mention, lemma: str) -> Draft | None:
    """The body that "the group", "the company" or, of an armed one, "the rebels" most likely takes up."""
    loose = story.words.loose
    armed, crowd = (lemma in loose.get(kind, frozenset()) for kind in ("armed", "crowd"))
    if not armed and not crowd and (mention.plural or lemma not in loose.get("body", frozenset())):
        return None
    near = [draft for draft in story.drafts if 0 < story.far(mention, draft.last) <= DESCRIPTION_REACH]
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


def _points_back(story: Story, mention: Mention) -> bool:
    kids = mention.sentence.kids(mention.head, "det", "nmod:poss")
    if any(kid.upos == "PRON" and mention.head.lemma == "counterpart" for kid in kids):
        return False
    back = story.words.determiners.get("back", frozenset())
    return any(kid.text.lower() in back for kid in kids)


def _may_be(story: Story, draft: Draft, mention: Mention) -> bool:
    """Whether the description may take up the chain: as many, near enough, a person or none, of no other country."""
    if draft.plural != mention.plural or draft.members or story.far(mention, draft.last) > DESCRIPTION_REACH:
        return False
    if draft.last.span.end > mention.span.start or {mention.gender, draft.gender} == {"he", "she"}:
        return False
    lemma = mention.head.lemma.lower()
    if draft.names and _named_within(mention) - draft.keys:
        return False  # "the ruling APRA party" is no party of another name
    if lemma not in draft.heads:
        person, body = lemma in story.words.persons, lemma in story.words.bodies
        if not (person or body) or person != draft.person:
            return False
    mine, theirs = story.nations(mention), {code for other in draft.mentions for code in story.nations(other)}
    return not (mine and theirs and not mine & theirs)


def _named_within(mention: Mention) -> set[str]:
    """The names of bodies that stand before the head of a description, as they are compared."""
    found: list[str] = []
    for token in mention.sentence.within(mention.span):
        if token.name == "B-Organization" and token.relation == "compound" and token.head == mention.head.at:
            found.append(token.text)
        elif token.name == "I-Organization" and found and token.at < mention.head.at:
            found[-1] += f" {token.text}"
    return {key_of(name) for name in found}


def _pronoun(story: Story, mention: Mention) -> None:
    if mention.gender is None:
        members = latest(story, mention, "pair") if mention.text.lower() == "both" else ()
        return story.begin(mention, "corefer.set" if members else "corefer.new", members)
    found = antecedent_of(story, mention)
    if len(found) == 1:
        return story.add(found[0], mention, story.because("corefer.pronoun", mention, found))
    return story.begin(mention, "corefer.set" if found else "corefer.new", found)
