"""Raw text to words and sentences, with true offsets and the word boundaries of the English UD treebanks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from demarche.base import KnowledgeError, Span
from demarche.knowledge import Folders, Shape, read_rules, read_table

_CHUNK = re.compile(r"\S+")
_NEXT = re.compile(r"\s+([^\W\d_]+)(?![\w’'-])")
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*"  # accents may stand apart from their letters
# What one word is, the more special before the more common; {braces} are filled from the knowledge files.
# Repetition is bounded where a match may fail at its end, lest rubbish without white space take quadratic time.
_WHOLE = (
    r"(?:(?:https?|ftp)://|www\.)\S*[\w/]"  # addresses
    r"|(?:mailto:)?\w[\w.+%-]{{0,63}}@[\w-]{{0,63}}[A-Za-z][\w-]*(?:\.[\w-]+)*|@[A-Za-z_]\w*(?:\.[A-Za-z]\w+)*|#[A-Za-z_]\w*"
    r"|(?<![\w.])(?:[\w-]{{1,63}}\.){{1,6}}(?:{domains})(?:/\S*[\w/]|(?!\.?[\w@-]))"
    r"|(?<![\w.])(?:-?\w[\w.#~-]{{0,99}})?\.(?i:{files})(?!\w)"
    r"|(?<![\w.])[a-z]{{1,30}}(?:\.[a-z][\w-]{{1,60}}){{2,8}}(?![\w.]\w)"  # groups and modules: sci.space.policy
    r"|(?<!\w)(?i:{marked})(?!\w)|(?<!\w)[A-Z]{{1,4}}&[A-Z]{{1,3}}(?!\w)"  # w/o, AT&T
    r"|(?<!\w)[’'`´](?i:{elided})(?![\w’'])"  # 'em
    r"|(?:[A-Za-z]\.){{2,}}(?:[A-Za-z](?![A-Za-z]))?|(?<!\w)(?:[A-Z]\.){{1,6}}[A-Z](?![\w.])"  # U.S., a.m., U.S.A, U.S
    r"|(?:\d{{3}}/)?(?<!\d)(?:\d{{3}}|\d{{5}})-\d{{4}}(?![\w-])|\d+(?:-\d+){{2,6}}(?![\w/-])"  # 555-0100, 2019-03-30
    r"|\d{{1,4}}/\d{{1,4}}(?:/\d{{2,4}})?(?!\d)|\d+(?:st|nd|rd|th|ST|ND|RD|TH)(?![^\W_])"  # 3/30/2019, 19th
    r"|(?:[’']\d0[’']?|\d*\d0[’']|\d+)s(?![^\W_])"  # 1990s, '90s, 90's
    r"|\d+(?!(?:{units})(?![^\W_]))[^\W\d_](?![^\W_]|\.[A-Za-z])"  # 4G, 33A
    r"|(?:\d{{1,2}}(?:,\d\d){{1,4}},\d{{3}}(?!\d)|\d+(?:,\d{{3}}(?!\d)|[.:]\d+)*|(?<![\w.)])\.\d+)(?:½|¼|¾)?"
    r"|½|¼|¾"  # 1,200.5, 18:46, 3½
    r"|(?<!\w)(?:{currencies})(?=\d)|(?<!\w)[^\W\d_]{{1,40}}\d+[^\W_]*(?![^\W_]|[.,]\d)"  # Rs500, MH17
    r"|(?<=[\w.)\]”’!%])[’'`´](?i:s|re|ve|ll|d|m)(?![^\W_])"  # clitics after what is no letter
    r"|(?<![\w-])[B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z][b-df-hj-np-tv-xz]{{0,2}}-(?=\s|$)"  # a word broken off: "th-"
    r"|[^\W_]{{1,80}}(?:_+[^\W_]+)+|{letters}(?:[’'`´]{letters})*"  # words, with apostrophes inside
    r"|\.{{2,}}|…|\.[!?]+|[!?]{{2,}}|[-=_*~+|<>#^]{{4,}}|_+"  # ?!
    r"|(?<!\d)[:;=][’'-]?(?:[)(]+|[DPO](?!\w)|[/\\|](?![\w/]))(?!\w)|\(:(?=\s|$)|\^_+\^"  # :-)
    r"|‘’|‘‘|’’|-{{2,}}|–+|—+|``|''|[()\[\]{{}}]|(?P<mark>[^\w\s])(?P=mark)*|\w"
)
_CLITIC = re.compile(r"(?i)(?<=\D)(?:n[’'`´]t|[’'`´](?:s|re|ve|ll|d|m))$")
_REST = re.compile(r"-((?:[A-Z]\.){2,}|\d+(?:[’']?s)?(?![^\W_])|[^\W\d_]+)")  # the hyphen and what follows
_DOTTED = re.compile(r"(?:[A-Za-z]{1,6}\.){2,4}")
_ELLIPSIS = re.compile(r"\.{3}")
_STOP = re.compile(r"[.!?…]+")
_NOTES = re.compile(r"(?:\s?\[\d{1,3}\])+")  # "[4] [7]"
_CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "''", "’’", "»"})
_OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "``", "‘‘", "‘’", "«"})


class JoinedBefore(Shape):
    """A word that is cut into `parts` before one of some words only."""

    word: str
    parts: tuple[str, ...]
    before: tuple[str, ...]


class Starters(Shape):
    """Words whose capital form opens a sentence."""

    words: tuple[str, ...] = ()


class Asking(Shape):
    """Verbs that say whose a quoted question was, and the words that they may stand before."""

    verbs: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class SplittingShape(Shape):
    """`splitting.toml` as read."""

    hyphen_prefixes: tuple[str, ...] = ()
    hyphen_endings: tuple[str, ...] = ()
    hyphened: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    elided: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    joined: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    joined_before: tuple[JoinedBefore, ...] = ()
    starters: Starters = Starters()
    asking: Asking = Asking()


@dataclass(frozen=True, slots=True)
class Splitting:
    """What the room needs to know of words: abbreviations by kind, what stays whole at a hyphen, the pattern of a word,
    joined words, words that open sentences or say who asked, lemmas by (irregular form, first two letters of its tag),
    verbs beyond the network's vocabulary, and those whose past is their bare form."""

    titles: frozenset[str]
    units: frozenset[str]
    numbers: frozenset[str]
    prefixes: frozenset[str]
    endings: frozenset[str]
    hyphened: frozenset[str]
    word: re.Pattern[str]
    joined: dict[str, tuple[str, ...]]
    joined_before: dict[str, JoinedBefore]
    starters: frozenset[str]
    asking: frozenset[str]
    circumstances: frozenset[str]
    irregular: dict[tuple[str, str], str]
    verbs: frozenset[str]
    alike: frozenset[str]


