"""Where the story plays: the country that "the army" or "protesters" belong to when nothing nearer tells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.actors.lexicon import ActorLexicon
from demarche.actors.owners import joined_after
from demarche.actors.record import BODIES, ActorMention
from demarche.base import ByRule
from demarche.parse import Sentence, Token

DOMESTIC = frozenset(
    {
        *("GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "CVL", "LAB", "SPY"),
        *("NGO", "MED", "EDU", "REL", "BUS", "REB", "HLH", "AGR", "UAF", "ELI"),
    }
)
"""Sectors whose members belong to the country of the story; refugees and gangs cross borders."""

LEAST = 2
"""Times that the country of a story without a dateline must be named."""

LEAST_SHARE = 0.5
"""Without a dateline there, one country must have at least this share of what the report names."""

DATELINE_SHARE = 0.6
"""The dateline's country must be named at least this often, against the country named most: talks in Geneva are not."""

_HOME = frozenset({"in", "at", "from", "of", "near", "outside"})
"""Prepositions that lead in where people are at home: "residents of Goma", "farmers from Sylhet"."""

_STATE_NAMED = frozenset({"actors.country", "actors.seat", "actors.direction"})
"""Rules by which a state is known by its name."""

_ORGANS = frozenset({"GOV", "MIL", "COP", "SPY"})
"""Sectors of what a state has one of, so that "the army" is that of the side that speaks."""

OTHER_SHARE = 0.35
"""How often the other side must be named, against the country of the story: it has to be a party to it."""

_OPENING = 6
"""Words within which a sentence names the scene that it opens with."""


def settle(
    actors: Sequence[ActorMention], places: Sequence[tuple[int, str]], filed: str | None, *, lexicon: ActorLexicon
) -> tuple[ActorMention, ...]:
    """The actors, those of a domestic sector and no country with that of the place beside them, or of the story.

    The mentions of one chain get the same.

    Args:
        actors: from `find_actors`.
        places: where in the text a place is named, and the code of its country.
        filed: the country of the dateline.
        lexicon: the tables.
    """
    setting = find_setting([code for _, code in places], actors, filed)
    scene = _Scene(actors, dict(places), lexicon)
    homes: dict[int, tuple[str, ByRule]] = {}
    home_code = setting[0] if setting else None
    nearest_first = (
        scene.at_hand, lambda actor: scene.of_the_other(actor, home_code), scene.opened, lambda _: setting,
        scene.by_sentence,
    )  # fmt: skip
    for look in nearest_first:  # over all mentions of a chain
        for actor in actors:
            open_ = actor.country is None and not actor.members and id(actor.chain) not in homes
            home = look(actor) if open_ and _is_native(actor, lexicon) else None
            if home is not None:
                homes[id(actor.chain)] = home
    made: dict[int, ActorMention] = {}

    def settled(actor: ActorMention) -> ActorMention:
        if id(actor) not in made:
            home = homes.get(id(actor.chain))
            if home is not None and actor.country is None and not actor.members:
                because = replace(home[1], parents=(actor.because,))
                made[id(actor)] = replace(actor, country=home[0], because=because)
            else:
                made[id(actor)] = replace(actor, members=tuple(map(settled, actor.members))) if actor.members else actor
        return made[id(actor)]

    return tuple(map(settled, actors))


def _is_native(actor: ActorMention, lexicon: ActorLexicon) -> bool:
    """Whether the actor belongs to the country of the story: of a domestic sector, displaced within it, or a person of
    whom no more is told; and never called foreign ("Western diplomats")."""
    strangers = lexicon.words["strangers"]
    person = actor.chain.name is not None and any(mention.type == "Person" for mention in actor.chain.mentions)
    if not (actor.sectors[0] in DOMESTIC or _is_displaced(actor, lexicon) if actor.sectors else person):
        return False
    return not any(
        token.text.lower() in strangers
        for mention in actor.chain.mentions
        if mention.kind == "description"
        for token in mention.sentence.within(mention.span)
    )


