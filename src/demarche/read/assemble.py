"""Parts and facts to one report: one text, spans, the digest that names it."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256

from demarche.base import Span
from demarche.knowledge import Folders
from demarche.read.decode import refuse_language
from demarche.read.draft import Draft, Fact, FactName, Page, Part, fact
from demarche.read.furniture import Outlet, open_lexicon
from demarche.read.record import Block, Report

FIELDS: tuple[FactName, ...] = ("url", "headline", "outlet", "agency", "byline", "dateline", "published", "language")


def assemble(draft: Draft, page: Page, *, given: Sequence[Fact] = ()) -> Report:
    """The report; what the caller gave comes before what the page says.

    Raises:
        ReadError: the text is not in English.
    """
    facts = [*given, *draft.facts]
    url = _words(facts, "url") or page.url
    outlet = open_lexicon(page.folders or Folders()).outlet_at(url)
    published = fact(facts, "published")
    when = published.value if published and isinstance(published.value, date) else None
    when = when if published in given else _local(when, outlet)
    parts = _with_headline(draft.parts, _words(facts, "headline"))
    refuse_language(" ".join(part.words for part in parts if part.kind == "paragraph")[:2000], page.name)
    text, blocks = _join(parts)
    found = [fact(facts, name) for name in FIELDS]
    return Report(
        id=identify(text, when),
        text=text,
        blocks=blocks,
        name=page.name,
        url=url,
        headline=_words(facts, "headline"),
        outlet=_words(facts, "outlet") or (outlet.name if outlet else None),
        agency=_words(facts, "agency"),
        byline=_words(facts, "byline"),
        dateline=_words(facts, "dateline") or _words(facts, "filed"),
        published=when,
        language=_words(facts, "language") or "en",
        dropped=draft.dropped,
        because=tuple((known.name, known.because) for known in found if known is not None),
    )


def identify(text: str, published: date | None) -> str:
    """Sixteen hex digits of the digest of a text and its day of publication."""
    day = published.date() if isinstance(published, datetime) else published
    return sha256(f"{text}\n{day.isoformat() if day else ''}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _words(facts: Sequence[Fact], name: FactName) -> str | None:
    found = fact(facts, name)
    return found.value if found and isinstance(found.value, str) else None


def _local(when: date | None, outlet: Outlet | None) -> date | None:
    """The time on the outlet's own clock: a page stamped 20:00 UTC came out in Seoul on the next day."""
    if not isinstance(when, datetime) or outlet is None or outlet.zone.key == "UTC":
        return when
    if when.tzinfo is None:
        return when.replace(tzinfo=outlet.zone)
    return when.astimezone(outlet.zone) if when.utcoffset() == UTC.utcoffset(None) else when


def _with_headline(parts: tuple[Part, ...], headline: str | None) -> tuple[Part, ...]:
    """The parts with the headline among them, first if the page's text does not hold it."""
    if headline is None or any(part.kind == "headline" for part in parts):
        return parts
    return (Part("headline", headline), *parts)


def _join(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    words: list[str] = []
    at = 0
    for part in parts:
        single = re.sub(r"\s+", " ", part.words).strip()
        if not single:
            continue
        blocks.append(Block(part.kind, Span(at, at + len(single)), part.origin))
        words.append(single)
        at += len(single) + 2
    return "\n\n".join(words), tuple(blocks)
