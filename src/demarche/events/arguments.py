"""Fills the slots of a trigger: who is subject, object, behind which preposition, however the clause is turned."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from demarche.events.frames import Frames
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PASSIVE_MARKS = frozenset({"nsubj:pass", "aux:pass", "csubj:pass"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The heads of the phrases that fill source and target, in the order of the text."""

    source: tuple[Token, ...]
    target: tuple[Token, ...]


def find_sides(sentence: Sentence, trigger: Trigger, frames: Frames, *, acts: Callable[[Token], bool]) -> Sides:
    """The phrases in the trigger's source and target slots, conjuncts among them; for reciprocal acts both sides.

    `acts` tells whether a token stands for an actor: of a slot's alternatives the first that an actor fills is taken.
    """
    finder = _Finder(sentence, trigger, frames, acts)
    pattern = trigger.pattern
    source = finder.fill(pattern.source)
    target = [token for token in finder.fill(pattern.target) if token not in source]
    if pattern.reciprocal and _are_all(sentence, source):
        target = []  # "the two sides discussed trade with Iran": the two are all sides there are
    elif pattern.reciprocal and (len(finder.spread(source)) > 1 or any(token.xpos == "NNS" for token in source)):
        # of several, a partner must hang on the trigger itself, not on what they speak of
        own = {word for entry in pattern.verbs for word in entry[1:]} | pattern.objects
        target = [token for token in target if _hangs(sentence, token, trigger, own)]
    return Sides(_ordered(finder.spread(source)), _ordered(finder.spread(target)))


def _hangs(sentence: Sentence, token: Token, trigger: Trigger, own: Set[str]) -> bool:
    above = sentence.head(token)
    return above is not None and (above in (trigger.head, trigger.carrier) or above.lemma.lower() in own)


def _are_all(sentence: Sentence, source: Sequence[Token]) -> bool:
    """Whether the source names all sides of a shared act by their number: "the two", "both"."""
    return any(
        kid.text.lower() in {"two", "both", "three"}
        for token in source
        for kid in sentence.kids(token, "nummod", "det")
    )


