"""The room's verb: sentences and actors to statements."""

from collections.abc import Iterator, Sequence

from demarche.actors import ActorMention
from demarche.base import ByRule, Span
from demarche.encode import Attribution
from demarche.parse import Sentence, Token
from demarche.places import PlaceMention
from demarche.statements.cues import Cue, Cues
from demarche.statements.frames import Draft, draft_verb
from demarche.statements.join import join_attributions
from demarche.statements.link import Content, Links, merged, stretches
from demarche.statements.nest import resolve_first_persons
from demarche.statements.parts import Parts
from demarche.statements.phrases import draft_citing, draft_noun, draft_phrases
from demarche.statements.quotes import Quotation, find_quotations
from demarche.statements.record import Statement
from demarche.statements.speakers import Voices, speaker_tokens
from demarche.times import TimeMention

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({":", "–", "—", "-", "--"})
_LONGEST_NAME = 7
"""Words of a speaker in a headline: "South Korean foreign minister Kang:" has five."""


def find_statements(
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    *,
    cues: Cues,
    attributions: Sequence[Attribution] | None = None,
    times: Sequence[TimeMention] = (),
    places: Sequence[PlaceMention] = (),
) -> tuple[Statement, ...]:
    """All statements of a report in the order of their first words, nested ones among them.

    A quotation without a cue that fills its sentences is the last speaker's, one paragraph back at most; words under
    quotation marks in a sentence that tells of no saying are no statement.

    Args:
        sentences: all sentences of the report, in order.
        actors: its actors; a speaker who is none of them has a span and no actor.
        cues: from `open_cues`.
        attributions: what the encoder sees; None where it has no such layer, and the rules decide alone.
        times: the report's times, of which each statement gets that of the saying.
        places: its places, likewise.
    """
    quotations = find_quotations(sentences)
    links, voices = Links(sentences, quotations, cues), Voices(actors, cues)
    told = tuple(_by_rule(sentences, quotations, links, voices, cues))
    if attributions is not None:
        out = list(join_attributions(told, attributions, sentences, links=links, voices=voices, cues=cues))
    else:
        out = [one for one, cue in told if cue is None or not cue.seconded]
    out.extend(_continued(out, links, [one for one in quotations if links.is_told(one, out)]))
    parts = Parts(voices, cues, times, places)
    out = [parts.add(one) for one in out]
    words = {span: _words(one.sentence, span) for one in out if (span := one.speaker_span) is not None}
    return tuple(sorted(resolve_first_persons(out, words), key=_order))


def _by_rule(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation], links: Links, voices: Voices, cues: Cues
) -> Iterator[tuple[Statement, Cue | None]]:
    """The statements that the rules find by themselves, each with its cue as the knowledge has it."""
    claimed: list[Quotation] = []
    for sentence in sentences:
        cued = False
        for draft, linked in _drafts(sentence, cues, links):
            content = links.content(draft, [one for one in linked if one not in claimed])
            statement = _statement(draft, content, voices)
            if statement is not None:
                cued = True
                yield statement, draft.cue
                claimed.extend(content.quotations if content and content.kind == "direct" else ())
        if not cued:
            for one in _before_colon(sentence, cues, voices, quotations, claimed):
                yield one, None


def _order(statement: Statement) -> tuple[int, int]:
    spans = [*statement.content, *(one for one in (statement.cue, statement.speaker_span) if one)]
    return min(spans).start, statement.cue.start if statement.cue else -1


def _words(sentence: Sentence, span: Span) -> str:
    return sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]


def _drafts(sentence: Sentence, cues: Cues, links: Links) -> Iterator[tuple[Draft, tuple[Quotation, ...]]]:
    """The drafts of a sentence, each with the quotations beside its cue; no word is in two cues."""
    blocked = cues.blocked(sentence)
    phrases = list(draft_phrases(sentence, cues, blocked))
    used = set(blocked) | {it.at for draft in phrases for it in draft.words}
    verbs: list[Draft] = []
    for draft in phrases:
        yield draft, ()
    for token in sentence.tokens:
        if token.at in used or not cues.at(token) or _is_refusal(sentence, token, cues):
            continue
        is_verb = token.upos == "ADJ" or token.xpos.startswith(("VB", "JJ"))
        linked = links.beside(sentence, token) if is_verb else ()
        found = draft_verb(sentence, token, cues, quoted=bool(linked)) if is_verb else draft_noun(sentence, token, cues)
        if found is None or (not is_verb and any(found.head is other.head for other in verbs)):
            continue
        draft = found
        used.update(it.at for it in draft.words)
        verbs.append(draft)
        yield draft, linked
    for token in sentence.tokens:
        cited = draft_citing(sentence, token, cues, verbs) if token.at not in used and cues.at(token) else None
        if cited is not None:
            yield cited, ()


