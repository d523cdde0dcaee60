"""Scores of the who: mentions marked by hand with the actor that each is of, against mentions, chains and codes.

A page is a file `NAME.who.txt` in the form of the gold pages (see `demarche.measure.gold`), in which every mention of
an actor is marked `[key: words]`, the key being one of the header's `[actors]`; a plural that stands for several has
their keys joined by points, `[kang.pompeo: the two ministers]`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.actors import BODIES, SECTORS, ActorMention
from demarche.base import KnowledgeError, Mark, Span
from demarche.measure.gold import Code, find_sentence, read_header
from demarche.mentions import Chain, Mention
from demarche.pipeline import Analysis


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A marked mention: `keys` are those of its actors, one unless it is a plural of several named ones."""

    span: Span
    words: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldWho:
    """A page without its marks; `codes` are the actors' countries and sectors, each empty where there is none."""

    name: str
    text: str
    codes: dict[str, tuple[str, str]]
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A marked mention with the mention, the chain and the actor that answer it, as far as there are."""

    page: str
    gold: GoldMention
    mention: Mention | None
    chain: Chain | None
    actor: ActorMention | None


def read_who(path: Path) -> GoldWho:
    """The page at `path`.

    Raises:
        KnowledgeError: the header is no TOML, the brackets do not match, a key is unknown.
    """
    actors, text, marks = read_header(path)
    return gold_who(path, actors, text, marks)


def gold_who(path: Path, actors: Mapping[str, Mapping[str, str]], text: str, marks: Sequence[Mark]) -> GoldWho:
    """The mentions that the marks of a page tell, its actors being those of the header.

    Raises:
        KnowledgeError: a key is unknown.
    """
    mentions = []
    for mark in marks:
        keys = tuple(mark.label.split("."))
        unknown = [key for key in keys if key not in actors]
        if unknown:
            raise KnowledgeError(
                path, 1 + text.count("\n", 0, mark.span.start), unknown[0], "is no actor of the header"
            )
        mentions.append(GoldMention(mark.span, mark.span.of(text), keys))
    codes = {key: split_code(actor["code"]) for key, actor in actors.items()}
    return GoldWho(path.name.removesuffix(".who.txt"), text, codes, tuple(mentions))


def split_code(code: str) -> tuple[str, str]:
    """Country and sector of a code; a sector alone has no country.

    >>> split_code("KOR GOV"), split_code("IGO"), split_code("REF"), split_code("")
    (('KOR', 'GOV'), ('IGO', ''), ('', 'REF'), ('', ''))
    """
    first, _, second = code.strip().partition(" ")
    if second or first in BODIES:
        return first, second
    return ("", first) if first in SECTORS else (first, "")


def match_mentions(page: GoldWho, analysis: Analysis) -> tuple[Found, ...]:
    """Each marked mention with what the analysis has there: a mention whose head stands in it, in no inner mark."""
    chains = {id(mention): chain for chain in analysis.chains for mention in chain.mentions}
    actors = {id(actor.mention): actor for actor in analysis.actors}
    heads: list[tuple[int, Mention]] = []
    places: dict[int, dict[int, int]] = {}
    for mention in analysis.mentions:
        sentence = mention.sentence
        if id(sentence) not in places:
            places[id(sentence)] = aligned(page.text, sentence.text, sentence.span.start)
        at = places[id(sentence)].get(mention.head.span.start)
        if at is not None:
            heads.append((at, mention))
    out = []
    for gold in page.mentions:
        inner = [other.span for other in page.mentions if other is not gold and gold.span.holds(other.span)]
        here = [
            mention
            for at, mention in heads
            if gold.span.start <= at < gold.span.end and not any(span.start <= at < span.end for span in inner)
        ]
        best = max(here, key=lambda it: it.span.end - it.span.start, default=None)
        out.append(Found(page.name, gold, best, chains.get(id(best)), actors.get(id(best))))
    return tuple(out)


def aligned(whole: str, sentence: str, start: int) -> dict[int, int]:
    """Where a sentence's characters, the first at `start` in the report, stand in the page, but for white space."""
    there = find_sentence(whole, sentence)
    out: dict[int, int] = {}
    at = there.start
    for here, char in enumerate(sentence):
        if char.isspace():
            continue
        while at < there.end and whole[at].isspace():
            at += 1
        if at < there.end:
            out[start + here] = at
        at += 1
    return out


