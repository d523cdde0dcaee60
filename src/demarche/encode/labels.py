"""The closed lists that the network chooses from."""

from dataclasses import dataclass

NAME_TYPES = ("Person", "Organization", "Location", "NORP", "Facility", "Date", "Money", "Product", "Misc")
NAMES = ("O", *(f"{mark}-{name}" for name in NAME_TYPES for mark in "BI"))
"""BIO tags of the nine types of names."""

STATUSES = ("actual", "planned", "hypothetical", "negated")
CLAIMS = ("plain", "attributed", "alleged", "denied")

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE",
)  # fmt: skip
"""The sixteen types of PLOVER, and NONE: nothing of the kind goes from the one marked actor to the other."""

SECTORS = (
    "-", "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ENV", "GOV", "HLH", "JUD", "LAB", "LEG", "MED", "MIL", "NGO", "OPP",
    "PTY", "REB", "REF", "REL", "SPY", "UAF",
)  # fmt: skip
"""The sectors of actors that are learned, "-" for bodies whose business goes unsaid."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The lists that come from the training trees, each in the order of its scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    features: tuple[str, ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
