"""What `parse` hands on: sentences and their words in a tree of Universal Dependencies."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from demarche.base import Because, Span
from demarche.read import BlockKind


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One syntactic word. Tokens are compared by identity: a sentence owns its tokens.

    Attributes:
        at: its place in the sentence, from 0.
        span: its characters.
        text: as written.
        lemma: its dictionary form, lower-cased unless a name.
        upos: universal part of speech.
        xpos: Penn tag (VBD, NNS, …).
        head: the place of its head in the sentence, -1 for the root.
        relation: the UD relation to its head, subtypes kept ("nsubj:pass").
        name: BIO tag of the names layer ("B-Person", "O").
        features: UD features, of tense, mood, voice, number and the rest ("Number=Plur", "_" for none).
        place: its place among all words of the report, as the layers of `Evidence` count.
    """

    at: int
    span: Span
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    name: str
    features: str = "_"
    place: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence, compared by identity; `kind` and `paragraph` say what block of the report it stands in."""

    span: Span
    text: str
    tokens: tuple[Token, ...]
    kind: BlockKind
    paragraph: int
    children: tuple[tuple[int, ...], ...]
    because: Because
    _asked: dict[tuple[int, tuple[str, ...]], tuple[Token, ...]] = field(default_factory=dict, init=False, repr=False)
    _starts: list[int] = field(default_factory=list, init=False, repr=False)

    def head(self, token: Token) -> Token | None:
        """The token's head, None for the root."""
        return self.tokens[token.head] if token.head >= 0 else None

    def kids(self, token: Token, *relations: str) -> tuple[Token, ...]:
        """Its dependents in the order of the text; only those with one of the relations, if any is given.

        A relation without a subtype takes in its subtypes: "nsubj" also gives "nsubj:pass".
        """
        key = (token.at, relations)
        found = self._asked.get(key)
        if found is None:
            children = self.children[token.at]
            below = [self.tokens[at] for at in children] if children else []
            if relations and below:
                below = [it for it in below if it.relation in relations or it.relation.partition(":")[0] in relations]
            found = self._asked[key] = tuple(below)
        return found

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all that hangs on it, in the order of the text."""
        found: list[int] = []
        waiting = [token.at]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(self.children[at])
        return tuple(self.tokens[at] for at in sorted(found))

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Its head, that one's head, and so on to the root."""
        head = self.head(token)
        while head is not None:
            yield head
            head = self.head(head)

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly inside the span."""
        if not self._starts:
            self._starts.extend(token.span.start for token in self.tokens)
        found = self.tokens[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        while found and found[-1].span.end > span.end:
            found = found[:-1]
        return found
