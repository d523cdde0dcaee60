"""Of which country an actor is, where several are in the story: the candidates, and what speaks for each."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from demarche.actors.described import SETTING, Cast, foremost, kind_of, lead, told_by
from demarche.actors.record import BODIES, ActorMention
from demarche.actors.setting import find_setting
from demarche.mentions import Chain, Mention
from demarche.parse import Sentence

NOWHERE = ""
"""The candidate for: the report does not tell."""

OTHERS = (NOWHERE, *sorted(BODIES))
"""Candidates of every story."""

CLOSE = 3
"""Sentences within which it matters how far off a country is named."""

OWN = frozenset(
    {"kind", "type", "plural", "named", "lemma", "in", "sector", "rule", "private", "case", "above", "nmod"}
)
"""Features of the actor by itself that tell whether it is of any country at all."""


class Homes:
    """The countries that a report names, and where.

    Args:
        actors: settled ones.
        places: where in the text a place is named, and the code of its country.
        filed: the country of the dateline.
        sentences: all of the report.
        cast: what is told of each actor.
    """

    def __init__(
        self,
        actors: Sequence[ActorMention],
        places: Sequence[tuple[int, str]],
        filed: str | None,
        sentences: Sequence[Sentence],
        cast: Cast,
    ) -> None:
        self._filed, self._cast = filed, cast
        self._starts = [sentence.span.start for sentence in sentences]
        named = [(at, code, "place") for at, code in places]
        named += [
            (actor.mention.span.start, str(actor.country), "actor")
            for actor in actors
            if kind_of(actor.country) == "nation"
            and actor.mention.kind != "pronoun"
            and not told_by(actor).startswith(SETTING)
        ]
        self._named = sorted(named)
        self._counts = Counter(code for _, code, _ in named)
        ranked = sorted(self._counts.items(), key=lambda it: (-it[1], it[0]))
        self._ranks = {code: min(3, at) for at, (code, _) in enumerate(ranked)}
        setting = find_setting([code for _, code in places], actors, filed)
        self._setting = setting[0] if setting else None
        self._here: dict[int, list[tuple[int, str, str]]] = {}
        self._reach: dict[tuple[str, str], tuple[int, int]] = {}
        self._inside: dict[int, list[str]] = {}
        for at, code, kind in self._named:
            number = self._number(at)
            self._here.setdefault(number, []).append((at, code, kind))
            first, _ = self._reach.get((code, kind), (number, number))
            self._reach[code, kind] = (first, number)
            if number >= 0:
                self._inside.setdefault(sentences[number].paragraph, []).append(code)
        self.candidates = (*OTHERS, *sorted({*self._counts, *((filed,) if filed else ())}))

    def _number(self, at: int) -> int:
        """Which sentence a character stands in or after."""
        return bisect_right(self._starts, at) - 1

    def features(self, actor: ActorMention) -> list[list[str]]:
        """What speaks for each of the `candidates`."""
        own = [it for it in self._cast.describe(actor) if it.partition("=")[0] in OWN]
        sector = lead(actor.sectors)
        mention = foremost(actor.chain)
        shape = f"{mention.kind} {mention.type}"
        near = self._near(actor.chain, mention)
        out = []
        for code in self.candidates:
            if code in OTHERS:
                features = [f"home={code}", *(f"home={code} {it}" for it in own)]
            else:
                features = [*self._of_nation(code, sector, shape), *near.get(code, ("far",))]
            features.extend(self._against_rule(code, actor, sector, shape))
            out.append(features)
        return out

    def _of_nation(self, code: str, sector: str, shape: str) -> Iterator[str]:
        rank = self._ranks.get(code, 4)
        yield "nation"
        yield f"rank={rank}"
        yield f"rank={rank} sector={sector}"
        yield f"share={4 * self._counts[code] // max(1, self._counts.total())}"
        for name, there in (("filed", self._filed), ("setting", self._setting)):
            if code == there:
                yield name
                yield f"{name} sector={sector}"
                yield f"{name} shape={shape}"

    def _near(self, chain: Chain, first: Mention) -> dict[str, set[str]]:
        """By country where it is named about the actor's mentions, and before the first of them."""
        out: dict[str, set[str]] = {}
        told = [it for it in chain.mentions if it.kind != "pronoun"] or [first]
        for mention in told:
            here = self._number(mention.span.start)
            for number in range(here - CLOSE, here + CLOSE + 1):
                for at, code, kind in self._here.get(number, ()):
                    if mention.span.start <= at < mention.span.end:
                        where = "inside"
                    elif number == here:
                        where = "before" if at < mention.span.start else "behind"
                    else:
                        where = f"{min(2, abs(here - number))} {'back' if number < here else 'on'}"
                    out.setdefault(code, set()).add(f"near={where} {kind}")
            for (code, kind), (low, high) in self._reach.items():
                if low < here - CLOSE or high > here + CLOSE:
                    out.setdefault(code, set()).add(f"near=far {kind}")
        before = self._named[: bisect_left(self._named, (first.span.start,))]
        actors = (it for it in reversed(before) if it[2] == "actor")
        for name, found in (("last", before[-1] if before else None), ("last actor", next(actors, None))):
            if found is not None:
                out[found[1]].add(name)
        self._in_paragraph(first, out)
        return out

    def _in_paragraph(self, first: Mention, out: dict[str, set[str]]) -> None:
        inside = self._inside.get(first.sentence.paragraph, [])
        for code, features in out.items():
            if code not in inside:
                features.add("paragraph=other" if inside else "paragraph=none")
            else:
                features.add("paragraph=only" if len(set(inside)) == 1 else "paragraph=among")
                if code == inside[0]:
                    features.add("paragraph=first")

    def _against_rule(self, code: str, actor: ActorMention, sector: str, shape: str) -> Iterator[str]:
        """Whether it is the country that the rules found."""
        rule = told_by(actor)
        by = "setting" if rule.startswith(SETTING) else "words"
        kind = kind_of(code or None)
        if code == (actor.country or NOWHERE):
            yield f"same {kind}"
            yield f"same {kind} rule={rule}"
            yield f"same {kind} sector={sector}"
            yield f"same {kind} {by}"
            yield f"same {kind} shape={shape}"
        else:
            yield f"for {kind_of(actor.country)} {by} {kind}"
