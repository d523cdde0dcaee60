"""HTML to parts: trafilatura says which blocks are the story, our own walk gives them in page order with captions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demarche.base import ByRule, Given, ReadError
from demarche.knowledge import Folders
from demarche.read.classify import Hint, Piece, classify
from demarche.read.credits import read_signature
from demarche.read.dated import Order, read_date
from demarche.read.decode import decode, refuse_foreign
from demarche.read.draft import Draft, Fact, Page, fact
from demarche.read.furniture import Lexicon, open_lexicon
from demarche.read.metadata import read_metadata, read_title, with_clock

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset("script style noscript template svg iframe form button select textarea input nav object head audio video dialog menu".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr".split()
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:captions?|cutline|figcaption|caption-text|photo-?desc|image-?desc|img-?desc|wp-caption-text|imgcaption|photocaption)(?:$|[\s_-])", re.I)
_CREDIT = re.compile(r"(?:^|[\s_-])(?:credits?|photo-?credit|image-?credit|copyright|photographer)(?:$|[\s_-])", re.I)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|newsletter|share|sharing|social|comments?|cookie\w*|promo|advert\w*|ads?|sidebar|trending|most-?read|popular|breadcrumbs?|subscribe|paywall|author-?bio|tags?|toolbar|widget|footer)(?:$|[\s_-])", re.I
)
_BLOCKS = {"h1": "headline", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "li": "item"}
_EXACT = 40  # characters from which a block may be found inside a longer selected one


@dataclass(frozen=True, slots=True)
class Run:
    """A block of the page: its words, the element that holds it, whether it is a caption, stands aside, is links."""

    words: str
    tag: str
    caption: bool
    aside: bool
    linked: float


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
    runs = tuple(_runs(tree))
    address = page.url or next((str(found.value) for found in metadata if found.name == "url"), None)
    outlet = lexicon.outlet_at(address)
    headline = _headline(tree, runs, metadata, lexicon)
    pieces, dropped, selection = _story(source, runs, headline.value if headline and isinstance(headline.value, str) else None)
    order = outlet.order if outlet else None
    words = str(headline.value) if headline else None
    draft = classify(pieces, lexicon, order=order, headline=words)
    if sum(len(part.words.split()) for part in draft.parts if part.kind == "paragraph") < 15:
        raise ReadError(page.name, "holds no story: no paragraph of it is one", "give the page of one report")
    seen = _seen(runs, selection, lexicon, order)
    facts = _settle([*([headline] if headline else []), *metadata], draft, seen, source, address)
    return Draft(draft.parts, tuple(facts), draft.dropped + dropped)


def _tree(source: str, name: str) -> "HtmlElement":
    """The parsed page; nothing is fetched, no entity is resolved, no huge tree is built."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    cleaned = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\x00", "")
    try:
        tree = lxml_html.document_fromstring(cleaned, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(name, f"is no HTML page: {error}", "give a page or a plain text") from error
    return tree


def _runs(tree: "HtmlElement") -> Iterator[Run]:
    """The page's blocks in order: stretches of text that no block element interrupts."""
    from lxml import etree

    body = tree.find("body")
    walk = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    stack: list[tuple[str, bool, bool]] = []
    words: list[str] = []
    links = 0
    anchors = 0

    def flush() -> Iterator[Run]:
        nonlocal links
        text = " ".join("".join(words).split())
        tag, caption, aside = stack[-1] if stack else ("body", False, False)
        if text:
            yield Run(text, tag, caption, aside, links / len(text))
        words.clear()
        links = 0

    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        inline = tag in _INLINE
        if event == "start":
            if tag in _SKIPPED or "display:none" in (element.get("style") or "").replace(" ", ""):
                walk.skip_subtree()
                continue
            if not inline and not (stack and stack[-1][1] and stack[-1][0] == "figcaption"):
                yield from flush()
            if not inline:
                stack.append(_nature(element, tag, stack))
            elif _is_caption_span(element, stack):
                words.append(" ")
            anchors += tag == "a"
            words.append(element.text or "")
            links += len(element.text or "") if anchors else 0
            continue
        if tag not in _SKIPPED and not inline and stack:
            if len(stack) < 2 or not (stack[-2][1] and stack[-2][0] == "figcaption"):
                yield from flush()
            else:
                words.append(" ")
            if tag == "br" and element.tail and element.getnext() is not None and False:
                yield from flush()
            stack.pop()
        anchors -= tag == "a" and anchors > 0
        words.append(element.tail or "")
    yield from flush()
