"""Finds the triggers of a sentence: verbs and nouns that a pattern knows, in the company that it asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from demarche.base import Span
from demarche.events.company import Company
from demarche.events.frames import Frames
from demarche.events.patterns import EVERY, VISIT, Pattern, Patterns
from demarche.parse import Sentence, Token

_WILL = frozenset({"will", "would", "shall", "'ll", "'d", "wo"})
_ITSELF = frozenset({"it", "he", "she", "they", "we", "i"})


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A pattern's entry found in the tree.

    `head` is the verb or noun, `carrier` the light verb that lends its subject (the head itself if there is none),
    `lead` the last word of the entry after a verb ("on" in "call on"), by which its object may come; `undergone` is
    set where the carrier's subject undergoes the act. `taken` are words ahead of the verb that the pattern asks for,
    and `bare` is set where it asks for the verb alone.
    """

    head: Token
    pattern: Pattern
    span: Span
    carrier: Token
    lead: str | None
    undergone: bool
    taken: tuple[Token, ...] = ()
    bare: bool = False


def find_triggers(sentence: Sentence, patterns: Patterns, frames: Frames) -> Iterator[Trigger]:
    """The triggers in the order of the text; of one token all that fit, the most particular first."""
    blocked = find_blocked(sentence, patterns)
    for token in sentence.tokens:
        if token.at in blocked:
            continue
        if token.upos == "VERB" and not is_attribute(token):
            yield from _verb(sentence, token, patterns, frames)
        elif token.upos in {"NOUN", "PROPN"} and token.name[2:] not in {"Person", "Location", "NORP", "Date"}:
            yield from _noun(sentence, token, patterns, frames)


def is_attribute(token: Token) -> bool:
    """A participle before its noun tells a property: "the besieged city", "warring sides"."""
    return token.relation in {"amod", "compound", "case", "mark", "fixed"}


def find_blocked(sentence: Sentence, patterns: Patterns) -> set[int]:
    """The places of words in phrases that tell of no event."""
    out: set[int] = set()
    tokens = sentence.tokens
    blockers = patterns.blockers
    for at, token in enumerate(tokens):
        for first in dict.fromkeys((token.text.lower(), token.lemma.lower())):
            for words in blockers.get(first, ()):
                here = tokens[at : at + len(words)]
                if len(here) == len(words) and all(
                    word in (found.text.lower(), found.lemma.lower()) for word, found in zip(words, here, strict=True)
                ):
                    out.update(range(at, at + len(words)))
    return out


def _verb(sentence: Sentence, token: Token, patterns: Patterns, frames: Frames) -> Iterator[Trigger]:
    company: Company | None = None
    around = _Around(sentence, token, frames)
    entries = patterns.of_verb(token.lemma.lower())
    if (joined := _joined(sentence, token)) is not None:
        entries = (*patterns.of_verb(joined), *entries)
    for entry, pattern, after, before in entries:
        if entry[0] == EVERY and token.lemma.lower() in pattern.without:
            continue
        taken: tuple[Token, ...] = ()
        if after or before:
            company = company or Company(sentence, token, patterns.sets)
            if not (after <= company.behind and before <= company.ahead.keys()) or pattern.without & company.behind:
                continue
            taken = tuple(company.ahead[word] for word in before)
        rest = [around.hanging[word] for word in entry[1:] if word in around.hanging]
        if len(rest) < len(entry) - 1 or not around.suits(pattern):
            continue
        adjacent = [found for at, found in enumerate(rest, start=1) if found.at == token.at + at]
        end = adjacent[-1] if adjacent and len(adjacent) == len(rest) and _is_particle(adjacent[-1]) else token
        lead = entry[-1] if rest and rest[-1].upos == "ADP" else None
        if pattern.own_deed and not _tells_own_deed(sentence, token):
            continue
        if pattern.mode == VISIT and lead and _carries(sentence, token, entry):
            continue
        bare = len(entry) == 1 and not (after or before or pattern.objects)
        yield Trigger(token, pattern, Span(token.span.start, end.span.end), token, lead, False, taken, bare)


