"""Amounts in words and digits: what they come to, and what is no amount."""

import pytest

from demarche.pipeline import Coder
from demarche.sizes import write_amount
from demarche.sizes.numbers import find_quantities


def _amounts(text: str, coder: Coder) -> list[str]:
    found = find_quantities(text, coder.knowledge.sizes)
    return [write_amount(one.low, one.high, exact=one.exact) for one in found]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("nineteen people", "19"), ("twenty-one people", "21"), ("two hundred people", "200"),
        ("two hundred and five people", "205"), ("three thousand two hundred people", "3200"),
        ("two hundred and fifty thousand people", "250000"), ("one and a half million people", "1500000"),
        ("half a million people", "~500000"), ("1.2 million people", "1200000"), ("3,000 people", "3000"),
        ("1,50,000 people", "150000"), ("five lakh people", "500000"), ("a dozen people", "~12"),
        ("two dozen people", "~24"), ("a hundred people", "~100"), ("a pair of men", "2"),
        ("at least 19 people", "19-"), ("more than a dozen people", "12-"), ("no fewer than nine people", "9-"),
        ("up to 50 people", "-50"), ("as many as 50 people", "-50"), ("nearly 60 people", "~60"),
        ("some 3,000 people", "~3000"), ("50 or so people", "~50"), ("100 or more people", "100-"),
        ("between 20 and 30 people", "20-30"), ("20-30 people", "20-30"), ("20 to 30 people", "20-30"),
        ("five or six people", "5-6"), ("two to three dozen people", "24-36"), ("2 to 3 million people", "2000000-3000000"),
        ("dozens of people", "24-99"), ("several people", "3-9"), ("several hundred people", "300-999"),
        ("tens of thousands of people", "20000-99999"), ("a 5,000-strong crowd", "5000"), ("a 12-member patrol", "12"),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: str, coder: Coder) -> None:
    assert _amounts(text, coder) == [amount]


@pytest.mark.parametrize(
    "text",
    [
        "30 percent of the vote", "30% of the vote", "a 34-year-old man", "a three-day strike", "40 km from Gao",
        "since 2019", "in 2019", "at 10:30 on Monday", "a third of the men", "the 5th brigade", "no one",
        "$80 a barrel", "$5 an hour", "€3 per litre", "500 tonnes of wheat",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str, coder: Coder) -> None:
    assert _amounts(text, coder) == []


@pytest.mark.parametrize(
    ("text", "amount", "codes"),
    [
        ("$1.2 billion", "1200000000", {"USD"}), ("US$3m", "3000000", {"USD"}), ("a €40m package", "40000000", {"EUR"}),
        ("200 million euros", "200000000", {"EUR"}), ("£2.5bn", "2500000000", {"GBP"}), ("A$3 million", "3000000", {"AUD"}),
        ("500,000 Mexican pesos", "500000", {"MXN"}), ("10 billion yen", "10000000000", {"JPY"}),
        ("USD 5 million", "5000000", {"USD"}), ("5 million USD", "5000000", {"USD"}),
        ("$20-30 million", "20000000-30000000", {"USD"}), ("millions of dollars", "2000000-9999999", None),
        ("Rs 5 crore", "50000000", {"INR", "PKR", "LKR", "NPR", "MUR"}),
    ],
)  # fmt: skip
def test_money(text: str, amount: str, codes: set[str] | None, coder: Coder) -> None:
    (found,) = find_quantities(text, coder.knowledge.sizes)
    assert write_amount(found.low, found.high, exact=found.exact) == amount
    assert codes is None or {one.code for one in found.currencies} == codes
    assert found.currencies
