"""Words and sentences from raw text."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.base import KnowledgeError
from demarche.knowledge import Folders
from demarche.parse import open_splitting, split_sentences, split_words

SPLITTING = open_splitting(Folders())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("S. Korea's envoy", "S. Korea 's envoy"),
        ("on Feb.27-28 in Hanoi", "on Feb. 27 - 28 in Hanoi"),
        ("the U.S.-led force", "the U.S. - led force"),
        ("3½ miles", "3½ miles"),
        ("They couldn't go.", "They could n't go ."),
        ("We cannot.", "We can not ."),
        ("re-election of a co-founder", "re-election of a co-founder"),
        ("$5.5m or 20%", "$ 5.5 m or 20 %"),
        ("“We won’t,” he said", "“ We wo n’t , ” he said"),
        ("see www.example.org/a for it", "see www.example.org/a for it"),
        ("No. 10 said no. Then", "No. 10 said no . Then"),
        ("at 18:46 on 3/30/2019", "at 18:46 on 3/30/2019"),
        ("Kang Kyung-wha", "Kang Kyung - wha"),
        ("the rebels' camp...", "the rebels ' camp ..."),
        ("the 19th day of the 1990s, the ’80s and the 70's", "the 19th day of the 1990s , the ’80s and the 70's"),
        ("in 2003's war", "in 2003 's war"),
        ("MH17's fall, CO2, G20, A320s", "MH17 's fall , CO2 , G20 , A320s"),
        ("5pm, 10km, 4G, 33A, $3.5bn, 7a.m.", "5 pm , 10 km , 4G , 33A , $ 3.5 bn , 7 a.m."),
        ("Rs500 and EUR20m", "Rs 500 and EUR 20 m"),
        ("call 555-0142 or 1-800-555-0199", "call 555-0142 or 1-800-555-0199"),
        ("in 2003-2007 or 2-3 days", "in 2003 - 2007 or 2 - 3 days"),
        ("resolution 60/288 of 9/11", "resolution 60/288 of 9/11"),
        ("13,14 and 1,200 and 1,00,000 and .25", "13 , 14 and 1,200 and 1,00,000 and .25"),
        ("anti-American, mid-1990s, pre-1967, Pro-Moscow", "anti-American , mid-1990s , pre-1967 , Pro-Moscow"),
        ("ANTI-WAR but UN-led", "ANTI-WAR but UN - led"),
        ("intra-U.S. flights", "intra-U.S. flights"),
        ("Tehrik-e-Taliban, al-Hamid", "Tehrik - e - Taliban , al - Hamid"),
        ("a three-year, self-styled, X-ray", "a three - year , self - styled , X - ray"),
        ("Kafka-esque uh-oh", "Kafka-esque uh-oh"),
        ("I th- think so - yes", "I th- think so - yes"),
        ("the pre- and post-war years", "the pre - and post-war years"),
        ("and/or w/o AT&T or S&P", "and / or w/o AT&T or S&P"),
        ("sites like bbc.co.uk/a, Wire.com and q_1.pdf", "sites like bbc.co.uk/a , Wire.com and q_1.pdf"),
        ("They left.The talks ended.", "They left . The talks ended ."),
        ("write to a.b-c@d.example.org.", "write to a.b-c@d.example.org ."),
        ("@envoy on #peace, rule #1", "@envoy on #peace , rule # 1"),
        ("why?! no!!! yes.?", "why ?! no !!! yes .?"),
        ("(so ((it)) goes)", "( so ( ( it ) ) goes )"),
        ("fine :) or :-( but at 3:15 (see below):", "fine :) or :-( but at 3:15 ( see below ) :"),
        ("_____ ***** -----", "_____ ***** -----"),
        ("John Roe, Ph.D., of Acme Inc..", "John Roe , Ph.D. , of Acme Inc. ."),
        ("the U.S, the U.K", "the U.S , the U.K"),
        ("GEN. PARK (b. 1931)", "GEN. PARK ( b. 1931 )"),
        ("p. 12 of the map. Then", "p. 12 of the map . Then"),
        ("Lee et al. say", "Lee et al. say"),
        ("I'd've", "I 'd 've"),
        ("dont, didnt, thats", "do nt , did nt , that s"),
        ("its not its army; its A-team", "it s not its army ; its A - team"),
        ("Im sure Im Jong-ho knows; ive seen it", "I m sure Im Jong - ho knows ; i ve seen it"),
        ("he wont go, as was his wont to go", "he wo nt go , as was his wont to go"),
        ("Lets go; he lets us", "Let s go ; he lets us"),
        ("take 'em", "take 'em"),
        ("c'mon, y’all", "c'm on , y’ all"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(span.of(text) for span in split_words(text, SPLITTING)) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Gen. Park in the U.S. on Monday. They spoke.", 2),
        ("It began in the U.S. The talks failed.", 2),
        ('"We agreed," she said. "It is done."', 2),
        ('"Will it hold?" he asked. Nobody knew.', 2),
        ("Mr. A. B. Smith of Acme Inc. spoke.", 1),
        ("He came at 5 p.m. He left at once.", 2),
        ("Was it so? Yes! It was.", 3),
        ("He said: “Go.” They went.", 2),
        ("The talks failed.The envoys left.", 2),
        ("It runs on the site example.Com today.", 1),
        ("2. The council meets. 3. It votes.", 2),
        ("1. The council meets.", 1),
        ("The pact was signed. [4] [12] It held.", 2),
        ('"Why now?" Mr. Lee asked. Nobody knew.', 2),
        ('"Why now?" the envoy asked in Geneva. Nobody knew.', 2),
        ('"Why now?" Officials said that nobody knew.', 2),
        ('"We agreed." Lee said.', 2),
        ("Anna Roe (b. March 1931) spoke.", 1),
        ("Was it so?! It was.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    words = split_words(text, SPLITTING)
    assert len(list(split_sentences(text, words, SPLITTING))) == count


@given(st.text(max_size=200) | st.text("aB1.,-_'’/@#:;()?!$ 0s\n", max_size=60))
def test_words_cover_the_text(text: str) -> None:
    """Words lie in order, never overlap, and leave nothing out but white space."""
    spans = split_words(text, SPLITTING)
    at = 0
    for span in spans:
        assert span.start >= at and len(span)
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


@given(st.lists(st.sampled_from(["Talks", "failed", ".", "U.S.", '"', "He", "?", "Inc.", "…"]), max_size=20))
def test_sentences_hold_every_word_once(parts: list[str]) -> None:
    text = " ".join(parts)
    words = split_words(text, SPLITTING)
    found = [span for sentence in split_sentences(text, words, SPLITTING) for span in sentence]
    assert tuple(found) == words


@pytest.mark.parametrize(
    "part", ["a.", "-", "a-", "_", "1,1", "1-", "’s", "a_", "a@", "A.B", "!?", "é\u0301", ":)", "[", "1/1", "1a"]
)
def test_rubbish_is_cut_in_linear_time(part: str) -> None:
    """A page of marks without white space: the same work per character as in a short stretch, give or take."""
    begun = time.process_time()
    split_words(part * 40_000, SPLITTING)
    assert time.process_time() - begun < 15


def test_parts_must_make_up_the_word(tmp_path: Path) -> None:
    (tmp_path / "parse" / "en").mkdir(parents=True)
    (tmp_path / "parse" / "en" / "splitting.toml").write_text('[joined]\nkinda = ["kind", "of"]\n')
    with pytest.raises(KnowledgeError, match="kinda"):
        open_splitting(Folders((tmp_path,)))
