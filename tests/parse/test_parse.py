"""Trees: always trees, with true offsets."""

import pytest

from demarche.parse import Sentence
from demarche.parse.lemma import find_lemma
from demarche.parse.mend import mend_joined_names, mend_joined_nations, mend_objects, mend_prepositions
from demarche.parse.mend_clauses import mend_between, mend_gifts, mend_past, mend_subjects
from demarche.pipeline import Analysis, Coder


def is_tree(heads: list[int]) -> bool:
    for start in range(len(heads)):
        seen, at = set[int](), start
        while heads[at] >= 0:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return sum(head < 0 for head in heads) == 1


@pytest.mark.parametrize(
    ("word", "xpos", "lemma"),
    [
        ("met", "VBD", "meet"), ("denied", "VBD", "deny"), ("approved", "VBD", "approve"), ("dined", "VBD", "dine"),
        ("stopped", "VBD", "stop"), ("visited", "VBD", "visit"), ("legalised", "VBN", "legalise"), ("urging", "VBG", "urge"),
        ("talks", "NNS", "talk"), ("countries", "NNS", "country"), ("fishermen", "NNS", "fisherman"), ("forgave", "VBD", "forgive"),
        ("refused", "VBD", "refuse"), ("mediated", "VBD", "mediate"), ("bombing", "VBG", "bomb"), ("expelled", "VBD", "expel"), ("died", "VBD", "die"), ("detained", "VBN", "detain"), ("attacks", "VBZ", "attack"),
    ],
)  # fmt: skip
def test_lemmas(word: str, xpos: str, lemma: str, coder: Coder) -> None:
    known, vocabulary = coder.knowledge.splitting, coder.encoder.encode(()).vocabulary

    def knows(one: str) -> bool:
        return one in known.verbs or one in vocabulary

    assert find_lemma(word, xpos, word.lower(), irregular=known.irregular, knows=knows) == lemma


TEXT = (
    'The minister, who arrived on Monday, "will not resign," her aide said.\n\nS. Korea\'s envoys met U.S.-led teams.'
)


def check_sentence(sentence: Sentence, text: str) -> None:
    assert sentence.span.of(text) == sentence.text
    assert is_tree([token.head for token in sentence.tokens])
    for token in sentence.tokens:
        assert token.span.of(text) == token.text
        assert all(sentence.tokens[kid].head == token.at for kid in sentence.children[token.at])


def test_offsets_are_true(coder: Coder) -> None:
    for sentence in coder.parse(TEXT):
        check_sentence(sentence, TEXT)


def test_very_long_sentence_is_cut(coder: Coder) -> None:
    text = "They said " + ", ".join(f"the village of Number{at}" for at in range(400)) + " burned."
    sentences = coder.parse(text)
    assert len(sentences) > 1
    for sentence in sentences:
        check_sentence(sentence, text)


def test_same_text_same_parse(code) -> None:  # type: ignore[no-untyped-def]
    first, second = code(TEXT), code(TEXT)
    assert isinstance(first, Analysis)
    assert [[vars_of(t) for t in s.tokens] for s in first.sentences] == [
        [vars_of(t) for t in s.tokens] for s in second.sentences
    ]


def vars_of(token: object) -> tuple[object, ...]:
    return tuple(getattr(token, name) for name in token.__slots__)  # type: ignore[attr-defined]


def test_a_name_after_and_is_a_conjunct() -> None:
    # "Trump and North Korean leader Kim"
    heads, relations = [-1, 0, 3, 4, 0, 0], ["root", "cc", "compound", "amod", "nmod:desc", "flat"]
    names = ["B-Person", "O", "B-NORP", "I-NORP", "O", "B-Person"]
    above, named = mend_joined_names(heads, relations, ["NNP", "CC", "NNP", "JJ", "NN", "NNP"], names)
    assert (above[5], named[5]) == (0, "conj")
    assert (above[1], above[4]) == (5, 5)
    going_on = ["B-Person", "I-Person"]
    assert mend_joined_names([-1, 0], ["root", "flat"], ["NNP", "NNP"], going_on) == ((-1, 0), ("root", "flat"))


def test_who_stands_before_of_doing_is_the_object() -> None:
    xpos = ["NNS", "VBD", "NN", "IN", "VBG", "NNS"]  # residents accused soldiers of bombing markets
    heads, relations = [1, -1, 4, 4, 1, 4], ["nsubj", "root", "nsubj", "mark", "ccomp", "obj"]
    above, named = mend_objects(heads, relations, xpos)
    assert (above[2], named[2], named[4]) == (1, "obj", "advcl")
    plain = ["PRP", "VBD", "PRP", "VBG", "NNS"]  # they saw him bombing markets
    kept = ([1, -1, 3, 1, 3], ["nsubj", "root", "nsubj", "ccomp", "obj"])
    assert mend_objects(*kept, plain) == (tuple(kept[0]), tuple(kept[1]))


def test_who_stands_before_to_do_is_the_object() -> None:
    xpos = ["NN", "VBD", "NNP", "TO", "VB", "NN"]  # she implored Oslo to send food
    above, named = mend_objects([1, -1, 4, 4, 1, 4], ["nsubj", "root", "obj", "mark", "xcomp", "obj"], xpos)
    assert (above[2], named[2], named[4]) == (1, "obj", "xcomp")


