"""What descriptions and pronouns take up in the light of the whole story."""

from dataclasses import replace

import pytest

from demarche.base import ByModel, ByRule
from demarche.knowledge import Weights
from demarche.mentions import link_mentions
from demarche.mentions.same import Same, find_candidates
from demarche.mentions.weigh import MARGIN, OF_SET
from demarche.pipeline import Analysis, Coder

TWO = "Anna Berg met Eva Kral in Oslo. She left on Monday."


def linked(coder: Coder, text: str, rows: dict[str, float]) -> Analysis:
    """The analysis by a coder with a table of these rows."""
    same = Weights(("same",), {name: (weight,) for name, weight in rows.items()})
    known = replace(coder.knowledge, mentions=replace(coder.knowledge.mentions, same=same))
    return Coder(knowledge=known, encoder=coder.encoder).code_text(text)


def mates(analysis: Analysis, words: str) -> set[str]:
    """The other words of the chain in which the last mention of these words is."""
    chains = [chain for chain in analysis.chains if any(it.text == words for it in chain.mentions)]
    return {it.text for it in chains[-1].mentions} - {words}


def test_without_rows_the_rules_decide(coder: Coder) -> None:
    assert mates(linked(coder, TWO, {}), "She") == {"Anna Berg"}


def test_much_must_speak_against_the_rule(coder: Coder) -> None:
    assert mates(linked(coder, TWO, {"he role=nsubj obj": MARGIN / 2}), "She") == {"Anna Berg"}
    assert mates(linked(coder, TWO, {"he role=nsubj obj": 9.0}), "She") == {"Eva Kral"}
    assert mates(linked(coder, TWO, {"he new": 9.0}), "She") == set()


def test_who_another_cannot_be_is_not_asked(coder: Coder) -> None:
    text = "Anna Berg met Karl Holm in Oslo. She left on Monday."
    assert mates(linked(coder, text, {"he role=nsubj obj": 9.0}), "She") == {"Anna Berg"}


def test_a_plural_keeps_its_two_unless_very_much_speaks_against_them(coder: Coder) -> None:
    text = "Chile and Peru signed a pact. Bolivia protested. Both countries shrugged."
    for weight, members in ((OF_SET - 0.5, 2), (OF_SET + 9, 0)):
        chains = linked(coder, text, {"several new": weight}).chains
        both = next(chain for chain in chains if chain.mentions[0].text == "Both countries")
        assert len(both.members) == members


def test_a_choice_says_why(coder: Coder) -> None:
    analysis = linked(coder, TWO, {"he role=nsubj obj": 9.0})
    chain = next(chain for chain in analysis.chains if any(it.text == "She" for it in chain.mentions))
    at = next(at for at, it in enumerate(chain.mentions) if it.text == "She")
    because = chain.links[at]
    assert isinstance(because, ByRule) and because.rule == "corefer.weighed"
    [model] = because.parents
    assert isinstance(model, ByModel) and model.head == "mentions.same"
    assert next(one.words for one in model.parents if isinstance(one, ByRule)) == "he role=nsubj obj"


@pytest.mark.parametrize(("text", "words", "sizes"), [
    ("Chile warned Peru on Monday. The two countries share a border.", "The two countries", {0, 1, 2}),
    ("Chile warned Peru on Monday. It recalled its envoy.", "It", {0, 1}),
])  # fmt: skip
def test_candidates_are_nothing_single_chains_and_for_plurals_pairs(
    coder: Coder, text: str, words: str, sizes: set[int]
) -> None:
    analysis = coder.code_text(text)
    found: set[int] = set()

    def watch(story, mention, taken):  # type: ignore[no-untyped-def]  # as `Choose`
        if mention.text == words:
            found.update(len(one.drafts) for one in find_candidates(story, mention, taken))
        return taken

    link_mentions(analysis.mentions, words=coder.knowledge.mentions, choose=watch)
    assert found == sizes


def test_the_encoder_reads_who_is_the_same(coder: Coder) -> None:
    found: list[str] = []
    analysis = coder.code_text(TWO)
    told = analysis.evidence.told
    assert told is not None

    def watch(story, mention, taken):  # type: ignore[no-untyped-def]  # as `Choose`
        candidates = find_candidates(story, mention, taken)
        same = Same(story, mention, taken, candidates)
        found.extend(name for one in candidates for name in same.features(one))
        return taken

    for antecedents in (told.antecedents, None):
        found.clear()
        link_mentions(analysis.mentions, words=coder.knowledge.mentions, antecedents=antecedents, choose=watch)
        assert any(name.startswith("he read=") for name in found) == (antecedents is not None)
        assert any(name.startswith("he new read=") for name in found) == (antecedents is not None)
