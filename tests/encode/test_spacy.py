"""A spaCy pipeline as encoder: sentences, one tree each, UD also from ClearNLP, our names."""

from collections.abc import Sequence
from typing import cast

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc

from demarche.base import ConfigError
from demarche.encode import Evidence, Paragraph, SpacyEncoder
from demarche.encode.clearnlp import MARKERS, Words, to_universal
from demarche.encode.schemes import bare_names, to_bio
from demarche.encode.trees import mend_tree

TAGS = {
    "NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "VBN": "VERB", "VB": "VERB", "VBG": "VERB", "DT": "DET",
    "IN": "ADP", "JJ": "ADJ", "CC": "CCONJ", ".": "PUNCT", ",": "PUNCT", "TO": "PART", "PRP": "PRON", "PRP$": "PRON",
    "CD": "NUM", "$": "SYM", "RB": "ADV", "RP": "ADP", "POS": "PART", "AUX": "AUX", "EX": "PRON", "WP": "PRON",
}  # fmt: skip

LABELS = (
    "ROOT", "acomp", "agent", "amod", "attr", "aux", "cc", "ccomp", "compound", "conj", "dative", "dobj", "expl", "nsubj",
    "pcomp", "pobj", "prep", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip

Row = tuple[str, str, int, str]
"""A word, its tag, the number of its head (from 1, 0 the root), its relation."""


def rows(text: str) -> list[Row]:
    """The tree in "word/tag/head/relation …"."""
    found = (word.split("/") for word in text.split())
    return [(word, tag, int(head), relation) for word, tag, head, relation in found]


@Language.factory("given_trees")
class GivenTrees:
    """A component that says of the words what `trees` say, one after the other."""

    def __init__(self, nlp: Language, name: str, trees: list[str]) -> None:
        self.rows = [row for tree in trees for row in rows(tree)]
        starts = [len(rows(" ".join(trees[:at]))) for at in range(len(trees))]
        self.heads = [
            start + (head - 1 if head else at)
            for start, tree in zip(starts, trees, strict=True)
            for at, (_, _, head, _) in enumerate(rows(tree))
        ]

    def __call__(self, doc: Doc) -> Doc:
        words, tags, _, relations = ([str(value) for value in values] for values in zip(*self.rows, strict=True))
        pos, lemmas = [TAGS[tag] for tag in tags], [word.lower() for word in words]
        made = Doc(doc.vocab, words=words, heads=self.heads, deps=relations, tags=tags, pos=pos, lemmas=lemmas)
        made.ents = doc.ents
        return made


def pipeline(*trees: str) -> Language:
    """An English pipeline with names of its own, and a parser that knows the trees, if any are given."""
    nlp = spacy.blank("en")
    ruler = cast(EntityRuler, nlp.add_pipe("entity_ruler"))
    ruler.add_patterns([
        {"label": "PERSON", "pattern": "Angela Merkel"}, {"label": "GPE", "pattern": "Paris"},
        {"label": "GPE", "pattern": "Iran"}, {"label": "ORG", "pattern": "NATO"}, {"label": "CARDINAL", "pattern": "two"},
        {"label": "EVENT", "pattern": "Olympics"},
    ])  # fmt: skip
    if trees:
        nlp.add_pipe("given_trees", config={"trees": list(trees)})
    return nlp


def encode(*trees: str, fixed: bool = True) -> Evidence:
    words = [row[0] for row in rows(" ".join(trees))]
    stops = [len(rows(" ".join(trees[: at + 1]))) for at in range(len(trees))]
    return SpacyEncoder(pipeline(*trees)).encode([Paragraph(words, stops, fixed=fixed)])


def shown(evidence: Evidence, words: Sequence[str]) -> str:
    """The tree in "word/head/relation …"."""
    return " ".join(
        f"{word}/{head + 1}/{relation}"
        for word, head, relation in zip(words, evidence.heads, evidence.relations, strict=False)
    )


def is_tree(heads: Sequence[int]) -> bool:
    for start in range(len(heads)):
        seen, at = set[int](), start
        while heads[at] >= 0:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return sum(head < 0 for head in heads) == 1


def test_ud_stays_as_it_is() -> None:
    tree = (
        "Angela/NNP/3/nsubj Merkel/NNP/1/flat met/VBD/0/root leaders/NNS/3/obj in/IN/6/case Paris/NNP/3/obl ././3/punct"
    )
    evidence = encode(tree)
    words = [row[0] for row in rows(tree)]
    assert shown(evidence, words) == " ".join(f"{word}/{head}/{label}" for word, _, head, label in rows(tree))
    assert evidence.names == ("B-Person", "I-Person", "O", "O", "O", "B-Location", "O")
    assert evidence.upos[:3] == ("PROPN", "PROPN", "VERB")
    assert evidence.xpos[2] == "VBD"
    assert evidence.lemmas[3] == "leaders"
    assert evidence.features[0] == "_"
    assert evidence.sure.tolist() == [1.0] * 7
    assert evidence.encoder == "spacy:en_pipeline-0.0.0"
    assert (evidence.facts, evidence.links, evidence.attributions) == (None,) * 3
    assert not evidence.stretches


CLEARNLP = {
    "preposition": (
        "Angela/NNP/2/compound Merkel/NNP/3/nsubj met/VBD/0/ROOT leaders/NNS/3/dobj of/IN/4/prep NATO/NNP/5/pobj in/IN/3/prep Paris/NNP/7/pobj ././3/punct",
        "Angela/3/nsubj Merkel/1/flat met/0/root leaders/3/obj of/6/case NATO/4/nmod in/8/case Paris/3/obl ./3/punct",
    ),
    "passive with agent": (
        "Police/NNS/3/nsubjpass were/AUX/3/auxpass attacked/VBN/0/ROOT by/IN/3/agent protesters/NNS/4/pobj",
        "Police/3/nsubj:pass were/3/aux:pass attacked/0/root by/5/case protesters/3/obl:agent",
    ),
    "predicate noun": (
        "He/PRP/2/nsubj was/AUX/0/ROOT not/RB/2/neg president/NN/2/attr of/IN/4/prep Iran/NNP/5/pobj in/IN/2/prep Paris/NNP/7/pobj ././2/punct",
        "He/4/nsubj was/4/cop not/4/advmod president/0/root of/6/case Iran/4/nmod in/8/case Paris/4/obl ./4/punct",
    ),
    "predicate adjective": ("Talks/NNS/2/nsubj are/AUX/0/ROOT possible/JJ/2/acomp", "Talks/3/nsubj are/3/cop possible/0/root"),
    "predicate with preposition": (
        "Troops/NNS/2/nsubj were/AUX/0/ROOT in/IN/2/prep Paris/NNP/3/pobj",
        "Troops/4/nsubj were/4/cop in/4/case Paris/0/root",
    ),
    "existential": (
        "There/EX/2/expl was/AUX/0/ROOT fighting/NN/2/attr in/IN/2/prep Paris/NNP/4/pobj",
        "There/2/expl was/0/root fighting/2/nsubj in/5/case Paris/2/obl",
    ),
    "predicate of another verb": ("He/PRP/2/nsubj became/VBD/0/ROOT president/NN/2/attr", "He/2/nsubj became/0/root president/2/xcomp"),
    "conjuncts": (
        "Iran/NNP/0/ROOT ,/,/1/punct Paris/NNP/1/conj and/CC/3/cc NATO/NNP/3/conj",
        "Iran/0/root ,/3/punct Paris/1/conj and/5/cc NATO/1/conj",
    ),
    "conjoined prepositions": (
        "met/VBD/0/ROOT in/IN/1/prep Iran/NNP/2/pobj and/CC/2/cc in/IN/2/conj Paris/NNP/5/pobj",
        "met/0/root in/3/case Iran/1/obl and/6/cc in/6/case Paris/3/conj",
    ),
    "prepositions in a row": (
        "fled/VBD/0/ROOT because/IN/1/prep of/IN/2/prep fighting/NN/3/pobj",
        "fled/0/root because/4/case of/2/fixed fighting/1/obl",
    ),
    "clause under a preposition": (
        "left/VBD/0/ROOT after/IN/1/prep meeting/VBG/2/pcomp leaders/NNS/3/dobj",
        "left/0/root after/3/mark meeting/1/advcl leaders/3/obj",
    ),
    "clause under a noun's preposition": (
        "talk/NN/0/ROOT of/IN/1/prep leaving/VBG/2/pcomp",
        "talk/0/root of/3/mark leaving/1/acl",
    ),
    "receivers": (
        "gave/VBD/0/ROOT him/PRP/1/dative aid/NN/1/dobj", "gave/0/root him/1/iobj aid/1/obj",
    ),
    "receivers with to": (
        "gave/VBD/0/ROOT aid/NN/1/dobj to/IN/1/dative Iran/NNP/3/pobj", "gave/0/root aid/1/obj to/4/case Iran/1/obl",
    ),
    "raised object": (
        "wants/VBD/0/ROOT Iran/NNP/4/nsubj to/TO/4/aux leave/VB/1/ccomp", "wants/0/root Iran/1/obj to/4/mark leave/1/xcomp",
    ),
    "possessor and particle": (
        "Iran/NNP/3/poss 's/POS/1/case army/NN/4/nsubj gave/VBD/0/ROOT up/RP/4/prt",
        "Iran/3/nmod:poss 's/1/case army/4/nsubj gave/0/root up/4/compound:prt",
    ),
    "money": (
        "paid/VBD/0/ROOT $/$/4/quantmod 20/CD/4/compound million/CD/1/dobj", "paid/0/root $/1/obj 20/4/compound million/2/nummod",
    ),
    "relative clause with copula": (
        "Merkel/NNP/0/ROOT who/WP/3/nsubj was/AUX/1/relcl chancellor/NN/3/attr",
        "Merkel/0/root who/4/nsubj was/4/cop chancellor/1/acl:relcl",
    ),
    "title": (
        "Chancellor/NNP/3/compound Angela/NNP/3/compound Merkel/NNP/4/nsubj left/VBD/0/ROOT Iran/NNP/4/dobj",
        "Chancellor/2/nmod:desc Angela/4/nsubj Merkel/2/flat left/0/root Iran/4/obj",
    ),
    "circumstances": (
        "met/VBD/0/ROOT two/CD/3/nummod days/NNS/4/npadvmod after/IN/1/prep talks/NNS/4/pobj",
        "met/0/root two/3/nummod days/5/nmod:unmarked after/5/case talks/1/obl",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CLEARNLP)
def test_clearnlp_becomes_ud(case: str) -> None:
    given, expected = CLEARNLP[case]
    known = any(f"/{label}" in given for label in MARKERS)
    evidence = encode(given, *(() if known else ["saw/VBD/0/ROOT him/PRP/1/dobj"]))
    assert shown(evidence, [row[0] for row in rows(given)]) == expected
    assert all(is_tree([head - first if head >= 0 else -1 for head in evidence.heads[first:last]])
               for first, last in evidence.sentences)  # fmt: skip


def test_sentences_are_the_pipelines() -> None:
    trees = "Iran/NNP/2/nsubj left/VBD/0/root", "NATO/NNP/2/nsubj stayed/VBD/0/root"
    assert encode(*trees, fixed=False).sentences == ((0, 2), (2, 4))


def test_fixed_sentences_stay_and_their_trees_are_mended() -> None:
    tree = "Iran/NNP/2/nsubj left/VBD/0/root NATO/NNP/4/nsubj stayed/VBD/2/conj there/RB/2/advmod"
    words = [row[0] for row in rows(tree)]
    evidence = SpacyEncoder(pipeline(tree)).encode([Paragraph(words, [2], fixed=True)])
    assert evidence.sentences == ((0, 2), (2, 5))
    assert evidence.heads == (1, -1, 3, -1, 3)
    assert evidence.relations == ("nsubj", "root", "nsubj", "root", "dep")


@pytest.mark.parametrize(("stops", "sentences"), [((), ((0, 4), (4, 6))), ((2,), ((0, 2), (2, 4), (4, 6)))])
def test_without_parser_the_first_word_is_the_root(
    stops: tuple[int, ...], sentences: tuple[tuple[int, int], ...]
) -> None:
    encoder = SpacyEncoder(pipeline())
    paragraphs = [Paragraph(["NATO", "left", "two", "Olympics"], stops), Paragraph([]), Paragraph(["Paris", "fell"])]
    evidence = encoder.encode(paragraphs)
    assert evidence.sentences == sentences
    for first, last in sentences:
        assert evidence.heads[first:last] == (-1, *[first] * (last - first - 1))
        assert evidence.relations[first:last] == ("root", *["dep"] * (last - first - 1))
    assert evidence.names == ("B-Organization", "O", "O", "B-Misc", "B-Location", "O")
    assert set(evidence.upos) == {"X"}


def test_no_words_no_evidence_but_a_name() -> None:
    evidence = SpacyEncoder(spacy.blank("en")).encode(())
    assert (evidence.sentences, evidence.encoder) == ((), "spacy:en_pipeline-0.0.0")


def test_a_pipeline_that_changes_words_is_refused() -> None:
    nlp = pipeline()
    nlp.add_pipe("merge_entities")
    with pytest.raises(ConfigError, match="changes the words"):
        SpacyEncoder(nlp).encode([Paragraph(["Angela", "Merkel", "left"])])


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ConfigError, match="spacy download xx_no_such"):
        SpacyEncoder("xx_no_such")


@pytest.mark.parametrize(
    ("heads", "relations", "mended"),
    [
        ([1, -1, -1], ["nsubj", "ROOT", "ROOT"], ([1, -1, 1], ["nsubj", "root", "parataxis"])),
        ([1, 0, 1], ["dep", "dep", "dep"], ([-1, 0, 1], ["root", "dep", "dep"])),
        ([0, 2, 1], ["root", "obj", "obj"], ([-1, 0, 1], ["root", "dep", "obj"])),
        ([-3, 5], ["obj", "punct"], ([-1, 0], ["root", "punct"])),
    ],
)
def test_mended_trees(heads: list[int], relations: list[str], mended: tuple[list[int], list[str]]) -> None:
    assert mend_tree(heads, relations) == mended


TREES = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(-1, n - 1), min_size=n, max_size=n),
        st.lists(st.sampled_from(LABELS), min_size=n, max_size=n),
        st.lists(st.sampled_from(sorted(TAGS)), min_size=n, max_size=n),
        st.lists(st.sampled_from(["was", "there", "it", ",", "(", ")", "to", "of"]), min_size=n, max_size=n),
    )
)


