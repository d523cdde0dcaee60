"""Finds the mentions of a sentence: names, descriptions, pronouns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from demarche.base import Because, ByModel, ByRule, Span
from demarche.mentions.numbers import NUMBERS
from demarche.mentions.record import Gender, Mention, MentionKind
from demarche.mentions.words import MentionWords
from demarche.parse import Sentence, Token

ENTITY_TYPES = frozenset({"Person", "Organization", "Location", "NORP", "Facility", "Product", "Misc"})

_INSIDE = frozenset({"flat", "fixed", "goeswith", "compound:prt", "nmod:desc", "det:predet", "discourse"})
_PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod", "flat", "advmod", "punct", "cc", "conj", "obl"})
_PRONOUNS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it", "they": "they", "them": "they", "their": "they", "themselves": "they",
}  # fmt: skip
_OWN = frozenset(
    {
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "myself",
        "both",
        "who",
        "those",
        "others",
        "some",
        "many",
    }
)


def find_mentions(sentences: Sequence[Sentence], *, words: MentionWords) -> tuple[Mention, ...]:
    """All mentions of all sentences in the order of the text; an inner one ("Seoul" in "Seoul's envoy") comes too."""
    out: list[Mention] = []
    for sentence in sentences:
        found = [*_nominals(sentence, words), *_modifiers(sentence), *_kinds(sentence, words)]
        seen: set[int] = set()
        for mention in sorted(found, key=lambda it: (it.span.start, -it.span.end)):
            if mention.head.at not in seen:
                seen.add(mention.head.at)
                out.append(mention)
    return _as_places(out, words)


def _as_places(mentions: Sequence[Mention], words: MentionWords) -> tuple[Mention, ...]:
    """Names of countries and capitals that were taken for persons as what they are, where no fuller name speaks for a
    person ("Bishkek closed the border")."""
    known = words.countries.names.keys() | words.countries.seats.keys()
    full = {part for it in mentions if it.type == "Person" and it.name for part in it.name.split()[1:]}

    def is_place(mention: Mention) -> bool:
        name = mention.name or ""
        return mention.type == "Person" and name in known and not mention.title and name not in full

    return tuple(replace(it, type="Location", gender="it") if is_place(it) else it for it in mentions)


def name_spans(sentence: Sentence) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The names of the sentence as (type, tokens), dates and sums of money among them."""
    run: list[Token] = []
    for token in sentence.tokens:
        if token.name.startswith("I-") and run and run[0].name[2:] == token.name[2:]:
            run.append(token)
            continue
        if run:
            yield run[0].name[2:], tuple(run)
        run = [token] if token.name != "O" else []
    if run:
        yield run[0].name[2:], tuple(run)


def _name_at(sentence: Sentence, head: Token) -> tuple[str, tuple[Token, ...]] | None:
    """The name that the token stands for or closes, without a closing "'s"."""
    if head.name == "O":
        return None
    for kind, tokens in name_spans(sentence):
        if head in tokens and kind in ENTITY_TYPES:
            kept = tuple(token for token in tokens if token.xpos != "POS") or tokens
            return kind, kept
    return None


def _named_after(sentence: Sentence, head: Token) -> tuple[str, tuple[Token, ...]] | None:
    """The person whom a title with "of" leads in, where the tree has the title above: "Secretary of State Ann Lee"."""
    tokens = sentence.tokens
    if not head.text[:1].isupper() or head.at + 2 >= len(tokens) or tokens[head.at + 1].lemma not in {"of", "for"}:
        return None
    for kind, name in name_spans(sentence):
        between = tokens[head.at + 2 : name[0].at]
        led = kind == "Person" and 0 < name[0].at - head.at <= 5 and bool(between)
        if led and all(token.text[:1].isupper() and token.upos in {"NOUN", "PROPN"} for token in between):
            inside = {token.at for token in sentence.subtree(head)}
            return (kind, name) if all(token.at in inside for token in name) else None
    return None


def _nominals(sentence: Sentence, words: MentionWords) -> Iterator[Mention]:
    taken: set[int] = set()
    for token in sentence.tokens:
        if token.at in taken:
            continue
        if token.upos not in {"NOUN", "PROPN", "PRON"} and not _stands_for_noun(sentence, token):
            continue
        if token.relation in _INSIDE or token.relation.split(":")[0] in {"flat", "compound", "fixed"}:
            continue
        if _is_part_of_name(sentence, token, words):
            continue
        if token.upos == "PRON":
            if (
                not _is_empty(sentence, token, words) and token.text.lower() in _PRONOUNS
            ) or token.text.lower() in _OWN:
                yield _pronoun(sentence, token)
            continue
        after = None if token.name != "O" else _named_after(sentence, token)
        taken |= {one.at for one in after[1]} if after else set()
        yield _nominal(sentence, token, words)