def _is_displaced(actor: ActorMention, lexicon: ActorLexicon) -> bool:
    """Whether the text says that they have fled, and not that they have come from abroad."""
    if isinstance(actor.because, ByRule) and actor.because.rule == "actors.fled":
        return True
    told = [it for it in actor.chain.mentions if it.kind == "description"]
    words = {one.text.lower() for it in told for one in it.sentence.within(it.span)}
    return bool(words & lexicon.words["displaced"] - {"refugee"})


def find_setting(places: Sequence[str], actors: Sequence[ActorMention], filed: str | None) -> tuple[str, ByRule] | None:
    """The country in which the report is set, and why; None where no country stands out.

    The country of the dateline, if the report also speaks of it about as much as of any other; else the country that
    has half of all mentions of places and actors. A dateline alone (talks in Geneva) sets nothing.
    """
    named = Counter(places)
    named.update(actor.country for actor in actors if actor.country and actor.country not in BODIES)
    if not named:
        return None
    country, count = min(named.items(), key=lambda it: (-it[1], it[0]))
    if filed is not None and named[filed] >= max(2.0, DATELINE_SHARE * count):
        return filed, ByRule("actors.setting-dateline", filed)
    if count >= LEAST and count / sum(named.values()) >= LEAST_SHARE:
        return country, ByRule("actors.setting-named", country)
    return None


def _speaks(actor: ActorMention, lexicon: ActorLexicon) -> bool:
    """Whether a state is the subject of a verb by which it speaks for itself: "Kigali denied it"."""
    mention = actor.mention
    verb = mention.sentence.head(mention.head)
    named = isinstance(actor.because, ByRule) and actor.because.rule in _STATE_NAMED
    if not named or actor.country is None or verb is None:
        return False
    return mention.head.relation == "nsubj" and verb.lemma.lower() in lexicon.words["claims"]


def _told_by(speaker: ActorMention, actor: ActorMention) -> bool:
    """Whether the actor is spoken of in what the speaker says."""
    verb = speaker.mention.head.head
    path = [actor.mention.head, *actor.mention.sentence.ancestors(actor.mention.head)]
    return any(it.head == verb and it.relation in {"ccomp", "parataxis"} for it in path)


def _follows(before: Sentence, after: Sentence) -> bool:
    """Whether no sentence lies between the two."""
    return 0 <= after.span.start - before.span.end <= 2


