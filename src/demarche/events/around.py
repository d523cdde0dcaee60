"""Targets told by the clause around a trigger: who acts at a request, who refuses what was offered, who provoked it."""

from collections.abc import Iterator, Sequence, Set

from demarche.events.frames import Frames
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

ASKED = frozenset({"at", "on", "upon", "to", "following", "after"})
"""Prepositions before a request that was met or refused: "at the request of Chad, France sent planes"."""

OPEN = frozenset({"REQUEST", "AGREE"})
"""Types of what is asked or offered, and taken up or not by whom the clause above is about."""

ANSWERED = frozenset({"REJECT", "AGREE", "CONCEDE", "SUPPORT", "ACCUSE", "PROTEST"})
"""Types of what is done with something that somebody asked, offered or did: he is the target."""

MATTERS = frozenset({"over", "at", "about", "against", "to", "for", "of", "with", "from"})
"""Prepositions that lead in what is answered or protested at."""

GRANTED = frozenset({"AID", "REJECT", "CONCEDE", "AGREE", "COOPERATE"})
"""Types of what is done, or not, as somebody asked."""

TALKED = frozenset({"phone", "meet"})
"""Modes of CONSULT in which one speaks to another."""

PROVOKED = frozenset({"ASSAULT"})
"""Types of what is done to whoever provoked it: "fired tear gas after students stoned a bank"."""


def told_around(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Sequence[Token]]:
    """The heads of the phrases that may be the target, the surest first."""
    kind = trigger.pattern.type
    if kind == "REQUEST":
        yield _whom_it_moved(sentence, trigger)
        yield _whom_it_names(sentence, trigger)
    if kind in GRANTED:
        yield _who_wanted(sentence, trigger, frames)
    if kind == "PROTEST":
        yield _whom_it_forced(sentence, trigger, frames)
    if kind in OPEN:
        yield _who_answers(sentence, trigger)
    if kind in ANSWERED:
        yield _whose_it_is(sentence, trigger)
    if kind in PROVOKED:
        yield _who_provoked(sentence, trigger, frames)


