"""The room's own rules on mentions made by hand, apart from parser and coreference; and laws of the tables."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.actors import Actor, ActorLexicon, ActorMention, Role, find_actors, mark_actors, open_actors, role_on
from demarche.actors.names import fold
from demarche.actors.phrases import read_phrase
from demarche.base import Given, KnowledgeError, Span
from demarche.knowledge import Folders, open_countries
from demarche.mentions import Chain, Mention, MentionKind
from demarche.parse import Sentence, Token

DAY = date(2019, 3, 30)


@cache
def lexicon() -> ActorLexicon:
    return open_actors(Folders(), open_countries(Folders()))


def sentence_of(*rows: tuple[str, str, int, str]) -> Sentence:
    """A sentence of (word, part of speech, place of its head, relation)."""
    tokens, at = [], 0
    for place, (word, tag, head, relation) in enumerate(rows):
        tokens.append(Token(place, Span(at, at + len(word)), word, word.lower(), tag, tag, head, relation, "O"))
        at += len(word) + 1
    text = " ".join(row[0] for row in rows)
    children = tuple(tuple(it.at for it in tokens if it.head == token.at) for token in tokens)
    return Sentence(Span(0, len(text)), text, tuple(tokens), "paragraph", 0, children, Given("test"))


def mention_of(
    sentence: Sentence, first: int, last: int, *, head: int | None = None, kind: MentionKind = "description",
    type: str = "", name: str | None = None, title: str | None = None, plural: bool = False,
) -> Mention:  # fmt: skip
    span = Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)
    token = sentence.tokens[last if head is None else head]
    text = span.of(sentence.text)
    return Mention(span, text, token, sentence, kind, type, name, title, plural, None, Given("test"))


def chain_of(*mentions: Mention, members: tuple[Chain, ...] = ()) -> Chain:
    names = [mention.name for mention in mentions if mention.name]
    return Chain(mentions, max(names, key=len, default=None), tuple(Given("test") for _ in mentions), members)


def find(*chains: Chain, on: date | None = DAY) -> tuple[ActorMention, ...]:
    mentions = sorted((it for one in chains for it in one.mentions), key=lambda it: (it.span.start, -it.span.end))
    return find_actors(mentions, chains, on=on, lexicon=lexicon())


@pytest.mark.parametrize(
    ("phrase", "country", "sectors", "title"),
    [
        ("South Korean Foreign Minister", "KOR", ("GOV",), "Foreign Minister"),
        ("U.S. Secretary of State", "USA", ("GOV",), "Secretary of State"),
        ("Seoul 's top diplomat", "KOR", ("GOV",), "top diplomat"),
        ("head of Georgia's border guard", "GEO", ("COP",), "head of Georgia's border guard"),
        ("commander of the Iranian navy", "IRN", ("MIL",), "commander of the Iranian navy"),
        ("former Thai premier", "THA", ("CVL",), "former premier"),
        ("ex-soldier", None, ("CVL",), "former soldier"),
        ("Chinese leader", "CHN", ("GOV",), "leader"),
        ("leader", None, (), "leader"),
        ("Hezbollah leader", "LBN", ("REB",), "Hezbollah leader"),
        ("army chief", None, ("MIL",), "army chief"),
        ("Saudi-led coalition", "SAU", ("MIL",), "coalition"),
        ("US-backed rebels", None, ("REB",), "US-backed rebels"),
        ("UN official", "IGO", (), "UN official"),
        ("EU foreign ministers", "IGO", ("GOV",), "EU foreign ministers"),
        ("deputy head of the Russian Security Council", "RUS", ("GOV",), "deputy head of the Russian Security Council"),
        ("ambassador to Chad", None, ("GOV",), "ambassador to Chad"),
        ("Mr.", None, (), ""),
        ("polish remover", None, (), "polish remover"),
        ("10 pm", None, (), "10 pm"),
    ],
)
def test_a_phrase_tells_country_sector_and_title(
    phrase: str, country: str | None, sectors: tuple[str, ...], title: str
) -> None:
    reading = read_phrase(phrase, lexicon(), on=DAY)
    assert (reading.country, reading.sectors, reading.title) == (country, sectors, title)


def test_a_chain_shares_what_its_title_tells() -> None:
    first = sentence_of(
        ("Chadian", "ADJ", 1, "amod"), ("minister", "NOUN", 2, "compound"), ("Amina", "PROPN", 4, "nsubj"),
        ("Sow", "PROPN", 2, "flat"), ("left", "VERB", -1, "root"),
    )  # fmt: skip
    second = sentence_of(("She", "PRON", 1, "nsubj"), ("smiled", "VERB", -1, "root"))
    named = mention_of(first, 0, 3, head=2, kind="name", type="Person", name="Amina Sow", title="Chadian minister")
    found = find(chain_of(named, mention_of(second, 0, 0, kind="pronoun")))
    assert [(it.name, it.code, it.title) for it in found] == [("Amina Sow", "TCD GOV", "minister")] * 2


def test_a_description_takes_the_country_of_its_possessor_chain() -> None:
    first = sentence_of(("Peru", "PROPN", 1, "nsubj"), ("objected", "VERB", -1, "root"))
    second = sentence_of(("Its", "PRON", 1, "nmod:poss"), ("troops", "NOUN", 2, "nsubj"), ("left", "VERB", -1, "root"))
    state = chain_of(mention_of(first, 0, 0, kind="name", type="Location", name="Peru"),
                     mention_of(second, 0, 0, kind="pronoun"))  # fmt: skip
    found = find(state, chain_of(mention_of(second, 0, 1, title="troops", plural=True)))
    assert [it.code for it in found if it.mention.text == "Its troops"] == ["PER MIL"]


def test_a_description_without_country_stays_without() -> None:
    sentence = sentence_of(("The", "DET", 1, "det"), ("minister", "NOUN", 2, "nsubj"), ("left", "VERB", -1, "root"))
    (found,) = find(chain_of(mention_of(sentence, 0, 1, title="minister")))
    assert (found.country, found.sectors, found.name) == (None, ("GOV",), "minister")


def test_a_counterpart_has_the_sector_and_title_of_its_possessor() -> None:
    sentence = sentence_of(
        ("Minister", "PROPN", 1, "compound"), ("Roe", "PROPN", 2, "nsubj"), ("met", "VERB", -1, "root"),
        ("her", "PRON", 5, "nmod:poss"), ("Cuban", "ADJ", 5, "amod"), ("counterpart", "NOUN", 2, "obj"),
    )  # fmt: skip
    roe = mention_of(sentence, 0, 1, kind="name", type="Person", name="Roe", title="Minister")
    found = find(chain_of(roe, mention_of(sentence, 3, 3, kind="pronoun")),
                 chain_of(mention_of(sentence, 3, 5, title="Cuban counterpart")))  # fmt: skip
    assert ("CUB GOV", "Minister") in [(it.code, it.title) for it in found if it.mention.text.startswith("her C")]


def test_a_set_stands_for_its_members() -> None:
    sentence = sentence_of(("Peru", "PROPN", 3, "nsubj"), ("and", "CCONJ", 2, "cc"), ("Chile", "PROPN", 0, "conj"),
                           ("said", "VERB", -1, "root"), ("both", "DET", 5, "det"), ("sides", "NOUN", 6, "nsubj"),
                           ("agreed", "VERB", 3, "ccomp"))  # fmt: skip
    peru = chain_of(mention_of(sentence, 0, 0, kind="name", type="Location", name="Peru"))
    chile = chain_of(mention_of(sentence, 2, 2, kind="name", type="Location", name="Chile"))
    both = chain_of(mention_of(sentence, 4, 5, title="sides", plural=True), members=(peru, chile))
    found = find(peru, chile, both)[-1]
    assert ([it.country for it in found.members], found.country, found.sectors) == (["PER", "CHL"], None, ("GOV",))


@pytest.mark.parametrize(
    ("case", "verb", "name", "acts"),
    [
        ("in", "met", "Peru", False), ("with", "met", "Peru", True), ("to", "fly", "Lima", False),
        ("to", "appealed", "Lima", True), ("from", "asked", "Lima", True), ("to", "fly", "Peru", True),
    ],
)  # fmt: skip
def test_a_place_is_no_actor(case: str, verb: str, name: str, acts: bool) -> None:
    sentence = sentence_of((verb, "VERB", -1, "root"), (case, "ADP", 2, "case"), (name, "PROPN", 0, "obl"))
    found = find(chain_of(mention_of(sentence, 2, 2, kind="name", type="Location", name=name)))
    assert bool(found) is acts


@pytest.mark.parametrize(
    ("name", "on", "code", "title"),
    [
        ("Viktor Orban", None, "HUN GOV", None),
        ("Kang Kyung-wha", date(2019, 3, 30), "KOR GOV", "Foreign Minister"),
        ("Kang Kyung-wha", date(2022, 3, 30), "KOR CVL", "former Foreign Minister"),
        ("Kang Kyung-wha", date(2010, 3, 30), "KOR", None),
        ("Angela Merkel", date(2021, 12, 7), "DEU GOV", "Chancellor"),
        ("Angela Merkel", date(2021, 12, 8), "DEU CVL", "former Chancellor"),
        ("Bush", date(1990, 6, 1), "USA GOV", "President"),
        ("Bush", date(2003, 6, 1), "USA GOV", "President"),
        ("Brown", date(2024, 6, 1), "", None),
        ("Francois Hollande", date(2014, 6, 1), "FRA GOV", "President"),
        ("François Hollande", date(2014, 6, 1), "FRA GOV", "President"),
        ("Kim Jong Un", date(2018, 6, 12), "PRK GOV", "Leader"),
        ("Jane Nobody", date(2018, 6, 12), "", None),
    ],
)
def test_offices_are_those_of_the_day(name: str, on: date | None, code: str, title: str | None) -> None:
    sentence = sentence_of((name, "PROPN", 1, "nsubj"), ("spoke", "VERB", -1, "root"))
    (found,) = find(chain_of(mention_of(sentence, 0, 0, kind="name", type="Person", name=name)), on=on)
    assert (found.code, found.title) == (code, title)


def test_the_report_goes_before_the_table() -> None:
    sentence = sentence_of(
        ("judge", "NOUN", 1, "compound"), ("Merkel", "PROPN", 2, "nsubj"), ("spoke", "VERB", -1, "root")
    )
    named = mention_of(sentence, 0, 1, kind="name", type="Person", name="Merkel", title="Kenyan judge")
    (found,) = find(chain_of(named))
    assert (found.code, found.entry) == ("KEN JUD", None)


def test_marks_leave_out_what_only_tells_whose() -> None:
    sentence = sentence_of(("Iranian", "ADJ", 1, "amod"), ("troops", "NOUN", 2, "nsubj"), ("left", "VERB", -1, "root"))
    inner = chain_of(mention_of(sentence, 0, 0, kind="name", type="NORP", name="Iranian"))
    found = find(chain_of(mention_of(sentence, 0, 1, title="Iranian troops", plural=True)), inner)
    assert [(mark.label, mark.value) for mark in mark_actors(found)] == [("actor", "IRN-MIL")]


def test_a_role_ends_on_its_last_day() -> None:
    first, last = date(2001, 2, 3), date(2004, 5, 6)
    actor = Actor("x", "X", ("X",), "PER", (Role("mayor", "GOV", "PER", first, last),))
    days = [first - timedelta(1), first, last - timedelta(1), last]
    assert [role_on(actor, day) is not None for day in days] == [False, True, True, False]


def test_a_faulty_row_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "actors" / "en"
    folder.mkdir(parents=True)
    row = "name\tnames\tcountry\ttitle\tsector\tfrom\tto\nX Y\t\tPER\tmayor\tGOV\t2004-01-01\t2003-01-01\n"
    (folder / "leaders.tsv").write_text(row, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="ends before it begins"):
        open_actors(Folders((tmp_path,)), open_countries(Folders()))


def test_a_users_row_replaces_the_shipped_one(tmp_path: Path) -> None:
    folder = tmp_path / "actors" / "en"
    folder.mkdir(parents=True)
    (folder / "parties.tsv").write_text("name\tnames\tcountry\tsector\tfrom\tto\nLikud\t\tISR\tGOV\n", encoding="utf-8")
    found = open_actors(Folders((tmp_path,)), open_countries(Folders()))
    assert [role.sector for role in found.bodies["likud"][0].roles] == ["GOV"]


@given(st.lists(st.text("abcdefgh", min_size=2, max_size=8), min_size=1, max_size=4))
def test_folding_forgets_case_and_hyphens(words: list[str]) -> None:
    assert fold("-".join(words).upper()) == fold(" ".join(words)) == fold("the " + " ".join(words))


def test_every_code_of_the_tables_is_known() -> None:
    known = {country.code for country in lexicon().countries.all} | {"IGO", "NGO", "MNC", None}
    tables = (lexicon().bodies, lexicon().persons)
    entries = {actor for table in tables for same in table.values() for actor in same}
    assert {role.country for actor in entries for role in actor.roles} <= known
    assert len(lexicon().agents) > 1000
