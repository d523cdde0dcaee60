"""What the encoder sees of statements, laid on the tokens of the report and smoothed: cue, speaker, content."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from demarche.base import Span
from demarche.encode import Attribution
from demarche.parse import Sentence, Token
from demarche.statements.link import Links, merged, stretches
from demarche.statements.record import StatementKind
from demarche.statements.speakers import NOMINAL

WHOLE, NONE = 0.5, 0.2
"""Of which share on a quotation is said whole, and up to which it is not said at all: words in it come and go."""

GAP, SCRAP, SCRAPS = 2, 3, 4
"""Words that the encoder leaves out of a run, and up to how many make no run of their own, with a verb and without."""

MOST = 0.8
"""The share of another sentence that must be said, where it stands in no quotation, for any of it to count."""

_SETTINGS = frozenset({"after", "before", "during", "at", "in", "on", "following", "when", "while"})
_CORE = ("nsubj", "csubj", "aux", "cop", "obj", "iobj", "xcomp", "ccomp", "obl", "advmod")


@dataclass(frozen=True, slots=True)
class Seen:
    """An attribution of the encoder on the tokens of the report; `others` are the words of the other cues."""

    sure: float
    cue: tuple[Token, ...]
    source: tuple[Token, ...]
    content: tuple[Token, ...]
    sentence: Sentence
    others: frozenset[int]

    @property
    def span(self) -> Span:
        """The words of the cue, as far as they stand side by side."""
        last = self.cue[0]
        for token in self.cue[1:]:
            if token.at != last.at + 1:
                break
            last = token
        return Span(self.cue[0].span.start, last.span.end)


def lay_attributions(attributions: Sequence[Attribution], sentences: Sequence[Sentence]) -> Iterator[Seen]:
    """The attributions on the tokens: places count the tokens of all sentences through."""
    tokens = [(token, sentence) for sentence in sentences for token in sentence.tokens]
    cues = frozenset(place for one in attributions for place in one.cue)
    for one in attributions:
        cue = tuple(tokens[place][0] for place in one.cue)
        source = tuple(tokens[place][0] for place in one.source)
        sentence = tokens[one.cue[0]][1]
        content = tuple(tokens[place][0] for place in one.content if place not in one.source)
        yield Seen(one.sure, cue, source, content, sentence, cues - frozenset(one.cue) - frozenset(one.content))


def is_in(sentence: Sentence, token: Token) -> bool:
    """Whether the token is one of the sentence's."""
    return token.at < len(sentence.tokens) and sentence.tokens[token.at] is token


def find_head(seen: Seen) -> Token:
    """The word of the cue that the others hang on."""
    inside = {token.at for token in seen.cue if token in seen.sentence.tokens}
    return next((token for token in seen.cue if token.head not in inside and token.upos != "PUNCT"), seen.cue[0])


def find_hanging(seen: Seen, head: Token) -> tuple[Token, ...]:
    """What hangs on the cue as its clause or object: its content where the encoder has none."""
    sentence = seen.sentence
    if not is_in(sentence, head):
        return ()
    taken = {token.place for token in (*seen.cue, *seen.source)}
    for kid in sentence.kids(head, "ccomp", "xcomp", "obj", "acl", "obl", "nmod"):
        if kid.at > head.at and kid.place not in taken:
            return tuple(token for token in sentence.subtree(kid) if token.place not in taken)
    return ()


