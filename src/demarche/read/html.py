"""HTML to parts: trafilatura says which blocks are the story, our own walk gives them in page order with captions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from demarche.base import ByRule, Given, ReadError
from demarche.knowledge import Folders
from demarche.read.classify import Hint, Piece, classify
from demarche.read.credits import Signature, read_signature
from demarche.read.dated import Order, read_date
from demarche.read.decode import decode, refuse_foreign
from demarche.read.draft import Draft, Fact, Page, fact
from demarche.read.furniture import Lexicon, open_lexicon
from demarche.read.metadata import read_metadata, read_title, with_clock
from demarche.read.walk import Run, walk

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_HINTS: dict[str, Hint] = {**dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), "li": "item"}
_LONG = 40  # characters from which a block may be found inside a longer selected one, and marks the story's range
_COVERED = 0.7  # share of trafilatura's words that our walk must find again; below it, its own blocks serve
_FEWEST = 15  # words of paragraphs below which a page is a menu, a gallery or an error, not a report
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


def read_html(page: Page) -> Draft:
    """The story of a page: headline, paragraphs and captions in page order, without the page's furniture.

    Raises:
        ReadError: the page is empty, no page, or holds no story.
    """
    refuse_foreign(page)
    source = decode(page)
    lexicon = open_lexicon(page.folders or Folders())
    tree = _tree(source, page.name)
    metadata = read_metadata(tree, lexicon, page.url)
    runs = walk(tree)
    address = page.url or next((str(found.value) for found in metadata if found.name == "url"), None)
    outlet = lexicon.outlet_at(address)
    order = outlet.order if outlet else None
    headline = _headline(tree, runs, metadata, lexicon)
    pieces, first, dropped = _story(source, runs)
    draft = classify(pieces, lexicon, order=order, headline=str(headline.value) if headline else None)
    if sum(len(part.words.split()) for part in draft.parts if part.kind == "paragraph") < _FEWEST:
        raise ReadError(page.name, "holds no story: no paragraph of it is one", "give the page of one report")
    seen = tuple(_seen(runs[max(0, first - 15) : first + 2], lexicon, order))
    facts = [*([headline] if headline else []), *metadata, *draft.facts, *seen]
    return Draft(draft.parts, (*_published(facts, source, address), *facts), draft.dropped + dropped)


def _tree(source: str, name: str) -> "HtmlElement":
    """The parsed page; nothing is fetched, no entity is resolved, no huge tree is built."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    cleaned = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\x00", "")
    try:
        return lxml_html.document_fromstring(cleaned, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(name, f"is no HTML page: {error}", "give a page or a plain text") from error


def _headline(tree: "HtmlElement", runs: Sequence[Run], metadata: Sequence[Fact], lexicon: Lexicon) -> Fact | None:
    """The headline as printed: the `<h1>` if it is alone or agrees with the metadata, else the metadata's."""
    told = fact(metadata, "headline") or read_title(tree, lexicon)
    printed = [run.words for run in runs if run.tag == "h1" and not run.aside and len(run.words.split()) > 2]
    if told is None:
        return Fact("headline", printed[0], Given("h1")) if printed else None
    words = _key(str(told.value))
    agreeing = [line for line in printed if _key(line) in words or words in _key(line)]
    if agreeing and _key(agreeing[0]) != words:
        return Fact("headline", agreeing[0], Given("h1", (told.because,)))
    return told


def _story(source: str, runs: Sequence[Run]) -> tuple[list[Piece], int, int]:
    """The pieces of the story in page order, the number of its first run, and how many blocks fell out."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(source, include_comments=False, include_tables=False)
    if not isinstance(found, Document):
        return [], 0, 0
    keys, whole = _selection(found.body)
    chosen = [
        at
        for at, run in enumerate(runs)
        if not run.caption and len(_key(run.words)) >= _LONG and _key(run.words) in whole
    ]
    covered = sum(len(_key(runs[at].words)) for at in chosen)
    if not chosen or covered < _COVERED * sum(len(key) for key in keys if len(key) >= _LONG):
        return [Piece(words, None, hint) for words, hint in _blocks(found.body)], 0, 0
    first, last = chosen[0], chosen[-1]
    title = max((at for at, run in enumerate(runs[:first]) if run.tag == "h1"), default=first)
    begin = title if first - title < 30 else first
    pieces: list[Piece] = []
    dropped = 0
    for at in range(begin, min(last + 4, len(runs))):
        run = runs[at]
        key = _key(run.words)
        if run.caption:
            kept = not run.aside and at < last
        else:
            kept = key in keys or (len(key) >= _LONG and key in whole) or (first < at < last and _belongs(run))
        if kept:
            pieces.append(Piece(run.words, None, "caption" if run.caption else _HINTS.get(run.tag, "")))
        else:
            dropped += 1
    return pieces, first, dropped


def _belongs(run: Run) -> bool:
    """Whether a block between chosen ones, itself not chosen, reads as a paragraph of the story."""
    return (
        run.tag == "p"
        and not run.aside
        and run.linked < 0.5
        and len(run.words.split()) >= 8
        and run.words[-1] in '.!?"”’'
    )


def _selection(body: "_Element") -> tuple[frozenset[str], str]:
    """The keys of trafilatura's blocks and of their lines, and the key of the whole."""
    blocks = {_key("".join(block.itertext())) for block in body.iter("p", "head", "item", "quote")}
    lines = {_key(str(line)) for line in body.itertext()}
    return frozenset((blocks | lines) - {""}), _key("".join(body.itertext()))


def _blocks(body: "_Element") -> Iterator[tuple[str, Hint]]:
    """Trafilatura's own blocks, for pages that our walk cuts differently."""
    for block in body.iter("p", "head", "item"):
        words = " ".join("".join(block.itertext()).split())
        if words:
            yield words, "heading" if block.tag == "head" else "item" if block.tag == "item" else ""


def _seen(runs: Sequence[Run], lexicon: Lexicon, order: Order | None) -> Iterator[Fact]:
    """What lines of dates and names round the headline say."""
    found = [(run.words, sign) for run in runs if (sign := read_signature(run.words, lexicon, order=order))]
    for words, dated in [(words, dated) for words, sign in found for dated in sign.dates]:
        yield Fact("published", dated.when, ByRule(lexicon.published.id, words[dated.start : dated.end]))
    for words, sign in found:
        yield from _signed(words, sign, lexicon)
    for words, dated in [(words, dated) for words, sign in found for dated in sign.later]:
        yield Fact("published", dated.when, ByRule(lexicon.published.id, words[dated.start : dated.end]))


def _signed(words: str, sign: Signature, lexicon: Lexicon) -> Iterator[Fact]:
    because = ByRule(lexicon.byline.id, words)
    if sign.byline:
        yield Fact("byline", sign.byline.of(words), because)
    if sign.agency:
        name = re.sub(r"^(?:The|THE)\s+", "", sign.agency.of(words))
        yield Fact("agency", lexicon.agencies[name], because)


def _published(facts: Sequence[Fact], source: str, address: str | None) -> tuple[Fact, ...]:
    """The time of publication: the surest fact, with the hour the page shows; else the address's; else htmldate's."""
    stamps = [(found.value, found) for found in facts if found.name == "published" and isinstance(found.value, date)]
    if stamps:
        day, first = stamps[0]
        when = with_clock(day, [value for value, _ in stamps])
        clock = next(found for value, found in stamps if value == when)
        return (replace(first, value=when, because=clock.because),)
    if found := _ADDRESS_DATE.search(address or ""):
        told = read_date("-".join(found.groups()), zones={})
        return (Fact("published", told, Given("address")),) if told else ()
    from htmldate import find_date

    told = read_date(find_date(source, original_date=True, extensive_search=False, url=address) or "", zones={})
    return (Fact("published", told, Given("htmldate")),) if told else ()


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
