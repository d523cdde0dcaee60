"""What a page's head says of it: JSON-LD, OpenGraph, other meta tags, `<time>`."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from demarche.base import Given
from demarche.read.dated import Order, read_date
from demarche.read.draft import Fact
from demarche.read.furniture import Lexicon

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = (
    *("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle"),
    *("Article", "LiveBlogPosting", "BlogPosting", "Report"),
)
_DATE_TAGS = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published"),
    *("article.published", "publication_date", "publish-date", "publishdate", "published_date", "published-date"),
    *("parsely-pub-date", "sailthru.date", "pubdate", "rnews:datepublished", "dc.date.issued", "dcterms.issued"),
    *("dcterms.created", "dc.date", "dc.date.created", "dcterms.date", "article_date_original"),
    *("cxenseparse:recs:publishtime", "citation_publication_date", "originalpublicationdate", "displaydate", "date"),
)
_AUTHOR_TAGS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)


def read_metadata(tree: "HtmlElement", lexicon: Lexicon, url: str | None) -> tuple[Fact, ...]:
    """The facts of a page's head, the surest first."""
    linked = _canonical(tree)
    outlet = lexicon.outlet_at(url) or lexicon.outlet_at(linked)
    order = outlet.order if outlet else None
    tags = _tags(tree)
    return (
        *_from_json(tree, lexicon, order),
        *_from_tags(tags, lexicon, order),
        *([Fact("url", linked, Given("link canonical"))] if linked else []),
        *_from_times(tree, lexicon, order),
    )  # fmt: skip


def read_title(tree: "HtmlElement", lexicon: Lexicon) -> Fact | None:
    """The page's `<title>` without the site's name."""
    title = tree.findtext(".//title")
    words = _clean(title or "")
    return Fact("headline", without_site(words, lexicon, None), Given("title")) if words else None


def without_site(title: str, lexicon: Lexicon, site: str | None) -> str:
    """A title without the name of the site at its end or front."""
    parts = re.split(r"\s+[|–—»·-]\s+|\s+::\s+", title)
    known = {*lexicon.outlet_names, *lexicon.agencies, *([site] if site else [])}
    while len(parts) > 1 and (parts[-1] in known or re.fullmatch(r"[\w.]+\.(?:com|org|net|co\.\w\w)", parts[-1])):
        title = title[: title.rindex(parts.pop())].rstrip(" |–—»·-:")
    return title


def _clean(words: str) -> str:
    return " ".join(html.unescape(words).split())


def _canonical(tree: "HtmlElement") -> str | None:
    for link in tree.iterfind(".//link[@rel='canonical']"):
        href = link.get("href", "")
        if re.match(r"https?://[^/\s]+/.", href):
            return href
    return None


def _tags(tree: "HtmlElement") -> dict[str, str]:
    """The first content of each meta tag by its name, in small letters."""
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = _clean(meta.get("content") or "")
        if name and content:
            tags.setdefault(name, content)
    return tags


def _from_tags(tags: dict[str, str], lexicon: Lexicon, order: Order | None) -> Iterator[Fact]:
    site = tags.get("og:site_name")
    for name in _DATE_TAGS:
        if name in tags and (when := read_date(tags[name], zones=lexicon.zones, order=order)):
            yield Fact("published", when, Given(f"meta {name}"))
            break
    if "og:title" in tags:
        yield Fact("headline", without_site(tags["og:title"], lexicon, site), Given("meta og:title"))
    for name in _AUTHOR_TAGS:
        if name in tags and not tags[name].startswith("http"):
            yield from credit(tags[name], lexicon, f"meta {name}")
            break
    if site:
        yield Fact("outlet", site, Given("meta og:site_name"))
    if re.match(r"https?://", tags.get("og:url", "")):
        yield Fact("url", tags["og:url"], Given("meta og:url"))


def credit(names: str, lexicon: Lexicon, by: str) -> Iterator[Fact]:
    """The byline, and the agency, that an author field gives: "Ana Petrov", "Reuters", "Ana Petrov, AP"."""
    names = re.sub(r"^(?:by|By|BY)\s+", "", names.strip())
    persons: list[str] = []
    for name in re.split(r"\s*[,;|/]\s*|\s+and\s+|\s+-\s+", names):
        bare = re.sub(r"^[Tt]he\s+", "", name.strip())
        if bare in lexicon.agencies:
            yield Fact("agency", lexicon.agencies[bare], Given(by))
        elif name.strip() and name.strip() not in lexicon.outlet_names and "@" not in name:
            persons.append(name.strip())
    if persons:
        yield Fact("byline", ", ".join(persons), Given(by))


