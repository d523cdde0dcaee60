"""Finds in the tree what a verb or adjective of saying says: the content of its clause, and how it is put."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.parse import Sentence, Token
from demarche.statements.cues import Cue, Cues
from demarche.statements.speakers import find_after, find_speaker, is_passive, speaker_tokens

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_QUESTIONS = frozenset({"whether", "if"})
_OPENERS = frozenset({'"', "“", "``", "‘", "«"})
_CLOSERS = frozenset({'"', "”", "''", "’", "»"})
_LOOSE = frozenset({"parataxis", "conj", "appos", "dep", "discourse"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue in its sentence, before quotation marks are looked at.

    Attributes:
        cue: what the word is.
        sentence: where it stands.
        top: the token that the cue hangs in the tree by.
        words: the tokens of the cue, side by side.
        speaker: the token of who says it.
        content: the tokens of what is said, none if only a quotation can tell.
        head: the token that the content hangs by.
        silent: whether the speaker did not say it, or would not.
        asks: whether the content is a question ("whether …").
        raised: whether nobody is told to say it ("is said to have …").
    """

    cue: Cue
    sentence: Sentence
    top: Token
    words: tuple[Token, ...]
    speaker: Token | None
    content: tuple[Token, ...] = ()
    head: Token | None = None
    silent: bool = False
    asks: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """Content as found in the tree."""

    head: Token
    tokens: tuple[Token, ...]
    asks: bool = False
    raised: bool = False


def draft_verb(sentence: Sentence, token: Token, cues: Cues, *, quoted: bool) -> Draft | None:
    """The draft of the first cue of this verb or adjective that finds its content, or may have a quotation for it.

    `quoted` tells whether a quotation stands near enough to be its content.
    """
    if token.relation.split(":")[0] in {"amod", "compound", "case", "mark", "cc", "fixed", "flat", "aux"}:
        return None
    for cue in cues.at(token):
        words = _cue_words(sentence, token, cue)
        if not words or cue.frame.startswith(("CUE", "in ")):
            continue
        silent = _is_silent(sentence, token, cues)
        if "silence" in cue.content and not silent:
            continue
        found = _find_content(sentence, token, cue, words)
        if found is None and not (quoted and "quote" in cue.content) and "silence" not in cue.content:
            continue
        speaker, words = _find_voice(sentence, token, words, cues, loose=quoted or found is not None)
        if _is_adjective(token) and (speaker is None or speaker.text.lower() in {"it", "that", "this", "what"}):
            continue
        kept = _without(sentence, found.tokens, words, speaker) if found else ()
        asks = found is not None and found.asks
        words = _with_refusal(sentence, words, cues) if silent else words
        raised = found is not None and found.raised and speaker is None
        return Draft(cue, sentence, token, words, speaker, kept, found.head if found else None, silent, asks, raised)
    return None


def _without(
    sentence: Sentence, content: tuple[Token, ...], words: tuple[Token, ...], speaker: Token | None
) -> tuple[Token, ...]:
    """The content without the words of the cue and of the speaker."""
    taken = {it.at for it in words}
    if speaker is not None:
        taken |= {it.at for it in speaker_tokens(sentence, speaker)}
    return tuple(it for it in content if it.at not in taken)


def _is_adjective(token: Token) -> bool:
    return token.upos == "ADJ" or token.xpos.startswith("JJ")


def _cue_words(sentence: Sentence, token: Token, cue: Cue) -> tuple[Token, ...]:
    """The cue's tokens; where its further words stand apart from the first, the first alone; none if one is missing."""
    rest = list(cue.words[1:])
    places = [token.at]
    for later in sentence.tokens[token.at + 1 : token.at + 6]:
        if rest and later.text.lower() == rest[0]:
            places.append(later.at)
            rest.pop(0)
    if rest:
        return ()
    together = places[-1] - places[0] == len(places) - 1
    return sentence.tokens[places[0] : places[-1] + 1] if together else (token,)


