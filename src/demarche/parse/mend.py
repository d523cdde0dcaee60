"""Mends what the network gets wrong where the words tell it beyond doubt: possessors, names joined by "and", objects
before infinitives, prepositions."""

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


def mend_joined_nations(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str], names: Sequence[str], words: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with nations that "and" joins before a noun as adjectives of that noun, which keeps the phrase's place.

    In "the Russian and Chinese foreign ministers met" the network may hang the noun on one of the adjectives, or the
    first adjective where the noun belongs. The first nation must be an adjective or an abbreviation: "Iran and Iraqi
    troops" are two.
    """
    above, named = list(heads), list(relations)
    for joint in (at for at, tag in enumerate(xpos) if tag == "CC"):
        firsts, second = _nations_before(joint, xpos, names, words), _nation_from(joint + 1, names, xpos)
        noun = _noun_after(second, xpos, names) if firsts and second is not None else None
        if noun is None or second is None:
            continue
        nations = [*firsts, second]
        phrase = range(_first_of(firsts[0], names), noun + 1)
        hung = [at for at in (noun, *nations) if above[at] not in phrase]
        anchor = next((at for at in hung if named[at] != "conj"), hung[0] if hung else noun)
        head, relation = above[anchor], named[anchor]
        if head in phrase or any(_stands_above(above, head, at) for at in phrase if head >= 0):
            continue
        if relation in {"amod", "compound", "conj"}:
            relation = ("nsubj" if head > noun else "obj") if xpos[head].startswith("VB") else "conj"
        for word in range(len(above)):
            if above[word] in nations and word not in phrase:
                above[word] = noun
        above[noun], named[noun] = head, relation
        for at in nations:
            above[at], named[at] = (nations[0], "conj") if at != nations[0] else (noun, "amod")
        above[joint], named[joint] = second, "cc"
    return tuple(above), tuple(named)


def _nations_before(joint: int, xpos: Sequence[str], names: Sequence[str], words: Sequence[str]) -> list[int]:
    """The nations right before the joint, parted by commas, the first first."""
    found: list[int] = []
    at = joint - 1
    while at >= 0:
        if xpos[at] == "," and found:
            at -= 1
        adjective = names[at][2:] == "NORP" and xpos[at] in {"JJ", "NNP"}
        if at < 0 or not (adjective or words[at].rstrip(".").replace(".", "") in {"US", "UK", "EU", "UN"}):
            break
        found.insert(0, at)
        at = _first_of(at, names) - 1
        if at < 0 or xpos[at] != ",":
            break
    return found


def _nation_from(at: int, names: Sequence[str], xpos: Sequence[str]) -> int | None:
    """The last word of the nation that begins there, None if none does."""
    if at >= len(names) or not names[at].startswith("B-"):
        return None
    last = at
    while last + 1 < len(names) and names[last + 1].startswith("I-"):
        last += 1
    return last if names[at][2:] == "NORP" or xpos[last] == "JJ" else None


def _first_of(at: int, names: Sequence[str]) -> int:
    while at > 0 and names[at].startswith("I-"):
        at -= 1
    return at


def _noun_after(second: int | None, xpos: Sequence[str], names: Sequence[str]) -> int | None:
    """The last of the nouns that follow the second nation, adjectives passed over; none where a name follows."""
    found = None
    for at in range((second or 0) + 1, len(xpos)):
        if names[at] != "O":
            break
        if xpos[at] in {"NN", "NNS"}:
            found = at
        elif found is not None or xpos[at] not in {"JJ", "VBN", "HYPH"}:
            break
    return found


def mend_objects(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with whoever stands between a verb and "of doing" or "to do" as the verb's object.

    In "accused the army of bombing the town" the army cannot be the subject of a gerund that a preposition leads in,
    nor in "implored the council to act" the object of what follows its "to".
    """
    above, named = list(heads), list(relations)
    for at, relation in enumerate(relations):
        below = above[at]
        if below <= at or (relation, xpos[below]) not in {("nsubj", "VBG"), ("obj", "VB")}:
            continue
        mark = "IN" if relation == "nsubj" else "TO"
        led = any(
            above[word] == below and named[word] in {"mark", "case"} and xpos[word] == mark
            for word in range(at + 1, below)
        )
        verb = above[below]
        if led and 0 <= verb < at and xpos[verb].startswith("VB"):
            above[at], named[at] = verb, "obj"
            named[below] = "advcl" if relation == "nsubj" else named[below]
    return tuple(above), tuple(named)


def mend_prepositions(
    heads: Sequence[int], relations: Sequence[str], xpos: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The tree with a preposition that stands right before a phrase without one as the phrase's.

    In "rallied against the ministry" the network may hang "against" on the verb as an adverb and leave the ministry
    without a preposition.
    """
    above, named = list(heads), list(relations)
    for at, relation in enumerate(relations):
        verb = above[at]
        if relation not in {"advmod", "compound:prt"} or xpos[at] != "IN" or not 0 <= verb < at:
            continue
        noun = next((n for n in range(at + 1, len(heads)) if above[n] == verb and named[n] == "obl"), None)
        if noun is None or any(above[word] == noun and named[word] == "case" for word in range(len(heads))):
            continue
        if all(word == noun or _stands_above(above, word, noun) for word in range(at + 1, noun)):
            above[at], named[at] = noun, "case"
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
