"""What an event is about: by its pattern, by the words of its sentence, and by what the story as a whole is about."""

from collections import Counter
from collections.abc import Mapping, Sequence

from demarche.base import Because, ByRule, Span
from demarche.coding.contexts import ContextWords
from demarche.coding.record import When
from demarche.coding.scenes import leaves_scene
from demarche.events import EventMention
from demarche.parse import Sentence
from demarche.times import TimeMention

_OPENING = 12
"""Sentences of the story that tell what it is about."""

_LEAST = 3
"""Sentences that a story must have, its headline among them, to be about anything as a whole."""

_SHARE = 0.3
"""What share of the opening sentences must show a context that the headline does not."""

_PLAIN = 0.4
"""What share must show one that is in many stories, beside the headline."""

_MOST = 2
"""Contexts that a story may lend."""

_MAIN = 2
"""Countries that a story is mostly about."""

Matters = tuple[tuple[str, ...], tuple[Because, ...]]


class Story:
    """The contexts of the sentences of a story, and of the story itself."""

    def __init__(
        self, sentences: Sequence[Sentence], events: Sequence[EventMention], times: Sequence[TimeMention],
        words: ContextWords,
    ) -> None:  # fmt: skip
        heads = [one for one in sentences if one.kind == "headline"]
        body = [one for one in sentences if one.kind not in {"headline", "caption"}][:_OPENING]
        asked = {id(one): one for one in (*heads, *body, *(event.sentence for event in events))}
        self.found = {key: words.find(one) for key, one in asked.items()}
        self.times, self.plain = times, words.plain
        self.lent = self._lent(heads, body)
        self.main = _main_countries(events)

    def contexts(self, event: EventMention, when: When | None) -> Matters:
        """The contexts of the event and why: those of its pattern first, those of its sentence, those of the story."""
        own = self.found.get(id(event.sentence), {})
        out = dict.fromkeys((*event.contexts, *own))
        if not self._on_main_line(event, when, own):
            return tuple(out), ()
        reasons: list[Because] = []
        for name, told in self.lent.items():
            if name not in out:
                out[name] = None
                reasons.append(ByRule("context.story", f"{name}: {told}"))
        return tuple(out), tuple(reasons)

    def _lent(self, heads: Sequence[Sentence], body: Sequence[Sentence]) -> dict[str, str]:
        """What the story is about as a whole, with the words that show it: what its headline and its sentences share,
        or what its first sentence says and others go on about."""
        if len(heads) + len(body) < _LEAST:
            return {}
        headed = {name for one in heads for name in self.found[id(one)]}
        counts = Counter(name for one in body for name in self.found[id(one)])
        lead = self.found[id(body[0])] if body else {}
        scores: dict[str, float] = {}
        for name, count in counts.items():
            share = count / len(body)
            enough = name in headed or (name in lead and count >= 2 and share >= _SHARE)
            if name in self.plain:
                enough = name in headed and share >= _PLAIN
            if enough:
                scores[name] = share + (1.0 if name in headed else 0.0)
        chosen = sorted(scores, key=lambda name: (-scores[name], list(counts).index(name)))[:_MOST]
        return {name: self._words(name, [*heads, *body]) for name in chosen}

    def _words(self, name: str, sentences: Sequence[Sentence]) -> str:
        """The first words that show the context, each once."""
        told: dict[str, None] = {}
        for one in sentences:
            for span in self.found[id(one)].get(name, ()):
                told[Span(span.start - one.span.start, span.end - one.span.start).of(one.text)] = None
        return ", ".join(list(told)[:3])

    def _on_main_line(self, event: EventMention, when: When | None, own: Mapping[str, object]) -> bool:
        """Whether the event belongs to what the story is about: not long ago, not elsewhere, not between others."""
        if not self.lent or (when is not None and when.historical):
            return False
        here = [time for time in self.times if event.sentence.span.holds(time.span)]
        if leaves_scene(event.sentence, here):
            return False
        countries = {actor.country for actor in (*event.sources, *event.targets) if actor.country}
        strange = bool(countries) and bool(self.main) and countries.isdisjoint(self.main)
        return not (strange and own.keys() - self.lent.keys() and own.keys().isdisjoint(self.lent))


def _main_countries(events: Sequence[EventMention]) -> frozenset[str]:
    """The countries that the story's events are mostly between."""
    counted = Counter(
        actor.country for event in events for actor in {*event.sources, *event.targets} if actor.country is not None
    )
    return frozenset(country for country, _ in counted.most_common(_MAIN))
