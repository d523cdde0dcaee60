"""What 200,000 names of office holders cost: the first start, every later one, and a report.

    uv run python -m bench.names [--names 200000]

The names are made up. The tables lie in a folder of their own, laid over the shipped ones, and the cache of names in
another, so that the first start is a first one.
"""

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from demarche.actors import find_actors, open_actors
from demarche.actors.lexicon import LEADER_COLUMNS
from demarche.knowledge import Folders, open_countries
from demarche.pipeline import Coder

PAGE = Path(__file__).parents[1] / "src" / "demarche" / "cli" / "pages" / "demo.html"
SOUNDS = ("bo", "ko", "ri", "ne", "sa", "tu", "li", "ma", "do", "ve", "ha", "ji", "pe", "lo", "gu", "za")


def write_names(folder: Path, count: int) -> None:
    """A table of `count` made-up office holders, each with a spelling more."""
    rng = random.Random(3)
    target = folder / "actors" / "en"
    target.mkdir(parents=True)

    def word() -> str:
        return "".join(rng.choice(SOUNDS) for _ in range(rng.randint(2, 4))).capitalize()

    rows = ["\t".join(LEADER_COLUMNS)]
    for number in range(count):
        name = f"{word()} {word()} {word()}{number}"
        rows.append(f"{name}\t{name.replace(' ', '-')}\tPER\tmayor\tGOV\t2001-01-01\t2005-01-01")
    (target / "leaders.many.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=200_000)
    options = parser.parse_args()
    from demarche.read import read

    with tempfile.TemporaryDirectory() as work:
        os.environ["XDG_CACHE_HOME"] = f"{work}/cache"
        write_names(Path(work) / "many", options.names)
        over = Folders((Path(work) / "many",))
        countries = open_countries(over)
        lexicons = {}
        for label, folders in (("shipped tables alone", Folders()), ("first start", over), ("later start", over)):
            began = time.perf_counter()
            lexicons[label] = open_actors(folders, countries)
            print(f"{label:<22} {time.perf_counter() - began:6.3f} s")
        analysis = Coder().code(read(PAGE))
        for label in ("shipped tables alone", "later start"):
            began = time.perf_counter()
            for _ in range(20):
                find_actors(analysis.mentions, analysis.chains, on=None, lexicon=lexicons[label])
            print(f"a report, {label:<22} {(time.perf_counter() - began) / 20 * 1000:6.2f} ms")


if __name__ == "__main__":
    main()
