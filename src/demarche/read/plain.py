"""Plain text, text as a scraper leaves it, and Markdown: lines to pieces, hard-wrapped lines joined."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from demarche.base import ReadError
from demarche.knowledge import Folders
from demarche.read.classify import classify
from demarche.read.decode import decode, refuse_foreign
from demarche.read.draft import Draft, Page
from demarche.read.furniture import open_lexicon
from demarche.read.reading import Hint, Piece

_WIDEST = 120  # characters: no convention of hard wrapping goes beyond
_NARROWEST = 40  # characters: shorter lines are menus, names and verse
_LINE = re.compile(r"[^\n]+")
_SPACE = re.compile(r"\s")
_FENCE = re.compile(r"^(?:```|~~~)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s?){3,}\s*$")
_UNDER = re.compile(r"^(?:=+|-+)\s*$")
_MARKUP = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\[(?P<words>[^\]]*)\]\([^)]*\)|(?P<strong>\*\*|__)(?=\S)|(?P<code>`)|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|\\(?=[\\`*_{}\[\]()#+.!>-])|<[^>\n]{1,200}>"
)


def read_plain(page: Page) -> Draft:
    """The parts of a text; each block's origin is its place in the text.

    Raises:
        ReadError: the text is empty, no text, or tells nothing.
    """
    refuse_foreign(page)
    text = decode(page)
    return _read(page, [Piece(_SPACE.sub(" ", text[start:end]), start) for start, end in _paragraphs(text)])


def read_markdown(page: Page) -> Draft:
    """The parts of a Markdown text: `#` lines are headline and headings, links and emphasis keep their words only.

    Raises:
        ReadError: the text is empty, no text, or tells nothing.
    """
    refuse_foreign(page)
    text = decode(page)
    front = re.match(r"---\n.*?\n---\n", text, re.S)
    skip = front.end() if front else 0
    return _read(page, list(_markdown_pieces(text, skip)))


def _read(page: Page, pieces: list[Piece]) -> Draft:
    lexicon = open_lexicon(page.folders or Folders())
    outlet = lexicon.outlet_at(page.url)
    draft = classify(pieces, lexicon, order=outlet.order if outlet else None)
    if not any(part.kind == "paragraph" for part in draft.parts):
        if draft.parts and len(pieces) == 1:  # one line without a full stop: somebody gave a sentence
            return Draft((replace(draft.parts[0], kind="paragraph"),), (), draft.dropped)
        raise ReadError(page.name, "holds no story: no line of it is a paragraph", "give the page with its text")
    return draft


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: a line, or lines that were one before they were wrapped."""
    lines = [
        (found.start() + _indent(found[0]), found.start() + len(found[0].rstrip()), _indent(found[0]))
        for found in _LINE.finditer(text)
        if found[0].strip()
    ]
    width = _width(text, lines)
    start: int | None = None
    for at, (begin, end, _) in enumerate(lines):
        start = begin if start is None else start
        if at + 1 == len(lines) or not _runs_on(text, lines[at], lines[at + 1], width):
            yield start, end
            start = None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _width(text: str, lines: list[tuple[int, int, int]]) -> int:
    """The width at which the text was wrapped, 0 if it was not."""
    inner = [end - begin for (begin, end, _), (follow, _, _) in pairwise(lines) if text[end:follow].count("\n") == 1]
    if len(inner) < 3 or max(inner) > _WIDEST or max(inner) < _NARROWEST:
        return 0
    widest = max(inner)
    full = [(begin, end) for begin, end, _ in lines if end - begin > widest - 15]
    broken = sum(text[end - 1] not in '.!?:"”’)' for _, end in full)
    return widest if len(full) >= 3 and broken * 2 >= len(full) else 0


def _runs_on(text: str, line: tuple[int, int, int], following: tuple[int, int, int], width: int) -> bool:
    """Whether the paragraph goes on: a line that was full or broke off, or a following one that starts small."""
    (begin, end, indent), (start, stop, deeper) = line, following
    if text[end:start].count("\n") != 1 or deeper >= indent + 2 or re.match(r"[-*•]\s", text[start:stop]):
        return False
    length = end - begin
    broken = text[end - 1] not in '.!?:;"”’)'
    if _NARROWEST <= length <= _WIDEST and broken and text[start].islower():
        return True
    if not width:
        return False
    first = len(text[start:stop].split(None, 1)[0])
    return length + 1 + first > width - 3 or (broken and length >= 0.6 * width)


def _markdown_pieces(text: str, skip: int) -> Iterator[Piece]:
    fenced = False
    block: list[tuple[int, int]] = []
    for found in re.finditer(r"[^\n]*\n?", text[skip:]):
        line, at = found[0].rstrip("\n"), skip + found.start()
        fence = _FENCE.match(line) is not None
        heading = re.match(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$", line)
        opens = re.match(r"\s*(?:[-*+]|\d+[.)])\s+|\s*>\s?", line)
        silent = fenced or fence or not line.strip() or _RULE.match(line) is not None
        if block and (silent or heading or opens):
            under = len(block) == 1 and _UNDER.match(line)
            yield _markdown_piece(text, block, "" if not under else "headline" if line.startswith("=") else "heading")
            block = []
        fenced = fenced != fence
        if heading and not silent:
            span = (at + heading.start(2), at + heading.end(2))
            yield _markdown_piece(text, [span], "headline" if len(heading[1]) == 1 else "heading")
        elif not silent:
            block.append((at + (opens.end() if opens else _indent(line)), at + len(line.rstrip())))
    if block:
        yield _markdown_piece(text, block, "")


def _markdown_piece(text: str, lines: list[tuple[int, int]], hint: Hint) -> Piece:
    """The words of the lines without markup; the origin holds only where there was none."""
    start = lines[0][0]
    raw = text[start : lines[-1][1]]
    words = _MARKUP.sub(lambda found: found["words"] or "", raw)
    words = re.sub(r"\n\s*>\s?", "\n", words)
    return Piece(_SPACE.sub(" ", words), start if words == raw else None, hint)
