"""The words that tell of saying: read from `cues.toml`, found in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.knowledge import Folders, Shape, line_of, read_rules, replaced
from demarche.parse import Sentence, Token
from demarche.statements.record import Act, Stance

Frame = Literal[
    "speaker CUE content",
    "speaker CUE addressee content",
    "speaker CUE target content",
    "speaker CUE object predicate",
    "CUE speaker content",
    "in speaker's CUE content",
    "CUE content",
]
"""Who stands where. Order is free: content may lead, and the speaker may follow the cue. `target` is accused."""

WAYS = frozenset({"clause", "quote", "object", "infinitive", "gerund", "raising", "silence"})
"""How content may be put, besides behind a preposition: `raising` is "is said to …", `silence` "declined to …"."""


class CueShape(Shape):
    """One `[[cue]]`: words of one frame and stance."""

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    frame: Frame = "speaker CUE content"
    content: str = "clause | quote"
    objects: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    act: Act = "say"
    stance: Stance = "neutral"
    hedged: bool = False
    seconded: bool = False
    origin: str = ""
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = Field((), alias="not")


class StopShape(Shape):
    """One `[[stop]]`: a word that ends a cue's reach."""

    words: str


class BlockerShape(Shape):
    """One `[[blocker]]`: words that look like a cue and are none."""

    words: str
    silent: tuple[str, ...] = Field((), alias="not")


class WordsShape(Shape):
    """`[words]`: lists that serve all cues."""

    light: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()


class FileShape(Shape):
    """`cues.toml` as read; `forms` gives the forms of irregular verbs."""

    words: WordsShape = WordsShape()
    forms: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    cue: tuple[CueShape, ...] = ()
    stop: tuple[StopShape, ...] = ()
    blocker: tuple[BlockerShape, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase in one frame.

    Attributes:
        id: of its entry.
        words: its words, the first carrying the form ("point", "out").
        frame: who stands where.
        content: how its content may be put: members of `WAYS`, and prepositions.
        objects: nouns of which its object must be one, if any are given; holds for content put as object.
        without: nouns that its object must not be.
        act: what is done with the content.
        stance: of the speaker to the content.
        hedged: whether the word itself says that the speaker does not vouch.
        seconded: whether the encoder must see the attribution too, because the word has too many other senses.
    """

    id: str
    words: tuple[str, ...]
    frame: Frame
    content: frozenset[str]
    objects: frozenset[str]
    without: frozenset[str]
    act: Act
    stance: Stance
    hedged: bool
    seconded: bool

    @property
    def lemma(self) -> str:
        """Its words in one string ("say", "point out")."""
        return " ".join(self.words)

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions that lead its content."""
        return self.content - WAYS


Index = Mapping[str, tuple[Cue, ...]]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues by each written form of their first word, phrases by their first word, and the lists beside them."""

    verbs: Index
    nouns: Index
    adjectives: Index
    phrases: Index
    stops: frozenset[str]
    blockers: tuple[tuple[str, ...], ...]
    light: frozenset[str]
    documents: frozenset[str]
    refusals: frozenset[str]
    quoting: frozenset[str]
    headline: frozenset[str]
    occasions: frozenset[str]
    media: frozenset[str]
    unnamed: frozenset[str]

    def blocked(self, sentence: Sentence) -> frozenset[int]:
        """The places of the sentence's words that stand in a blocker."""
        words = tuple(token.text.lower() for token in sentence.tokens)
        there = set(words)
        out: set[int] = set()
        for blocker in self.blockers:
            if blocker[0] not in there:
                continue
            for at in range(len(words) - len(blocker) + 1):
                if words[at : at + len(blocker)] == blocker:
                    out.update(range(at, at + len(blocker)))
        return frozenset(out)

    def at(self, token: Token) -> tuple[Cue, ...]:
        """The cues of which the token may be the (first) word, by form and part of speech."""
        word = token.text.lower()
        if token.xpos.startswith("VB"):
            return self.verbs.get(word, ()) + (self.adjectives.get(word, ()) if token.xpos in {"VBN", "VBD"} else ())
        if token.upos == "ADJ" or token.xpos.startswith("JJ"):
            return self.adjectives.get(word, ())
        return self.nouns.get(word, ()) if token.upos in {"NOUN", "PROPN"} else ()


def open_cues(folders: Folders) -> Cues:
    """The shipped cues with the users' laid over them, by id.

    Raises:
        KnowledgeError: a file is faulty, or an entry has no words.
    """
    files = [(path, read_rules(path, FileShape)) for path in folders.files("statements", "*.toml")]
    for path, file in files:
        for one in file.cue:
            if not (one.verbs or one.nouns or one.adjectives or one.phrases):
                line = line_of(path.read_text(encoding="utf-8"), one.id)
                raise KnowledgeError(path, line, one.id, "has no words", "give verbs, nouns, adjectives or phrases")
    shapes = [file for _, file in files]
    entries = tuple(replaced((one.id, one) for file in shapes for one in file.cue).values())
    irregular = {verb: forms for file in shapes for verb, forms in file.forms.items()}
    return Cues(
        _index(entries, "verbs", irregular),
        _index(entries, "nouns", irregular),
        _index(entries, "adjectives", irregular),
        _index(entries, "phrases", irregular),
        frozenset(one.words for file in shapes for one in file.stop),
        tuple(tuple(one.words.split()) for file in shapes for one in file.blocker),
        _forms_of((word for file in shapes for word in file.words.light), irregular),
        frozenset(form for file in shapes for word in file.words.documents for form in noun_forms(word)),
        _forms_of((word for file in shapes for word in file.words.refusals), irregular),
        _forms_of((word for file in shapes for word in file.words.quoting), irregular),
        frozenset(word for file in shapes for word in file.words.headline),
        *(
            frozenset(form for file in shapes for word in getattr(file.words, name) for form in noun_forms(word))
            for name in ("occasions", "media", "unnamed")
        ),
    )


def _index(entries: Iterable[CueShape], kind: str, irregular: Mapping[str, tuple[str, ...]]) -> Index:
    """Cues by written form: those of more words first, then in the order of the file."""
    out: dict[str, list[Cue]] = {}
    for one in entries:
        for word in {"verbs": one.verbs, "nouns": one.nouns, "adjectives": one.adjectives, "phrases": one.phrases}[
            kind
        ]:
            cue = _cue(one, tuple(word.split()))
            first = cue.words[0]
            for form in _forms(first, kind, irregular):
                out.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda it: -len(it.words))) for form, cues in out.items()}


