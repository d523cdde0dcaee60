"""The heads of what an act of speech is about: what is demanded, promised, threatened, refused, laid at one's door."""

from collections.abc import Iterator

from demarche.events.frames import Frames
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

CONTENT_TYPES = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE"})
"""Acts of speech about an act to come: what they speak of is their content, no event beside them."""

JUDGING_TYPES = frozenset({"ACCUSE", "SUPPORT", "CONCEDE"})
"""Acts of speech about what somebody did, or yields to: what they speak of may be a fact as well."""

CHARGING = frozenset({"of", "with"})
"""Prepositions that lead in what somebody is accused of: no event that is told as done."""

DEFAULT_CONTENT = ("to", "for", "that", "on", "of")

_DEFAULTS = {**dict.fromkeys(CONTENT_TYPES, DEFAULT_CONTENT), "ACCUSE": ("of", "with", "for")}

_FINITE = frozenset({"VBD", "VBZ"})
_PHRASES = ("xcomp", "ccomp", "acl", "advcl", "obl", "nmod", "obj", "csubj")


def content_heads(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """The heads of what is no event beside the trigger, being its content."""
    if trigger.pattern.type == "ACCUSE":
        yield from _charges(sentence, trigger)
    if trigger.pattern.type in CONTENT_TYPES:
        words = trigger.pattern.content or DEFAULT_CONTENT
        for host in {trigger.head.at: trigger.head, trigger.carrier.at: trigger.carrier}.values():
            yield from _led(sentence, host, trigger, words)
        yield from _listed(sentence, trigger, frames)


def spoken_heads(sentence: Sentence, trigger: Trigger, frames: Frames) -> tuple[Token, ...]:
    """The heads of all that the trigger speaks of, in the order of the text, conjuncts among them.

    That is more than `content_heads`: charges named by a noun ("accused of graft"), what a judgement or a concession
    is about, and what hangs on the trigger's own noun ("reached a deal on grain").
    """
    words = trigger.pattern.content or _DEFAULTS.get(trigger.pattern.type, ())
    if "object" in words and trigger.head.upos != "VERB":
        words = (*words, "of")  # "their veto of the talks"
    found = {token.at: token for token in content_heads(sentence, trigger, frames)}
    for host in {trigger.head.at: trigger.head, trigger.carrier.at: trigger.carrier}.values():
        found |= {token.at: token for token in _led(sentence, host, trigger, words)}
    if "object" not in words:
        found |= {token.at: token for token in _under_own(sentence, trigger, words)}
    if trigger.pattern.type in {"ACCUSE", "REQUEST"} and not found:
        found |= {token.at: token for token in _hung_on_party(sentence, trigger, set(words))}
    found = {at: token for at, token in found.items() if at > trigger.head.at or token.head != trigger.head.at}
    if _has_infinitive(sentence, trigger):  # "requested the ministers to resign": the object is who is asked
        found = {at: token for at, token in found.items() if token.relation != "obj"}
    if "object" in words and _is_passive(sentence, trigger):
        found |= {kid.at: kid for kid in sentence.kids(trigger.head, "nsubj:pass")}
    for at in [*found]:
        found |= {one.at: one for one in _joined(sentence, found[at], trigger)}
    if any(_is_clause(token) for token in found.values()):  # "appealed to both sides to meet"
        found = {
            at: token for at, token in found.items() if _is_clause(token) or not _is_addressed(sentence, token, trigger)
        }
    inner = [found[at] for at in sorted(found) if not _is_aside(sentence, found[at], trigger, frames)]
    above = {token.at for token in inner}
    return tuple(token for token in inner if not any(up.at in above for up in _between(sentence, token, trigger)))


def _is_clause(token: Token) -> bool:
    return token.upos == "VERB" and token.relation.split(":")[0] in {"xcomp", "ccomp", "advcl", "acl", "conj"}


def _is_addressed(sentence: Sentence, token: Token, trigger: Trigger) -> bool:
    """Whether a phrase stands where the pattern has whom the act is aimed at."""
    cases = {case.lemma.lower() for case in sentence.kids(token, "case")}
    return not cases.isdisjoint(trigger.pattern.target)


def _under_own(sentence: Sentence, trigger: Trigger, words: tuple[str, ...]) -> Iterator[Token]:
    """What hangs on the noun that is part of the trigger: "reached an agreement on grain", but "a letter of intent"."""
    own = trigger.pattern.objects | {word for entry in trigger.pattern.verbs for word in entry[1:]}
    leads = tuple(word for word in words if word != "of")
    for kid in sentence.kids(trigger.head, "obj", "nsubj:pass"):
        if kid.lemma.lower() in own:
            yield from _led(sentence, kid, trigger, leads)


def _has_infinitive(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a request has its content as an infinitive right under it."""
    if trigger.pattern.type != "REQUEST":
        return False
    clauses = sentence.kids(trigger.head, "xcomp")
    return any(mark.lemma.lower() == "to" for kid in clauses for mark in sentence.kids(kid, "mark"))


def _listed(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """What a noun is said to take in: "their demands include the release of prisoners"."""
    verb = sentence.head(trigger.head)
    subject = trigger.head.upos != "VERB" and trigger.head.relation == "nsubj"
    if subject and verb is not None and verb.lemma.lower() in frames.listing:
        yield from sentence.kids(verb, "obj")


def _led(sentence: Sentence, host: Token, trigger: Trigger, words: tuple[str, ...]) -> Iterator[Token]:
    """The clauses under the host, and its phrases that one of the words leads in.

    A judgement has a clause for its content only if its pattern says so: "praised him: he was the best".
    """
    judging = trigger.pattern.type not in CONTENT_TYPES
    for kid in sentence.kids(host, *_PHRASES):
        leads = {below.lemma.lower() for below in sentence.kids(kid, "mark", "case")}
        clause = kid.relation.split(":")[0] in {"xcomp", "ccomp"} or (
            kid.relation in {"acl", "advcl"}
            and bool(
                leads & {"to", "that"} or (kid.xpos == "VBG" and "against" in leads)
            )  # "warned them against joining"
        )
        if judging:
            clause = clause and ("that" in words if kid.relation == "ccomp" else "to" in words)
        if kid is trigger.head or kid.relation == "acl:relcl":
            continue
        if clause or leads & set(words) or (kid.relation == "obj" and "object" in words):
            yield kid


def _charges(sentence: Sentence, trigger: Trigger) -> Iterator[Token]:
    """The clause that says what somebody is accused of: "accused the army of shelling the town"."""
    for kid in sentence.kids(trigger.head, "advcl", "xcomp", "ccomp"):
        leads = {below.lemma.lower() for below in sentence.kids(kid, "mark", "case")}
        if kid.xpos == "VBG" and leads & CHARGING:
            yield kid


def _hung_on_party(sentence: Sentence, trigger: Trigger, words: set[str]) -> Iterator[Token]:
    """What the tree hangs on whoever is accused or asked: "accused the general of genocide"."""
    leads = words if trigger.pattern.type == "ACCUSE" else words & {"for"}
    for party in sentence.kids(trigger.head, "obj", "iobj", "obl"):
        for kid in sentence.kids(party, "nmod"):
            cases = {case.lemma.lower() for case in sentence.kids(kid, "case")}
            if kid.upos == "NOUN" and cases & leads:
                yield kid


def _is_passive(sentence: Sentence, trigger: Trigger) -> bool:
    return trigger.head.upos == "VERB" and bool(sentence.kids(trigger.head, "aux:pass"))


def _joined(sentence: Sentence, head: Token, trigger: Trigger) -> Iterator[Token]:
    """What is joined to a content by "and": "to free the prisoners and reopen the border"."""
    stated = sentence.kids(head, "cop")  # "is open and fair": one content with two properties
    for kid in sentence.kids(head, "conj"):
        same = (kid.upos == "VERB") == (head.upos == "VERB") or head.xpos == "VBG"
        same = same and (not stated or bool(sentence.kids(kid, "nsubj")))
        if same and kid is not trigger.head and not _is_told(sentence, kid, head):
            yield kid


def _is_told(sentence: Sentence, verb: Token, first: Token) -> bool:
    """Whether a joined verb is finite while the first is not: it goes on with the story, not with the content."""
    forms = {verb.xpos, *(kid.xpos for kid in sentence.kids(verb, "aux"))}
    return bool(forms & _FINITE) and first.xpos not in _FINITE and not sentence.kids(verb, "nsubj")


def _is_aside(sentence: Sentence, head: Token, trigger: Trigger, frames: Frames) -> bool:
    """Whether a phrase only dates the act or names who is to do it: "on Monday", "for the junta to free them"."""
    if head.name[2:] == "Location" and sentence.kids(head, "case"):
        return True  # "invited them to Luanda"
    if head.name[2:] == "Date" or head.upos in {"PRON", "ADV", "PUNCT"} or head.lemma.lower() in frames.days:
        return True
    if head.upos == "VERB" or sentence.kids(head, "nsubj"):
        return False
    if head.upos == "ADJ" and head.relation == "xcomp":
        return True  # "held them responsible"
    return any(subject_by_for(sentence, kid) is head for kid in sentence.kids(trigger.head, "advcl", "xcomp", "ccomp"))


def _between(sentence: Sentence, token: Token, trigger: Trigger) -> Iterator[Token]:
    """The words above a head, up to the trigger; a conjunct hangs on its like and is not under it."""
    while token.relation != "root" and (above := sentence.head(token)) is not None and above is not trigger.head:
        if token.relation != "conj":
            yield above
        token = above


def subject_by_for(sentence: Sentence, verb: Token) -> Token | None:
    """Who is to do it in "called for the junta to free them", wherever the tree hangs the phrase."""
    marks = [kid for kid in sentence.kids(verb, "mark") if kid.lemma.lower() == "to"]
    if not marks or marks[0].at == 0:
        return None
    last = sentence.tokens[marks[0].at - 1]
    for token in (last, *sentence.ancestors(last)):
        if token.upos not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} or token.at >= marks[0].at:
            return None
        first = min(kid.at for kid in (token, *sentence.kids(token)))
        leads = [kid for kid in sentence.kids(token, "case", "mark") if kid.lemma.lower() == "for"]
        before = sentence.tokens[first - 1] if first else None
        if leads or (before is not None and before.lemma.lower() == "for" and before in sentence.kids(verb, "mark")):
            return token
    return None
