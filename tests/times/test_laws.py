"""Laws that hold for any text."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.parse import Sentence
from demarche.times import TimeRules, find_times

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
