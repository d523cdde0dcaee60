"""Fits what features count for an actor's code and for its side in an event: `python -m training.who`.

Learns from the pages `own/who_*.txt`, on which every event is marked with its sides and every mention with its actor,
and writes `homes.tsv` and `sectors.tsv` of the actors room and `sides.tsv` of the events room. The sides are fitted on
actors that were coded by weights fitted without their file, so that they meet the faults that they will meet. Prints
the figures of each file by weights fitted on all others, beside those of the rules alone.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

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

LEAST = {"same": 4, "homes": 3, "near": 5, "sectors": 3, "sides": 5}
"""How often a feature must be seen to count."""

EPOCHS = {"same": 8, "homes": 15, "near": 10, "sectors": 15, "sides": 10}
RATE = {"same": 5e-3, "homes": 1e-2, "near": 5e-3, "sectors": 1e-2, "sides": 3e-3}
GROUPED = frozenset({"homes", "near", "same"})
"""Kinds of table by which one of several rows is chosen."""
HOLD, BATCH = 0.02, 256
FIGURES = ("country", "sector", "descriptions", "pronouns", "sets")
NOTHING = Weights((), {})


@dataclass(frozen=True)
class Page:
    """A marked page of a file: its events, and its mentions of actors."""

    file: str
    events: GoldPage
    who: GoldWho


@dataclass
class Cases:
    """Rows of features, what is right for each (a sector, yes or no, yes or no for each side), and which rows are of
    one question."""

    features: list[list[str]] = field(default_factory=list)
    right: list[Any] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: Sequence[list[str]], right: Sequence[Any]) -> None:
        """Add the rows of one question."""
        group = self.groups[-1] + 1 if self.groups else 0
        self.features.extend(features)
        self.right.extend(right)
        self.groups.extend([group] * len(features))


def join(several: Iterable[Cases]) -> Cases:
    """All rows in one."""
    out = Cases()
    for cases in several:
        shift = out.groups[-1] + 1 if out.groups else 0
        out.features.extend(cases.features)
        out.right.extend(cases.right)
        out.groups.extend(shift + group for group in cases.groups)
    return out


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


def make_coder(
    coder: Coder, *, homes: Weights = NOTHING, sectors: Weights = NOTHING, sides: Weights = NOTHING
) -> Coder:
    """A coder with these weights in place of the shipped ones; the encoder is shared."""
    known = coder.knowledge.without_weights()
    actors = replace(known.actors, homes=homes, sectors=sectors)
    return Coder(
        knowledge=replace(known, actors=actors, events=replace(known.events, sides=sides)), encoder=coder.encoder
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


class Rows:
    """Which of the known features each row has, in one array."""

    def __init__(self, features: Sequence[Sequence[str]], known: Mapping[str, int]) -> None:
        found = [[known[name] for name in row if name in known] for row in features]
        self._sizes = np.array([len(row) for row in found])
        self._starts = np.concatenate([[0], np.cumsum(self._sizes)[:-1]])
        self._names = np.fromiter((at for row in found for at in row), dtype=np.int64, count=int(self._sizes.sum()))

    def of(self, places: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """The features of some rows, one after the other, and where each row begins: as an `EmbeddingBag` takes them."""
        sizes = self._sizes[places]
        begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        inside = np.arange(int(sizes.sum())) - np.repeat(begins, sizes)
        names = self._names[np.repeat(self._starts[places], sizes) + inside]
        return torch.from_numpy(names), torch.from_numpy(begins)


def fit(cases: Cases, answers: Sequence[str], kind: str) -> Weights:
    """The weights of one table, by gradient descent held near zero."""
    torch.manual_seed(0)
    counts = Counter(name for row in cases.features for name in set(row))
    known = {name: at for at, name in enumerate(sorted(it for it, times in counts.items() if times >= LEAST[kind]))}
    rows = Rows(cases.features, known)
    table = nn.EmbeddingBag(len(known), len(answers), mode="sum")
    nn.init.zeros_(table.weight)
    right = _right(cases, answers, kind)
    groups = np.array(cases.groups)
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    ends = np.append(starts[1:], len(groups))
    grouped = kind in GROUPED
    per = max(1, BATCH * len(starts) // len(cases.features)) if grouped else BATCH
    units = len(starts) if grouped else len(cases.features)
    steps = EPOCHS[kind] * (units // per + 1)
    optimizer = torch.optim.AdamW(table.parameters(), lr=RATE[kind], weight_decay=HOLD)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for _ in range(EPOCHS[kind]):
        for some in torch.randperm(units).split(per):
            chosen = some.numpy()
            if grouped:
                places = np.concatenate([np.arange(starts[at], ends[at]) for at in chosen])
                sizes = [int(ends[at] - starts[at]) for at in chosen]
            else:
                places, sizes = chosen, []
            names, begins = rows.of(np.asarray(places))
            loss = _loss(table(names, begins), right[torch.from_numpy(np.asarray(places))], sizes, kind)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
    found = table.weight.detach().numpy()
    return Weights(tuple(answers), {name: tuple(map(float, found[at])) for name, at in known.items()})


def _right(cases: Cases, answers: Sequence[str], kind: str) -> Tensor:
    if kind == "sectors":
        return torch.tensor([answers.index(it) for it in cases.right])
    return torch.tensor(cases.right, dtype=torch.float32)


def _loss(scores: Tensor, right: Tensor, sizes: list[int], kind: str) -> Tensor:
    """One of all sectors, one of each group of countries, or yes and no for each side."""
    if kind == "sectors":
        return functional.cross_entropy(scores, right, label_smoothing=0.03)
    if kind == "sides":
        return functional.binary_cross_entropy_with_logits(scores, right)
    parts = zip(scores[:, 0].split(sizes), right.split(sizes), strict=True)
    return torch.stack([-functional.log_softmax(some, 0)[told.bool()].logsumexp(0) for some, told in parts]).mean()


@dataclass(frozen=True)
class Tables:
    """The two tables of the actors room."""

    homes: Weights
    sectors: Weights


def fit_codes(told: Sequence[tuple[Page, Analysis]], coder: Coder) -> Tables:
    """The tables from pages that were coded without any."""
    homes, sectors = Cases(), Cases()
    for page, analysis in told:
        add_codes(page, analysis, coder, homes, sectors)
    answers = sorted({*map(str, sectors.right), UNTOLD})
    return Tables(fit(homes, ("here",), "homes"), fit(sectors, answers, "sectors"))


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
    coder = make_coder(Coder(knowledge=Knowledge.load()))
    bare = [(page, code(coder, page)) for page in pages]
    print("rules alone   ", score(bare), flush=True)
    crossed: list[tuple[Page, Analysis]] = []
    tables: dict[str, Tables] = {}
    for file in files:
        tables[file] = fit_codes([it for it in bare if it[0].file != file], coder)
        other = make_coder(coder, homes=tables[file].homes, sectors=tables[file].sectors)
        crossed.extend((page, code(other, page)) for page in pages if page.file == file)
    print("codes weighed ", score(crossed), flush=True)
    cases = {file: Cases() for file in files}
    for page, analysis in crossed:
        add_sides(page, analysis, cases[page.file])
    if given.folds:
        whole = []
        for file in files:
            sides = fit(join(it for name, it in cases.items() if name != file), SIDES, "sides")
            other = make_coder(coder, homes=tables[file].homes, sectors=tables[file].sectors, sides=sides)
            whole.extend((page, code(other, page)) for page in pages if page.file == file)
            print(f"{file:14}", score([it for it in whole if it[0].file == file]), flush=True)
        print("sides weighed ", score(whole), flush=True)
    final = fit_codes(bare, coder)
    comment = "Written by training.who from the pages in training/own/who_*.txt: log odds by feature."
    write_weights(shipped("actors") / "en" / "homes.tsv", final.homes, [comment])
    write_weights(shipped("actors") / "en" / "sectors.tsv", final.sectors, [comment])
    write_weights(shipped("events") / "en" / "sides.tsv", fit(join(cases.values()), SIDES, "sides"), [comment])


if __name__ == "__main__":
    main()
