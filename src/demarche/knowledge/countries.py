"""The table of countries, which actors, places and mentions share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from demarche.base import KnowledgeError
from demarche.knowledge.overlay import Folders
from demarche.knowledge.tables import read_table

COLUMNS = (
    "code",
    "name",
    "names",
    "adjectives",
    "people",
    "capital",
    "metonyms",
    "latitude",
    "longitude",
    "cow",
    "from",
    "to",
)


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory.

    Attributes:
        code: ISO 3166 alpha-3; user-assigned or historical codes where there is none (XKX, SUN, YUG).
        name: the short name in English, as news use it.
        names: further names and short forms ("S. Korea", "the South" is not one: it depends on the report).
        adjectives: adjectives ("South Korean"); they serve for its people too unless `people` says otherwise.
        people: names of its people ("Briton", "Britons").
        capital: the capital's name.
        metonyms: what stands for its government besides the capital ("Kremlin", "Blue House").
        latitude: of a point inside it, degrees north.
        longitude: degrees east.
        cow: Correlates of War number, empty if none.
        start: first year, 0 if long before news.
        end: first year in which it was no more, 9999 if it exists.
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]
    latitude: float
    longitude: float
    cow: str
    start: int
    end: int


@dataclass(frozen=True)
class Countries:
    """All countries, and the words that name or stand for each; the words are kept as written (case counts)."""

    all: tuple[Country, ...]
    by_code: Mapping[str, Country] = field(default_factory=dict)

    def _index(self, words: str) -> dict[str, Country]:
        out: dict[str, Country] = {}
        for country in sorted(self.all, key=lambda it: it.end):  # a state of today takes a name over from a past one
            for word in {"names": (country.name, *country.names), "adjectives": country.adjectives,
                         "people": (*country.adjectives, *country.people),
                         "seats": (country.capital, *country.metonyms)}[words]:  # fmt: skip
                if word:
                    out[word] = country
        return out

    @cached_property
    def names(self) -> Mapping[str, Country]:
        """Countries by each of their names."""
        return self._index("names")

    @cached_property
    def adjectives(self) -> Mapping[str, Country]:
        """Countries by adjective."""
        return self._index("adjectives")

    @cached_property
    def people(self) -> Mapping[str, Country]:
        """Countries by the word for their people, adjectives among them."""
        return self._index("people")

    @cached_property
    def seats(self) -> Mapping[str, Country]:
        """Countries by capital and by what else stands for their government."""
        return self._index("seats")


def open_countries(folders: Folders) -> Countries:
    """The shipped table (`knowledge/knowledge/en/countries.tsv`) with the users' rows laid over it, by code.

    Raises:
        KnowledgeError: a row has no code or name, or a number that is none.
    """
    found: dict[str, Country] = {}
    for path in folders.files("knowledge", "countries.tsv"):
        for row in read_table(path, COLUMNS):
            if len(row["code"]) != 3 or not row["name"]:
                raise KnowledgeError(Path(path), row.line, row["code"], "needs a code of three letters and a name")
            try:
                found[row["code"]] = Country(
                    row["code"], row["name"], row.all("names"), row.all("adjectives"), row.all("people"),
                    row["capital"],
                    row.all("metonyms"), float(row["latitude"]), float(row["longitude"]), row["cow"],
                    int(row["from"] or 0), int(row["to"] or 9999),
                )  # fmt: skip
            except ValueError as error:
                raise KnowledgeError(Path(path), row.line, row["code"], str(error)) from error
    return Countries(tuple(found.values()), found)
