"""Statements in trees written by hand."""

import pytest
from trees import plant

from demarche.parse import Sentence
from demarche.statements import Cues, Statement, find_statements

Row = tuple[str | None, str | None, list[str]]


def parts(sentences: list[Sentence], found: tuple[Statement, ...]) -> list[Row]:
    """Speaker, cue and content of each statement as words."""
    text = ""
    for sentence in sentences:
        text = text.ljust(sentence.span.start) + sentence.text
    return [
        (
            one.speaker_span.of(text) if one.speaker_span else None,
            one.cue.of(text) if one.cue else None,
            [part.of(text) for part in one.content],
        )
        for one in found
    ]


SAID_THAT = "Officials N 2 nsubj\nsaid V 0 root\nthat S 5 mark\ntalks N 5 nsubj\nfailed V 2 ccomp\n_. . 2 punct"
INSERTED = """
Talks N 7 nsubj
_, . 4 punct
officials N 4 nsubj
said V 7 parataxis
_, . 4 punct
have X 7 aux
failed E 0 root
"""
RAISED = "Troops N 3 nsubj:pass\nare X 3 aux:pass\nsaid E 0 root\nto T 6 mark\nhave X 6 aux\nleft E 3 xcomp"
ACCORDING = "Troops N 2 nsubj\nleft V 0 root\n_, . 6 punct\naccording A 6 case\nto A 4 fixed\nofficials N 2 obl"
DENIED = "Rebels N 2 nsubj\ndenied V 0 root\nthe D 4 det\nreport N 2 obj"
WHO_SAYS = (
    "envoy N 7 nsubj\n_, . 4 punct\nwho R 4 nsubj\nsaid V 1 acl:relcl\ntalks N 6 nsubj\nfailed V 4 ccomp\nleft V 0 root"
)
WARNED_AND = "Envoys N 2 nsubj\nleft V 0 root\nand C 4 cc\nwarned V 2 conj\nof A 6 case\nfloods N 4 obl"
QUOTED = """
Officials N 3 nsubj:pass
were X 3 aux:pass
quoted E 0 root
as S 5 mark
saying G 3 advcl
talks N 7 nsubj
failed V 5 ccomp
"""
NOUN = (
    "Kyiv P 3 nmod:poss\n_'s T 1 case\nclaim N 7 nsubj\nthat S 6 mark\ntalks N 6 nsubj\nfailed V 3 acl\nshook V 0 root"
)
BUT = """
He R 2 nsubj
said V 0 root
talks N 4 nsubj
failed V 2 ccomp
_, . 8 punct
but C 8 cc
they R 8 nsubj
resumed V 4 conj
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (SAID_THAT, [("Officials", "said", ["talks failed"])]),
        (INSERTED, [("officials", "said", ["Talks", "have failed"])]),
        (RAISED, [(None, "said", ["Troops", "to have left"])]),
        (ACCORDING, [("officials", "according to", ["Troops left"])]),
        (DENIED, [("Rebels", "denied", ["the report"])]),
        (WHO_SAYS, [("envoy", "said", ["talks failed"])]),
        (WARNED_AND, [("Envoys", "warned", ["floods"])]),
        (QUOTED, [("Officials", "quoted as saying", ["talks failed"])]),
        (NOUN, [("Kyiv", "claim", ["talks failed"])]),
        (BUT, [("He", "said", ["talks failed"])]),
    ],
    ids=["that", "inserted", "raising", "according", "object", "relative", "conjunct", "quoted-as", "noun", "but"],
)
def test_frames(cues: Cues, rows: str, expected: list[Row]) -> None:
    sentence = plant(rows)
    assert parts([sentence], find_statements([sentence], (), cues=cues)) == expected


NOT_SAY = """
He R 4 nsubj
did X 4 aux
not M 4 advmod
say B 0 root
whether S 7 mark
troops N 7 nsubj
left V 4 ccomp
"""


@pytest.mark.parametrize(
    ("rows", "stance", "hedged"),
    [
        (SAID_THAT, "neutral", False),
        (DENIED, "against", False),
        (NOUN, "uncommitted", True),
        (NOT_SAY, "uncommitted", True),
        ("He R 2 nsubj\ndeclined V 0 root\nto T 4 mark\ncomment B 2 xcomp", "uncommitted", True),
    ],
    ids=["say", "deny", "claim", "not-say", "decline"],
)  # fmt: skip
def test_stance(cues: Cues, rows: str, stance: str, hedged: bool) -> None:
    (found,) = find_statements([plant(rows)], (), cues=cues)
    assert (found.stance, found.hedged) == (stance, hedged)


def test_a_refusal_says_nothing(cues: Cues) -> None:
    sentence = plant("He R 2 nsubj\ndeclined V 0 root\nto T 4 mark\ncomment B 2 xcomp")
    assert parts([sentence], find_statements([sentence], (), cues=cues)) == [("He", "declined to comment", [])]


SPEECH = (
    '" . 3 punct\n_We R 3 nsubj\nwon V 7 ccomp\n_, . 3 punct\n_" . 3 punct\nshe R 7 nsubj\nsaid V 0 root\n_. . 7 punct'
)
GOES_ON = '" . 4 punct\n_We R 4 nsubj\nwill X 4 aux\nfight B 0 root\n_. . 4 punct\n_" . 4 punct'
SCARE = 'The D 5 det\n" . 5 punct\n_great J 5 amod\n_" . 3 punct\nleader N 6 nsubj\nleft V 0 root'
PARTLY = 'He R 2 nsubj\nsaid V 0 root\ntalks N 6 nsubj\nwere X 6 cop\n" . 6 punct\n_dead J 2 ccomp\n_" . 6 punct'


def test_direct_speech_leaves_marks_and_comma_out(cues: Cues) -> None:
    sentence = plant(SPEECH)
    (found,) = find_statements([sentence], (), cues=cues)
    assert found.kind == "direct"
    assert parts([sentence], (found,)) == [("she", "said", ["We won"])]


@pytest.mark.parametrize("paragraph", [0, 1])
def test_a_quotation_goes_on_without_a_cue(cues: Cues, paragraph: int) -> None:
    first = plant(SPEECH)
    second = plant(GOES_ON, start=first.span.end + 2, paragraph=paragraph)
    found = find_statements([first, second], (), cues=cues)
    assert parts([first, second], found)[1] == (None, None, ["We will fight."])
    assert found[1].because.parents[1] == found[0].because


def test_scare_quotes_are_no_statement(cues: Cues) -> None:
    assert find_statements([plant(SCARE)], (), cues=cues) == ()


def test_partly_quoted_is_mixed(cues: Cues) -> None:
    sentence = plant(PARTLY)
    (found,) = find_statements([sentence], (), cues=cues)
    assert found.kind == "mixed"
    assert parts([sentence], (found,)) == [("He", "said", ['talks were "dead"'])]


def test_a_headline_names_its_speaker_behind_a_colon(cues: Cues) -> None:
    rows = "Troops N 2 nsubj\nleave V 0 root\nborder N 2 obj\n_: . 5 punct\nofficials N 2 parataxis"
    headline = plant(rows, kind="headline")
    assert parts([headline], find_statements([headline], (), cues=cues)) == [
        ("officials", ":", ["Troops leave border"])
    ]
    assert find_statements([plant(rows)], (), cues=cues) == ()
