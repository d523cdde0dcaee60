"""The slots of a trigger in the clause of a verb: its subject, its object, its prepositions, however it is turned."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

from demarche.events.frames import Frames
from demarche.events.patterns import ANY
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PASSIVE_MARKS = frozenset({"nsubj:pass", "aux:pass", "csubj:pass"})


class ClauseSlots(ABC):
    """What a verb's clause says of one trigger in its sentence."""

    def __init__(self, sentence: Sentence, trigger: Trigger, frames: Frames, acts: Callable[[Token], bool]) -> None:
        self.sentence, self.trigger, self.frames, self.acts = sentence, trigger, frames, acts
        self.is_verb = trigger.head.upos == "VERB" and trigger.carrier is trigger.head

    @abstractmethod
    def noun_subject(self, noun: Token) -> Iterator[Token]:
        """Who does what the noun says."""

    def verb_subject(self, verb: Token) -> Iterator[Token]:
        """Who does what the verb says, in an active clause or a passive one."""
        if self.is_passive(verb):
            led = list(self.led(verb, "by"))
            yield from led or self._deep_by(verb)
        else:
            yield from self.upper_subject(verb, set())

    def _deep_by(self, verb: Token) -> Iterator[Token]:
        """ "rockets were launched at soldiers by rebels": the agent may be hung on the phrase before it."""
        for phrase in self.sentence.kids(verb, "obl"):
            for kid in self.sentence.kids(phrase, "nmod", "obl"):
                if any(case.lemma == "by" for case in self.sentence.kids(kid, "case")):
                    yield kid

    def verb_object(self, verb: Token) -> Iterator[Token]:
        """To whom it is done: the object, the subject of a passive, the noun above a relative clause."""
        if self.is_passive(verb):
            yield from self.upper_subject(verb, set())
            return
        objects = self._told_objects(verb)
        lead = self.trigger.lead
        if lead and not any(self.acts(kid) for kid in objects):  # "asked the court for a term"
            led = list(self.led(verb, lead))
            if led:
                yield from led
                return
        inside = [kid for kid in objects if kid.at not in self._entry_places() or self.acts(kid)]
        if inside:
            yield from inside
        else:
            yield from self._gap_object(verb)

    def _told_objects(self, verb: Token) -> list[Token]:
        """The first of the verb's objects that acts, else the first; an object may be hung as a second subject."""
        given = [*self.sentence.kids(verb, "iobj"), *self.sentence.kids(verb, "obj"), *self._bare_complement(verb)]
        if not given:  # "scolded the premier, her rival, for siding with them"
            subjects = self.sentence.kids(verb, "nsubj")
            given = [kid for kid in subjects if kid.at > verb.at] if any(kid.at < verb.at for kid in subjects) else []
        objects = [self.antecedent(kid) for kid in given]
        return [kid for kid in objects if self.acts(kid)][:1] or objects[:1]

    def _bare_complement(self, verb: Token) -> list[Token]:
        """ "called his counterpart": a noun taken for what somebody is called, where nobody is called so."""
        return [
            kid
            for kid in self.sentence.kids(verb, "xcomp")
            if kid.upos == "NOUN" and not self.sentence.kids(kid, "cop")
        ]

    def _entry_places(self) -> set[int]:
        """Objects that are part of the entry itself ("give way", "break off talks") fill no slot."""
        return {kid.at for kid in self.sentence.kids(self.trigger.head, "obj") if self.is_own(kid)}

    def is_own(self, token: Token) -> bool:
        """Whether the word is one that the pattern itself asks for."""
        return not self.trigger.pattern.own.isdisjoint((token.lemma.lower(), token.text.lower()))

    def _gap_object(self, verb: Token) -> Iterator[Token]:
        """ "the town that rebels shelled": the object stands above as the noun that the clause modifies."""
        if verb.relation == "acl:relcl" and any(True for _ in self.sentence.kids(verb, "nsubj")):
            subjects = {kid.text.lower() for kid in self.sentence.kids(verb, "nsubj")}
            above = self.sentence.head(verb)
            if above is not None and not subjects & {"who", "which", "that"}:
                yield above

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb's subject, told or not, undergoes what it says."""
        marks = {kid.relation for kid in self.sentence.kids(verb)} & _PASSIVE_MARKS
        if marks:  # a past tense without an auxiliary is active, whatever its subject was labelled
            return "aux:pass" in marks or (verb.xpos == "VBN" and verb.relation.startswith(("acl", "advcl", "conj")))
        if self.sentence.kids(verb, "nsubj") or not (verb.xpos == "VBN" or self._shares_passive(verb)):
            return False
        if any(kid.relation == "aux" and kid.lemma in {"have", "'ve"} for kid in self.sentence.kids(verb)):
            return False
        if verb.relation == "conj":
            first = self.sentence.head(verb)
            own = any(kid.relation.startswith(("nsubj", "aux")) for kid in self.sentence.kids(verb))
            return first is not None and not own and self.is_passive(first)
        return verb.relation in {"acl", "advcl", "xcomp", "root", "parataxis", "ccomp"}

    def _shares_passive(self, verb: Token) -> bool:
        """ "were seized and freed": what looks like a past tense shares the auxiliary, where it has no object."""
        asks = "object" in self.trigger.pattern.target and verb is self.trigger.head
        return asks and verb.xpos == "VBD" and verb.relation == "conj" and not self.sentence.kids(verb, "obj", "ccomp")

    def upper_subject(self, verb: Token, seen: set[int]) -> Iterator[Token]:
        """The subject of the verb's own clause, or the one that it takes over from the clause above."""
        if verb.at in seen:
            return
        seen.add(verb.at)
        own = self.sentence.kids(verb, "nsubj", "csubj")
        if own:
            own = tuple(kid for kid in own if kid.at < verb.at) or own  # "…, said diplomats" may be hung on the verb
            if len(own) > 1 and own[0].lemma.lower() == "one" and own[1].upos == "PROPN":
                own = own[1:]  # "one of them, Ana Reyes, accused": the name may be hung as a further subject
            for kid in own:
                yield self.antecedent(kid)
            return
        above = self.sentence.head(verb)
        if above is None:
            return
        relation = verb.relation.split(":")[0]
        if relation == "acl" and above.upos in {"NOUN", "PROPN", "PRON"}:
            if verb.xpos in {"VBG", "VBN"} or verb.relation == "acl:relcl":
                yield above
            else:  # "a plan to attack": whoever has the plan
                yield from self.noun_subject(above)
        elif relation in {"conj", "xcomp", "advcl", "parataxis", "ccomp"}:
            yield from self._controlled(verb, above, relation, seen)

    def _controlled(self, verb: Token, above: Token, relation: str, seen: set[int]) -> Iterator[Token]:
        if relation in {"ccomp", "parataxis"} and verb.xpos not in {"VBG", "VB", "VBN"}:
            return
        objects = self.sentence.kids(above, "obj", "iobj")
        to = relation != "advcl" or any(kid.lemma == "to" for kid in self.sentence.kids(verb, "mark"))
        lemma = above.lemma.lower()
        controls = lemma in self.frames.object_control and relation in {"xcomp", "ccomp", "advcl"}
        controls = controls and not (self.trigger.pattern.type == "AID" and lemma in self.frames.sending)
        if objects and controls and to:
            yield self.antecedent(objects[0])
        elif above.upos in {"VERB", "AUX", "ADJ"}:
            yield from self.upper_subject(above, seen)
        elif above.upos in {"NOUN", "PROPN"}:
            yield from (self.antecedent(kid) for kid in self.sentence.kids(above, "nsubj"))

    def antecedent(self, token: Token) -> Token:
        """What a relative pronoun goes back to; any other word is itself."""
        if token.text.lower() not in _RELATIVE or token.upos not in {"PRON", "DET", "SCONJ"}:
            return token
        for above in self.sentence.ancestors(token):
            if above.relation == "acl:relcl":
                return self.sentence.head(above) or token
        return token

    def behind(self, preposition: str) -> Iterator[Token]:
        """The phrases of the trigger that the preposition leads in."""
        seen: set[int] = set()
        for head in (self.trigger.head, self.trigger.carrier):
            for token in (*self.led(head, preposition), *(self._given_to(head) if preposition == "to" else ())):
                if token.at not in seen:
                    seen.add(token.at)
                    yield token

    def _given_to(self, verb: Token) -> tuple[Token, ...]:
        """ "handed Vietnam the remains": to Vietnam."""
        return self.sentence.kids(verb, "iobj") if self.sentence.kids(verb, "obj") else ()

    def led(self, head: Token, preposition: str) -> Iterator[Token]:
        """The phrases under the head (or under its object) that the preposition leads in."""
        for one in self._hosts(head):
            for kid in self.sentence.kids(one, "obl", "nmod", "advmod", "advcl", "obj"):
                if kid is self.trigger.head:
                    continue
                cases = {case.lemma.lower() for case in self.sentence.kids(kid, "case", "mark")}
                for part in self.sentence.kids(
                    kid, "compound", "amod", "nummod"
                ):  # "by hired thugs": the first may bear it
                    cases |= {case.lemma.lower() for case in self.sentence.kids(part, "case")}
                cases |= {case.text.lower() for case in self.sentence.kids(kid, "case")}
                if (
                    preposition in cases
                    or (preposition == ANY and cases and "by" not in cases)
                    or (preposition == "by" and kid.relation == "obl:agent")
                ):
                    yield self.antecedent(kid)
        if head.relation == "acl:relcl" or head.upos == "VERB":
            yield from self._stranded(head, preposition)

    def _hosts(self, head: Token) -> list[Token]:
        """Where a phrase of the trigger may hang: on itself, its object, its passive subject, the entry's own nouns."""
        if head.upos != "VERB":
            of = [
                kid
                for kid in self.sentence.kids(head, "nmod")
                if any(c.lemma == "of" for c in self.sentence.kids(kid, "case"))
            ]
            return [head, *of]  # "the signing of the accord by both sides"
        ways = ("obl", "advcl") if self.trigger.pattern.after else ("obl",)  # "killed in fighting with rebels"
        inner = [kid for kid in self.sentence.kids(head, *ways) if self.is_own(kid)]
        things = [one for kid in self.sentence.kids(head, "obj", "nsubj:pass") for one in self._with_conjuncts(kid)]
        return [head, *things, *self.sentence.kids(head, "xcomp"), *inner]

    def _with_conjuncts(self, thing: Token) -> list[Token]:
        """ "imposed a freeze and a ban on the firm": what hangs on the last of several things is of all of them."""
        return [thing, *self.sentence.kids(thing, "conj")]

    def _stranded(self, verb: Token, preposition: str) -> Iterator[Token]:
        """ "the group with which it clashed": the phrase is a relative pronoun, resolved by `_antecedent`."""
        for kid in self.sentence.kids(verb, "obl"):
            if kid.text.lower() == "whom" and any(c.lemma == preposition for c in self.sentence.kids(kid, "case")):
                yield self.antecedent(kid)
