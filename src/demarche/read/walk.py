"""The blocks of a page in order: stretches of text that no block element interrupts, captions whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "iframe", "form", "button", "select", "textarea", "input"),
        *("nav", "object", "head", "audio", "video", "dialog", "menu", "canvas", "math", "applet", "embed", "map"),
        *("picture", "img"),
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr", "br"),
    )
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:captions?|cutline|photo-?(?:desc|caption|text)\w*|image-?(?:desc|caption)\w*|img-?(?:desc|caption)\w*|wp-caption-text)(?:$|[\s_-])",
    re.I,
)
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:credits?|photo-?credits?|image-?credits?|copyright|photographer|agency)(?:$|[\s_-])", re.I
)
_ASIDE = re.compile(
    r"(?:^|\s)(?!has|with|no|is)(?:[a-z]+[_-]{1,2})?(?:related|recommend\w*|newsletter|share|sharing|social|comments?|cookies?|promo\w*|advert\w*"
    r"|sidebar|trending|most-?read|popular|breadcrumbs?|subscribe|subscription|paywall|author-?bio|toolbar|widget|footer|read-?more|also-?read)(?:$|[\s_-])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Run:
    """A block of a page: its words, the element that holds it, whether it is a caption, whether it stands aside of the
    story by its markup, and what share of its characters is links."""

    words: str
    tag: str
    caption: bool = False
    aside: bool = False
    linked: float = 0.0


@dataclass
class _Walk:
    """The way through a page: the open blocks, and the words since the last edge of a block."""

    open: list[tuple[str, bool]] = field(default_factory=lambda: [("body", False)])
    words: list[str] = field(default_factory=list)
    linked: int = 0
    anchors: int = 0
    runs: list[Run] = field(default_factory=list)

    def add(self, words: str | None) -> None:
        if words:
            self.words.append(re.sub(r"\s+", " ", words))
            self.linked += len(words.strip()) if self.anchors else 0

    def close(self) -> None:
        """End the running block; two line breaks in it part it too."""
        whole = "".join(self.words)
        share = self.linked / max(1, len(whole))
        tag, aside = self.open[-1]
        for words in re.split(r"\n[ \n]*\n", whole):
            single = " ".join(words.replace("\xad", "").split())
            if single:
                self.runs.append(Run(single, tag, False, aside, share))
        self.words.clear()
        self.linked = 0


def walk(tree: "HtmlElement") -> tuple[Run, ...]:
    """The blocks of the page's body, without scripts, forms and menus."""
    from lxml import etree

    body = tree.find("body")
    steps = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    state = _Walk()
    skipped: set[HtmlElement] = set()
    for event, element in steps:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if _is_hidden(element, tag):
                skipped.add(element)
                steps.skip_subtree()
            elif (words := _caption(element, tag)) is not None:
                state.close()
                if words:
                    state.runs.append(Run(words, tag, True, state.open[-1][1]))
                skipped.add(element)
                steps.skip_subtree()
            else:
                _enter(state, element, tag)
        else:
            if element not in skipped:
                _leave(state, tag)
            state.add(element.tail)
    state.close()
    return tuple(state.runs)


def _enter(state: _Walk, element: "HtmlElement", tag: str) -> None:
    if tag not in _INLINE:
        state.close()
        state.open.append((_name(tag, state), state.open[-1][1] or _is_aside(element, tag)))
    state.anchors += tag == "a"
    if tag == "br":
        state.words.append("\n")
    state.add(element.text)


def _leave(state: _Walk, tag: str) -> None:
    state.anchors -= tag == "a"
    if tag not in _INLINE:
        state.close()
        state.open.pop()


def _name(tag: str, state: _Walk) -> str:
    """The tag that counts: a list item's or a heading's own blocks are its kind."""
    outer = state.open[-1][0]
    return outer if outer in ("li", "h1", "h2", "h3") and tag in ("p", "div") else tag


def _is_hidden(element: "HtmlElement", tag: str) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return tag in _SKIPPED or "display:none" in style or element.get("hidden") is not None


def _is_aside(element: "HtmlElement", tag: str) -> bool:
    if tag in ("aside", "footer"):
        return True
    if tag in ("body", "main", "article", "html"):
        return False
    return any(_ASIDE.search(element.get(name) or "") for name in ("class", "id"))


def _caption(element: "HtmlElement", tag: str) -> str | None:
    """The words of a caption with its credit; None for an element that is no caption."""
    if tag == "figure":
        if next(element.iter("img", "picture", "amp-img"), None) is None:
            return None
        inner = [
            each for each in element.iterdescendants() if _is_caption(each) or _CREDIT.search(each.get("class") or "")
        ]
        if len("".join(_texts(element))) > 1500:
            return None  # a figure that holds a story is a mistake of the page's
        outer = [each for each in inner if not any(other in inner for other in each.iterancestors())]
        return " ".join(" ".join(_texts(each)) for each in outer).strip() if outer else " ".join(_texts(element))
    return " ".join(_texts(element)) if _is_caption(element) else None


def _is_caption(element: "HtmlElement") -> bool:
    if element.tag == "figcaption":
        return True
    named = element.tag in ("p", "div", "span", "small", "em", "dd") and _CAPTION.search(element.get("class") or "")
    return (
        bool(named) and len("".join(_texts(element))) < 700 and next(element.iter("h1", "h2", "article"), None) is None
    )


def _texts(element: "HtmlElement") -> Iterator[str]:
    """The stretches of text in an element, scripts and buttons left out, each with single blanks."""
    for each in element.iter():
        inside = (
            isinstance(each.tag, str)
            and each.tag not in _SKIPPED
            and not any(up.tag in _SKIPPED for up in each.iterancestors())
        )
        if inside and each.text and each.text.strip():
            yield " ".join(each.text.split())
        if each is not element and each.tail and each.tail.strip():
            yield " ".join(each.tail.split())
