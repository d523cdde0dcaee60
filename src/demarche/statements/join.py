"""Joins what the rules find with what the encoder sees: who, with what words, what, and who of the two decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.base import Because, ByModel, ByRule, Span
from demarche.encode import Attribution
from demarche.parse import Sentence, Token
from demarche.statements.cues import Cue, Cues
from demarche.statements.link import Links, stretches
from demarche.statements.record import Statement, StatementKind
from demarche.statements.speakers import NOMINAL, Voices

SURE = 0.7
"""How sure the encoder must be of a cue that no rule knows: best on the development part of PolNeAR."""

SURER = 0.9
"""The same of a verb that the rules know as a cue, but not with the mere object that it has: "accepted the offer"."""

WHOLE, NONE = 0.5, 0.2
"""Of which share on a quotation is said whole, and up to which it is not said at all: words in it come and go."""

GAP, SCRAP, SCRAPS = 2, 3, 4
"""Words that the encoder leaves out of a run, and up to how many make no run of their own, with a verb and without."""

MOST = 0.8
"""The share of another sentence that must be said, where it stands in no quotation, for any of it to count."""

PART = 0.8
"""Up to which share of the clause that the rules find the encoder's content is only a piece of it."""

_CORE = ("nsubj", "csubj", "aux", "cop", "obj", "iobj", "xcomp", "ccomp", "obl", "advmod")
_FIRST = frozenset({"i", "we", "you", "me", "us"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})


@dataclass(frozen=True, slots=True)
class _Seen:
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


def join_attributions(
    told: Sequence[tuple[Statement, Cue | None]],
    attributions: Sequence[Attribution],
    sentences: Sequence[Sentence],
    *,
    links: Links,
    voices: Voices,
    cues: Cues,
) -> tuple[Statement, ...]:
    """The statements of rules and encoder together.

    The encoder was taught the outermost layer of telling: there it says what is a statement, and by whom. A rule's
    statement that the encoder sees too keeps its cue and stance and takes the encoder's speaker and, but for whole
    quotations, its content. What stands inside another's content is the rules' alone; a rule's statement of the
    outermost layer that the encoder does not see is kept where its cue is one of saying and its speaker is named.
    """
    seen = list(_seen(attributions, sentences))
    pairs = _pair([one for one, _ in told], seen, cues)
    made = [_both(*told[at], seen[other], links, voices) for at, other in pairs.items()]
    others = [one for other, one in enumerate(seen) if other not in pairs.values()]
    known = [one.cue for one in made if one.cue is not None]
    others = [one for one in others if not any(cue.overlaps(token.span) for cue in known for token in one.cue)]
    made += [found for one in others if (found := _unseconded(one, links, voices, cues)) is not None]
    alone = [pair for at, pair in enumerate(told) if at not in pairs]
    return (*made, *(one for one, cue in alone if _stands(one, cue, made, links, cues)))


def _seen(attributions: Sequence[Attribution], sentences: Sequence[Sentence]) -> Iterator[_Seen]:
    tokens = [(token, sentence) for sentence in sentences for token in sentence.tokens]
    cues = frozenset(place for one in attributions for place in one.cue)
    for one in attributions:
        cue = tuple(tokens[place][0] for place in one.cue)
        source = tuple(tokens[place][0] for place in one.source)
        sentence = tokens[one.cue[0]][1]
        content = tuple(tokens[place][0] for place in one.content if place not in one.source)
        yield _Seen(one.sure, cue, source, content, sentence, cues - frozenset(one.cue) - frozenset(one.content))


def _pair(told: Sequence[Statement], seen: Sequence[_Seen], cues: Cues) -> dict[int, int]:
    """Rules' statements and the encoder's with a word of the cue in common, those first that share most content."""
    ranked = sorted(
        (-_shared(one, other), at, beside)
        for at, one in enumerate(told)
        for beside, other in enumerate(seen)
        if one.cue is not None and (any(one.cue.overlaps(token.span) for token in other.cue) or _lends(other, one, cues))
    )
    out: dict[int, int] = {}
    for _, at, beside in ranked:
        if at not in out and beside not in out.values():
            out[at] = beside
    return out


def _lends(seen: _Seen, one: Statement, cues: Cues) -> bool:
    """Whether the encoder's cue is the light verb of a noun that a rule has as the cue: "voiced fears that …"."""
    if one.sentence is not seen.sentence or one.cue is None:
        return False
    verbs = {token.at for token in seen.cue if token.text.lower() in cues.light}
    return any(token.head in verbs and token.upos == "NOUN" for token in one.sentence.within(one.cue))


