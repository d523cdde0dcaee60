"""Whom plurals, "its neighbour" and nouns of other bodies stand for, and which names are one."""

import pytest

from demarche.mentions import Chain
from demarche.pipeline import Analysis


def chain_of(story: Analysis, words: str) -> Chain:
    return next(chain for chain in story.chains if any(mention.text == words for mention in chain.mentions))


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        ("Iran and Iraq talked. The two countries agreed.", "The two countries", ["Iran", "Iraq"]),
        ("Anna Berg met Timo Lahti in Oslo. The pair signed a deal.", "The pair", ["Anna Berg", "Timo Lahti"]),
        ("Peru accused Chile of spying. Both sides recalled envoys.", "Both sides", ["Peru", "Chile"]),
        ("Iran and Iraq fought for days. Neither side gave way.", "Neither side", ["Iran", "Iraq"]),
        ("Peru, Chile and Bolivia signed the pact. The three countries will meet in May.", "The three countries", ["Peru", "Chile", "Bolivia"]),
        ("Peru, Chile and Bolivia signed the pact. The three will meet in May.", "The three", ["Peru", "Chile", "Bolivia"]),
        ("Peru met Chile in Lima. Brazil cheered. The two Andean neighbours agreed.", "The two Andean neighbours", ["Peru", "Chile"]),
    ],
)  # fmt: skip
def test_plurals_of_two(code, text: str, words: str, members: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert [member.name for member in chain_of(code(text), words).members] == members


@pytest.mark.parametrize(
    "words",
    ["The two trucks", "Several countries", "The southern states", "Neither truck", "The three countries", "The three"],
)
def test_plurals_of_nobody_named(code, words: str) -> None:  # type: ignore[no-untyped-def]
    assert not chain_of(code(f"Iran and Iraq talked. {words} were late."), words).members


def test_the_other_of_two_states(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Ethiopia accused Eritrea of shelling a town. Ethiopia said its neighbour had lied.")
    assert chain_of(story, "its neighbour").name == "Eritrea"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Volodymyr Zelensky spoke. Zelenskyy left.", "Volodymyr Zelensky", "Zelenskyy"),
        ("The Union of Metal Workers (UMW) met. UMW struck.", "The Union of Metal Workers", "UMW"),
        ("Rabat signed the deal. Morocco paid.", "Rabat", "Morocco"),
        ("The European Union met. The bloc agreed.", "The European Union", "The bloc"),
    ],
)
def test_one_under_two_names(code, text: str, one: str, other: str) -> None:  # type: ignore[no-untyped-def]
    story = code(text)
    assert chain_of(story, one) is chain_of(story, other)


def test_an_empty_it_stands_for_nobody(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Peru is firm when it comes to borders.")
    assert all(mention.text != "it" for mention in story.mentions)


def test_two_of_one_clause_are_two(code) -> None:  # type: ignore[no-untyped-def]
    story = code("The mayor is strict. The mayor asked the governor for lorries.")
    assert chain_of(story, "the governor") is not chain_of(story, "The mayor")
