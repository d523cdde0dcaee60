"""The choices of what a mention takes up, and which of them are right, as `training.who` learns from them."""

from collections import Counter

from demarche.measure.who import GoldWho, match_mentions
from demarche.mentions import Mention, link_mentions
from demarche.mentions.same import Same, find_candidates
from demarche.mentions.story import Draft, Story, Taken
from demarche.pipeline import Analysis, Coder
from training.fit import Cases

Keys = dict[int, frozenset[str]]
"""By mention the actors that it is marked as."""


def keys_of(who: GoldWho, analysis: Analysis) -> Keys:
    """The marked actors of the analysis' mentions."""
    found = match_mentions(who, analysis)
    return {id(one.mention): frozenset(one.gold.keys) for one in found if one.mention is not None}


def key_of(draft: Draft, keys: Keys) -> frozenset[str] | None:
    """Whom most of the chain's mentions are of, None where they are of nobody marked."""
    told = Counter(keys[id(it)] for it in draft.mentions if id(it) in keys)
    if told:
        return told.most_common(1)[0][0]
    parts = [key_of(member, keys) for member in draft.members]
    return frozenset().union(*filter(None, parts)) if parts and all(parts) else None


def add_choices(who: GoldWho, analysis: Analysis, coder: Coder, cases: Cases) -> None:
    """Add all choices of a page, in the story as the rules make it: each comes as it will in the coder, after chains
    with faults in them."""
    keys = keys_of(who, analysis)

    def watch(story: Story, mention: Mention, taken: Taken) -> Taken:
        candidates = find_candidates(story, mention, taken)
        mine = keys.get(id(mention))
        right = [_is_right(one, mine, keys, by_rule=one is taken) for one in candidates]
        if not any(right):
            right = [not one.drafts for one in candidates]
        if len(candidates) > 1 and any(right):
            same = Same(story, mention, taken, candidates)
            cases.add([list(same.features(one)) for one in candidates], right)
        return taken

    evidence = analysis.evidence
    antecedents = evidence.told.antecedents if evidence.told is not None else None
    link_mentions(
        analysis.mentions,
        words=coder.knowledge.mentions,
        links=evidence.links or (),
        antecedents=antecedents,
        choose=watch,
    )


def _is_right(taken: Taken, mine: frozenset[str] | None, keys: Keys, *, by_rule: bool) -> bool:
    """Whether what is taken up is whom the mention is marked as; one that is of nobody marked begins a chain, or goes
    on with one as the rules say."""
    told = [key_of(draft, keys) for draft in taken.drafts]
    if mine is None:
        return not any(told) and (by_rule or not told)
    return bool(told) and all(told) and frozenset().union(*filter(None, told)) == mine
