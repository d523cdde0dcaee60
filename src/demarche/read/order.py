"""What is asked of a report once it is read: how its outlet writes dates, and the same report with its day given.

The files that these need are opened when they are asked, so that the door stays light.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from demarche.base import Given
from demarche.read.record import Report

if TYPE_CHECKING:
    from demarche.knowledge import Folders


def date_order(report: Report, folders: "Folders | None" = None) -> Literal["dmy", "mdy"] | None:
    """`dmy` or `mdy` by the table of outlets; None for an unknown outlet, or one that prints no dates in figures."""
    from demarche.knowledge import Folders
    from demarche.read.furniture import open_lexicon

    lexicon = open_lexicon(folders or Folders())
    outlet = lexicon.outlet_at(report.url) or lexicon.outlet_names.get(report.outlet or "")
    return outlet.order if outlet is not None and outlet.order in ("dmy", "mdy") else None


def publish(report: Report, day: date) -> Report:
    """The report as published on that day, where it does not say itself when it was."""
    from demarche.read.assemble import identify

    if report.published is not None:
        return report
    because = (*report.because, ("published", Given("the caller")))
    return replace(report, id=identify(report.text, day), published=day, because=because)
