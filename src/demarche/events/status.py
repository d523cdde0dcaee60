"""Says of each trigger whether the text has it happen, and on whose word: status and claim, each with its words.

Rules and encoder decide together: the rules say what the words mean, and how far such words are to be trusted; the
encoder says how likely each answer is. The answer is the one for which the product of both is greatest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.base import ByModel, ByRule, Span
from demarche.encode import CLAIMS, STATUSES, Facts
from demarche.events.frames import Frames, StatusWords
from demarche.events.record import Verdict
from demarche.events.signs import Sign, Step, beside, climb, is_finite, is_past
from demarche.parse import Sentence, Token
from demarche.statements import Statement

_STATUS = frozenset({"planned", "hypothetical", "negated"})
_CLAIM = frozenset({"alleged", "denied"})
_ASSERTING = frozenset({"say", "think"})
"""Acts that make an event another's word; what is only mentioned, asked, meant or judged stays the report's."""

_AIMS = frozenset({"thing", "goal", "aim", "task", "purpose", "way", "point", "idea", "priority", "objective", "key"})
_NOT_QUITE = ((["short"], "of"), (["far"], "from"), (["close"], "to"), (["rather"], "than"), (["instead"], "of"))

BOTH = 0.97
"""How far a statement that rules and encoder both see is to be trusted: its words hold the event, plain to see."""

DONE = 0.99
"""How far the rules are to be trusted where a finite verb tells of the event and nothing beside it speaks otherwise."""

PLAIN = 0.88
"""How far the rules are to be trusted where they see nothing: our own training sentences say so."""


@dataclass(frozen=True, slots=True)
class _View:
    """What the rules hold: the answer, the word that says so, its rule, and how far it is to be trusted."""

    value: str
    token: Token | None
    rule: str
    trust: float


def judge_status(
    sentence: Sentence, word: Token, carrier: Token, words: StatusWords, frames: Frames, facts: Facts | None = None
) -> Verdict:
    """actual, planned, hypothetical or negated.

    From the top of the sentence down, each word says what becomes of the one below it: "did not fail to attack" is
    negated by "fail" under "not", that is, actual.
    """
    view = _view_status(sentence, word, carrier, words, frames)
    scores = facts.status[word.place].tolist() if facts is not None and word.place >= 0 else None
    return _weigh(view, "status", STATUSES, scores)


def _weigh(view: _View, head: str, values: Sequence[str], scores: Sequence[float] | None) -> Verdict:
    """The verdict of rules and encoder, with the other's view as what it stood on."""
    rule = ByRule(view.rule, view.token.text if view.token else "")
    words = view.token.span if view.token else None
    if scores is None:
        return Verdict(view.value, words, rule)
    sure = dict(zip(values, scores, strict=True))
    other = (1 - view.trust) / (len(values) - 1)
    best = max(values, key=lambda it: sure[it] * (view.trust if it == view.value else other))
    if best == view.value:
        return Verdict(best, words, ByRule(rule.rule, rule.words, (ByModel(head, round(sure[best], 4)),)))
    return Verdict(best, None, ByModel(head, round(sure[best], 4), (rule,)))


def _view_status(sentence: Sentence, word: Token, carrier: Token, words: StatusWords, frames: Frames) -> _View:
    if _is_asked(sentence, word):
        return _View("hypothetical", None, "status.question", 0.8)
    view = _View("actual", None, "status.plain", DONE if _is_told(sentence, word, carrier) else PLAIN)
    steps = list(climb(sentence, word, carrier, words, frames))
    for far in range(len(steps) - 1, -1, -1):
        step = steps[far]
        over = steps[far + 1] if far + 1 < len(steps) else None
        if over is not None and over.way == "that" and over.embeds is None and is_finite(sentence, step.token):
            view = _View("actual", None, "status.plain", PLAIN)  # told by somebody, but told as done
        view = _beside(sentence, step, far, view, words)
        if step.below is not None:
            view = _through(sentence, step, view)
    return view


def _is_asked(sentence: Sentence, word: Token) -> bool:
    """Whether the next mark that ends a sentence, perhaps one inside a quotation, is a question mark."""
    after = sentence.tokens[word.at + 1 :]
    marks = (token.text for token in after if token.text[0] in "?!" or (token.text == "." and token.upos == "PUNCT"))
    return next(marks, "").startswith("?")


def _is_told(sentence: Sentence, word: Token, carrier: Token) -> bool:
    """Whether a finite verb has the event: "held talks", "were arrested", "the strike shut the mines"."""
    above = sentence.head(word)
    verb = above if word.relation == "nsubj" and above is not None else carrier
    if verb.upos != "VERB" or sentence.kids(verb, "mark"):
        return False
    return is_past(sentence, verb) or (verb is above and is_finite(sentence, verb))


