"""Pieces of a page to parts of a report: what is furniture, headline, date line, caption, story.

The same judge reads pages of all formats: a piece is a block of a page or a paragraph of a text.
"""

import re
from collections.abc import Sequence

from demarche.base import ByRule, Mark, Span
from demarche.read.credits import (
    Dateline,
    Signature,
    credit_start,
    opens_caption,
    read_dateline,
    read_filed_line,
    read_signature,
    written_in,
)
from demarche.read.dated import Dated, Order, find_dates
from demarche.read.draft import Draft
from demarche.read.edges import read_endings, trim_tail, unmask
from demarche.read.furniture import Lexicon
from demarche.read.reading import EDGES, FULL, Piece, Reading, agency_of, find_furniture, is_whole

_ENDED = re.compile(r"[.!?…:;,]['\"”’)\]]*$")
_AHEAD = 60  # pieces that are looked at beyond one, to tell a headline or the end of the story
_DATED, _SHARE, _FEW = 120, 0.25, 3
"""A line that dates a page: at most so long, so much of it a date, with at most so many words in small letters."""
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.|\.\.\.|…|\b(?:Inc|Co|Ltd|Jr|Sr|Gov|Sen|Gen|No|St)\.)$")


def classify(
    pieces: Sequence[Piece], lexicon: Lexicon, *, order: Order | None = None, headline: str | None = None
) -> Draft:
    """The parts and facts of a page. A headline known beforehand is only recognised, not looked for."""
    reading = Reading(lexicon, order, _key(headline) if headline else None, titled=headline is not None)
    if headline is None:
        pieces, reading.dropped = _without_menu(pieces, lexicon, order)
    for at, piece in enumerate(pieces):
        if _stops(piece, lexicon) == "all" and reading.story:
            reading.dropped += len(pieces) - at
            break
        _place(reading, piece, pieces[at + 1 : at + 1 + _AHEAD])
    if headline is None:
        unmask(reading)
    trim_tail(reading)
    read_endings(reading)
    facts = tuple(found for _, found in sorted(reading.facts, key=lambda it: it[0]))
    return Draft(tuple(reading.parts), facts, reading.dropped)


def _stops(piece: Piece, lexicon: Lexicon) -> str | None:
    if len(piece.words) > 100:
        return None
    bare = piece.words.strip(EDGES)
    return (
        next((entry.after for entry, pattern in lexicon.stops if is_whole(pattern, bare, bare)), None) if bare else None
    )


def _place(reading: Reading, piece: Piece, following: Sequence[Piece]) -> None:
    """Give the piece its place in the report, or none."""
    words, lexicon = piece.words, reading.lexicon
    whole = Span(0, len(words))
    if reading.headline is not None and _key(words) == reading.headline:
        if not any(part.kind == "headline" for part in reading.parts) and not reading.story:
            reading.keep("headline", piece, whole)
        else:
            reading.dropped += 1
        return
    if _is_furniture(reading, piece):
        reading.dropped += 1
        return
    early = reading.told < 2 and piece.hint not in {"caption", "headline"}
    if early and reading.titled and (filed := read_filed_line(words, lexicon)):
        _file(reading, words, filed, len(words))
        return
    bare = reading.titled and not reading.story
    credited = credit_start(words, lexicon) or 0  # "Foreign Minister Ida Holm. Yonhap" is no byline
    plain = piece.hint != "caption" and not FULL.search(words[:credited].rstrip())
    if plain and (signature := read_signature(words, lexicon, order=reading.order, bare=bare)):
        _sign(reading, words, signature)
        return
    if piece.hint not in {"caption", "headline"} and _dates_page(reading, words):
        reading.dropped += 1
        return
    if _is_caption(piece, following, reading):
        reading.keep("caption", piece, whole)
        return
    if not reading.titled and not reading.story and _is_headline(piece, following, lexicon):
        _title(reading, piece)
        return
    if _is_heading(piece, lexicon):
        if reading.links:
            reading.dropped += 1
        else:
            reading.keep("heading", piece, whole)
        return
    _tell(reading, piece)


def _is_furniture(reading: Reading, piece: Piece) -> bool:
    if _stops(piece, reading.lexicon) and (reading.story or reading.titled):
        reading.links = True
        return True
    zone = "any" if reading.story else "head"
    if find_furniture(piece.words, reading.lexicon, zone) and piece.hint != "headline":
        return True
    return credit_start(piece.words, reading.lexicon) == 0 and len(piece.words) < 120


