"""Scores to a sentence: the best tree, the labels on it, lemmas, names."""

from collections.abc import Sequence

import numpy as np
from ufal.chu_liu_edmonds import chu_liu_edmonds

from demarche.encode import Floats, Ints, Labels

_NEVER = -1e9


def best_heads(arcs: Floats) -> tuple[Ints, float]:
    """Each word's head (from 1, 0 the root) in the best tree with one root, and its words' mean probability.

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
    return heads, float(np.exp(logs[np.arange(count), heads]).mean())


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


def best_relations(scores: Floats, heads: Ints, labels: Labels) -> tuple[str, ...]:
    """The label of each arc from its scores, (words, relations); "root" goes to the root and to no other word."""
    found = scores.copy()
    root = labels.relations.index("root")
    found[heads != 0, root] = _NEVER
    chosen = found.argmax(axis=1)
    return tuple("root" if head == 0 else labels.relations[at] for head, at in zip(heads, chosen, strict=True))


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


def mend_possessives(heads: Ints, relations: Sequence[str], xpos: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """The tree with every word before "'s" hung on the noun that follows, as its possessor.

    The mark tells it beyond doubt; the network errs where a coordination stands near ("in Korea and Seoul's request").
    `heads` counts from 1, 0 the root; a change that would make a circle is not made.
    """
    heads, named = heads.copy(), list(relations)
    for mark in (at for at, tag in enumerate(xpos) if tag == "POS"):
        owner = int(heads[mark]) - 1
        owned = _owned(xpos, mark)
        if owned is None or owner < 0 or owner >= mark or named[owner] in {"nmod:poss", "root", "flat", "compound"}:
            continue
        if named[mark] == "case" and not _above(heads, owned, owner) and heads[owner] != owned + 1:
            heads[owner], named[owner] = owned + 1, "nmod:poss"
    return heads, tuple(named)


def _owned(xpos: Sequence[str], mark: int) -> int | None:
    """The noun that closes the phrase after the mark, None if something else stands between."""
    found = None
    for at in range(mark + 1, min(len(xpos), mark + 7)):
        if xpos[at].startswith("NN"):
            found = at
        elif found is not None or not xpos[at].startswith(("JJ", "CD", "RB", "HYPH", "VBN", "VBG")):
            break
    return found


def _above(heads: Ints, word: int, other: int) -> bool:
    """Whether `other` stands above `word` in the tree."""
    while heads[word] > 0:
        word = int(heads[word]) - 1
        if word == other:
            return True
    return False
