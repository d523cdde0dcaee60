"""What acts of speech speak of, as records: the act demanded, promised, threatened or refused, and who is to do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from demarche.base import ByRule
from demarche.events.arguments import find_sides
from demarche.events.bidden import Actors, Doers, Said, Speech, apart, is_clause
from demarche.events.contents import content_of
from demarche.events.frames import Frames
from demarche.events.heads import CONTENT_TYPES, JUDGING_TYPES, spoken_heads, subject_by_for
from demarche.events.parties import Parties
from demarche.events.patterns import Pattern, Patterns
from demarche.events.phrases import clip, find_object
from demarche.events.record import Content, EventMention
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token

SPEECH = CONTENT_TYPES | JUDGING_TYPES
"""Types that have a content."""

BROUGHT = frozenset({"AID", "COERCE", "RETREAT"})
"""Types of what comes to pass when a thing that was asked for, promised or threatened comes."""

DEEPEST = 3
"""How many acts may lie in one another: "rejected a call to agree to talks"."""


def gather(sentence: Sentence, triggers: Sequence[Trigger]) -> Said:
    """The sentence with its triggers by their heads, and by the light verbs that carry them ("hold talks")."""
    by_head: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_head.setdefault(trigger.head.at, []).append(trigger)
    for trigger in triggers:
        if trigger.carrier is not trigger.head:
            by_head.setdefault(trigger.carrier.at, []).append(trigger)
    return Said(sentence, by_head)


def tell_contents(
    events: Sequence[EventMention],
    triggers: Mapping[int, tuple[Trigger, Said]],
    parties: Parties,
    patterns: Patterns,
    frames: Frames,
) -> tuple[EventMention, ...]:
    """The events, acts of speech with what they speak of.

    `triggers` are those of the events, with their sentence, by the identity of the head.
    """
    out: list[EventMention] = []
    made: dict[int, EventMention] = {}
    for event in events:
        fresh = event
        if event.type in SPEECH and id(event.head) in triggers:
            trigger, said = triggers[id(event.head)]
            reader = _Reader(said, parties, patterns, frames)
            contents = tuple(reader.read(Speech(trigger, event.sources, event.targets, 1)))
            fresh = replace(event, contents=contents) if contents else event
        if event.again is not None and id(event.again) in made:
            fresh = replace(fresh, again=made[id(event.again)])
        made[id(event)] = fresh
        out.append(fresh)
    return tuple(out)


class _Reader(Doers):
    """Reads contents in one sentence."""

    def read(self, speech: Speech) -> Iterator[Content]:
        """The contents of an act, in the order of the text."""
        every = spoken_heads(self.sentence, speech.trigger, self.frames)
        heads = [one for one in every if self._is_spoken_of(one, speech)]
        if speech.trigger.pattern.type == "REQUEST":  # those that a demand speaks of are not asked
            inside = {id(token) for head in heads for token in self.sentence.subtree(head)}
            free = tuple(actor for actor in speech.targets if id(actor.mention.head) not in inside)
            speech = replace(speech, targets=free)
        for head in heads:
            joined = self.sentence.kids(head, "conj")
            content = self._content(head, speech, {one.at for one in (*every, *joined) if one is not head})
            if content is not None and self._tells(content, speech):
                yield content

    def _is_spoken_of(self, head: Token, speech: Speech) -> bool:
        return not (self._is_party(head, speech) or self._is_beside(head, speech))

    def _is_party(self, head: Token, speech: Speech) -> bool:
        """Whether the phrase is rather somebody with whom the act has to do: "threatened Mexico"."""
        if is_clause(self.sentence, head) or head.at in self.triggers:
            return False
        cases = {kid.lemma.lower() for kid in self.sentence.kids(head, "case")}
        addressed = head.relation != "conj" and cases.isdisjoint({"for", "of"})
        return addressed and any(head is actor.mention.head for actor in (*speech.sources, *speech.targets))

    def _is_beside(self, head: Token, speech: Speech) -> bool:
        """Whether it is another act of the same kind: "demands for A and demands for B"."""
        kind = speech.trigger.pattern.type
        return head.relation == "conj" and any(one.pattern.type == kind for one in self.triggers.get(head.at, ()))

    def _tells(self, content: Content, speech: Speech) -> bool:
        """Whether the content says enough: of judgements, concessions and inquiries only acts that a pattern knows."""
        pattern = speech.trigger.pattern
        if content.type is not None:
            return True
        if pattern.type == "ACCUSE":
            return pattern.mode == "allege"
        return pattern.type in CONTENT_TYPES and (content.head.upos == "VERB" or content.object is not None)

    def _content(self, head: Token, speech: Speech, others: set[int]) -> Content | None:
        core, negated = self._core(head, speech.trigger)
        if speech.trigger.pattern.type == "ACCUSE" and core.lemma.lower() in self.frames.charging:
            return None  # "faces charges" says nothing of what they are
        doers, control = self.doers(head, core, speech)
        trigger = self._trigger(core, doers)
        words = [at for at in content_of(self.sentence, head, self.frames) if not self._is_under(at, head, others)]
        span = clip(self.sentence, head, words)
        if span is None:
            return None
        pattern = trigger.pattern if trigger else self._of_thing(core, speech.trigger, doers)
        partners = speech.targets if speech.trigger.pattern.type == "AGREE" else ()
        sources, targets = self._sides(trigger, core, doers, pattern, partners)
        inner = tuple(self._inner(trigger, sources, targets, speech)) if trigger else ()
        whom = self._whom(core, speech)
        thing = None if inner else find_object(self.sentence, core, trigger, self.frames, without=whom)
        because = ByRule(f"content.{control}", core.text, (ByRule(pattern.id, core.text),) if pattern else ())
        return Content(
            span, core, pattern.type if pattern else None, pattern.mode if pattern else None,
            negated, sources, targets, thing, inner, pattern.id if pattern else None, because,
        )  # fmt: skip

    def _whom(self, core: Token, speech: Speech) -> set[int]:
        """The places of words that are no object: who is to do it, and to whom a thing is offered."""
        if is_clause(self.sentence, core):
            led = subject_by_for(self.sentence, core)
            return {led.at} if led is not None else set()
        if speech.trigger.pattern.type != "AGREE":
            return set()
        named = [kid.at for kid in self.sentence.kids(core, "compound") if self.is_receiver(kid)]
        return {*(actor.mention.head.at for actor in speech.targets), *named}

    def _inner(self, trigger: Trigger, sources: Actors, targets: Actors, speech: Speech) -> Iterator[Content]:
        """What the content speaks of in its turn; whoever turns down a call was called on."""
        if trigger.pattern.type in CONTENT_TYPES | {"CONCEDE"} and speech.depth < DEEPEST:
            asked = targets
            if not asked and trigger.pattern.type == "REQUEST" and speech.trigger.pattern.type in {"REJECT", "CONCEDE"}:
                asked = speech.sources
            yield from self.read(Speech(trigger, sources, asked, speech.depth + 1))

    def _is_under(self, at: int, head: Token, others: set[int]) -> bool:
        """Whether a word belongs to another content of the same act, joined to this one."""
        token = self.sentence.tokens[at]
        return token is not head and any(up.at in others for up in (token, *self._up(token, head)))

    def _up(self, token: Token, head: Token) -> Iterator[Token]:
        for above in self.sentence.ancestors(token):
            if above is head:
                return
            yield above

    # the word that tells the act

    def _core(self, head: Token, act: Trigger) -> tuple[Token, bool]:
        """The word that tells what is to be done, and whether it is that it be not done.

        Words that only begin, help or stop are gone through where no pattern knows them with what hangs on them.
        """
        core, negated = head, self._is_negated(head)
        if any(kid.lemma.lower() == "against" for kid in self.sentence.kids(head, "mark", "case")):
            negated = act.pattern.type == "THREATEN" or act.pattern.type == "REQUEST"
        for _ in range(DEEPEST):
            lemma = core.lemma.lower()
            charges = act.pattern.type == "ACCUSE" and lemma in self.frames.charging
            carries = (
                lemma in self.frames.stopping | self.frames.doing | self.frames.parts and core.at not in self.triggers
            )
            below = self._below(core) if charges or carries else None
            if below is None:
                return core, negated
            negated = negated != (lemma in self.frames.stopping) != self._is_negated(below)
            core = below
        return core, negated

    def _is_negated(self, token: Token) -> bool:
        """Whether a negation hangs on the word, or stands before its "to" wherever the tree hangs it."""
        beside = [*self.sentence.kids(token, "advmod")]
        beside += [self.sentence.tokens[kid.at - 1] for kid in self.sentence.kids(token, "mark") if kid.at]
        return any(kid.lemma.lower() in {"not", "never", "n't"} for kid in beside)

    def _below(self, token: Token) -> Token | None:
        """The clause or the noun that a word of beginning or stopping carries."""
        for relation in ("xcomp", "ccomp", "acl", "obj", "nmod", "obl", "advcl"):
            for kid in self.sentence.kids(token, relation):
                cases = {case.lemma.lower() for case in self.sentence.kids(kid, "case", "mark")}
                fit = relation in {"xcomp", "ccomp", "obj"} or cases & {
                    "of",
                    "to",
                    "toward",
                    "towards",
                    "on",
                    "for",
                    "from",
                }
                if fit and kid.upos in {"VERB", "NOUN", "PROPN"} and kid.relation != "acl:relcl":
                    return kid
        return None

    def _trigger(self, core: Token, doers: Actors) -> Trigger | None:
        """The most particular trigger at the word that has the parties it needs, the doers among them."""
        return next((one for one in self.triggers.get(core.at, ()) if self._is_filled(one, doers)), None)

    def _is_filled(self, trigger: Trigger, doers: Actors) -> bool:
        """Whether the target that a pattern needs is there; who does it, the act of speech tells or nobody does.

        Where somebody is to do it, any words in the target's place will do: "that the army guard the dam".
        """
        needs = trigger.pattern.needs
        if needs in {"", "source"}:
            return True
        if needs == "both" and trigger.pattern.reciprocal and doers:
            return True
        if trigger.head.upos != "VERB" and not (trigger.pattern.objects and trigger.pattern.verbs):
            return True  # "a request for aid"
        target = find_sides(self.sentence, trigger, self.frames, acts=self.parties.acts).target
        return bool((target and doers) or self.parties.of(target, self.sentence) or self._is_site(trigger, target))

    def _is_site(self, trigger: Trigger, tokens: Sequence[Token]) -> bool:
        """Whether violence is done to a place, which stands for its people."""
        return trigger.pattern.type == "ASSAULT" and any(
            token.lemma.lower() in self.frames.sites or token.name[2:] in {"Location", "Facility"} for token in tokens
        )

    def _of_thing(self, core: Token, act: Trigger, doers: Actors) -> Pattern | None:
        """The pattern of what comes to pass with a bare thing: whoever threatens sanctions will impose them."""
        kind = act.pattern.type
        given = kind in {"REQUEST", "THREATEN"} or (kind == "AGREE" and "object" in act.pattern.content)
        if core.upos == "VERB" or is_clause(self.sentence, core) or not given:
            return None
        word = "dollar" if core.upos == "SYM" else core.lemma.lower()
        verbs = self.frames.threatening if kind == "THREATEN" else self.frames.bringing
        entries = [one for verb in sorted(verbs) for one in self.patterns.verbs.get(verb, ())]
        fit = [one for entry, one in entries if len(entry) == 1 and word in one.objects and one.type in BROUGHT]
        if not doers and act.head.lemma.lower() in self.frames.claiming:
            fit = [one for one in fit if one.type != "AID"]  # "demanded cheaper fuel" asks nobody for relief
        return min(fit, key=lambda one: one.type != "AID") if fit else None

    def _sides(
        self, trigger: Trigger | None, core: Token, doers: Actors, pattern: Pattern | None, partners: Actors
    ) -> tuple[Actors, Actors]:
        """Sources and targets of the content; a reciprocal act has all sides as both, in the order of the text.

        `partners` are those with whom it would be done if it names nobody: "offered the guerrillas talks".
        """
        if trigger is None:
            things = [*self.sentence.kids(core, "iobj", "obj", "nsubj:pass")] if core.upos == "VERB" else []
            whom = [kid for kid in self.sentence.kids(core, "obl", "nmod") if self.has_case(kid, "to")]
            whom += [kid for kid in self.sentence.kids(core, "nmod") if pattern and self.has_case(kid, "against")]
            return doers, apart(self.parties.of(self.spread(things or whom), self.sentence), doers)
        sides = find_sides(self.sentence, trigger, self.frames, acts=self.parties.acts)
        inside = {id(token) for token in self.sentence.subtree(core)} | {id(one) for one in self._carried(trigger)}
        whom = [token for token in sides.target if id(token) in inside]
        if not whom and trigger.pattern.needs == "target" and core.upos != "VERB":
            whom = [*self.sentence.kids(core, "nmod:poss")]
        whose = self.parties.of(whom, self.sentence)
        if trigger.pattern.reciprocal and trigger.pattern.type not in CONTENT_TYPES:
            every = (*doers, *apart(whose or partners, doers))
            every = tuple(sorted(every, key=lambda actor: actor.mention.span.start))
            return (every, every) if len(every) > 1 else (doers, whose)
        return doers, apart(whose, doers)

    def _carried(self, trigger: Trigger) -> Sequence[Token]:
        return self.sentence.subtree(trigger.carrier) if trigger.carrier is not trigger.head else ()
