"""Fits what features count for a mention to take up what was spoken of before: `python -m training.same`.

Learns from the pages `own/who_*.txt` and `own/full_*.txt`, on which every mention is marked with its actor, and writes
`same.tsv` of the mentions room. Each choice is seen as it comes in the coder: the chains before it are those that the
coder makes by then, faults among them. Prints the figures of the rules alone, and by files left out those of the weights.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from demarche.knowledge import Weights, shipped, write_weights
from demarche.measure.who import match_mentions
from demarche.mentions import Mention, link_mentions
from demarche.mentions.same import Same, find_candidates
from demarche.mentions.story import Draft, Story, Taken
from demarche.mentions.weigh import choose_by
from demarche.pipeline import Analysis, Coder, Knowledge
from training.data import OWN
from training.who import Cases, Page, code, fit, join, make_coder, read_pages, score

ROUNDS = 2
"""How often cases are gathered: after the first time in stories as the weights of then make them."""

FOLDS = 5

Keys = dict[int, frozenset[str]]
"""By mention the actors that it is marked as."""


def keys_of(page: Page, analysis: Analysis) -> Keys:
    """The marked actors of the analysis' mentions."""
    found = match_mentions(page.who, analysis)
    return {id(one.mention): frozenset(one.gold.keys) for one in found if one.mention is not None}


def key_of(draft: Draft, keys: Keys) -> frozenset[str] | None:
    """Whom most of the chain's mentions are of, None where they are of nobody marked."""
    told = Counter(keys[id(it)] for it in draft.mentions if id(it) in keys)
    if told:
        return told.most_common(1)[0][0]
    parts = [key_of(member, keys) for member in draft.members]
    return frozenset().union(*filter(None, parts)) if parts and all(parts) else None


def add_cases(page: Page, analysis: Analysis, weights: Weights, coder: Coder, cases: Cases) -> None:
    """Add all choices of a page, in the story as rules and these weights make it."""
    keys, go_on = keys_of(page, analysis), choose_by(weights)

    def watch(story: Story, mention: Mention, taken: Taken) -> Taken:
        candidates = find_candidates(story, mention, taken)
        mine = keys.get(id(mention))
        right = [_is_right(one, mine, keys) for one in candidates]
        if not any(right):
            right = [not one.drafts for one in candidates]
        if len(candidates) > 1 and any(right):
            same = Same(story, mention, taken, candidates)
            cases.add([list(same.features(one)) for one in candidates], right)
        return go_on(story, mention, taken)

    link_mentions(analysis.mentions, words=coder.knowledge.mentions, links=analysis.evidence.links or (), choose=watch)


def _is_right(taken: Taken, mine: frozenset[str] | None, keys: Keys) -> bool:
    """Whether what is taken up is whom the mention is marked as; for one that is of nobody, nobody marked."""
    if not taken.drafts:
        return False
    told = [key_of(draft, keys) for draft in taken.drafts]
    if mine is None:
        return not any(told)
    return all(told) and frozenset().union(*filter(None, told)) == mine


def gather(
    pages: Sequence[tuple[Page, Analysis]], weights_of: Callable[[str], Weights], coder: Coder
) -> dict[str, Cases]:
    """The choices of the pages, by file."""
    out: dict[str, Cases] = {}
    for page, analysis in pages:
        add_cases(page, analysis, weights_of(page.file), coder, out.setdefault(page.file, Cases()))
    return out


def with_same(coder: Coder, weights: Weights) -> Coder:
    """A coder that weighs what mentions take up, and nothing else."""
    known = coder.knowledge
    return Coder(knowledge=replace(known, mentions=replace(known.mentions, same=weights)), encoder=coder.encoder)


def main() -> None:
    """Fit, print the figures, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    pages = read_pages(OWN)
    files = sorted({page.file for page in pages})
    fold = {file: at % FOLDS for at, file in enumerate(files)}
    coder = make_coder(Coder(knowledge=Knowledge.load()))
    bare = [(page, code(coder, page)) for page in pages]
    print("rules alone ", score(bare), flush=True)
    tables = {number: Weights((), {}) for number in range(FOLDS)}
    cases: dict[str, Cases] = {}
    for _ in range(ROUNDS):
        cases = gather(bare, lambda file: tables[fold[file]], coder)
        tables = {
            number: fit(join(it for name, it in cases.items() if fold[name] != number), ("same",), "same")
            for number in range(FOLDS)
        }
    crossed = []
    for number in range(FOLDS):
        other = with_same(coder, tables[number])
        crossed += [(page, code(other, page)) for page in pages if fold[page.file] == number]
    print("weighed     ", score(crossed), flush=True)
    comment = "Written by training.same from the pages in training/own/who_*.txt and full_*.txt: log odds by feature."
    write_weights(shipped("mentions") / "en" / "same.tsv", fit(join(cases.values()), ("same",), "same"), [comment])


if __name__ == "__main__":
    main()