class _Scene:
    """What stands round an actor: the places of its clause and sentence, and what its paragraph has told before."""

    def __init__(self, actors: Sequence[ActorMention], places: Mapping[int, str], lexicon: ActorLexicon) -> None:
        self._places, self._leads = places, lexicon.words["leads"]
        self._passing = lexicon.words["motion"] | lexicon.words["meeting"]
        self._named: dict[int, list[tuple[Token, str]]] = {}
        self._openings: dict[int, list[tuple[int, str, str]]] = {}
        self._named_often = Counter(it.country for it in actors if it.country and it.country not in BODIES)
        self._claims: dict[int, list[tuple[Sentence, ActorMention]]] = {}
        seen: set[int] = set()
        for actor in actors:
            sentence = actor.mention.sentence
            if _speaks(actor, lexicon):
                self._claims.setdefault(sentence.paragraph, []).append((sentence, actor))
            if id(sentence) not in seen:
                seen.add(id(sentence))
                self._open(sentence)

    def _open(self, sentence: Sentence) -> None:
        """Note the place with which the sentence opens: "In Pyongyang, …"."""
        for token in sentence.tokens[:_OPENING]:
            code = self._places.get(token.span.start)
            cases = {kid.lemma.lower() for kid in sentence.kids(token, "case")}
            if code is not None and cases & {"in", "at"} and token.relation == "obl":
                self._openings.setdefault(sentence.paragraph, []).append((token.span.start, code, token.text))

    def at_hand(self, actor: ActorMention) -> tuple[str, ByRule] | None:
        """The country of the place that the actor's words name, that hangs on it or opens its clause: "Sindh police",
        "police in Lima", "In Lima, police"."""
        sentence, head = actor.mention.sentence, actor.mention.head
        for token, code in self._within(sentence):
            cases = {kid.lemma.lower() for kid in sentence.kids(token, "case")}
            if token.head == head.at and token.relation != "appos":
                if self._names_home(token, sentence, actor) or (cases & _HOME and token.relation == "nmod"):
                    return code, ByRule("actors.setting-clause", token.text)
            elif cases & {"in", "at"} and token.relation == "obl" and token.at < head.at and token.head == head.head:
                return code, ByRule("actors.setting-clause", token.text)
        return None

    def _within(self, sentence: Sentence) -> list[tuple[Token, str]]:
        """The words of the sentence with which a place begins, and the place's country."""
        if id(sentence) not in self._named:
            found = ((token, self._places.get(token.span.start)) for token in sentence.tokens)
            self._named[id(sentence)] = [(token, code) for token, code in found if code]
        return self._named[id(sentence)]

    def _names_home(self, token: Token, sentence: Sentence, actor: ActorMention) -> bool:
        """Whether the place stands before the noun as its home: "Goma residents", "a Cali-based gang"."""
        if not (actor.mention.span.start <= token.span.start < actor.mention.head.span.start):
            return False
        after = joined_after(token, sentence)
        return after is None or after.text.lower() in self._leads

    def of_the_other(self, actor: ActorMention, home: str | None) -> tuple[str, ByRule] | None:
        """The other side of the story where it has just spoken: "Kigali denied this. The army said …"."""
        mention = actor.mention
        first = next((it for it in actor.chain.mentions if it.kind != "pronoun"), None)
        organ = mention.kind == "description" and not _ORGANS.isdisjoint(actor.sectors[:1])
        if home is None or mention is not first or not organ:
            return None
        told = self._claims.get(mention.sentence.paragraph, ())
        before = [it for it in told if it[1].mention.span.end < mention.span.start]
        if not before:
            return None
        sentence, speaker = before[-1]
        here = sentence is mention.sentence
        if not (here and _told_by(speaker, actor)) and not (not here and _follows(sentence, mention.sentence)):
            return None
        often = self._named_often
        if speaker.country in {None, home} or often[speaker.country] < max(2.0, OTHER_SHARE * often[home]):
            return None
        return str(speaker.country), ByRule("actors.setting-side", speaker.mention.text)

    def opened(self, actor: ActorMention) -> tuple[str, ByRule] | None:
        """The country of the place with which its paragraph went to another scene."""
        if actor.mention.kind == "pronoun":
            return None
        told = self._openings.get(actor.mention.sentence.paragraph, ())
        before = [it for it in told if it[0] < actor.mention.span.start]
        return (before[-1][1], ByRule("actors.setting-scene", before[-1][2])) if before else None

    def by_sentence(self, actor: ActorMention) -> tuple[str, ByRule] | None:
        """The only country of the places in the actor's sentence, but for those where people only meet or travel."""
        sentence = actor.mention.sentence
        here = {
            code
            for token, code in self._within(sentence)
            if not self._is_passing(sentence, token) and joined_after(token, sentence) is None
        }
        return (min(here), ByRule("actors.setting-sentence", min(here))) if len(here) == 1 else None

    def _is_passing(self, sentence: Sentence, token: Token) -> bool:
        """Whether the place is one to which people come from elsewhere: "met in Oslo", "flew to Lima"."""
        verb = sentence.head(token)
        if verb is None or token.relation != "obl" or any(kid.lemma == "strike" for kid in sentence.kids(verb)):
            return False  # drivers who go on strike in Athens are at home there
        return verb.lemma.lower() in self._passing
