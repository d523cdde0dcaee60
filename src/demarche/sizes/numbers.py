"""Amounts in a text: digits and words, rounded, bounded and ranged, with a currency or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.base import Span
from demarche.sizes.record import Currency, Quantity
from demarche.sizes.words import SizeRules

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z]+")
_ATOM = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:[.'’][^\W\d_]+)*|\S")
_DASHES = frozenset("-–—‑")
_YEAR = range(1900, 2100)
_MOST_HEDGE = 4
"""Words of the longest hedge."""


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A number read: its bounds, whether its words are exact, the atom after it, and what it was multiplied by."""

    low: float
    high: float
    exact: bool
    after: int
    scale: int = 1
    currencies: tuple[Currency, ...] = ()


def find_quantities(text: str, rules: SizeRules, shift: int = 0) -> tuple[Quantity, ...]:
    """The amounts of a sentence in the order of its text, those that measure or date left out; `shift` moves spans.

    What follows a number tells whether it counts: "30 percent", "three-day", "$80 a barrel" do not.
    """
    if not _may_hold(text, rules):
        return ()
    return tuple(_Scanner(text, rules, shift).scan())


def _may_hold(text: str, rules: SizeRules) -> bool:
    return bool(_DIGIT.search(text)) or not rules.starts.isdisjoint(_WORD.findall(text.lower()))


