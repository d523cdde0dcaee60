"""Rules and encoder together, on reports read whole."""

import pytest

from demarche.base import ByModel, ByRule
from demarche.pipeline import Coder
from demarche.statements import Statement


def find(coder: Coder, text: str) -> tuple[Statement, ...]:
    return coder.code_text(text).statements


def words(text: str, one: Statement) -> tuple[str | None, str | None, list[str]]:
    speaker = one.speaker_span.of(text) if one.speaker_span else None
    return speaker, one.cue.of(text) if one.cue else None, [part.of(text) for part in one.content]


def test_what_both_see_is_the_rules_with_the_encoder_behind_it(coder: Coder) -> None:
    (one,) = find(coder, "The minister said that the talks had failed.")
    assert isinstance(one.because, ByRule)
    assert any(isinstance(it, ByModel) and it.head == "attribution" for it in one.because.parents)


def test_what_the_encoder_alone_sees_says_so(coder: Coder) -> None:
    text = "The senator likened the vote to a coup."
    (one,) = find(coder, text)
    assert isinstance(one.because, ByModel)
    assert one.because.head == "attribution"
    assert words(text, one)[:2] == ("The senator", "likened")


def test_without_the_layer_the_rules_decide_alone(coder: Coder) -> None:
    from demarche.statements import find_statements

    analysis = coder.code_text("The minister said that the talks had failed. She wants to leave.")
    found = find_statements(analysis.sentences, analysis.actors, cues=coder.knowledge.statements)
    assert [one.cue_lemma for one in found] == ["say"]


def test_a_statement_inside_another_is_kept_with_its_holder(coder: Coder) -> None:
    text = "The ministry said Kim had told Pompeo that the North would keep the treaty."
    found = find(coder, text)
    assert [words(text, one)[0] for one in found] == ["The ministry", "Kim"]
    assert found[1].addressee is not None
    assert found[1].addressee.name.endswith("Pompeo")


@pytest.mark.parametrize(
    "text",
    ["The consulate denied the request.", "The official, who asked not to be named, left at noon."],
)
def test_what_no_rule_lets_a_word_have_is_no_statement(coder: Coder, text: str) -> None:
    assert find(coder, text) == ()


def test_a_refusal_has_no_content_of_the_next_paragraph(coder: Coder) -> None:
    text = 'The ministry declined to comment.\n\n"Nobody was hurt," a police officer said.'
    first, second = find(coder, text)
    assert (first.content, first.stance) == ((), "uncommitted")
    assert words(text, second)[2] == ["Nobody was hurt"]


def test_a_quotation_belongs_to_the_cue_beside_it(coder: Coder) -> None:
    text = 'The rebels agreed to leave, envoy Daniel Hale told reporters. "We are glad," Anna Weiss said.'
    first, second = find(coder, text)
    assert all(part.end < text.index('"') for part in first.content)
    assert words(text, second) == ("Anna Weiss", "said", ["We are glad"])


PARTS = (
    "Foreign Minister Kang Kyung-wha told reporters at a press conference in Seoul on Friday that the allies agreed."
)


def test_addressee_occasion_day_and_place(coder: Coder) -> None:
    from datetime import date

    (one,) = coder.code_text(PARTS, published=date(2024, 3, 14)).statements
    assert one.addressee_span is not None
    assert one.addressee_span.of(PARTS) == "reporters"
    assert one.occasion is not None
    assert one.occasion.of(PARTS).startswith("at a press conference")
    assert one.when is not None
    assert one.when.start == date(2024, 3, 8)
    assert one.where is not None
    assert one.where.place is not None
    assert one.where.place.name == "Seoul"


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Angela Merkel said that the talks had failed.", "named"),
        ("A senior official said that the talks had failed.", "unnamed"),
        ("A court document said that the guards had lied.", "document"),
        ("State broadcaster KRT said that the talks had failed.", "media"),
    ],
)
def test_what_kind_of_speaker(coder: Coder, text: str, voice: str) -> None:
    (one,) = find(coder, text)
    assert one.voice == voice


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The minister said that the talks had failed.", "say"),
        ("Investigators believe that the fire was set on purpose.", "think"),
        ("Aid workers fear that thousands have died.", "feel"),
        ("A reporter asked whether the troops had left.", "ask"),
        ("Washington urged Iran to free the crew.", "bid"),
        ("The president promised that the camps would close.", "will"),
        ("The premier condemned the attack.", "judge"),
    ],
)
def test_acts(coder: Coder, text: str, act: str) -> None:
    (one,) = find(coder, text)
    assert one.act == act
