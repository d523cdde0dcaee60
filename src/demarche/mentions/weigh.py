"""Weighs what the rules let a mention take up against all else that it may."""

from collections.abc import Callable
from functools import partial
from math import exp

from demarche.base import ByModel, ByRule
from demarche.knowledge import Weights
from demarche.mentions.record import Mention
from demarche.mentions.same import Same, find_candidates
from demarche.mentions.story import SET, Story, Taken

MARGIN, OF_SET = 0.8, 4.0
"""Log odds by which another must be likelier than what the rule found, and than the two that it found for a plural."""

WEIGHED = "mentions.same"
"""What a reason names as the head that decided."""

Choose = Callable[[Story, Mention, Taken], Taken]
"""What a mention takes up in the end, given what the rule found."""


def choose_by(weights: Weights) -> Choose:
    """The choice by a table of weights; without rows what the rule found."""
    return partial(_choose, weights) if weights.rows else _keep


def _keep(_: Story, __: Mention, taken: Taken) -> Taken:
    return taken


def _choose(weights: Weights, story: Story, mention: Mention, taken: Taken) -> Taken:
    candidates = find_candidates(story, mention, taken)
    if len(candidates) < 2:
        return taken
    same = Same(story, mention, taken, candidates)
    candidates = tuple(filter(same.is_likely, candidates))
    scores = [weights.add_parts(same.parts(one))[0] for one in candidates]
    best = max(range(len(scores)), key=lambda at: scores[at])
    if best == 0 or scores[best] - scores[0] <= (OF_SET if taken.rule == SET else MARGIN):
        return taken
    likely = 1 / sum(exp(max(-60.0, score - scores[best])) for score in scores)
    found = candidates[best]
    feature = weights.strongest(same.features(found))
    because = ByModel(WEIGHED, round(likely, 3), (ByRule(WEIGHED, feature), ByRule(taken.rule, mention.text)))
    return found._replace(because=because)