def _find_voice(
    sentence: Sentence, verb: Token, words: tuple[Token, ...], cues: Cues, *, loose: bool
) -> tuple[Token | None, tuple[Token, ...]]:
    """Who says it, and the cue's words: "quoted … as saying" is one cue, and who is quoted speaks."""
    above = sentence.head(verb)
    as_said = verb.xpos == "VBG" and any(kid.lemma == "as" for kid in sentence.kids(verb, "mark", "case"))
    if as_said and above is not None and above.text.lower() in cues.quoting:
        whole = words if verb.at - above.at > 2 else sentence.tokens[above.at : words[-1].at + 1]
        quoted = sentence.kids(above, "nsubj:pass") or sentence.kids(above, "obj")
        if not quoted:
            quoted = tuple(it for it in [sentence.head(above)] if it and above.relation == "acl")
        return (quoted[0] if quoted else None), whole
    speaker = find_speaker(sentence, verb, cues)
    if speaker is None and loose and verb.relation not in {"xcomp", "acl"} and not is_passive(sentence, verb):
        speaker = find_after(sentence, verb)
    return (None if speaker is not None and speaker.relation == "expl" else speaker), words


def _is_silent(sentence: Sentence, verb: Token, cues: Cues) -> bool:
    """Whether the verb is negated, or hangs on a refusal: "did not say", "declined to say"."""
    if any(
        kid.lemma.lower() in _NEGATIONS or kid.text.lower() in _NEGATIONS
        for kid in sentence.kids(verb, "advmod", "aux", "cc")
    ):
        return True
    above = sentence.head(verb)
    return above is not None and verb.relation in {"xcomp", "ccomp", "advcl"} and above.text.lower() in cues.refusals


def _with_refusal(sentence: Sentence, words: tuple[Token, ...], cues: Cues) -> tuple[Token, ...]:
    """The words of the cue from the refusal on, where it stands right before: "declined to comment"."""
    for first in range(words[0].at - 1, max(-1, words[0].at - 4), -1):
        token = sentence.tokens[first]
        if token.text.lower() in cues.refusals:
            return sentence.tokens[first : words[-1].at + 1]
        if token.upos not in {"PART", "ADV"}:
            break
    return words


def _find_content(sentence: Sentence, verb: Token, cue: Cue, words: tuple[Token, ...]) -> _Found | None:
    """The content in the order of what binds it closest: clause, accusation, predicate, inserted verb, rest."""
    for found in _contents(sentence, verb, cue, words):
        if found is not None and any(it.upos != "PUNCT" for it in found.tokens):
            return found
    return None


def _contents(sentence: Sentence, verb: Token, cue: Cue, words: tuple[Token, ...]) -> Iterator[_Found | None]:
    ways = cue.content
    if cue.frame == "speaker CUE object predicate":
        yield _predicate(sentence, verb, cue)
        return
    if "clause" in ways or "quote" in ways:
        yield _clause(sentence, verb, "clause" in ways)
    if "clause" in ways:
        yield _around(sentence, verb, words)
    yield _verbal(sentence, verb, cue)
    yield _behind_preposition(sentence, verb, cue)
    if "object" in ways:
        yield _object(sentence, verb, cue)


def _clause(sentence: Sentence, verb: Token, finite: bool) -> _Found | None:
    for kid in (*sentence.kids(verb, "ccomp"), *sentence.kids(verb, "csubj"), *sentence.kids(verb, "xcomp")):
        plain = kid.relation == "xcomp" and not sentence.kids(kid, "nsubj", "expl")
        gerund = kid.xpos == "VBG" and not sentence.kids(kid, "nsubj", "aux", "expl")
        if (
            plain
            or gerund
            or kid.upos == "ADP"
            or (not finite and any(it.lemma == "that" for it in sentence.kids(kid, "mark")))
        ):
            continue
        return _Found(kid, sentence.subtree(kid), any(it.lemma in _QUESTIONS for it in sentence.kids(kid, "mark")))
    for kid in sentence.kids(verb, "parataxis"):
        if kid.at > verb.at and _opens_speech(sentence, verb, kid):
            return _Found(kid, sentence.subtree(kid))
    return _astray(sentence, verb) if finite else None


