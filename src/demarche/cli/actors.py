"""`demarche actors`: look somebody up, bring in other people's dictionaries, list who is not known yet."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from demarche.actors import Actor, ActorLexicon

app = typer.Typer(name="actors", no_args_is_help=True, help="Who is who: find, import, list the unknown.")

Format = Literal["table", "csv", "tsv", "jsonl"]
Folders_ = Annotated[
    list[Path] | None, typer.Option("--knowledge", help="A knowledge folder laid over the shipped one.")
]

FOUND = ("name", "country", "sector", "title", "from", "to", "wikidata")


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A name, in any spelling of case, accents and hyphens.")],
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day asked for.")] = None,
    knowledge: Folders_ = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = "table",
) -> None:
    """Who bears a name: every office and part with its days, or the one on a day; of a body its members too."""
    from demarche.base import ConfigError
    from demarche.cli.formats import print_rows

    lexicon = _open(knowledge)
    day = on.date() if on else None
    rows = [row for actor in lexicon.named(name) for row in _roles(actor, day)]
    states = [
        (code, code, "GOV", "", "", "", "")
        for table in (lexicon.countries.names, lexicon.countries.seats)
        for country in [table.get(name)]
        if country is not None
        for code in [country.code]
    ]
    if not rows and not states:
        raise ConfigError(f"{name}: nobody of that name is known; add a row to a table of a --knowledge folder")
    print_rows(FOUND, [*dict.fromkeys(states), *rows], format_)
    body = lexicon.body(name)
    members = lexicon.members_on(body.name, day) if body else ()
    if members and format_ == "table":
        typer.echo(f"members{f' on {day}' if day else ', past ones too'}: {' '.join(members)}")


def _roles(actor: "Actor", day: date | None) -> list[tuple[object, ...]]:
    """The actor's roles as rows; on a day the one held then, and where none was, so much."""
    from demarche.actors import role_on

    held = role_on(actor, day) if day else None
    roles = actor.roles if day is None else (held,) if held else ()
    if not roles:
        return [(actor.name, actor.country or "", "", f"no office known on {day}", "", "", actor.wikidata or "")]
    return [
        (actor.name, role.country or "", role.sector, role.title, role.start or "", role.end or "",
         actor.wikidata or "")
        for role in roles
    ]  # fmt: skip


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="PETRARCH or Phoenix dictionaries, or JSON of office holders from Wikidata.")
    ],
    into: Annotated[Path, typer.Option("--into", help="The knowledge folder to write, for --knowledge.")],
    name: Annotated[str, typer.Option("--name", help="Part of the names of the written tables.")] = "imported",
) -> None:
    """Bring dictionaries of actors and agents into a knowledge folder, and say what could not be carried over."""
    from demarche.actors import Imported, read_petrarch, read_wikidata, write_imported
    from demarche.cli.formats import say_lost

    lexicon = _open(None)
    whole = Imported()
    for file in files:
        more = (
            read_wikidata(file, lexicon) if file.suffix.lower() == ".json" else read_petrarch(file, lexicon.countries)
        )
        whole.take(more)
    written = write_imported(whole, into, name)
    _open([into])  # what is written must be good to read
    for path in written:
        typer.echo(f"{path}: {sum(1 for _ in path.open(encoding='utf-8')) - 1} rows")
    say_lost(whole)


@app.command("unknown")
def unknown(
    record: Annotated[Path, typer.Argument(help="The record folder.")],
    most: Annotated[int, typer.Option("--most", min=1, help="How many to list.")] = 50,
    format_: Annotated[
        Literal["table", "tsv"], typer.Option("--format", help="A table, or rows of organisations.tsv to fill in.")
    ] = "table",
) -> None:
    """The actors without a code that the record speaks of most, each with an example."""
    from demarche.cli.formats import print_rows
    from demarche.store import open_record

    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for side in ("source", "target"):
        found = open_record(record).query(
            f"select {side}_name, {side}_code, sentence from events where {side}_name <> '' order by id"
        )
        for names, codes, sentence in found.rows:
            for one, code in zip(str(names).split("; "), str(codes or "").split("; "), strict=False):
                if not code.strip() and one:
                    counts[one] += 1
                    examples.setdefault(one, str(sentence))
    listed = sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:most]
    if format_ == "table":
        print_rows(("events", "name", "example"), [(count, one, examples[one]) for one, count in listed], "table")
        return
    typer.echo("name\tnames\tcountry\tsector\tfrom\tto")
    for one, count in listed:
        typer.echo(f"# {count} events; {examples[one]}\n{one}\t\t\t\t\t")


def _open(folders: list[Path] | None) -> "ActorLexicon":
    from demarche.actors import open_actors
    from demarche.knowledge import Folders, open_countries

    over = Folders(tuple(folders or ()))
    return open_actors(over, open_countries(over))
