"""What stands beside a mention and is the same one: appositions, acronyms in brackets, numbers of people."""

from demarche.mentions.record import Mention
from demarche.mentions.story import Draft, Story

_CALLED = frozenset({"know", "call", "name", "identify", "dub", "nickname", "alias", "style"})
"""Verbs that lead in the name of whom they follow: "a commander known as Ramiro"."""


def listed_under(story: Story, mention: Mention) -> Draft | None:
    """The plural whose parts are listed in apposition: "the foreign ministers of the two countries, A and B"."""
    head, sentence = mention.head, mention.sentence
    if head.relation == "conj":
        head = sentence.head(head) or head
    if head.relation != "appos" or mention.plural or mention.kind != "name":
        return None
    for above in sentence.ancestors(head):
        for draft in story.drafts:
            if draft.last.head is above and draft.plural and draft.person == (mention.type == "Person"):
                return draft
        if above.upos == "VERB":
            return None
    return None


def apposed(story: Story, mention: Mention) -> Draft | None:
    """A phrase in apposition is the same as the one it follows, where both are persons or both are bodies."""
    if mention.head.relation != "appos":
        return _next_to(story, mention) or _called(story, mention)
    anchor = mention.sentence.head(mention.head)
    for other in reversed(story.drafts):
        if (
            other.last.head is anchor
            and other.plural == mention.plural
            and not (mention.type == "Person" and _is_body(story, other))
            and not (mention.name and other.last.name and mention.type != other.last.type)
        ):
            return other
    return _next_to(story, mention)


def _is_body(story: Story, draft: Draft) -> bool:
    """Whether the chain is of a body whose man is told before: "a spokesman for the union, John Phiri"."""
    last = draft.last
    man = last.sentence.head(last.head) if last.head.relation == "nmod" else None
    body = last.type == "Organization" or last.head.lemma.lower() in story.words.bodies
    return not draft.person and body and man is not None and man.lemma.lower() in story.words.persons


def _next_to(story: Story, mention: Mention) -> Draft | None:
    """The person told right before the name, where the tree has them apart: "a priest, Ivo Kral, said"."""
    if mention.type != "Person" or mention.plural:
        return None
    sentence, start = mention.sentence, mention.span.start
    for draft in reversed(story.drafts):
        last = draft.last
        if last.sentence is sentence and last.kind == "description" and not draft.names and not draft.plural:
            between = sentence.text[last.span.end - sentence.span.start : start - sentence.span.start].strip()
            told = last.head.lemma.lower() in story.words.persons
            between = "," if _is_hung(last, mention) else between
            if told and ((between == "," and not _is_listed(mention)) or (not between and _in_one(last, mention))):
                return draft
    return None


def _is_hung(last: Mention, mention: Mention) -> bool:
    """Whether only what hangs on the noun and a comma stand between: "the mayor of Van, Ayse Kaya,"."""
    sentence, name = last.sentence, _first_of(mention)
    between = sentence.tokens[last.head.at + 1 : name]
    if len(between) < 2 or between[-1].text != "," or any(it.text == "," for it in between[:-1]):
        return False
    hangs = {it.at for kid in sentence.kids(last.head, "nmod") for it in sentence.subtree(kid)}
    return all(it.at in hangs and it.upos not in {"VERB", "CCONJ"} for it in between[:-1])


def _first_of(mention: Mention) -> int:
    """The place in its sentence of the mention's first word."""
    inside = mention.sentence.within(mention.span)
    return inside[0].at if inside else mention.head.at


def _in_one(before: Mention, mention: Mention) -> bool:
    """Whether both hang on one word or one on the other: no clause begins between them."""
    one, two = before.head, mention.head
    return one.head == two.head or one.head == two.at or two.head == one.at


def _is_listed(mention: Mention) -> bool:
    """Whether the name is one of a list, or no comma, stop or "who" closes it."""
    sentence = mention.sentence
    after = sentence.text[mention.span.end - sentence.span.start :].lstrip(' "”')
    joined = mention.head.relation == "conj" or bool(sentence.kids(mention.head, "conj"))
    return joined or not (after[:1] in {",", ".", ";", ":", "—", "–", "(", ""} or after.startswith("who "))


def _called(story: Story, mention: Mention) -> Draft | None:
    """Whom the text calls by the name: "a commander known as Ramiro", "a group calling itself M23"."""
    sentence = mention.sentence
    verb = sentence.head(mention.head)
    if mention.kind != "name" or verb is None or verb.lemma.lower() not in _CALLED or verb.relation != "acl":
        return None
    above = sentence.head(verb)
    cases = {kid.lemma.lower() for kid in sentence.kids(mention.head, "case")}
    if above is None or above.at > mention.head.at or not cases <= {"as"} or mention.head.relation == "nsubj":
        return None
    return next((it for it in reversed(story.drafts) if it.last.head is above and not it.names), None)


def bracketed(story: Story, mention: Mention) -> Draft | None:
    """An acronym in brackets after the name: "the Union of Metal Workers (UMW)"."""
    sentence = mention.sentence
    start = mention.span.start - sentence.span.start
    before, after = sentence.text[:start].rstrip(), sentence.text[start + len(mention.text) :].lstrip()
    if not (mention.name and mention.name.isupper() and before.endswith("(") and after.startswith(")")):
        return None
    ends = sentence.span.start + len(before[:-1].rstrip())
    for draft in reversed(story.drafts):
        if any(one.span.end == ends and one.name and one.sentence is sentence for one in draft.mentions):
            return draft
    return None


def counted(story: Story, mention: Mention) -> Draft | None:
    """The chain of the number word before: "hundreds of villagers" are the villagers."""
    above = mention.sentence.head(mention.head)
    if mention.kind != "description" or mention.head.relation != "nmod" or above is None:
        return None
    if above.lemma.lower() not in story.words.loose.get("number", frozenset()):
        return None
    return next((draft for draft in reversed(story.drafts) if draft.last.head is above), None)
