"""Reports a second on one core, by room; peak memory; time of a cold start.

    python -m bench.speed [--pages 200] [--data SHARED] [--threads 1]

Codes the shipped example and the gold pages, varied so that no two are alike, and, where a folder with `raw_news` is
named, as many Wikinews reports beside them. Figures of one run only compare with one another: machines differ.
"""

import argparse
import json
import lzma
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from demarche.actors import find_actors, settle
from demarche.base import ReadError
from demarche.coding import code_events
from demarche.events import find_events
from demarche.measure import read_gold
from demarche.mentions import find_mentions, link_mentions
from demarche.parse import parse
from demarche.pipeline import Coder
from demarche.places import countries_named, find_places, place_of
from demarche.read import Report, read
from demarche.statements import find_statements
from demarche.times import find_times

Result = TypeVar("Result")
GOLD = Path(__file__).parent.parent / "tests" / "gold"
DEMO = Path(str(files("demarche"))) / "cli" / "pages" / "demo.html"


class Clock:
    """Seconds spent in each room."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def time(self, room: str, run: Callable[[], Result]) -> Result:
        """The result of `run`, its time counted for the room."""
        began = time.perf_counter()
        result = run()
        self.spent[room] += time.perf_counter() - began
        return result


def own_pages(count: int) -> Iterator[tuple[str, date]]:
    """Our own pages in turn, their paragraphs rotated and their days moved, so that no cache sees one twice."""
    texts = [read_gold(path).text for path in sorted(GOLD.glob("*.gold.txt"))]
    for at in range(count):
        paragraphs = texts[at % len(texts)].split("\n\n")
        turn = at // len(texts) % max(1, len(paragraphs) - 3)
        body = paragraphs[3:]
        yield "\n\n".join([*paragraphs[:3], *body[turn:], *body[:turn]]), date(2020, 1, 1) + timedelta(days=at)


def raw_pages(data: Path, count: int) -> Iterator[tuple[str, date]]:
    """Wikinews reports of 200 to 800 words."""
    with lzma.open(data / "raw_news/wikinews_2019_2020/wikinews.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = str(json.loads(line).get("text", ""))
            if 200 <= len(text.split()) <= 800:
                yield text, date(2020, 1, 1)
                count -= 1
            if count <= 0:
                return


def code_timed(coder: Coder, text: str, day: date, clock: Clock) -> tuple[int, int]:
    """Code one page as the pipeline does, room by room; its words and events."""
    known = coder.knowledge
    report: Report = clock.time("read", lambda: read(text.encode(), name="page", published=day))
    sentences, evidence = clock.time("encode + parse", lambda: parse(report, coder.encoder, splitting=known.splitting))
    mentions = clock.time("mentions", lambda: find_mentions(sentences, words=known.mentions))
    chains = clock.time("mentions", lambda: link_mentions(mentions, words=known.mentions, links=evidence.links or ()))
    times = clock.time("times", lambda: find_times(sentences, anchor=day, rules=known.times))
    places = clock.time("places", lambda: find_places(sentences, dateline=report.dateline, gazetteer=known.places))
    filed = place_of(report.dateline, known.places) if report.dateline else None
    found = clock.time("actors", lambda: find_actors(mentions, chains, on=day, lexicon=known.actors))
    home = filed.country if filed else None
    actors = clock.time("actors", lambda: settle(found, countries_named(places), home, lexicon=known.actors))
    statements = clock.time("statements", lambda: find_statements(sentences, actors, cues=known.statements))
    triggers = clock.time("events", lambda: find_events(sentences, statements, actors, rules=known.events))
    records = clock.time(
        "coding",
        lambda: code_events(triggers, times, places, report=report, sentences=sentences, ontology=known.coding),
    )
    return sum(len(sentence.tokens) for sentence in sentences), len(records)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    coder = Coder(threads=options.threads)
    print(f"loading the coder: {time.perf_counter() - began:.2f} s")
    sets = {"own pages": list(own_pages(options.pages))}
    if options.data:
        sets["wikinews"] = list(raw_pages(options.data, options.pages))
    for name, pages in sets.items():
        clock, words, events, failed = Clock(), 0, 0, 0
        for text, day in pages[:5]:
            code_timed(coder, text, day, Clock())
        began = time.perf_counter()
        for text, day in pages:
            try:
                counted = code_timed(coder, text, day, clock)
            except ReadError:
                failed += 1
                continue
            words, events = words + counted[0], events + counted[1]
        took = time.perf_counter() - began
        print(f"\n{name}: {len(pages)} reports, {words} words, {events} events, {failed} unread in {took:.1f} s")
        print(
            f"  {len(pages) / took:.1f} reports/s, {words / took:,.0f} words/s, "
            f"{words / took / 400:.1f} reports of 400 words/s"
        )
        for room, seconds in sorted(clock.spent.items(), key=lambda it: -it[1]):
            print(f"  {room:<15} {1000 * seconds / len(pages):7.1f} ms a report {100 * seconds / took:5.1f} %")
    print(f"\npeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "demarche", "code", str(DEMO)], check=True, capture_output=True)
    print(f"demarche code one.html, cold: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
