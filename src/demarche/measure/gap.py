"""Scores of pronouns on GAP: which of two names, if any, each of them stands for."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from math import exp
from pathlib import Path

from demarche.base import ReadError, Span
from demarche.encode import Encoder
from demarche.measure.chains import find_chains
from demarche.measure.figures import f1_of, need_layer
from demarche.measure.inputs import find_places, read_whole
from demarche.parse import Sentence, Splitting, Token, bare_report, parse

HEADER = "ID\tText\tPronoun\tPronoun-offset"
LEAST = 0.02
"""Share from which a name counts as chosen: nearly all pronouns of GAP stand for one of the two."""

FEMININE = frozenset({"she", "her", "hers", "herself"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun and two names in a text, and whether it stands for the one or the other; both may be false."""

    text: str
    pronoun: Span
    names: tuple[Span, Span]
    right: tuple[bool, bool]


def read_choices(path: Path) -> Iterator[Choice]:
    """The rows of GAP's table.

    Raises:
        ReadError: a row lacks a column or has no number for an offset.
    """
    rows = csv.DictReader(StringIO(read_whole(path)), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, start=2):
        try:
            pronoun, *names = (
                Span(int(row[key]), int(row[key]) + len(row[words]))
                for key, words in (("Pronoun-offset", "Pronoun"), ("A-offset", "A"), ("B-offset", "B"))
            )
            right = tuple(row[key].strip().upper() == "TRUE" for key in ("A-coref", "B-coref"))
            yield Choice(row["Text"], pronoun, (names[0], names[1]), (right[0], right[1]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ReadError(
                f"{path}:{number}", f"no row of GAP's table: {error!r}", f"{HEADER}… is expected"
            ) from error


def measure_gap(path: Path, encoder: Encoder, splitting: Splitting, *, first: int | None = None) -> dict[str, float]:
    """F1 in per cent over the two booleans of each row, of masculine and of feminine pronouns alone, and the bias: the
    feminine figure over the masculine one (Webster et al. 2018).

    Raises:
        ReadError: the file is no such table.
        ConfigError: the encoder links no mentions.
    """
    counts = {"masculine": [0, 0, 0], "feminine": [0, 0, 0]}
    for choice in islice(read_choices(path), first):
        found = choose_name(choice, encoder, splitting)
        gender = "feminine" if choice.pronoun.of(choice.text).lower() in FEMININE else "masculine"
        hits = sum(one and two for one, two in zip(choice.right, found, strict=True))
        for at, more in enumerate((hits, sum(choice.right), sum(found))):
            counts[gender][at] += more
    right, marked, given = (sum(both) for both in zip(*counts.values(), strict=True))
    masculine, feminine = f1_of(*counts["masculine"]), f1_of(*counts["feminine"])
    return {
        "F1": f1_of(right, marked, given),
        "masculine F1": masculine,
        "feminine F1": feminine,
        "bias": round(feminine / masculine, 3) if masculine else 0.0,
    }


def choose_name(choice: Choice, encoder: Encoder, splitting: Splitting) -> tuple[bool, bool]:
    """Whether the pronoun stands for the first and for the second name: at most for the likelier one."""
    sentences, evidence = parse(bare_report(choice.text), encoder, splitting=splitting)
    links = need_layer(evidence.links, "coref")
    tokens = [token for sentence in sentences for token in sentence.tokens]
    spans = [token.span for token in tokens]
    pronoun = next(iter(find_places(spans, choice.pronoun)), -1)
    shares = shares_of(next((link.antecedents for link in links if link.word == pronoun), ()))
    heads = [head_of(span, sentences) for span in choice.names]
    chains = find_chains(links, without=pronoun)
    one, two = (_share(head, heads[1 - at], shares, chains, tokens) for at, head in enumerate(heads))
    return one > LEAST and one >= two, two > LEAST and two > one


def shares_of(antecedents: Sequence[tuple[int, float]]) -> dict[int, float]:
    """How likely each word is the antecedent, by its score, "none before" being one of those to choose from."""
    weights = {place: exp(min(score, 30.0)) for place, score in antecedents}
    total = 1.0 + sum(weights.values())
    return {place: weight / total for place, weight in weights.items()}


def head_of(span: Span, sentences: Sequence[Sentence]) -> Token | None:
    """The word of the stretch whose own head stands outside."""
    for sentence in sentences:
        inside = {token.at: token for token in sentence.tokens if token.span.overlaps(span)}
        for token in inside.values():
            if token.head not in inside:
                return token
    return None


def _share(
    head: Token | None, other: Token | None, shares: dict[int, float], chains: list[list[int]], tokens: Sequence[Token]
) -> float:
    """What the name's head, the words of its chain and the same name elsewhere have together.

    What the other name has too, its head, its chain or its words, tells them not apart and is left out.
    """
    if head is None:
        return 0.0
    same = {head.place, *_chain(head, chains)}
    same |= {token.place for token in tokens if token.text == head.text and token.xpos.startswith("NNP")}
    if other is not None:
        shared = {other.place, *_chain(other, chains)}
        shared |= {token.place for token in tokens if token.text == other.text}
        same = (same - shared) | {head.place}
    return sum(shares.get(place, 0.0) for place in same)


def _chain(token: Token, chains: list[list[int]]) -> list[int]:
    return next((chain for chain in chains if token.place in chain), [])
