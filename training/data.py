"""Reads the training and development sets: CoNLL-U trees and BIO names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.measure import GoldTree, read_bio, read_conllu

NON_COMMERCIAL = ("essay", "fiction", "letter", "podcast", "whow")
"""GUM's genres under a non-commercial licence: no weights are trained on them."""

NAME_TYPES = ("Person", "Organization", "Location", "NORP", "Facility", "Date", "Money", "Product", "Misc")


@dataclass(frozen=True, slots=True)
class Names:
    """One stretch of text with a BIO tag for each word."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def open_trees(folder: Path) -> list[GoldTree]:
    """The trees that may train weights: EWT train and the commercially usable genres of GUM train."""
    ewt = read_conllu(folder / "parsing/ud_ewt/en_ewt-ud-train.conllu")
    gum = read_conllu(folder / "parsing/ud_gum/en_gum-train.conllu")
    return [*ewt, *(tree for tree in gum if tree.document.split("_")[1] not in NON_COMMERCIAL)]


def read_names(path: Path, *, longest: int) -> list[Names]:
    """The stretches of a BIO file, addresses left out, cut at sentence ends (else anywhere) to `longest` words."""
    return [
        item
        for words, tags in read_bio(path)
        if len(words) > 1 or not words[0].startswith("http")
        for item in _cut(words, tags, longest)
    ]


def _cut(words: Sequence[str], tags: Sequence[str], longest: int) -> Iterator[Names]:
    start = 0
    while start < len(words):
        end = min(len(words), start + longest)
        if end < len(words):
            stops = [at + 1 for at in range(start + longest // 2, end) if words[at] in {".", "!", "?", "”"}]
            end = stops[-1] if stops else end
        yield Names(tuple(words[start:end]), tuple(tags[start:end]))
        start = end


def lemma_script(word: str, lemma: str) -> str:
    """How to make the lemma of the word.

    'low:cut:add' on the word in small letters, 'same:cut:add' on the word as it is, '=' for the word itself,
    'WHOLE:lemma' where the two share no beginning.

    [`lemma_script("Talks", "talk")` is 'low:1:']
    """
    if word == lemma:
        return "=" if word != word.lower() else "low:0:"
    lowered = word.lower()
    kept, base = ("low", lowered) if lemma == lemma.lower() else ("same", word)
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    if same == 0:
        return f"WHOLE:{lemma}"
    return f"{kept}:{len(base) - same}:{lemma[same:]}"


def frequent(values: Iterator[str], *, least: int) -> tuple[str, ...]:
    """The values seen at least `least` times, the most frequent first, ties in the order of the alphabet."""
    counts = Counter(values)
    return tuple(value for value, count in sorted(counts.items(), key=lambda it: (-it[1], it[0])) if count >= least)
