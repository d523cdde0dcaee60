"""Trees of the ClearNLP scheme, which spaCy's English pipelines speak, as Universal Dependencies.

ClearNLP hangs a noun under its preposition and a predicate under its copula; here both are turned over. The rest is a
matter of names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from demarche.encode.trees import mend_tree

MARKERS = frozenset({"dobj", "nsubjpass", "pobj", "prep"})
"""Labels that only ClearNLP has: where one is met, the scheme is ClearNLP."""

_NAMES = {
    "acomp": "xcomp", "agent": "obl:agent", "attr": "xcomp", "auxpass": "aux:pass", "csubjpass": "csubj:pass",
    "dative": "iobj", "dobj": "obj", "intj": "discourse", "meta": "dep", "neg": "advmod", "nsubjpass": "nsubj:pass",
    "oprd": "xcomp", "pcomp": "advcl", "pobj": "obl", "poss": "nmod:poss", "preconj": "cc:preconj",
    "predet": "det:predet", "prt": "compound:prt", "quantmod": "advmod", "relcl": "acl:relcl",
}  # fmt: skip

_KEPT = frozenset({"acl", "acomp", "advcl", "appos", "attr", "ccomp", "conj", "dep", "oprd", "parataxis", "pcomp",
                   "pobj", "root", "xcomp"})  # fmt: skip
"""What a preposition may be that its noun then is in its place; as anything else the noun modifies."""

_FIXED = frozenset({("according", "to"), ("as", "to"), ("because", "of"), ("depending", "on"), ("due", "to"),
                    ("instead", "of"), ("other", "than"), ("out", "of"), ("prior", "to"), ("rather", "than"),
                    ("such", "as")})  # fmt: skip
"""Prepositions of two words that are one (UD English, relation `fixed`)."""

_BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"])

_PLACES = frozenset({"abroad", "ahead", "away", "back", "behind", "down", "here", "home", "in", "inside", "off", "out",
                     "outside", "over", "there", "up"})  # fmt: skip
"""Adverbs that "be" may say of its subject."""

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_QUOTES = frozenset({'"', "'", "“", "”", "‘", "’", "``", "''"})

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})


@dataclass(frozen=True, slots=True)
class Words:
    """What the conversion asks of the words of a sentence: the word, its part of speech, its Penn tag, its name tag."""

    words: Sequence[str]
    upos: Sequence[str]
    xpos: Sequence[str]
    names: Sequence[str]


def to_universal(heads: Sequence[int], relations: Sequence[str], words: Words) -> tuple[list[int], list[str]]:
    """The sentence's tree in UD; `heads` are places in it, -1 the root, and make one tree."""
    tree = _Tree(list(heads), list(relations), words)
    _order_conjuncts(tree)
    for at in tree.deepest_first():
        _turn_preposition(tree, at)
    _raise_objects(tree)
    for at in tree.deepest_first():
        _turn_copula(tree, at)
    _turn_money(tree)
    _turn_persons(tree)
    for at in range(len(heads)):
        tree.relations[at] = _rename(tree, at)
    _hang_marks(tree)
    return mend_tree(tree.heads, tree.relations)


class _Tree:
    """A tree that can be rebuilt word by word."""

    def __init__(self, heads: list[int], relations: list[str], words: Words) -> None:
        self.heads, self.relations = heads, relations
        self.words = [word.lower() for word in words.words]
        self.upos, self.xpos, self.names = words.upos, words.xpos, words.names

    def kids(self, at: int, *relations: str) -> list[int]:
        """The words under `at`, in order, those with one of the relations where any are named."""
        found = (kid for kid, head in enumerate(self.heads) if head == at)
        return [kid for kid in found if not relations or self.relations[kid] in relations]

    def hang(self, words: Iterable[int], head: int, relation: str = "") -> None:
        """Put the words under `head`; they keep their relations where none is given."""
        for at in words:
            self.heads[at] = head
            self.relations[at] = relation or self.relations[at]

    def turn(self, old: int, new: int, relation: str, below: str, *, stay: Sequence[int] = ()) -> None:
        """`new`, a word under `old`, takes its place as `relation`, and all its words but `stay`; `old` is `below`."""
        self.hang([kid for kid in self.kids(old) if kid != new and kid not in stay], new)
        self.heads[new], self.relations[new] = self.heads[old], relation
        self.heads[old], self.relations[old] = new, below

    def nominal(self, at: int) -> bool:
        """Whether what hangs on the word hangs on a noun."""
        return at >= 0 and self.upos[at] in _NOMINAL

    def clausal(self, at: int) -> bool:
        """Whether the word heads a clause."""
        return self.upos[at] in {"VERB", "AUX"} or bool(self.kids(at, "nsubj", "nsubjpass", "aux", "mark"))

    def deepest_first(self) -> list[int]:
        """The words, those farthest from the root before all others."""
        return sorted(range(len(self.heads)), key=lambda at: -sum(1 for _ in self.above(at)))

    def above(self, at: int) -> Iterator[int]:
        """The words over `at`, the nearest first."""
        while self.heads[at] >= 0:
            at = self.heads[at]
            yield at