def _shared(one: Statement, other: _Seen) -> int:
    return sum(1 for token in other.content if any(part.holds(token.span) for part in one.content))


def _both(one: Statement, known: Cue | None, seen: _Seen, links: Links, voices: Voices) -> Statement:
    """A statement that rules and encoder both see; of "citing …", which the encoder gives to who cites, the rules'."""
    cue = one.cue
    assert cue is not None  # only such are paired
    because = _seconded(one.because, seen.sure)
    if known is not None and known.frame == "CUE speaker content" and _is_verbal(one):
        return replace(one, because=because)
    whole = seen.span if seen.span.holds(cue) and seen.sentence is one.sentence else cue
    named = _source(seen, one.speaker_span)
    spans, kind = _content(seen, links, (whole, named[0]) if named else (whole,))
    raised = one.speaker_span is None and not seen.source  # "is said to have …": the subject belongs to the content
    lent = not any(cue.overlaps(token.span) for token in seen.cue)  # the noun beside its light verb is the cue
    piece = _is_piece(spans, one, seen)
    if not spans or raised or lent or piece or (one.kind == "direct" and _holds_most(one.content, spans)):
        spans, kind = one.content, one.kind
        whole = cue if any(whole.overlaps(part) for part in spans) else whole
    said = replace(one, cue=whole, content=spans, kind=kind, because=because)
    if named is None:
        return said
    span, sentence, head = named
    if one.speaker is not None and one.speaker.mention.span.overlaps(span):
        return replace(said, speaker_span=span)
    return replace(said, speaker=voices.of(sentence, head) or voices.within(sentence, span), speaker_span=span)


def _is_piece(spans: Sequence[Span], one: Statement, seen: _Seen) -> bool:
    """Whether the encoder's content is a mere piece of the clause that the rules find, and no other cue stands there."""
    others = any(token.place in seen.others for part in one.content for token in one.sentence.within(part))
    short = sum(map(len, spans)) < PART * sum(map(len, one.content))
    return short and not others and _holds_most(one.content, spans)


def _seconded(because: Because, sure: float) -> Because:
    """The rule's reason, with the encoder's word for it among what it stood on."""
    if not isinstance(because, ByRule):
        return because
    return ByRule(because.rule, because.words, (*because.parents, ByModel("attribution", sure)))


def _is_verbal(one: Statement) -> bool:
    return one.cue is not None and any(token.xpos.startswith("VB") for token in one.sentence.within(one.cue))