def _cue(one: CueShape, words: tuple[str, ...]) -> Cue:
    content = frozenset(part.strip() for part in one.content.split("|"))
    return Cue(
        one.id, words, one.frame, content, frozenset(one.objects), frozenset(one.without), one.act, one.stance,
        one.hedged, one.seconded,
    )  # fmt: skip


def _forms(word: str, kind: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if kind == "verbs":
        return verb_forms(word, irregular)
    return noun_forms(word) if kind == "nouns" else (word,)


def _forms_of(words: Iterable[str], irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(form for word in words for form in verb_forms(word, irregular))


def verb_forms(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The written forms of a verb: by rule, with those of `irregular` in place of the regular past.

    >>> verb_forms("deny", {})
    ('deny', 'denies', 'denied', 'denying')
    """
    stems = [verb]
    if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
        stems.append(verb + verb[-1])  # "admitted"; a form that does not exist does no harm
    past = tuple(stem + "ed" for stem in stems)
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", (verb[:-1] + "ied",)
    elif verb[-1] == "e":
        past = (verb + "d",)
    dropped = [verb[:-1]] if verb[-1] == "e" and not verb.endswith(("ee", "ye", "oe")) else stems
    return (verb, third, *irregular.get(verb, past), *(stem + "ing" for stem in dropped))


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a regular noun.

    >>> noun_forms("prophecy")
    ('prophecy', 'prophecies')
    """
    if noun[-1] == "y" and noun[-2] not in "aeiou":
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")
