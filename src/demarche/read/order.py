"""The order in which a report's outlet writes day and month in figures."""

from typing import Literal

from demarche.knowledge import Folders
from demarche.read.furniture import open_lexicon
from demarche.read.record import Report


def date_order(report: Report, folders: Folders | None = None) -> Literal["dmy", "mdy"] | None:
    """`dmy` or `mdy` by the table of outlets; None for an unknown outlet, or one that prints no such dates."""
    lexicon = open_lexicon(folders or Folders())
    outlet = lexicon.outlet_at(report.url) or lexicon.outlet_names.get(report.outlet or "")
    return outlet.order if outlet is not None and outlet.order in ("dmy", "mdy") else None
