"""What holds of every text, however odd."""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from demarche.encode import open_encoder
from demarche.knowledge import Folders
from demarche.parse import Sentence, open_splitting, parse_text
from demarche.statements import Cues, Statement, find_quotations, find_statements, mark_statements, open_cues

WORDS = [
    "the minister", "said", "that", "talks", "failed", ",", ".", '"', "“", "”", "‘", "’", "according to", "officials",
    "denied", "claims", "of", "fraud", ":", "she", "told", "reporters", "We", "won", "but", "whether", "not", "citing",
    "was", "quoted", "as", "saying", "—", "\n\n", "called", "it", "a sham", "to", "leave", "asked", "in his words",
    "«", "»",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join).filter(lambda it: bool(it.strip()))


@cache
def _known() -> tuple[object, ...]:
    return open_encoder(), open_splitting(Folders()), open_cues(Folders())


def read(text: str) -> tuple[Sentence, ...]:
    encoder, splitting, _ = _known()
    return parse_text(text, encoder, splitting=splitting)  # type: ignore[arg-type]


def find(sentences: tuple[Sentence, ...]) -> tuple[Statement, ...]:
    cues = _known()[2]
    assert isinstance(cues, Cues)
    return find_statements(sentences, (), cues=cues)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
@example('the minister said “ " said')
def test_spans_lie_in_the_text_and_content_apart_from_its_cue(text: str) -> None:
    for one in find(read(text)):
        spans = [*one.content, *(it for it in (one.cue, one.speaker_span) if it is not None)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert not any(one.cue is not None and one.cue.overlaps(part) for part in one.content)
        assert not any(a.overlaps(b) for at, a in enumerate(one.content) for b in one.content[at + 1 :])
        assert one.cue is not None or one.kind == "direct"


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_the_same_sentences_give_the_same_statements(text: str) -> None:
    sentences = read(text)
    assert mark_statements(find(sentences)) == mark_statements(find(sentences))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_quotations_nest_and_never_cross(text: str) -> None:
    found = find_quotations(read(text))
    for one in found:
        assert 0 <= one.outer.start < one.outer.end <= len(text)
        assert all(one.outer.holds(part) for part in one.parts)
        for other in found:
            crossed = one.outer.overlaps(other.outer) and not one.outer.holds(other.outer)
            assert not crossed or other.outer.holds(one.outer)