def _from_times(tree: "HtmlElement", lexicon: Lexicon, order: Order | None) -> Iterator[Fact]:
    """The first `<time>` of the page that says a date and is no update's."""
    for element in tree.iter("time"):
        about = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id")))).lower()
        if "modif" in about or "updat" in about:
            continue
        when = read_date(element.get("datetime") or element.text_content(), zones=lexicon.zones, order=order)
        if when:
            yield Fact("published", when, Given("time"))
            return


def _from_json(tree: "HtmlElement", lexicon: Lexicon, order: Order | None) -> Iterator[Fact]:
    item = _article(tree)
    if item is None:
        return
    if headline := _text(item.get("headline")) or _text(item.get("name")):
        yield Fact("headline", without_site(headline, lexicon, None), Given("JSON-LD headline"))
    for key in ("datePublished", "dateCreated", "uploadDate"):
        when = read_date(_text(item.get(key)) or "", zones=lexicon.zones, order=order)
        if when:
            yield Fact("published", when, Given(f"JSON-LD {key}"))
            break
    for name in _names(item.get("author")):
        yield from credit(name, lexicon, "JSON-LD author")
    for key in ("creditText", "sourceOrganization", "provider"):
        for name in _names(item.get(key)):
            if name in lexicon.agencies:
                yield Fact("agency", lexicon.agencies[name], Given(f"JSON-LD {key}"))
    for name in _names(item.get("publisher"))[:1]:
        yield Fact("outlet", name, Given("JSON-LD publisher"))
    if dateline := _text(item.get("dateline")):
        yield Fact("dateline", dateline, Given("JSON-LD dateline"))
    for address in (_text(item.get("url")), _text(item.get("mainEntityOfPage"))):
        if address and re.match(r"https?://[^/]+/.", address):
            yield Fact("url", address, Given("JSON-LD url"))


def read_article_body(tree: "HtmlElement") -> tuple[str, ...]:
    """The paragraphs of the story that JSON-LD holds; pages that scripts fill show them nowhere else."""
    item = _article(tree)
    body = item.get("articleBody") if item else None
    lines = html.unescape(body).splitlines() if isinstance(body, str) else []
    return tuple(" ".join(re.sub(r"<[^>]{1,200}>", " ", line).split()) for line in lines if line.strip())


def _article(tree: "HtmlElement") -> dict[str, object] | None:
    """The JSON-LD object that describes the page's article."""
    found: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>)\s*$", "", script.text or "")
        try:
            found.extend(_objects(json.loads(source, strict=False)))
        except (ValueError, RecursionError):
            continue  # scripts on pages are often broken; the other places speak then
    ranked = [
        (_ARTICLES.index(kind), at) for at, item in enumerate(found) for kind in _kinds(item) if kind in _ARTICLES
    ]
    return found[min(ranked)[1]] if ranked else None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield {str(key): item for key, item in value.items()}
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)


def _kinds(item: dict[str, object]) -> Sequence[str]:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [each.rsplit("/", 1)[-1] for each in kinds if isinstance(each, str)]


def _text(value: object) -> str | None:
    """The words of a JSON-LD value: a string, the first of a list, an object's id."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name")
    return (_clean(value) or None) if isinstance(value, str) else None


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in values]
    flat = [name for each in names for name in (each if isinstance(each, list) else [each])]
    return [_clean(name) for name in flat if isinstance(name, str) and name.strip() and not name.startswith("http")]


def with_clock(stamped: date, seen: Sequence[date]) -> date:
    """The date with the hour that the page shows for the same day, where metadata gives the day alone."""
    if isinstance(stamped, datetime) and (stamped.hour or stamped.minute or stamped.second):
        return stamped
    day = stamped.date() if isinstance(stamped, datetime) else stamped
    return next((when for when in seen if isinstance(when, datetime) and when.date() == day), stamped)