def _holds_most(quoted: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether what the encoder has lies mostly in what the rules found quoted."""
    inside = sum(_overlap(a, b) for a in quoted for b in spans)
    return 2 * inside >= sum(map(len, spans))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _unseconded(seen: _Seen, links: Links, voices: Voices, cues: Cues) -> Statement | None:
    """A statement that the encoder alone sees; a word that some rule knows lends its act and stance.

    Where a known word has nothing but an object that no rule lets it have ("denied the request"), there is none.
    """
    head = _head(seen)
    if {token.at for token in seen.cue} & cues.blocked(seen.sentence):
        return None
    spans, kind = _content(seen if seen.content else replace(seen, content=_hanging(seen, head)), links, (seen.span,))
    thing = _thing(seen, head) if kind == "indirect" else None
    candidates = tuple(_candidates(seen, head, cues))
    known = next((cue for cue in candidates if _fits(cue, thing)), None)
    barred = thing is not None and any(cue.objects or cue.without for cue in candidates if "object" in cue.content)
    least = 0.0 if known else SURER if candidates and thing is not None else SURE
    if not spans or seen.sure < least or (known is None and barred):
        return None
    named = _source(seen)
    speaker = None
    if named is not None:
        speaker = voices.of(named[1], named[2]) or voices.within(named[1], named[0])
    silent = any(token.lemma.lower() in _NEGATIONS for token in seen.cue)
    hedged, stance = (known.hedged, known.stance) if known else (False, "neutral")
    because = ByModel("attribution", seen.sure, (seen.sentence.because, *((speaker.because,) if speaker else ())))
    return Statement(
        speaker, named[0] if named else None, seen.span, known.lemma if known else head.lemma.lower(), spans, kind,
        "uncommitted" if silent else stance, hedged or silent, seen.sentence, because,
        known.act if known else "mention" if thing is not None else "say",
    )  # fmt: skip


def _thing(seen: _Seen, head: Token) -> Token | None:
    """The object that is all of the content, None if a clause or more is."""
    if not _is_in(seen.sentence, head) or not head.xpos.startswith("VB"):
        return None
    for kid in seen.sentence.kids(head, "obj", "nsubj:pass"):
        whole = {token.place for token in seen.sentence.subtree(kid)}
        if all(token.place in whole for token in seen.content):
            return kid
    return None


def _is_in(sentence: Sentence, token: Token) -> bool:
    return token.at < len(sentence.tokens) and sentence.tokens[token.at] is token


def _candidates(seen: _Seen, head: Token, cues: Cues) -> Iterator[Cue]:
    """The cues of the knowledge that the encoder's words may be, those of their head first."""
    for token in sorted(seen.cue, key=lambda it: it is not head):
        for cue in cues.at(token) if _is_in(seen.sentence, token) else ():
            after = seen.sentence.tokens[token.at + 1 : token.at + len(cue.words)]
            if tuple(it.text.lower() for it in after) == cue.words[1:]:
                yield cue


def _fits(cue: Cue, thing: Token | None) -> bool:
    """Whether the cue may have its content so: as an object, or as a clause."""
    if thing is None:
        return bool(cue.content - {"object"})
    lemma = thing.lemma.lower()
    return "object" in cue.content and lemma not in cue.without and (not cue.objects or lemma in cue.objects)


def _head(seen: _Seen) -> Token:
    """The word of the cue that the others hang on."""
    inside = {token.at for token in seen.cue if token in seen.sentence.tokens}
    return next((token for token in seen.cue if token.head not in inside and token.upos != "PUNCT"), seen.cue[0])


def _hanging(seen: _Seen, head: Token) -> tuple[Token, ...]:
    """What hangs on the cue as its clause or object: its content where the encoder has none."""
    sentence = seen.sentence
    if not _is_in(sentence, head):
        return ()
    taken = {token.place for token in (*seen.cue, *seen.source)}
    for kid in sentence.kids(head, "ccomp", "xcomp", "obj", "acl", "obl", "nmod"):
        if kid.at > head.at and kid.place not in taken:
            return tuple(token for token in sentence.subtree(kid) if token.place not in taken)
    return ()


def _source(seen: _Seen, known: Span | None = None) -> tuple[Span, Sentence, Token] | None:
    """The encoder's speaker as one stretch of the cue's sentence, with its head; None if it has none there.

    Of several stretches the one that the rules know as the speaker, else the subject, else the nearest.
    """
    sentence = seen.sentence
    inside = [token for token in seen.source if _is_in(sentence, token)]
    runs = _runs(inside, GAP)
    if not runs:
        return None
    verb = _head(seen)

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


def _runs(tokens: Sequence[Token], gap: int) -> list[list[Token]]:
    """Tokens of one sentence in runs, in which no more than `gap` words are left out."""
    out: list[list[Token]] = []
    for token in tokens:
        if out and token.at - out[-1][-1].at <= gap + 1:
            out[-1].append(token)
        else:
            out.append([token])
    return out


def _content(seen: _Seen, links: Links, apart: Sequence[Span]) -> tuple[tuple[Span, ...], StatementKind]:
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
            if _count(run) >= min(SCRAP if told else SCRAPS, longest) or links.holder(run[0].span) is not None:
                spans += stretches(sentence, _complete(sentence, run, taken, apart))
    return links.shape(spans)


def _complete(sentence: Sentence, run: Sequence[Token], taken: set[int], apart: Sequence[Span]) -> list[Token]:
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


def _stands(one: Statement, cue: Cue | None, made: Sequence[Statement], links: Links, cues: Cues) -> bool:
    """Whether a statement that the rules alone found is one: of an inner layer, or by a sure word and a named speaker.

    "I think" inside somebody's own words says no more than that they are theirs.
    """
    if cue is None or one.cue is None:
        return True
    if cue.seconded:
        return False
    inner = links.holder(one.cue) is not None or any(part.holds(one.cue) for it in made for part in it.content)
    who = links.words(one.speaker_span).lower() if one.speaker_span else ""
    if inner:
        return not (cue.hedged and (not who or who in _FIRST))
    if not _is_verbal(one) or one.kind == "direct":
        return True
    return who not in _FIRST and (one.speaker is not None or who.rpartition(" ")[2] in cues.documents)
