"""What `mentions` hands on: who and what the text speaks of, and which mentions are of the same one."""

from dataclasses import dataclass
from typing import Literal

from demarche.base import Because, Span
from demarche.parse import Sentence, Token

MentionKind = Literal["name", "description", "pronoun"]
Gender = Literal["she", "he", "it", "they"]


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One mention of a person, body, country, place or group; compared by identity.

    Attributes:
        span: from its first determiner, title or adjective to the end of its name or head noun ("South Korean Foreign
            Minister Kang Kyung-wha", "the minister", "she"); what follows the head (clauses, "of …") stays outside,
            unless it belongs to the name.
        text: its words.
        head: the token that stands for it in the tree.
        sentence: where it stands.
        kind: name, description (a common noun) or pronoun.
        type: of its name by the names layer (Person Organization Location NORP Facility Product Misc), else "".
        name: the words of the proper name alone ("Kang Kyung-wha"), None without one.
        title: the words of the title or role before or beside the name, or the head noun phrase of a description.
        plural: whether it speaks of several.
        gender: what pronoun would do for it, None if unknown.
        because: why.
    """

    span: Span
    text: str
    head: Token
    sentence: Sentence
    kind: MentionKind
    type: str
    name: str | None
    title: str | None
    plural: bool
    gender: Gender | None
    because: Because


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Mentions of one and the same, in the order of the text; `members` are the chains of a plural's parts.

    `name` is its fullest proper name in the report, None if it is never named; `links` says, for each mention, why it
    belongs here.
    """

    mentions: tuple[Mention, ...]
    name: str | None
    links: tuple[Because, ...]
    members: tuple["Chain", ...] = ()
