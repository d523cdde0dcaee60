"""What the commands print: the table of events, the text with its marks."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.coding import EventRecord, Size, When
    from demarche.pipeline import Analysis

    Row = Mapping[str, str | int | bool | None]

COLUMNS = ("#", "when", "who", "did what", "to whom", "where", "status", "words")


def table_row(number: int, record: "EventRecord") -> tuple[str, ...]:
    """One event as the cells of the readable table."""
    what = " ".join(filter(None, (record.type, record.mode, *(f"[{name}]" for name in record.classes))))
    claim = "" if record.claim == "plain" else f", {record.claim}"
    by = next((voice.name for voice in record.speakers if voice.name), "") if claim else ""
    status = f"{record.status}{claim}" + (f": {by}" if by else "")
    where = record.place.name if record.place else ""
    return (
        str(number),
        say_when(record.date),
        _sides(record, "source"),
        what,
        _sides(record, "target"),
        where,
        status,
        _words(record),
    )


def _words(record: "EventRecord") -> str:
    """The trigger, with the words of what it speaks of and the sizes behind it."""
    said = "; ".join(shorten(one.text, 60, placeholder=" …") for one in record.contents)
    words = f"{record.trigger_text}: {said}" if said else record.trigger_text
    return words + "".join(f"; {say_size(one)}" for one in record.sizes)


def _sides(record: "EventRecord", side: str) -> str:
    parties = record.source if side == "source" else record.target
    return (
        "; ".join(f"{one.name} ({one.code})" if one.code and one.code != one.name else one.name for one in parties)
        or "–"
    )


def say_size(size: "Size") -> str:
    """A size as a person would write it: "at least 19 dead", "24 to 99 injured", "about 3,000,000 USD"."""
    low, high = size.low, size.high
    if low is not None and low == high:
        amount = f"{low:,}" if size.exact else f"about {low:,}"
    elif high is None:
        amount = f"at least {low:,}"
    else:
        amount = f"up to {high:,}" if low is None else f"{low:,} to {high:,}"
    return f"{amount} {size.unit or 'money'}" if size.kind == "money" else f"{amount} {size.unit or size.kind}"


def say_when(when: "When | None") -> str:
    """The days of an event as short as they are exact; a day that is only that of publication stands in brackets."""
    if when is None:
        return ""
    start, end = when.start, when.end
    if start is None or end is None:
        said = f"until {end}" if end else f"from {start}"
    elif start == end:
        said = start.isoformat()
    elif when.granularity == "year" and when.timex:
        said = str(start.year)
    elif when.granularity == "month":
        said = start.strftime("%Y-%m")
    else:
        said = f"{start} – {end}"
    return f"({said})" if when.basis == "publication" else said


def say_doubts(analysis: "Analysis", today: date) -> Iterator[str]:
    """What cannot be so or is not known about the days of a report, a line each."""
    from demarche.times import doubts_of

    day = analysis.report.published_on
    if day is None:
        yield "no day of publication is told; give it with --published, or days such as Friday stay unknown"
    elif day > today:
        yield f"published on {day}, which is still to come"
    yield from doubts_of(analysis.times)


def print_analysis(analysis: "Analysis", first: int = 1) -> None:
    """The report's headline line and its events as a table, fitted to the terminal, to standard output."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    report = analysis.report
    piped = not sys.stdout.isatty()
    console = Console(width=150 if piped else None, highlight=False)
    told = (report.agency or report.outlet, str(report.published or "no date"))
    console.print(Text(report.headline or report.name, style="bold"))
    console.print(Text(" · ".join(part for part in told if part), style="dim"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in COLUMNS:
        table.add_column(column, overflow="fold")
    for number, record in enumerate(analysis.events, start=first):
        style = {"planned": "cyan", "hypothetical": "yellow", "negated": "red"}.get(record.status, "")
        style = style or {"alleged": "magenta", "denied": "red"}.get(record.claim, "")
        table.add_row(*(Text(cell) for cell in table_row(number, record)), style=style)
    console.print(table)
    said = f"{len(analysis.events)} events, {len(analysis.statements)} statements"
    dropped = f"; {report.dropped} pieces of page furniture dropped" if report.dropped else ""
    console.print(Text(f"{said}{dropped}", style="dim"))


SAID = ("#", "who", "kind", "how", "to whom", "where, when", "what", "stance")


def said_row(number: int, row: "Row") -> tuple[str, ...]:
    """One statement, as a row of `statement_row`, as the cells of the readable table."""

    def cell(name: str) -> str:
        return str(row[name] or "")

    code = cell("speaker_code")
    who = cell("speaker") + (f" ({code})" if code and code != row["speaker"] else "") or "–"
    stance = cell("stance") + (", hedged" if row["hedged"] else "")
    act = "" if row["act"] == "say" else f" ({row['act']})"
    settings = ", ".join(part for part in (cell("occasion"), cell("said_at"), cell("said_on")) if part)
    return (
        str(number),
        who,
        cell("voice"),
        (cell("cue") or "…") + act,
        cell("addressee"),
        settings,
        cell("content"),
        stance,
    )


def print_statements(title: str, rows: "Sequence[Row]") -> None:
    """The statements of a report under its headline, as a table fitted to the terminal, to standard output."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    console.print(Text(title, style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in SAID:
        table.add_column(column, overflow="fold")
    for number, row in enumerate(rows, start=1):
        style = {"against": "red", "uncommitted": "yellow", "favour": "green"}.get(str(row["stance"]), "")
        table.add_row(*(Text(cell) for cell in said_row(number, row)), style=style)
    console.print(table)
    console.print(Text(f"{len(rows)} statements", style="dim"))


def say_custody(analysis: "Analysis", record: "EventRecord") -> Iterator[str]:
    """Through whose hands the event came, a line for each speaker: outlet, agency, speaker, cue, hedge."""
    report = analysis.report
    event = next(one for one in analysis.triggers if one.trigger == record.trigger and one.type == record.type)
    carried = [part for part in (report.outlet, report.agency) if part] or ["the report"]
    hedge = event.claim.words.of(report.text) if event.claim.value == "alleged" and event.claim.words else ""
    if not record.speakers:
        yield " → ".join(carried) + (f" → hedge {hedge!r}" if hedge else "")
    for voice in record.speakers:
        who = voice.name or "somebody not named"
        about = ", ".join(part for part in (voice.code, voice.kind) if part)
        told = [*carried, f"{who} ({about})" if about else who]
        told += [f"cue {voice.cue!r}, {voice.stance}"] if voice.cue else [voice.stance]
        if hedge and hedge != voice.cue:
            told.append(f"hedge {hedge!r}")
        elif voice.hedged:
            told.append("hedged")
        yield " → ".join(told)


def explain(analysis: "Analysis", record: "EventRecord") -> Iterator[str]:
    """The event in one line, its sentence with the marks, and the derivation."""
    from demarche.base import Mark, Span, tell, write_marked
    from demarche.coding import say_content

    yield " · ".join(cell for cell in table_row(0, record)[1:] if cell)
    scales = f"CAMEO {record.cameo} · Goldstein {record.goldstein} · intensity {record.intensity}"
    yield f"id {record.id} · quad {record.quad} · {scales}"
    yield ""
    shift = record.sentence.start
    marks: list[Mark] = []
    for label, span, value in _spans(analysis, record):
        if record.sentence.holds(span):
            marks.append(Mark(Span(span.start - shift, span.end - shift), label, value))
        else:
            yield f"  {label}: {span.of(analysis.report.text)!r} at {span.start}"
    yield "  " + write_marked(record.sentence_text, marks)
    yield ""
    for line in say_custody(analysis, record):
        yield f"  told by: {line}"
    for content in record.contents:
        yield f"  speaks of: {say_content(content)}"
    yield ""
    for because in record.because:
        for line in tell(because):
            yield f"  {line}"


def _spans(analysis: "Analysis", record: "EventRecord") -> Sequence[tuple[str, "Span", str | None]]:
    from demarche.coding import write_size

    event = next(one for one in analysis.triggers if one.trigger == record.trigger and one.type == record.type)
    found: list[tuple[str, Span, str | None]] = [("event", record.trigger, record.type)]
    both = {party.span for party in record.source} & {party.span for party in record.target}
    found += [("party" if one.span in both else "source", one.span, one.code or None) for one in record.source]
    found += [("target", one.span, one.code or None) for one in record.target if one.span not in both]
    found += [("content", one.span, one.type) for one in record.contents]
    if record.date and record.date.span:
        found.append(("time", record.date.span, record.date.timex))
    if record.place and record.place.span:
        found.append(("place", record.place.span, record.place.name))
    found += [(one.kind, one.span, write_size(one)) for one in record.sizes]
    for verdict in (event.status, event.claim):
        if verdict.words:
            found.append((verdict.value, verdict.words, None))
    return list(dict.fromkeys(found))


if TYPE_CHECKING:
    from demarche.base import Span
