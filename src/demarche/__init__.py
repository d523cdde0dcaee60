"""Demarche reads news reports and keeps the record of who did what to whom, with the words that say so."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from demarche.base import DemarcheError
    from demarche.classes import open_classes
    from demarche.coding import EventRecord
    from demarche.pipeline import Analysis, Coder, Failure, Knowledge
    from demarche.read import Report, read
    from demarche.stories import Event

__all__ = [
    "Analysis", "Coder", "DemarcheError", "Event", "EventRecord", "Failure", "Knowledge", "Report", "__version__",
    "code", "open_classes", "read",
]  # fmt: skip

_ROOMS = {
    "DemarcheError": "base", "EventRecord": "coding", "Analysis": "pipeline", "Coder": "pipeline",
    "Failure": "pipeline", "Knowledge": "pipeline", "Report": "read", "read": "read", "Event": "stories",
    "open_classes": "classes",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The front door's names, each fetched from its room at first use: importing the package does no work."""
    if name == "__version__":
        from importlib.metadata import version

        return version("demarche")
    if name not in _ROOMS:
        raise AttributeError(f"module 'demarche' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"demarche.{_ROOMS[name]}"), name)


def code(source: Any) -> "Analysis":
    """Read and code one report with the shipped weights and knowledge, loaded at the first call.

    `source` is what `read` takes: a path, an address, bytes or text.

    Raises:
        ReadError: the source is no news report that can be read.
    """
    from demarche.read import read as read_report

    return _shipped().code(read_report(source))


@cache
def _shipped() -> "Coder":
    from demarche.pipeline import Coder as ShippedCoder

    return ShippedCoder()
