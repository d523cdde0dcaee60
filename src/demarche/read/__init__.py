"""Bytes to a report: page furniture off, headline, date line, agency, captions told apart.

In: a path, an address, bytes or text. Out: one `Report` with one text and one coordinate system. This room knows no
linguistics and follows no link. An address is fetched only when it is given, and only from the open network.
"""

import sys
from types import ModuleType

from demarche.read.draft import Draft, Fact, Page, Part, Reader
from demarche.read.inputs import READERS, SUFFIXES, find_inputs, read, read_all
from demarche.read.order import date_order, publish
from demarche.read.record import Block, BlockKind, Report

__all__ = [
    "READERS", "SUFFIXES", "Block", "BlockKind", "Draft", "Fact", "Page", "Part", "Reader", "Report", "date_order",
    "find_inputs", "publish", "read", "read_all",
]  # fmt: skip


class _Door(ModuleType):
    """The room as a module that can be called: `demarche.read("page.html")` is `demarche.read.read("page.html")`.

    The front door gives the verb and the room the same name; importing the room would otherwise hide the verb.
    """

    __call__ = staticmethod(read)


sys.modules[__name__].__class__ = _Door