def _dates_page(reading: Reading, words: str) -> bool:
    """Whether a line of the head is about its date, whatever else it says ("Harbour Ledger in English | 22 May 2004").

    Its date is the page's where no better line tells one; so is the date in a line of words below the headline.
    """
    if reading.story or len(words) > _DATED:
        return False
    dates = find_dates(words, zones=reading.lexicon.zones, order=reading.order)
    if not dates or read_dateline(words, reading.lexicon):
        return False
    rest = words[: dates[0].start] + words[dates[0].end :]
    plain = [word for word in rest.split() if word.isalpha() and word.islower() and len(word) > 2]
    covered = (dates[0].end - dates[0].start) / len(words) >= _SHARE and len(plain) <= _FEW
    if covered or reading.titled:
        because = ByRule(reading.lexicon.published.id, words[dates[0].start : dates[0].end])
        reading.say("published", dates[0].when, because, 4)
    return covered


def _sign(reading: Reading, words: str, signature: Signature) -> None:
    """Keep what a line of dates and names says."""
    if signature.dates and reading.dated is None:
        reading.dated = len(reading.parts)
    for rank, dates in ((1, signature.dates), (3, signature.later)):
        for dated in dates:
            reading.say(
                "published", dated.when, ByRule(reading.lexicon.published.id, words[dated.start : dated.end]), rank
            )
    because = ByRule(reading.lexicon.byline.id, words)
    if signature.byline:
        reading.say("byline", " ".join(signature.byline.of(words).split()), because, 1)
    if (signature.byline or signature.dates) and (place := written_in(words)):
        reading.say("filed", place, because)
    if signature.agency:
        reading.say("agency", agency_of(signature.agency.of(words), reading.lexicon), because, 1)
    if signature.outlet:
        reading.say("outlet", signature.outlet.of(words), because, 1)


def _is_caption(piece: Piece, following: Sequence[Piece], reading: Reading) -> bool:
    words, lexicon = piece.words, reading.lexicon
    if piece.hint == "caption":
        return True
    if len(words.split()) > 90:
        return False
    if opens_caption(words, lexicon):
        return True
    start = credit_start(words, lexicon)
    if start:
        # "…he said. (Yonhap)" at the very end signs the report; before the end it credits a picture
        signs = any(id_ == "ending.agency" and ending.search(words) for id_, ending in lexicon.endings)
        last = not any(len(piece.words.split()) > 12 for piece in following)
        return not (signs and last and FULL.search(words[:start].rstrip()) is not None)
    nearest = following[0] if following else None
    return (
        nearest is not None and reading.story and len(words.split()) <= 60 and not _ENDED.search(words)
        and len(nearest.words) < 80 and credit_start(nearest.words, lexicon) == 0
    )  # fmt: skip


def _is_headline(piece: Piece, following: Sequence[Piece], lexicon: Lexicon) -> bool:
    words = piece.words.strip()
    if piece.hint == "headline":
        return True
    if len(words) > 220 or len(words.split()) > 32 or not any(len(next_.words) > len(words) for next_ in following):
        return False
    if words.endswith((":", ",", ";")) or read_dateline(words, lexicon):
        return False
    return not (words.rstrip("'\"”’").endswith(".") and not _ABBREVIATED.search(words))


def _title(reading: Reading, piece: Piece) -> None:
    """Keep the headline without the tag before it and the outlet's name behind it."""
    words = piece.words
    start = 0
    for _ in range(2):
        start = max(
            (found.end() for _, tag in reading.lexicon.tags if (found := tag.match(words, start))), default=start
        )
    end = len(words)
    tail = re.search(r"\s+[-–—|]\s+([^|]+?)\s*$", words)
    if tail and (outlet := reading.lexicon.outlet_names.get(tail[1]) or reading.lexicon.agencies.get(tail[1])):
        end = tail.start()
        name = outlet if isinstance(outlet, str) else outlet.name
        reading.say("outlet", name, ByRule("furniture.headline", tail[1]), 2)
    reading.titled = True
    reading.keep("headline", piece, Span(start, end))
    reading.headline = _key(words[start:end])
    reading.say("headline", " ".join(words[start:end].split()), ByRule("furniture.headline", "the first line"), 1)


