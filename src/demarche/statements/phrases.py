"""Finds statements that no verb carries: "according to …", "in his words", "the claim that …", "citing …"."""

from collections.abc import Iterator, Sequence

from demarche.parse import Sentence, Token
from demarche.statements.cues import Cue, Cues
from demarche.statements.frames import Draft
from demarche.statements.speakers import NOMINAL, find_owner, find_speaker

_JOINING = frozenset({"SCONJ", "ADP", "PART", "PRON", "ADV"})


def draft_phrases(sentence: Sentence, cues: Cues, blocked: frozenset[int]) -> Iterator[Draft]:
    """The drafts of "according to …" and its like."""
    for token in sentence.tokens:
        for cue in cues.phrases.get(token.text.lower(), ()):
            words = sentence.tokens[token.at : token.at + len(cue.words)]
            if tuple(it.text.lower() for it in words) != cue.words or any(it.at in blocked for it in words):
                continue
            draft = _phrase(sentence, cue, words)
            if draft is not None:
                yield draft
                break


def _phrase(sentence: Sentence, cue: Cue, words: Sequence[Token]) -> Draft | None:
    inside = {it.at for it in words}
    speaker = None if cue.frame == "CUE content" else _complement(sentence, words)
    if speaker is None and cue.frame != "CUE content":
        return None
    if speaker is not None and speaker.lemma.lower() in cue.without:
        return None
    top = words[-1]
    for token in [*([speaker] if speaker else []), *words]:
        if token.head not in inside and token.head != (speaker.at if speaker else -2):
            top = token
            break
    aside = {it.at for it in sentence.subtree(top)} | inside
    return _claused(sentence, cue, tuple(words), speaker, top, aside)


def _complement(sentence: Sentence, words: Sequence[Token]) -> Token | None:
    """The head of the phrase that follows: whatever word near by has one of the words as its case, or hangs on one."""
    inside = {it.at for it in words}
    for token in sentence.tokens[words[-1].at + 1 :]:
        if token.upos not in NOMINAL and token.upos not in {"ADJ", "VERB"}:
            continue
        leads = {kid.at for kid in sentence.kids(token, "case", "mark")}
        if leads & inside or (token.head in inside and token.relation.split(":")[0] in {"nmod", "obl", "obj", "pobj"}):
            return token
    return None


def _claused(
    sentence: Sentence, cue: Cue, words: tuple[Token, ...], speaker: Token | None, top: Token, aside: set[int]
) -> Draft | None:
    """The draft whose content is the clause that the phrase stands in."""
    clause = sentence.head(top)
    while clause is not None and not _is_clause(sentence, clause):
        clause = sentence.head(clause)
    if clause is None:
        return None
    content = tuple(it for it in sentence.subtree(clause) if it.at not in aside)
    if not any(it.upos != "PUNCT" for it in content):
        return None
    return Draft(cue, sentence, top, words, speaker, content, clause)


def _is_clause(sentence: Sentence, token: Token) -> bool:
    base = token.relation.split(":")[0]
    if base == "root":
        return True
    return base in {"conj", "parataxis", "ccomp"} and bool(sentence.kids(token, "nsubj", "csubj", "expl"))


def draft_noun(sentence: Sentence, token: Token, cues: Cues) -> Draft | None:
    """The draft of a noun of saying that carries its content: "the claim that …", "allegations of …"."""
    for cue in cues.at(token):
        if cue.frame == "in speaker's CUE content":
            draft = _own_words(sentence, token, cue)
            if draft is not None:
                return draft
            continue
        if len(cue.words) > 1 and not _follows(sentence, token, cue):
            continue
        for head, content, asks in _noun_contents(sentence, token, cue):
            return Draft(cue, sentence, token, (token,), find_owner(sentence, token, cues), content, head, False, asks)
    return None


def _follows(sentence: Sentence, token: Token, cue: Cue) -> bool:
    after = sentence.tokens[token.at + 1 : token.at + len(cue.words)]
    return tuple(it.text.lower() for it in after) == cue.words[1:]


def _own_words(sentence: Sentence, noun: Token, cue: Cue) -> Draft | None:
    """ "in her words", "in the minister's view"."""
    owner = next(iter(sentence.kids(noun, "nmod:poss")), None)
    if (
        owner is None
        or sentence.kids(noun, "compound")
        or not any(kid.lemma in {"in", "by", "to"} for kid in sentence.kids(noun, "case"))
    ):
        return None
    return _claused(sentence, cue, (noun,), owner, noun, {it.at for it in sentence.subtree(noun)})


def _noun_contents(sentence: Sentence, noun: Token, cue: Cue) -> Iterator[tuple[Token, tuple[Token, ...], bool]]:
    for kid in sentence.kids(noun, "acl", "ccomp", "nmod", "advcl"):
        if kid.at < noun.at or kid.relation == "nmod:poss" or _is_relative(sentence, kid):
            continue
        marks = {it.lemma.lower(): it for it in sentence.kids(kid) if it.at < kid.at and it.upos in _JOINING}
        clause = "clause" in cue.content and {"that", "whether"} & set(marks)
        infinitive = "infinitive" in cue.content and "to" in marks and kid.upos == "VERB"
        leads = [marks[it] for it in cue.prepositions if it in marks]
        if clause or infinitive or leads:
            yield kid, tuple(it for it in sentence.subtree(kid) if it not in leads), "whether" in marks


def _is_relative(sentence: Sentence, kid: Token) -> bool:
    """Whether "that" has a part of its own in the clause ("the claim that he made"), and is no mere mark."""
    if kid.relation != "acl:relcl":
        return False
    joins = {it.at for it in sentence.kids(kid) if it.text.lower() in {"that", "whether"} and it.xpos == "IN"}
    return not joins


def draft_citing(sentence: Sentence, token: Token, cues: Cues, others: Sequence[Draft]) -> Draft | None:
    """The draft of "citing …": who is cited says what the sentence's other speaker passes on."""
    cue = next((it for it in cues.at(token) if it.frame == "CUE speaker content"), None)
    if cue is None or token.xpos != "VBG" or any(kid.lemma == "as" for kid in sentence.kids(token, "mark")):
        return None
    cited = next(iter(sentence.kids(token, "obj")), None)
    if cited is None or not (cited.upos == "PROPN" or cited.text.lower() in cues.headline | cues.documents):
        return None
    for other in others:
        if other.content and other.speaker is not cited and _passes_on(sentence, token, other, cues):
            return Draft(cue, sentence, token, (token,), cited, other.content, other.head)
    return None


def _passes_on(sentence: Sentence, token: Token, other: Draft, cues: Cues) -> bool:
    """Whether the citing verb hangs on the other cue, its speaker, or the content that it is tacked to."""
    above = sentence.head(token)
    near = [above, sentence.head(above)] if above is not None else []
    return any(it in (other.top, other.speaker, other.head) for it in near if it is not None) or (
        find_speaker(sentence, token, cues) is other.speaker and other.speaker is not None
    )
