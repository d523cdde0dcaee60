"""Who wrote it, where and when it was filed, who took the picture: bylines, datelines, date lines and credits."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from demarche.base import Span
from demarche.read.dated import MONTHS, Dated, Order, find_dates
from demarche.read.furniture import Lexicon, alternatives

_MONTH = rf"(?:{alternatives(write(month) for month in MONTHS for write in (str.capitalize, str.upper))}\.?)"
_DAY = rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:,?\s+(?:19|20)\d\d)?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_CAPS = r"[A-ZÀ-Þ](?:[A-ZÀ-Þ.'’\-]*[A-ZÀ-Þ.])?(?![a-zß-ÿ])"
_PLACE_CAPS = re.compile(rf"{_CAPS}(?:(?:\s+|\s?/\s?)(?:{_CAPS}|(?:de|do|da|del|la|es|au)(?=[\s,/(.:\-–—|\[]|$)))*")
_PLACE_MIXED = re.compile(r"[A-ZÀ-Þ][\w'’.\-]+(?:\s(?:de|do|del|es|al|[A-ZÀ-Þ][\w'’.\-]+)){0,3}")
_REGION = re.compile(
    rf",\s+(?!{_MONTH}\s*\d|{_WEEKDAY}\b)(?=[A-ZÀ-Þ])[\w.'’\-]+(?:\s+(?:of|the|and|[A-ZÀ-Þ][\w.'’\-]*)){{0,3}}"
    r"|\s?\[[A-Z][\w ]+\]|\s?\([A-Z][\w ]+\)(?=\s?\()"
)
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:[A-Z]{2,4}|local time))?"
_DATE = re.compile(
    rf"\s*(?:[,.|]|[–—\-]+)?\s*\(?(?:{_WEEKDAY}\.?,?\s*)?{_DAY}(?:,?\s+{_CLOCK})?\)?\.?|,?\s*\(?{_WEEKDAY}\)?(?=\s*[(,\-–—])"
)
_MARK = re.compile(r"\s*(?:--+|[-–—―_]|[|:])\s*")
_DASH = re.compile(r"\s+(?:--+|[-–—―_])\s+|\s*(?:--+|[–—―_])\s*")
_BRACKET = re.compile(
    r"\s?\([A-ZÀ-Þ][\w.'’&/]*(?:[\s\-][A-ZÀ-Þ][\w.'’&/]*){0,3}\)"
    rf"(?=\s*(?:--+|[-–—―_]|:)\s|,?\s*(?:{_WEEKDAY}\.?,?\s*)?{_DAY})"
)
"""An agency, or a region, that no table has."""
_SERVICE = r"[A-ZÀ-Þ][\w.]*(?:\s[A-ZÀ-Þ][\w.]*){0,2}\s(?:News(?:\s(?:Agency|Service))?|Press(?:\sAgency)?|Agency)"
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.\-]*|de|da|del|der|den|van|von|bin|ibn|al|el|la|le|di|dos|ter|abu)"
    r"(?:\s+(?:[A-ZÀ-Þ][\w'’.\-]*|de|da|del|der|den|van|von|bin|ibn|al|el|la|le|di|dos|ter|abu)){0,4}"
)
_BETWEEN = re.compile(r"(\s+(?:and|&|in|for|at)\s+|^\s*(?:and|in|for|at|by)\s+|\s+[-–—]+\s+)", re.I)
_GONE = "\x00"  # stands for characters of a line that are accounted for; no page holds it


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline before a paragraph: place and agency as characters of it, its date, where the story begins."""

    place: Span | None
    agency: Span | None
    when: date | None
    start: int


@dataclass(frozen=True, slots=True)
class Signature:
    """What a line of nothing but dates and names says, as characters of it; `later` are the dates of updates."""

    dates: tuple[Dated, ...] = ()
    later: tuple[Dated, ...] = ()
    byline: Span | None = None
    agency: Span | None = None
    outlet: Span | None = None


@dataclass(frozen=True, slots=True)
class _Grammar:
    """Patterns made of the lexicon's words."""

    filed_by: re.Pattern[str]
    cities: frozenset[str]
    labels: re.Pattern[str]
    later: re.Pattern[str]
    fillers: re.Pattern[str]
    opening: re.Pattern[str]
    role: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]


