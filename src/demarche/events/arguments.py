"""Fills the slots of a trigger: who is subject, object, behind which preposition, however the clause is turned."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from demarche.events.frames import Frames
from demarche.events.nouns import NounSlots
from demarche.events.patterns import ANY
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token


@dataclass(frozen=True, slots=True)
class Sides:
    """The heads of the phrases that fill source and target, in the order of the text."""

    source: tuple[Token, ...]
    target: tuple[Token, ...]
    apart: bool = False
    """Whether the target is no partner in what the sources did: "agreed to hold talks with the rebels"."""


def find_sides(sentence: Sentence, trigger: Trigger, frames: Frames, *, acts: Callable[[Token], bool]) -> Sides:
    """The phrases in the trigger's source and target slots, conjuncts among them; for reciprocal acts both sides.

    `acts` tells whether a token stands for an actor: of a slot's alternatives the first that an actor fills is taken.
    """
    finder = _Finder(sentence, trigger, frames, acts)
    pattern = trigger.pattern
    source = finder.fill(pattern.source)
    target = [token for token in finder.fill(pattern.target) if token not in source]
    if pattern.reciprocal and are_all(sentence, source):
        target = []  # "the two sides discussed trade with Iran": the two are all sides there are
    elif pattern.reciprocal and (len(finder.spread(source)) > 1 or any(token.xpos == "NNS" for token in source)):
        # of several, a partner must hang on the trigger itself, not on what they speak of
        target = [token for token in target if _hangs(sentence, token, trigger, pattern.own)]
    return Sides(_ordered(finder.spread(source)), _ordered(finder.spread(target)))


def _hangs(sentence: Sentence, token: Token, trigger: Trigger, own: Set[str]) -> bool:
    above = sentence.head(token)
    return above is not None and (above in (trigger.head, trigger.carrier) or above.lemma.lower() in own)


def are_all(sentence: Sentence, source: Sequence[Token]) -> bool:
    """Whether the source names all sides of a shared act by their number: "the two", "both"."""
    return any(
        kid.text.lower() in {"two", "both", "three"}
        for token in source
        for kid in sentence.kids(token, "nummod", "det")
    )


def _ordered(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(sorted(set(tokens), key=lambda token: token.at))


class _Finder(NounSlots):
    """The slots of one trigger in its sentence."""

    def fill(self, slots: Sequence[str]) -> list[Token]:
        """What fills the first of the slots that an actor fills; else of those that anything does.

        An actor among the words that the pattern asks for comes after any other: who is given a hospital.
        """
        filled = [found for slot in slots if (found := list(self._slot(slot)))]
        pattern = self.trigger.pattern
        if pattern.after:
            for found in filled:
                if any(self.acts(token) and not self.is_own(token) for token in self.spread(found)):
                    return found
            if pattern.reciprocal:
                return []
        by_actors = (found for found in filled if any(self.acts(token) for token in self.spread(found)))
        return next(by_actors, filled[0] if filled else [])

    def spread(self, heads: Sequence[Token]) -> list[Token]:
        """The heads and their conjuncts, with "dozens of rebels" led to the rebels."""
        out: list[Token] = []
        for head in heads:
            for one in (head, *self.sentence.kids(head, "conj")):
                out.append(self._named_behind(self._part(one)))
        return out

    def _named_behind(self, head: Token) -> Token:
        """A description that is no actor led to the name behind it: "the chief delegate, Sun Weide"."""
        if self.acts(head):
            return head
        return next((kid for kid in self.sentence.kids(head, "appos") if self.acts(kid)), head)

    def _part(self, head: Token) -> Token:
        """What a word that counts or parts leads to; one of several who is named is himself."""
        named = [kid for kid in self.sentence.kids(head, "appos") if kid.upos == "PROPN" and self.acts(kid)]
        if head.lemma.lower() == "one" and named:
            return named[0]
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
            yield from self.verb_subject(head) if self.is_verb else self.noun_subject(head)
        elif slot == "object":
            yield from self.verb_object(head) if self.is_verb else self.noun_object(head)
        elif slot == ANY:
            found = sorted(self.behind(ANY), key=lambda token: token.at)
            yield from [token for token in found if any(self.acts(one) for one in self.spread([token]))][:1]
        else:
            yield from self.behind(slot)