def _order_conjuncts(tree: _Tree) -> None:
    """Conjuncts of a chain hang on the first, and a conjunction on the conjunct that follows it."""
    for at in range(len(tree.heads)):
        after = [kid for kid in tree.kids(at, "conj") if kid > at]
        for kid in tree.kids(at, "cc"):
            follows = next((one for one in after if one > kid), None)
            if kid > at and follows is not None:
                tree.heads[kid] = follows
    for at, relation in enumerate(tree.relations):
        while relation == "conj" and tree.relations[tree.heads[at]] == "conj":
            tree.heads[at] = tree.heads[tree.heads[at]]


def _turn_preposition(tree: _Tree, at: int) -> None:
    """The noun, or clause, under a preposition takes its place, the preposition below it."""
    relation, head = tree.relations[at], tree.heads[at]
    below = tree.kids(at, "pobj") or tree.kids(at, "pcomp")
    inner = [] if below or relation not in {"prep", "agent", "dative"} else tree.kids(at, "obl", "nmod", "advcl", "acl")
    if not below and not inner:
        if relation == "prep":
            tree.relations[at] = "obl" if tree.upos[at] == "ADP" else "advmod"
        return
    new = (below or inner)[0]
    clause = tree.relations[new] in {"pcomp", "advcl", "acl"} and tree.clausal(new)
    if relation in _KEPT:
        as_ = relation
    elif clause:
        as_ = "acl" if tree.nominal(head) else "advcl"
    elif relation == "agent":
        as_ = "obl:agent"
    else:
        as_ = "nmod" if tree.nominal(head) else "obl"
    tree.turn(at, new, as_, "mark" if clause else "case")
    for second in tree.kids(new, "case", "mark"):
        if (tree.words[at], tree.words[second]) in _FIXED and second == at + 1:
            tree.hang([second], at, "fixed")


def _raise_objects(tree: _Tree) -> None:
    """In "want him to go" and "make him happy", him is the object, and go or happy the open complement."""
    for at, head in enumerate(tree.heads):
        helpers = tree.kids(at, "aux", "auxpass")
        infinite = tree.xpos[helpers[0]] == "TO" if helpers else tree.xpos[at] not in _FINITE
        if tree.relations[at] != "ccomp" or not infinite or tree.kids(at, "mark"):
            continue
        subjects = [kid for kid in tree.kids(at, "nsubj", "nsubjpass") if head < kid < at]
        if subjects or tree.upos[at] == "ADJ":
            tree.hang(subjects, head, "dobj")
            tree.relations[at] = "xcomp"


def _turn_copula(tree: _Tree, at: int) -> None:
    """What is said of the subject takes the place of the verb "be"."""
    if tree.words[at] not in _BE or tree.relations[at] in {"aux", "auxpass"}:
        return
    subjects = tree.kids(at, "nsubj", "csubj")
    if any(tree.words[kid] == "there" for kid in tree.kids(at, "expl")):
        if not subjects:
            tree.hang(tree.kids(at, "attr"), at, "nsubj")
        return
    said = tree.kids(at, "attr") or tree.kids(at, "acomp") or tree.kids(at, "oprd")
    clauses = [kid for kid in tree.kids(at, "ccomp", "xcomp") if kid > at]
    if len(said) > 1 and not subjects:
        tree.relations[said[0]] = "nsubj"
    if subjects and tree.words[subjects[0]] == "it" and said and clauses and tree.upos[said[-1]] == "ADJ":
        tree.relations[subjects[0]] = "expl"
        tree.relations[clauses[0]] = "csubj"
    new = said[-1] if said else _placed(tree, at, clauses) if subjects else None
    if new is not None:
        if new in clauses:
            tree.hang(subjects, at, tree.relations[subjects[0]] + ":outer")
        tree.turn(at, new, tree.relations[at], "cop")