def read_dateline(words: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline at the front of a paragraph, None if there is none.

    Capitals alone with a dash are a place; words in mixed case need a date, an agency, or a known city's name.
    """
    grammar = _grammar(lexicon)
    place = _place(words, lexicon)
    end = place.end if place else 0
    region = _REGION.match(words, end) if place else None
    if region and region[0].strip(" ,") in lexicon.agencies:
        region = None
    end = region.end() if region else end
    day: str | None = None
    agency: Span | None = None
    bracket = False
    for _ in range(3):  # date and agency, in either order
        if day is None and (found := _DATE.match(words, end)):
            day, end = found[0], found.end()
        elif (
            agency is None
            and (found := grammar.filed_by.match(words, end))
            and (place or found["agency"] in lexicon.agencies)
        ):
            agency, end = Span(*found.span("agency")), found.end()
            day = day or found["day"]
        elif place and not bracket and (found := _BRACKET.match(words, end)):
            bracket, end = True, found.end()
    mark = _MARK.match(words, end)
    start = mark.end() if mark else len(words) - len(words[end:].lstrip())
    if not re.match(r"[\"“‘'(\[]?[A-ZÀ-Þ0-9$€£]", words[start:]) or len(words[start:].split()) < 2:
        return None
    if agency:
        if not mark and words[end - 1] not in ")/.]|":
            return None
    elif not (
        mark and place and _is_filed(place.of(words), mark[0], day is not None, region is not None, bracket, grammar)
    ):
        return None
    if place and region and not region[0].lstrip().startswith(("[", "(")):
        place = Span(place.start, region.end())
    dates = find_dates(day, zones={}) if day else ()
    return Dateline(place, agency, dates[0].when if dates else None, start)


_LABELLED = re.compile(
    r"dateline:\s*(?P<place>[^\W\d_][\w'’. /-]*?)\s*(?:,[^()]*)?(?:\((?P<agency>[^()]+)\))?\s*$", re.IGNORECASE
)
"""A dateline that says that it is one: "Dateline: OSLO, Friday 9 January 2009 (Fjord News)"."""


def read_filed_line(words: str, lexicon: Lexicon) -> Dateline | None:
    """A dateline that has a line to itself: "MADRID, March 18 2005 (AFP) -"; None for any other line."""
    labelled = _LABELLED.match(words)
    if labelled:
        dates = find_dates(words, zones=lexicon.zones)
        agency = Span(*labelled.span("agency")) if labelled["agency"] else None
        return Dateline(Span(*labelled.span("place")), agency, dates[0].when if dates else None, len(words))
    bare = words.rstrip(" -–—―_:")
    weekday = re.search(rf",\s{_WEEKDAY}$", bare)
    bare = bare[: weekday.start()] if weekday else bare
    found = read_dateline(f"{bare} — The report.", lexicon)
    if found is None or found.place is None or found.start <= len(bare) or not (found.agency or found.when):
        return None
    place = found.place.of(words).split(",")[0]
    capitals = place.isupper() and sum(char.isalpha() for char in place) >= 4
    return found if capitals or place.casefold() in _grammar(lexicon).cities else None


def _place(words: str, lexicon: Lexicon) -> Span | None:
    """What could be a dateline's place at the front of the words."""
    found = _PLACE_CAPS.match(words)
    if found is None or len(found[0]) < 2:
        found = _PLACE_MIXED.match(words)
        if found is None or re.match(rf"(?:{_WEEKDAY}|{_MONTH})\b", words):
            return None
    text = found[0].rstrip(" ,-–—:")
    if re.search(r"\w{3}\.$", text):  # MOSCOW. May 5, but not WASHINGTON D.C.
        text = text[:-1]
    if not text or text.upper() in lexicon.dateline.not_places or text in lexicon.agencies:
        return None
    return Span(0, len(text))


def _is_filed(place: str, mark: str, dated: bool, region: bool, bracket: bool, grammar: _Grammar) -> bool:
    """Whether a place without an agency that is known, and the mark after it, make a dateline."""
    dash = _DASH.fullmatch(mark) is not None
    if dated:
        return dash or ":" in mark
    known = place.casefold() in grammar.cities
    if place.isupper() and sum(char.isalpha() for char in place) >= 4:
        return dash or (":" in mark and (known or region or bracket))
    return (known or (bracket and region)) and (dash or ":" in mark)


def read_signature(words: str, lexicon: Lexicon, *, order: Order | None = None, bare: bool = False) -> Signature | None:
    """What a line says that holds nothing but dates, authors, agency and outlet; None for any other line.

    `bare` accepts a line that is a person's name alone, which only the place after a headline justifies.
    """
    if len(words) > 240:
        return None
    grammar = _grammar(lexicon)
    first: list[Dated] = []
    later: list[Dated] = []
    rest = words
    lowered = words.lower().lstrip()
    if order is None and any(lowered.startswith(label) for label in lexicon.published.day_first):
        order = "dmy"  # whoever labels a day so writes it first
    for dated in find_dates(words, zones=lexicon.zones, order=order):
        (later if grammar.later.search(rest[: dated.start]) else first).append(dated)
        rest = rest[: dated.start] + _GONE * (dated.end - dated.start) + rest[dated.end :]
    signed = bool(first or later)
    labelled = signed and grammar.labels.search(rest) is not None
    if signed:
        for pattern in (grammar.labels, grammar.fillers):
            rest = pattern.sub(lambda found: _GONE * len(found[0]), rest)
    barred = signed and _BAR.search(words) is not None
    names = _names(rest, lexicon, signed=signed, bare=bare or labelled or barred, barred=barred)
    if names is None or not (signed or names.byline or names.agency or names.outlet):
        return None
    return Signature(tuple(first), tuple(later), names.byline, names.agency, names.outlet)


_WRITTEN_IN = re.compile(
    r"^\s*(?i:by|from|our)\b.*?\sin\s(?P<place>[A-ZÀ-Þ][\w'’\-]+(?:[\s\-][A-ZÀ-Þ][\w'’\-]+){0,2})\s*(?=$|[,.;|·(–—-])"
)


def written_in(words: str) -> str | None:
    """Where the author of a line sits: "By Ana Petrov in Accra"; a page without a dateline was filed from there."""
    found = _WRITTEN_IN.match(words)
    return found["place"] if found else None


_BAR = re.compile(r"\s[|·•]\s")
"""What parts a day from an author in a line of its own."""


def _names(rest: str, lexicon: Lexicon, *, signed: bool, bare: bool, barred: bool = False) -> Signature | None:
    """The names in what is left of a line; None if anything else is left."""
    grammar = _grammar(lexicon)
    opening = grammar.opening.match(rest)
    by = opening["by"].lower().rstrip(":") if opening and opening["by"] else ""
    strong = by not in ("", "from", "via", "source", "sources")
    persons: list[Span] = []
    agency: Span | None = None
    outlet: Span | None = None
    named = False
    for where in _pieces(rest, opening.end() if opening else 0, lexicon, strong):
        text = where.of(rest)
        if re.sub(r"^(?:The|THE)\s+", "", text) in lexicon.agencies:
            agency = agency or where
        elif text in lexicon.outlet_names:
            outlet = outlet or where
        elif text.casefold() in grammar.cities and (persons or agency or signed):
            continue
        elif barred and persons and text.istitle() and len(text.split()) == 1:
            continue  # where the author sits: "24 Sep 2021, 19:12 | Ana Ilic, Novi"
        elif _is_author(text, lexicon) or (_is_name(text) and (strong or len(text.split()) > 1)):
            named = named or not _is_author(text, lexicon)
            persons.append(where)
        else:
            return None
    if persons and not (by or bare or agency or (signed and not named)):
        return None
    if outlet and not agency and not (by or signed or bare):
        return None
    whole = Span(persons[0].start, persons[-1].end) if persons else None
    return Signature(byline=persons[0] if whole and _GONE in whole.of(rest) else whole, agency=agency, outlet=outlet)


def _pieces(rest: str, start: int, lexicon: Lexicon, by: bool) -> tuple[Span, ...]:
    """The names of a byline, each alone: between commas, bars, brackets, "and" and "in"; addresses left out."""
    out: list[Span] = []
    for piece in re.finditer(r"[^\x00,|·•;()/\[\]]+", rest[start:]):
        at = start + piece.start()
        agency = re.search(
            rf"(?:^|(?<=\s))(?:(?:The|THE)\s+)?{lexicon.agency}\s*$", piece[0]
        )  # "By JANE DOE Associated Press"
        cut = agency.start() if agency and by else len(piece[0])
        for half in (piece[0][:cut], piece[0][cut:]):
            for name in _BETWEEN.split(half):
                text = name.strip(" .:-–—*\t")
                if text and "@" not in text and not _BETWEEN.fullmatch(f" {text} "):
                    begin = at + name.index(text)
                    out.append(Span(begin, begin + len(text)))
                at += len(name)
    return tuple(out)


def _is_author(text: str, lexicon: Lexicon) -> bool:
    """Whether the words name an author by what authors are called: Staff Writer, Moscow Correspondent."""
    return text.lower() in lexicon.byline.roles or _grammar(lexicon).role.fullmatch(text) is not None


def _is_name(text: str) -> bool:
    return (
        _NAME.fullmatch(text) is not None
        and any(word[0].isupper() for word in text.split())
        and not re.match(rf"(?:{_WEEKDAY}|{_MONTH})\b\.?(?:\s|$)", text)
    )


def credit_start(words: str, lexicon: Lexicon) -> int | None:
    """Where the picture's credit at the end of a line begins; 0 if the line is a credit and nothing else."""
    found = _grammar(lexicon).credit.search(words, max(0, len(words) - 160)) if len(words) < 1200 else None
    if found is None:
        return None
    return found.start("credit") if words[: found.start("credit")].strip(" (/[|-–—:.") else 0


def opens_caption(words: str, lexicon: Lexicon) -> bool:
    """Whether the line opens as captions do."""
    return _grammar(lexicon).caption.match(words) is not None


@cache
def _grammar(lexicon: Lexicon) -> _Grammar:
    agency, byline, published = lexicon.agency, lexicon.byline, lexicon.published
    apart = r"[\s,|·•()–—\-/\x00]*"
    return _Grammar(
        re.compile(
            rf"[\s,.]*(?:[(/\[|<,]|\s-)\s?(?P<agency>{agency}|{_SERVICE})(?:,\s(?P<day>(?:{_WEEKDAY},?\s)?{_DAY})|"
            rf"\s?[/,|+&]\s?[A-Z][\w./ ]*)?(?:\s?[)/\]|>]\.?|(?=\s*[–—]))"
        ),
        frozenset(city.casefold() for city in lexicon.dateline.cities),
        re.compile(
            rf"(?<!\w){alternatives({*published.first, *published.later})}\s*(?:at|on|in)?\s*[:|\-–—]?\s*(?=\x00)", re.I
        ),
        re.compile(rf"(?<!\w){alternatives(published.later)}[\s:|\-–—·•,]*$", re.I),
        re.compile(
            rf"(?<=\x00){apart}{alternatives(published.fillers)}(?!\w){apart}|\(?\b\d+ ?min(?:ute)?s?(?: read)?\)?",
            re.I,
        ),
        re.compile(rf"[\s\x00|·•\-–—,(\[]*(?:(?P<by>{alternatives(byline.openings)})(?![\w])\s*:?\s*)?", re.I),
        re.compile(
            rf"(?:[A-Z][\w.'’\-]+\s+)*(?i:{alternatives(byline.roles)})(?:\s+(?:in|at|for|of)\s+[A-Z][\w .'’\-]+)?"
        ),
        re.compile("|".join(word.replace(" ", r"\s+") for word in lexicon.caption.openings), re.I),
        _credit(lexicon),
    )


def _credit(lexicon: Lexicon) -> re.Pattern[str]:
    """A picture's credit at a line's end: labelled, in brackets, after a slash, or a known name after a full stop."""
    who = alternatives({*lexicon.agencies, *lexicon.credit.providers, *lexicon.outlet_names})
    label = rf"(?i:{alternatives(lexicon.credit.labels)})"
    person = r"[A-ZÀ-Þ][\w'’.\-]*(?:\s+(?:de|van|von|al|el|bin|[A-ZÀ-Þ][\w'’.\-]*)){0,3}"
    either = rf"(?:{who}|{person})"
    kind = r"\s+(?i:file photo|photo|file|pool|handout|image)s?"
    join = r"(?:\s?[/,|&–—\-]\s?|\s+(?:via|and|for)\s+)"
    named = rf"(?:{person}\s?/\s?)*{who}(?:{join}{either}|{kind})*"
    spelt = rf"{either}(?:{join}{either}|{kind})*"
    forms = (
        rf"\(\s?(?:{label}\s*[:/]?\s+)?{named}\s?\)",
        rf"\[\s?(?:{label}\s*[:/]?\s*)?{named}\s?\]",
        rf"\({label}\s*:?\s+{spelt}\)",
        rf"(?:^|(?<=[\s.)]))\(?{label}\s?[:/]\s*{spelt}\)?",
        rf"(?:^|(?<=[.!?”\"’)\]])\s*)(?:[/©|–—\-]\s?)?{named}",
        rf"(?<=\S)\s?[/|©]\s?{named}",
        rf"(?:^|(?<=\s))(?i:photo|image|picture|photograph)s? by {spelt}",
        rf"^{label}(?:\s+{named})?$",
    )
    return re.compile(rf"(?P<credit>{'|'.join(forms)})\.?\s*$")
