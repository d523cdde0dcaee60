"""Trees that are ours to hand on: one root for each sentence, and nothing hung outside it."""

from collections.abc import Sequence


def mend_tree(heads: Sequence[int], relations: Sequence[str]) -> tuple[list[int], list[str]]:
    """The same sentence as one tree: `heads` are places in it, and what lies outside counts as the root's place.

    The first word called root is the root, else the first without a head. What else has no head, or hangs in a circle,
    is hung on it.

    >>> mend_tree([1, -1, 7, 4, 3], ["nsubj", "root", "obj", "dep", "punct"])
    ([1, -1, 1, 1, 3], ['nsubj', 'root', 'dep', 'dep', 'punct'])
    """
    above = [head if 0 <= head < len(heads) and head != at else -1 for at, head in enumerate(heads)]
    named = [relation.lower() if relation.lower() == "root" else relation or "dep" for relation in relations]
    tops = [at for at, head in enumerate(above) if head < 0] or [0]
    root = next((at for at in tops if named[at] == "root"), tops[0])
    above[root] = -1
    for at in tops:
        if at != root:
            above[at] = root
            named[at] = {"root": "parataxis", "punct": "punct"}.get(named[at], "dep")
    _open_circles(above, named, root)
    named = ["dep" if relation == "root" else relation for relation in named]
    named[root] = "root"
    return above, named


def _open_circles(above: list[int], named: list[str], root: int) -> None:
    reached = {root}
    for start in range(len(above)):
        path, at = dict[int, None](), start
        while at not in reached and at not in path:
            path[at] = None
            at = above[at]
        if at in path:
            above[at], named[at] = root, "dep"
        reached.update(path)
