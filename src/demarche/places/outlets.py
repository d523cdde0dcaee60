"""Where a paper of one town or region is at home."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from demarche.knowledge import Folders, read_table
from demarche.places.names import fold_name

OUTLET_COLUMNS = ("name", "names", "home")


def read_outlets(folders: Folders) -> dict[str, str]:
    """Where papers are at home, as a date line would have it, by their folded names and by the hosts of their pages."""
    return {
        _key(name): row["home"]
        for path in folders.files("places", "outlets*.tsv") for row in read_table(path, OUTLET_COLUMNS)
        for name in (row["name"], *row.all("names"))
    }  # fmt: skip


def home_words(outlet: str | None, url: str | None, outlets: Mapping[str, str]) -> str | None:
    """The date line of a report's paper, by its name or else by the host of the page; None if it is not known as local.

    >>> home_words("The Toledo Blade", None, {"toledo blade": "Toledo, Ohio"})
    'Toledo, Ohio'
    """
    if outlet and (found := outlets.get(_key(outlet))):
        return found
    host = urlsplit(url).hostname if url else None
    parts = host.split(".") if host else []
    hosts = (".".join(parts[at:]) for at in range(len(parts) - 1))
    return next((outlets[name] for name in hosts if name in outlets), None)


def _key(name: str) -> str:
    """Hosts stay as they are."""
    return name if "." in name and " " not in name and name.islower() else fold_name(name).removeprefix("the ")
