"""What the tree alone says of two mentions in one sentence: who must be two, and whose an act without a subject is."""

from demarche.mentions.record import Mention
from demarche.mentions.story import Draft
from demarche.mentions.words import MentionWords
from demarche.parse import Sentence, Token

_PARTS = frozenset({"all", "some", "many", "most", "none", "one", "both", "each", "half", "few", "several", "number"})


def subject_of(sentence: Sentence, verb: Token, words: MentionWords) -> Token | None:
    """The subject of the verb, or who is understood as its subject: of "urged Rome to cut its debt" Rome cuts.

    A conjunct has that of the first conjunct, a participle that of the clause above. Of `words` the company that verbs
    keep is asked: some do themselves what they govern ("promised Rome to come"), some tell whom "on" leads in ("called
    on Rome to come"), for which a parser may take a purpose ("fired on Rome to win").
    """
    own_deeds, upon = words.company["own_deed"], words.company["upon"]
    for _ in range(6):
        own = sentence.kids(verb, "nsubj")
        above = sentence.head(verb)
        if own or above is None:
            return own[0] if own else None
        relation = verb.relation.split(":")[0]
        to = any(it.lemma == "to" for it in sentence.kids(verb, "mark"))
        bidden = relation == "advcl" and to and above.lemma in upon
        if bidden or (relation == "xcomp" and above.lemma not in own_deeds):
            told = _told(sentence, above)
            if told is not None:
                return told
        if verb.relation == "acl":
            return above if verb.xpos in {"VBG", "VBN"} else None
        if relation not in {"xcomp", "conj", "advcl", "cop", "aux"} or sentence.kids(verb, "expl"):
            return None
        verb = above
    return None


def _told(sentence: Sentence, verb: Token) -> Token | None:
    """Whom the verb tells to act: its object, or after "call on" what "on" leads in."""
    if verb.xpos == "VBN" and sentence.kids(verb, "aux:pass"):
        return None
    for kid in sentence.kids(verb, "obj", "iobj"):
        return kid
    for kid in sentence.kids(verb, "obl"):
        if {case.lemma for case in sentence.kids(kid, "case")} & {"on", "upon"}:
            return kid
    return None


def clause_of(sentence: Sentence, token: Token) -> Token | None:
    """The verb, or the noun or adjective that is said of somebody, in whose clause the token stands."""
    for above in sentence.ancestors(token):
        if above.upos == "VERB" or sentence.kids(above, "nsubj", "cop"):
            return above
    return None


def are_two(pronoun: Mention, other: Mention, words: MentionWords) -> bool:
    """Whether the pronoun cannot be the other, which stands before it in the same sentence.

    No pronoun is a part of the phrase that it stands for ("hundreds of them", "Anna Holm, his deputy"); but as a
    possessive, none is the subject of its own clause.
    """
    sentence, head = pronoun.sentence, pronoun.head
    if other.sentence is not sentence:
        return False
    if head.relation == "nmod:poss":
        return any(one is other.head and _is_inside(sentence, head, one) for one in sentence.ancestors(head))
    if sentence.head(head) is other.head and head.relation.startswith("nmod"):
        return True
    if pronoun.text.lower().endswith(("self", "selves")) or not _is_object(sentence, head):
        return False
    verb = clause_of(sentence, head)
    subject = subject_of(sentence, verb, words) if verb is not None else None
    return subject is not None and subject is other.head


def _is_object(sentence: Sentence, head: Token) -> bool:
    """Whether the word, or that of which it tells a number or part ("all of them"), is an object of its clause."""
    above = sentence.head(head)
    if head.relation.startswith("nmod") and above is not None and above.lemma.lower() in _PARTS:
        head = above
    return head.relation.split(":")[0] in {"obj", "iobj", "obl"}


def _is_inside(sentence: Sentence, head: Token, above: Token) -> bool:
    """Whether the word stands in the noun phrase of the one above, in no clause that hangs on it nor beside it."""
    token = head
    while token is not above:
        if token.relation.split(":")[0] in {"acl", "conj", "parataxis"} or token.upos == "VERB":
            return False
        up = sentence.head(token)
        if up is None:
            return False
        token = up
    return True


def is_in_speech(pronoun: Mention, other: Mention) -> bool:
    """Whether the other stands in what the subject pronoun is told to say: "My nephew reads," he said."""
    sentence, head = pronoun.sentence, pronoun.head
    verb = sentence.head(head)
    if other.sentence is not sentence or verb is None or not head.relation.startswith("nsubj"):
        return False
    said = [kid for kid in sentence.kids(verb, "ccomp", "parataxis") if kid.at < head.at]
    return any(other.head is one or one in sentence.ancestors(other.head) for one in said)


def speaks(pronoun: Mention) -> bool:
    """Whether the pronoun is the subject of a speech that stands before it: "…," he said."""
    sentence, head = pronoun.sentence, pronoun.head
    verb = sentence.head(head)
    if verb is None or not head.relation.startswith("nsubj"):
        return False
    return any(kid.at < head.at for kid in sentence.kids(verb, "ccomp", "parataxis"))


def is_speaker(pronoun: Mention, draft: Draft, *, before: bool) -> bool:
    """Whether the chain is of the one whose direct speech the pronoun stands in: none says "he" of himself.

    Args:
        pronoun: "he" or "she".
        draft: the chain, which may not yet hold the words for the speaker that follow the speech.
        before: whether it was the subject of the sentence before, as whoever goes on speaking as "he said" was.
    """
    sentence = pronoun.sentence
    for above in sentence.ancestors(pronoun.head):
        verb = sentence.head(above)
        if above.relation in {"ccomp", "parataxis"} and verb is not None:
            for subject in sentence.kids(verb, "nsubj"):
                if any(it.head is subject for it in draft.mentions):
                    return True
                if subject.at > pronoun.head.at:
                    return _may_name(subject, draft, before=before)
    return False


def is_quoted(mention: Mention) -> bool:
    """Whether an opening quotation mark stands before it in its sentence, and none that closes it between."""
    ahead = mention.sentence.text[: mention.span.start - mention.sentence.span.start]
    return ahead.count('"') % 2 == 1 or ahead.count("“") > ahead.count("”")


def _may_name(subject: Token, draft: Draft, *, before: bool) -> bool:
    if subject.upos == "PRON":
        return before
    if subject.upos == "PROPN":
        return any(subject.text in name.split() for name in draft.names)
    return subject.lemma.lower() in draft.heads
