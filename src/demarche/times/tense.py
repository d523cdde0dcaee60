"""Where a time points: back or forward, by the verb that governs it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demarche.base import Because, ByRule
from demarche.parse import Sentence, Token
from demarche.times.patterns import TenseWords

Direction = Literal["past", "future", "present", ""]

_NOUNISH = frozenset({"nmod", "compound", "nummod", "amod", "appos", "flat", "dep"})


@dataclass(frozen=True, slots=True)
class Tense:
    """The direction, empty if nothing tells it, the word that told, and whether it governs the time itself."""

    direction: Direction
    word: str = ""
    firm: bool = False

    @property
    def because(self) -> tuple[Because, ...]:
        """The ground, if there is one."""
        return (ByRule(f"tense.{self.direction}", self.word),) if self.direction and self.word else ()


def tense_at(sentence: Sentence, tokens: Sequence[Token], words: TenseWords, lead: str) -> Tense:
    """Where the governing verb of the tokens points.

    `lead` is the word right before them: "for" and "ahead of" point forward by themselves. Going up the tree, the first
    word that tells decides: a noun or adjective for what is to come, an infinitive under a verb or noun that takes one,
    a finite verb by its tag and auxiliaries.
    """
    if lead in words.leads or lead in words.back:
        return Tense("future" if lead in words.leads else "past", lead)
    inner = {token.at for token in tokens}
    if _is_done(sentence, tokens, words):
        return Tense("past", "'s")
    beside = _beside(sentence, tokens)
    if beside is not None and beside.xpos == "VBD" and beside.lemma.lower() not in words.moves:
        return Tense("past", beside.text, firm=True)
    at = next((token for token in tokens if token.head not in inner), None)
    main = _main_after(sentence, tokens, at)
    if main is not None:
        return Tense("past", main.text, firm=True)
    weak = at is not None and at.relation.split(":")[0] in _NOUNISH and "unmarked" not in at.relation
    way: list[Token] = [at, *sentence.ancestors(at)] if at is not None else []
    told = (one for token in way for one in (token, *_told_further(sentence, token, inner)))
    told_of = next((one for one in told if one.upos in ("NOUN", "PROPN") and one.lemma.lower() in words.nouns), None)
    if told_of is not None:
        return Tense("future", told_of.text)  # "announced plans for a summit on April 11"
    if weak and _is_promised(sentence, way, words):
        return Tense("future", way[0].text)
    bid = (_bidden(sentence, at, words) or _planned(sentence, at, words)) if at is not None else None
    if bid is not None:
        return Tense("future", bid.text)
    for token in way:
        if token.at in inner:
            if token.relation == "root":
                break
            continue
        if lead in ("to", "until", "till", "through") and token.lemma.lower() in words.moves:
            return Tense("future", token.text)
        found = _told(sentence, token, words)
        if found is not None:
            holds_out = token.lemma.lower() in words.verbs  # "threatened stoppages in February"
            found = replace(found, firm=not weak and not holds_out and token.at == at.head) if at is not None else found
            return Tense("", found.word) if weak and found.direction == "present" else found
    return _by_sentence(sentence, words)


def _is_done(sentence: Sentence, tokens: Sequence[Token], words: TenseWords) -> bool:
    """Whether the time is the one by which something over is named: "Wednesday's ruling", "the June accord"."""
    if not tokens:
        return False
    after = sentence.tokens[tokens[-1].at + 1] if tokens[-1].at + 1 < len(sentence.tokens) else None
    inner = {token.at for token in tokens}
    head = next((head for token in tokens if (head := sentence.head(token)) is not None and head.at not in inner), None)
    if after is None or head is None or head.at <= tokens[-1].at or head.lemma.lower() not in words.done:
        return False
    return after.xpos == "POS" or sentence.tokens[tokens[0].at - 1].upos == "DET"


def _main_after(sentence: Sentence, tokens: Sequence[Token], at: Token | None) -> Token | None:
    """The past verb right after the time, where the clause before it tells what is so in general.

    "The bloc that speaks for the farmers on Tuesday rejected": the bloc speaks for them on every day.
    """
    rest = sentence.tokens[tokens[-1].at + 1 :] if at is not None else ()
    verb = next((token for token in rest if token.upos not in ("AUX", "ADV", "PUNCT")), None)
    if at is None or verb is None or verb.xpos != "VBD":
        return None
    clauses = [token for token in sentence.ancestors(at) if token.relation == "acl:relcl"]
    return verb if clauses and all(clause.xpos in ("VBZ", "VBP") for clause in clauses) else None


def _told_further(sentence: Sentence, token: Token, inner: set[int]) -> tuple[Token, ...]:
    """The objects of a verb that say what is to come: "plans for a summit", but not "the plan" alone."""
    return tuple(
        noun
        for noun in sentence.kids(token, "obj")
        if any(kid.at not in inner for kid in sentence.kids(noun, "nmod", "acl"))
        or not sentence.kids(noun, "det", "nmod:poss")
    )


def _bidden(sentence: Sentence, at: Token, words: TenseWords) -> Token | None:
    """The verb that bids somebody come to what the time belongs to: "invited him to a ceremony on March 12"."""
    for verb in sentence.ancestors(at):
        if verb.lemma.lower() in words.bids:
            called = [kid for kid in sentence.kids(verb, "obl") if kid.at < at.at]
            cases = {case.lemma.lower() for kid in called for case in sentence.kids(kid, "case")}
            return verb if cases & {"to", "for"} else None
        if verb.upos == "VERB":
            return None
    return None


def _planned(sentence: Sentence, at: Token, words: TenseWords) -> Token | None:
    """The verb of planning after whose object the time stands: "planned a rally in the square on Saturday"."""
    for verb in sentence.ancestors(at):
        if verb.lemma.lower() in words.plans and any(noun.at < at.at for noun in sentence.kids(verb, "obj")):
            return verb
        if verb.upos == "VERB":
            return None
    return None


def _is_refused(sentence: Sentence, token: Token) -> bool:
    """Whether "could" told what did not come about: "could not be reached", "neither could be found"."""
    subjects = sentence.kids(token, "nsubj", "nsubj:pass")
    deniers = (*sentence.kids(token, "advmod"), *subjects, *(kid for one in subjects for kid in sentence.kids(one)))
    return any(one.lemma.lower() in ("not", "n't", "never", "neither", "none", "no", "nobody") for one in deniers)


def _is_promised(sentence: Sentence, way: Sequence[Token], words: TenseWords) -> bool:
    """Whether the noun above is what a verb holds out: "threatened further strikes in February"."""
    noun = sentence.head(way[0])
    verb = sentence.head(noun) if noun is not None and noun.relation == "obj" else None
    return verb is not None and verb.upos == "VERB" and verb.lemma.lower() in words.verbs


def _beside(sentence: Sentence, tokens: Sequence[Token]) -> Token | None:
    """The word before the time, prepositions and adverbs between them passed over: "said late on Friday"."""
    at = tokens[0].at - 1 if tokens else -1
    while at >= 0 and sentence.tokens[at].upos in ("ADP", "ADV") and tokens[0].at - at <= 3:
        at -= 1
    return sentence.tokens[at] if at >= 0 else None


def _told(sentence: Sentence, token: Token, words: TenseWords) -> Tense | None:
    """What the word tells, None if it tells nothing."""
    if token.upos in ("NOUN", "PROPN"):
        if token.lemma.lower() in words.nouns or any(
            kid.lemma.lower() in words.adjectives for kid in sentence.kids(token, "amod", "acl")
        ):
            return Tense("future", token.text)
        if not sentence.kids(token, "cop"):
            return None
    if token.upos == "ADJ" and token.lemma.lower() in words.adjectives:
        return Tense("future", token.text)  # "a charter effective June 1"
    helpers = sentence.kids(token, "aux", "cop")
    modal = next((kid for kid in helpers if kid.xpos == "MD"), None)
    if modal is not None:
        perfect = any(kid.lemma == "have" for kid in helpers)
        if perfect or (modal.lemma.lower() == "could" and _is_refused(sentence, token)):
            return Tense("past", token.text)
        return Tense(
            "future" if modal.lemma.lower() in words.modals or modal.text.lower() in words.modals else "", modal.text
        )
    plans = words.verbs - words.speech
    if token.lemma.lower() in plans and token.xpos in ("VBN", "JJ", "VBZ", "VBP"):
        return Tense("future", token.text)  # "scheduled for", "plans", however the auxiliary stands
    past = next((kid for kid in helpers if kid.xpos == "VBD" or kid.lemma == "have" or kid.text == "been"), None)
    if past is not None or token.xpos == "VBD":
        return Tense("past", (past or token).text)
    return _not_finite(sentence, token, words, helpers)


def _not_finite(sentence: Sentence, token: Token, words: TenseWords, helpers: Sequence[Token]) -> Tense | None:
    now = next((kid for kid in helpers if kid.xpos in ("VBZ", "VBP")), None)
    match token.xpos:
        case "VBG":
            return Tense("future", token.text) if now is not None else None
        case "VBN" if any(kid.xpos == "TO" for kid in sentence.kids(token, "mark")):
            return _infinitive(sentence, token, words)  # "to be published"
        case "VBN":
            return Tense("present", token.text) if now is not None else Tense("past", token.text)
        case "VBZ" | "VBP":
            return Tense("present", token.text)
        case "VB":
            return _infinitive(sentence, token, words)
    return Tense("present", now.text) if now is not None else None


def _infinitive(sentence: Sentence, token: Token, words: TenseWords) -> Tense | None:
    """Forward under a noun, a present verb or a verb that takes what is to come; else the verb above decides."""
    helpers = sentence.kids(token, "aux", "cop")
    if not any(kid.xpos == "TO" for kid in sentence.kids(token, "mark")):
        return Tense("future", token.text) if not helpers else None
    if any(kid.lemma == "be" for kid in helpers):
        return Tense("future", token.text)  # "is to visit": the auxiliary hangs on the infinitive
    head = sentence.head(token)
    if head is None or head.upos in ("NOUN", "PROPN", "ADJ") or head.xpos in ("VBZ", "VBP", "VBG"):
        return Tense("future", token.text)
    if head.lemma.lower() in words.verbs:
        return Tense("future", head.text)
    return None


def _by_sentence(sentence: Sentence, words: TenseWords) -> Tense:
    """By the sentence's first past verb or modal, where the tree does not lead to one."""
    for token in sentence.tokens:
        if token.xpos == "VBD":
            return Tense("past", token.text)
        if token.xpos == "MD" and token.text.lower() in words.modals:
            return Tense("future", token.text)
    return Tense("")