def open_splitting(folders: Folders) -> Splitting:
    """The shipped lists with the users' laid over them.

    Raises:
        KnowledgeError: a file is faulty.
    """
    kinds: dict[str, set[str]] = {"title": set(), "unit": set(), "number": set()}
    for path in folders.files("parse", "abbreviations.tsv"):
        for row in read_table(path, ("word", "kind")):
            if row["kind"] not in kinds:
                raise KnowledgeError(
                    Path(path), row.line, row["word"], f"kind {row['kind']!r}", "write title, unit or number"
                )
            kinds[row["kind"]].add(row["word"])
    shapes = [_read_shape(path) for path in folders.files("parse", "splitting.toml")]
    return Splitting(
        frozenset(kinds["title"]),
        frozenset(kinds["unit"]),
        frozenset(kinds["number"]),
        frozenset(prefix for shape in shapes for prefix in shape.hyphen_prefixes),
        frozenset(ending for shape in shapes for ending in shape.hyphen_endings),
        frozenset(word for shape in shapes for word in shape.hyphened),
        _compile_word(shapes),
        {word: parts for shape in shapes for word, parts in shape.joined.items()},
        {entry.word: entry for shape in shapes for entry in shape.joined_before},
        frozenset(word for shape in shapes for word in shape.starters.words),
        frozenset(word for shape in shapes for word in shape.asking.verbs),
        frozenset(word for shape in shapes for word in shape.asking.before),
        {
            (row["form"].lower(), row["tag"]): row["lemma"]
            for path in folders.files("parse", "irregular.tsv")
            for row in read_table(path, ("form", "tag", "lemma"))
        },
        frozenset(row["verb"] for path in folders.files("parse", "verbs.tsv") for row in read_table(path, ("verb",))),
        frozenset(word for shape in shapes for word in shape.alike),
    )