@given(TREES)
def test_any_words_make_one_tree(sentence: tuple[list[int], list[str], list[str], list[str]]) -> None:
    heads, relations, tags, words = sentence
    upos = [TAGS[tag] for tag in tags]
    found, labels = to_universal(*mend_tree(heads, relations), Words(words, upos, tags, ["B-Person"] * len(words)))
    assert is_tree(found)
    assert [label == "root" for label in labels] == [head < 0 for head in found]


@pytest.mark.parametrize(
    ("labels", "opens", "tags"),
    [
        (["I-ORG", "I-ORG", "B-ORG"], (), ("B-Organization", "I-Organization", "B-Organization")),
        (["B-GPE", "L-GPE", "U-NORP"], (), ("B-Location", "I-Location", "B-NORP")),
        (["I-LOC", "I-LOC"], (1,), ("B-Location", "B-Location")),
        (["B-PERCENT", "I-PERCENT", "I-MONEY"], (), ("O", "O", "B-Money")),
        (["PER", "PER", "O", "MISC"], (), ("B-Person", "I-Person", "O", "B-Misc")),
    ],
)
def test_label_schemes(labels: list[str], opens: tuple[int, ...], tags: tuple[str, ...]) -> None:
    assert to_bio(labels, opens=opens) == tags


@pytest.mark.parametrize(
    ("words", "opens", "tags"),
    [
        (["The", "West", "'s"], (0,), ("O", "B-Location", "O")),
        (["The", "Hague", "fell"], (), ("B-Location", "I-Location", "I-Location")),
        (["the", "Nile", "delta"], (), ("O", "B-Location", "I-Location")),
    ],
)
def test_names_are_bare(words: list[str], opens: tuple[int, ...], tags: tuple[str, ...]) -> None:
    assert bare_names(["B-Location", "I-Location", "I-Location"], words, opens=opens) == tags
    assert bare_names(["B-Location", "O", "O"], words, opens=opens) == ("B-Location", "O", "O")