def _is_heading(piece: Piece, lexicon: Lexicon) -> bool:
    words = piece.words.strip()
    if piece.hint == "item" or len(words.split()) > 14 or words.startswith(("-", "•", "*", "“", '"', "‘")):
        return False
    for _, ending in lexicon.endings:  # "…, he said. (Yonhap)" is a sentence
        words = ending.sub("", words)
    return piece.hint == "heading" or not _ENDED.search(words)


def _tell(reading: Reading, piece: Piece) -> None:
    """Keep a paragraph, a dateline before the first of them taken off."""
    words = piece.words
    start = 0
    if (
        reading.told < 2
        and not any(found.name == "dateline" for _, found in reading.facts)
        and (found := read_dateline(words, reading.lexicon))
    ):
        start = found.start
        _file(reading, words, found, start)
    reading.told, reading.links, reading.titled = reading.told + 1, False, True
    reading.keep("paragraph", piece, Span(start, len(words)))


def _file(reading: Reading, words: str, found: Dateline, end: int) -> None:
    """Keep what a dateline, which ends before character `end`, says."""
    because = ByRule(reading.lexicon.dateline.id, words[:end].strip())
    if found.place:
        reading.say("dateline", " ".join(found.place.of(words).split()), because)
    if found.agency:
        reading.say("agency", agency_of(found.agency.of(words), reading.lexicon), because)
    if found.when:
        reading.say("published", found.when, because, 2)


def _without_menu(pieces: Sequence[Piece], lexicon: Lexicon, order: Order | None) -> tuple[Sequence[Piece], int]:
    """The pieces without the short lines of a menu before the headline, and how many these were."""
    menu = 0
    while menu < len(pieces) and len(pieces[menu].words.split()) <= 3 and not _ENDED.search(pieces[menu].words):
        if pieces[menu].hint or read_signature(pieces[menu].words, lexicon, order=order):
            return pieces, 0
        menu += 1
    longer = menu < len(pieces) and len(pieces[menu].words.split()) >= 4 and not FULL.search(pieces[menu].words)
    return (pieces[menu:], menu) if menu >= 2 and longer else (pieces, 0)


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()


def mark_line(words: str, lexicon: Lexicon) -> tuple[Mark, ...]:
    """What the room finds in one line that stands by itself, as marks; the notation of the examples.

    Labels: furniture, caption, dateline, agency, byline, outlet, and published with its date as value.
    """
    whole = Span(0, len(words))
    if (
        find_furniture(words, lexicon, "head")
        or find_furniture(words, lexicon, "tail")
        or _stops(Piece(words), lexicon)
    ):
        return (Mark(whole, "furniture"),)
    if signature := read_signature(words, lexicon):
        return _signature_marks(signature)
    if credit_start(words, lexicon) == 0:
        return (Mark(whole, "furniture"),)
    if _is_caption(Piece(words), (), Reading(lexicon, None, None)):
        return (Mark(whole, "caption"),)
    for _, tag in lexicon.tags:
        if found := tag.match(words):
            return (Mark(Span(0, len(found[0].rstrip())), "furniture"),)
    if line := read_dateline(words, lexicon):
        found_marks = (line.place and Mark(line.place, "dateline"), line.agency and Mark(line.agency, "agency"))
        return tuple(mark for mark in found_marks if mark)
    return _ending_marks(words, lexicon)


def _signature_marks(signature: Signature) -> tuple[Mark, ...]:
    names = {"byline": signature.byline, "agency": signature.agency, "outlet": signature.outlet}
    marks = [Mark(span, label) for label, span in names.items() if span]
    marks += [_published(dated) for dated in (*signature.dates, *signature.later)]
    return tuple(sorted(marks, key=lambda mark: mark.span))


def _published(dated: Dated) -> Mark:
    value = dated.when.isoformat()
    value = re.sub(r"(T\d\d:\d\d):00", r"\1", value)
    return Mark(Span(dated.start, dated.end), "published", value)


def _ending_marks(words: str, lexicon: Lexicon) -> tuple[Mark, ...]:
    for id_, ending in lexicon.endings:
        found = ending.search(words)
        if found and FULL.search(words[: found.start()]):
            agency = re.search(lexicon.agency, found["end"]) if id_ == "ending.agency" else None
            if agency:
                at = found.start("end") + agency.start()
                return (Mark(Span(at, at + len(agency[0])), "agency"),)
            return (Mark(Span(found.start("end"), found.end("end")), "furniture"),)
    return ()