def hosts_of(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """Third parties at the talks of two: "in the presence of the envoy", "talks hosted by Oman"."""
    for head in {trigger.head.at: trigger.head, trigger.carrier.at: trigger.carrier}.values():
        for kid in sentence.kids(head, "obl", "nmod"):
            if kid.lemma.lower() in frames.patronage:
                yield from sentence.kids(kid, "nmod", "nmod:poss")
        for clause in sentence.kids(head, "acl", "amod"):
            if clause.lemma.lower() in frames.hosting and clause.xpos == "VBN":
                yield from (kid for kid in sentence.kids(clause, "obl") if _is_led(sentence, kid, {"by"}))
                yield from sentence.kids(clause, "compound", "obl:npmod", "obl:unmarked", "amod", "nsubj")


def addressed_in(sentence: Sentence, trigger: Trigger) -> Sequence[Token]:
    """Whom somebody addresses in a call or at a meeting: "congratulated the king in a telephone call"."""
    noun, verb = trigger.head, sentence.head(trigger.head)
    if verb is None or verb.upos != "VERB" or not noun.relation.startswith("obl"):
        return ()
    if trigger.pattern.mode not in TALKED or not _is_led(sentence, noun, {"in", "during", "by", "over"}):
        return ()
    return sentence.kids(verb, "iobj") or sentence.kids(verb, "obj")


def _whom_it_moved(sentence: Sentence, trigger: Trigger) -> Sequence[Token]:
    """ "At Chad's request, France sent planes": France."""
    noun = trigger.head
    if noun.upos == "VERB" or not any(case.lemma.lower() in ASKED for case in sentence.kids(noun, "case")):
        return ()
    above = sentence.head(noun)
    while above is not None and above.lemma.lower() in {"answer", "response", "reply"}:
        above = sentence.head(above)  # "in answer to a request"
    return _doers(sentence, above)


def _whom_it_names(sentence: Sentence, trigger: Trigger) -> Sequence[Token]:
    """ "Chad has not withdrawn, as Niger demands": Chad."""
    verb = trigger.head
    if verb.relation.startswith("advcl") and any(mark.lemma == "as" for mark in sentence.kids(verb, "mark")):
        return _doers(sentence, sentence.head(verb))
    return ()


def _who_wanted(sentence: Sentence, trigger: Trigger, frames: Frames) -> Sequence[Token]:
    """ "Refused to call a session, as Chad wanted", "sent planes in answer to a Chadian request": Chad."""
    for head in (trigger.head, *sentence.kids(trigger.head, "xcomp", "obj")):
        for clause in sentence.kids(head, "advcl", "acl"):
            if clause.lemma.lower() in frames.wanting and any(k.lemma == "as" for k in sentence.kids(clause, "mark")):
                return _doers(sentence, clause)
        for phrase in sentence.kids(head, "obl", "nmod"):
            for noun in (phrase, *sentence.kids(phrase, "nmod")):
                if noun.lemma.lower() in frames.naming_of("REQUEST") and _is_led(sentence, noun, ASKED):
                    makers = sentence.kids(noun, "nmod:poss", "amod", "compound")
                    by = [kid for kid in sentence.kids(noun, "nmod") if _is_led(sentence, kid, {"by", "from", "of"})]
                    return (*makers, *by)
    return ()


def _whom_it_forced(sentence: Sentence, trigger: Trigger, frames: Frames) -> Sequence[Token]:
    """ "Strikes forced the premier to quit", "protests that toppled the king": at whom they were aimed."""
    noun = trigger.head
    verbs = [*sentence.kids(noun, "acl")]
    above = sentence.head(noun)
    if above is not None and noun.relation == "nsubj":
        verbs.append(above)
    for verb in verbs:
        if verb.lemma.lower() in frames.forcing:
            return [kid for kid in sentence.kids(verb, "obj", "iobj") if kid.text.lower() not in {"that", "which"}]
    return ()


def _who_answers(sentence: Sentence, trigger: Trigger) -> Sequence[Token]:
    """ "The union spurned the talks that the firm had offered": of the offer the union."""
    if not trigger.head.relation.startswith("acl"):
        return ()
    thing = sentence.head(trigger.head)
    if thing is None or thing.relation not in {"obj", "nsubj:pass", "obl"}:
        return ()
    return _doers(sentence, sentence.head(thing))


def _whose_it_is(sentence: Sentence, trigger: Trigger) -> Sequence[Token]:
    """ "The union spurned the talks that the firm had offered": of the refusal the firm."""
    for thing in sentence.kids(trigger.head, "obj", "nsubj:pass", "obl", "xcomp"):
        if thing.relation.startswith("obl") and not _is_led(sentence, thing, MATTERS):
            continue
        inner = (thing, *sentence.kids(thing, "obj")) if thing.relation == "xcomp" else (thing,)
        makers = [kid for one in inner for kid in sentence.kids(one, "nmod") if _is_led(sentence, kid, {"by", "from"})]
        if makers:  # "ignored a demand by the miners"
            return makers
        for clause in (clause for one in inner for clause in sentence.kids(one, "acl")):
            found = [
                kid for kid in _doers(sentence, clause) if kid.text.lower() not in {"that", "which", "who", "whom"}
            ]
            if found:
                return found
    return ()


def _who_provoked(sentence: Sentence, trigger: Trigger, frames: Frames) -> Sequence[Token]:
    """ "Police fired tear gas after students stoned a bank": the students."""
    for clause in sentence.kids(trigger.head, "advcl"):
        if any(mark.lemma.lower() in frames.factual for mark in sentence.kids(clause, "mark")):
            found = sentence.kids(clause, "nsubj")
            if found:
                return found
    return ()


def _is_led(sentence: Sentence, phrase: Token, prepositions: Set[str]) -> bool:
    return any(case.lemma in prepositions for case in sentence.kids(phrase, "case"))


def _doers(sentence: Sentence, verb: Token | None) -> Sequence[Token]:
    """Who does what the verb says: its subject, that of the verb to which it is joined, or the agent of a passive."""
    while verb is not None and verb.upos in {"VERB", "AUX", "ADJ"}:
        if any(kid.relation in {"nsubj:pass", "aux:pass", "obl:agent"} for kid in sentence.kids(verb)):
            return [kid for kid in sentence.kids(verb, "obl") if _is_led(sentence, kid, {"by"})]
        subjects = sentence.kids(verb, "nsubj")
        if subjects or verb.relation not in {"conj", "xcomp"}:
            return subjects
        verb = sentence.head(verb)
    return ()
