"""The one notation for marked text: `[label=value key=value: words]`, used by rules, gold, tests and output.

Marks nest. A value with spaces stands in double quotes. A bracket that is meant as such has a backslash before it, as
has a backslash. The label starts with a letter; the words start after a colon and one space.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from demarche.base.span import Span

_HEAD = re.compile(
    r"\[(?P<label>[A-Za-z][\w.-]*)(?:=(?P<value>\"[^\"]*\"|[^\s:\"\[\]]+(?::[^\s:\"\[\]]+)*))?"
    r"(?P<rest>(?: [a-z_]+=(?:\"[^\"]*\"|[^\s:\"\[\]]+(?::[^\s:\"\[\]]+)*))*): "
)
_PAIR = re.compile(r" ([a-z_]+)=(\"[^\"]*\"|\S+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch: `fields` are the further `key=value` pairs, in the order written."""

    span: Span
    label: str
    value: str | None = None
    fields: tuple[tuple[str, str], ...] = ()

    def field(self, key: str) -> str | None:
        """The value of the field, None if the mark has no such field."""
        return dict(self.fields).get(key)


def parse_marked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The bare text and its marks, in the order of their starts, the longer first.

    Raises:
        ValueError: a bracket is not closed, not opened, or opens no mark.

    >>> parse_marked("They [event=CONSULT status=planned: will meet].")[1][0].label
    'event'
    """
    text: list[str] = []
    length = 0
    open_marks: list[tuple[int, str, str | None, tuple[tuple[str, str], ...]]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        char = marked[at]
        if char == "\\" and marked[at + 1 : at + 2] in ("[", "]", "\\"):
            text.append(marked[at + 1])
            length += 1
            at += 2
        elif char == "[":
            head = _HEAD.match(marked, at)
            if head is None:
                raise ValueError(f"no mark opens at character {at}: {marked[at : at + 30]!r}")
            value = head["value"]
            pairs = tuple((key, found.strip('"')) for key, found in _PAIR.findall(head["rest"]))
            open_marks.append((length, head["label"], value.strip('"') if value else None, pairs))
            at = head.end()
        elif char == "]":
            if not open_marks:
                raise ValueError(f"a bracket closes no mark at character {at}: {marked[max(0, at - 30) : at + 1]!r}")
            start, label, value, pairs = open_marks.pop()
            marks.append(Mark(Span(start, length), label, value, pairs))
            at += 1
        else:
            text.append(char)
            length += 1
            at += 1
    if open_marks:
        raise ValueError(f"a mark is not closed: [{open_marks[-1][1]} …")
    return "".join(text), tuple(sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)))


def write_marked(text: str, marks: Iterable[Mark]) -> str:
    """The text with its marks written in; of two marks that cross, the later one is closed and opened again.

    >>> write_marked("They met.", [Mark(Span(5, 8), "event", "CONSULT")])
    'They [event=CONSULT: met].'
    """
    out: list[str] = []
    ordered = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    stack: list[Mark] = []
    edges = sorted({edge for mark in ordered for edge in (mark.span.start, mark.span.end)} | {0, len(text)})
    waiting = list(reversed(ordered))
    for here, following in zip(edges, [*edges[1:], None], strict=True):
        again: list[Mark] = []
        while any(mark.span.end <= here for mark in stack):
            top = stack.pop()
            out.append("]")
            if top.span.end > here:
                again.append(top)
        for mark in reversed(again):
            out.append(_open(mark))
            stack.append(mark)
        while waiting and waiting[-1].span.start == here:
            mark = waiting.pop()
            out.append(_open(mark))
            if mark.span.end == here:
                out.append("]")
            else:
                stack.append(mark)
        if following is not None:
            out.append(re.sub(r"[\[\]\\]", r"\\\g<0>", text[here:following]))
    return "".join(out)


def _open(mark: Mark) -> str:
    value = f"={_quoted(mark.value)}" if mark.value is not None else ""
    return f"[{mark.label}{value}" + "".join(f" {key}={_quoted(found)}" for key, found in mark.fields) + ": "


def _quoted(value: str) -> str:
    return (
        value
        if value and re.fullmatch(r"[^\s:\"\[\]]+(?::[^\s:\"\[\]]+)*", value)
        else '"' + value.replace('"', "'") + '"'
    )