def _is_refusal(sentence: Sentence, verb: Token, cues: Cues) -> bool:
    """Whether the verb only refuses to speak ("declined to comment"): the other verb is the cue then."""
    return verb.text.lower() in cues.refusals and any(
        "silence" in cue.content for kid in sentence.kids(verb, "xcomp") for cue in cues.at(kid)
    )


def _statement(draft: Draft, content: Content | None, voices: Voices) -> Statement | None:
    cue = draft.cue
    if content is None and not (draft.silent and "silence" in cue.content):
        return None
    words = Span(draft.words[0].span.start, draft.words[-1].span.end)
    spans = merged(part for part in content.spans if not part.overlaps(words)) if content else ()
    if content and not spans:
        return None
    speaker = voices.of(draft.sentence, draft.speaker) if draft.speaker else None
    named = _span(speaker_tokens(draft.sentence, draft.speaker)) if draft.speaker else None
    open_ended = draft.silent or draft.asks or draft.raised
    because = ByRule(
        f"statements.{cue.id}", _words(draft.sentence, words),
        (draft.sentence.because, *((speaker.because,) if speaker else ())),
    )  # fmt: skip
    return Statement(
        speaker, named, words, cue.lemma, spans, content.kind if content else "indirect",
        "uncommitted" if open_ended else cue.stance, cue.hedged or open_ended, draft.sentence, because, cue.act,
    )  # fmt: skip


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].span.start, tokens[-1].span.end)


def _before_colon(
    sentence: Sentence, cues: Cues, voices: Voices, quotations: Sequence[Quotation], claimed: list[Quotation]
) -> Iterator[Statement]:
    """`Minister: Talks failed`, `Talks failed: minister` in headlines; `Kim: "We left."` anywhere."""
    for mark in sentence.tokens[1:-1]:
        if mark.text not in _DASHES or any(one.holds(mark.span) for one in quotations):
            continue
        left, right = sentence.tokens[: mark.at], sentence.tokens[mark.at + 1 :]
        quoted = next((one for one in quotations if one.outer.start == right[0].span.start), None)
        headline = sentence.kind in {"headline", "heading"}
        sides = [(left, right)] if mark.text == ":" and (headline or quoted) else []
        sides += [(right, left)] if headline and quoted is None else []
        for name, rest in sides:
            if not _is_name(sentence, name, rest, cues, voices):
                continue
            claimed.extend([quoted] if quoted else [])
            spans = quoted.parts if quoted else tuple(stretches(sentence, rest))
            span = _span([it for it in name if it.upos != "PUNCT"])
            because = ByRule("statements.colon", mark.text, (sentence.because,))
            yield Statement(
                voices.within(sentence, span), span, mark.span, mark.text, spans, "direct" if quoted else "indirect",
                "neutral", False, sentence, because,
            )  # fmt: skip
            return


def _is_name(sentence: Sentence, name: Sequence[Token], rest: Sequence[Token], cues: Cues, voices: Voices) -> bool:
    """Whether the words name a speaker: few, no verb among them, an actor or a word like "officials"."""
    words = [it for it in name if it.upos != "PUNCT"]
    said = [it for it in rest if it.upos != "PUNCT"]
    if not words or len(words) > _LONGEST_NAME or len(said) < 3 or any(it.xpos in _FINITE for it in words):
        return False
    actor = voices.within(sentence, _span(words))
    covers = actor is not None and words[-1].span.end <= actor.mention.span.end
    return covers or words[-1].text.lower() in cues.headline


def _continued(found: Sequence[Statement], links: Links, claimed: Sequence[Quotation]) -> Iterator[Statement]:
    """Quotations that go on without a cue: the last speaker's, in this paragraph or the one before."""
    told = [one for one in found if one.cue is not None and links.holder(one.cue) is None]
    for quotation, sentence in links.loose(claimed):
        ends = [(one, max(one.content[-1].end, one.sentence.span.start)) for one in told if one.content]
        before = [
            (end, one) for one, end in ends
            if end <= quotation.outer.start and 0 <= sentence.paragraph - _last_paragraph(one, sentence) <= 1
        ]  # fmt: skip
        last = max(before, key=lambda it: (it[0], it[1].kind != "indirect"), default=(0, None))[1]
        if last is None:
            because = ByRule("statements.unattributed", "", (sentence.because,))
            yield Statement(None, None, None, "", quotation.parts, "direct", "neutral", False, sentence, because)
            continue
        because = ByRule("statements.continued", "", (sentence.because, last.because))
        made = Statement(last.speaker, None, None, "", quotation.parts, "direct", "neutral", False, sentence, because)
        told.append(made)
        yield made


def _last_paragraph(statement: Statement, sentence: Sentence) -> int:
    """The paragraph that the statement ends in; a quotation that ran on ends where the next begins."""
    runs_on = statement.content[-1].start >= statement.sentence.span.end
    return sentence.paragraph - 1 if runs_on else statement.sentence.paragraph