def _read_shape(path: Path) -> SplittingShape:
    """The file, once it is known that the parts of every joined word make up that word."""
    shape = read_rules(path, SplittingShape)
    for word, parts in (*shape.joined.items(), *((entry.word, entry.parts) for entry in shape.joined_before)):
        if "".join(parts) != word:
            remedy = "write the word cut, no letter more or less"
            raise KnowledgeError(path, 0, word, f"its parts make {''.join(parts)!r}", remedy)
    return shape


def _compile_word(shapes: Sequence[SplittingShape]) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"

    return re.compile(
        _WHOLE.format(
            letters=_LETTERS,
            marked=either(word for shape in shapes for word in shape.marked),
            elided=either(word for shape in shapes for word in shape.elided),
            units=either(word for shape in shapes for word in shape.units),
            currencies=either(word for shape in shapes for word in shape.currencies),
            domains=either(word for shape in shapes for word in shape.domains),
            files=either(word for shape in shapes for word in shape.files),
        )
    )


def split_words(text: str, splitting: Splitting, *, start: int = 0) -> tuple[Span, ...]:
    """The words of a stretch of text, as spans moved by `start`.

    Words are cut at hyphens but for prefixes ("U.S.-led" is three words, "co-operate" one), clitics stand alone
    ("did", "n't"), abbreviations keep their full stop, numbers, addresses and runs of one mark stay whole.
    """
    spans: list[Span] = []
    for chunk in _CHUNK.finditer(text):
        first, last = chunk.span()
        if chunk[0].isalpha():
            pieces: Iterable[tuple[int, int]] = _split_word(text, first, last, splitting)
        else:
            pieces = _split_chunk(text, first, last, splitting)
        spans.extend(Span(start + begin, start + end) for begin, end in pieces)
    return tuple(spans)


def _split_chunk(text: str, first: int, last: int, splitting: Splitting) -> Iterator[tuple[int, int]]:
    at = first
    while at < last:
        found = splitting.word.match(text, at, last)
        end = found.end() if found else at + 1
        end = max(end, _abbreviation_end(text, at, end, last, splitting), _hyphened_end(text, at, end, last, splitting))
        yield from _split_word(text, at, end, splitting)
        at = end


def _abbreviation_end(text: str, at: int, end: int, last: int, splitting: Splitting) -> int:
    """Where the word ends with its full stop, if it is an abbreviation or an initial; else 0."""
    if end >= last or text[end] != "." or not text[at].isalpha() or _ELLIPSIS.match(text, end):
        return 0
    if end == at + 1 and text[at].islower() and text[at - 1 : at] == "(":
        return end + 1  # "(b. 1931"
    dotted = _DOTTED.match(text, at, last)
    if dotted and dotted[0] in splitting.units:
        return dotted.end()
    word = text[at : end + 1]
    if word in splitting.titles or word in splitting.units:
        return end + 1
    if word in splitting.numbers:
        return end + 1 if text[end + 1 : last + 2].lstrip()[:1].isdigit() else 0
    return end + 1 if len(word) == 2 and word[0].isupper() and word != "I." else 0


def _hyphened_end(text: str, at: int, end: int, last: int, splitting: Splitting) -> int:
    """Where a word ends that goes on after its hyphen, for the sake of a prefix or an ending; else 0."""
    rest = _REST.match(text, end, last)
    if not rest or not text[end - 1].isalpha() or text[at - 1 : at] == "-":
        return 0  # "Tehrik-e-Taliban" is cut throughout
    prefix = text[at:end]
    if prefix.isupper() and len(prefix) > 1 and not (len(prefix) > 2 and rest[1].isupper()):
        return 0  # "UN-led"
    after, whole = rest[1].lower(), f"{prefix}{rest[0]}".lower()
    joined = prefix.lower() in splitting.prefixes or after in splitting.endings or whole in splitting.hyphened
    return rest.end() if joined else 0


