"""Reads the actor and agent dictionaries of TABARI, PETRARCH and Phoenix.

An actor is a line `NAME_ [CODE]`, lines `+SYNONYM`, and lines of date limits behind a tab: `[CODE >YYMMDD]` from that
day on, `[CODE <YYMMDD]` up to it, `[CODE YYMMDD-YYMMDD]` between the two; years have two or four digits. An agent is a
line `NOUN {PLURAL} [~CODE]`, with sets of words `!SET! = A, B` that stand in nouns. Codes are runs of three letters:
country or kind of body, then sectors, groups, religions.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from demarche.actors.imported import Imported, Stretch, lay_out
from demarche.actors.lexicon import SECTORS, plural_of
from demarche.base import ReadError
from demarche.knowledge import Countries, foreign_lines, read_foreign

_CODE = re.compile(r"\[\s*(?P<code>~?[A-Z0-9-]{2,}~?)?\s*(?P<limit>[<>]\s*\d{6,8}|\d{6,8}\s*-\s*\d{6,8})?\s*[\]}]")
_PLURAL = re.compile(r"\{(.*?)\}")
_SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")

KINDS = {"IGO": "IGO", "INT": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "MNC"}
"""First parts of codes that stand where a country would."""

MEANINGS = {
    "INS": "REB", "SEP": "REB", "IMG": "REB", "UIS": "", "DEV": "BUS", "TOP": "ELI", "PPL": "CVL", "CHR": "REL",
    "MOS": "REL", "JEW": "REL", "BUD": "REL", "HIN": "REL", "SIK": "REL", "CTH": "REL", "PRO": "REL", "FRM": "GOV",
}  # fmt: skip
"""Parts of CAMEO codes that we have under another name."""

PIVOT = 30
"""Years of two digits up to this are of our century."""


def read_petrarch(path: Path, countries: Countries) -> Imported:
    """The rows of the dictionary at `path`; actors with days become `leaders`, others `organisations`.

    Names of countries and cities (a country's code alone) are left out: the tables of countries and places have them.

    Raises:
        ReadError: the file cannot be read or holds no code in brackets.
    """
    lines = [line for _, line in foreign_lines(read_foreign(path))]
    if not any("[" in line for line in lines):
        raise ReadError(str(path), "no dictionary of actors or agents", "lines as NAME_ [CODE] are expected")
    if any("~" in line for line in lines):
        return _read_agents(lines)
    found = Imported()
    block: list[str] = []
    for line in [*lines, ""]:
        if block and not line.startswith(("+", "\t", " ")):
            _read_actor(block, countries, found)
            block = []
        if line.strip():
            block.append(line)
    return found


def _read_actor(block: list[str], countries: Countries, found: Imported) -> None:
    first = block[0]
    names = [name_of(first.split("[")[0])]
    names += [name_of(line[1:].split("[")[0]) for line in block[1:] if line.startswith("+")]
    names = list(dict.fromkeys(name for name in names if name))
    default: str | None = None
    stretches: list[Stretch] = []
    for line in block:
        for match in _CODE.finditer(line) if "[" in line else ():
            code, limit = match["code"] or "", match["limit"]
            if not limit:
                default = code
                continue
            days = _days(limit)
            if days is None:
                found.lose("a day that is none", f"{names[0] if names else first}: {limit}")
            else:
                stretches.append(Stretch(code, *days))
    if not names or (default is None and not stretches):
        found.lose("an entry without name or code", first)
        return
    if not stretches and default in countries.by_code:
        found.lose("a country, people or city, which other tables have", names[0])
        return
    table = "leaders" if stretches else "organisations"
    kept = 0
    for stretch in lay_out(stretches, default):
        country, sectors = _split(stretch.code, countries, found)
        if country is None and not sectors:
            continue
        row = {"name": names[0], "names": "" if kept else "|".join(names[1:]), "country": country or ""}
        row |= {"sector": "|".join(sectors), "title": "", "from": _iso(stretch.start), "to": _iso(stretch.end)}
        found.rows[table].append(row)
        kept += 1
    if not kept:
        found.lose("an actor whose codes mean nothing here", names[0])


def _split(code: str, countries: Countries, found: Imported) -> tuple[str | None, list[str]]:
    """Country (or kind of body) and sectors of a code; parts that mean nothing here are counted."""
    parts = [code.replace("~", "")[at : at + 3] for at in range(0, len(code.replace("~", "")), 3)]
    country: str | None = None
    sectors: list[str] = []
    for part in parts:
        if country is None and (part in countries.by_code or part in KINDS):
            country = KINDS.get(part, part)
        elif part in SECTORS or part in MEANINGS:
            sectors += [sector for sector in [MEANINGS.get(part, part)] if sector and sector not in sectors]
        elif part.strip("-"):
            found.lose("a part of a code for a group, religion or people", f"{part} in {code}")
    return country, sectors


def _days(limit: str) -> tuple[date | None, date | None] | None:
    """From what day up to what day a date limit holds; None if one of its days is none."""
    numbers = [_day(one) for one in re.findall(r"\d{6,8}", limit)]
    if None in numbers:
        return None
    if limit.startswith(">"):
        return numbers[0], None
    if limit.startswith("<"):
        return None, _after(numbers[0])
    return (numbers[0], _after(numbers[1])) if numbers[0] and numbers[1] and numbers[0] <= numbers[1] else None


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day and day < date.max else day


def _day(digits: str) -> date | None:
    year, month, day = int(digits[:-4]), int(digits[-4:-2]), int(digits[-2:])
    if len(digits) == 6:
        year += 2000 if year <= PIVOT else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def name_of(words: str) -> str:
    """A name as dictionaries write it, as news does.

    >>> name_of("HAMID_KARZAI_"), name_of("JEAN-BAPTISTE DE SILVA"), name_of("U.S._ARMY")
    ('Hamid Karzai', 'Jean-Baptiste de Silva', 'U.S. Army')
    """
    plain = " ".join(words.replace("_", " ").split())
    written = re.sub(r"[^\s\-'’.]+", lambda found: found[0].capitalize(), plain)
    return re.sub(r"(?<=\s)(De|Del|Da|Dos|Van|Von|Of|The|And|For|Al|Bin|Ibn)(?=[\s-])", lambda f: f[0].lower(), written)


def _read_agents(lines: list[str]) -> Imported:
    found = Imported()
    sets: dict[str, list[str]] = {}
    for line in lines:
        if given := _SET.match(line.strip()):
            sets[given[1]] = [word.strip() for word in given[2].split(",") if word.strip()]
            continue
        code = _CODE.search(line)
        noun = _PLURAL.sub("", line.split("[")[0])
        if code is None or not noun.strip():
            found.lose("a line that is no agent", line.strip())
            continue
        parts = re.findall(r"[A-Z]{3}", code["code"] or "")
        sectors = [MEANINGS.get(part, part) for part in parts]
        sector = next((one for one in sectors if one in SECTORS), None)
        if sector is None:
            found.lose("an agent whose code means nothing here", line.strip())
            continue
        for part in parts[1:]:
            found.lose("a second sector of an agent", f"{part} in {line.strip()}")
        plural = _PLURAL.search(line)
        for spelt in _expanded(noun, sets):
            found.rows["agents"].append({"noun": spelt, "plural": _plural(spelt, plural), "sector": sector})
    return found


def _expanded(noun: str, sets: dict[str, list[str]]) -> Iterator[str]:
    """The nouns for which one with sets of words stands, in small letters."""
    parts = re.split(r"!(\w+)!", noun)
    choices = [[part] if at % 2 == 0 else sets.get(part, [part]) for at, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).replace("_", " ").lower().split())


def _plural(noun: str, given: re.Match[str] | None) -> str:
    """The plural for our table: none to say where it is regular; empty braces mean that there is no other form."""
    if given is None:
        return ""
    plural = " ".join(given[1].replace("_", " ").lower().split())
    return noun if not plural else "" if plural == plural_of(noun) else plural
