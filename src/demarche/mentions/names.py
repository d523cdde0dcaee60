"""Compares the names of one report: the same, a short form, another spelling."""

import re
import unicodedata
from functools import lru_cache

SMALL = frozenset({"of", "the", "and", "for", "de", "del", "la", "das", "dos", "e", "y", "et"})
"""Words of a name that give no letter to its acronym."""

_SOUNDS = (
    (r"(?<=\w)(yy|i[yjie]|ee)\b", "i"), (r"y|j", "i"), (r"ph", "f"), (r"kh|ck|q|x", "k"), (r"gh", "g"),
    (r"dh", "d"), (r"th", "t"), (r"ou|oo|o|w", "u"), (r"sch|sh|ch|tch|cz|c|z", "s"), (r"v", "f"), (r"e", "i"),
    (r"h", ""),
)  # fmt: skip
"""What different transliterations write differently, made one: Zelensky, Zelenskyy; Gaddafi, Qadhafi; Xhaka, Khaka."""


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """The name for comparing: no accents, case, closing 's, article or hyphens' spaces.

    >>> key_of("The Élysée’s"), key_of("Kim Jong - un")
    ('elysee', 'kim jong-un')
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    plain = re.sub(r"[’']s?$", "", plain.strip()).removeprefix("the ")
    plain = re.sub(r"\b(?:al|el|ul)[\s-]+(?=\w)", "al ", plain)
    return re.sub(r"\s*[-–]\s*", "-", plain)


@lru_cache(maxsize=20_000)
def sound_of(name: str) -> str:
    """The name as roughly heard, so that spellings of one name in Latin letters agree.

    >>> sound_of("Zelenskyy") == sound_of("Zelensky"), sound_of("Kim Jong Un") == sound_of("Kim Jong-un")
    (True, True)
    >>> sound_of("Lopez") == sound_of("Lopes"), sound_of("Marin") == sound_of("Moran")
    (True, False)
    """
    plain = re.sub(r"[-–]", " ", key_of(name))
    plain = re.sub(r"[^a-z ]", "", plain)
    for pattern, sound in _SOUNDS:
        plain = re.sub(pattern, sound, plain)
    return re.sub(r"(\w)\1+", r"\1", plain)


def is_surname(short: str, full: str) -> bool:
    """Whether a person's shorter name is a short form of the full one: either end of it, its first and last word, the
    middle one of a Spanish name, its last words.

    >>> is_surname("Kim", "Kim Jong-un"), is_surname("Jong-un", "Kim Jong-un"), is_surname("Anna", "Anna Berg")
    (True, True, True)
    >>> is_surname("Maria Lopez", "Maria del Carmen Lopez"), is_surname("Ana Lopez", "Maria Lopez")
    (True, False)
    >>> is_surname("El-Mansouri", "Abdelkrim al-Mansouri"), is_surname("Gasymov", "Anar Gasimov")
    (True, True)
    """
    part, whole = key_of(short).split(" "), key_of(full).split(" ")
    if len(part) >= len(whole):
        return False
    if len(part) == 1:
        heard = {sound_of(word) for word in whole[1:] if len(word) > 4}
        return part[0] in whole or "-".join(whole[1:]) == part[0] or sound_of(part[0]) in heard
    return whole[-len(part) :] == part or (part[0], part[-1]) == (whole[0], whole[-1])


def is_short_body(short: str, full: str) -> bool:
    """Whether a body's shorter name is a short form of the full one: its acronym, its first or its last words.

    >>> is_short_body("OPCW", "Organisation for the Prohibition of Chemical Weapons"), is_short_body("LA", "Labour")
    (True, False)
    >>> is_short_body("Central Bank", "Central Bank of Kenya"), is_short_body("Commission", "European Commission")
    (True, True)
    """
    part, whole = key_of(short).split(" "), key_of(full).split(" ")
    if len(part) == 1:
        letters = part[0].replace(".", "")
        return (len(letters) > 1 and letters in acronyms_of(full)) or (len(whole) > 1 and part[0] == whole[-1])
    return len(whole) > len(part) and (whole[: len(part)] == part or whole[-len(part) :] == part)


def acronyms_of(full: str) -> frozenset[str]:
    """The acronyms that the name may have, in small letters: with and without its small words, "u" for United before.

    >>> sorted(acronyms_of("Union of the Free"))
    ['uf', 'uof', 'uotf', 'uuf']
    """
    words = [word for word in re.split(r"[\s-]+", key_of(full)) if word]
    if len(words) < 2:
        return frozenset()
    large = "".join(word[0] for word in words if word not in SMALL)
    but_article = "".join(word[0] for word in words if word != "the")
    return frozenset({large, "u" + large, "".join(word[0] for word in words), but_article})


def is_variant(one: str, other: str) -> bool:
    """Whether two names of persons are spellings of one: as many words, sounding alike, beginning alike.

    >>> is_variant("Volodymyr Zelensky", "Volodymyr Zelenskyy"), is_variant("Kim Jong Un", "Kim Jong-un")
    (True, True)
    >>> is_variant("Hassan", "Hussein"), is_variant("Wang Yi", "Wang Li")
    (False, False)
    """
    first, second = sound_of(one), sound_of(other)
    return len(first) > 3 and first == second


def is_end(short: str, full: str) -> bool:
    """Whether a single name is the first or last word of a fuller one."""
    part, whole = key_of(short).split(" "), key_of(full).split(" ")
    return len(part) == 1 and len(whole) > 1 and part[0] in (whole[0], whole[-1])
