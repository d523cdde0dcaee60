"""Quotation marks of all kinds."""

import pytest
from trees import flat

from demarche.parse import Sentence
from demarche.statements import find_quotations


def quoted(*paragraphs: str) -> list[list[str]]:
    """The parts of each quotation in paragraphs of one sentence each."""
    sentences: list[Sentence] = []
    start = 0
    for number, text in enumerate(paragraphs):
        sentences.append(flat(text, start=start, paragraph=number))
        start += len(text) + 2
    whole = "\n\n".join(paragraphs)
    return [[part.of(whole) for part in one.parts] for one in find_quotations(sentences)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We left," she said.', [["We left,"]]),
        ("“We left,” she said.", [["We left,"]]),
        ("``We left,'' she said.", [["We left,"]]),
        ("«We left», she said.", [["We left"]]),
        ("„We left“, she said.", [["We left"]]),
        ("‘We left,’ she said.", [["We left,"]]),
        ("'We left,' she said.", [["We left,"]]),
        ('"We left," she said, "and hid."', [["We left,"], ["and hid."]]),
        ("“He told me ‘go home’ twice,” she said.", [["He told me ‘go home’ twice,"], ["go home"]]),
        ("‘The guards’ dogs barked,’ she said.", [["The guards’ dogs barked,"]]),
        ("The ministers’ aides didn’t leave.", []),
        ("The workers' union isn't here, and the drivers' neither.", []),
        ("In the '90s the road was 6\" wide.", []),
        ('He paid 5" of film for it.', []),
        ('A stray " mark stands here.', []),
    ],
)
def test_marks(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


def test_runs_over_paragraphs_that_open_again() -> None:
    assert quoted("“We left at dawn.", "“We hid in the hills.", "“Then we came back,” she said.") == [
        ["We left at dawn.", "We hid in the hills.", "Then we came back,"]
    ]


def test_ends_with_its_paragraph_if_the_next_does_not_open() -> None:
    assert quoted("“We left at dawn.", "The army came.") == [["We left at dawn."]]


def test_an_open_mark_in_midsentence_counts_for_nothing() -> None:
    assert quoted("The so-called “zone was shut.", "The army came.") == []


def test_inner_quotations_are_one_level_down() -> None:
    found = find_quotations([flat("“He told me ‘go home’ twice,” she said.")])
    assert [one.level for one in found] == [0, 1]
    assert found[0].holds(found[1].outer)
