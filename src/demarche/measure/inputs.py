"""Reads what the scored sets have in common: JSON lines, and bare texts as words."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from demarche.base import Mark, ReadError, Span, parse_marked
from demarche.encode import Paragraph
from demarche.parse import Splitting, split_sentences, split_words


def read_whole(path: Path) -> str:
    """The text of the file.

    Raises:
        ReadError: there is no such file, or it is no text in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(path), f"cannot be read as text: {error}") from error


def read_objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON objects of a file, one a line, each with the name of its line for errors.

    Raises:
        ReadError: a line is no JSON object.
    """
    for number, line in enumerate(read_whole(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise ReadError(f"{path}:{number}", f"no JSON: {error}", "one object a line is expected") from error
        if not isinstance(found, dict):
            raise ReadError(f"{path}:{number}", "no JSON object", "one object a line is expected")
        yield f"{path}:{number}", found


def read_marked(path: Path, expected: str) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The texts of a file, one a line, with their marks; empty lines are passed over.

    Raises:
        ReadError: a line's brackets do not match; `expected` says how they are written.
    """
    for number, line in enumerate(read_whole(path).split("\n"), start=1):
        try:
            text, marks = parse_marked(line)
        except ValueError as error:
            raise ReadError(f"{path}:{number}", str(error), expected) from error
        if text.strip():
            yield text, marks


def cut_text(text: str, splitting: Splitting) -> tuple[tuple[Paragraph, ...], tuple[Span, ...]]:
    """The paragraphs of a bare text, a line each, and where all their words stand in it."""
    paragraphs: list[Paragraph] = []
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        words = split_words(line, splitting, start=start)
        stops, count = [], 0
        for sentence in split_sentences(text, words, splitting):
            count += len(sentence)
            stops.append(count)
        if words:
            paragraphs.append(Paragraph([span.of(text) for span in words], stops))
            spans += words
        start += len(line) + 1
    return tuple(paragraphs), tuple(spans)


def find_places(words: Sequence[Span], marked: Span) -> tuple[int, ...]:
    """The places of the words that share a character with the marked stretch.

    >>> find_places([Span(0, 3), Span(4, 9)], Span(4, 6))
    (1,)
    """
    return tuple(at for at, span in enumerate(words) if span.overlaps(marked))
