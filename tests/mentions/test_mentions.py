"""Mentions and chains on sentences of our own."""

import pytest

from demarche.pipeline import Analysis

STORY = (
    "South Korean Foreign Minister Han Mirae arrived in Geneva on Monday. She met Peter Weiss, the German chancellor. "
    "The minister said the two sides would talk again. Weiss said he agreed with his South Korean guest."
)


@pytest.fixture(scope="module")
def story(code) -> Analysis:  # type: ignore[no-untyped-def]
    found: Analysis = code(STORY)
    return found


def chain_of(story: Analysis, words: str) -> list[str]:
    chain = next(chain for chain in story.chains if any(mention.text == words for mention in chain.mentions))
    return [mention.text for mention in chain.mentions]


def test_titles_belong_to_the_name(story: Analysis) -> None:
    mention = next(mention for mention in story.mentions if mention.name == "Han Mirae")
    assert mention.text == "South Korean Foreign Minister Han Mirae"
    assert mention.title is not None and mention.title.endswith("Foreign Minister")
    assert mention.type == "Person"


def test_names_descriptions_and_pronouns_make_a_chain(story: Analysis) -> None:
    chain = chain_of(story, "South Korean Foreign Minister Han Mirae")
    assert "She" in chain
    assert "The minister" in chain


def test_surnames_and_appositions_join(story: Analysis) -> None:
    chain = chain_of(story, "Peter Weiss")
    assert "Weiss" in chain and "he" in chain
    assert "the German chancellor" in chain


def test_the_two_sides_are_two(story: Analysis) -> None:
    sets = [chain for chain in story.chains if chain.members]
    assert [len(chain.members) for chain in sets] == [2]


def test_every_mention_is_in_one_chain(story: Analysis) -> None:
    found = [id(mention) for chain in story.chains for mention in chain.mentions]
    assert sorted(found) == sorted(id(mention) for mention in story.mentions)
    assert all(len(chain.links) == len(chain.mentions) for chain in story.chains)


def test_spans_slice_to_their_words(story: Analysis) -> None:
    for mention in story.mentions:
        assert mention.span.of(STORY) == mention.text


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (
            "Iran accused Iraq. The Iranian minister met the Iraqi minister.",
            ("The Iranian minister", "the Iraqi minister"),
        ),
        ("A rebel fired. A rebel fled.", ("A rebel", "A rebel")),
        ("Maria Lopez met Anna Berg.", ("Maria Lopez", "Anna Berg")),
    ],
)
def test_what_must_stay_apart(code, text: str, apart: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    chains = [[mention.text for mention in chain.mentions] for chain in code(text).chains]
    if apart[0] == apart[1]:
        assert [apart[0]] in chains and [apart[0], apart[1]] not in chains
    else:
        assert not any(apart[0] in chain and apart[1] in chain for chain in chains)


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("Norway's envoy, Ingrid Sol, flew to Oslo. The Norwegian met nobody.", "The Norwegian", "Norway's envoy"),
        (
            "The Front for the Freedom of Aceh hit a rig. The group hid.",
            "The group",
            "The Front for the Freedom of Aceh",
        ),
        ("Poland met a banking group in Paris. Its ambassador spoke first.", "Its", "Poland"),
        ("Norway met Terra Bank in Oslo. Terra Bank sold shares. Its chairman resigned.", "Its", "Terra Bank"),
    ],
)
def test_what_goes_on_with_what(code, text: str, words: str, first: str) -> None:  # type: ignore[no-untyped-def]
    assert first in chain_of(code(text), words)


@pytest.mark.parametrize(
    ("text", "words", "other"),
    [
        ("Norway's envoy, Ingrid Sol, met Jan Smit. The Dane met nobody.", "The Dane", "Ingrid Sol"),
        ("The Green Dawn Front met two firms. The rebel group was cautious.", "The rebel group", "two firms"),
    ],
)
def test_what_begins_anew(code, text: str, words: str, other: str) -> None:  # type: ignore[no-untyped-def]
    assert other not in chain_of(code(text), words)


def test_a_long_name_is_one_mention(code) -> None:  # type: ignore[no-untyped-def]
    story = code("The Front for the Liberation of the Niger Delta fired at troops.")
    assert sum(mention.text.endswith("Niger Delta") for mention in story.mentions) == 1


def test_a_capital_taken_for_a_person_is_a_place_again(code) -> None:  # type: ignore[no-untyped-def]
    story = code("Bishkek closed the border and has not reopened it.")
    assert next(mention.type for mention in story.mentions if mention.name == "Bishkek") == "Location"
