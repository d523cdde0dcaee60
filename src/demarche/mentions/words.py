"""What the room knows of common nouns, titles and determiners."""

from dataclasses import dataclass
from typing import cast

from pydantic import Field

from demarche.base import KnowledgeError
from demarche.knowledge import Countries, Folders, Shape, Weights, open_countries, read_rules, read_table, read_weights
from demarche.mentions.record import Gender


class NounsShape(Shape):
    """`nouns.toml` as read."""

    persons: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    titles: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    determiners: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    offices: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    stand_for: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    loose: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    owned: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    company: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MentionWords:
    """Lemmas by kind, titles by gender and by office, determiners by what they do, and the countries.

    `given_names` tells, by name in small letters, whether a woman or a man bears it. `stand_for` has, by name, the
    nouns that take up a body which does not bear them in its name; `loose` nouns that take up many: `body` any body,
    `armed` the armed body whose men they are, `other` the other of two states; `number` words that count people.
    `owned` has what only a `state` has of its own, and what only a `body` that is none.
    `kinds` tells, by noun, what kinds of body it may be said of.
    `company` has the verbs and prepositions that tell a power from a place, an empty "it" from one that stands for
    something, and who is to do what a verb governs.
    """

    persons: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    bodies: frozenset[str]
    sets: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]]
    determiners: dict[str, frozenset[str]]
    offices: dict[str, frozenset[str]]
    given_names: dict[str, Gender]
    stand_for: dict[str, frozenset[str]]
    loose: dict[str, frozenset[str]]
    owned: dict[str, frozenset[str]]
    company: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]
    countries: Countries
    same: Weights
    """What features count for a mention to take up what was spoken of (`same.tsv`); without rows rules decide alone."""


def _given_names(folders: Folders) -> dict[str, Gender]:
    out: dict[str, Gender] = {}
    for path in folders.files("mentions", "given_names*.tsv"):
        for row in read_table(path, ("name", "gender")):
            if row["gender"] not in {"he", "she"}:
                raise KnowledgeError(path, row.line, row["name"], f"gender {row['gender']}", "he or she")
            out[row["name"].lower()] = cast("Gender", row["gender"])
    return out


def open_mention_words(folders: Folders, countries: Countries | None = None) -> MentionWords:
    """The shipped nouns with the users' laid over them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    shapes = [read_rules(path, NounsShape) for path in folders.files("mentions", "nouns.toml")]

    def joined(name: str) -> dict[str, frozenset[str]]:
        out: dict[str, frozenset[str]] = {}
        for shape in shapes:
            for key, values in getattr(shape, name).items():
                out[key] = out.get(key, frozenset()) | set(values)
        return out

    def by_value(listed: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        values = {value for found in listed.values() for value in found}
        return {value: frozenset(key for key, found in listed.items() if value in found) for value in values}

    persons, women, men, bodies = (
        frozenset(word for shape in shapes for word in getattr(shape, name))
        for name in ("persons", "women", "men", "bodies")
    )
    return MentionWords(
        persons | women | men, women, men, bodies, joined("sets"), joined("titles"), joined("determiners"),
        joined("offices"), _given_names(folders), by_value(joined("stand_for")), joined("loose"), joined("owned"),
        joined("company"), by_value(joined("kinds")),
        countries if countries is not None else open_countries(folders),
        read_weights(folders.files("mentions", "same.tsv")[-1]),
    )  # fmt: skip
