"""Chains and their mentions: what is read, what is made of links, what is scored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demarche.base import ConfigError, Given, ReadError, Span
from demarche.encode import Link
from demarche.measure import measure_coref
from demarche.measure.chains import find_chains, find_mention
from demarche.measure.coref import find_marked, read_chains
from demarche.parse import Sentence, Splitting, Token

TEXT = [["Kim", "spoke", "."], ["He", "left", "."]]
LINKS = (Link(0, 0.9, ()), Link(3, 0.9, ((0, 2.0),)))


def sentence(rows: str) -> Sentence:
    """A sentence of `word tag head relation`, one after the other by slashes; heads from 1."""
    lines = [row.split() for row in rows.split(" / ")]
    tokens, start = [], 0
    for at, (word, xpos, head, relation) in enumerate(lines):
        upos = "PUNCT" if relation == "punct" else "X"
        span = Span(start, start + len(word))
        tokens.append(Token(at, span, word, word, upos, xpos, int(head) - 1, relation, "O", place=at))
        start += len(word) + 1
    kids = tuple(tuple(at for at, token in enumerate(tokens) if token.head == own) for own in range(len(tokens)))
    return Sentence(Span(0, start), "", tuple(tokens), "paragraph", 0, kids, Given("hand"))


@pytest.mark.parametrize(
    ("rows", "head", "mention"),
    [
        ("of IN 3 case / the DT 3 det / king NN 0 root", "king", "the king"),
        ("Kim NNP 3 nmod:poss / 's POS 1 case / talks NNS 0 root", "Kim", "Kim 's"),
        ("Kim NNP 0 root / and CC 3 cc / Lee NNP 1 conj", "Kim", "Kim"),
        ("Kim NNP 0 root / , , 4 punct / the DT 4 det / envoy NN 1 appos / , , 1 punct", "Kim", "Kim , the envoy"),
        ("man NN 0 root / who WP 3 nsubj / left VBD 1 acl:relcl / . . 1 punct", "man", "man who left"),
        ("she PRP 4 nsubj / is VBZ 4 cop / the DT 4 det / envoy NN 0 root", "envoy", "the envoy"),
        ("even RB 3 advmod / the DT 3 det / king NN 0 root", "king", "the king"),
        ("you PRP 2 dep / guys NNS 0 root / go VB 2 dep", "guys", "you guys"),
        ("they PRP 2 nsubj / met VBD 0 root / him PRP 2 obj", "met", "met"),
        ("the DT 4 det / `` `` 4 punct / \" `` 4 punct / Star NNP 0 root / \" '' 4 punct", "Star", 'the `` " Star "'),
        ("( -LRB- 2 punct / Kim NNP 0 root / ) -RRB- 2 punct", "Kim", "Kim"),
    ],
)  # fmt: skip
def test_words_of_a_mention(rows: str, head: str, mention: str) -> None:
    made = sentence(rows)
    start, end = find_mention(next(token for token in made.tokens if token.text == head), made)
    assert " ".join(token.text for token in made.tokens[start:end]) == mention


@pytest.mark.parametrize(
    ("links", "chains"),
    [
        ((), []),
        (LINKS, [[0, 3]]),
        ((Link(0, 0.9, ()), Link(3, 0.9, ((0, -0.1),))), []),
        ((Link(0, 0.9, ()), Link(3, 0.01, ((0, 2.0),))), []),
        ((Link(0, 0.01, ()), Link(3, 0.9, ((0, 2.0),))), []),
        ((Link(0, 0.9, ((3, 2.0),)), Link(3, 0.9, ())), []),  # what comes after is no antecedent
        ((Link(0, 0.9, ()), Link(1, 0.9, ()), Link(3, 0.9, ((0, 1.0), (1, 2.0)))), [[1, 3]]),
        ((Link(0, 0.9, ()), Link(1, 0.9, ()), Link(3, 0.9, ((0, 1.0),)), Link(4, 0.9, ((3, 1.0),))), [[0, 3, 4]]),
        ((Link(0, 0.9, ()), Link(1, 0.9, ()), Link(3, 0.9, ((0, 1.0),)), Link(4, 0.9, ((1, 1.0),))), [[0, 3], [1, 4]]),
    ],
)
def test_chains_of_links(links: tuple[Link, ...], chains: list[list[int]]) -> None:
    assert find_chains(links) == chains


def test_chains_without_a_word() -> None:
    links = (Link(0, 0.9, ()), Link(3, 0.9, ((0, 1.0),)), Link(4, 0.9, ((3, 1.0),)))
    assert find_chains(links, without=3) == []


def test_json_lines(tmp_path: Path, made: Callable[..., Any], splitting: Splitting) -> None:
    path = tmp_path / "set.jsonl"
    marked = [{"s": 0, "e": 1, "c": 7}, {"s": 3, "e": 4, "c": 7}, {"s": 1, "e": 2, "c": 8}]
    path.write_text(json.dumps({"doc": "a", "sents": TEXT, "par_start": [1, 1], "mentions": marked}) + "\n" * 2)
    (one,) = read_chains(path)
    assert one.paragraphs == ((("Kim", "spoke", "."),), (("He", "left", "."),))
    assert set(one.chains) == {frozenset({(0, 1), (3, 4)}), frozenset({(1, 2)})}
    encoder = made(links=LINKS)
    assert measure_coref(path, encoder, splitting)["CoNLL"] == 100
    assert encoder.read == [(("Kim", "spoke", "."), ("He", "left", "."))]
    assert measure_coref(path, made(links=()), splitting)["CoNLL"] == 0


CONLL = """#begin document (nw/wsj/1); part 000
nw/wsj/1 0 0 Kim NNP (TOP* - - - - * (3)
nw/wsj/1 0 1 -LRB- -LRB- * - - - - * -
nw/wsj/1 0 2 envoy NN * - - - - * (4|(3

nw/wsj/1 0 0 said VBD * - - - - * 3)|4)
nw/wsj/1 0 1 # # * - - - - * -
#end document
#begin document (nw/wsj/2); part 000
nw/wsj/2 0 0 He PRP * - - - - * (0)
#end document
"""

SHORT = """# begin document GUM_news_one
0\tKim\t(person-3(place-1)
1\tspoke\tperson-3)
2\t#\t_
# end document
"""


def test_conll(tmp_path: Path) -> None:
    path = tmp_path / "set.conll"
    path.write_text(CONLL)
    one, two = read_chains(path)
    assert one.paragraphs == ((("Kim", "(", "envoy"), ("said", "#")),)
    assert set(one.chains) == {frozenset({(0, 1), (2, 4)}), frozenset({(2, 4)})}
    assert two.paragraphs == ((("He",),),)
    path.write_text(SHORT)
    (only,) = read_chains(path)
    assert only.paragraphs == ((("Kim", "spoke", "#"),),)
    assert set(only.chains) == {frozenset({(0, 2)}), frozenset({(0, 1)})}


def test_a_file_that_cuts_no_sentences_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "set.conll"
    words = ["#begin document (a)", *["a 0 0 word x -", "a 0 0 . x -"] * 100, "#end document"]
    path.write_text("\n".join(words))
    assert [len(sentence) for sentence in next(read_chains(path)).paragraphs[0]] == [2] * 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Kim left.", "CoNLL-2012"), ('{"sents": []}', "sents and mentions"), ("{sents", "one object a line"),
        ("#begin document (a)\na 0 0 Kim x (3\n#end document", "within a mention"),
        ("#begin document (a)\na 0 0 Kim x 3)\n#end document", "none has begun"),
        ("#begin document (a)\nKim -\n#end document", "three columns"),
    ],
)  # fmt: skip
def test_other_files_are_told(
    text: str, why: str, tmp_path: Path, made: Callable[..., Any], splitting: Splitting
) -> None:
    path = tmp_path / "set.txt"
    path.write_text(text)
    with pytest.raises(ReadError, match=why):
        measure_coref(path, made(links=()), splitting)


def test_an_encoder_without_links_is_told(made: Callable[..., Any], splitting: Splitting) -> None:
    with pytest.raises(ConfigError, match="layer coref"):
        find_marked([TEXT], made(), splitting)
    assert find_marked([[]], made(), splitting) == ()