def _is_part_of_name(sentence: Sentence, token: Token, words: MentionWords) -> bool:
    """Whether the token hangs inside the name that it is a word of: "Delta" in "Front for the Freedom of the Delta",
    "People" in "People's Front"; but "Japan" in "Japan's Diet" is one that owns."""
    named = _name_at(sentence, token)
    if named is None or not any(one.at == token.head for one in named[1]):
        return False
    common = token.text.lower() in {"people", "peoples"} or token.lemma.lower() in words.persons | words.bodies
    return token.relation == "nmod" or (token.relation == "nmod:poss" and common)


def _is_empty(sentence: Sentence, token: Token, words: MentionWords) -> bool:
    """Whether an "it" or "there" stands for nothing: "it seems", "when it comes to"."""
    above = sentence.head(token)
    if token.relation == "expl" or above is None or token.text.lower() != "it":
        return token.relation == "expl"
    marks = {kid.lemma.lower() for kid in sentence.kids(above, "mark", "advmod")}
    return above.lemma.lower() in words.company["empty"] or (above.lemma.lower() == "come" and "when" in marks)


def _stands_for_noun(sentence: Sentence, token: Token) -> bool:
    """Adjectives, numbers and determiners in a noun's place: "the wounded", "the two met", "both sat down"."""
    if token.relation.split(":")[0] not in {"nsubj", "obj", "iobj", "obl", "nmod", "conj"}:
        return False
    if token.upos == "DET":
        return token.text.lower() == "both"
    return token.upos in {"ADJ", "NUM"} and any(kid.text.lower() == "the" for kid in sentence.kids(token, "det"))


def _pronoun(sentence: Sentence, token: Token) -> Mention:
    gender = _PRONOUNS.get(token.text.lower())
    plural = gender == "they" or token.text.lower() in {"we", "us", "our", "both"}
    return Mention(
        token.span,
        token.text,
        token,
        sentence,
        "pronoun",
        "",
        None,
        None,
        plural,
        gender,
        ByRule("mentions.pronoun", token.text),
    )


def _nominal(sentence: Sentence, head: Token, words: MentionWords) -> Mention:
    named = _name_at(sentence, head) or _named_after(sentence, head)
    first, last = _extent(sentence, head, named[1] if named else ())
    kind: MentionKind = "name" if named else "description"
    name = _words(sentence, named[1]) if named else None
    inner = {token.at for token in named[1]} if named else set()
    title = _title(sentence, head, first, inner, kind)
    plural = _is_plural(sentence, head, named[0] if named else "")
    because: Because = ByModel("names", 1.0) if named else ByRule("mentions.noun", head.lemma)
    span = Span(first.span.start, last.span.end)
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    return Mention(
        span, text, head, sentence, kind, named[0] if named else "",
        name, title, plural, _gender(sentence, head, kind, named, words), because,
    )  # fmt: skip


def _is_plural(sentence: Sentence, head: Token, kind: str) -> bool:
    """Whether the phrase speaks of several; a name such as "the United States" is one for all its s."""
    if any(kid.text.lower() in NUMBERS for kid in sentence.kids(head, "nummod", "det")):
        return True
    if head.text.lower() in NUMBERS and not kind:
        return True
    return head.xpos in {"NNS", "NNPS"} and kind not in {"Person", "Organization", "Location", "Facility"}


def _words(sentence: Sentence, tokens: Sequence[Token]) -> str:
    start = sentence.span.start
    text = sentence.text[tokens[0].span.start - start : tokens[-1].span.end - start]
    return text.removeprefix("the ").removeprefix("The ")


def _extent(sentence: Sentence, head: Token, name: tuple[Token, ...]) -> tuple[Token, Token]:
    """First and last token: all that stands before the head and hangs on it, the name, and parts of a name after it."""
    first, last = head, head
    if name:
        first = min((first, name[0]), key=lambda token: token.at)
        last = max((last, name[-1]), key=lambda token: token.at)
    for kid in sentence.kids(head):
        base = kid.relation.split(":")[0]
        if kid.at < head.at and base in _PREMODIFIERS | {"flat"} and kid.relation not in {"nmod:unmarked", "obl"}:
            if base in {"punct", "cc", "conj", "advmod"} or any(k.upos == "ADP" for k in sentence.kids(kid, "case")):
                continue
            low = sentence.subtree(kid)[0]
            first = min((first, low), key=lambda token: token.at)
        elif kid.at > head.at and base in {"flat", "fixed", "compound", "goeswith"}:
            last = max((last, sentence.subtree(kid)[-1]), key=lambda token: token.at)
        elif kid.at > head.at and base == "nummod" and kid.at == head.at + 1:
            last = max((last, kid), key=lambda token: token.at)
    while first.at < head.at and first.relation in {"cc", "punct", "case"}:
        first = sentence.tokens[first.at + 1]
    return first, last


