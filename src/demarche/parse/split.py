"""Raw text to words and sentences, with true offsets and the word boundaries of the English UD treebanks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.base import KnowledgeError, Span
from demarche.knowledge import Folders, Shape, read_rules, read_table

_CHUNK = re.compile(r"\S+")
_WHOLE = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[@#]\w+"  # addresses, handles
    r"|(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z]))?"  # U.S., a.m., U.S.A
    r"|\d{1,4}/\d{1,2}(?:/\d{2,4})?|\d+(?:[.,:]\d+)*(?:½|¼|¾)?|½|¼|¾"  # 3/30/2019, 1,200.5, 18:46, 3½
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*"  # words, with apostrophes inside
    r"|\.{2,}|…|-{2,}|–+|—+|``|''|(?P<mark>[^\w\s])\1*|\w",
)
_CLITIC = re.compile(r"(?i)^(.+?)(n[’']t|[’'](?:s|re|ve|ll|d|m))$")
_END = frozenset({".", "!", "?", "…", "...", "....", "?!", "!!", "!?", "??"})
_CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "''", "»"})
_OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "``", "«"})


class SplittingShape(Shape):
    """`splitting.toml` as read."""

    hyphen_prefixes: tuple[str, ...]
    joined: dict[str, tuple[str, ...]]
    starters: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Splitting:
    """What the room needs to know of words: abbreviations by kind, prefixes, joined words, words that open sentences,
    lemmas by (irregular form, first two letters of its tag), verbs beyond the network's vocabulary."""

    titles: frozenset[str]
    units: frozenset[str]
    numbers: frozenset[str]
    prefixes: frozenset[str]
    joined: dict[str, tuple[str, ...]]
    starters: frozenset[str]
    irregular: dict[tuple[str, str], str]
    verbs: frozenset[str]


def open_splitting(folders: Folders) -> Splitting:
    """The shipped lists with the users' laid over them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    kinds: dict[str, set[str]] = {"title": set(), "unit": set(), "number": set()}
    for path in folders.files("parse", "abbreviations.tsv"):
        for row in read_table(path, ("word", "kind")):
            if row["kind"] not in kinds:
                raise KnowledgeError(
                    Path(path), row.line, row["word"], f"kind {row['kind']!r}", "write title, unit or number"
                )
            kinds[row["kind"]].add(row["word"])
    shapes = [read_rules(path, SplittingShape) for path in folders.files("parse", "splitting.toml")]
    return Splitting(
        frozenset(kinds["title"]),
        frozenset(kinds["unit"]),
        frozenset(kinds["number"]),
        frozenset(prefix for shape in shapes for prefix in shape.hyphen_prefixes),
        {word: parts for shape in shapes for word, parts in shape.joined.items()},
        frozenset(word for shape in shapes for word in shape.starters["words"]),
        {
            (row["form"].lower(), row["tag"]): row["lemma"]
            for path in folders.files("parse", "irregular.tsv")
            for row in read_table(path, ("form", "tag", "lemma"))
        },
        frozenset(row["verb"] for path in folders.files("parse", "verbs.tsv") for row in read_table(path, ("verb",))),
    )


def split_words(text: str, splitting: Splitting, *, start: int = 0) -> tuple[Span, ...]:
    """The words of a stretch of text, as spans moved by `start`.

    Words are cut at hyphens but for prefixes ("U.S.-led" is three words, "co-operate" one), clitics stand alone
    ("did", "n't"), abbreviations keep their full stop, numbers stay whole.
    """
    spans: list[Span] = []
    for chunk in _CHUNK.finditer(text):
        figure = text[chunk.end() : chunk.end() + 2].strip()[:1].isdigit()
        for found in _split_chunk(chunk[0], splitting, before_figure=figure):
            spans.append(Span(start + chunk.start() + found.start, start + chunk.start() + found.end))
    return tuple(spans)


def _split_chunk(chunk: str, splitting: Splitting, *, before_figure: bool) -> Iterator[Span]:
    at = 0
    while at < len(chunk):
        found = _WHOLE.match(chunk, at)
        end = found.end() if found else at + 1
        end = max(end, _abbreviation_end(chunk, at, end, splitting, before_figure))
        end = max(end, _prefixed_end(chunk, at, end, splitting))
        yield from _split_word(chunk[at:end], at, splitting)
        at = end


def _abbreviation_end(chunk: str, at: int, end: int, splitting: Splitting, before_figure: bool) -> int:
    """Where the word ends with its full stop, if it is an abbreviation or an initial; else 0."""
    word = chunk[at : end + 1]
    if chunk[end : end + 1] != "." or chunk[end : end + 2] == "..":
        return 0
    if word in splitting.titles or word in splitting.units:
        return end + 1
    if word in splitting.numbers:
        return end + 1 if before_figure or chunk[end + 1 : end + 2].isdigit() else 0
    if len(word) == 2 and word[0].isupper() and word != "I.":
        return end + 1
    return end + 1 if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]\.", word) else 0


def _prefixed_end(chunk: str, at: int, end: int, splitting: Splitting) -> int:
    """Where a word ends whose prefix is joined to it by a hyphen; else 0."""
    if chunk[end : end + 1] != "-" or chunk[at:end].lower() not in splitting.prefixes:
        return 0
    rest = re.compile(r"[^\W\d_]+").match(chunk, end + 1)
    return rest.end() if rest and rest[0].islower() else 0


def _split_word(word: str, at: int, splitting: Splitting) -> Iterator[Span]:
    parts = splitting.joined.get(word.lower())
    clitic = _CLITIC.match(word)
    if parts:
        for part in parts:
            yield Span(at, at + len(part))
            at += len(part)
    elif clitic and not (clitic[2].lower() == "n't" and len(clitic[1]) < 2):
        yield Span(at, at + len(clitic[1]))
        yield Span(at + len(clitic[1]), at + len(word))
    else:
        yield Span(at, at + len(word))


def split_sentences(text: str, words: Sequence[Span], splitting: Splitting) -> Iterator[tuple[Span, ...]]:
    """The words of one block in sentences; closing quotes and brackets stay with the sentence that they close."""
    begun = 0
    at = 0
    while at < len(words):
        end = _sentence_end(text, words, at, splitting)
        if end:
            yield tuple(words[begun:end])
            begun = end
            at = end
        else:
            at += 1
    if begun < len(words):
        yield tuple(words[begun:])


def _sentence_end(text: str, words: Sequence[Span], at: int, splitting: Splitting) -> int:
    """Where the next sentence begins if one ends with the word at `at` (and what closes after it), else 0."""
    word = words[at].of(text)
    stopped = word in _END
    if not stopped and not (word.endswith(".") and len(word) > 1):
        return 0
    after = at + 1
    while after < len(words) and words[after].of(text) in _CLOSERS and words[after].start == words[after - 1].end:
        after += 1
    if after >= len(words):
        return 0
    if words[after].start == words[after - 1].end:
        return 0  # nothing stands between: "example.com", "3.5", "...and"
    opened = after
    while opened < len(words) - 1 and words[opened].of(text) in _OPENERS:
        opened += 1
    following = words[opened].of(text)
    if stopped and word not in {"…", "...", "...."}:
        starts = not following[:1].islower() or opened > after + 1
        return after if starts else 0
    if not following[:1].isupper():
        return 0
    if stopped:
        return after
    return (
        0 if word in splitting.titles | splitting.numbers else (after if following.lower() in splitting.starters else 0)
    )
