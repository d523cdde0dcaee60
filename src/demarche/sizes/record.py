"""What `sizes` hands on: amounts in the text, and what they tell of: so many dead, so many soldiers, so much money."""

from dataclasses import dataclass

from demarche.base import ByRule, Span
from demarche.parse import Sentence, Token

KINDS = (
    "dead", "injured", "missing", "arrested", "abducted", "released", "expelled", "displaced", "participants", "troops",
    "money",
)  # fmt: skip
"""What a size may be one of, in the order of output."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code; `countries` are those whose own it is, `usual` what its name means by itself."""

    code: str
    countries: frozenset[str]
    usual: bool


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as the words tell it: from `low` to `high`, None for an open end.

    `exact` says that the text gives one number and does not round or bound it. `currencies` are those that the words
    may mean, for sums of money; () for counts.
    """

    span: Span
    low: int | None
    high: int | None
    exact: bool
    currencies: tuple[Currency, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class SizeMention:
    """One size where the text tells it; compared by identity.

    Attributes:
        kind: one of `KINDS`.
        quantity: how many, how much.
        span: its words, the noun that is counted among them.
        token: the head of those words.
        anchor: the word that tells what it is a size of: "killed", "toll"; the token itself where nothing else does.
        sentence: where it stands.
        unit: of troops that are no people what is counted: "ship", "aircraft", "vehicle".
        because: why.
    """

    kind: str
    quantity: Quantity
    span: Span
    token: Token
    anchor: Token
    sentence: Sentence
    unit: str | None
    because: ByRule
