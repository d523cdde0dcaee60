"""Scores to decisions: where sentences end, the best tree and its labels, lemmas, names, attributions, facts."""

from collections.abc import Sequence

import numpy as np
from ufal.chu_liu_edmonds import chu_liu_edmonds

from demarche.encode.arrays import Floats, Ints
from demarche.encode.labels import CLAIMS, STATUSES, Labels
from demarche.encode.record import Attribution, Facts

_NEVER = -1e9

CUE = 0.5
"""Score from which a word opens a cue: the best of -1 to 0.5 on the development part of PolNeAR."""

CUE_REACH = 5
"""Words that a cue may take in, counted from its first."""


END_WORD, END_MARK = 2.5, -0.5
"""Scores from which a sentence ends after a word, and after a mark: the best of some tried on the development parts of
EWT and GUM. A sentence that ends without a mark is rare in edited text, and cutting one in two costs the most."""


def cut_sentences(
    ends: Floats, words: Sequence[str], closed: frozenset[int], fixed: frozenset[int]
) -> list[tuple[int, int]]:
    """The sentences of a window as (first, after last): they end after the words that `closed` counts, and where the
    scores `ends`, (w,), are high enough, unless `fixed` has the place."""
    least = np.array([END_WORD if any(char.isalnum() for char in word) else END_MARK for word in words])
    stops = {int(at) + 1 for at in np.flatnonzero(ends > least)} - fixed | closed
    out, first = [], 0
    for stop in sorted(stops):
        out.append((first, stop))
        first = stop
    return out


def best_heads(arcs: Floats) -> tuple[Ints, Floats]:
    """Each word's head (from 1, 0 the root) in the best tree with one root, and the probability of each arc.

    `arcs` is (w, 1 + w). The greedy choice is taken where it is a tree, which it is nine times in ten.
    """
    count = len(arcs)
    scores = arcs.astype(np.float64)
    scores[np.arange(count), np.arange(1, count + 1)] = _NEVER
    scores -= scores.max(axis=1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    heads: Ints = logs.argmax(axis=1)
    if not _is_tree(heads):
        heads = _spanning_tree(logs)
    return heads, np.exp(logs[np.arange(count), heads]).astype(np.float32)


def _is_tree(heads: Ints) -> bool:
    if np.count_nonzero(heads == 0) != 1:
        return False
    reached = np.zeros(len(heads) + 1, dtype=bool)
    reached[0] = True
    for word in range(1, len(heads) + 1):
        path = []
        at = word
        while not reached[at]:
            if at in path:
                return False
            path.append(at)
            at = int(heads[at - 1])
        reached[path] = True
    return True


def _spanning_tree(logs: Floats) -> Ints:
    """The tree of the highest score; where several roots come out, the best with one of them alone."""
    count = len(logs)
    square = np.full((count + 1, count + 1), _NEVER)
    square[1:] = logs
    np.fill_diagonal(square, _NEVER)
    heads, _ = chu_liu_edmonds(square.copy())
    roots = [at for at in range(1, count + 1) if heads[at] == 0]
    if len(roots) > 1:
        tried = []
        for root in roots:
            single = square.copy()
            single[1:, 0] = _NEVER
            single[root, 0] = square[root, 0]
            tried.append(chu_liu_edmonds(single))
        heads, _ = max(tried, key=lambda found: found[1])
    return np.array(heads[1:], dtype=np.int64)


def best_relations(scores: Floats, heads: Sequence[int], labels: Labels) -> tuple[str, ...]:
    """The label of each arc from its scores, (words, relations); "root" goes to roots (head -1) and to no other."""
    found = scores.copy()
    roots = np.asarray(heads) < 0
    found[~roots, labels.relations.index("root")] = _NEVER
    chosen = found.argmax(axis=1)
    return tuple("root" if root else labels.relations[at] for root, at in zip(roots, chosen.tolist(), strict=True))


def best_names(logs: Floats, tags: tuple[str, ...]) -> tuple[str, ...]:
    """The likeliest BIO tags in which no name goes on that has not begun; `logs` is (w, tags)."""
    greedy = [tags[at] for at in logs.argmax(axis=1)]
    if _is_bio(greedy):
        return tuple(greedy)
    blocked = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for after, tag in enumerate(tags):
        if tag.startswith("I-"):
            before = [other[2:] != tag[2:] for other in tags]
            blocked[before, after] = _NEVER
    best = logs[0] + np.array([_NEVER if tag.startswith("I-") else 0.0 for tag in tags], dtype=np.float32)
    back = np.zeros(logs.shape, dtype=np.int64)
    for at in range(1, len(logs)):
        ways = best[:, None] + blocked
        back[at] = ways.argmax(axis=0)
        best = ways.max(axis=0) + logs[at]
    path = [int(best.argmax())]
    for at in range(len(logs) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return tuple(tags[at] for at in reversed(path))


def _is_bio(tags: list[str]) -> bool:
    before = "O"
    for tag in tags:
        if tag.startswith("I-") and before[2:] != tag[2:]:
            return False
        before = tag
    return True


def apply_lemma(script: str, word: str) -> str:
    """The lemma that the script makes of the word; the lowered word where the script does not fit.

    >>> apply_lemma("low:1:", "Talks")
    'talk'
    """
    if script == "=":
        return word
    how, _, rest = script.partition(":")
    if how == "WHOLE":
        return rest
    cut, _, add = rest.partition(":")
    base = word.lower() if how == "low" else word
    if not cut.isdigit() or int(cut) > len(base):
        return base
    return base[: len(base) - int(cut)] + add


def find_facts(scores: Floats) -> Facts:
    """Status, claim and factuality of n words from their scores, (n, 4 + 4 + …)."""
    status, claim = len(STATUSES), len(CLAIMS)
    return Facts(
        np.clip(scores[:, status + claim], -3, 3),
        _softmax(scores[:, :status]),
        _softmax(scores[:, status : status + claim]),
    )


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return found


def find_attributions(parts: Floats, bias: Floats, start: int) -> list[Attribution]:
    """The attributions of a window whose first word has the place `start`.

    `parts` is (w, 1 + 6 d): for each word whether it opens a cue; what it looks for, as a cue, in the words of the cue,
    the source and the content, (3, d); what it is as one of these, (3, d). `bias` is (3,).
    """
    wide = (parts.shape[1] - 1) // 6
    cues = np.flatnonzero(parts[:, 0] > CUE)
    if not len(cues):
        return []
    looks = parts[cues, 1 : 1 + 3 * wide].reshape(-1, 3, wide).transpose(1, 0, 2)
    is_ = parts[:, 1 + 3 * wide :].reshape(-1, 3, wide).transpose(1, 2, 0)
    belongs = looks @ is_ * wide**-0.5 + bias[:, None, None] > 0
    out = []
    for row, opens in enumerate(cues.tolist()):
        cue = [at for at in np.flatnonzero(belongs[0, row]).tolist() if opens <= at < opens + CUE_REACH] or [opens]
        source, content = (
            tuple(start + at for at in np.flatnonzero(belongs[role, row]).tolist() if at not in cue) for role in (1, 2)
        )
        sure = float(1 / (1 + np.exp(-parts[opens, 0])))
        out.append(Attribution(tuple(start + at for at in cue), source, content, sure))
    return out
