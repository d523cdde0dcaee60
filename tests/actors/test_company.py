"""What the story tells of people whose noun leaves it open, on sentences of our own."""

import pytest


@pytest.mark.parametrize(
    ("text", "words", "code_wanted"),
    [
        ("Teachers in Harare walked out on Monday.", "Teachers", "ZWE LAB"),
        ("Striking nurses blocked the road in Colombo.", "Striking nurses", "LKA LAB"),
        ("Bus drivers went on strike in Athens.", "Bus drivers", "GRC LAB"),
        ("Police beat three miners in Potosi.", "three miners", "BOL CVL"),
        ("Air strikes hit Homs, wounding 12 workers.", "12 workers", "SYR CVL"),
        ("The union called the miners out in Potosi.", "the miners", "BOL LAB"),
        ("Police fed 300 families who fled the floods.", "300 families", "REF"),
        ("Boko Haram seized the town, and the militants freed prisoners.", "the militants", "NGA REB"),
        ("Boko Haram seized the town. Unknown gunmen shot a judge.", "Unknown gunmen", "UAF"),
        ("Omar Said, a vice president of the firm, was arrested.", "Omar Said", "BUS"),
        ("The president of the union, Anna Cole, resigned.", "Anna Cole", "LAB"),
        ("The governor of the Bank of Ghana, Kofi Mensah, resigned.", "Kofi Mensah", "GHA GOV"),
        ("Kofi Mensah, a spokesman, Lieutenant Ali Bah, said.", "Lieutenant Ali Bah", "MIL"),
        ("Tajik frontier guards fired at a lorry.", "Tajik frontier guards", "TJK COP"),
        ("Minister Jan Kral met rebels in Oslo.", "Minister Jan Kral", "GOV"),
    ],
)
def test_sector(code, text: str, words: str, code_wanted: str) -> None:  # type: ignore[no-untyped-def]
    found = next((one.code for one in code(text).actors if one.mention.text == words), None)
    assert found == code_wanted