def find_source(seen: Seen, known: Span | None = None) -> tuple[Span, Sentence, Token] | None:
    """The encoder's speaker as one stretch of the cue's sentence, with its head; None if it has none there.

    Of several stretches the one that the rules know as the speaker, else the subject, else the nearest.
    """
    sentence = seen.sentence
    inside = [token for token in seen.source if is_in(sentence, token)]
    runs = _runs(inside, GAP)
    if not runs:
        return None
    verb = find_head(seen)

    def fits(run: Sequence[Token]) -> tuple[bool, bool, int]:
        spoken = known is not None and any(known.overlaps(token.span) for token in run)
        subject = any(token.relation.startswith("nsubj") and token.head == verb.at for token in run)
        return spoken, subject, -min(abs(token.at - verb.at) for token in run)

    run: Sequence[Token] = max(runs, key=fits)
    while run and run[-1].upos == "PUNCT":
        run = run[:-1]
    while run and (run[0].upos == "PUNCT" or run[0].text.lower() in {"by", "from"}):
        run = run[1:]
    if not run:
        return None
    first, last = run[0].at, run[-1].at
    while first and sentence.tokens[first].name.startswith("I-"):
        first -= 1
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].name.startswith("I-"):
        last += 1
    run = sentence.tokens[first : last + 1]
    own = {token.at for token in run}
    tops = [token for token in run if token.head not in own]
    head = next((token for token in tops if token.upos in NOMINAL), tops[0])
    return Span(run[0].span.start, run[-1].span.end), sentence, head


def find_content(seen: Seen, links: Links, apart: Sequence[Span]) -> tuple[tuple[Span, ...], StatementKind]:
    """What the encoder has as said, smoothed: whole quotations, no holes, no scraps; and how it is put."""
    taken = seen.others | {token.place for token in (*seen.cue, *seen.source)}
    free = [token for token in seen.content if not any(it.overlaps(token.span) for it in apart)]
    words = links.snap(free, WHOLE, NONE)
    spans: list[Span] = []
    for sentence, tokens in links.by_sentence(words):
        runs: list[list[Token]] = []
        for run in _runs(tokens, GAP):
            filled = sentence.tokens[run[0].at : run[-1].at + 1]
            if any(token.place in taken or any(it.overlaps(token.span) for it in apart) for token in filled):
                runs += _runs(run, 0)
            else:
                runs.append(list(filled))
        if sentence is not seen.sentence and sum(map(_count, runs)) < MOST * _count(sentence.tokens):
            runs = [run for run in runs if links.holder(run[0].span) is not None]
        longest = max((_count(run) for run in runs), default=0)
        for run in runs:
            told = any(token.upos in {"VERB", "AUX"} for token in run)
            quoted = links.holder(run[0].span) is not None
            if not quoted and _count(run) < longest and _is_setting(seen, run):
                continue
            if quoted or _count(run) >= min(SCRAP if told else SCRAPS, longest):
                spans += stretches(sentence, _complete(sentence, run, taken, apart))
    return links.shape(merged(spans))


def _is_setting(seen: Seen, run: Sequence[Token]) -> bool:
    """Whether the words hang on the cue as when, where or on what occasion it was said: "said after talks in Doha"."""
    own, cue = {token.at for token in run}, {token.at for token in seen.cue}
    token: Token | None = next((token for token in run if token.head not in own), None)
    while token is not None and is_in(seen.sentence, token):
        if token.head in cue:
            cases = {kid.lemma.lower() for kid in seen.sentence.kids(token, "case", "mark")}
            return token.relation.startswith(("obl", "advcl")) and not cases.isdisjoint(_SETTINGS)
        token = seen.sentence.head(token)
    return False


def _runs(tokens: Sequence[Token], gap: int) -> list[list[Token]]:
    """Tokens of one sentence in runs, in which no more than `gap` words are left out."""
    out: list[list[Token]] = []
    for token in tokens:
        if out and token.at - out[-1][-1].at <= gap + 1:
            out[-1].append(token)
        else:
            out.append([token])
    return out


def _complete(sentence: Sentence, run: Sequence[Token], taken: Set[int], apart: Sequence[Span]) -> list[Token]:
    """The run with the rest of its clauses, where the encoder left out a subject, an object or the end of a phrase."""
    kept = {token.at for token in run}
    for top in [token for token in run if token.head not in kept and token.upos in {"VERB", "AUX", "ADJ", "NOUN"}]:
        for kid in sentence.kids(top, *_CORE):
            whole = sentence.subtree(kid)
            free = not any(it.place in taken or any(one.overlaps(it.span) for one in apart) for it in whole)
            if free:
                kept |= {it.at for it in whole}
    return [sentence.tokens[at] for at in sorted(kept)]


def _count(run: Iterable[Token]) -> int:
    return sum(1 for token in run if token.upos != "PUNCT")
