"""Joins cues with the quotations beside them, and cuts content to stretches of text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from demarche.base import Span
from demarche.parse import Sentence, Token
from demarche.statements.cues import Cues
from demarche.statements.frames import Draft
from demarche.statements.quotes import Quotation
from demarche.statements.record import Statement, StatementKind

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LEADS = frozenset({",", ":", "that", "–", "—", "-", "--", "as", "saying"})
_FAR = 16
"""Words that may stand between a cue and a quotation: "said in a statement to parliament on Monday afternoon: …"."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is said, as stretches of text, in whose words, and the quotations used up by it."""

    spans: tuple[Span, ...]
    kind: StatementKind
    quotations: tuple[Quotation, ...]


class Links:
    """The quotations of a report and the sentences that they stand in."""

    def __init__(self, sentences: Sequence[Sentence], quotations: Sequence[Quotation], cues: Cues) -> None:
        self._sentences = sentences
        self._places = {id(one): at for at, one in enumerate(sentences)}
        self._quotations = quotations
        self._cues = cues
        self._inside = {id(one): self._held(one) for one in quotations}
        self._holders: dict[int, Quotation] = {}
        for one in sorted(quotations, key=lambda it: it.level):
            self._holders |= {it.span.start: one for it in self._inside[id(one)]}

    def _held(self, quotation: Quotation) -> tuple[Token, ...]:
        """The words of a quotation."""
        around = (sentence for sentence in self._sentences if sentence.span.overlaps(quotation.outer))
        return tuple(it for sentence in around for it in sentence.tokens if quotation.holds(it.span))

    def holder(self, span: Span) -> Quotation | None:
        """The innermost quotation that the span, which begins with a word, stands in."""
        return self._holders.get(span.start)

    def beside(self, sentence: Sentence, verb: Token) -> tuple[Quotation, ...]:
        """The quotations that stand before or after the verb with nothing but its speaker and asides between."""
        before, after = self._neighbour(sentence, -1) or sentence, self._neighbour(sentence, 1) or sentence
        return tuple(
            one
            for one in self._level(verb.span)
            if before.span.start < one.outer.end
            and one.outer.start < after.span.end
            and self.is_speech(one)
            and (self._leads(sentence, verb, one) or self._follows(sentence, verb, one))
        )

    def _level(self, span: Span) -> Iterator[Quotation]:
        """The quotations directly inside the one that the span stands in, the outermost if it stands in none."""
        holder = self.holder(span)
        level = holder.level + 1 if holder else 0
        for one in self._quotations:
            if (
                one.level == level
                and not one.outer.overlaps(span)
                and (holder is None or holder.outer.holds(one.outer))
            ):
                yield one

    def is_speech(self, quotation: Quotation) -> bool:
        """Whether it is more than a word or two under quotation marks."""
        tokens = self._inside[id(quotation)]
        words = [it for it in tokens if it.upos != "PUNCT"]
        if not words:
            return False
        return len(words) > 3 or tokens[-1].text[-1] in ".,?!…" or (len(words) > 1 and words[0].text[0].isupper())

    def _leads(self, sentence: Sentence, verb: Token, one: Quotation) -> bool:
        """`"…," she said`: the quotation ends in the verb's sentence or, with a question mark, right before it."""
        if one.outer.end > verb.span.start:
            return False
        gap = [it for it in sentence.tokens[: verb.at] if it.span.start >= one.outer.end]
        if not self._is_gap(sentence, verb, gap):
            return False
        if one.outer.end > sentence.span.start:
            return True
        before = self._neighbour(sentence, -1)
        return (
            before is not None and before.paragraph == sentence.paragraph and one.outer.end == before.span.end
            and len(gap) < 8 and not sentence.kids(verb, "ccomp", "obj", "nsubj:pass") and self._ends(one, ".?!…,—")
            and all(self.holder(it.span) == self.holder(verb.span) for it in gap)
        )  # fmt: skip

    def _follows(self, sentence: Sentence, verb: Token, one: Quotation) -> bool:
        """`she said: "…"`: the quotation begins in the verb's sentence or, after a colon, with the next one."""
        if one.outer.start < verb.span.end:
            return False
        gap = [it for it in sentence.tokens[verb.at + 1 :] if it.span.end <= one.outer.start]
        if not self._is_gap(sentence, verb, gap):
            return False
        if one.outer.start < sentence.span.end:
            return not gap or gap[-1].text.lower() in _LEADS
        after = self._neighbour(sentence, 1)
        return after is not None and one.outer.start == after.span.start and bool(gap) and gap[-1].text == ":"

    def _is_gap(self, sentence: Sentence, verb: Token, gap: Sequence[Token]) -> bool:
        """Whether the words hold no other clause; what stands in other quotations does not count."""
        bare = [it for it in gap if self.holder(it.span) == self.holder(verb.span)]
        if len(bare) > _FAR or any(it.text == ";" for it in bare):
            return False
        return not any(self._breaks(it, verb) for it in bare)

    def _breaks(self, token: Token, verb: Token) -> bool:
        """Whether the word between cue and quotation is a finite verb of its own, or another cue."""
        if token.xpos in _FINITE and token.head != verb.at:
            return True
        return token.xpos.startswith("VB") and bool(self._cues.at(token)) and token.text.lower() != "asked"

    def _neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        at = self._places[id(sentence)] + step
        return self._sentences[at] if 0 <= at < len(self._sentences) else None

    def content(self, draft: Draft, linked: Sequence[Quotation]) -> Content | None:
        """The draft's content with the quotations that belong to it; None if it has none at all.

        A quotation that holds all of it, or stands beside the cue as speech, is the content, in direct speech; one
        that holds a part of it makes it mixed.
        """
        holder = self.holder(draft.top.span)
        kept = [it for it in cut_at_stops(draft, self._cues) if holder is None or holder.holds(it.span)]
        words = [it for it in kept if it.upos != "PUNCT"]
        inner = [one for one in self._level(draft.top.span) if any(one.holds(it.span) for it in words)]
        own = [one for one in linked if "quote" in draft.cue.content or one in inner]
        apart = [it for it in words if not any(one.holds(it.span) for one in inner)]
        if own and (not any(one in inner for one in own) or self._is_whole(draft, own, apart)):
            return Content(self._insides(own), "direct", tuple(own))
        if not words:
            return None
        if inner and all(any(one.holds(it.span) for one in inner) for it in words) and any(map(self.is_speech, inner)):
            return Content(self._insides(inner), "direct", tuple(inner))
        bare = tuple(stretches(draft.sentence, kept))
        near = [one for one in self._level(draft.top.span) if any(0 < one.outer.start - it.end < 2 for it in bare)]
        inner = [*inner, *(one for one in near if one not in inner)]
        spans = tuple(_whole(span, inner) for span in bare)
        further = [part for one in inner for part in one.parts if not any(map(part.overlaps, spans))]
        rest = tuple(span for part in further if len(span := self.trimmed(part)))
        return Content((*spans, *rest), "mixed" if inner else "indirect", tuple(inner)) if spans else None

    def _is_whole(self, draft: Draft, own: Sequence[Quotation], apart: Sequence[Token]) -> bool:
        """Whether the quotations are all of the content, though the tree has hung more words on it.

        They are if one of them holds its head, ends with a stop or comma inside its marks, and no word of the content
        stands between it and the cue.
        """
        main = next((one for one in own if draft.head is not None and one.holds(draft.head.span)), None)
        if main is None or (apart and not self._ends(main, ",.?!…")):
            return False
        low, high = sorted((draft.top.span.start, main.outer.start))
        return not any(low < it.span.start < high for it in apart)

    def _ends(self, quotation: Quotation, marks: str) -> bool:
        return next((it.text[-1] in marks for it in reversed(self._inside[id(quotation)])), False)

    def _insides(self, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
        """The words inside the marks, without the comma that only joins them to the cue."""
        parts = sorted({part for one in quotations for part in one.parts})
        return tuple(span for part in parts if len(span := self.trimmed(part)))

    def trimmed(self, part: Span) -> Span:
        """The span without a comma and white space at its end."""
        tokens = [it for sentence in self._sentences if sentence.span.overlaps(part) for it in sentence.within(part)]
        while tokens and tokens[-1].text in {",", "—", "–"}:
            tokens.pop()
        return Span(tokens[0].span.start, tokens[-1].span.end) if tokens else Span(part.start, part.start)

    def words(self, span: Span) -> str:
        """The text of a span within one sentence."""
        sentence = next((it for it in self._sentences if it.span.holds(span)), None)
        return sentence.text[span.start - sentence.span.start : span.end - sentence.span.start] if sentence else ""

    def is_told(self, quotation: Quotation, statements: Iterable[Statement]) -> bool:
        """Whether a statement has words of the quotation as its content."""
        return any(part.overlaps(inside) for one in statements for part in one.content for inside in quotation.parts)

    def by_sentence(self, tokens: Iterable[Token]) -> Iterator[tuple[Sentence, list[Token]]]:
        """The tokens in the order of the text, those of one sentence together."""
        wanted = {id(it) for it in tokens}
        for sentence in self._sentences if wanted else ():
            found = [it for it in sentence.tokens if id(it) in wanted]
            if found:
                yield sentence, found

    def snap(self, tokens: Sequence[Token], whole: float, none: float) -> list[Token]:
        """The tokens, with all words of the outermost quotations of which they hold at least the share `whole`, and
        without those of which they hold less than `none`."""
        kept = {id(it): it for it in tokens}
        if not tokens:
            return []
        low, high = min(it.span.start for it in tokens), max(it.span.end for it in tokens)
        for one in self._quotations:
            if one.level or one.outer.end <= low or one.outer.start >= high or not self.is_speech(one):
                continue
            inside = [it for it in self._inside[id(one)] if it.upos != "PUNCT"]
            share = sum(id(it) in kept for it in inside) / max(1, len(inside))
            if share >= whole:
                kept.update((id(it), it) for it in inside)
            elif share < none:
                for it in inside:
                    kept.pop(id(it), None)
        return list(kept.values())

    def shape(self, spans: Sequence[Span]) -> tuple[tuple[Span, ...], StatementKind]:
        """The spans with the quotations that they touch, and how they are put: in nothing but whole quotations it is
        direct speech, and the marks stay outside."""
        touched = [one for one in self._quotations if not one.level and any(map(one.outer.overlaps, spans))]
        own = [one for one in touched if self.is_speech(one)]
        if own and all(any(one.outer.holds(span) for one in own) for span in spans):
            return self._insides(own), "direct"
        return tuple(sorted(dict.fromkeys(_whole(span, touched) for span in spans))), "mixed" if touched else "indirect"

    def loose(self, claimed: Sequence[Quotation]) -> Iterator[tuple[Quotation, Sentence]]:
        """The outermost quotations that no cue has claimed and that fill whole sentences, with their first sentence."""
        for one in self._quotations:
            if one.level or one in claimed or not self.is_speech(one):
                continue
            around = [it for it in self._sentences if it.span.overlaps(one.outer)]
            apart = (
                it for sentence in around for it in sentence.tokens if it.upos != "PUNCT" and not one.holds(it.span)
            )
            if around and next(apart, None) is None:
                yield one, around[0]


def cut_at_stops(draft: Draft, cues: Cues) -> tuple[Token, ...]:
    """The content without a clause of the report's own that a stop word ("but") sets off after a comma."""
    sentence, head = draft.sentence, draft.head
    if head is None:
        return draft.content
    out = {it.at for it in draft.content}
    for kid in sentence.kids(head, "conj", "advcl"):
        stopped = any(it.text.lower() in cues.stops for it in sentence.kids(kid, "cc", "mark"))
        first = sentence.subtree(kid)[0].at
        comma = "," in (sentence.tokens[first].text, sentence.tokens[first - 1].text)
        goes_on = any(it.text.lower() == "that" for it in sentence.kids(kid, "mark")) or kid.at < head.at
        if stopped and comma and sentence.kids(kid, "nsubj") and not goes_on and draft.top.at < head.at:
            out -= {it.at for it in sentence.subtree(kid)}
    return tuple(it for it in draft.content if it.at in out)


def stretches(sentence: Sentence, tokens: Sequence[Token]) -> Iterator[Span]:
    """The runs of tokens as spans, without punctuation and "that" at their edges."""
    places = {it.at for it in tokens}
    runs: list[list[Token]] = []
    for at in sorted(places):
        gap = runs and all(it.upos == "PUNCT" for it in sentence.tokens[runs[-1][-1].at + 1 : at])
        if gap:
            runs[-1].append(sentence.tokens[at])
        else:
            runs.append([sentence.tokens[at]])
    for run in runs:
        while run and (
            run[0].upos in {"PUNCT", "CCONJ"} or (run[0].text.lower() == "that" and run[0].relation == "mark")
        ):
            run.pop(0)
        while run and (run[-1].upos in {"PUNCT", "CCONJ"}) and run[-1].text not in {"%", "$"}:
            run.pop()
        if run:
            yield Span(run[0].span.start, run[-1].span.end)


def _whole(span: Span, inner: Sequence[Quotation]) -> Span:
    """The span with the quotations that it begins or runs into, marks included, to the end of their paragraph."""
    start, end = span.start, span.end
    for one in inner:
        if one.parts[0].start == start:
            start = one.outer.start
        if start <= one.outer.start < end:
            end = max(end, one.outer.end if len(one.parts) == 1 else one.parts[0].end)
    return Span(start, end)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of the text, those that overlap as one: a quotation may stand in what else is said."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and out[-1].overlaps(span):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
