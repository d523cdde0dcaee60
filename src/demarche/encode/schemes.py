"""The labels of other models: what their kinds of names are called here, and how they mark where a name begins."""

from collections.abc import Container, Sequence

from demarche.encode.labels import NAME_TYPES

_TYPES = {
    **{name.upper(): name for name in NAME_TYPES},
    "PERSON": "Person", "PER": "Person",
    "ORG": "Organization",
    "LOC": "Location", "GPE": "Location",
    "FAC": "Facility",
    "TIME": "Date",
}  # fmt: skip
"""Ours from those of OntoNotes, of CoNLL-2003 and our own, in capitals; what is not among them is `Misc`."""

_NUMBERS = frozenset({"CARDINAL", "ORDINAL", "PERCENT", "QUANTITY"})
"""Kinds that OntoNotes marks and we do not."""


def name_type(label: str) -> str | None:
    """Our type for the kind of name that another model calls `label`; None for numbers, which are no names here.

    >>> name_type("GPE"), name_type("WORK_OF_ART"), name_type("CARDINAL")
    ('Location', 'Misc', None)
    """
    kind = label.upper()
    return None if kind in _NUMBERS else _TYPES.get(kind, "Misc")


def to_bio(labels: Sequence[str], *, opens: Container[int] = ()) -> tuple[str, ...]:
    """Our BIO tags for the labels of another model, one a word, in BIO, IOB or BILOU.

    No name goes on over the places in `opens`, where sentences begin. Labels without a mark count as I.

    >>> to_bio(["I-PER", "I-PER", "O", "U-GPE", "U-GPE", "I-ORG"])
    ('B-Person', 'I-Person', 'O', 'B-Location', 'B-Location', 'B-Organization')
    """
    out, going = [], ""
    for at, label in enumerate(labels):
        mark, kind = _parted(label)
        found = name_type(kind) if kind else None
        begins = mark in "BUS" or kind != going or at in opens
        out.append(f"{'B' if begins else 'I'}-{found}" if found else "O")
        going = "" if mark in "LEUS" else kind
    return tuple(out)


def bare_names(tags: Sequence[str], words: Sequence[str], *, opens: Container[int] = ()) -> tuple[str, ...]:
    """The tags without an article before a name, or "'s" after it, which OntoNotes counts in and we do not.

    A capital article stays, as in The Hague, but where a sentence begins, at the places in `opens`.

    >>> bare_names(["B-Location", "I-Location", "I-Location"], ["the", "Sahel", "'s"])
    ('O', 'B-Location', 'O')
    """
    out = list(tags)
    for at, tag in enumerate(tags):
        goes_on = tags[at + 1] if at + 1 < len(tags) else "O"
        word = words[at].lower() if at in opens else words[at]
        if tag.startswith("B-") and goes_on == f"I-{tag[2:]}" and word in {"the", "a", "an"}:
            out[at], out[at + 1] = "O", tag
        if tag.startswith("I-") and goes_on != tag and word in {"'s", "’s"}:
            out[at] = "O"
    return tuple(out)


def _parted(label: str) -> tuple[str, str]:
    """The mark and the kind of a label; the kind is empty where there is no name."""
    if label[1:2] in ("-", "_") and label[0] in "BILUSEO":
        return label[0], label[2:]
    return "I", "" if label == "O" else label
