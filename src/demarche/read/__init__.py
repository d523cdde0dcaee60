"""Bytes to a report: page furniture off, headline, date line, agency, captions told apart.

In: a path, an address, bytes or text. Out: one `Report` with one text and one coordinate system. This room knows no
linguistics and follows no link.
"""

from demarche.read.record import Block, BlockKind, Report

__all__ = ["Block", "BlockKind", "Report"]