def _astray(sentence: Sentence, verb: Token) -> _Found | None:
    """A clause with "that" that the tree hangs on an aside: "said [at a meeting [that …]]"."""
    if sentence.kids(verb, "obj", "nsubj:pass"):
        return None
    for aside in sentence.kids(verb, "obl", "advcl"):
        for kid in sentence.kids(aside, "acl", "ccomp", "advcl"):
            marks = [it for it in sentence.kids(kid, "mark") if it.text.lower() == "that"]
            if aside.at > verb.at and kid.at > aside.at and marks and not _is_fixed(sentence, marks[0]):
                return _Found(kid, sentence.subtree(kid))
    return None


def _is_fixed(sentence: Sentence, mark: Token) -> bool:
    """Whether "that" is the end of a longer joint: "so that", "in that", "provided that"."""
    return mark.relation == "fixed" or sentence.tokens[mark.at - 1].text.lower() in {
        "so",
        "in",
        "provided",
        "such",
        "now",
    }


def _opens_speech(sentence: Sentence, verb: Token, kid: Token) -> bool:
    """Whether a colon or quotation mark stands between the verb and a loose clause after it."""
    first = sentence.subtree(kid)[0].at
    return any(
        it.text in {":", '"', "“", "``", "‘"} for it in sentence.tokens[verb.at + 1 : max(first + 1, verb.at + 1)]
    )


def _around(sentence: Sentence, verb: Token, words: tuple[Token, ...]) -> _Found | None:
    """The clause that the verb is inserted in or tacked to: "The talks, he said, failed"; "as he said, they failed"."""
    above = sentence.head(verb)
    if above is None or any(it not in words for it in sentence.kids(verb, "ccomp", "xcomp", "obj")):
        return None
    base = verb.relation.split(":")[0]
    marks = {kid.lemma for kid in sentence.kids(verb, "mark", "advmod")}
    if base == "advcl" and "as" in marks:
        return _Found(above, _clean(sentence, above, verb))
    if (
        base not in _LOOSE
        or (base == "conj" and sentence.kids(verb, "cc"))
        or marks & {"if", "when", "because", "while"}
    ):
        return None
    own = sentence.subtree(verb)
    named = sentence.kids(verb, "nsubj") or find_after(sentence, verb) is not None
    set_off = own[0].text in {",", "-", "–", "—", '"', "”", "''"} or sentence.tokens[own[0].at - 1].text in {
        ",",
        "–",
        "—",
        '"',
        "”",
        "''",
    }
    if not named or own[0].at == 0 or not set_off:
        return None
    return _Found(above, _clean(sentence, above, verb))


def _clean(sentence: Sentence, head: Token, verb: Token) -> tuple[Token, ...]:
    """The clause of `head` without the inserted verb's words, nor what the speaker went on to say after it."""
    out = {it.at for it in sentence.subtree(head)} - {it.at for it in sentence.subtree(verb)}
    for kid in sentence.kids(head, "advcl", "parataxis", "conj"):
        later = kid.at > verb.at and kid is not verb and verb.at > head.at
        goes_on = kid.xpos == "VBG" if kid.relation == "advcl" else bool(sentence.kids(kid, "nsubj"))
        if later and goes_on:
            out -= {it.at for it in sentence.subtree(kid)}
    return tuple(sentence.tokens[at] for at in sorted(out))


def _verbal(sentence: Sentence, verb: Token, cue: Cue) -> _Found | None:
    """Infinitives, gerunds, and "is said to have …", where the subject belongs to the content."""
    passive = is_passive(sentence, verb)
    for kid in (*sentence.kids(verb, "xcomp"), *sentence.kids(verb, "ccomp"), *_asked(sentence, verb, cue)):
        to = _has_to(sentence, kid)
        if "raising" in cue.content and passive and to:
            subject = sentence.kids(verb, "nsubj:pass")
            lead = sentence.subtree(subject[0]) if subject else ()
            return _Found(kid, (*lead, *sentence.subtree(kid)), raised=True)
        if "infinitive" in cue.content and to:
            return _Found(kid, sentence.subtree(kid))
        if "gerund" in cue.content and kid.xpos == "VBG" and not to:
            return _Found(kid, sentence.subtree(kid))
    return None


def _has_to(sentence: Sentence, verb: Token) -> bool:
    return any(it.lemma == "to" for it in sentence.kids(verb, "mark", "aux"))


