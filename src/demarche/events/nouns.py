"""The slots of a trigger that is a noun: who does what it says, and to whom."""

from collections.abc import Iterable, Iterator

from demarche.events.clauses import ClauseSlots
from demarche.parse import Token


class NounSlots(ClauseSlots):
    """What the words about a noun say of one trigger in its sentence."""

    def noun_subject(self, noun: Token) -> Iterator[Token]:
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
            yield self.led(noun, "between")
            yield self._beside(noun, "between")
        if lent:
            if self.trigger.pattern.reciprocal:
                yield self.led(carrier, "between")
            if self.is_passive(carrier):
                yield [*self.led(carrier, "by"), *self.led(noun, "by")]
            else:
                yield self.upper_subject(carrier, set())
        yield self.led(noun, "by")
        if self.sentence.kids(noun, "case") and self.sentence.kids(noun, "cop"):  # "drivers are on strike"
            yield self.upper_subject(noun, set())
        yield (self.antecedent(kid) for kid in self.sentence.kids(noun, "nmod:poss"))
        yield self._named_before(noun)
        yield self._whose_work(noun)
        yield self._sender(noun)
        yield self._of_subject(noun)
        yield self._clause_subject(noun)
        yield self._owner_of_object(noun)

    def _sender(self, noun: Token) -> list[Token]:
        """ "a demand from the union"; in "the abduction of two boys from a school" the school did nothing."""
        if any(True for _ in self.led(noun, "of")):
            return []
        return [kid for kid in self.led(noun, "from") if kid.lemma.lower() not in self.frames.sites]

    def _whose_work(self, noun: Token) -> Iterator[Token]:
        """ "the attack was the work of rebels", "rebels were behind the attack", "claimed responsibility for it"."""
        above = self.sentence.head(noun)
        if self.sentence.kids(noun, "cop") and any(case.lemma == "behind" for case in self.sentence.kids(noun, "case")):
            yield from self.sentence.kids(noun, "nsubj")
        elif above is None or above.lemma.lower() not in self.frames.authorship:
            return
        elif noun.relation == "nsubj":
            yield from self.led(above, "of")
        elif any(case.lemma in {"for", "behind"} for case in self.sentence.kids(noun, "case")):
            yield from self._who_owns_up(above)

    def _who_owns_up(self, word: Token) -> Iterator[Token]:
        """Who is responsible, or has claimed the responsibility."""
        if word.upos == "ADJ":
            yield from self.sentence.kids(word, "nsubj")
            return
        verb = self.sentence.head(word)
        if (
            verb is not None
            and verb.upos == "VERB"
            and word.relation == "obj"
            and verb.lemma.lower() in self.frames.own
        ):
            yield from self.upper_subject(verb, set())

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
            for thing in self.led(noun, "of"):
                yield from self.sentence.kids(thing, "nmod:poss")

    def _clause_subject(self, noun: Token) -> Iterator[Token]:
        """ "he flew home after talks with the rebels": the talks are his, where the act is shared or a visit."""
        verb = self.sentence.head(noun)
        cases = {kid.lemma.lower() for kid in self.sentence.kids(noun, "case", "mark")}
        if verb is not None and verb.lemma.lower() in self.frames.own and noun.relation == "obj":
            yield from self.upper_subject(verb, set())
            return
        if verb is None or not self.trigger.pattern.reciprocal or self.is_passive(verb):
            return
        if verb.upos != "VERB" and not self.sentence.kids(verb, "cop"):  # "he is in town for talks"
            return
        if self.trigger.pattern.type == "ASSAULT":  # "thousands died in the war" are none of its sides
            return
        if noun.relation.startswith("obl") and cases & {"after", "before", "during", "for", "in", "at", "following"}:
            yield from self.upper_subject(verb, set())

    def _of_subject(self, noun: Token) -> list[Token]:
        """ "the demands of the unions": the "of" phrase acts where no object slot claims it."""
        if "object" in self.trigger.pattern.target:
            return []
        return [token for token in self.led(noun, "of") if self.acts(token)]

    def noun_object(self, noun: Token) -> Iterator[Token]:
        """To whom is done what the noun says."""
        if self.trigger.undergone:
            yield from self.upper_subject(self.trigger.carrier, set())
            return
        given = self.sentence.kids(self.trigger.carrier, "iobj") if self.trigger.carrier is not noun else ()
        of = list(self.led(noun, "of"))
        if given:  # "gave the rebels an ultimatum"
            yield from given
        elif of:
            yield from of
        else:
            by = list(self.led(noun, "by"))
            if by:
                yield from self.sentence.kids(noun, "nmod:poss")
            before = [
                kid for kid in self.sentence.kids(noun, "compound") if kid.at < noun.at and kid.name[2:] != "NORP"
            ]
            yield from (kid for kid in before if kid.upos in {"NOUN", "PROPN"} and not by)
