"""Reports a second on one core, by room; peak memory; time of a cold start.

    python -m bench.speed [--pages 200] [--data SHARED] [--threads 1]

Codes the shipped example and the gold pages, varied so that no two are alike, and, where a folder with `raw_news` is
named, as many Wikinews reports beside them. Figures of one run only compare with one another: machines differ.
"""

import argparse
import gc
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
from typing import Any

from demarche import pipeline
from demarche.base import ReadError
from demarche.measure import read_gold
from demarche.pipeline import Coder
from demarche.read import read

GOLD = Path(__file__).parent.parent / "tests" / "gold"
DEMO = Path(str(files("demarche"))) / "cli" / "pages" / "demo.html"


STEPS = {
    "parse": "encode + parse",
    "find_mentions": "mentions", "link_mentions": "mentions",
    "find_times": "times", "find_sizes": "sizes", "find_statements": "statements",
    "home_of": "places", "find_places": "places", "place_of": "places", "countries_named": "places",
    "find_actors": "actors", "settle": "actors", "weigh_codes": "actors",
    "find_events": "events", "weigh_sides": "events", "find_classes": "events", "code_events": "coding",
}  # fmt: skip
"""The room of each function that the pipeline calls."""


class Clock:
    """Seconds spent in each room, taken where the pipeline calls it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        for name, room in STEPS.items():
            setattr(pipeline, name, self._timed(getattr(pipeline, name), room))

    def _timed(self, run: Callable[..., Any], room: str) -> Callable[..., Any]:
        def timed(*given: object, **named: object) -> object:
            began = time.perf_counter()
            try:
                return run(*given, **named)
            finally:
                self.spent[room] += time.perf_counter() - began

        return timed


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


def code(coder: Coder, text: str, day: date) -> tuple[int, int, int]:
    """Code one page; its sentences, words and events."""
    found = coder.code(read(text.encode(), name="page", published=day))
    return len(found.sentences), sum(len(sentence.tokens) for sentence in found.sentences), len(found.events)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    coder = Coder(threads=options.threads)
    gc.collect()
    gc.freeze()  # as `demarche code` does
    print(f"loading the coder: {time.perf_counter() - began:.2f} s")
    sets = {"own pages": list(own_pages(options.pages))}
    if options.data:
        sets["wikinews"] = list(raw_pages(options.data, options.pages))
    clock = Clock()
    for name, pages in sets.items():
        for text, day in pages[:5]:
            code(coder, text, day)
        clock.spent.clear()
        sentences, words, events, failed = 0, 0, 0, 0
        began = time.perf_counter()
        for text, day in pages:
            try:
                counted = code(coder, text, day)
            except ReadError:
                failed += 1
                continue
            sentences, words, events = sentences + counted[0], words + counted[1], events + counted[2]
        took = time.perf_counter() - began
        print(f"\n{name}: {len(pages)} reports, {words} words, {events} events, {failed} unread in {took:.1f} s")
        print(
            f"  {len(pages) / took:.1f} reports/s, {words / took:,.0f} words/s, "
            f"{words / took / 400:.1f} reports of 400 words/s"
        )
        for room, seconds in sorted(clock.spent.items(), key=lambda it: -it[1]):
            print(f"  {room:<15} {1000 * seconds / len(pages):7.1f} ms a report {100 * seconds / took:5.1f} %")
        coding = clock.spent["events"] + clock.spent["coding"]
        print(f"  events and coding alone: {sentences / coding:,.0f} sentences/s")
    print(f"\npeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "demarche", "code", str(DEMO)], check=True, capture_output=True)
    print(f"demarche code one.html, cold: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