class _Scanner:
    """Reads one text from left to right."""

    def __init__(self, text: str, rules: SizeRules, shift: int) -> None:
        self.rules, self.shift = rules, shift
        self.atoms = _split(text, rules)

    def scan(self) -> list[Quantity]:
        out: list[Quantity] = []
        at = 0
        while at < len(self.atoms):
            atom = self.atoms[at]
            opens = atom.low in self.rules.opens or atom.text[0].isdigit() or atom.text in self.rules.signs
            found = self._amount(at) if opens else None
            if found is None:
                at += 1
                continue
            quantity, after = found
            if quantity is not None:
                out.append(quantity)
            at = after
        return out

    def _amount(self, at: int) -> tuple[Quantity | None, int] | None:
        """The amount that begins at the atom, and the atom after it; None for the first where it counts nothing."""
        effect, first = self._hedge(at)
        between = self._word(first) == "between"
        value = self._range(first + between, between=between)
        if value is None:
            return None
        after = value.after
        low, high = round(value.low), round(value.high)
        quantity = Quantity(
            Span(self.atoms[at].start + self.shift, self.atoms[after - 1].end + self.shift), low, high, value.exact,
            value.currencies,
        )  # fmt: skip
        if self._measures(first, after, value):
            return None, after
        after, late = self._late_hedge(after)
        for one in (effect, late):
            quantity = _hedged(quantity, one)
        end = self.atoms[after - 1].end + self.shift
        return replace(quantity, span=Span(quantity.span.start, end)), after

    def _hedge(self, at: int) -> tuple[str, int]:
        for length in range(_MOST_HEDGE, 0, -1):
            words = tuple(atom.low for atom in self.atoms[at : at + length])
            effect = self.rules.hedges.get(words, "")
            if len(words) == length and effect and not effect.startswith("after"):
                further, after = self._hedge(at + length)  # "at least some"
                return further or effect, after
        return "", at

    def _late_hedge(self, at: int) -> tuple[int, str]:
        for length in (2, 1):
            words = tuple(atom.low for atom in self.atoms[at : at + length])
            effect = self.rules.hedges.get(words, "")
            if effect.startswith("after_"):
                return at + length, effect.removeprefix("after_")
        if self._word(at) in {"+"}:
            return at + 1, "least"
        return at, ""

    def _range(self, at: int, *, between: bool) -> _Value | None:
        """One number, or two with "to", "or", a dash or, after "between", "and"."""
        first = self._money(at)
        if first is None or (at > 0 and self._word(at - 1) == "from"):
            return first
        link = self._word(first.after)
        if not (link in _DASHES or link in {"to", "or"} or (between and link == "and")):
            return first
        second = self._money(first.after + 1)
        if second is None or second.low != second.high:
            return first
        scale = second.scale if first.scale == 1 and first.low < second.low / second.scale else 1
        low = first.low * scale
        if low >= second.low:
            return first
        currencies = first.currencies or second.currencies
        return _Value(low, second.high, False, second.after, 1, currencies)

    def _money(self, at: int) -> _Value | None:
        """A number with the currency before or after it."""
        sign = self.rules.signs.get(self._text(at), ())
        value = self._number(at + 1 if sign else at)
        if value is None:
            return None
        if sign:
            return replace(value, currencies=sign)
        return self._named_money(value)

    def _named_money(self, value: _Value) -> _Value:
        """ "40 million euros", "5,000 Mexican pesos", "3 million of dollars" after "millions"."""
        at = value.after
        if self._word(at) == "of":
            at += 1
        sign = self.rules.signs.get(self._text(at), ())
        if sign and self._text(at).isupper():
            return replace(value, currencies=sign, after=at + 1)
        for skip in (0, 1, 2):
            named = self.rules.money.get(_singular(self._word(at + skip)), ())
            if named:
                told = {self.rules.nations.get(self.atoms[at + step].text) for step in range(skip)}
                told |= {self.rules.nations.get(" ".join(atom.text for atom in self.atoms[at : at + skip]))}
                if skip and told <= {None}:
                    break
                own = tuple(one for one in named if one.countries & told)
                if skip and not own:
                    break
                return replace(value, currencies=own or named, after=at + skip + 1)
        return value

    def _number(self, at: int) -> _Value | None:
        return self._digits(at) or self._few(at) or self._vague(at) or self._words(at)

    def _digits(self, at: int) -> _Value | None:
        text = self._text(at)
        if not text[:1].isdigit():
            return None
        number = float(text.replace(",", ""))
        after, scale = at + 1, 1
        suffix = self.rules.suffixes.get(self._word(after)) if self._joined(after) else None
        if suffix:
            scale, after = suffix, after + 1
        elif self._joined(after) and self._text(after)[:1].isalpha():
            return None  # "5th", "20C"
        scale, after = self._scales(after, scale)
        return _Value(number * scale, number * scale, True, after, scale)

    def _scales(self, at: int, scale: int) -> tuple[int, int]:
        """Scale words from the atom on: "million", "thousand crore"; a hyphen before one is passed over."""
        while True:
            skip = 1 if self._word(at) in _DASHES and self._word(at + 1) in self.rules.scales else 0
            factor = self.rules.scales.get(self._word(at + skip))
            if factor is None:
                return scale, at
            scale, at = scale * factor, at + skip + 1

    def _few(self, at: int) -> _Value | None:
        """ "several", "several hundred", "a couple of dozen"."""
        for length in (3, 2, 1):
            words = " ".join(atom.low for atom in self.atoms[at : at + length])
            if words not in self.rules.few:
                continue
            low, high = self.rules.few[words]
            scale, after = self._scales(at + length, 1)
            top = high if low == high else (high + 1) * scale - 1
            return _Value(low * scale, top if scale > 1 and low != high else high * scale, False, after, scale)
        return None

    def _vague(self, at: int) -> _Value | None:
        for length in (3, 2, 1):
            words = " ".join(atom.low for atom in self.atoms[at : at + length])
            if words in self.rules.vague and len(words.split()) == length:
                low, high = self.rules.vague[words]
                return _Value(low, high, False, at + length)
        return None

    def _words(self, at: int) -> _Value | None:
        """A number in words: "two hundred and five thousand", "a dozen", "half a million", "one and a half million"."""
        if self._word(at) == "half" and self._word(at + 1) in {"a", "an"}:
            factor = self.rules.scales.get(self._word(at + 2))
            if factor:
                return _Value(factor / 2, factor / 2, False, at + 3)
        if self._word(at) in {"a", "an"}:
            scale, after = self._scales(at + 1, 1)
            round_ = self._word(at + 1) != "pair"
            return _Value(scale, scale, not round_, after) if after > at + 1 else None
        total, group, here, scale = 0.0, 0.0, at, 1
        while True:
            word = self._word(here)
            if word in self.rules.ones and group % 100 in (0, 20, 30, 40, 50, 60, 70, 80, 90):
                one = self.rules.ones[word]
                if group % 100 and one >= 10:
                    break
                group, here = group + one, here + 1
            elif word == "hundred" and 0 < group < 100:
                group, here = group * 100, here + 1
            elif word in self.rules.scales and group:
                scale = self.rules.scales[word]
                total, group, here = total + group * scale, 0.0, here + 1
            elif word in _DASHES and group and self._word(here + 1) in {*self.rules.ones, *self.rules.scales}:
                if self._word(here + 1) in self.rules.ones and (group % 100 < 20 or group % 10):
                    break
                here += 1
            elif word == "and" and self._is_hundred_and(group, total, here):
                here += 1
            elif word == "and" and group and self._half(here):
                group, here = group + 0.5, here + 3
            else:
                break
        value = total + group
        exact = not (self._word(here - 1) == "dozen" if here > at else False)
        return _Value(value, value, exact, here, scale) if here > at and value else None

    def _is_hundred_and(self, group: float, total: float, at: int) -> bool:
        """ "two hundred and five": what follows "and" is smaller, and a hundred stands before."""
        before, after = self._word(at - 1), self._word(at + 1)
        return before in {"hundred", "thousand"} and after in self.rules.ones and bool(group or total)

    def _half(self, at: int) -> bool:
        return self._word(at + 1) == "a" and self._word(at + 2) == "half"

    def _measures(self, first: int, after: int, value: _Value) -> bool:
        """Whether the number is no count: a measure, a price for one, an age, part of a longer number or a year."""
        rules, word = self.rules, self._word(after)
        if self._word(first) == "one" and self._word(first - 1) in rules.lists["nobody_one"]:
            return True
        if word in rules.lists["units"] and not (value.currencies and word in {"a", "per"}):
            return True
        if word in _DASHES and self._joined(after):
            further = self._word(after + 1)
            return further.isalnum() and further not in rules.lists["strong"] and not value.currencies
        if value.currencies and (word in {"per", "apiece", "each"} or self._is_price(after)):
            return True
        if word in {":", "/", "."} and self._joined(after) and self._text(after + 1)[:1].isdigit():
            return True
        before = self._text(first - 1) if first else ""
        if before in _DASHES and self._joined(first) and self._joined(first - 1):
            return True  # "Covid-19", "F-16"
        if before in {":", "/", "."} and self._joined(first):
            return True
        alone = value.exact and after == first + 1 and self._text(first).isdigit() and "," not in self._text(first)
        return (
            alone
            and not value.currencies
            and value.low in _YEAR
            and self._word(first - 1) in {"in", "since", "by", "of", "until"}
        )

    def _is_price(self, at: int) -> bool:
        """ "a barrel", "an hour": of one thing."""
        return self._word(at) in {"a", "an"} and (
            self._word(at + 1) in self.rules.lists["units"] or self._word(at + 1) in self.rules.lists["priced"]
        )

    def _joined(self, at: int) -> bool:
        """Whether no space stands before the atom."""
        return 0 < at < len(self.atoms) and self.atoms[at - 1].end == self.atoms[at].start

    def _text(self, at: int) -> str:
        return self.atoms[at].text if 0 <= at < len(self.atoms) else ""

    def _word(self, at: int) -> str:
        return self.atoms[at].low if 0 <= at < len(self.atoms) else ""


def _hedged(quantity: Quantity, effect: str) -> Quantity:
    match effect:
        case "least":
            return replace(quantity, high=None, exact=False)
        case "most":
            return replace(quantity, low=None, exact=False)
        case "about":
            return replace(quantity, exact=False)
        case _:
            return quantity


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _split(text: str, rules: SizeRules) -> Sequence[_Atom]:
    """Words, numbers and marks with their places; a sign of money is one atom though it holds several."""
    out: list[_Atom] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        sign = rules.sign.match(text, at)
        found = sign if sign is not None and not (at and text[at - 1].isalnum()) else _ATOM.match(text, at)
        if found is None:
            at += 1
            continue
        out.append(_Atom(found[0], found[0].lower(), at, found.end()))
        at = found.end()
    return out
