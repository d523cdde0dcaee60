"""The family of errors, named by what the user must mend.

DemarcheError
├── ReadError       the input: not a page, not English, too large, no story
├── KnowledgeError  a word or rule file
├── WeightsError    the model's files
├── StoreError      the record folder
└── ConfigError     an option or a setting
"""

from pathlib import Path


class DemarcheError(Exception):
    """Something that the user can mend; the message is one line and says how."""


class ReadError(DemarcheError):
    """An input that cannot be read as a news report.

    Attributes:
        what: the input's name (a path, an address, "bytes").
        why: what is wrong with it.
        remedy: what the user can do.
    """

    def __init__(self, what: str, why: str, remedy: str = "") -> None:
        super().__init__(f"{what}: {why}" + (f"; {remedy}" if remedy else ""))
        self.what, self.why, self.remedy = what, why, remedy

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.what, self.why, self.remedy)


class KnowledgeError(DemarcheError):
    """A fault in a knowledge file: which file, line and entry, what is wrong and what to try."""

    def __init__(self, file: Path | str, line: int, entry: str, what: str, remedy: str = "") -> None:
        super().__init__(f"{file}:{line}  {entry}  {what}" + (f"; {remedy}" if remedy else ""))
        self.file, self.line, self.entry, self.what, self.remedy = str(file), line, entry, what, remedy

    def __reduce__(self) -> tuple[type, tuple[str, int, str, str, str]]:
        return type(self), (self.file, self.line, self.entry, self.what, self.remedy)


class WeightsError(DemarcheError):
    """The model's files are missing, damaged or made for another version."""


class StoreError(DemarcheError):
    """A record folder that cannot be opened or written."""


class ConfigError(DemarcheError):
    """An option or a setting that makes no sense."""
