"""What every room stands on: spans, reasons, marked text, errors. Standard library only, no input or output."""

from demarche.base.because import Because, ByModel, ByRule, Given, say, tell
from demarche.base.brackets import Mark, parse_marked, write_marked
from demarche.base.cache import cache_folder
from demarche.base.errors import ConfigError, DemarcheError, KnowledgeError, ReadError, StoreError, WeightsError
from demarche.base.span import Span

__all__ = [
    "Because", "ByModel", "ByRule", "ConfigError", "DemarcheError", "Given", "KnowledgeError", "Mark", "ReadError",
    "Span", "StoreError", "WeightsError", "cache_folder", "parse_marked", "say", "tell", "write_marked",
]  # fmt: skip
