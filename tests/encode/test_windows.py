"""Windows: every word once, in order, none too long; cut where paragraphs or sentences end."""

from hypothesis import given
from hypothesis import strategies as st

from demarche.encode import Paragraph
from demarche.encode.windows import Window, cut_windows


def paragraph(length: int, *stops: int, fixed: bool = False) -> Paragraph:
    return Paragraph([f"w{at}" for at in range(length)], stops, fixed)


def cut(*paragraphs: Paragraph, longest: int = 20, size: int = 1) -> list[Window]:
    return cut_windows(paragraphs, [[size] * len(one.words) for one in paragraphs], longest=longest)


def test_short_paragraphs_share_a_window() -> None:
    (window,) = cut(paragraph(4), paragraph(5))
    assert window.breaks == (4,)
    assert window.closed == {4, 9}
    assert not window.fixed


def test_a_window_ends_with_a_paragraph_rather_than_inside_one() -> None:
    first, second = cut(paragraph(12, 6), paragraph(10, 5))
    assert (len(first.words), len(second.words)) == (12, 10)
    assert second.start == 12


def test_a_long_paragraph_is_cut_at_its_sentences() -> None:
    windows = cut(paragraph(30, 8, 16, 24))
    assert [len(window.words) for window in windows] == [16, 14]


def test_a_sentence_longer_than_a_window_is_cut_after_a_comma() -> None:
    words = [*["x"] * 12, ",", *["y"] * 20]
    windows = cut_windows([Paragraph(words)], [[1] * len(words)], longest=20)
    assert windows[0].words[-1] == ","
    assert sum((window.words for window in windows), ()) == tuple(words)


def test_fixed_sentences_are_not_asked_for() -> None:
    (window,) = cut(paragraph(9, 4, fixed=True))
    assert window.closed == {4, 9}
    assert window.fixed == set(range(1, 10))


def test_nothing_gives_nothing() -> None:
    assert cut() == []
    assert cut(paragraph(0)) == []


lengths = st.lists(st.tuples(st.integers(0, 60), st.sets(st.integers(1, 59))), max_size=8)


@given(lengths, st.integers(1, 12), st.booleans())
def test_every_word_once_and_no_window_too_long(given: list[tuple[int, set[int]]], size: int, fixed: bool) -> None:
    paragraphs = [paragraph(length, *sorted(stops), fixed=fixed) for length, stops in given]
    windows = cut(*paragraphs, longest=40, size=size)
    assert [word for window in windows for word in window.words] == [w for one in paragraphs for w in one.words]
    place = 0
    for window in windows:
        assert window.start == place
        assert window.words
        assert 2 + size * len(window.words) + len(window.breaks) <= 40
        assert len(window.words) in window.closed
        place += len(window.words)
