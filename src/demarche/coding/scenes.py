"""The running time of a story: the day that its main line has come to, sentence by sentence.

"On Tuesday 400 migrants tried to climb the fence. The guards fired tear gas": the firing was on Tuesday too. A time in
a clause of its own ("who was arrested in May"), on a noun or in a quotation moves nothing, nor does one still to come.
A sentence that turns elsewhere ("In Lima, meanwhile") or far back ("In 1998") ends the scene.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from demarche.coding.governors import anchor_of, governors
from demarche.parse import Sentence, Token
from demarche.times import TimeMention

Telling = Literal["past", "had", "perfect", "present", "other"]

DAY = frozenset({"minute", "hour", "part", "day"})
"""Granularities that settle the day; coarser times make no scene."""

_ASIDE = frozenset({"acl", "advcl", "appos", "parataxis", "nmod", "compound", "amod"})
"""Relations over which a time no longer belongs to the main line."""

_TURNS = frozenset({"meanwhile", "elsewhere", "abroad", "separately"})
_INSIDE = ("conj", "xcomp", "advcl", "acl", "obj", "obl", "nsubj", "nmod", "compound", "ccomp")
"""Relations of what has no finite verb of its own to what tells its tense."""

_FAR = timedelta(days=365)
"""What lies farther back than this is history, and no scene goes on after it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The time that a story has come to and the sentence that told it."""

    time: TimeMention
    sentence: Sentence


def find_settings(
    sentences: Sequence[Sentence], times: Mapping[int, Sequence[TimeMention]], published: date | None
) -> Mapping[int, Setting]:
    """The setting that each sentence finds when it begins, by the sentence's identity; none where there is none.

    `times` are those of each sentence, by its identity too.
    """
    out: dict[int, Setting] = {}
    now: Setting | None = None
    for sentence in sentences:
        if sentence.kind != "paragraph":
            continue
        found = times.get(id(sentence), ())
        if not any(token.upos in ("VERB", "AUX") for token in sentence.tokens):
            continue  # the day over a report is no part of its story
        if leaves_scene(sentence, found):
            now = None
        if now is not None:
            out[id(sentence)] = now
        now = _told(sentence, found, now, published)
    return out


def _told(
    sentence: Sentence, found: Sequence[TimeMention], now: Setting | None, published: date | None
) -> Setting | None:
    """The setting after the sentence: its last day on the main line, or what held before."""
    heads = governors(sentence, found)
    for time in reversed(found):
        if time.timex.type not in ("DATE", "TIME") or time.start is None or time.timex.begin is not None:
            continue
        if not _on_main_line(sentence, time, heads.get(time.span)):
            continue
        if published is not None and time.start < published - _FAR:
            return None
        if time.granularity in DAY and (published is None or time.start <= published):
            return Setting(time, sentence)
    return now


def _on_main_line(sentence: Sentence, time: TimeMention, above: Token | None) -> bool:
    """Whether the time tells when what the sentence is about happened."""
    at = anchor_of(sentence, time.span)
    if at is None or is_quoted(sentence, at):
        return False
    if above is None:
        return True
    if above.upos not in ("VERB", "AUX") and sentence.head(above) is not None:
        return False
    return not any(token.relation.partition(":")[0] in _ASIDE for token in (above, *sentence.ancestors(above)))


def is_quoted(sentence: Sentence, token: Token) -> bool:
    """Whether the word stands in quotation marks that open in its sentence."""
    before = sentence.text[: token.span.start - sentence.span.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def leaves_scene(sentence: Sentence, times: Sequence[TimeMention]) -> bool:
    """Whether the sentence leaves the scene: "meanwhile", or a place with which it opens."""
    if any(token.lemma.lower() in _TURNS for token in sentence.tokens[:8]):
        return True
    first = sentence.tokens[0] if sentence.tokens else None
    place = sentence.head(first) if first is not None and first.upos == "ADP" else None
    if place is None or place.upos != "PROPN" or place.at > 5 or not place.relation.startswith("obl"):
        return False
    return not any(time.span.overlaps(place.span) for time in times)


def telling(sentence: Sentence, token: Token) -> Telling:
    """How the clause of the word is told: in simple past, with "had", with "has", in the present, or otherwise."""
    for one in (token, *sentence.ancestors(token)):
        helpers = sentence.kids(one, "aux", "cop")
        have = next((kid for kid in helpers if kid.lemma.lower() == "have"), None)
        if have is not None:
            return "perfect" if have.xpos in ("VBZ", "VBP") else "had"
        if any(kid.xpos == "MD" for kid in helpers):
            return "other"
        if one.xpos == "VBD" and (shared := _shared_have(sentence, one)) is not None:
            return "perfect" if shared.xpos in ("VBZ", "VBP") else "had"
        if one.xpos == "VBD" or any(kid.xpos == "VBD" for kid in helpers):
            return "past"
        if one.xpos in ("VBZ", "VBP") or any(kid.xpos in ("VBZ", "VBP") for kid in helpers):
            return "present"
        if one.relation.partition(":")[0] not in _INSIDE:
            return "other"
    return "other"


def _shared_have(sentence: Sentence, verb: Token) -> Token | None:
    """The "have" of the verb before that also holds for this one: "have kidnapped scores and freed nearly all"."""
    first = sentence.head(verb)
    if verb.relation != "conj" or first is None or not verb.text.endswith("ed") or sentence.kids(verb, "nsubj", "aux"):
        return None
    return next((kid for kid in sentence.kids(first, "aux") if kid.lemma.lower() == "have"), None)