def _ordered(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(sorted(set(tokens), key=lambda token: token.at))


class _Finder:
    """The slots of one trigger in its sentence."""

    def __init__(self, sentence: Sentence, trigger: Trigger, frames: Frames, acts: Callable[[Token], bool]) -> None:
        self.sentence, self.trigger, self.frames, self.acts = sentence, trigger, frames, acts
        self.is_verb = trigger.head.upos == "VERB" and trigger.carrier is trigger.head

    def fill(self, slots: Sequence[str]) -> list[Token]:
        """What fills the first of the slots that an actor fills; else of those that anything does."""
        filled = [found for slot in slots if (found := list(self._slot(slot)))]
        by_actors = (found for found in filled if any(self.acts(token) for token in self.spread(found)))
        return next(by_actors, filled[0] if filled else [])

    def spread(self, heads: Sequence[Token]) -> list[Token]:
        """The heads and their conjuncts, with "dozens of rebels" led to the rebels."""
        out: list[Token] = []
        for head in heads:
            for one in (head, *self.sentence.kids(head, "conj")):
                out.append(self._part(one))
        return out

    def _part(self, head: Token) -> Token:
        while head.lemma.lower() in self.frames.parts or head.upos == "NUM":
            of = [
                kid
                for kid in self.sentence.kids(head, "nmod")
                if any(c.lemma == "of" for c in self.sentence.kids(kid, "case"))
            ]
            if not of:
                break
            # "tens of thousands of Serbs": both phrases may hang on the first number
            head = next((kid for kid in of if kid.lemma.lower() not in self.frames.parts), of[0])
        return head

    def _slot(self, slot: str) -> Iterator[Token]:
        head = self.trigger.head
        if slot == "subject":
            yield from self._verb_subject(head) if self.is_verb else self._noun_subject(head)
        elif slot == "object":
            yield from self._verb_object(head) if self.is_verb else self._noun_object(head)
        else:
            yield from self._behind(slot)

    # verbs

    def _verb_subject(self, verb: Token) -> Iterator[Token]:
        if self._is_passive(verb):
            led = list(self._led(verb, "by"))
            yield from led or self._deep_by(verb)
        else:
            yield from self._upper_subject(verb, set())

    def _deep_by(self, verb: Token) -> Iterator[Token]:
        """ "rockets were launched at soldiers by rebels": the agent may be hung on the phrase before it."""
        for phrase in self.sentence.kids(verb, "obl"):
            for kid in self.sentence.kids(phrase, "nmod", "obl"):
                if any(case.lemma == "by" for case in self.sentence.kids(kid, "case")):
                    yield kid

    def _verb_object(self, verb: Token) -> Iterator[Token]:
        if self._is_passive(verb):
            yield from self._upper_subject(verb, set())
            return
        given = [*self.sentence.kids(verb, "iobj"), *self.sentence.kids(verb, "obj")][:1]
        objects = [self._antecedent(kid) for kid in given]
        lead = self.trigger.lead
        if lead and not any(self.acts(kid) for kid in objects):  # "asked the court for a term"
            led = list(self._led(verb, lead))
            if led:
                yield from led
                return
        inside = [kid for kid in objects if kid.at not in self._entry_places() or self.acts(kid)]
        if inside:
            yield from inside
        else:
            yield from self._gap_object(verb)

    def _entry_places(self) -> set[int]:
        """Objects that are part of the entry itself ("give way", "break off talks") fill no slot."""
        entry_words = {
            word for entry in self.trigger.pattern.verbs for word in entry[1:]
        } | self.trigger.pattern.objects
        return {kid.at for kid in self.sentence.kids(self.trigger.head, "obj") if kid.lemma.lower() in entry_words}

    def _gap_object(self, verb: Token) -> Iterator[Token]:
        """ "the town that rebels shelled": the object stands above as the noun that the clause modifies."""
        if verb.relation == "acl:relcl" and any(True for _ in self.sentence.kids(verb, "nsubj")):
            subjects = {kid.text.lower() for kid in self.sentence.kids(verb, "nsubj")}
            above = self.sentence.head(verb)
            if above is not None and not subjects & {"who", "which", "that"}:
                yield above

    def _is_passive(self, verb: Token) -> bool:
        marks = {kid.relation for kid in self.sentence.kids(verb)} & _PASSIVE_MARKS
        if marks:  # a past tense without an auxiliary is active, whatever its subject was labelled
            return "aux:pass" in marks or (verb.xpos == "VBN" and verb.relation.startswith(("acl", "advcl", "conj")))
        if verb.xpos != "VBN" or self.sentence.kids(verb, "nsubj"):
            return False
        if any(kid.relation == "aux" and kid.lemma in {"have", "'ve"} for kid in self.sentence.kids(verb)):
            return False
        if verb.relation == "conj":
            first = self.sentence.head(verb)
            own = any(kid.relation.startswith(("nsubj", "aux")) for kid in self.sentence.kids(verb))
            return first is not None and not own and self._is_passive(first)
        return verb.relation in {"acl", "advcl", "xcomp", "root", "parataxis", "ccomp"}

    def _upper_subject(self, verb: Token, seen: set[int]) -> Iterator[Token]:
        """The subject of the verb's own clause, or the one that it takes over from the clause above."""
        if verb.at in seen:
            return
        seen.add(verb.at)
        own = self.sentence.kids(verb, "nsubj", "csubj")
        if own:
            own = tuple(kid for kid in own if kid.at < verb.at) or own  # "…, said diplomats" may be hung on the verb
            for kid in own:
                yield self._antecedent(kid)
            return
        above = self.sentence.head(verb)
        if above is None:
            return
        relation = verb.relation.split(":")[0]
        if relation == "acl" and above.upos in {"NOUN", "PROPN", "PRON"}:
            if verb.xpos in {"VBG", "VBN"} or verb.relation == "acl:relcl":
                yield above
            else:  # "a plan to attack": whoever has the plan
                yield from self._noun_subject(above)
        elif relation in {"conj", "xcomp", "advcl", "parataxis", "ccomp"}:
            yield from self._controlled(verb, above, relation, seen)

    def _controlled(self, verb: Token, above: Token, relation: str, seen: set[int]) -> Iterator[Token]:
        if relation in {"ccomp", "parataxis"} and verb.xpos not in {"VBG", "VB", "VBN"}:
            return
        objects = self.sentence.kids(above, "obj", "iobj")
        to = relation != "advcl" or any(kid.lemma == "to" for kid in self.sentence.kids(verb, "mark"))
        controls = above.lemma.lower() in self.frames.object_control and relation in {"xcomp", "ccomp", "advcl"}
        if objects and controls and to:
            yield self._antecedent(objects[0])
        elif above.upos in {"VERB", "AUX", "ADJ"}:
            yield from self._upper_subject(above, seen)
        elif above.upos in {"NOUN", "PROPN"}:
            yield from (self._antecedent(kid) for kid in self.sentence.kids(above, "nsubj"))

    def _antecedent(self, token: Token) -> Token:
        """What a relative pronoun goes back to; any other word is itself."""
        if token.text.lower() not in _RELATIVE or token.upos not in {"PRON", "DET", "SCONJ"}:
            return token
        for above in self.sentence.ancestors(token):
            if above.relation == "acl:relcl":
                return self.sentence.head(above) or token
        return token

    # nouns

    def _noun_subject(self, noun: Token) -> Iterator[Token]:
        """Who does what the noun says, by the surest way that leads to anyone (see `_noun_subjects`)."""
        for found in self._noun_subjects(noun):
            tokens = list(found)
            if tokens:
                yield from tokens
                return

    def _noun_subjects(self, noun: Token) -> Iterator[Iterable[Token]]:
        """The ways to a noun's subject, the surest first."""
        carrier = self.trigger.carrier
        lent = noun is self.trigger.head and carrier is not noun and not self.trigger.undergone
        if self.trigger.pattern.reciprocal:
            yield self._led(noun, "between")
            yield self._beside(noun, "between")
        if lent:
            if self.trigger.pattern.reciprocal:
                yield self._led(carrier, "between")
            if self._is_passive(carrier):
                yield [*self._led(carrier, "by"), *self._led(noun, "by")]
            else:
                yield self._upper_subject(carrier, set())
        yield self._led(noun, "by")
        if self.sentence.kids(noun, "case") and self.sentence.kids(noun, "cop"):  # "drivers are on strike"
            yield self._upper_subject(noun, set())
        yield (self._antecedent(kid) for kid in self.sentence.kids(noun, "nmod:poss"))
        yield self._named_before(noun)
        yield self._led(noun, "from")
        yield self._of_subject(noun)
        yield self._clause_subject(noun)
        yield self._owner_of_object(noun)

    def _beside(self, noun: Token, preposition: str) -> list[Token]:
        """ "clashes erupted between police and students": the phrase may hang on the verb whose subject the noun is."""
        verb = self.sentence.head(noun)
        if verb is None or verb.upos != "VERB" or not noun.relation.startswith("nsubj"):
            return []
        return [
            kid
            for kid in self.sentence.kids(verb, "obl")
            if any(case.lemma == preposition for case in self.sentence.kids(kid, "case"))
        ]

    def _named_before(self, noun: Token) -> list[Token]:
        """A name, a nation or a kind of people before the noun: "Russian attack", "police raid"."""
        before = [kid for kid in self.sentence.kids(noun, "compound", "amod", "nmod:desc", "nmod") if kid.at < noun.at]
        entry = {word for entry in self.trigger.pattern.nouns for word in entry[:-1]}
        before = [kid for kid in before if kid.lemma.lower() not in entry]  # "police presence": police is in the name
        named = [kid for kid in before if kid.name[2:] in {"NORP", "Location", "Organization", "Person"}]
        return named or [kid for kid in before if kid.upos == "NOUN" and self.acts(kid) and not self._is_object(kid)]

    def _is_object(self, kid: Token) -> bool:
        """Whether a bare noun before the trigger is rather what the act is done to: "hostage release"."""
        return "object" in self.trigger.pattern.target and not self.sentence.kids(self.trigger.head, "nmod")

    def _owner_of_object(self, noun: Token) -> Iterator[Token]:
        """ "the restoration of Iran's reactor": of an act without a target, whose thing it is has done it."""
        if not self.trigger.pattern.target:
            for thing in self._led(noun, "of"):
                yield from self.sentence.kids(thing, "nmod:poss")

    def _clause_subject(self, noun: Token) -> Iterator[Token]:
        """ "he flew home after talks with the rebels": the talks are his, where the act is shared or a visit."""
        verb = self.sentence.head(noun)
        cases = {kid.lemma.lower() for kid in self.sentence.kids(noun, "case", "mark")}
        if verb is not None and verb.lemma.lower() in self.frames.own and noun.relation == "obj":
            yield from self._upper_subject(verb, set())
            return
        if verb is None or verb.upos != "VERB" or not self.trigger.pattern.reciprocal or self._is_passive(verb):
            return
        if noun.relation.startswith("obl") and cases & {"after", "before", "during", "for", "in", "following"}:
            yield from self._upper_subject(verb, set())

    def _of_subject(self, noun: Token) -> list[Token]:
        """ "the demands of the unions": the "of" phrase acts where no object slot claims it."""
        if "object" in self.trigger.pattern.target:
            return []
        return [token for token in self._led(noun, "of") if self.acts(token)]

    def _noun_object(self, noun: Token) -> Iterator[Token]:
        if self.trigger.undergone:
            yield from self._upper_subject(self.trigger.carrier, set())
            return
        of = list(self._led(noun, "of"))
        if of:
            yield from of
        else:
            by = list(self._led(noun, "by"))
            if by:
                yield from self.sentence.kids(noun, "nmod:poss")
            before = [
                kid for kid in self.sentence.kids(noun, "compound") if kid.at < noun.at and kid.name[2:] != "NORP"
            ]
            yield from (kid for kid in before if kid.upos in {"NOUN", "PROPN"} and not by)

    # prepositions

    def _behind(self, preposition: str) -> Iterator[Token]:
        seen: set[int] = set()
        for head in (self.trigger.head, self.trigger.carrier):
            for token in self._led(head, preposition):
                if token.at not in seen:
                    seen.add(token.at)
                    yield token

    def _led(self, head: Token, preposition: str) -> Iterator[Token]:
        """The phrases under the head (or under its object) that the preposition leads in."""
        for one in self._hosts(head):
            for kid in self.sentence.kids(one, "obl", "nmod", "advmod", "advcl", "obj"):
                if kid is self.trigger.head:
                    continue
                cases = {case.lemma.lower() for case in self.sentence.kids(kid, "case", "mark")}
                for part in self.sentence.kids(kid, "compound", "amod"):  # "by hired thugs": the first may bear it
                    cases |= {case.lemma.lower() for case in self.sentence.kids(part, "case")}
                cases |= {case.text.lower() for case in self.sentence.kids(kid, "case")}
                if preposition in cases or (preposition == "by" and kid.relation == "obl:agent"):
                    yield self._antecedent(kid)
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
        words = {word for entry in self.trigger.pattern.verbs for word in entry[1:]} | self.trigger.pattern.objects
        inner = [kid for kid in self.sentence.kids(head, "obl") if kid.lemma.lower() in words]
        things = [one for kid in self.sentence.kids(head, "obj", "nsubj:pass") for one in self._with_conjuncts(kid)]
        return [head, *things, *self.sentence.kids(head, "xcomp"), *inner]

    def _with_conjuncts(self, thing: Token) -> list[Token]:
        """ "imposed a freeze and a ban on the firm": what hangs on the last of several things is of all of them."""
        return [thing, *self.sentence.kids(thing, "conj")]

    def _stranded(self, verb: Token, preposition: str) -> Iterator[Token]:
        """ "the group with which it clashed": the phrase is a relative pronoun, resolved by `_antecedent`."""
        for kid in self.sentence.kids(verb, "obl"):
            if kid.text.lower() == "whom" and any(c.lemma == preposition for c in self.sentence.kids(kid, "case")):
                yield self._antecedent(kid)
