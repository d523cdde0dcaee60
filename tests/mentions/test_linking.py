"""Whom pronouns and descriptions take up, on sentences of our own: by grammar, by number, by kind of body."""

import pytest

JOINED = [
    ("Nairobi asked Kampala to withdraw its troops from the island.", "its", "Kampala"),
    ("The union called on Orion Steel to publish its accounts.", "its", "Orion Steel"),
    ("The army fired on Orion Steel to free its men.", "its", "The army"),
    ("The union counted on Orion Steel to publish its accounts.", "its", "Orion Steel"),
    ("Rebels freed three Dutch nuns, handing them to the Red Cross.", "them", "three Dutch nuns"),
    ("Ivo Kral will see Boris Adam on Monday and may ask him for a loan.", "him", "Boris Adam"),
    ("Jan Berg and his wife, Ana, arrived in Lima. She wept.", "She", "Ana"),
    ("The company's head, Maria Ortega, spoke.", "Maria Ortega", "The company's head"),
    ("Officers beat a village priest, Pavel Sykora, two witnesses said.", "Pavel Sykora", "a village priest"),
    ("She spoke with a rebel commander known as Ramiro.", "Ramiro", "a rebel commander"),
    ("The mayor of Van, Ayse Kaya, was jailed.", "Ayse Kaya", "The mayor"),
    ("A spokesman for the drivers' union, John Phiri, refused.", "John Phiri", "A spokesman"),
    ("Two Dutch nuns were seized in Niger. On Monday the two were freed.", "the two", "Two Dutch nuns"),
    ("Hungary's Tibor Nagy met Milan Petrovic. Petrovic thanked his Hungarian counterpart.",
     "his Hungarian counterpart", "Hungary's Tibor Nagy"),
    ("Ana Reyes came to Rome on Monday. The former judge met the pope.", "The former judge", "Ana Reyes"),
    ("Soldiers held 40 migrants near Agadez. Migrants said they were robbed.", "Migrants", "40 migrants"),
    ("The Ministry of Defence in Tbilisi denied it. The ministry blamed rebels.",
     "The ministry", "The Ministry of Defence"),
]  # fmt: skip

APART = [
    (
        "The National Union of Pilots sued Air Norte. The company laughed.",
        "The company",
        "The National Union of Pilots",
    ),
    ("Anna Holm, his deputy, left.", "his", "Anna Holm"),
    ("Tribes seized ten tourists and freed nearly all of them.", "them", "Tribes"),
    ("Ivo Kral will see Boris Adam on Monday and may ask him for a loan.", "him", "Ivo Kral"),
    ('Agim Kola was freed. "My nephew reads books," he said.', "he", "My nephew"),
]

SETS = [
    ("Lula called Gabriel Boric and Gustavo Petro and invited the two leaders to lunch.", "the two leaders",
     {"Gabriel Boric", "Gustavo Petro"}),
    ("India shelled Pakistan on Monday, and China asked the two countries to talk.", "the two countries",
     {"India", "Pakistan"}),
    ("Ghana and Togo closed their border. The two neighbours have quarrelled over gas.", "The two neighbours",
     {"Ghana", "Togo"}),
]  # fmt: skip


def chain_texts(code, text: str, words: str) -> list[str]:  # type: ignore[no-untyped-def]
    chains = code(text).chains
    return next([it.text for it in one.mentions] for one in chains if words in [it.text for it in one.mentions])


@pytest.mark.parametrize(("text", "words", "other"), JOINED)
def test_is_the_same(code, text: str, words: str, other: str) -> None:  # type: ignore[no-untyped-def]
    assert other in chain_texts(code, text, words)


@pytest.mark.parametrize(("text", "words", "other"), APART)
def test_is_another(code, text: str, words: str, other: str) -> None:  # type: ignore[no-untyped-def]
    assert other not in chain_texts(code, text, words)


@pytest.mark.parametrize(("text", "words", "names"), SETS)
def test_stands_for_these(code, text: str, words: str, names: set[str]) -> None:  # type: ignore[no-untyped-def]
    chain = next(one for one in code(text).chains if one.mentions[0].text == words)
    assert {member.mentions[0].text for member in chain.members} == names
