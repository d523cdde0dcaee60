"""`demarche said`: what somebody said, in pages and folders."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from demarche.pipeline import Analysis, Failure

Kind = Literal["table", "jsonl", "csv", "tsv"]
Row = Mapping[str, str | int | bool | None]


def run(
    inputs: Annotated[list[str], typer.Argument(help="Pages, folders, .jsonl files or addresses.")],
    by: Annotated[str | None, typer.Option("--by", help="Only of speakers with this in name, words or code.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="Only what has this in its content.")] = None,
    stance: Annotated[str | None, typer.Option("--stance", help="neutral, favour, against or uncommitted.")] = None,
    act: Annotated[
        str | None, typer.Option("--act", help="say, mention, think, feel, ask, bid, will or judge.")
    ] = None,
    format_: Annotated[Kind, typer.Option("--format", help="A table unless said.")] = "table",
) -> None:
    """Who said what: every quotation and report of speech, with speaker, cue, addressee, occasion and stance."""
    from demarche.base import ConfigError
    from demarche.corpus import read_inputs
    from demarche.pipeline import Coder
    from demarche.read import find_inputs

    sources = list(find_inputs(inputs))
    if not sources:
        raise ConfigError("nothing to read: no page in what was named")

    def wanted(row: Row) -> bool:
        return (
            _has(by, row, "speaker", "speaker_text", "speaker_code")
            and _has(about, row, "content")
            and (stance is None or row["stance"] == stance)
            and (act is None or row["act"] == act)
        )

    if show_statements(Coder().code_many(read_inputs(sources)), format_, wanted=wanted):
        raise typer.Exit(1)


def _has(words: str | None, row: Row, *columns: str) -> bool:
    return words is None or any(words.lower() in str(row[name] or "").lower() for name in columns)


def statement_rows(analysis: "Analysis") -> list[Row]:
    """The statements of a report as rows of `statement_row`, in the order of the text."""
    from demarche.statements import statement_row

    report, found = analysis.report, analysis.statements
    return [statement_row(one, found, report.text, report.id) for one in found]


def show_statements(
    done: "Iterator[Analysis | Failure]",
    kind: str,
    *,
    out: Path | None = None,
    wanted: Callable[[Row], bool] = lambda row: True,
) -> int:
    """Print the statements that are wanted, a table a report, or write them in the format; how many reports failed."""
    import json

    from demarche.cli.formats import print_rows
    from demarche.cli.show import print_statements
    from demarche.pipeline import Failure
    from demarche.statements import STATEMENT_COLUMNS

    failed, kept = 0, list[Row]()
    for one in done:
        if isinstance(one, Failure):
            failed += 1
            sys.stderr.write(f"demarche: {one.error}\n")
            continue
        rows = [row for row in statement_rows(one) if wanted(row)]
        if kind == "table":
            print_statements(one.report.headline or one.report.name, rows)
        kept += rows
    if kind == "jsonl":
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
        if out is None:
            sys.stdout.write(lines)
        else:
            out.write_text(lines, encoding="utf-8")
    elif kind != "table":
        print_rows(STATEMENT_COLUMNS, [tuple(row.values()) for row in kept], kind, out)
    return failed