def _placed(tree: _Tree, at: int, clauses: Sequence[int]) -> int | None:
    """What "be" says of its subject where it is no noun and no adjective: a clause, a phrase, a place."""
    phrases = [kid for kid in tree.kids(at, "obl") if kid > at and tree.kids(kid, "case")]
    places = [kid for kid in tree.kids(at, "advmod") if kid > at and tree.words[kid] in _PLACES]
    return next(iter([*clauses, *places, *phrases]), None)


def _turn_money(tree: _Tree) -> None:
    """In "$20 million" the sign is the head."""
    for at, tag in enumerate(tree.xpos):
        number = tree.heads[at]
        if tag == "$" and tree.relations[at] in {"quantmod", "nmod"} and number > at and tree.upos[number] == "NUM":
            stay = tree.kids(number, "compound", "quantmod", "advmod", "nummod")
            tree.turn(number, at, tree.relations[number], "nummod", stay=stay)


def _turn_persons(tree: _Tree) -> None:
    """The first of a person's names is the head of the others, and a noun before it, as a title, describes it."""
    for first, tag in enumerate(tree.names):
        if tag != "B-Person":
            continue
        last = first
        while last + 1 < len(tree.names) and tree.names[last + 1] == "I-Person":
            last += 1
        others = range(first, last)
        titles = [kid for kid in tree.kids(last, "compound") if kid < first and tree.nominal(kid)]
        if all(tree.heads[at] == last and tree.relations[at] == "compound" for at in others):
            tree.hang(titles, last, "nmod:desc")
            if others:
                tree.turn(last, first, tree.relations[last], "flat")
                tree.hang([at for at in others if at != first], first, "flat")


def _hang_marks(tree: _Tree) -> None:
    """A mark hangs on the lesser of the units that it parts: on what follows, if that hangs on what went before."""
    marks = {at for at, relation in enumerate(tree.relations) if relation == "punct" and not tree.kids(at)}
    words = [at for at in range(len(tree.heads)) if at not in marks]
    if not words:
        return
    opened = -1
    for at in sorted(marks):
        before, after = [word for word in words if word < at], [word for word in words if word > at]
        if tree.words[at] in _CLOSING and opened >= 0:
            tree.heads[at] = tree.heads[opened]
        elif before and not after and tree.words[at] not in _QUOTES:
            tree.heads[at] = [before[0], *tree.above(before[0])][-1]
        elif before and after and tree.words[at] not in _QUOTES:
            tree.heads[at] = _lesser_unit(tree, before[-1], after[0], at)
        opened = at if tree.words[at] in _OPENING else opened


def _lesser_unit(tree: _Tree, left: int, right: int, mark: int) -> int:
    """The head of the unit on that side of the mark that hangs on the other."""
    over_left, over_right = [left, *tree.above(left)], [right, *tree.above(right)]
    common = next(at for at in over_left if at in over_right)
    units = over_right if common < mark else over_left
    return units[units.index(common) - 1]


def _rename(tree: _Tree, at: int) -> str:
    """The relation's name in UD, where the name alone is to be changed."""
    relation, head = tree.relations[at], tree.heads[at]
    if relation == "npadvmod":
        return "nmod:unmarked" if tree.nominal(head) else "obl:unmarked"
    if relation == "aux" and tree.xpos[at] == "TO":
        return "mark"
    if relation == "relcl" and any(tree.xpos[kid] == "TO" for kid in tree.kids(at, "aux", "mark")):
        return "acl"
    if relation == "nmod" and at < head and not tree.kids(at, "case"):
        return "compound"
    return _NAMES.get(relation, relation)
