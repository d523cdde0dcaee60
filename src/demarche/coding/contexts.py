"""Which contexts words show: phrases by their first word, with the phrases in which they show nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from demarche.base import Mark, Span
from demarche.knowledge import Example, Folders, Shape, read_examples, read_rules
from demarche.parse import Sentence, Token

_POS = {"n": frozenset({"NOUN", "PROPN"}), "v": frozenset({"VERB"}), "a": frozenset({"ADJ"})}
_JOINS = frozenset("-–'’")
"""What stands between the parts of a word and is passed over."""


class ContextShape(Shape):
    """One `[[context]]` as written: the words that show it, and phrases in which they do not."""

    name: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    plain: bool = False
    examples: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")


class ContextsShape(Shape):
    """`contexts.toml` as read."""

    context: tuple[ContextShape, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: as written if `cased`, else by lemma or form; of one of the parts of speech, if any."""

    text: str
    cased: bool
    pos: frozenset[str]

    def fits(self, token: Token) -> bool:
        """Whether the token is it."""
        if self.pos and token.upos not in self.pos:
            return False
        if self.cased:
            return token.text == self.text
        return self.text in (token.lemma.lower(), token.text.lower())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row that show a context, or that block it."""

    words: tuple[Word, ...]
    name: str


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Phrases by the small letters of their first word, blocking ones apart; `plain` contexts are in so many stories
    that a word or two do not make one theirs."""

    names: tuple[str, ...]
    shows: Mapping[str, tuple[Phrase, ...]]
    blocks: Mapping[str, tuple[Phrase, ...]]
    plain: frozenset[str]

    def find(self, sentence: Sentence) -> dict[str, list[Span]]:
        """The contexts that the sentence's words show, in the order of the text, with the words."""
        tokens = [token for token in sentence.tokens if token.text not in _JOINS]
        blocked: dict[str, set[int]] = {}
        out: dict[str, list[Span]] = {}
        for at in range(len(tokens)):
            for phrase in self._fitting(self.blocks, tokens, at):
                blocked.setdefault(phrase.name, set()).update(range(at, at + len(phrase.words)))
        for at in range(len(tokens)):
            for phrase in self._fitting(self.shows, tokens, at):
                if blocked and not blocked.get(phrase.name, set()).isdisjoint(range(at, at + len(phrase.words))):
                    continue
                span = Span(tokens[at].span.start, tokens[at + len(phrase.words) - 1].span.end)
                out.setdefault(phrase.name, []).append(span)
        return out

    @staticmethod
    def _fitting(index: Mapping[str, tuple[Phrase, ...]], tokens: Sequence[Token], at: int) -> Iterator[Phrase]:
        first = tokens[at]
        low, lemma = first.text.lower(), first.lemma.lower()
        found = index.get(low, ()) if low == lemma else (*index.get(low, ()), *index.get(lemma, ()))
        for phrase in found:
            here = tokens[at : at + len(phrase.words)]
            if len(here) == len(phrase.words) and all(map(Word.fits, phrase.words, here)):
                yield phrase


def open_contexts(folders: Folders) -> ContextWords:
    """The shipped words with the users' added to them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    shapes = [
        one for path in folders.files("coding", "contexts*.toml") for one in read_rules(path, ContextsShape).context
    ]
    return ContextWords(
        tuple(dict.fromkeys(one.name for one in shapes)),
        _index((words, one.name) for one in shapes for words in one.words),
        _index((words, one.name) for one in shapes for words in one.without),
        frozenset(one.name for one in shapes if one.plain),
    )


def _index(entries: Iterable[tuple[str, str]]) -> dict[str, tuple[Phrase, ...]]:
    out: dict[str, tuple[Phrase, ...]] = {}
    for words, name in entries:
        phrase = Phrase(tuple(_words(words)), name)
        first = phrase.words[0].text.lower()
        out[first] = (*out.get(first, ()), phrase)
    return out


def _words(written: str) -> Iterator[Word]:
    """The words of an entry, parted as the text is: "anti-graft" is two."""
    for one in written.split():
        text, _, pos = one.partition("/")
        parts = text.replace("'s", " 's").replace("’", "'").replace("-", " ").split()
        for part in parts:
            bare = part.strip("'") if part != "'s" else part
            yield Word(bare, bare != bare.lower(), _POS.get(pos, frozenset()))


def read_context_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of all contexts; the entry is the context's name.

    Raises:
        KnowledgeError: a file is faulty.
    """
    return tuple(
        example
        for path in folders.files("coding", "contexts*.toml")
        for one in read_rules(path, ContextsShape).context
        for example in read_examples("contexts", path, one.name, positive=one.examples, negative=one.not_)
    )


def mark_contexts(sentences: Sequence[Sentence], words: ContextWords) -> tuple[Mark, ...]:
    """The words that show contexts as marks: `[context=nuclear: reactor]`."""
    found = ((span, name) for one in sentences for name, spans in words.find(one).items() for span in spans)
    return tuple(Mark(span, "context", name) for span, name in found)