def _beside(sentence: Sentence, step: Step, far: int, view: _View, words: StatusWords) -> _View:
    """What the words beside this one make of it: modals first, then negations."""
    signs = sorted(
        beside(sentence, step.token, step.below, far, words, _STATUS), key=lambda it: it.rule.value == "negated"
    )
    can = any(sign.token.lemma.lower() in {"can", "could"} for sign in signs)
    for sign in signs:
        view = _marked(sentence, step, sign, view, can)
    return _short_of(sentence, step, _to_be(sentence, step, view))


def _short_of(sentence: Sentence, step: Step, view: _View) -> _View:
    """ "stopped short of attacking", "far from attacking", "came close to attacking", "too late to stop"."""
    kids = [kid for kid in sentence.kids(step.token) if kid.at < step.token.at and kid.upos in {"ADP", "SCONJ", "PART"}]
    for kid in kids:
        before = [token.text.lower() for token in sentence.tokens[max(0, kid.at - 2) : kid.at]]
        if (before[-1:], kid.text.lower()) in _NOT_QUITE or (kid.text.lower() == "to" and before[:1] == ["too"]):
            return _View("negated", sentence.tokens[kid.at - 1], "negated.short-of", 0.75)
    return view


def _marked(sentence: Sentence, step: Step, sign: Sign, view: _View, can: bool) -> _View:
    made = _View(sign.rule.value, sign.token, sign.rule.id, sign.rule.trust)
    match sign.rule.value:
        case "negated" if sign.rule.id == "negated.instead":
            return made
        case "negated":
            if view.value == "hypothetical" and not (can and view.token in sentence.kids(step.token, "aux")):
                return view
            return _View("actual", sign.token, sign.rule.id, sign.rule.trust) if view.value == "negated" else made
        case "hypothetical":
            return _modal(sentence, step, sign, view) or made
        case _:
            if sign.token.upos == "ADJ" and _is_pluperfect(sentence, step.token):  # "had been due to meet"
                return _View("negated", sign.token, "negated.had-planned", 0.6)
            return made if view.value == "actual" else view


def _modal(sentence: Sentence, step: Step, sign: Sign, view: _View) -> _View | None:
    """What a modal or "if" makes of it besides a possibility: what was not ("would have left", "if they had left"),
    what must have been, and what was to come as seen from the past ("said they would leave")."""
    word, token = sign.token.lemma.lower(), step.token
    helps = {kid.lemma: kid for kid in sentence.kids(token, "aux")}
    if word in {"would", "could", "should"} and "have" in helps:
        return _View("negated", sign.token, "negated.counterfactual", 0.8)
    if word == "must" and "have" in helps:
        return _View("actual", sign.token, "actual.must-have", 0.8)
    if word == "if" and "have" in helps and helps["have"].xpos == "VBD":
        return _View("negated", sign.token, "negated.counterfactual", 0.8)
    above = sentence.head(token)
    if word == "would" and above is not None and token.relation == "ccomp" and above.xpos in {"VBD", "VBN", "VBG"}:
        return _View("planned", sign.token, "planned.reported", 0.87) if view.value == "actual" else view
    return None


def _to_be(sentence: Sentence, step: Step, view: _View) -> _View:
    """ "is to meet", "Seoul to meet Tokyo", "was to have met", "is yet to meet"."""
    token = step.token
    marks = [kid for kid in sentence.kids(token, "mark", "aux") if kid.lemma == "to"]
    if not marks or view.value not in {"actual", "planned"}:
        return view
    before = sentence.tokens[marks[0].at - 1] if marks[0].at else None
    if before is not None and before.text.lower() == "yet":
        return _View("negated", before, "negated.yet-to", 0.8)
    above = sentence.head(token)
    if any(kid.lemma.lower() in _AIMS for kid in sentence.kids(token, "nsubj")):
        return view  # "the aim is to meet"
    alone = token.relation in {"root", "ccomp", "parataxis", "conj", "acl:relcl", "advcl"} or (
        above is not None and above.lemma == "be"
    )
    if not alone or not (sentence.kids(token, "nsubj", "aux", "cop") or (above is not None and above.lemma == "be")):
        return view
    if any(kid.lemma == "have" and kid.at > marks[0].at for kid in sentence.kids(token, "aux")):
        return _View("negated", marks[0], "negated.was-to-have", 0.6)
    return _View("planned", marks[0], "planned.to-be", 0.95)