def _split_word(text: str, at: int, end: int, splitting: Splitting) -> Iterator[tuple[int, int]]:
    """The parts of one written word: those of a joined word, or the word and its clitics."""
    for part in _parts_of(text, at, end, splitting):
        yield at, at + len(part)
        at += len(part)


def _parts_of(text: str, at: int, end: int, splitting: Splitting) -> tuple[str, ...]:
    word = text[at:end]
    low = word.lower().replace("’", "'")
    if low in splitting.joined:
        return splitting.joined[low]
    entry = splitting.joined_before.get(word) or splitting.joined_before.get(low)
    if entry:
        follows = _NEXT.match(text, end)
        return entry.parts if follows and follows[1] in entry.before else (word,)
    clitics: list[str] = []
    while clitic := _CLITIC.search(word, len(word) - 3):
        if clitic[0][0] in "nN" and clitic.start() < 2:
            break
        word = word[: clitic.start()]
        clitics.insert(0, clitic[0])
    return (word, *clitics)


def split_sentences(text: str, words: Sequence[Span], splitting: Splitting) -> Iterator[tuple[Span, ...]]:
    """The words of one block in sentences; closing quotes, brackets and note numbers stay with the sentence that they
    close, the number of a list with what it counts, a quoted question with the words that say who asked it."""
    begun = 0
    at = 0
    while at < len(words):
        end = _sentence_end(text, words, at, splitting)
        if end and not (at == begun + 1 and words[begun].of(text).isdigit()):  # "2. The council"
            yield tuple(words[begun:end])
            begun = end
            at = end
        else:
            at += 1
    if begun < len(words):
        yield tuple(words[begun:])


def _sentence_end(text: str, words: Sequence[Span], at: int, splitting: Splitting) -> int:
    """Where the next sentence begins if one ends with the word at `at` (and what closes after it), else 0."""
    word = words[at].of(text)
    stopped = _STOP.fullmatch(word) is not None
    if not stopped and not (word.endswith(".") and len(word) > 1):
        return 0
    after = _after_closers(text, words, at)
    if after >= len(words):
        return 0
    if words[after].start == words[after - 1].end and not (stopped and _run_together(text, words, at, after)):
        return 0  # nothing stands between: "example.com", "3.5", "...and"
    opened = after
    while opened < len(words) - 1 and words[opened].of(text) in _OPENERS:
        opened += 1
    following = words[opened].of(text)
    if stopped and not word.startswith(("…", "..")):
        if following[:1].islower() and opened <= after + 1:
            return 0
        quoted = word != "." and after > at + 1 and opened == after
        return 0 if quoted and _says(text, words, after, splitting) else after
    if not following[:1].isupper():
        return 0
    if stopped:
        return after
    if word in splitting.titles | splitting.numbers:
        return 0
    return after if following.lower() in splitting.starters else 0


def _after_closers(text: str, words: Sequence[Span], at: int) -> int:
    """The first word after the one at `at` that neither closes a quotation or bracket nor is a note's number."""
    after = at + 1
    while after < len(words) and words[after].of(text) in _CLOSERS and words[after].start == words[after - 1].end:
        after += 1
    note = _NOTES.match(text, words[after - 1].end)
    while note and after < len(words) and words[after].start < note.end():
        after += 1
    return after


def _run_together(text: str, words: Sequence[Span], at: int, after: int) -> bool:
    """Whether only a space was forgotten between two sentences: "failed.The"."""
    following = words[after].of(text)
    return (
        at > 0
        and after == at + 1
        and words[at - 1].of(text).islower()
        and len(words[at - 1]) > 1
        and following.istitle()
        and (len(following) > 1 or following in {"A", "I"})
    )


def _says(text: str, words: Sequence[Span], after: int, splitting: Splitting) -> bool:
    """Whether the words at `after` say whose question or call was just quoted: "Mr. Lee asked."."""
    for at in range(after + 1, min(after + 5, len(words) - 1)):
        word = words[at].of(text)
        if word in splitting.asking:
            follows = words[at + 1].of(text)
            return follows in {".", ",", ";", ":"} or follows in splitting.circumstances
        if not (word[:1].isupper() or (word.isalpha() and at < after + 3)):
            return False
    return False
