"""`demarche code`: pages, folders and addresses to coded events."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from demarche.base import ReadError
    from demarche.corpus import Setup
    from demarche.pipeline import Analysis, Coder, Failure
    from demarche.read import Report

Kind = Literal["table", "jsonl", "csv", "tsv", "parquet"]


def run(
    inputs: Annotated[
        list[str], typer.Argument(help="Pages, folders, .jsonl files, addresses, or - for standard input.")
    ],
    format_: Annotated[Kind | None, typer.Option("--format", help="A table unless said; tsv with --out.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write here; needed for parquet.")] = None,
    into: Annotated[Path | None, typer.Option("--into", help="Keep the result in this record folder.")] = None,
    knowledge: Annotated[
        list[Path] | None, typer.Option("--knowledge", help="A knowledge folder laid over the shipped one.")
    ] = None,
    classes: Annotated[
        list[Path] | None, typer.Option("--classes", help="A folder of trained event classes of yours.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", help="Day of publication (2024-03-14) of pages that do not tell theirs."),
    ] = None,
    rules_only: Annotated[
        bool,
        typer.Option(
            "--rules-only", help="Leave events, sides, codes, status and claim to the rules; the encoder only parses."
        ),
    ] = False,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out events that are less sure than this.")
    ] = 0.0,
    statements: Annotated[
        bool, typer.Option("--statements", help="Show who said what in place of the events; not with --into.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes, with --into.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar, no notes.")] = False,
) -> None:
    """Code reports: who did what to whom, when, where, whether it happened, on whose word."""
    from demarche.base import ConfigError
    from demarche.corpus import Setup
    from demarche.read import find_inputs

    setup = Setup(tuple(knowledge or ()), tuple(classes or ()), rules_only, min_confidence)
    sources = list(find_inputs([one for one in inputs if one != "-"]))
    piped = sys.stdin.buffer.read() if "-" in inputs else None
    if not sources and piped is None:
        raise ConfigError("nothing to code: no page in what was named")
    day = _day(published)
    if into is not None:
        if day is not None:
            raise ConfigError("--published is for pages coded at once: leave out --into")
        _keep(into, sources, setup, jobs, quiet)
        return
    from demarche.cli.said import show_statements

    coder = setup.open()
    kind = format_ or ("table" if out is None else "tsv")
    if statements:
        if kind == "parquet":
            raise ConfigError("statements are written as jsonl, csv or tsv; --into keeps them as parquet")
        failed = show_statements(_code(coder, sources, piped, quiet, day), kind, out=out)
    elif kind == "table":
        failed = _show(_code(coder, sources, piped, quiet, day))
    else:
        failed = _write(_code(coder, sources, piped, quiet, day), kind, out)
    if failed:
        raise typer.Exit(1)


def code_and_show(sources: Sequence[Path | str]) -> None:
    """Code the sources and print their tables."""
    from demarche.pipeline import Coder

    if _show(_code(Coder(), sources, None, True)):
        raise typer.Exit(1)


def _day(written: str | None) -> date | None:
    from demarche.base import ConfigError

    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise ConfigError(f"--published {written}: write the day as 2024-03-14") from error


def _code(
    coder: "Coder", sources: Sequence[Path | str], piped: bytes | None, quiet: bool, day: date | None = None
) -> "Iterator[Analysis | Failure]":
    """The reports coded; what is doubtful about their days is noted on standard error."""
    from demarche.cli.show import say_doubts
    from demarche.pipeline import Analysis

    for one in _coded(coder, sources, piped, quiet, day):
        if isinstance(one, Analysis) and not quiet:
            for line in say_doubts(one, date.today()):
                sys.stderr.write(f"demarche: {one.report.name}: {line}\n")
        yield one


def _coded(
    coder: "Coder", sources: Sequence[Path | str], piped: bytes | None, quiet: bool, day: date | None
) -> "Iterator[Analysis | Failure]":
    from demarche.base import ReadError
    from demarche.corpus import read_inputs
    from demarche.read import Report, publish, read

    def dated(reports: "Iterator[Report | ReadError]") -> "Iterator[Report | ReadError]":
        for one in reports:
            yield publish(one, day) if day is not None and isinstance(one, Report) else one

    if piped is not None:
        try:
            given = [read(piped, name="standard input")]
        except ReadError as error:
            yield from coder.code_many([error])
            given = []
        yield from coder.code_many(dated(iter(given)))
    yield from coder.code_many(_watch(dated(read_inputs(sources)), len(sources), quiet))


def _watch(reports: "Iterator[Report | ReadError]", total: int, quiet: bool) -> "Iterator[Report | ReadError]":
    """The reports, with a bar on standard error while there are several to come and a person looks on."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if quiet or total < 3 or not console.is_terminal or sys.stdout.isatty():
        yield from reports  # a table that grows in the terminal shows its own progress
        return
    with Progress(console=console) as progress:
        task = progress.add_task("coding", total=total)
        for report in reports:
            yield report
            progress.advance(task)


