"""Any spaCy pipeline as an encoder: its sentences, tags, trees and names, with our labels."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from demarche.base import ConfigError
from demarche.encode.clearnlp import MARKERS, Words, to_universal
from demarche.encode.record import Evidence, Pair, Paragraph
from demarche.encode.schemes import bare_names, name_type
from demarche.encode.trees import mend_tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TIGHT_LEFT = re.compile(r"[,.;:?!%)\]}”…]+|n['’]t|['’](s|m|d|re|ve|ll)?|[-–/]", re.IGNORECASE)
_TIGHT_RIGHT = re.compile(r"[(\[{“‘$£€#]|[-–/]")


class SpacyEncoder:
    """Reads the words of a report with a spaCy pipeline, a paragraph at a time.

    Trees come out in UD also where the pipeline speaks ClearNLP, as spaCy's own for English do. Facts, attributions,
    links, types and states stay unknown: spaCy has no such layers.
    """

    def __init__(self, pipeline: "Language | str") -> None:
        """Take a pipeline that is loaded, or load the installed one of this name.

        Raises:
            ConfigError: spaCy or the pipeline is not installed.
        """
        self._nlp = _load(pipeline) if isinstance(pipeline, str) else pipeline
        meta = self._nlp.meta
        self._name = f"spacy:{meta['lang']}_{meta['name']}-{meta['version']}"
        self._clearnlp = any(not MARKERS.isdisjoint(labels) for labels in self._nlp.pipe_labels.values())

    def encode(self, paragraphs: Sequence[Paragraph], *, pairs: Sequence[Pair] = (), states: bool = False) -> Evidence:
        """The evidence of one report, the same whatever else is read before or after it.

        Raises:
            ConfigError: the pipeline joins or splits the words it is given.
        """
        found = _Found()
        filled = [paragraph for paragraph in paragraphs if paragraph.words]
        docs = self._nlp.pipe(self._doc(paragraph) for paragraph in filled)
        for paragraph, doc in zip(filled, docs, strict=True):
            if len(doc) != len(paragraph.words):
                raise ConfigError(f"{self._name} changes the words; take the parts that merge or split them off it")
            found.add(paragraph, doc, clearnlp=self._clearnlp)
        return found.evidence(self._name)

    def _doc(self, paragraph: Paragraph) -> "Doc":
        from spacy.tokens import Doc

        words = list(paragraph.words)
        starts: list[bool | int | None] | None = None
        if paragraph.fixed:
            starts = [at == 0 or at in paragraph.stops for at in range(len(words))]
        return Doc(self._nlp.vocab, words=words, spaces=_spaces(words), sent_starts=starts)


class _Found:
    """The layers, as they grow paragraph by paragraph."""

    def __init__(self) -> None:
        self.sentences: list[tuple[int, int]] = []
        self.upos: list[str] = []
        self.xpos: list[str] = []
        self.features: list[str] = []
        self.lemmas: list[str] = []
        self.heads: list[int] = []
        self.relations: list[str] = []
        self.names: list[str] = []

    def add(self, paragraph: Paragraph, doc: "Doc", *, clearnlp: bool) -> None:
        """Add what the pipeline says of the paragraph."""
        start = len(self.upos)
        upos = [token.pos_ if token.pos_ not in ("", "SPACE") else "X" for token in doc]
        xpos = [token.tag_ or "_" for token in doc]
        sentences = _sentences(paragraph, doc)
        names = bare_names(_names(doc), paragraph.words, opens={first for first, _ in sentences})
        heads, relations = _tree(doc)
        clearnlp = clearnlp or not MARKERS.isdisjoint(relations)
        for first, last in sentences:
            above, named = mend_tree([head - first for head in heads[first:last]], relations[first:last])
            if clearnlp:
                words = Words(paragraph.words[first:last], upos[first:last], xpos[first:last], names[first:last])
                above, named = to_universal(above, named, words)
            self.sentences.append((start + first, start + last))
            self.heads += [start + first + head if head >= 0 else -1 for head in above]
            self.relations += named
        self.upos += upos
        self.xpos += xpos
        self.names += names
        self.features += [str(token.morph) or "_" for token in doc]
        self.lemmas += [token.lemma_ or token.lower_ for token in doc]

    def evidence(self, encoder: str) -> Evidence:
        """What has been found, as the record."""
        return Evidence(
            sentences=tuple(self.sentences), upos=tuple(self.upos), xpos=tuple(self.xpos),
            features=tuple(self.features), lemmas=tuple(self.lemmas), heads=tuple(self.heads),
            relations=tuple(self.relations), sure=np.ones(len(self.upos), dtype=np.float32), names=tuple(self.names),
            encoder=encoder,
        )  # fmt: skip


def _load(name: str) -> "Language":
    try:
        import spacy
    except ImportError as error:
        raise ConfigError(f"spacy:{name} needs spaCy; install demarche[spacy]") from error
    try:
        return spacy.load(name)
    except OSError as error:
        raise ConfigError(
            f"spaCy pipeline {name!r} is not installed; run `python -m spacy download {name}`, or name another"
        ) from error


def _spaces(words: Sequence[str]) -> list[bool]:
    """Whether a space follows each word, as is the custom: pipelines look at it, and words come without.

    >>> _spaces(["He", "did", "n't", "say", "(", "or", "hint", ")", "."])
    [True, False, True, True, False, True, False, False, True]
    """
    out, quoted = [], False
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        quoted ^= word == '"'
        out.append(
            not (_TIGHT_LEFT.fullmatch(after) or _TIGHT_RIGHT.fullmatch(word))
            and not (quoted and '"' in (word, after))
        )  # fmt: skip
    return out


def _sentences(paragraph: Paragraph, doc: "Doc") -> list[tuple[int, int]]:
    """(first, after last) of the sentences: the pipeline's, the rule's where it sets none or they are fixed."""
    if not paragraph.fixed and doc.has_annotation("SENT_START"):
        return [(sentence.start, sentence.end) for sentence in doc.sents]
    stops = sorted({at for at in paragraph.stops if 0 < at < len(doc)} | {len(doc)})
    return list(zip([0, *stops], stops, strict=False))


def _tree(doc: "Doc") -> tuple[list[int], list[str]]:
    """Heads and relations; without a parser every word hangs on nothing."""
    if not doc.has_annotation("DEP"):
        return [-1] * len(doc), ["dep"] * len(doc)
    return [token.head.i for token in doc], [token.dep_ for token in doc]


def _names(doc: "Doc") -> list[str]:
    tags = ["O"] * len(doc)
    for entity in doc.ents:
        found = name_type(entity.label_)
        if found:
            tags[entity.start : entity.end] = [f"B-{found}"] + [f"I-{found}"] * (len(entity) - 1)
    return tags