def _joined(sentence: Sentence, verb: Token) -> str | None:
    """The verb with what a hyphen joins to it: "tear-gas" of "tear-gassed"; None where there is no hyphen."""
    if verb.at < 2 or sentence.tokens[verb.at - 1].text != "-":
        return None
    first, hyphen = sentence.tokens[verb.at - 2 : verb.at]
    if first.span.end != hyphen.span.start or hyphen.span.end != verb.span.start:
        return None
    return f"{first.lemma}-{verb.lemma}".lower()


def _carries(sentence: Sentence, verb: Token, entry: Sequence[str]) -> bool:
    """Whether the verb moves a thing, not whoever goes: "flew flour to the camp" is no visit, "paid a visit to" is."""
    return any(kid.lemma.lower() not in entry for kid in sentence.kids(verb, "obj"))


def _tells_own_deed(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb's clause says what its subject will do: "warned it would respond", "swore never to yield"."""
    for clause in sentence.kids(verb, "ccomp", "xcomp", "parataxis"):
        if clause.at < verb.at or clause.upos not in {"VERB", "ADJ", "NOUN"}:
            continue
        subjects = sentence.kids(clause, "nsubj", "nsubj:pass")
        will = any(kid.lemma.lower() in _WILL or kid.text.lower() in _WILL for kid in sentence.kids(clause, "aux"))
        if clause.relation == "xcomp" and not subjects:
            return True
        if will and subjects and subjects[0].text.lower() in _ITSELF:
            return True
    return False


def _is_particle(token: Token) -> bool:
    return token.relation == "compound:prt"


class _Around:
    """What stands about a verb, looked at once for all its entries."""

    def __init__(self, sentence: Sentence, verb: Token, frames: Frames) -> None:
        self._sentence, self._verb, self._frames = sentence, verb, frames

    @cached_property
    def hanging(self) -> dict[str, Token]:
        """By lemma or form a particle, object or complement of the verb, or the preposition of one of its phrases.

        What the verb takes as its object may stand before it as the subject of a passive: "charges were filed against".
        """
        found: dict[str, Token] = {}
        for token in self._hanging():
            for word in (token.lemma.lower(), token.text.lower()):
                found.setdefault(word, token)
        return found

    def _hanging(self) -> Iterator[Token]:
        sentence, verb = self._sentence, self._verb
        for kid in sentence.kids(verb):
            here = kid.at > verb.at or kid.relation == "nsubj:pass"
            if here:
                yield kid
            if here or kid.relation.startswith("obl"):
                for below in sentence.kids(
                    kid, "case", "mark", "obj", "amod", "fixed", "compound", "nmod", "obl", "det"
                ):
                    if below.at > verb.at or (kid.relation == "nsubj:pass" and below.relation != "det"):
                        yield below
            if kid.relation in {"xcomp", "ccomp"}:  # "warned them not to come"
                yield from (it for it in sentence.kids(kid, "advmod") if it.lemma.lower() == "not")

    @cached_property
    def objects(self) -> frozenset[str]:
        """What the act is done to or with, by which a pattern is asked for."""
        sentence, verb = self._sentence, self._verb
        kids = sentence.kids(verb, "obj", "nsubj:pass", "obl", "xcomp", "iobj", "advmod")
        beside = [one for kid in kids for one in (kid, *sentence.kids(kid, "conj"))]
        found = {one.lemma.lower() for kid in beside for one in (kid, *_counted(sentence, kid, self._frames))}
        relative = sentence.head(verb) if verb.relation.startswith("acl") else None
        return frozenset(found if relative is None else found | {relative.lemma.lower()})

    @cached_property
    def against(self) -> frozenset[str]:
        """What a pattern may forbid: the objects, the subject, and what narrows them."""
        sentence, verb = self._sentence, self._verb
        found = {kid.lemma.lower() for kid in sentence.kids(verb, "nsubj")}
        found |= {mark.lemma.lower() for kid in sentence.kids(verb, "ccomp") for mark in sentence.kids(kid, "mark")}
        for thing in (
            one for kid in sentence.kids(verb, "obj") for one in (kid, *_counted(sentence, kid, self._frames))
        ):
            found |= {below.lemma.lower() for below in sentence.kids(thing, "compound")}  # "hit its inflation target"
        return self.objects | found

    def suits(self, pattern: Pattern) -> bool:
        """Whether there is what the pattern asks for, and nothing that it forbids."""
        if pattern.objects and not pattern.objects & self.objects:
            return False
        return not pattern.without or not pattern.without & self.against


def _counted(sentence: Sentence, token: Token, frames: Frames) -> tuple[Token, ...]:
    """What a word counts or measures: "hundreds of migrants", "tonnes of flour"."""
    if token.lemma.lower() not in frames.parts and token.upos != "NUM":
        return ()
    return tuple(
        kid for kid in sentence.kids(token, "nmod") if any(case.lemma == "of" for case in sentence.kids(kid, "case"))
    )


def _noun(sentence: Sentence, token: Token, patterns: Patterns, frames: Frames) -> Iterator[Trigger]:
    if token.relation.split(":")[0] in {"compound", "flat"} and token.relation != "compound:prt":
        return
    for entry, pattern in patterns.nouns.get(token.lemma.lower(), ()):
        if not _precede(sentence, token, entry[:-1]):
            continue
        modifiers = {kid.lemma.lower() for kid in sentence.kids(token, "compound", "amod", "nmod", "obj")}
        if sentence.kids(token, "cop"):  # "are on strike"
            modifiers |= {kid.lemma.lower() for kid in sentence.kids(token, "case")}
        if pattern.without & modifiers:
            continue
        if pattern.objects and not pattern.verbs and not pattern.objects & modifiers:
            continue
        carrier, undergone = find_carrier(sentence, token, frames)
        yield Trigger(token, pattern, token.span, carrier, None, undergone)


def _precede(sentence: Sentence, token: Token, words: tuple[str, ...]) -> bool:
    """Whether the words stand right before the token, hyphens passed over."""
    if not words:
        return True
    before = [one for one in sentence.tokens[max(0, token.at - 2 * len(words)) : token.at] if one.text != "-"]
    ahead = before[len(before) - len(words) :]
    return len(ahead) == len(words) and all(
        word in (found.lemma.lower(), found.text.lower()) for word, found in zip(words, ahead, strict=True)
    )


def find_carrier(sentence: Sentence, noun: Token, frames: Frames) -> tuple[Token, bool]:
    """The light verb whose object (or passive subject, or prepositional phrase) the noun is; else the noun."""
    first = noun
    while first.relation == "conj" and (above := sentence.head(first)) is not None and above.upos == "NOUN":
        first = above  # "carried out a test and a launch"
    while (
        first.relation == "nmod" and (above := sentence.head(first)) is not None and above.lemma.lower() in frames.parts
    ):
        first = above  # "host a round of talks"
    verb = sentence.head(first)
    if verb is None or verb.upos != "VERB":
        return noun, False
    given, noun = noun, first
    relation = noun.relation.split(":")[0]
    lemma = verb.lemma.lower()
    undergone = lemma in frames.undergo or (
        lemma == "come" and any(k.lemma == "under" for k in sentence.kids(noun, "case"))
    )
    if undergone and relation in {"obj", "obl"}:
        return verb, True
    if lemma in frames.light and (relation == "obj" or noun.relation == "nsubj:pass" or _complement(sentence, noun)):
        return verb, False
    return given, False


def _complement(sentence: Sentence, noun: Token) -> bool:
    """ "carried out", "enter into talks", "participate in the exercise": the noun comes by "in", "into" or "to"."""
    return noun.relation.startswith("obl") and any(
        k.lemma in {"in", "into", "to", "on"} for k in sentence.kids(noun, "case")
    )