def test_a_preposition_goes_with_the_phrase_after_it() -> None:
    xpos = ["NNS", "VBD", "IN", "DT", "NN"]  # drivers rallied against the ministry
    above, named = mend_prepositions([1, -1, 1, 4, 1], ["nsubj", "root", "advmod", "det", "obl"], xpos)
    assert (above[2], named[2]) == (4, "case")
    apart = ([1, -1, 1, 1], ["nsubj", "root", "compound:prt", "obj"])  # they turned down offers
    assert mend_prepositions(*apart, ["PRP", "VBD", "RP", "NNS"]) == (tuple(apart[0]), tuple(apart[1]))


def test_what_stands_before_a_verb_without_a_subject_is_it() -> None:
    _, named = mend_subjects([1, -1, 1], ["obj", "root", "obj"], ["NNP", "VBN", "NNS"])  # Chad scrambled jets
    assert named == ("nsubj", "root", "obj")
    kept = ("obj", "nsubj", "root")  # bread he ate
    assert mend_subjects([2, 2, -1], kept, ["NN", "PRP", "VBD"])[1] == kept


def test_to_whom_something_is_given_owns_it_not_yet() -> None:
    xpos = ["NNP", "VBD", "DT", "NN", "DT", "NN"]  # Chad denied the poet a visa
    above, named = mend_gifts([1, -1, 3, 5, 5, 1], ["nsubj", "root", "det", "nmod:poss", "det", "ccomp"], xpos)
    assert (above[3], named[3], named[5]) == (1, "iobj", "obj")
    two = ["nsubj", "root", "obj", "nummod", "obj"]  # Japan sent Chad six boats
    assert mend_gifts([1, -1, 1, 4, 1], two, ["NNP", "VBD", "NNP", "CD", "NNS"])[1][2] == "iobj"
    owned = ["nsubj", "root", "nmod:poss", "case", "obj"]  # Chad revoked Mali's visas
    assert mend_gifts([1, -1, 4, 2, 1], owned, ["NNP", "VBD", "NNP", "POS", "NNS"])[1] == tuple(owned)


def test_two_stand_behind_between() -> None:
    words = ["talks", "between", "the", "head", "of", "Shell", "and", "miners", "failed"]
    xpos = ["NNS", "IN", "DT", "NN", "IN", "NNP", "CC", "NNS", "VBD"]
    heads = [8, 3, 3, 0, 5, 3, 7, 5, -1]
    relations = ["nsubj", "case", "det", "nmod", "case", "nmod", "cc", "conj", "root"]
    above, named = mend_between(heads, relations, words, xpos)
    assert (above[7], named[7]) == (3, "conj")
    torn = [8, 3, 3, 0, 7, 7, 7, 3, -1]
    above, named = mend_between(torn, [*relations[:5], "compound", "cc", "nmod", "root"], words, xpos)
    assert (above[4], above[5], named[5], above[7], named[7]) == (5, 3, "nmod", 3, "conj")
    assert is_tree(list(above))
    many = ["nsubj", "case", "amod", "nmod", "root"]  # talks between Libyan militias failed
    kept = mend_between(
        [4, 3, 3, 0, -1], many, ["talks", "between", "Libyan", "militias", "failed"], [*xpos[:2], "JJ", "NNS", "VBD"]
    )
    assert kept[1] == tuple(many)


def test_nations_joined_before_a_noun_are_its_adjectives() -> None:
    words = ["The", "Russian", "and", "Chinese", "ministers", "met"]
    xpos, names = ["DT", "JJ", "CC", "JJ", "NNS", "VBD"], ["O", "B-NORP", "O", "B-NORP", "O", "O"]
    torn = ([1, 5, 4, 4, 5, -1], ["det", "nsubj", "cc", "amod", "conj", "root"])
    above, named = mend_joined_nations(*torn, xpos, names, words)
    assert (list(above), named[1], named[3], named[4]) == ([4, 4, 3, 1, 5, -1], "amod", "conj", "nsubj")
    assert is_tree(list(above))
    two = ["Iran", "and", "Iraqi", "troops", "met"]
    kept = ([4, 3, 3, 0, -1], ["nsubj", "cc", "amod", "conj", "root"])
    nations = ["B-Location", "O", "B-NORP", "O", "O"]
    found = mend_joined_nations(*kept, ["NNP", "CC", "JJ", "NNS", "VBD"], nations, two)
    assert found == (tuple(kept[0]), tuple(kept[1]))


@pytest.mark.parametrize(
    ("words", "tags", "heads", "relations", "verb"),
    [
        ("Rome shut the crossing", "NNP VBP DT NN", (1, -1, 3, 1), "nsubj root det obj", "VBD"),
        ("They shut the crossing", "PRP VBP DT NN", (1, -1, 3, 1), "nsubj root det obj", "VBP"),
        ("Guards shut the crossing", "NNS VBP DT NN", (1, -1, 3, 1), "nsubj root det obj", "VBP"),
        ("Rome will shut it", "NNP MD VB PRP", (2, 2, -1, 2), "nsubj aux root obj", "VB"),
        ("Rome close the crossing", "NNP VBP DT NN", (1, -1, 3, 1), "nsubj root det obj", "VBP"),
    ],
)  # fmt: skip
def test_a_bare_form_after_one_subject_is_past(
    words: str, tags: str, heads: tuple[int, ...], relations: str, verb: str
) -> None:
    found = mend_past(words.split(), heads, relations.split(), tags.split(), {"shut"})
    assert found[heads.index(-1)] == verb
