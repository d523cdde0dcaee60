"""HTML to parts: trafilatura says which blocks are the story, our own walk gives them in page order with captions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from demarche.base import ByRule, Given, ReadError
from demarche.knowledge import Folders
from demarche.read.classify import classify
from demarche.read.credits import Signature, read_signature
from demarche.read.dated import Order, read_date
from demarche.read.decode import decode, refuse_foreign
from demarche.read.draft import Draft, Fact, Page, fact
from demarche.read.furniture import Lexicon, open_lexicon
from demarche.read.metadata import read_article_body, read_metadata, read_title, with_clock
from demarche.read.reading import Hint, Piece
from demarche.read.walk import Run, walk

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_HINTS: dict[str, Hint] = {**dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), "li": "item"}
_LONG = 40  # characters from which a block may be found inside a longer selected one, and marks the story's range
_COVERED = 0.7  # share of trafilatura's words that our walk must find again; below it, its own blocks serve
_FEWEST = 15  # words of paragraphs below which a page is a menu, a gallery or an error, not a report
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True)
class _Story:
    """The pieces of the story in page order; the number of its first run; how many blocks inside it fell out; whether
    the pieces are our own runs, or, for pages that these cut differently, trafilatura's blocks."""

    pieces: tuple[Piece, ...]
    first: int
    dropped: int
    aligned: bool


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
    story = _story(source, runs)
    words = str(headline.value) if headline else None
    draft = classify(story.pieces, lexicon, order=order, headline=words)
    if not story.aligned or _told(draft) < _FEWEST:  # perhaps a page that scripts fill
        hidden = classify([Piece(line) for line in read_article_body(tree)], lexicon, order=order, headline=words)
        draft = hidden if _told(hidden) >= _told(draft) else draft
    if _told(draft) < _FEWEST:
        raise ReadError(page.name, "holds no story: no paragraph of it is one", "give the page of one report")
    seen = tuple(_seen(runs[max(0, story.first - 15) : story.first + 2], lexicon, order))
    facts = [*([headline] if headline else []), *metadata, *draft.facts, *seen]
    return Draft(draft.parts, (*_published(facts, source, address), *facts), draft.dropped + story.dropped)


def _told(draft: Draft) -> int:
    """How many words the draft's paragraphs hold."""
    return sum(len(part.words.split()) for part in draft.parts if part.kind == "paragraph")


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


def _story(source: str, runs: Sequence[Run]) -> _Story:
    """The page's story: the runs that trafilatura chose too, what stands between them, and the captions."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    titles = [at for at, run in enumerate(runs) if run.tag == "h1"]
    found = bare_extraction(source, include_comments=False, include_tables=False)
    if not isinstance(found, Document):
        return _Story((), 0, 0, False)
    keys, whole = _selection(found.body)
    long = [at for at, run in enumerate(runs) if not run.caption and len(_key(run.words)) >= _LONG]
    chosen = [at for at in long if _key(runs[at].words) in whole]
    if not chosen or sum(len(_key(runs[at].words)) for at in chosen) < _COVERED * len(whole):
        blocks = tuple(Piece(words, None, hint) for words, hint in _blocks(found.body))
        return _Story(blocks, titles[-1] + 1 if titles else 0, 0, False)
    first, last = chosen[0], chosen[-1]
    title = max((at for at in titles if at < first), default=first)
    begin = title if first - title < 30 else first
    within = range(begin, min(last + 4, len(runs)))
    kept = [at for at in within if _is_kept(runs[at], keys, whole, first < at < last, at < last)]
    pieces = (
        Piece(runs[at].words, None, "caption" if runs[at].caption else _HINTS.get(runs[at].tag, "")) for at in kept
    )
    return _Story(tuple(pieces), first, len(within) - len(kept), True)


def _is_kept(run: Run, keys: frozenset[str], whole: str, inside: bool, before_end: bool) -> bool:
    """Whether a run in the story's range is of the story."""
    if run.caption:
        return before_end and not run.aside
    key = _key(run.words)
    return key in keys or (len(key) >= _LONG and key in whole) or (inside and _belongs(run))


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
