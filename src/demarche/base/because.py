"""Why a record exists: the rule, the model or the giver, and the reasons that it stood on."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ByRule:
    """A rule of the knowledge files decided: `rule` is its id, `words` what it matched."""

    rule: str
    words: str = ""
    parents: tuple["Because", ...] = ()


@dataclass(frozen=True, slots=True)
class ByModel:
    """The encoder decided: which `head` of it, and how sure it was (0 to 1)."""

    head: str
    score: float
    parents: tuple["Because", ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody or something outside said so: the page's metadata, the caller."""

    by: str
    parents: tuple["Because", ...] = ()


Because = ByRule | ByModel | Given


def say(because: Because) -> str:
    """The reason in one line, without those that it stood on.

    >>> say(ByRule("weekday.bare", "on Friday"))
    'rule weekday.bare on "on Friday"'
    """
    match because:
        case ByRule(rule, words):
            return f'rule {rule} on "{words}"' if words else f"rule {rule}"
        case ByModel(head, score):
            return f"model {head} {score:.2f}"
        case Given(by):
            return f"given by {by}"


def tell(because: Because, depth: int = 0) -> Iterator[str]:
    """The whole derivation, a line a reason, each indented by two spaces more than what rests on it."""
    yield "  " * depth + say(because)
    for parent in because.parents:
        yield from tell(parent, depth + 1)
