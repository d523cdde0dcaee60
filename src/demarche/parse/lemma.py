"""Inflected words to their lemmas: irregular forms by table, regular ones by spelling, the rest by the model."""

from collections.abc import Callable, Iterator

_VOWELS = frozenset("aeiou")

_UNINFLECTED = frozenset({"CC", "EX", "IN", "JJ", "NN", "PDT", "RP", "UH", "VB", "WDT", "WRB"})
"""Tags of forms that are their own lemma; what the treebanks write otherwise ("pm", "'ve") is in the table."""

_E_ENDINGS = (
    "v", "c", "u", "z", "ns", "rs", "ps", "dg", "bl", "pl", "tl", "gl", "cl", "is", "us", "as", "os", "at", "ut",
    "ot", "ad", "ud", "id", "od", "ag", "eg", "ug", "ur", "ir", "or", "ar", "in", "un", "il", "ok", "ak", "ik", "am",
    "um", "ap", "op", "rg", "lg",
)  # fmt: skip
"""Ends of stems that have lost an e more often than not; a known word without it goes first all the same."""


def find_lemma(
    word: str, xpos: str, guess: str, *, irregular: dict[tuple[str, str], str], knows: Callable[[str], bool]
) -> str:
    """The lemma of a word with this Penn tag; `guess` is the model's, `knows` tells whether a word is one of English.

    >>> find_lemma("approved", "VBD", "approv", irregular={}, knows={"approve"}.__contains__)
    'approve'
    """
    lowered = word.lower()
    if xpos == "VBZ" and lowered.endswith("ed"):
        xpos = "VBD"  # a present never looks so
    found = irregular.get((lowered, xpos[:2]))
    if found:
        return found
    if not guess or (xpos in _UNINFLECTED and guess.lower() != lowered):
        return lowered
    if xpos in {"VBD", "VBN", "VBG", "VBZ", "NNS"}:
        candidates = list(dict.fromkeys(_candidates(lowered, xpos)))
        known = [one for one in candidates if knows(one)]
        if known:
            return known[0]
        if candidates and not (knows(guess.lower()) and guess.lower() in candidates):
            return candidates[0]
    return guess


def _candidates(word: str, xpos: str) -> Iterator[str]:
    """The forms that the word may come from, the likelier first."""
    if xpos in {"VBZ", "NNS"}:
        yield from _without_s(word)
        return
    ending = "ing" if xpos == "VBG" else "ed"
    if not word.endswith(ending) or len(word) <= len(ending) + 1:
        return
    stem = word[: -len(ending)]
    if ending == "ed" and stem.endswith("i"):
        yield stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        yield stem[:-1]
    if stem.endswith(
        ("ced", "sed", "ved", "dit", "crib", "ven", "dol", "din")
    ):  # concede, extradite, subscribe, convene
        yield stem + "e"
    if _undoubled(stem):
        yield stem + "e"
    elif stem.endswith(_E_ENDINGS):
        yield stem + "e"
        yield stem
    else:
        yield stem
        yield stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]


def _undoubled(stem: str) -> bool:
    """Whether a verb without e would have doubled the stem's last letter: "dined" cannot come from "din"."""
    vowels = [char in _VOWELS for char in stem]
    one_syllable = sum(a and not b for a, b in zip(vowels, [*vowels[1:], False], strict=True)) == 1
    return one_syllable and vowels[-3:] == [False, True, False] and stem[-1] not in "wxy"


def _without_s(word: str) -> Iterator[str]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        yield word[:-2]
        yield word[:-1]
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("ves"):
        yield word[:-1]
        yield word[:-3] + "f"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
