"""Laws that hold for any text."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.parse import Sentence
from demarche.times import TimeRules, find_times
from demarche.times.patterns import Branch

VOCABULARY = """on in the of to from until since last next early late may March May June Friday Monday 3 30 2019 1999
'90s a two days week weeks year ago earlier night morning 10 p.m. : , - ( ) second every daily Christmas Eve weekend
quarter first met will meet said 9/11 3/30/2019 30th 19th century BC between and following day end mid spring half"""
WORDS = tuple(VOCABULARY.split())
Flat = Callable[..., tuple[Sentence, ...]]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join), min_size=1, max_size=4)
DAYS = st.none() | st.dates(min_value=date(2, 1, 1), max_value=date(9990, 12, 31))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, anchor=DAYS)
def test_laws(rules: TimeRules, flat: Flat, texts: list[str], anchor: date | None) -> None:
    sentences = flat(*texts)
    whole = " ".join(texts)
    times = find_times(sentences, anchor=anchor, rules=rules)
    assert times == find_times(sentences, anchor=anchor, rules=rules)
    for time in times:
        assert time.span.of(whole) == time.text
        assert time.start is None or time.end is None or time.start <= time.end
        assert time.timex.value
    for before, after in pairwise(times):
        assert before.span.end <= after.span.start


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80), anchor=DAYS)
def test_any_text_can_be_read(rules: TimeRules, flat: Flat, text: str, anchor: date | None) -> None:
    for time in find_times(flat(text), anchor=anchor, rules=rules):
        assert time.span.of(text) == time.text


def test_every_sequence_of_every_rule_can_be_read(rules: TimeRules, flat: Flat) -> None:
    """No pattern leaves a value function without what it needs: each, filled with words, is read with both anchors."""
    fillers = {"{" + shape + "}": words for shape, words in SHAPED.items()} | _fillers(rules.lexicon, ())
    phrases = {f"<{kind}>": words for kind, words in PHRASES.items()}
    texts = [
        " ".join({**fillers, **phrases}.get(key, key) for key in keys)
        for tree in (rules.words, rules.phrases) for keys in _sequences(tree, ())
    ]  # fmt: skip
    assert len(texts) > 1000
    for text in texts:
        assert not any(mark in text for mark in "{}<>"), text
    for anchor in (date(2024, 3, 14), None):
        assert len(find_times(flat(*(f"in {text}" for text in texts)), anchor=anchor, rules=rules)) > len(texts) / 2


SHAPED = {
    "yyyy": "2019", "modern": "2019", "yy": "'98", "twofigures": "21", "dom": "3", "nth": "19th", "n": "12",
    "iso": "2019-03-30", "figures": "3/30/2019", "dotted": "5.3.2019", "clocktime": "10:30", "clockhour": "10",
    "fourfigures": "0930", "decade": "1990s", "shortdecade": "'90s", "anyyear": "146", "onehalf": "1/2",
    "nineeleven": "9/11",
}  # fmt: skip
PHRASES = {
    "date": "May 3, 2019", "day": "May 3, 2019", "mday": "May 3, 2019", "wday": "Friday", "month": "June",
    "year": "2019", "relyear": "last year", "relweek": "last week", "week": "last week",
    "unitperiod": "last month", "season": "summer", "quarter": "the third quarter", "half": "the first half",
    "decade": "the 1990s", "century": "the 19th century", "part": "Friday night", "clock": "10 p.m.",
    "duration": "two days", "stepped": "two days ago", "theunit": "the month", "bcyear": "146 BC",
    "edged": "early June", "range": "May 3-7", "weekend": "the weekend", "holidayday": "Christmas Day",
}  # fmt: skip


def _fillers(branch: Branch, words: tuple[str, ...]) -> dict[str, str]:
    """One wording for each slot of the tables, capitals where they are asked for."""
    found: dict[str, str] = {}
    for entry in branch.entries:
        text = " ".join(words).replace(" 's", "'s")
        found["{" + entry.slot + "}"] = text[0].upper() + text[1:] if entry.case == "cap" else text
    for key, following in branch.following.items():
        found |= _fillers(following, (*words, key))
    return found


def _sequences(branch: Branch, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for _ in branch.endings:
        yield keys
    for key, following in branch.following.items():
        yield from _sequences(following, (*keys, key))