def _show(done: "Iterator[Analysis | Failure]") -> int:
    """Print a table for each report; how many failed."""
    from demarche.cli.last import keep_last
    from demarche.cli.show import explain, print_analysis
    from demarche.pipeline import Failure

    failed, explanations = 0, list[tuple[str, str]]()
    for one in done:
        if isinstance(one, Failure):
            failed += 1
            sys.stderr.write(f"demarche: {one.error}\n")
            continue
        print_analysis(one, len(explanations) + 1)
        explanations += [(record.id, "\n".join(explain(one, record))) for record in one.events]
    keep_last(explanations)
    return failed


def _write(done: "Iterator[Analysis | Failure]", kind: str, out: Path | None) -> int:
    """Write the events in the format; how many reports failed."""
    import json

    from demarche.base import ConfigError
    from demarche.cli.formats import print_rows, write_parquet
    from demarche.coding import FLAT
    from demarche.pipeline import Failure

    failed, rows, lines = 0, list[dict[str, str | int | float | None]](), list[str]()
    for one in done:
        if isinstance(one, Failure):
            failed += 1
            sys.stderr.write(f"demarche: {one.error}\n")
        elif kind == "jsonl" and out is None:
            for event in one.to_dicts():
                sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")
        elif kind == "jsonl":
            lines += [json.dumps(event, ensure_ascii=False) + "\n" for event in one.to_dicts()]
        else:
            rows += one.to_rows()
    if kind == "parquet":
        if out is None:
            raise ConfigError("parquet goes to a file: name it with --out EVENTS.parquet")
        write_parquet(FLAT, rows, out)
    elif kind == "jsonl" and out is not None:
        out.write_text("".join(lines), encoding="utf-8")
    elif kind != "jsonl":
        print_rows(FLAT, [tuple(row.values()) for row in rows], kind, out)
    return failed


def _keep(into: Path, sources: Sequence[Path | str], setup: "Setup", jobs: int, quiet: bool) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from demarche.corpus import Tally, code_into, code_parallel
    from demarche.store import open_record

    record = open_record(into, new=True)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("coding", total=len(sources))

        def tell(tally: Tally) -> None:
            done = tally.kept + tally.known + tally.failed
            progress.update(task, completed=done, total=max(len(sources), done))

        if jobs > 1:
            tally = code_parallel(record, sources, setup=setup, jobs=jobs, tell=tell)
        else:
            tally = code_into(record, sources, setup.open(), tell=tell)
    if not quiet:
        sys.stderr.write(
            f"{tally.kept} reports kept, {tally.known} known already, {tally.failed} failed; {tally.events} events\n"
        )
    if tally.failed:
        for name, error in record.query("select name, error from failures").rows[:20]:
            sys.stderr.write(f"demarche: {error or name}\n")
        raise typer.Exit(1)