def _title(sentence: Sentence, head: Token, first: Token, inner: set[int], kind: MentionKind) -> str | None:
    """The role: the words before a name, or a description's own words without determiner and possessor."""
    skipped = {at for kid in sentence.kids(head, "det", "nummod") for at in _places(sentence, kid)}
    skipped |= {at for kid in sentence.kids(head, "nmod:poss") for at in _places(sentence, kid)}
    upto = head.at if kind == "description" else min(inner, default=head.at) - 1
    kept = [
        t
        for t in sentence.tokens[first.at : upto + 1]
        if t.at not in skipped and t.at not in inner and t.upos != "PUNCT"
    ]
    if kind == "description":
        kept = kept if kept and kept[-1] is head else [*kept, head]
    while kept and kept[0].upos in {"DET", "ADV", "CCONJ", "PUNCT"}:
        kept = kept[1:]
    if not kept:
        return _apposed_title(sentence, head)
    title = " ".join(token.text for token in kept)
    if kind == "description":
        for kid in sentence.kids(head, "nmod"):
            if (
                kid.at > head.at
                and any(k.lemma in {"of", "for"} for k in sentence.kids(kid, "case"))
                and not _has_det(sentence, kid)
            ):
                title += " " + " ".join(token.text for token in sentence.subtree(kid) if token.relation != "punct")
    return title


def _apposed_title(sentence: Sentence, head: Token) -> str | None:
    """The role of a name told in apposition: "Han, head of the border guard,"."""
    for kid in sentence.kids(head, "appos"):
        if kid.upos == "NOUN":
            tokens = sentence.subtree(kid)
            kept = [
                t
                for t in tokens
                if t.at <= kid.at or t.head == kid.at or t.upos in {"ADP", "NOUN", "PROPN", "ADJ", "DET", "PART"}
            ]
            stop = next(
                (t.at for t in kept if t.at > kid.at and t.upos in {"PUNCT", "VERB", "PRON", "SCONJ"}), kept[-1].at + 1
            )
            title = " ".join(t.text for t in kept if t.at < stop).lstrip(", ")
            return title.removeprefix("the ").removeprefix("an ").removeprefix("a ")
    return None


def _places(sentence: Sentence, token: Token) -> set[int]:
    return {found.at for found in sentence.subtree(token)}


def _has_det(sentence: Sentence, token: Token) -> bool:
    return bool(sentence.kids(token, "det"))


def _gender(
    sentence: Sentence, head: Token, kind: MentionKind, named: tuple[str, tuple[Token, ...]] | None, words: MentionWords
) -> Gender | None:
    if head.xpos in {"NNS", "NNPS"}:
        return "they"
    if kind == "name" and named:
        if named[0] != "Person":
            return "it"
        beside = (kid for kid in sentence.kids(head) if kid.relation != "conj")  # "Jan Berg and his wife"
        before = {kid.text.lower() for kid in beside} | {token.text.lower() for token in named[1]}
        for gender, nouns in (("she", words.women), ("he", words.men)):
            if before & (words.titles.get(gender, frozenset()) | nouns):
                return cast("Gender", gender)
        return _gender_of(_words(sentence, named[1]), words)
    if head.lemma in words.women:
        return "she"
    if head.lemma in words.men:
        return "he"
    return None if head.lemma in words.persons else "it"


def _gender_of(name: str, words: MentionWords) -> Gender | None:
    """What the given names in a full name tell; surnames that are given names too count only where no other does."""
    parts = re.sub(r"\s*-\s*", "-", name).lower().split()
    if len(parts) < 2:
        return None
    for part in (parts[0], parts[1] if len(parts) > 2 else "", parts[-1] if "-" in parts[-1] else ""):
        if part in words.given_names:
            return words.given_names[part]
    return None


def _modifiers(sentence: Sentence) -> Iterator[Mention]:
    """Names that stand before another noun or as adjectives: "U.S. troops", "Iranian oil"."""
    for kind, tokens in name_spans(sentence):
        if kind not in ENTITY_TYPES:
            continue
        inner = {token.at for token in tokens}
        head = next((token for token in tokens if token.head not in inner), tokens[0])
        kept = [token for token in tokens if token.xpos != "POS"] or list(tokens)
        span = Span(kept[0].span.start, kept[-1].span.end)
        text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
        yield Mention(
            span, text, head, sentence, "name", kind, _words(sentence, kept), None,
            head.xpos in {"NNS", "NNPS"}, None if kind == "Person" else "it", ByModel("names", 1.0),
        )  # fmt: skip


def _kinds(sentence: Sentence, words: MentionWords) -> Iterator[Mention]:
    """Nouns for people and bodies that stand before a thing of theirs: "rebel positions", "a police raid"."""
    for token in sentence.tokens:
        above = sentence.head(token)
        if token.relation != "compound" or token.upos != "NOUN" or token.name != "O" or above is None:
            continue
        lemma, head = token.lemma.lower(), above.lemma.lower()
        kind = lemma in words.persons, lemma in words.bodies
        if not any(kind) or above.upos != "NOUN" or head in words.persons or head in words.bodies:
            continue
        if sentence.kids(token, "compound", "amod", "nmod"):
            continue  # "peace talks envoy": what it is the whole phrase tells
        yield Mention(
            token.span, token.text, token, sentence, "description", "", None, token.text, kind[0],
            "they" if kind[0] else "it", ByRule("mentions.kind", lemma),
        )  # fmt: skip
