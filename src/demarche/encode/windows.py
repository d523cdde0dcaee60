"""Cuts a report into windows: what the network reads at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.encode.record import Paragraph

LONGEST = 250
"""Pieces of a window, [CLS] and [SEP] counted: the length that the network was trained on."""

_BREAKS = frozenset({";", ",", ":", "–", "—", "."})


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the report's words.

    Attributes:
        start: place of its first word.
        words: its words.
        breaks: places in the window, from 1, where a paragraph begins.
        closed: after how many words of the window a sentence ends for certain.
        fixed: after how many words the network is not asked whether one ends.
    """

    start: int
    words: tuple[str, ...]
    breaks: tuple[int, ...]
    closed: frozenset[int]
    fixed: frozenset[int]


def cut_windows(
    paragraphs: Sequence[Paragraph], sizes: Sequence[Sequence[int]], *, longest: int = LONGEST
) -> list[Window]:
    """Windows over the words of the paragraphs; `sizes` has the pieces of each word of each paragraph.

    Windows end with paragraphs where that leaves them at least half full, else with sentences; a sentence that fills
    a window by itself is cut after a comma.
    """
    pieces: list[_Part] = []
    for number, paragraph in enumerate(paragraphs):
        pieces += _parts(number, paragraph, sizes[number], longest - 2)
    whole = [sum(sizes[number]) + 1 for number in range(len(paragraphs))]
    windows: list[Window] = []
    group: list[_Part] = []
    full, start = 2, 0

    def close() -> None:
        nonlocal group, full, start
        if group:
            windows.append(_join(group, paragraphs, start))
            start += len(windows[-1].words)
            group, full = [], 2

    for part in pieces:
        opens = part.first == 0
        if full + part.size > longest or (
            opens and full > longest // 2 and full + whole[part.paragraph] > longest >= whole[part.paragraph] + 2
        ):
            close()
        group.append(part)
        full += part.size
    close()
    return windows


@dataclass(frozen=True, slots=True)
class _Part:
    """Words `[first, last)` of a paragraph that stay together, and their pieces with a [SEP]."""

    paragraph: int
    first: int
    last: int
    size: int


def _parts(number: int, paragraph: Paragraph, sizes: Sequence[int], room: int) -> list[_Part]:
    """The paragraph at its stops; what is longer than a window is cut once more."""
    out: list[_Part] = []
    first = 0
    for stop in [*(at for at in paragraph.stops if at < len(paragraph.words)), len(paragraph.words)]:
        while sum(sizes[first:stop]) + 1 > room:
            last, left = first, room - 1
            while last < stop and sizes[last] <= left:
                left -= sizes[last]
                last += 1
            good = [at + 1 for at in range((first + last) // 2, last) if paragraph.words[at] in _BREAKS]
            last = good[-1] if good else last
            out.append(_Part(number, first, last, sum(sizes[first:last]) + 1))
            first = last
        if stop > first:
            out.append(_Part(number, first, stop, sum(sizes[first:stop]) + 1))
            first = stop
    return out


def _join(parts: Sequence[_Part], paragraphs: Sequence[Paragraph], start: int) -> Window:
    words: list[str] = []
    breaks: list[int] = []
    closed: set[int] = set()
    fixed: set[int] = set()
    for part in parts:
        paragraph = paragraphs[part.paragraph]
        if part.first == 0 and words:
            breaks.append(len(words))
            closed.add(len(words))
        words += paragraph.words[part.first : part.last]
        if paragraph.fixed:
            fixed.update(range(len(words) - (part.last - part.first) + 1, len(words) + 1))
            closed.add(len(words))
    closed.add(len(words))
    return Window(start, tuple(words), tuple(breaks), frozenset(closed), frozenset(fixed))