def _asked(sentence: Sentence, verb: Token, cue: Cue) -> tuple[Token, ...]:
    """What somebody is bidden to do, where the tree takes it for a purpose: "called on him to resign"."""
    if cue.frame != "speaker CUE addressee content" or not sentence.kids(verb, "obj", "obl"):
        return ()
    return tuple(kid for kid in sentence.kids(verb, "advcl") if kid.at > verb.at)


def _behind_preposition(sentence: Sentence, verb: Token, cue: Cue) -> _Found | None:
    wanted = cue.prepositions
    if not wanted or (cue.frame == "speaker CUE content" and sentence.kids(verb, "obj")):
        return None
    for kid in sentence.kids(verb, "obl", "advcl", "ccomp", "xcomp", "obj"):
        leads = [
            it for it in sentence.kids(kid, "case", "mark") if it.lemma.lower() in wanted or it.text.lower() in wanted
        ]
        if leads and kid.at > verb.at:
            more = _deed(sentence, verb, kid) if "infinitive" in cue.content else ()
            return _Found(kid, tuple(it for it in (*sentence.subtree(kid), *more) if it not in leads))
    if cue.frame == "speaker CUE target content":
        for target in sentence.kids(verb, "obj", "nsubj:pass"):
            for kid in sentence.kids(target, "nmod", "acl"):
                leads = [it for it in sentence.kids(kid, "case", "mark") if it.lemma.lower() in wanted]
                if leads and kid.at > target.at:  # "accused [the police of brutality]": trees take it for one phrase
                    return _Found(kid, tuple(it for it in sentence.subtree(kid) if it not in leads))
    return None


def _deed(sentence: Sentence, verb: Token, doer: Token) -> tuple[Token, ...]:
    """What the one behind the preposition is to do: "called for the army [to leave]"."""
    for kid in sentence.kids(verb, "xcomp", "advcl"):
        if kid.at > doer.at and _has_to(sentence, kid):
            return sentence.subtree(kid)
    return ()


def _object(sentence: Sentence, verb: Token, cue: Cue) -> _Found | None:
    relation = "nsubj:pass" if sentence.kids(verb, "nsubj:pass") else "obj"
    if sentence.kids(verb, "iobj"):
        return None
    for kid in sentence.kids(verb, relation):
        lemma = kid.lemma.lower()
        if kid.upos in {"PRON", "DET"} or lemma in cue.without or (cue.objects and lemma not in cue.objects):
            continue
        if kid.name != "O" and kid.name[2:] in {"Person", "Organization"}:
            continue
        return _Found(kid, sentence.subtree(kid))
    return None


def _predicate(sentence: Sentence, verb: Token, cue: Cue) -> _Found | None:
    """ "called the vote a sham", "described it as illegal": the object and what is said of it."""
    passive = bool(sentence.kids(verb, "nsubj:pass"))
    objects = sentence.kids(verb, "nsubj:pass") if passive else sentence.kids(verb, "obj", "iobj", "ccomp")
    if not objects:
        return None
    subject = objects[0]
    for kid in sentence.kids(verb, "xcomp", "obl", "advcl", "obj", "ccomp"):
        leads = {it.lemma for it in sentence.kids(kid, "case", "mark")}
        bare = not leads and kid.relation in {"xcomp", "ccomp", "obj"} and "as" not in cue.prepositions
        if kid is subject or kid.at < verb.at or not ("as" in leads or bare):
            continue
        return _Found(kid, (*sentence.subtree(subject), *sentence.subtree(kid)))
    return None if passive or cue.prepositions != {"predicate"} else _quoted_predicate(sentence, verb, subject)


def _quoted_predicate(sentence: Sentence, verb: Token, subject: Token) -> _Found | None:
    """ "called the plan “reckless”": what follows the object is quoted, and the tree takes it for a part of it."""
    first = sentence.subtree(subject)[0].at
    after = [it for it in sentence.tokens[subject.at + 1 :] if it.upos == "PUNCT"]
    if len(after) < 2 or after[0].at > subject.at + 2 or after[0].text not in _OPENERS or first < verb.at:
        return None
    end = next((it.at for it in after[1:] if it.text in _CLOSERS), None)
    return _Found(subject, sentence.tokens[first : end + 1]) if end is not None else None
