"""Verb dictionaries of the TABARI line: what is carried over, what it codes, what is lost and why."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from demarche.base import KnowledgeError, ReadError
from demarche.coding import check_codes, open_ontology
from demarche.events import Dictionary, open_event_rules, read_dictionary, write_dictionary
from demarche.knowledge import Folders
from demarche.measure import check_examples, read_examples_of
from demarche.parse import open_splitting
from demarche.pipeline import Analysis, Coder, Knowledge

PETRARCH2 = """\
# A dictionary made for this test.
<!-- a comment
over two lines -->
&SAVINGS
+CASH_
+DOLLAR
+HARD_CURRENCY

&WARRIOR
+SOLDIER
+&SEAMAN

&SEAMAN_
+SAILOR
+MARINES

####### VERB PATTERNS #######

---  DONATE   [070]  ---
DONATE  # us 2 May 2020
GIVE {GIVES GAVE GIVEN GIVING }
+HAND_OVER {+HANDED_OVER +HANDS_OVER +HANDING_OVER }
- * &SAVINGS                         [071]         # DONATE
- * {FIELD HOSPITAL}                 [073]
- * RIFLES (TO &WARRIOR)             [072]
- * &WARRIOR                         [074]
- * SPEECH                           [---]
- * LECTURE                          [DISCARD]
- * INTERVIEW                        [010]
- &WARRIOR * BLOOD                   [---]
- * SAND                             [0733]
- * &NOTHING                         [070]

---  DECRY   [---]  ---
DECRY {DECRIES DECRIED DECRYING } [111]
RAIL
GRUMBLE [012]
- * (AT NEIGHBOUR)                   [110]
- * (AT NEIGHBOUR)                   [112]
- SHARPLY *                          [114]

---  CLASH   [190:190]  ---
CLASH
- POLICE * (WITH STUDENTS)           [175:145]
- * (BY/WITH RIFLES)                 [193]

---  TRAVEL   [042:043]  ---
TRAVEL

---  OFFEND   [:111]  ---
OFFEND

---  REQUEST   [0231]  ---
BESEECH {BESEECHES BESEECHING BESOUGHT }
RE_+APPEAL
TALK_AND_+WALK

---  EMPTY   [040]  ---
10TH
- * FOR TALKS                        [046]

~ a (a b ATTACK) SAY = a b 015
"""

PETRARCH = """\
--- ACCEPT [---] ---
ACCEPT {ACCEPTS ACCEPTED ACCEPTING}
- NOT * PEACE_PLAN [127]
- WILL * REFUGEES FROM + [0333]
- FAILED TO * TRUCE [1246]
- SAID + MUST * TERMS [105]
- * TRUCE WITH + [0871]
- % * ALLIANCE [057:057]
- $ * ENVOY OF + [040A]
- * TERMS * TERMS [030]
- * TERMS
- IN + * TERMS [030]
- WHEN * TERMS [030]

