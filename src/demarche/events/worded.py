"""What speaks for a word to tell of an event, as named features: what the table of triggers is asked by."""

from collections.abc import Iterator, Mapping

from demarche.events.patterns import Pattern
from demarche.parse import Sentence, Token

OWN = frozenset({"case", "mark", "det", "aux", "advmod", "amod", "compound", "compound:prt"})
"""Relations of words that shade what the word above them means."""

PARTS = ("nsubj", "obj", "obl", "nmod")
"""Relations of whom and what an event is about."""

BRIEF = 60
"""Words below which little can be told of what a report is about: a sentence by itself."""

PUBLIC = 3.0
"""Log odds from which a report is surely of public affairs."""


class Worded:
    """A sentence's words looked at; `known` has, by place in the sentence, the type of the pattern that takes a word
    for an event, "" where it says that there is none. The report is of so many words, and so much of public affairs."""

    def __init__(self, sentence: Sentence, known: Mapping[int, str], words: int, affairs: float) -> None:
        self.sentence, self.known = sentence, known
        self.brief, self.public = words < BRIEF, affairs >= PUBLIC
        self.report = "brief" if self.brief else f"affairs={round(max(-4.0, min(4.0, affairs)))}"

    def features(self, word: Token, pattern: Pattern | None) -> Iterator[str]:
        """What is to be seen about a word, which this pattern or none takes for an event."""
        sentence, tag, lemma = self.sentence, word.upos, word.lemma.lower()
        above = sentence.head(word)
        yield self.report
        yield f"lemma={lemma} {tag}"
        yield f"{tag} {word.relation}"
        yield f"form={word.xpos}"
        if pattern is None:
            yield "unknown"
            yield f"unknown {self.report}"
        else:
            yield f"rule={pattern.type}"
            yield f"rule={pattern.type} {tag} {word.relation}"
            yield f"rule={pattern.type} {self.report}"
            yield f"pattern={pattern.id}"
        if above is not None:
            yield f"up={above.lemma.lower()} {word.relation}"
            yield f"up rule={self.known.get(above.at, '-')} {word.relation}"
        for relation in sorted({kid.relation for kid in sentence.kids(word)}):
            yield f"has {relation} {tag}"
        for kid in sentence.kids(word):
            yield from self._below(word, kid, lemma)

    def _below(self, word: Token, kid: Token, lemma: str) -> Iterator[str]:
        relation = kid.relation
        if relation in OWN:
            yield f"below {relation}={kid.lemma.lower()}"
        elif relation.startswith(PARTS):
            yield f"below {relation}={kid.lemma.lower()}"
            yield f"below {relation} {kid.name} {kid.upos}"
        for case in self.sentence.kids(kid, "case")[:1]:
            yield f"case={case.lemma.lower()} {relation} {word.upos}"
            yield f"case={case.lemma.lower()} of {lemma}"
        if kid.at in self.known:
            yield f"below rule={self.known[kid.at]} {relation}"
