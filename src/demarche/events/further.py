"""Targets that no slot of a pattern holds: whose the thing is that was hit, who died of it, of whom a demand speaks."""

from collections.abc import Callable, Iterator, Sequence

from demarche.events.aimed import SPEAKING, spoken_of
from demarche.events.arguments import Sides
from demarche.events.around import told_around
from demarche.events.frames import Frames
from demarche.events.owners import dwellers_of, owners_below, owners_of, possessors_of
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

Acts = Callable[[Token], bool]

BROKEN = frozenset({"SANCTION"})
"""Types by which powers break with each other."""

"""Nouns for whom and what a power has abroad."""

HARMFUL = frozenset({"ASSAULT"})
"""Types whose result clause tells the victims: "shelled the camp, killing two villagers"."""

ARMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Types that arms and vehicles do for their owners."""

OWNED = frozenset({"ASSAULT", "COERCE", "REJECT", "SANCTION", "ACCUSE", "PROTEST", "SUPPORT", "RETREAT", "AID"})
"""Types that are done to whoever owns what they are done to: "bombed their camps", "rejected the union's offer"."""


MATTERS = frozenset({"over", "at", "about", "against"})
"""Prepositions that lead in what a protest is about."""


def find_further(
    sentence: Sentence, trigger: Trigger, target: Sequence[Token], frames: Frames, *, acts: Acts
) -> tuple[Token, ...]:
    """The heads of the phrases that stand for the target where those in its slots, `target`, are no actors."""
    kind = trigger.pattern.type
    if trigger.pattern.reciprocal and kind != "AGREE":
        return ()
    ways: list[Iterator[Sequence[Token]]] = []
    if trigger.pattern.mode == "third-party":  # "shuttled between the palace of the king and the rebels' camp"
        ways.append(iter([[owner for thing in target for owner in possessors_of(sentence, thing)]]))
    if kind in HARMFUL:
        ways.append(iter([list(_victims(sentence, trigger, frames)), list(_meant(sentence, trigger, frames))]))
    if kind in OWNED and not any(_called_home(sentence, trigger, frames)):
        ways.append(_owners(sentence, trigger, target, frames))
    if kind in SPEAKING:
        ways.append(spoken_of(sentence, trigger, frames))
    if trigger.pattern.mode == "visit" or kind in BROKEN:
        ways.append(_abroad(sentence, trigger, target, frames))
    ways.append(told_around(sentence, trigger, frames))
    for found in (tokens for way in ways for tokens in way):
        actors = tuple(token for token in found if acts(token))
        if actors:
            return actors
    return ()


def find_further_source(
    sentence: Sentence, trigger: Trigger, sides: Sides, frames: Frames, *, acts: Acts
) -> tuple[Token, ...]:
    """The heads of the phrases that stand for the source where those in its slots are no actors: who owns the arms that
    act ("the army's helicopters fired"), the forces themselves that are moved ("troops were deployed")."""
    own = tuple(one for envoy in _called_home(sentence, trigger, frames) for one in owners_of(sentence, envoy))
    if own or trigger.pattern.type not in ARMED:
        return tuple(one for one in own if acts(one))
    for thing in sides.source:
        if thing.lemma.lower() in frames.arms:
            found = tuple(token for token in owners_of(sentence, thing) if acts(token))
            if found:
                return found
    if trigger.pattern.type == "MOBILIZE" and not sides.source:
        return tuple(token for token in sentence.kids(trigger.head, "nsubj:pass") if acts(token))
    return ()


def is_broken(sentence: Sentence, trigger: Trigger, frames: Frames) -> bool:
    """Whether it is an embassy that is closed or an envoy who is called home, so that a place stands for a power."""
    return trigger.pattern.type in BROKEN and any(
        kid.lemma.lower() in frames.missions for kid in sentence.kids(trigger.head, "obj", "nsubj:pass")
    )


def _called_home(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """The envoys who are called home: they are of whoever calls them, "the Swiss ambassador was recalled" by Bern."""
    if trigger.pattern.mode == "withdraw":
        for kid in sentence.kids(trigger.head, "obj", "nsubj:pass"):
            if kid.lemma.lower() in frames.envoys:
                yield kid


def _abroad(sentence: Sentence, trigger: Trigger, target: Sequence[Token], frames: Frames) -> Iterator[Sequence[Token]]:
    """Whose the capital is that is visited ("arrived in the Chadian capital"), where the embassy is that is closed and
    whence the envoy is recalled."""
    if trigger.pattern.mode == "visit":
        yield [one for thing in target if thing.lemma.lower() == "capital" for one in owners_of(sentence, thing)]
    elif is_broken(sentence, trigger, frames):
        things = sentence.kids(trigger.head, "obj", "nsubj:pass")
        for kid in (
            *(one for thing in things for one in sentence.kids(thing, "nmod")),
            *sentence.kids(trigger.head, "obl"),
        ):
            if any(case.lemma in {"in", "to", "from"} for case in sentence.kids(kid, "case")):
                yield [kid]


def _victims(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """The objects of the result clause: "…, killing two marines and wounding a fisherman"."""
    clauses = list(sentence.kids(trigger.head, "advcl", "xcomp", "conj"))
    above = sentence.head(trigger.head)
    if above is not None and trigger.head.relation == "ccomp":
        clauses += sentence.kids(above, "advcl")  # "denied that it had shelled the town, killing two"
    for clause in clauses:
        for verb in (clause, *sentence.kids(clause, "conj")):
            if verb.xpos == "VBG" and verb.lemma.lower() in frames.harm:
                for victim in sentence.kids(verb, "obj"):
                    yield victim
                    yield from sentence.kids(victim, "conj")


def _meant(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """Whom the purpose clause names: "fired tear gas to disperse the crowd", "used canes to break up a sit-in"."""
    for clause in sentence.kids(trigger.head, "advcl", "xcomp", "acl"):
        to = any(mark.lemma == "to" for mark in sentence.kids(clause, "mark"))
        if to and (clause.lemma.lower() in frames.dispersing or clause.lemma.lower() in frames.harm):
            yield from sentence.kids(clause, "obj")


def _owners(sentence: Sentence, trigger: Trigger, target: Sequence[Token], frames: Frames) -> Iterator[Sequence[Token]]:
    """Whose the things are that the act is done to."""
    moved = sentence.kids(trigger.head, "nsubj:pass") if sentence.kids(trigger.head, "aux:pass") else ()
    for thing in target or (*sentence.kids(trigger.head, "obj"), *moved):
        hit = trigger.pattern.type not in HARMFUL or thing.lemma.lower() in frames.sites
        if thing.upos in {"NOUN", "PROPN"}:
            yield list(dwellers_of(sentence, thing))
        if hit and thing.upos in {"NOUN", "PROPN"}:
            yield list(owners_of(sentence, thing))
            yield list(owners_below(sentence, thing))
    if trigger.pattern.type == "PROTEST":
        yield from _matters(sentence, trigger)
        yield from _before(sentence, trigger, frames)


def _matters(sentence: Sentence, trigger: Trigger) -> Iterator[Sequence[Token]]:
    """Whose the matter is that is protested at: "walked out over the firm's offer", "in protest at the king's tax"."""
    for head in {trigger.head.at: trigger.head, trigger.carrier.at: trigger.carrier}.values():
        for kid in sentence.kids(head, "obl", "nmod"):
            cases = {case.lemma.lower() for case in sentence.kids(kid, "case")}
            if kid.lemma.lower() == "protest" and "in" in cases:
                yield from ([*possessors_of(sentence, below)] for below in sentence.kids(kid, "nmod"))
            elif cases & MATTERS:
                yield [*possessors_of(sentence, kid)]


def _before(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Sequence[Token]]:
    """Before whose door a crowd stands: "rallied outside the ministry", "marched to the offices of the firm"."""
    for head in {trigger.head.at: trigger.head, trigger.carrier.at: trigger.carrier}.values():
        for kid in sentence.kids(head, "obl", "nmod"):
            cases = {case.lemma.lower() for case in sentence.kids(kid, "case")} | {
                below.lemma.lower() for case in sentence.kids(kid, "case") for below in sentence.kids(case, "fixed")
            }
            if cases & frames.doors and kid.name[2:] != "Location":
                yield list(owners_of(sentence, kid))
                yield [kid]
