"""Who is to do what an act of speech speaks of: whoever asks, or is asked, or is named in the content itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.actors import ActorMention
from demarche.events.arguments import find_sides
from demarche.events.frames import Frames
from demarche.events.heads import CONTENT_TYPES, subject_by_for
from demarche.events.parties import Parties
from demarche.events.patterns import Patterns
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

Actors = tuple[ActorMention, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with all its triggers, kept or not, by the place of their head."""

    sentence: Sentence
    triggers: Mapping[int, Sequence[Trigger]]


@dataclass(frozen=True, slots=True)
class Speech:
    """An act whose content is read: who speaks, to or of whom, and how deep it lies itself."""

    trigger: Trigger
    sources: Actors
    targets: Actors
    depth: int


class Doers:
    """The contents of one sentence's acts of speech, as far as it is asked who is to do them."""

    def __init__(self, said: Said, parties: Parties, patterns: Patterns, frames: Frames) -> None:
        self.sentence, self.triggers = said.sentence, said.triggers
        self.parties, self.patterns, self.frames = parties, patterns, frames

    def doers(self, head: Token, core: Token, speech: Speech) -> tuple[Actors, str]:
        """Who does what the content says, and by which way of the grammar."""
        for verb in dict.fromkeys((core, head)):
            own = self._own_subject(verb)
            if own:
                return self.parties.of(own, self.sentence), "own-subject"
        if is_clause(self.sentence, head):
            if any(kid.relation in {"nsubj:pass", "aux:pass"} for kid in self.sentence.kids(head)):
                return self._outside(
                    speech.targets, head
                ) if speech.trigger.pattern.type == "REQUEST" else (), "passive"
            return self._controlled(head, speech)
        return self._of_noun(head, core, speech)

    def _own_subject(self, verb: Token) -> Sequence[Token]:
        """The subject that stands in the content itself: "that Kampala withdraw", "for the junta to free them"."""
        if verb.upos != "VERB":
            return ()
        led = subject_by_for(self.sentence, verb)
        own = [kid for kid in self.sentence.kids(verb, "nsubj") if kid.relation != "nsubj:pass"]
        heads = own or ([led] if led is not None else [])
        by = [kid for kid in self.sentence.kids(verb, "obl") if self.has_case(kid, "by")] if not heads else []
        passive = bool(self.sentence.kids(verb, "aux:pass"))
        return self.spread(heads or (by if passive else []))

    def spread(self, heads: Sequence[Token]) -> list[Token]:
        """The heads and their conjuncts."""
        return [one for head in heads for one in (head, *self.sentence.kids(head, "conj"))]

    def has_case(self, token: Token, word: str) -> bool:
        """Whether the preposition leads the phrase in."""
        return any(kid.lemma.lower() == word for kid in self.sentence.kids(token, "case"))

    def _controlled(self, head: Token, speech: Speech) -> tuple[Actors, str]:
        """Of a clause without a subject: whoever is asked or accused, whoever promises, threatens or refuses."""
        trigger, kind = speech.trigger, speech.trigger.pattern.type
        if kind == "ACCUSE" or (kind == "SUPPORT" and speech.targets):
            return self._blamed(speech, head), "object-control"
        given = [*self.sentence.kids(trigger.head, "obj", "iobj"), *self._addressees(trigger)]
        passive = bool(self.sentence.kids(trigger.head, "aux:pass", "nsubj:pass")) or self._is_participle(trigger.head)
        if kind == "REQUEST":
            verb = trigger.head.upos == "VERB"
            if verb and not passive and not given:
                return speech.sources, "subject-control"  # "asked to visit the camp"
            return self._outside(speech.targets, head), "object-control"
        warned = trigger.head.lemma.lower() in self.frames.object_control | self.frames.bidding
        if kind in {"THREATEN", "CONCEDE"} and warned and (given or passive or trigger.head.upos != "VERB"):
            return self._outside(speech.targets, head), "object-control"
        return speech.sources, "subject-control"

    def _is_participle(self, verb: Token) -> bool:
        return verb.xpos == "VBN" and not self.sentence.kids(verb, "aux", "obj")

    def _blamed(self, speech: Speech, head: Token) -> Actors:
        """Who is said to have done it: the target of the act, or its object where that was taken for something else."""
        things = [*self.sentence.kids(speech.trigger.head, "obj", "iobj")]
        return self._outside(speech.targets, head) or self.parties.of(self.spread(things), self.sentence)

    def _addressees(self, trigger: Trigger) -> list[Token]:
        return [
            kid for kid in self.sentence.kids(trigger.head, "obl")
            if any(self.has_case(kid, word) for word in ("to", "on", "upon", "with")) and self.parties.acts(kid)
        ]  # fmt: skip

    def _outside(self, actors: Actors, head: Token) -> Actors:
        """The actors that are not themselves words of the content: those that a demand speaks of are not asked."""
        inside = {id(token) for token in self.sentence.subtree(head)}
        return tuple(actor for actor in actors if id(actor.mention.head) not in inside)

    def _of_noun(self, head: Token, core: Token, speech: Speech) -> tuple[Actors, str]:
        """Who does what a noun says: whoever the noun names, else by the act."""
        kind = speech.trigger.pattern.type
        asked: Actors = ()
        if kind == "ACCUSE":
            asked = self._blamed(speech, head)
        elif kind == "REQUEST":
            asked = self._outside(speech.targets, head)
        elif kind in {"AGREE", "THREATEN"}:
            asked = speech.sources
        named, moved = self._named(core)
        if named and not (asked and moved):  # "agreed on the withdrawal of troops": those who agree withdraw them
            return named, "noun"
        if kind in {"ACCUSE", "REQUEST"}:
            return asked, "object-control"
        mutual = any(trigger.pattern.reciprocal for trigger in self.triggers.get(core.at, ()))
        speaks = any(trigger.pattern.type in CONTENT_TYPES for trigger in self.triggers.get(core.at, ()))
        if kind in {"SUPPORT", "CONCEDE"}:
            return (), "noun"
        if kind == "REJECT" and (speaks or not (mutual or speech.trigger.head.lemma.lower() in self.frames.refusing)):
            return (), "noun"
        return speech.sources, "subject-control"

    def _named(self, core: Token) -> tuple[Actors, bool]:
        """Whom the noun itself names as doing it: "the general's resignation", "an attack by rebels".

        And whether it may as well be done to them: "the withdrawal of troops".
        """
        for trigger in self.triggers.get(core.at, ())[:1]:
            if trigger.head is core:
                bare = replace(trigger, carrier=core)
                sides = find_sides(self.sentence, bare, self.frames, acts=self.parties.acts)
                inside = [token for token in sides.source if token in self.sentence.subtree(core)]
                if trigger.pattern.needs == "target":  # "his release": whose it is undergoes it
                    inside = [token for token in inside if not token.relation.startswith("nmod:poss")]
                of = all(self.has_case(token, "of") or self.is_receiver(token) for token in inside)
                moved = of and not trigger.pattern.reciprocal
                return self.parties.of(inside, self.sentence), moved
        return (), False

    def is_receiver(self, token: Token) -> bool:
        """Whether a name that the tree has before a thing is to whom it is given: "offered Malawi loans"."""
        return token.relation == "compound" and token.upos == "PROPN" and self.parties.acts(token)


def is_clause(sentence: Sentence, head: Token) -> bool:
    """Whether a content is a clause; a verb with an article is a noun that the tree took for one."""
    return bool(sentence.kids(head, "cop")) or (head.upos == "VERB" and not sentence.kids(head, "det", "case"))


def apart(actors: Actors, others: Actors) -> Actors:
    """The actors who are none of the others."""
    return tuple(actor for actor in actors if not any(actor.chain is other.chain for other in others))
