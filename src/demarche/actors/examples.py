"""The room's executed examples, and its actors as marks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from demarche.actors.lexicon import AGENT_COLUMNS
from demarche.actors.record import ActorMention
from demarche.base import Mark
from demarche.knowledge import Example, Folders, Shape, read_examples, read_rules, read_table


class _EntryShape(Shape):
    id: str
    on: date = date(2024, 3, 14)
    examples: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class _ExamplesShape(Shape):
    entry: tuple[_EntryShape, ...] = ()


def read_actor_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of `agents.tsv` (its last column) and of `examples.toml`, each with the day that it assumes.

    Raises:
        KnowledgeError: a file is faulty.
    """
    return tuple(_examples(folders))


def _examples(folders: Folders) -> Iterator[Example]:
    for path in folders.files("actors", "agents.tsv"):
        for row in read_table(path, AGENT_COLUMNS):
            if row["example"]:
                yield from read_examples("actors", path, f"agent.{row['noun']}", positive=(row["example"],))
    for path in folders.files("actors", "examples.toml"):
        for entry in read_rules(path, _ExamplesShape).entry:
            yield from read_examples(
                "actors", path, entry.id, positive=entry.examples, negative=entry.silent, on=entry.on
            )


def mark_actors(actors: Sequence[ActorMention]) -> tuple[Mark, ...]:
    """The actors that have a code, as marks `[actor=KOR-GOV: …]`, in the order of the text.

    One inside another's words ("Iranian" in "Iranian troops") and a country that only tells whose another is ("the
    president of Ghana") are left out.
    """
    coded = [actor for actor in actors if actor.code]
    heads = {id(actor.mention.head): actor for actor in coded}
    marks = [
        Mark(actor.mention.span, "actor", actor.code.replace(" ", "-"))
        for actor in coded
        if not _tells_whose(actor, heads)
    ]
    outer = [mark for mark in marks if not any(it.span.holds(mark.span) and it.span != mark.span for it in marks)]
    return tuple(sorted(dict.fromkeys(outer), key=lambda mark: (mark.span.start, -mark.span.end)))


def _tells_whose(actor: ActorMention, heads: Mapping[int, ActorMention]) -> bool:
    mention = actor.mention
    if (
        mention.kind != "name"
        or mention.type == "Person"
        or actor.entry
        or not mention.head.relation.startswith("nmod")
    ):
        return False
    above = mention.sentence.head(mention.head)
    owned = heads.get(id(above))
    return owned is not None and owned.country == actor.country
