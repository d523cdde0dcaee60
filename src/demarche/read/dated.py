"""Dates as pages print them, with clock and zone: `March 30, 2019 - 18:46`, `12 Mar 2024, 6.05am GMT`, ISO 8601.

A numeric date whose order cannot be known (03/04/2024 from an unknown outlet) is no date: better none than a wrong one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

Order = Literal["dmy", "mdy", "ymd"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb febr february", "mar march", "apr april", "may", "jun june", "jul july"),
            *("aug august", "sep sept september", "oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
"""Months by their names and short names, in small letters."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:[:.h](?P<{0}m>[0-5]\d))(?::(?P<{0}s>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<{0}half>[ap]\.?\s?m\b\.?)?"
    r"|(?P<{0}hh>1[0-2]|0?[1-9])\s*(?P<{0}hhalf>[ap]\.?\s?m\b\.?)|(?P<{0}mil>[01]\d[0-5]\d|2[0-3][0-5]\d)(?=\s*(?:hrs|hours|GMT|UTC|IST|EST|EDT|Z\b)))"
)
_ZONE = (
    r"(?:\s*\(?(?P<{0}zone>(?-i:(?:GMT|UTC)\s?[+-]\d{{1,2}}(?::?\d\d)?|[+-]\d\d:?\d\d\b|Z\b|(?:[A-Z]{{2,4}})\b|"
    r"(?:Seoul|Tokyo|Beijing|Moscow|Kyiv|London|Paris|Eastern)(?=\s[Tt]ime)))(?:\s+[Tt]ime)?\)?)?"
)
_WEEKDAY_AFTER = r"(?:,\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
_DAY = rf"""(?:
  (?P<iso_y>(?:19|20)\d\d)(?P<iso_sep>[-/.])\s?(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_sep)\s?(?P<iso_d>3[01]|[12]\d|0?[1-9])(?!\d)
 |(?P<mon1>{_MONTH})\.?\s*(?P<d1>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s*,?\s*(?P<y1>(?:19|20)\d\d)(?!\d)
 |(?P<d2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[\s\-./]+(?:of\s+)?(?P<mon2>{_MONTH})\.?[\s,\-./]+(?P<y2>(?:19|20)\d\d)(?!\d)
 |(?P<n1>3[01]|[12]\d|0?[1-9])(?P<nsep>[/.\-])(?P<n2>3[01]|[12]\d|0?[1-9])(?P=nsep)(?P<ny>(?:19|20)\d\d)(?!\d)
)"""
_BETWEEN = r"(?:\s*(?:[-–—,;|·•@/]|\bat\b|\bas\ of\b)\s*|\s+|T)"
_DATE = re.compile(
    rf"(?<![\w/])(?:{_CLOCK.format('a')}{_ZONE.format('a')}{_BETWEEN}(?:on\s+)?)?{_WEEKDAY}(?P<day>{_DAY}){_WEEKDAY_AFTER}"
    rf"(?:{_BETWEEN}{{1,2}}{_CLOCK.format('b')}{_ZONE.format('b')})?".replace("\n", ""),
    re.IGNORECASE | re.VERBOSE,
)
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z)?)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a line: what it says and the characters of the line that say it."""

    when: date
    start: int
    end: int


def find_dates(line: str, *, zones: Mapping[str, str], order: Order | None = None) -> tuple[Dated, ...]:
    """The full dates (day, month and year) in a line, with their clock times and zones.

    >>> find_dates("Published : Mar 30, 2019 - 6:46 p.m.", zones={})[0].when
    datetime.datetime(2019, 3, 30, 18, 46)
    """
    found = ((match, _read(match, zones, order)) for match in _DATE.finditer(line))
    return tuple(
        Dated(when, match.start(), match.start() + len(match[0].rstrip())) for match, when in found if when is not None
    )


def read_date(words: str, *, zones: Mapping[str, str], order: Order | None = None) -> date | None:
    """The date that metadata gives (ISO 8601, RFC 2822, packed digits or as printed), None if it gives none."""
    words = words.strip()
    try:
        if len(words) == 10 and words[4:5] == "-":
            return date.fromisoformat(words)
        if re.match(r"\d{4}-\d\d-\d\dT\d\d", words):
            return datetime.fromisoformat(re.sub(r"\.\d+", "", words)).replace(microsecond=0)
        if packed := _PACKED.fullmatch(words):
            year, month, day, hour, minute, second, zulu = packed.groups()
            if hour is None:
                return date(int(year), int(month), int(day))
            return datetime(
                int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC if zulu else None
            )
    except ValueError:
        return None
    dates = find_dates(words, zones=zones, order=order)
    return dates[0].when if dates else None


def _read(match: re.Match[str], zones: Mapping[str, str], order: Order | None) -> date | None:
    try:
        day = _day(match, order)
        if day is None:
            return None
        for side in ("b", "a"):
            clock = _clock(match, side)
            if clock is not None:
                hour, minute, second = clock
                zone = _zone(match[f"{side}zone"], zones)
                return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
        return day
    except ValueError:
        return None


def _day(match: re.Match[str], order: Order | None) -> date | None:
    if match["iso_y"]:
        return date(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    if match["mon1"]:
        return date(int(match["y1"]), MONTHS[match["mon1"].lower()], int(match["d1"]))
    if match["mon2"]:
        return date(int(match["y2"]), MONTHS[match["mon2"].lower()], int(match["d2"]))
    first, second, year = int(match["n1"]), int(match["n2"]), int(match["ny"])
    if first == second or (second > 12 >= first):
        return date(year, first, second)
    if first > 12 or order == "dmy":
        return date(year, second, first)
    return date(year, first, second) if order == "mdy" else None


def _clock(match: re.Match[str], side: str) -> tuple[int, int, int] | None:
    if match[f"{side}mil"]:
        return int(match[f"{side}mil"][:2]), int(match[f"{side}mil"][2:]), 0
    hour = match[f"{side}h"] or match[f"{side}hh"]
    if hour is None:
        return None
    half = (match[f"{side}half"] or match[f"{side}hhalf"] or "").lower()
    value = int(hour)
    if half and value <= 12:
        value = value % 12 + (12 if half.startswith("p") else 0)
    return value % 24, int(match[f"{side}m"] or 0), int(match[f"{side}s"] or 0)


def _zone(letters: str | None, zones: Mapping[str, str]) -> tzinfo | None:
    """The zone that the letters name; None for none, and for letters that mean two zones or nothing."""
    if letters is None:
        return None
    if shift := re.fullmatch(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d\d)?", letters):
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return timezone(timedelta(minutes=minutes if shift[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    name = zones.get(letters)
    return UTC if name == "UTC" else ZoneInfo(name) if name else None
