"""Fits what features count for what a mention takes up, an actor's code and its side in an event: `training.who`.

Learns from the pages `own/who_*.txt` and `own/full_*.txt`, on which every event is marked with its sides and every
mention with its actor, and writes `same.tsv` of the mentions room, `homes.tsv` and `sectors.tsv` of the actors room and
`sides.tsv` of the events room. Each is fitted on pages that were coded by weights of the ones before which were fitted
without their file, so that it meets the faults that it will meet. Prints what is reached by files left out.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from demarche.actors.described import Cast
from demarche.actors.homes import Homes
from demarche.actors.weigh import UNTOLD, is_open
from demarche.base import parse_marked
from demarche.encode import TYPES
from demarche.events.seen import Look, Seen
from demarche.events.weigh import SIDES
from demarche.knowledge import Weights, shipped, write_weights
from demarche.measure.gold import GoldPage, Pair, gold_events, match_events, score_pairs
from demarche.measure.who import GoldWho, aligned, gold_who, judge, match_mentions
from demarche.pipeline import Analysis, Coder, Knowledge
from demarche.places import countries_named, place_of
from demarche.read import read
from training.data import OWN
from training.fit import Cases, fit, join
from training.same import add_choices

FOLDS = 4

COMMENT = "Written by training.who from the pages in training/own/who_*.txt and full_*.txt: log odds by feature."

FIGURES = ("country", "sector", "descriptions", "pronouns", "sets")
NOTHING = Weights((), {})


@dataclass(frozen=True)
class Page:
    """A marked page of a file: its events, and its mentions of actors."""

    file: str
    events: GoldPage
    who: GoldWho


@dataclass(frozen=True)
class Tables:
    """The tables of mentions and actors."""

    same: Weights = NOTHING
    homes: Weights = NOTHING
    sectors: Weights = NOTHING


def read_pages(folder: Path) -> list[Page]:
    """All pages of `full_*.txt` and `who_*.txt`, in the order of files and pages."""
    out = []
    for path in sorted((*folder.glob("who_*.txt"), *folder.glob("full_*.txt"))):
        for number, page in enumerate(path.read_text(encoding="utf-8").split("\n----\n"), start=1):
            _, header, body = re.split(r"^\+\+\+\n", page, maxsplit=2, flags=re.MULTILINE)
            text, marks = parse_marked(body.strip("\n"))
            actors = tomllib.loads(header)["actors"]
            events = gold_events(path, actors, text, [mark for mark in marks if mark.label in TYPES])
            who = gold_who(path, actors, text, [mark for mark in marks if mark.label not in TYPES])
            out.append(Page(path.stem, GoldPage(f"{path.stem}.{number}", text, events), who))
    return out


def make_coder(coder: Coder, tables: Tables | None = None, sides: Weights = NOTHING) -> Coder:
    """A coder with these weights in place of the shipped ones; the encoder is shared."""
    known, given = coder.knowledge.without_weights(), tables or Tables()
    actors = replace(known.actors, homes=given.homes, sectors=given.sectors)
    mentions = replace(known.mentions, same=given.same)
    events = replace(known.events, sides=sides)
    return Coder(knowledge=replace(known, mentions=mentions, actors=actors, events=events), encoder=coder.encoder)


def code(coder: Coder, page: Page) -> Analysis:
    """The page's analysis."""
    return coder.code(read(page.events.text, name=page.events.name))


def keys_of(page: Page, analysis: Analysis) -> dict[int, str]:
    """By chain the header's actor that most of its marked mentions are of."""
    told: dict[int, Counter[str]] = {}
    for found in match_mentions(page.who, analysis):
        if found.chain is not None and len(found.gold.keys) == 1:
            told.setdefault(id(found.chain), Counter())[found.gold.keys[0]] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in told.items()}


def add_codes(page: Page, analysis: Analysis, coder: Coder, homes: Cases, sectors: Cases) -> None:
    """Add the page's actors, as the rules left them."""
    keys = keys_of(page, analysis)
    dateline, places = analysis.report.dateline, countries_named(analysis.places)
    filed = place_of(dateline, coder.knowledge.places) if dateline else None
    cast = Cast(analysis.actors, analysis.evidence.told)
    story = Homes(analysis.actors, places, filed.country if filed else None, analysis.sentences, cast)
    done: set[int] = set()
    for actor in analysis.actors:
        key = keys.get(id(actor.chain))
        if key is None or id(actor.chain) in done or not is_open(actor, coder.knowledge.actors):
            continue
        done.add(id(actor.chain))
        country, sector = page.who.codes[key]
        if country in story.candidates:
            rows = story.features(actor)
            homes.add(rows, [candidate == country for candidate in story.candidates])
        sectors.add([list(cast.describe(actor))], [sector or UNTOLD])