def measure_who(folder: Path, code: Code) -> tuple[dict[str, float], tuple[str, ...]]:
    """Figures in per cent over all `NAME.who.txt` of the folder, and what is wrong, a line a mention.

    `found` marked mentions that are mentions at all; `country` those of one actor whose code has the same country, none
    where there is none; `sector` those whose code has the same primary sector, where there is one; `names`,
    `descriptions`, `pronouns` those that stand in a chain with mentions of the same actor (of an actor not spoken of
    before: with none of any other); `sets` plurals of several actors that are taken for just these.

    Raises:
        KnowledgeError: a page is faulty.
    """
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    lines: list[str] = []
    for path in sorted(folder.glob("*.who.txt")):
        page = read_who(path)
        for one, verdicts in judge(page, match_mentions(page, code(page.name, page.text))):
            for verdict in verdicts:
                asked[verdict.figure] += 1
                right[verdict.figure] += verdict.right
            wrong = "; ".join(verdict.found for verdict in verdicts if not verdict.right)
            if wrong:
                lines.append(f"{page.name}: [{'.'.join(one.gold.keys)}: {one.gold.words}] {wrong}")
    order = ("found", "country", "sector", "names", "descriptions", "pronouns", "sets")
    return {what: round(100 * right[what] / max(1, asked[what]), 1) for what in order}, tuple(lines)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that a marked mention is asked: which figure counts it, whether it is right, what was found."""

    figure: str
    right: bool
    found: str


def judge(page: GoldWho, matched: Sequence[Found]) -> Iterator[tuple[Found, tuple[Verdict, ...]]]:
    """Each marked mention with all that it is asked."""
    mates: dict[int, list[Found]] = {}
    for one in matched:
        mates.setdefault(id(one.chain), []).append(one)
    begun: set[str] = set()
    for one in matched:
        yield one, tuple(_verdicts(page, one, mates, begun))
        begun.update(one.gold.keys[:1] if len(one.gold.keys) == 1 else ())


def _verdicts(page: GoldWho, one: Found, mates: dict[int, list[Found]], begun: set[str]) -> Iterator[Verdict]:
    yield Verdict("found", one.mention is not None, "no mention")
    if len(one.gold.keys) > 1:
        members = one.chain.members if one.chain else ()
        keys = {_key_of(mates.get(id(member), [])) for member in members}
        yield Verdict("sets", keys == set(one.gold.keys), f"stands for {sorted(filter(None, keys))}")
        return
    key = one.gold.keys[0]
    country, sector = page.codes[key]
    told = split_code(one.actor.code) if one.actor else ("", "")
    yield Verdict("country", told[0] == country, f"country {told[0] or '-'} for {country or '-'}")
    if sector:
        yield Verdict("sector", told[1] == sector, f"sector {told[1] or '-'} for {sector}")
    if one.mention is None or one.chain is None:
        return
    others = [other for other in mates[id(one.chain)] if other is not one]
    held = _key_of(others) == key if others else key not in begun
    words = [mention.text for mention in one.chain.mentions if mention is not one.mention][:3]
    yield Verdict(f"{one.mention.kind}s", held, f"{one.mention.kind} with {words}")


def _key_of(chain: Sequence[Found]) -> str | None:
    """The actor that most of the marked mentions are of, the first of several."""
    keys = Counter(one.gold.keys[0] for one in chain if len(one.gold.keys) == 1)
    return keys.most_common(1)[0][0] if keys else None
