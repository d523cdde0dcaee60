"""Mends clauses where the order of words tells beyond doubt who acts, to whom something is given, and who are the two
between whom something is."""

from collections.abc import Container, Sequence

_FINITE = frozenset({"VBD", "VBN", "VBP", "VBZ"})


def mend_subjects(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with a noun right before a verb that has no subject as its subject.

    In "NATO scrambled jets" the network may take the verb for a participle and NATO for its object; but no object
    stands before its verb where nothing else is the subject.
    """
    named = list(relations)
    for at, relation in enumerate(relations):
        verb = heads[at]
        if relation != "obj" or verb <= at or xpos[verb] not in _FINITE or not xpos[at].startswith("NN"):
            continue
        below = {relations[word].split(":")[0] for word in range(len(heads)) if heads[word] == verb and word != at}
        clause = relations[verb].split(":")[0] in {"root", "ccomp", "conj", "parataxis"}
        alone = sum(1 for word in range(verb) if heads[word] == verb and relations[word] == "obj") == 1
        if clause and alone and not below & {"nsubj", "csubj", "expl", "aux"}:
            named[at] = "nsubj"
    return tuple(heads), tuple(named)


def mend_past(
    words: Sequence[str], heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str], alike: Container[str]
) -> tuple[str, ...]:
    """The tags with a verb whose past is its bare form (`alike`) as past where its subject is neither "I" nor several:
    "Rome shut the crossing on Monday" has no -s, so it is over."""
    out = list(xpos)
    for at, word in enumerate(words):
        if out[at] not in {"VB", "VBP"} or word.lower() not in alike:
            continue
        below = [kid for kid, head in enumerate(heads) if head == at]
        if any(relations[kid].startswith("aux") or xpos[kid] in {"TO", "MD"} for kid in below):
            continue
        subjects = [kid for kid in below if relations[kid] == "nsubj" and kid < at]
        alone = any(xpos[kid] in {"NN", "NNP"} or words[kid].lower() in {"he", "she", "it"} for kid in subjects)
        joined = any(relations[kid].startswith("conj") and heads[kid] in subjects for kid in range(len(heads)))
        if alone and not joined:
            out[at] = "VBD"
    return tuple(out)


def mend_gifts(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with a noun between a verb and a thing as the one to whom the thing is given.

    In "denied the minister a visa" the minister is no owner of the visa, as no "'s" says so; of two objects,
    the first is the one to whom.
    """
    above, named = list(heads), list(relations)
    for at, relation in enumerate(relations):
        thing = above[at]
        if relation != "nmod:poss" or thing <= at or not xpos[at].startswith("NN"):
            continue
        marked = any(above[word] == at and xpos[word] == "POS" for word in range(len(heads)))
        verb = above[thing]
        if marked or not 0 <= verb < at or not xpos[verb].startswith("VB"):
            continue
        above[at], named[at] = verb, "iobj"
        named[thing] = "obj" if named[thing] in {"ccomp", "xcomp", "obj"} else named[thing]
    for at, relation in enumerate(named):
        verb = above[at]
        if relation == "obj" and 0 <= verb < at and _follows_bare(at, verb, above, named, xpos):
            named[at] = "iobj"
    return tuple(above), tuple(named)


def _follows_bare(at: int, verb: int, heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]) -> bool:
    """Whether the object is the first of two that no "and" joins: "sent Chad six boats"."""
    objects = [word for word in range(verb + 1, len(heads)) if heads[word] == verb and relations[word] == "obj"]
    if len(objects) != 2 or objects[0] != at or not all(xpos[word].startswith(("NN", "PRP")) for word in objects):
        return False
    return not any(xpos[word] in {"CC", ",", ":", "-LRB-"} for word in range(at + 1, objects[1]))


def mend_between(
    heads: Sequence[int], relations: Sequence[str], words: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with two behind every "between": the second is never a part of the first.

    In "between the head of the bank and the ministers" the network may join the ministers to the bank, which leaves one
    alone between whom nothing can be.
    """
    above, named = list(heads), list(relations)
    for at in range(len(heads)):
        between = any(
            above[word] == at and named[word] == "case" and words[word].lower() == "between" for word in range(at)
        )
        if (
            not between
            or xpos[at] in {"NNS", "NNPS", "PRP", "CD"}
            or any(above[w] == at and named[w] == "conj" for w in range(len(heads)))
        ):
            continue
        inner = _inner_conjunct(at, above, named)
        if inner is not None:
            above[inner], named[inner] = at, "conj"
            continue
        _split_joined(at, above, named)
    return tuple(above), tuple(named)


def _below(at: int, heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """The phrases that hang on a noun, and on those, the outer first."""
    found = [word for word in range(at + 1, len(heads)) if heads[word] == at and relations[word] == "nmod"]
    return found + [one for word in found for one in _below(word, heads, relations)]


def _inner_conjunct(at: int, heads: Sequence[int], relations: Sequence[str]) -> int | None:
    """The conjunct of a noun that hangs on this one."""
    for noun in _below(at, heads, relations):
        for word in range(noun + 1, len(heads)):
            if heads[word] == noun and relations[word] == "conj":
                return word
    return None


def _split_joined(at: int, heads: list[int], relations: list[str]) -> None:
    """Parts "of Mali and Tuareg rebels" where the whole was taken for one noun with words before it."""
    for noun in _below(at, heads, relations):
        joint = next((word for word in range(at, noun) if heads[word] == noun and relations[word] == "cc"), None)
        first = next(
            (
                w
                for w in range(at, noun)
                if joint and w < joint and heads[w] == noun and relations[w] in {"compound", "amod"}
            ),
            None,
        )
        if joint is None or first is None:
            continue
        for word in range(at, joint):
            if heads[word] == noun and word != first:
                heads[word] = first
        heads[first], relations[first] = heads[noun], "nmod"
        heads[noun], relations[noun] = at, "conj"
        return
