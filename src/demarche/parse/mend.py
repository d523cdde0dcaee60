"""Mends what the network gets wrong where the words tell it beyond doubt: possessors, and names joined by "and"."""

from collections.abc import Sequence


def mend_possessives(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with every word before "'s" hung on the noun that follows, as its possessor.

    The mark tells it beyond doubt; the network errs where a coordination stands near ("in Korea and Seoul's request").
    `heads` are places in the sentence, -1 the root; a change that would make a circle is not made.
    """
    above, named = list(heads), list(relations)
    for mark in (at for at, tag in enumerate(xpos) if tag == "POS"):
        owner = above[mark]
        owned = _owned(xpos, mark)
        if owned is None or owner < 0 or owner >= mark or named[owner] in {"nmod:poss", "root", "flat", "compound"}:
            continue
        if named[mark] == "case" and not _stands_above(above, owned, owner) and above[owner] != owned:
            above[owner], named[owner] = owned, "nmod:poss"
    return tuple(above), tuple(named)


def mend_joined_names(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str], names: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with a name that begins after an "and" as conjunct of the name before it, never as its continuation.

    In "US President Moon and Chinese leader Xi" all that stands between "and" and the second name goes with that name,
    and what stands before goes with the first.
    """
    above, named = list(heads), list(relations)
    for at, relation in enumerate(relations):
        first = above[at]
        if relation != "flat" or not names[at].startswith("B-") or first >= at:
            continue
        joint = next((word for word in range(at - 1, first, -1) if xpos[word] == "CC"), None)
        if joint is None:
            continue
        named[at] = "conj"
        for word in range(at):
            if word >= joint and above[word] == first:
                above[word] = at
            elif word < joint < above[word] < at:
                above[word] = first
    return tuple(above), tuple(named)


def mend_objects_before_of(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with whoever stands between a verb and "of doing" (or "from", "for", "into") as the verb's object.

    In "accused the army of bombing the town" the army cannot be the subject of a gerund that a preposition leads in.
    """
    above, named = list(heads), list(relations)
    for at, relation in enumerate(relations):
        gerund = above[at]
        if relation != "nsubj" or gerund <= at or xpos[gerund] != "VBG":
            continue
        led = any(
            above[mark] == gerund and named[mark] in {"mark", "case"} and xpos[mark] == "IN"
            for mark in range(at + 1, gerund)
        )
        verb = above[gerund]
        if led and 0 <= verb < at and xpos[verb].startswith("VB"):
            above[at], named[at], named[gerund] = verb, "obj", "advcl"
    return tuple(above), tuple(named)


def _owned(xpos: Sequence[str], mark: int) -> int | None:
    """The noun that closes the phrase after the mark, None if something else stands between."""
    found = None
    for at in range(mark + 1, min(len(xpos), mark + 7)):
        if xpos[at].startswith("NN"):
            found = at
        elif found is not None or not xpos[at].startswith(("JJ", "CD", "RB", "HYPH", "VBN", "VBG")):
            break
    return found


def _stands_above(heads: Sequence[int], word: int, other: int) -> bool:
    """Whether `other` stands above `word` in the tree."""
    while heads[word] >= 0:
        word = heads[word]
        if word == other:
            return True
    return False
