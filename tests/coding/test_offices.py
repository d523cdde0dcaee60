"""The office that counts is the one held on the day of the event."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("text", "code_then", "title"),
    [
        ("Barack Obama met Angela Merkel in June 2013.", "USA GOV", "President"),
        ("Barack Obama met Angela Merkel in June 2018.", "USA CVL", "former President"),
        ("Former President Barack Obama met Angela Merkel in June 2018.", "USA CVL", "former President"),
    ],
)
def test_the_office_of_the_day(code, text: str, code_then: str, title: str) -> None:  # type: ignore[no-untyped-def]
    (event,) = code(text, date(2019, 3, 30)).events
    party = next(party for party in event.source if party.name == "Barack Obama")
    assert (party.code, party.title) == (code_then, title)