def _through(sentence: Sentence, step: Step, view: _View) -> _View:
    """What becomes of the word below this one."""
    below, signature = step.below, step.embeds
    assert below is not None  # only such steps come here
    if signature is None:
        loose = step.way == "to" and view.value == "actual" and step.token.lemma != "be"
        if loose and not is_past(sentence, below) and below.relation.split(":")[0] in {"xcomp", "acl", "advcl"}:
            if not any(token.xpos in {"VBD", "VBZ", "VBP", "MD"} for token in sentence.tokens):
                return _View("planned", step.token, "planned.headline", 0.8)  # "Seoul to resume broadcasts"
            return _View("hypothetical", None, "hypothetical.infinitive", 0.4)
        return view
    if signature.positive == "same":
        return view
    if step.way == "that" and is_past(sentence, below):
        return view  # a past clause under the word is told as having happened: "fears grew after they attacked"
    ready = view.value
    value = signature.negative if ready == "negated" else signature.positive
    rule, trust = f"embedding.{signature.id}", signature.trust
    if signature.id == "planning" and _is_pluperfect(sentence, step.token) and value == "planned":
        return _View("negated", step.token, "negated.had-planned", 0.5)
    if ready in {"planned", "hypothetical"} and value == "actual" and signature.id != "factive":
        return view
    if ready == "negated" and value == "negated" and view.token is not None:
        return view  # "has no plans": the negation is the word that says so
    if value == "actual" and ready == "actual":
        return view
    return _View(value, step.token, rule, trust)


def _is_pluperfect(sentence: Sentence, token: Token) -> bool:
    """Whether "had" stands before the plan: it was one, and came to nothing."""
    return any(kid.lemma == "have" and kid.xpos == "VBD" for kid in sentence.kids(token, "aux"))


def judge_claim(
    sentence: Sentence,
    word: Token,
    carrier: Token,
    words: StatusWords,
    frames: Frames,
    statements: Sequence[Statement],
    facts: Facts | None = None,
) -> Verdict:
    """plain, attributed, alleged or denied: the words beside the trigger first, then the statements that hold it."""
    scores = facts.claim[word.place].tolist() if facts is not None and word.place >= 0 else None
    signs = _claim_signs(sentence, word, carrier, words, frames)
    if signs:
        denied = [sign for sign in signs if sign.rule.value == "denied"]
        sign = denied[0] if denied and signs[0].token.upos == "NOUN" else signs[0]  # "denied the claim that …"
        return _weigh(_View(sign.rule.value, sign.token, sign.rule.id, sign.rule.trust), "claim", CLAIMS, scores)
    return _weigh_told([one for one in statements if one.act in _ASSERTING], scores)


def _claim_signs(sentence: Sentence, word: Token, carrier: Token, words: StatusWords, frames: Frames) -> list[Sign]:
    out: list[Sign] = []
    for far, step in enumerate(climb(sentence, word, carrier, words, frames)):
        out += beside(sentence, step.token, step.below, far, words, _CLAIM)
        if far and step.way and step.token is not carrier and step.token.lemma != word.lemma:
            rule = words.find("governs", step.token.lemma.lower(), values=_CLAIM)
            if rule:
                out.append(Sign(rule, step.token, far))
    return out


def _weigh_told(statements: Sequence[Statement], scores: Sequence[float] | None) -> Verdict:
    """The claim of an event that the statements hold, innermost first: a denial among them counts, then a hedge."""
    against = next((one for one in statements if one.stance == "against"), None)
    hedged = next((one for one in statements if one.hedged), None)
    first = against or hedged or (statements[0] if statements else None)
    value = "denied" if against else "alleged" if hedged else "attributed" if first else "plain"
    if first is None:
        return _weigh(_View("plain", None, "claim.plain", 0.85), "claim", CLAIMS, scores)
    trust = BOTH if value == "attributed" and _is_seconded(first) else 0.75
    found = _weigh(_View(value, None, f"claim.{first.cue_lemma or 'quotation'}", trust), "claim", CLAIMS, scores)
    if found.value != value:
        return found
    because = ByRule(
        f"claim.{first.cue_lemma or 'quotation'}", first.cue_lemma, (first.because, *found.because.parents)
    )
    return Verdict(value, first.cue, because)


def _is_seconded(one: Statement) -> bool:
    """Whether rules and encoder both saw the statement."""
    parents = one.because.parents
    return isinstance(one.because, ByRule) and any(
        isinstance(it, ByModel) and it.head == "attribution" for it in parents
    )


def hold(statements: Sequence[Statement], span: Span) -> tuple[Statement, ...]:
    """The statements whose content holds the span, the shortest (innermost) first."""
    held = [(sum(len(part) for part in one.content), at, one) for at, one in enumerate(statements)
            if any(part.holds(span) for part in one.content)]  # fmt: skip
    return tuple(one for _, _, one in sorted(held, key=lambda it: it[:2]))
