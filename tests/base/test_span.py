import pickle

import pytest

from demarche.base import ByModel, ByRule, KnowledgeError, ReadError, Span, tell


def test_span_laws() -> None:
    assert Span(2, 5).of("abcdef") == "cde"
    assert len(Span(2, 5)) == 3
    assert Span(0, 9).holds(Span(2, 5)) and not Span(2, 5).holds(Span(0, 9))
    assert Span(0, 3).overlaps(Span(2, 5)) and not Span(0, 2).overlaps(Span(2, 5))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_refuses(start: int, end: int) -> None:
    with pytest.raises(ValueError):
        Span(start, end)


def test_derivation_is_told_as_a_tree() -> None:
    because = ByRule("a", "words", (ByModel("tree", 0.5), ByRule("b", parents=(ByRule("c"),))))
    assert list(tell(because)) == ['rule a on "words"', "  model tree 0.50", "  rule b", "    rule c"]


def test_errors_survive_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("a.pdf", "is a PDF", "give its text")))
    assert (error.what, error.why, str(error)) == ("a.pdf", "is a PDF", "a.pdf: is a PDF; give its text")
    known = pickle.loads(pickle.dumps(KnowledgeError("a.toml", 3, "x.y", "no type")))
    assert (known.line, known.entry) == (3, "x.y")