--- EVICT [174] ---
EVICT
- + WAS * FROM ^ BY $ [1745]
- + * CAMP BY $ [173]
- + * FILE FROM $ [070]
- + WAS * IN FIGHTING WITH $ [190:190]
"""

TABARI = """\
# stems: a word without _ behind it stands for all that begin so
!FORCE! = POLICE, GENDARMES
ACCUS  [112] ;us 1 Jan 2020
- + { WAS | WERE } * BY_ $ OF_ TORTUR  [1122] ; us
- * + OF_ ESPIONAGE  [1125]
- * { BITTER | OPEN } WORDS  [110]
- DID NOT *  [---]
- * ESPIONAGE OR_TREASON  [1125]
DENI  [120]
FOUND  [---]
- * ALLIANCE  [031]
MET_  [040:040] ; the past of another
DETAIN_ [173]
- !FORCE! * STRIKER  [175]
- * CREW  [###]
- * CREW  [171]
SLAIN_OR [190]
- * CREW  [190]
"""

PACKS = {"p2.txt": PETRARCH2, "p1.txt": PETRARCH, "tabari.verbs": TABARI}

Codes = Callable[[str], list[tuple[str, str, str, str, str]]]


def carried(tmp_path: Path, files: Mapping[str, str], coder: Coder | None = None) -> Dictionary:
    whole = Dictionary()
    for name, text in files.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        words = coder.encoder.encode(()).vocabulary.__contains__ if coder else None
        meanings, splitting = open_ontology(Folders()).plover, open_splitting(Folders())
        whole.take(read_dictionary(path, meanings=meanings, splitting=splitting, vocabulary=words))
    return whole


@pytest.fixture(scope="module")
def pack(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    write_dictionary(carried(folder, PACKS, coder), folder, "test", replace=True)
    return folder


@pytest.fixture(scope="module")
def coded(coder: Coder, pack: Path) -> Codes:
    """Source, target, type, CAMEO code and status of what the pack finds in a sentence."""
    taught = Coder(knowledge=Knowledge.load(pack), encoder=coder.encoder)

    def run(text: str) -> list[tuple[str, str, str, str, str]]:
        found: Analysis = taught.code_text(text)
        return [
            (
                " + ".join(party.text for party in one.source),
                " + ".join(party.text for party in one.target),
                one.type,
                str(one.cameo),
                one.status,
            )
            for one in found.events
        ]

    return run


ROWS = [
    # a verb by itself, in every form and of several words
    ("France donated to Chad.", ("France", "Chad", "AID", "070", "actual")),
    ("France handed over rebels to Chad.", ("France", "rebels", "AID", "070", "actual")),
    ("France may donate to Chad.", ("France", "Chad", "AID", "070", "hypothetical")),
    # a set, in the active and the passive
    ("France gave Chad ten million dollars.", ("France", "Chad", "AID", "071", "actual")),
    ("Ten million dollars were given to Chad by France.", ("France", "Chad", "AID", "071", "actual")),
    ("France gave hard currency to Chad.", ("France", "Chad", "AID", "071", "actual")),
    # a noun with words before it; the hospital is given, not given to
    ("France gave a field hospital to Chad.", ("France", "Chad", "AID", "073", "actual")),
    ("France gave a soldier to Chad.", ("France", "Chad", "AID", "074", "actual")),
    # a phrase; a set in a set
    ("France gave rifles to sailors of Chad.", ("France", "sailors", "AID", "072", "actual")),
    # a verb's own code, and the code of a phrase
    ("Iran decried Israel.", ("Iran", "Israel", "ACCUSE", "111", "actual")),
    ("Iran railed at its neighbour Israel.", ("Iran", "its neighbour", "ACCUSE", "112", "actual")),
    ("Iran sharply decried Israel.", ("Iran", "Israel", "ACCUSE", "114", "actual")),
    # codes for both directions, for the way back, and alternatives
    ("Iranian troops clashed with Iraqi troops.",
     ("Iranian troops + Iraqi troops", "Iranian troops + Iraqi troops", "ASSAULT", "190", "actual")),
    ("French police clashed with Kenyan students.", ("French police", "Kenyan students", "ASSAULT", "175", "actual")),
    ("Iranian troops clashed with rifles against Iraqi troops.", ("Iranian troops", "Iraqi troops", "ASSAULT", "193", "actual")),
    ("The French foreign minister travelled to Iran.", ("The French foreign minister", "Iran", "CONSULT", "042", "actual")),
    ("Iran offended Israel.", ("Israel", "Iran", "ACCUSE", "111", "actual")),
    ("France reappealed to Chad.", ("France", "Chad", "REQUEST", "0231", "actual")),
    # words ahead of the verb: what the pattern asks for does not make the event unreal
    ("Iran did not accept the peace plan of Israel.", ("Iran", "Israel", "REJECT", "127", "actual")),
    ("Iran failed to accept a truce with Israel.", ("Iran", "Israel", "REJECT", "1246", "actual")),
    ("Germany will accept refugees from Syria.", ("Germany", "Syria", "AGREE", "0333", "actual")),
    # a preposition that leads the target in, and negation that the pattern does not ask for
    ("Iran accepted a truce with Israel.", ("Iran", "Israel", "RETREAT", "0871", "actual")),
    ("Iran did not accept a truce with Israel.", ("Iran", "Israel", "RETREAT", "0871", "negated")),
    ("Iran and Israel accepted an alliance.", ("Iran + Israel", "Iran + Israel", "SUPPORT", "057", "actual")),
    # the source behind the verb
    ("Iranian rebels were evicted from the camp by France.", ("France", "Iranian rebels", "COERCE", "173", "actual")),
    ("Chad evicted the file from France.", ("France", "Chad", "AID", "070", "actual")),
    ("Iranian soldiers were evicted in fighting with Iraqi troops.",
     ("Iranian soldiers + Iraqi troops", "Iranian soldiers + Iraqi troops", "ASSAULT", "190", "actual")),
    # stems
    ("Israel was accused by Iran of torturing prisoners.", ("Iran", "Israel", "ACCUSE", "1122", "actual")),
    ("Iran accused Israel of espionage.", ("Iran", "Israel", "ACCUSE", "1125", "actual")),
    ("Iran accuses Israel.", ("Iran", "Israel", "ACCUSE", "112", "actual")),
    ("Iran founded an alliance with Syria.", ("Iran", "Syria", "AGREE", "031", "actual")),
    ("France met Chad.", ("France + Chad", "France + Chad", "CONSULT", "040", "actual")),
    ("French police detained the strikers.", ("French police", "the strikers", "ASSAULT", "175", "actual")),
    ("French troops detained the rebels.", ("French troops", "the rebels", "COERCE", "173", "actual")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event"), ROWS, ids=[row[0] for row in ROWS])
def test_round_trip(coded: Codes, text: str, event: tuple[str, ...]) -> None:
    assert coded(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "The French president gave Chad a speech.",
        "The French president gave Chad an interview.",
        "French soldiers gave Chad blood.",
        "France gave Chad a lecture.",
        "Iran railed at Israel.",
        "Iran grumbled at Israel.",
        "Iran did not accuse Israel.",
        "French troops detained the crew of Iranian rebels.",
        "Iran accepted the terms of Israel.",
        "Iran found Israel.",
        "Russia bombed Ukraine.",  # known to the shipped patterns, in whose place the pack stands
        "France donated.",
    ],
)
def test_silent(coded: Codes, text: str) -> None:
    assert coded(text) == []


LOST = {
    "p2.txt": {
        "a set of words that is not defined": 1,
        "a code that is none of CAMEO's": 1,
        "a statement (CAMEO 01), for which PLOVER has no type: the verb is silenced there": 2,
        "a sentence to be left out, of which only the verb is silenced": 1,
        "the second code of a pair, for the way back": 2,
        "a pattern that is told twice, with another code or other parties": 1,
        "a verb that is no word, or two in one": 2,
        "a pattern whose verb is lost": 1,
        "a transformation, which joins two verbs": 1,
    },
    "p1.txt": {
        "a target that is the subject under another verb": 1,
        "a letter behind a code": 1,
        "a pattern without its verb, or with two": 1,
        "a pattern without a code": 1,
        "a party inside a phrase ahead of the verb": 1,
        "a preposition or conjunction ahead of the verb": 1,
        "a code that is none of CAMEO's": 1,
    },
    "tabari.verbs": {
        "a sentence to be left out, of which only the verb is silenced": 1,
        "a pattern that is told twice, with another code or other parties": 1,
        "a verb that is no word, or two in one": 1,
        "a pattern whose verb is lost": 1,
    },
}


@pytest.mark.parametrize("name", PACKS)
def test_losses_are_told(tmp_path: Path, coder: Coder, name: str) -> None:
    found = carried(tmp_path, {name: PACKS[name]}, coder)
    assert dict(found.lost) == LOST[name]
    assert set(found.examples) == set(found.lost)
    assert found.read == sum(line.startswith("- ") for line in PACKS[name].splitlines())
    assert 0 < found.kept < found.read


def test_without_the_encoder_stems_are_led_back_by_spelling(tmp_path: Path) -> None:
    found = carried(tmp_path, {"tabari.verbs": TABARI})
    assert {"accuse", "deny", "found", "meet", "detain"} == {verb for _, one in found.patterns for verb in one.verbs}


def test_laid_over_ours(tmp_path: Path, coder: Coder) -> None:
    write_dictionary(carried(tmp_path, {"p2.txt": PETRARCH2}), tmp_path, "test")
    both = Coder(knowledge=Knowledge.load(tmp_path), encoder=coder.encoder)
    (ours,) = both.code_text("Russian troops bombed Ukrainian troops.").events
    (theirs,) = both.code_text("Iran decried Israel.").events
    assert (ours.type, theirs.cameo, theirs.pattern) == ("ASSAULT", "111", "test.decry.111")
    assert theirs.goldstein == -2.0


def test_a_verb_that_lends_its_subject_is_no_event_beside_the_noun(tmp_path: Path, coder: Coder) -> None:
    write_dictionary(carried(tmp_path, {"p2.txt": PETRARCH2}), tmp_path, "test")
    both = Coder(knowledge=Knowledge.load(tmp_path), encoder=coder.encoder)
    found = [(one.type, one.trigger_text) for one in both.code_text("France gave its approval to Chad.").events]
    assert found == [("SUPPORT", "approval")]


def test_written_anew(tmp_path: Path) -> None:
    write_dictionary(carried(tmp_path, {"p2.txt": PETRARCH2}), tmp_path, "test")
    first = {path.name for path in (tmp_path / "events" / "en").iterdir()}
    written = write_dictionary(carried(tmp_path, {"p1.txt": PETRARCH}), tmp_path, "test")
    assert {path.name for path in (tmp_path / "events" / "en").iterdir()} == {path.name for path in written} != first


def test_check_passes(coder: Coder, pack: Path) -> None:
    examples = read_examples_of(Folders((pack,)), ("events", "status"))
    assert check_examples(examples, Coder(knowledge=Knowledge.load(pack), encoder=coder.encoder)) == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "latin-1"])
def test_old_files(tmp_path: Path, ends: str, coding: str) -> None:
    path = tmp_path / "old.txt"
    text = "--- BLAME [111] --- # from Zoë\nBLAME\n- * CAF\u00c9 [112]\n"
    path.write_bytes(text.replace("\n", ends).encode(coding))
    found = read_dictionary(path, meanings=open_ontology(Folders()).plover, splitting=open_splitting(Folders()))
    assert [one.after for _, one in found.patterns] == [["caf\u00e9"], [""]]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"just words\n", "no dictionary of verbs"),
        (b"NORLAND_LEAGUE_ [NGO]\n+LEAGUE_OF_NORLAND_\n", "no dictionary of verbs"),
        (b"--- NOTHING [010] ---\n", "no dictionary of verbs"),
        (b"\x89PNG\0\0", "is no text"),
        (b"", "no dictionary of verbs"),
    ],
)
def test_no_dictionary(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "some.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=why) as caught:
        read_dictionary(path, meanings={}, splitting=open_splitting(Folders()))
    assert "\n" not in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_dictionary(tmp_path / "none.txt", meanings={}, splitting=open_splitting(Folders()))


def own(tmp_path: Path, text: str) -> Folders:
    (tmp_path / "events" / "en").mkdir(parents=True)
    (tmp_path / "events" / "en" / "mine.toml").write_text(text, encoding="utf-8")
    return Folders((tmp_path,))


PATTERN = '[[pattern]]\nid = "mine.one"\nverbs = ["frob"]\norigin = "x"\nexamples = []\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'type = "AID"\n{PATTERN}cameo = "0799"\n', "no code of CAMEO"),
        (f'type = "AID"\n{PATTERN}after = ["&none"]\n', "no set of words"),
        (PATTERN, "no PLOVER type"),
        ('[[blocker]]\nwords = "frob"\nverbs = ["frob"]\n', "neither words nor verbs"),
        ('[[blocker]]\nverbs = ["frob"]\n', "neither words nor verbs"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, why: str) -> None:
    folders = own(tmp_path, text)
    with pytest.raises(KnowledgeError, match=why) as caught:
        check_codes(open_event_rules(folders), open_ontology(folders))
    assert caught.value.file.endswith("mine.toml")


def test_one_replacing_file_is_enough(tmp_path: Path) -> None:
    folders = own(tmp_path, f'type = "AID"\nreplaces = true\n{PATTERN}')
    (tmp_path / "events" / "en" / "also.toml").write_text('type = "AID"\n' + PATTERN.replace("one", "two"))
    assert set(open_event_rules(folders).patterns.all) == {"mine.one", "mine.two"}
