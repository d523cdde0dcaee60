"""Rules and encoder together: what is overruled, what is added, and how sure an event is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from demarche.encode import TYPES, Floats, Told
from demarche.events import find_events
from demarche.events.judging import LONE, Hearing, Judging
from demarche.events.worded import Worded
from demarche.knowledge import Weights
from demarche.pipeline import Analysis, Coder, Knowledge

MATCH = """Harriers ambush leaders in the rain

The Harriers ambushed the leaders on Saturday and destroyed their defence in the first half.

Striker Tomas Bel fired the visitors ahead after nine minutes and shot again before the break.

The home side launched an attack down the left, but the keeper killed the game off with two fine saves.

Coach Anna Wirth said her eleven had fought for every ball and defended the goal as if under siege."""


@pytest.fixture(scope="module")
def rules(coder: Coder) -> Coder:
    return Coder(knowledge=coder.knowledge, encoder=coder.encoder, rules_only=True)


def judging_with(coder: Coder, rows: dict[str, dict[str, float]], told: float = 1.0) -> Judging:
    """The shipped judging with a table of these features, each with what it counts for the types named."""
    table = Weights(TYPES, {name: tuple(row.get(kind, 0.0) for kind in TYPES) for name, row in rows.items()})
    return replace(coder.knowledge.events.judging, words=table, told=told)


def trust_of(coder: Coder, judging: Judging, likely: float) -> Floats:
    """What is made of "Harriers ambush leaders", whose verb the encoder takes for violence, so likely."""
    sentence, *_ = coder.parse("The Harriers ambushed the leaders.")
    verb = sentence.tokens[2]
    types = np.full((len(sentence.tokens), len(TYPES)), (1 - likely) / (len(TYPES) - 1), dtype=np.float32)
    types[:, TYPES.index("ASSAULT")] = likely
    nothing = np.zeros((0, 1), dtype=np.float32)
    told = Told(types, None, nothing, None, 2.0, nothing, nothing, ())
    return Hearing(judging, Worded(sentence, {}, 99, told.affairs), told).trust(verb, None)


def test_trust_is_the_encoders_where_the_table_says_nothing(coder: Coder) -> None:
    trust = trust_of(coder, judging_with(coder, {}), 0.7)
    assert trust.sum() == pytest.approx(1) and trust[TYPES.index("ASSAULT")] == pytest.approx(0.7, abs=1e-4)
    assert trust_of(coder, judging_with(coder, {}), 0.0)[TYPES.index("ASSAULT")] > 0


@pytest.mark.parametrize(
    "feature",
    ["affairs=2", "lemma=ambush VERB", "unknown", "below obj=leader", "has nsubj VERB", "form=VBD", "VERB root"],
)
def test_what_is_seen_about_a_word_counts(coder: Coder, feature: str) -> None:
    plain = trust_of(coder, judging_with(coder, {}), 0.5)
    moved = trust_of(coder, judging_with(coder, {feature: {"COERCE": 4.0}}), 0.5)
    at = TYPES.index("COERCE")
    assert moved[at] > plain[at] + 0.2


def test_a_pattern_holds_unless_another_type_is_likelier(coder: Coder) -> None:
    judging = judging_with(coder, {})
    pattern = next(it for it in coder.knowledge.events.patterns.all.values() if it.type == "ASSAULT")
    likely = np.zeros(len(TYPES), dtype=np.float32)
    at, other, none = TYPES.index("ASSAULT"), TYPES.index("COERCE"), TYPES.index("NONE")
    for mine, theirs, holds in (
        (0.5, 0.2, True),
        (0.4, 0.5, True),
        (0.25, 0.5, False),
        (judging.least / 2, 0.0, False),
    ):
        likely[at], likely[other], likely[none] = mine, theirs, 1 - mine - theirs
        assert judging.holds(likely, pattern) is holds
    likely[at], likely[other], likely[none] = 0.4, 0.0, 0.6
    assert judging.holds(likely, pattern) and not judging.holds(likely, pattern, quiet=True)


@pytest.mark.parametrize(
    ("text", "word", "kind", "found"),
    [
        ("Rows over US demands for Iranian disarmament went on.", "demands", "REQUEST", True),  # whose, and of what
        ("Rows over demands went on in Iran.", "demands", "REQUEST", False),
    ],
)
def test_what_a_nouns_own_phrase_tells_stands(coder: Coder, text: str, word: str, kind: str, found: bool) -> None:
    events = told_as(coder, text, word, kind, 0.01).triggers
    assert any(event.head.text == word for event in events) is found


def test_a_match_is_no_assault(coder: Coder, rules: Coder) -> None:
    assert not rules.code_text(MATCH).events
    assert not coder.code_text(MATCH).events


def test_a_users_pattern_is_never_overruled(coder: Coder, tmp_path: Path) -> None:
    folder = tmp_path / "events" / "en"
    folder.mkdir(parents=True)
    (folder / "assault.toml").write_text(
        'type = "ASSAULT"\n[[pattern]]\nid = "my.outplay"\nverbs = ["outclass"]\ntarget = "object"\norigin = "mine"\n'
        'examples = ["[source: The army] [event: outclassed] [target: the rebels]."]\n',
        encoding="utf-8",
    )
    mine = Coder(knowledge=Knowledge.load(tmp_path).without_weights(), encoder=coder.encoder)
    page = MATCH.replace("ambushed", "outclassed")
    assert [event.pattern for event in mine.code_text(page).events] == ["my.outplay"]


def told_as(coder: Coder, text: str, word: str, kind: str, likely: float) -> Analysis:
    """The analysis, its encoder saying this of the word."""
    analysis = coder.code_text(text)
    evidence = analysis.evidence
    assert evidence.told is not None
    types = np.zeros_like(evidence.told.types)
    types[:, TYPES.index("NONE")] = 1
    at = next(token.place for sentence in analysis.sentences for token in sentence.tokens if token.text == word)
    types[at] = 0
    types[at, TYPES.index(kind)], types[at, TYPES.index("NONE")] = likely, 1 - likely
    told = replace(evidence.told, types=types, affairs=4.0)
    triggers = find_events(
        analysis.sentences, analysis.statements, analysis.actors, rules=coder.knowledge.events, told=told
    )
    return replace(analysis, triggers=triggers)


@pytest.mark.parametrize(("likely", "found"), [(0.999, 1), (0.2, 0)])
def test_a_word_that_no_rule_knows(coder: Coder, likely: float, found: int) -> None:
    events = told_as(coder, "Rebels walloped the governor in Goma.", "walloped", "ASSAULT", likely).triggers
    assert len(events) == found
    for event in events:
        assert event.pattern == f"{LONE}assault"
        assert [one.mention.text for one in event.sources] == ["Rebels"]
        assert [one.mention.text for one in event.targets] == ["the governor"]
        assert event.sure is not None and event.sure > 0.5


def test_the_encoder_chooses_among_the_senses_of_a_word(coder: Coder) -> None:
    text = "The rebels attacked the governor."
    assert [one.type for one in told_as(coder, text, "attacked", "ASSAULT", 0.99).triggers] == ["ASSAULT"]
    assert "ASSAULT" not in [one.type for one in told_as(coder, text, "attacked", "ASSAULT", 0.0).triggers]


def test_confidence_is_that_of_both_and_may_be_asked_for(coder: Coder) -> None:
    text = "Rebels killed two soldiers near Goma on Monday."
    (event,) = coder.code_text(text).events
    assert 0.8 < event.confidence <= 1
    strict = Coder(knowledge=coder.knowledge, encoder=coder.encoder, min_confidence=1.0)
    assert not strict.code_text(text).events
    assert strict.knowledge.version != coder.knowledge.version  # another way of coding is another record


def test_why_tells_of_the_encoder_and_the_example_it_thinks_of(coder: Coder, rules: Coder) -> None:
    from demarche.base import tell

    text = "Rebels killed two soldiers near Goma on Monday."
    said = "\n".join(line for one in coder.code_text(text).events[0].because for line in tell(one))
    assert "model events" in said and "likeness to" in said
    alone = "\n".join(line for one in rules.code_text(text).events[0].because for line in tell(one))
    assert "model events" not in alone
