"""Fits what features count for the day and the place of an event: `python -m training.where`.

Learns from the pages `own/full_*.txt`, on which every event is marked with its day and place, and writes `days.tsv` and
`places.tsv` of the coding room. Prints for each file how many days and places of events with the right word and type
are right by the rules alone, and by weights fitted on all other files with the margins of `demarche.coding.weigh`.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from demarche.coding.dating import date_event
from demarche.coding.near import Near
from demarche.coding.placing import Placer
from demarche.coding.told import open_story
from demarche.coding.weigh import see_days, see_places
from demarche.events import EventMention
from demarche.knowledge import Weights, shipped, write_weights
from demarche.measure.gold import GoldEvent, match_events, right_on
from demarche.measure.who import aligned
from demarche.pipeline import Analysis, Coder, Knowledge
from demarche.places import place_of
from training.data import OWN
from training.fit import Cases, fit, join
from training.pages import Page, read_pages
from training.who import code, make_coder

ASKED = ("date", "place")


@dataclass(frozen=True)
class Read:
    """A page, its analysis by the rules, and its questions."""

    page: Page
    analysis: Analysis
    days: Cases
    places: Cases


def matched(page: Page, analysis: Analysis) -> Iterator[tuple[EventMention, GoldEvent]]:
    """The events whose word and type are right, with their marks."""
    for event in analysis.triggers:
        place = aligned(page.events.text, event.sentence.text, event.sentence.span.start).get(event.head.span.start)
        marked = [it for it in page.events.events if place is not None and it.span.start <= place < it.span.end]
        gold = next((it for it in marked if it.type == event.type), None)
        if gold is not None:
            yield event, gold


def ask(near: Near, event: EventMention, right: list[bool], cases: Cases) -> None:
    """Add a question, unless no answer is right."""
    if any(right):
        cases.add([[name for part in parts for name in part.names()] for parts in near.parts(event)], right)


def look(page: Page, coder: Coder) -> Read:
    """The page's questions, as the rules left them."""
    analysis = code(coder, page)
    report, sentences, events = analysis.report, analysis.sentences, analysis.triggers
    placing = coder.knowledge.coding.placing
    story = open_story(report, sentences, events, analysis.times)
    dated = {id(event): date_event(event, story) for event in events}
    days = see_days(events, sentences, analysis.times, dated, published=report.published_on, placing=placing)
    filed = place_of(report.dateline, coder.knowledge.places) if report.dateline else None
    placer = Placer(
        events, analysis.places, {key: when for key, (when, _) in dated.items()}, report=report, filed=filed,
        placing=placing,
    )  # fmt: skip
    places = see_places(events, sentences, placer.known, placer.place_all(), filed=filed, placing=placing)
    names: dict[object, set[str]] = {}
    for candidate in places.candidates:
        texts = {span.of(report.text).lower() for span in candidate.spans}
        known = {it.place.name.lower() for it in placer.known if it.place and it.span in candidate.spans}
        names[candidate.key] = texts | known | ({filed.name.lower()} if filed and not texts else set())
    read = Read(page, analysis, Cases(), Cases())
    for event, gold in matched(page, analysis):
        ask(days, event, [gold.days is None, *(it.key == gold.days for it in days.candidates)], read.days)
        here = [gold.place is not None and gold.place.lower() in names[it.key] for it in places.candidates]
        ask(places, event, [gold.place is None, *here], read.places)
    return read


def with_weights(coder: Coder, days: Weights, places: Weights) -> Coder:
    """The coder with these weights of days and places."""
    coding = replace(coder.knowledge.coding, days=days, places=places)
    return Coder(knowledge=replace(coder.knowledge, coding=coding), encoder=coder.encoder)


def score(page: Page, analysis: Analysis, right: Counter[str]) -> None:
    """Count right days and places."""
    for pair in match_events(page.events.name, page.events.events, page.events.text, analysis):
        if pair.gold is not None and pair.found is not None:
            right["all"] += 1
            right.update(aside for aside in ASKED if right_on(pair, aside))


def main() -> None:
    """Fit, print the figures, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    pages = [page for page in read_pages(OWN) if page.file.startswith("full_")]
    coder = make_coder(Coder(knowledge=Knowledge.load()))
    read = [look(page, coder) for page in pages]
    sums = Counter[str](), Counter[str]()
    for file in sorted({page.file for page in pages}):
        others = [one for one in read if one.page.file != file]
        other = with_weights(
            coder,
            fit(join(one.days for one in others), ("here",), "near"),
            fit(join(one.places for one in others), ("here",), "near"),
        )
        counts = Counter[str](), Counter[str]()
        for one in read:
            if one.page.file == file:
                score(one.page, one.analysis, counts[0])
                score(one.page, code(other, one.page), counts[1])
        for sum_, count in zip(sums, counts, strict=True):
            sum_.update(count)
        print(f"{file:14}", say(counts), flush=True)
    print(f"{'all':14}", say(sums))
    comment = "Written by training.where from the pages in training/own/full_*.txt: log odds by feature."
    for name, cases in (("days", (one.days for one in read)), ("places", (one.places for one in read))):
        write_weights(shipped("coding") / "en" / f"{name}.tsv", fit(join(cases), ("here",), "near"), [comment])


def say(counts: tuple[Counter[str], Counter[str]]) -> str:
    """The shares, by the rules and weighed."""
    shares = {aside: [100 * count[aside] / max(1, count["all"]) for count in counts] for aside in ASKED}
    return "  ".join(f"{aside} {rules:.1f} -> {weighed:.1f}" for aside, (rules, weighed) in shares.items())


if __name__ == "__main__":
    main()