def add_sides(page: Page, analysis: Analysis, sides: Cases) -> None:
    """Add the events whose word and type are right, with all actors that may be on their sides."""
    keys = keys_of(page, analysis)
    seen = Seen(analysis.triggers, analysis.actors, analysis.sentences)
    for at, event in enumerate(analysis.triggers):
        place = aligned(page.events.text, event.sentence.text, event.sentence.span.start).get(event.head.span.start)
        marked = [it for it in page.events.events if place is not None and it.span.start <= place < it.span.end]
        gold = next((it for it in marked if it.type == event.type), None)
        if gold is not None:
            named = [keys.get(candidate.key) for candidate in seen.candidates]
            look = Look(seen, at)
            told = [[name for part in look.parts(it) for name in part.names()] for it in seen.candidates]
            sides.add(told, [[key in side for side in gold.keys] for key in named])


Told = Sequence[tuple[Page, Analysis]]


@dataclass
class Asked:
    """The cases of a file's pages, by what they are about."""

    same: Cases = field(default_factory=Cases)
    homes: Cases = field(default_factory=Cases)
    sectors: Cases = field(default_factory=Cases)
    sides: Cases = field(default_factory=Cases)


def fit_same(asked: Iterable[Asked]) -> Weights:
    """What mentions take up."""
    return fit(join(one.same for one in asked), ("same",), "same")


def fit_codes(asked: Sequence[Asked]) -> tuple[Weights, Weights]:
    """Countries and sectors."""
    sectors = join(one.sectors for one in asked)
    answers = sorted({*map(str, sectors.right), UNTOLD})
    return fit(join(one.homes for one in asked), ("here",), "homes"), fit(sectors, answers, "sectors")


def fit_sides(asked: Iterable[Asked]) -> Weights:
    """Sides."""
    return fit(join(one.sides for one in asked), SIDES, "sides")


def score(told: Sequence[tuple[Page, Analysis]]) -> str:
    """F1 of whole events, and the shares of countries and sectors that are right, in per cent."""
    pairs: list[Pair] = []
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for page, analysis in told:
        pairs.extend(match_events(page.events.name, page.events.events, page.events.text, analysis))
        for _, verdicts in judge(page.who, match_mentions(page.who, analysis)):
            for verdict in verdicts:
                asked[verdict.figure] += 1
                right[verdict.figure] += verdict.right
    scores = score_pairs(pairs)
    shares = [f"{name} {100 * right[name] / max(1, asked[name]):.1f}" for name in FIGURES]
    return "  ".join([*(f"{name} {scores[name]}" for name in ("precision", "recall", "F1", "type F1")), *shares])


def main() -> None:
    """Fit, print the figures, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true", help="also the sides by files left out: takes minutes")
    given = parser.parse_args()
    pages = read_pages(OWN)
    files = sorted({page.file for page in pages})
    fold = {file: at % FOLDS for at, file in enumerate(files)}
    coder = Coder(knowledge=Knowledge.load())

    def by_folds(tables: Sequence[Tables], sides: Sequence[Weights]) -> list[tuple[Page, Analysis]]:
        coders = [make_coder(coder, one, side) for one, side in zip(tables, sides, strict=True)]
        return [(page, code(coders[fold[page.file]], page)) for page in pages]

    asked = {file: Asked() for file in files}

    def outside(number: int) -> list[Asked]:
        return [one for file, one in asked.items() if fold[file] != number]

    none = [NOTHING] * FOLDS
    bare = by_folds([Tables()] * FOLDS, none)
    print("rules alone   ", score(bare), flush=True)
    for page, analysis in bare:
        add_choices(page.who, analysis, coder, asked[page.file].same)
    tables = [Tables(fit_same(outside(number))) for number in range(FOLDS)]
    chained = by_folds(tables, none)
    print("chains weighed", score(chained), flush=True)
    for page, analysis in chained:
        add_codes(page, analysis, coder, asked[page.file].homes, asked[page.file].sectors)
    tables = [Tables(one.same, *fit_codes(outside(number))) for number, one in enumerate(tables)]
    coded = by_folds(tables, none)
    print("codes weighed ", score(coded), flush=True)
    for page, analysis in coded:
        add_sides(page, analysis, asked[page.file].sides)
    if given.folds:
        sides = [fit_sides(outside(number)) for number in range(FOLDS)]
        print("sides weighed ", score(by_folds(tables, sides)), flush=True)
    every = [*asked.values()]
    homes, sectors = fit_codes(every)
    final = {
        ("mentions", "same.tsv"): fit_same(every),
        ("actors", "homes.tsv"): homes,
        ("actors", "sectors.tsv"): sectors,
        ("events", "sides.tsv"): fit_sides(every),
    }
    for (room, name), weights in final.items():
        write_weights(shipped(room) / "en" / name, weights, [COMMENT])


if __name__ == "__main__":
    main()
