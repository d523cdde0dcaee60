"""Fits what features count for what a mention takes up, an actor's code and its side in an event: `training.who`.

Learns from the pages `own/who_*.txt` and `own/full_*.txt`, on which every event is marked with its sides and every
mention with its actor, and writes `same.tsv` of the mentions room, `homes.tsv` and `sectors.tsv` of the actors room and
`sides.tsv` of the events room. Each is fitted on pages that were coded by weights of the ones before which were fitted
without their file, and by an encoder that was taught events without it, so that it meets the faults that it will
meet. Prints what is reached by files left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from demarche.actors.described import Cast
from demarche.actors.homes import Homes
from demarche.actors.weigh import UNTOLD, is_open
from demarche.encode import Encoder, open_encoder
from demarche.events.seen import Look, Seen
from demarche.events.weigh import SIDES
from demarche.knowledge import Weights, shipped, write_weights
from demarche.measure.gold import Pair, match_events, score_pairs
from demarche.measure.who import aligned, judge, match_mentions
from demarche.pipeline import Analysis, Coder, Knowledge
from demarche.places import countries_named, place_of
from demarche.read import read
from training.data import OWN
from training.fit import Cases, fit, join
from training.pages import FOLDS, NUMBER, Page, read_pages
from training.same import add_choices

COMMENT = "Written by training.who from the pages in training/own/who_*.txt and full_*.txt: log odds by feature."

JOBS = 2
"""Processes that code pages."""

FIGURES = ("country", "sector", "descriptions", "pronouns", "sets")
NOTHING = Weights((), {})


@dataclass(frozen=True)
class Tables:
    """The tables of mentions and actors."""

    same: Weights = NOTHING
    homes: Weights = NOTHING
    sectors: Weights = NOTHING


def make_coder(
    coder: Coder, tables: Tables | None = None, sides: Weights = NOTHING, *, encoder: Encoder | None = None
) -> Coder:
    """A coder with these weights in place of the shipped ones, and this encoder or the same."""
    known, given = coder.knowledge.without_weights(), tables or Tables()
    actors = replace(known.actors, homes=given.homes, sectors=given.sectors)
    mentions = replace(known.mentions, same=given.same)
    events = replace(known.events, sides=sides)
    return Coder(
        knowledge=replace(known, mentions=mentions, actors=actors, events=events), encoder=encoder or coder.encoder
    )


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
    seen = Seen(analysis.triggers, analysis.actors, analysis.sentences, analysis.evidence.told)
    for at, event in enumerate(analysis.triggers):
        place = aligned(page.events.text, event.sentence.text, event.sentence.span.start).get(event.head.span.start)
        marked = [it for it in page.events.events if place is not None and it.span.start <= place < it.span.end]
        gold = next((it for it in marked if it.type == event.type), None)
        if gold is not None:
            named = [keys.get(candidate.key) for candidate in seen.candidates]
            look = Look(seen, at)
            told = [[name for part in look.parts(it) for name in part.names()] for it in seen.candidates]
            sides.add(told, [[key in side for side in gold.keys] for key in named])


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


@dataclass
class Coded:
    """What came of pages that were coded: events beside their marks, verdicts by figure, cases by file."""

    pairs: list[Pair] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    asked: dict[str, Asked] = field(default_factory=dict)

    def __str__(self) -> str:
        """F1 of whole events, and the shares of countries and sectors and of what is taken up that are right."""
        scores = score_pairs(self.pairs)
        shares = [f"{name} {100 * self.right[name] / max(1, self.judged[name]):.1f}" for name in FIGURES]
        return "  ".join([*(f"{name} {scores[name]}" for name in ("precision", "recall", "F1", "type F1")), *shares])


def code_fold(number: int, folds: Path, tables: Tables, sides: Weights, step: str) -> Coded:
    """Code the pages of a fold with an encoder and tables that were taught without them, and gather the cases of the
    next step: "same", "codes", "sides", or none."""
    coder = make_coder(Coder(knowledge=Knowledge.load()), tables, sides, encoder=open_encoder(folds / f"fold_{number}"))
    out = Coded()
    for page in read_pages(OWN):
        if NUMBER[page.file] != number:
            continue
        analysis = code(coder, page)
        out.pairs.extend(match_events(page.events.name, page.events.events, page.events.text, analysis))
        for _, verdicts in judge(page.who, match_mentions(page.who, analysis)):
            for verdict in verdicts:
                out.judged[verdict.figure] += 1
                out.right[verdict.figure] += verdict.right
        asked = out.asked.setdefault(page.file, Asked())
        match step:
            case "same":
                add_choices(page.who, analysis, coder, asked.same)
            case "codes":
                add_codes(page, analysis, coder, asked.homes, asked.sectors)
            case "sides":
                add_sides(page, analysis, asked.sides)
    return out


def code_all(folds: Path, tables: Sequence[Tables], sides: Sequence[Weights], step: str) -> Coded:
    """All folds, side by side."""
    with ProcessPoolExecutor(JOBS, mp_context=get_context("spawn")) as pool:
        given = zip(range(FOLDS), repeat(folds), tables, sides, repeat(step))
        several = list(pool.map(code_fold, *zip(*given, strict=True)))
    out = Coded()
    for one in several:
        out.pairs += one.pairs
        out.right += one.right
        out.judged += one.judged
        out.asked |= one.asked
    return out


def main() -> None:
    """Fit, print the figures, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folds", type=Path, help="the folder in which training.telling left weights by fold")
    parser.add_argument("--sides", action="store_true", help="also the sides by files left out: takes minutes")
    given = parser.parse_args()
    none = [NOTHING] * FOLDS

    def outside(coded: Coded, number: int) -> list[Asked]:
        return [one for file, one in coded.asked.items() if NUMBER[file] != number]

    bare = code_all(given.folds, [Tables()] * FOLDS, none, "same")
    print("rules alone   ", bare, flush=True)
    tables = [Tables(fit_same(outside(bare, number))) for number in range(FOLDS)]
    chained = code_all(given.folds, tables, none, "codes")
    print("chains weighed", chained, flush=True)
    tables = [Tables(one.same, *fit_codes(outside(chained, number))) for number, one in enumerate(tables)]
    coded = code_all(given.folds, tables, none, "sides")
    print("codes weighed ", coded, flush=True)
    if given.sides:
        sides = [fit_sides(outside(coded, number)) for number in range(FOLDS)]
        print("sides weighed ", code_all(given.folds, tables, sides, ""), flush=True)
    homes, sectors = fit_codes([*chained.asked.values()])
    final = {
        ("mentions", "same.tsv"): fit_same(bare.asked.values()),
        ("actors", "homes.tsv"): homes,
        ("actors", "sectors.tsv"): sectors,
        ("events", "sides.tsv"): fit_sides(coded.asked.values()),
    }
    for (room, name), weights in final.items():
        write_weights(shipped(room) / "en" / name, weights, [COMMENT])


if __name__ == "__main__":
    main()
