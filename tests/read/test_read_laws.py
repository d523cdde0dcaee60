"""Laws that hold for every text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.base import ReadError
from demarche.read import Report, read
from demarche.read.decode import unify

WORDS = [
    *(
        "rebels",
        "shelled",
        "the port",
        "KARU",
        "By Ana Petrov",
        "(Reuters)",
        " - ",
        "—",
        ".",
        ",",
        "Photo: AFP",
        "From",
    ),
    *("Send to", "May 4, 2021", "18:46", "\n", "\n\n", "\n    ", "\t", "  ", "“", "”", "©", "é", "Related stories"),
    *("Comments", "minister said", "\r\n", "http://x.org", "#", "*", "[a](b)", "Two died."),
    "The army left the town on Tuesday.",
]
TAGS = [
    *("<p>", "</p>", "<div class='caption'>", "</div>", "<figure>", "<img>", "</figure>", "<br>", "<h1>", "</h1>"),
    *("<li>", "<script>", "&amp;", "<table><td>"),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map("".join),
    st.text(max_size=200),
)


def try_read(text: str) -> Report | None:
    try:
        return read(text + "\n")
    except ReadError:
        return None


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_origin_and_text_agree_and_spans_never_overlap(text: str) -> None:
    report = try_read(text)
    if report is None:
        return
    source = unify(text + "\n")
    end = origin_end = 0
    for block in report.blocks:
        assert end <= block.span.start < block.span.end <= len(report.text)
        words = block.span.of(report.text)
        assert words == " ".join(words.split())
        end = block.span.end
        if block.origin is None:  # only where white space was longer than the one blank that stands for it
            continue
        assert origin_end <= block.origin.start
        assert re.sub(r"\s", " ", block.origin.of(source)) == words
        origin_end = block.origin.end
    assert "\n\n".join(block.span.of(report.text) for block in report.blocks) == report.text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([word for word in WORDS if word == word.strip() and word != "#"]), min_size=1, max_size=30
    ).map(" ".join)
)
def test_origin_is_known_wherever_blanks_are_single(text: str) -> None:
    report = try_read(text)
    assert report is None or all(block.origin is not None for block in report.blocks)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_is_deterministic(text: str) -> None:
    assert try_read(text) == try_read(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_report_or_a_named_error(data: bytes) -> None:
    try:
        report = read(data, name="bytes 1")
    except ReadError as error:
        assert error.what == "bytes 1"
    else:
        assert report.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*TAGS, *WORDS]), max_size=40).map(" ".join))
def test_any_markup_gives_a_report_or_a_named_error(markup: str) -> None:
    try:
        report = read(f"<html><body>{markup}</body></html>".encode())
    except ReadError:
        return
    assert "<p>" not in report.text
