"""The room's executed examples, and its statements as marks."""

from collections.abc import Iterator, Sequence

from demarche.base import Mark
from demarche.knowledge import Example, Folders, read_examples, read_rules
from demarche.statements.cues import FileShape
from demarche.statements.record import Statement


def read_statement_examples(folders: Folders) -> tuple[Example, ...]:
    """The examples of all cues and blockers; a text under `not` is one in which the room finds no statement.

    Raises:
        KnowledgeError: a file is faulty.
        ValueError: an example's brackets do not match.
    """
    return tuple(_examples(folders))


def _examples(folders: Folders) -> Iterator[Example]:
    for path in folders.files("statements", "*.toml"):
        file = read_rules(path, FileShape)
        for cue in file.cue:
            yield from read_examples("statements", path, cue.id, positive=cue.examples, negative=cue.silent)
        for blocker in file.blocker:
            yield from read_examples("statements", path, blocker.words, negative=blocker.silent)


def mark_statements(statements: Sequence[Statement]) -> tuple[Mark, ...]:
    """The parts of the statements as marks `speaker`, `cue` and `content`, in the order of the text.

    The value of a cue is its stance; `hedged=yes` stands beside it where the speaker does not vouch.
    """
    marks: list[Mark] = []
    for one in statements:
        if one.speaker_span is not None:
            marks.append(Mark(one.speaker_span, "speaker"))
        if one.cue is not None:
            marks.append(Mark(one.cue, "cue", one.stance, (("hedged", "yes"),) if one.hedged else ()))
        marks.extend(Mark(part, "content") for part in one.content)
    return tuple(sorted(dict.fromkeys(marks), key=lambda it: (it.span.start, -it.span.end, it.label)))
