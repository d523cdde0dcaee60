"""Finds the words that bear on whether a trigger happened: its own auxiliaries, and the words that embed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.events.frames import Frames, SignatureShape, StatusRule, StatusWords
from demarche.parse import Sentence, Token

_UPWARD = frozenset({"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl", "conj", "csubj", "nsubj"})
_PROSPECTS = frozenset({"for", "of", "about", "from", "against", "on", "to"})
_RAISING = frozenset({"fail", "likely", "unlikely", "possible", "due", "set", "ready", "schedule", "expect", "plan"})
_NOTHING = frozenset({"nothing", "nobody", "none", "neither", "no-one"})
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Sign:
    """A word near the trigger that a rule knows, and how far up the tree it stands."""

    rule: StatusRule
    token: Token
    far: int


@dataclass(frozen=True, slots=True)
class Step:
    """A word on the way from the trigger up, and the one below it that it has in its clause (None at the trigger).

    Attributes:
        token: the word.
        below: what hangs on it on the way to the trigger.
        embeds: what the word says of what is below, where the table knows it and it stands so.
        way: how the one below hangs on it: to, ing, that or np; "" where the word does not embed it.
    """

    token: Token
    below: Token | None
    embeds: SignatureShape | None
    way: str


def climb(sentence: Sentence, word: Token, carrier: Token, words: StatusWords, frames: Frames) -> Iterator[Step]:
    """The trigger and the words above it, up to where a clause of its own stands apart."""
    below: Token | None = None
    for token in _path(sentence, word, carrier, frames):
        way = hangs(sentence, token, below) if below is not None and token is not carrier else ""
        signature = None
        if way and token.lemma != word.lemma:
            particle = next((f" {kid.lemma.lower()}" for kid in sentence.kids(token, "compound:prt")), "")
            lemma = token.lemma.lower()
            signature = words.signature(token.upos, lemma + particle, way) or words.signature(token.upos, lemma, way)
        yield Step(token, below, signature, way)
        below = token


def hangs(sentence: Sentence, above: Token, below: Token) -> str:
    """How a word hangs on the one above it: as an infinitive, a gerund, a clause or a noun; "" for its subject."""
    relation = below.relation.split(":")[0]
    if relation == "conj":
        return ""
    if relation == "nsubj" and below.relation != "nsubj:pass":
        return "np" if above.lemma.lower() in _RAISING else ""
    if relation == "advcl" and not is_infinitive(sentence, below) and below.xpos != "VBG":
        return ""
    if relation == "obl" and not is_prospect(sentence, below):
        return ""
    if is_infinitive(sentence, below):
        return "to"
    if below.xpos == "VBG":
        return "ing"
    if below.upos in _NOUNS and relation not in {"ccomp", "xcomp"}:
        return "np"
    return "that"


def is_infinitive(sentence: Sentence, token: Token) -> bool:
    """Whether "to" marks the word."""
    return any(kid.lemma == "to" for kid in sentence.kids(token, "mark", "aux"))


def is_finite(sentence: Sentence, token: Token) -> bool:
    """Whether the word is the verb of a clause with a tense of its own."""
    if token.xpos in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return any(kid.xpos in {"VBD", "VBZ", "VBP", "MD"} for kid in sentence.kids(token, "aux", "cop"))


def is_past(sentence: Sentence, token: Token) -> bool:
    """Whether the clause of the word is told in the past, or the infinitive in the perfect ("to have left")."""
    helps = sentence.kids(token, "aux", "cop")
    return token.xpos == "VBD" or any(kid.xpos == "VBD" or kid.lemma == "have" for kid in helps)


def is_prospect(sentence: Sentence, token: Token) -> bool:
    """Whether a noun hangs on its verb as what the verb is about: "called for talks", "warned of an attack"."""
    if token.xpos == "VBG" and any(kid.lemma in {"in", "into", "at"} for kid in sentence.kids(token, "case", "mark")):
        return True  # "succeeded in meeting", "balked at meeting"
    return any(kid.lemma in _PROSPECTS for kid in sentence.kids(token, "case", "mark"))


def _path(sentence: Sentence, word: Token, carrier: Token, frames: Frames) -> Iterator[Token]:
    token = word
    yield token
    while True:
        above = sentence.head(token)
        if above is None or token.relation == "acl:relcl":
            return
        relation = token.relation.split(":")[0]
        if relation not in _UPWARD:
            return
        if relation == "nsubj" and token.relation != "nsubj:pass" and not _raises(sentence, above, frames):
            return
        if relation == "advcl" and not is_infinitive(sentence, token) and not is_prospect(sentence, token):
            return
        if relation == "conj" and (
            any(sentence.kids(token, "nsubj")) or (token.upos in _NOUNS and above.upos == "VERB")
        ):
            return
        if relation == "obl" and above is not carrier and not is_prospect(sentence, token):
            return
        token = above
        yield token


def _raises(sentence: Sentence, above: Token, frames: Frames) -> bool:
    """Whether what is said of the subject is said of the event: "the talks failed", "the talks will be short"."""
    lemma = above.lemma.lower()
    return lemma in frames.raising or lemma in _RAISING or (above.upos == "ADJ" and bool(sentence.kids(above, "aux")))


def beside(
    sentence: Sentence, token: Token, below: Token | None, far: int, words: StatusWords, values: frozenset[str]
) -> Iterator[Sign]:
    """The signs that hang on the word itself: auxiliaries, adverbs, determiners, adjectives, conjunctions."""
    for kid in sentence.kids(token):
        if kid is below:
            continue
        for way in _ways(kid, far):
            rule = words.find(way, kid.lemma.lower(), values=values) or words.find(way, kid.text.lower(), values=values)
            if rule and (way != "marks_under_modal" or _is_unreal(sentence, token)):
                yield Sign(rule, kid, far)
        if far == 0 or (token.upos in {"VERB", "ADJ"} and below is not None):
            yield from _emptied(sentence, kid, far, words, values)


def _emptied(sentence: Sentence, kid: Token, far: int, words: StatusWords, values: frozenset[str]) -> Iterator[Sign]:
    """A subject or object that is none: "no message was passed", "nobody was hurt"."""
    if not kid.relation.startswith(("nsubj", "obj")):
        return
    for token in (kid, *sentence.kids(kid, "det")):
        rule = words.find("determiners", token.text.lower(), values=values)
        if rule and (token is not kid or token.text.lower() in _NOTHING):
            yield Sign(rule, token, far)


def _is_unreal(sentence: Sentence, token: Token) -> bool:
    """Whether the clause above is negated or only willed: "they will not talk until the army withdraws"."""
    above = sentence.head(token)
    if above is None:
        return False
    kids = sentence.kids(above, "aux", "advmod")
    return any(kid.xpos == "MD" or kid.lemma.lower() in {"not", "n't", "never"} for kid in kids)


def _ways(kid: Token, far: int) -> tuple[str, ...]:
    match kid.relation.split(":")[0]:
        case "advmod" | "cc":
            return ("adverbs", "marks")
        case "det":
            return ("determiners",) if far == 0 else ()
        case "aux":
            return ("verbs",)
        case "amod" | "nmod" | "compound":
            return ("adjectives",) if far == 0 else ()
        case "mark":
            return ("marks", "cases", "marks_under_modal")
        case "case":
            return ("cases",) if far == 0 else ()
        case _:
            return ()
