"""Reads office holders from Wikidata: the JSON of a SPARQL query, or a list of flat objects with the same names.

Each result has a person, an office, the days between which it was held, and a country. The names of the query's
variables may be any of `FIELDS`.
"""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

from demarche.actors.imported import Imported
from demarche.actors.lexicon import ActorLexicon
from demarche.actors.phrases import read_phrase
from demarche.base import ReadError

FIELDS = {
    "name": ("personLabel", "itemLabel", "name", "label"),
    "names": ("altLabels", "personAltLabel", "itemAltLabel", "aliases", "names"),
    "title": ("positionLabel", "officeLabel", "position", "office", "title"),
    "country": ("iso3", "countryCode", "country", "countryLabel"),
    "from": ("start", "startTime", "startDate", "from"),
    "to": ("end", "endTime", "endDate", "to"),
    "wikidata": ("person", "item", "wikidata", "qid"),
}
"""For each of our columns the names of variables that may hold it, the likelier first."""

LARGEST = 200_000_000
"""Bytes of a dump that are read at most."""


def read_wikidata(path: Path, lexicon: ActorLexicon) -> Imported:
    """The office holders in the file at `path` as rows of `leaders`.

    The sector is that of the office by our own table of titles, GOV where it has none. Results without a name, an
    office or a day on which it began are counted as lost: an office without days would hold for ever.

    Raises:
        ReadError: the file cannot be read, is too large, or is no such JSON.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(str(path), f"larger than {LARGEST // 1_000_000} MB", "split the query by country")
        given = json.loads(path.read_text(encoding="utf-8"))
        results = given["results"]["bindings"] if isinstance(given, dict) else given
        flat = [{key: _value(value) for key, value in item.items()} for item in results]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReadError(
            str(path), f"no office holders: {error!r}", "the JSON of a SPARQL query, or a list of objects"
        ) from error
    found = Imported()
    seen: set[tuple[str, str, str]] = set()
    for item in flat:
        row = {column: next((item[key] for key in keys if item.get(key)), "") for column, keys in FIELDS.items()}
        _take(row, lexicon, found, seen)
    _part_overlaps(found)
    return found


def _value(value: object) -> str:
    """The words of a SPARQL cell or of a plain value; a list's parts are joined."""
    if isinstance(value, dict):
        return str(value.get("value", ""))
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


def _take(row: dict[str, str], lexicon: ActorLexicon, found: Imported, seen: set[tuple[str, str, str]]) -> None:
    who = row["name"] or row["wikidata"] or "?"
    if not row["name"] or re.fullmatch(r"Q\d+", row["name"]):
        return found.lose("a person without a name in English", who)
    if not row["title"]:
        return found.lose("a person without an office", who)
    start, end = _day(row["from"]), _day(row["to"])
    if start is None or (row["to"] and end is None):
        return found.lose("an office without a day", f"{who}: {row['title']}")
    if end is not None and end <= start:
        return found.lose("an office that ends before it begins", f"{who}: {row['title']}")
    country = _country(row["country"], lexicon)
    if row["country"] and country is None:
        found.lose("a country that is not known", f"{who}: {row['country']}")
    reading = read_phrase(row["title"], lexicon, on=start)
    title = reading.title[:1].upper() + reading.title[1:] if reading.agent else row["title"]
    key = (row["name"], title, start.isoformat())
    if key in seen:
        return found.lose("the same office twice", f"{who}: {title}")
    seen.add(key)
    number = re.search(r"Q\d+$", row["wikidata"])
    names = [name.strip() for name in re.split(r"[|;]", row["names"]) if name.strip() and name.strip() != row["name"]]
    found.rows["leaders"].append(
        {
            "name": row["name"], "names": "|".join(dict.fromkeys(names)), "country": country or reading.country or "",
            "title": title, "sector": "|".join(reading.sectors[:1]) or "GOV", "from": start.isoformat(),
            "to": end.isoformat() if end else "", "wikidata": number[0] if number else "",
        }
    )  # fmt: skip
    return None


def _country(given: str, lexicon: ActorLexicon) -> str | None:
    if given in lexicon.countries.by_code:
        return given
    country = lexicon.countries.names.get(given)
    return country.code if country else None


def _day(given: str) -> date | None:
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", given)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _part_overlaps(found: Imported) -> None:
    """End an office on the day on which the same person's next one of the same title begins."""
    rows = sorted(found.rows["leaders"], key=lambda row: (row["name"], row["title"], row["from"]))
    for row, following in pairwise(rows):
        same = (row["name"], row["title"]) == (following["name"], following["title"])
        if same and (not row["to"] or row["to"] > following["from"]):
            row["to"] = following["from"]
    found.rows["leaders"] = rows
