"""Says of each trigger whether the text has it happen, and on whose word: status and claim, each with its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.base import ByRule, Span
from demarche.events.frames import Frames, StatusRule, StatusWords
from demarche.events.record import Verdict
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token
from demarche.statements import Statement

_STATUS = frozenset({"planned", "hypothetical", "negated"})
_CLAIM = frozenset({"alleged", "denied"})
_ASSERTING = frozenset({"say", "think", "ask", "bid"})
"""Acts of speech that make an event another's word; what is only mentioned, meant or judged stays the report's."""

_UPWARD = frozenset({"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "nsubj:pass", "advcl", "conj", "csubj", "nsubj"})


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word near the trigger that a rule of status knows, and how far up the tree it stands."""

    rule: StatusRule
    token: Token
    far: int


def judge_status(sentence: Sentence, trigger: Trigger, words: StatusWords, frames: Frames) -> Verdict:
    """actual, planned, hypothetical or negated.

    The nearest sign decides; a negation over a plan or a possibility leaves it hypothetical, one beside the trigger
    itself negates it.
    """
    signs = list(_signs(sentence, trigger, words, frames, _STATUS))
    if sentence.text.rstrip("\"”' ").endswith("?"):
        return Verdict("hypothetical", None, ByRule("status.question", "?"))
    if not signs:
        return Verdict("actual", None, ByRule("status.plain"))
    negated = [sign for sign in signs if sign.rule.value == "negated"]
    others = [sign for sign in signs if sign.rule.value != "negated"]
    if negated and not (others and others[0].far < negated[0].far):
        return _verdict(negated[0])
    return _verdict(others[0] if others else signs[0])


def judge_claim(
    sentence: Sentence, trigger: Trigger, words: StatusWords, frames: Frames, statements: Sequence[Statement]
) -> Verdict:
    """plain, attributed, alleged or denied: the words beside the trigger first, then the statements that hold it."""
    signs = list(_signs(sentence, trigger, words, frames, _CLAIM))
    if signs:
        return _verdict(signs[0])
    statements = tuple(one for one in statements if one.act in _ASSERTING)
    for statement in statements:
        rule = ByRule(f"claim.{statement.cue_lemma or 'quotation'}", statement.cue_lemma, (statement.because,))
        if statement.stance == "against":
            return Verdict("denied", statement.cue, rule)
        if statement.hedged:
            return Verdict("alleged", statement.cue, rule)
    if statements:
        rule = ByRule("claim.statement", statements[0].cue_lemma, (statements[0].because,))
        return Verdict("attributed", statements[0].cue, rule)
    return Verdict("plain", None, ByRule("claim.plain"))


def _verdict(sign: _Sign) -> Verdict:
    return Verdict(sign.rule.value, sign.token.span, ByRule(sign.rule.id, sign.token.text))


def _signs(
    sentence: Sentence, trigger: Trigger, words: StatusWords, frames: Frames, values: frozenset[str]
) -> Iterator[_Sign]:
    """Signs beside the trigger, then beside each word above it as far as the clause's truth hangs together."""
    below: Token | None = None
    for far, token in enumerate(_path(sentence, trigger, frames)):
        yield from _beside(sentence, token, below, far, words, values)
        if far and token is not trigger.carrier and below is not None and _governs(sentence, token, below, frames):
            rule = words.find("governs", token.lemma.lower(), values=values)
            if rule and token.lemma != trigger.head.lemma and not _happened_before(sentence, token, below, rule):
                yield _Sign(rule, token, far)
        below = token


def _path(sentence: Sentence, trigger: Trigger, frames: Frames) -> Iterator[Token]:
    """The trigger and the words above it, up to where a finite clause of its own stands apart."""
    token = trigger.head
    yield token
    while True:
        above = sentence.head(token)
        if above is None:
            return
        relation = token.relation.split(":")[0]
        if relation not in {part.split(":")[0] for part in _UPWARD} or token.relation == "acl:relcl":
            return
        if relation == "nsubj" and token.relation != "nsubj:pass" and not _raises(sentence, above, frames):
            return
        if relation == "advcl" and not any(kid.lemma == "to" for kid in sentence.kids(token, "mark")):
            return
        if relation == "conj" and (
            any(sentence.kids(token, "nsubj")) or (token.upos in {"NOUN", "PROPN"} and above.upos == "VERB")
        ):
            return
        if relation == "obl" and above is not trigger.carrier and not _is_prospect(sentence, token):
            return
        token = above
        yield token


def _raises(sentence: Sentence, above: Token, frames: Frames) -> bool:
    """Whether what is said of the subject is said of the event: "the talks failed", "the talks will be short"."""
    return above.lemma.lower() in frames.raising or (above.upos == "ADJ" and bool(sentence.kids(above, "aux")))


def _is_prospect(sentence: Sentence, token: Token) -> bool:
    """Whether a noun hangs on its verb as what the verb is about: "called for talks", "warned of an attack"."""
    return any(
        kid.lemma in {"for", "of", "about", "from", "against", "on", "to"} for kid in sentence.kids(token, "case")
    )


def _governs(sentence: Sentence, above: Token, below: Token, frames: Frames) -> bool:
    """Whether the word above has the one below as what it plans, fears or denies, not as whoever does so."""
    relation = below.relation.split(":")[0]
    if relation == "conj":
        return False
    if relation == "nsubj" and below.relation != "nsubj:pass":
        return above.lemma.lower() in {"fail", "likely", "unlikely", "possible", "due", "set", "ready"}
    if relation == "advcl":
        return above.upos in {"ADJ", "NOUN"}
    if relation == "obl":
        return _is_prospect(sentence, below)
    return True


def _happened_before(sentence: Sentence, above: Token, below: Token, rule: StatusRule) -> bool:
    """A finite past clause under the word above is told as having happened: "fears grew after they attacked"."""
    return rule.value in {"planned", "hypothetical"} and below.relation == "ccomp" and below.xpos in {"VBD"}


def _beside(
    sentence: Sentence, token: Token, below: Token | None, far: int, words: StatusWords, values: frozenset[str]
) -> Iterator[_Sign]:
    for kid in sentence.kids(token):
        if kid is below:
            continue
        for way in _ways(kid, far):
            rule = words.find(way, kid.lemma.lower(), values=values) or words.find(way, kid.text.lower(), values=values)
            if rule and (way != "marks_under_modal" or _is_unreal(sentence, token)):
                yield _Sign(rule, kid, far)


def _is_unreal(sentence: Sentence, token: Token) -> bool:
    """Whether the clause above is negated or only willed: "they will not talk until the army withdraws"."""
    above = sentence.head(token)
    if above is None:
        return False
    beside = sentence.kids(above, "aux", "advmod")
    return any(kid.xpos == "MD" or kid.lemma.lower() in {"not", "n't", "never"} for kid in beside)


def _ways(kid: Token, far: int) -> tuple[str, ...]:
    relation = kid.relation.split(":")[0]
    match relation:
        case "advmod" | "cc":
            return ("adverbs",)
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


def hold(statements: Sequence[Statement], span: Span) -> tuple[Statement, ...]:
    """The statements whose content holds the span, the shortest (innermost) first."""
    held = [(sum(len(part) for part in one.content), at, one) for at, one in enumerate(statements)
            if any(part.holds(span) for part in one.content)]  # fmt: skip
    return tuple(one for _, _, one in sorted(held, key=lambda it: it[:2]))
