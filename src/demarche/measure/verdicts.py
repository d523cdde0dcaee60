"""Scores of status and claim as the rooms give them: rules and encoder together, at words marked in sentences."""

from pathlib import Path

from demarche.encode import CLAIMS, STATUSES
from demarche.events import judge_word
from demarche.measure.facts import EXPECTED
from demarche.measure.figures import score_classes
from demarche.measure.inputs import read_marked
from demarche.pipeline import Coder


def measure_verdicts(path: Path, coder: Coder) -> dict[str, float]:
    """Accuracy and F1 in per cent of the statuses and of the claims at the words that a file marks, a text a line.

    Raises:
        ReadError: a line's brackets do not match.
    """
    statuses: list[tuple[str, str]] = []
    claims: list[tuple[str, str]] = []
    for text, marks in read_marked(path, EXPECTED):
        analysis = coder.code_text(text)
        for mark in (mark for mark in marks if mark.label == "event"):
            words = [
                (one, token) for one in analysis.sentences for token in one.tokens if token.span.overlaps(mark.span)
            ]
            sentence, word = words[-1]
            status, claim = judge_word(
                sentence, word, analysis.statements, rules=coder.knowledge.events, facts=analysis.evidence.facts
            )
            statuses.append((mark.field("status") or "actual", status.value))
            claims.append((mark.field("claim") or "plain", claim.value))
    return {
        f"{layer} {name}": value
        for layer, pairs, classes in (("status", statuses, STATUSES), ("claim", claims, CLAIMS))
        for name, value in score_classes(pairs, classes).items()
    }
