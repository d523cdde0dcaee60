"""The actors of a report by the words that stand for them, the speaker's "we" among them."""

from collections.abc import Sequence

from demarche.actors import ActorMention
from demarche.events.frames import Frames
from demarche.parse import Sentence, Token
from demarche.statements import Statement

_OWN = frozenset({"i", "me", "my", "we", "us", "our"})


_WHERE = frozenset({"in", "at", "on", "to", "near", "after", "before", "since"})


def _is_own(token: Token) -> bool:
    """Whether it is the speaker's own pronoun; "US" is a country."""
    return token.upos == "PRON" and token.text.lower() in _OWN


def _is_bare(actor: ActorMention, frames: Frames) -> bool:
    """Whether nothing says of whom it is a plural: "both sides", "the warring parties", no "opposition parties"."""
    sentence, head = actor.mention.sentence, actor.mention.head
    kids = sentence.kids(head)
    told = [
        kid
        for kid in kids
        if kid.relation.split(":")[0] in {"amod", "compound", "nmod", "acl", "appos"}
        and not any(case.lemma in _WHERE for case in sentence.kids(kid, "case"))  # "between the two sides in Lome"
    ]
    counted = any(kid.text.lower() in {"the", "two", "both", "these"} for kid in kids) or head.lemma in {"two", "both"}
    more = any(kid.relation == "nummod" and kid.text.lower() not in {"two", "2"} for kid in kids)
    return counted and not more and all({kid.lemma.lower(), kid.text.lower()} & frames.at_odds for kid in told)


class Parties:
    """The actors of a report by the token that stands for them."""

    def __init__(
        self, actors: Sequence[ActorMention], statements: Sequence[Statement], hosts: Sequence[ActorMention] = ()
    ) -> None:
        self._by_head = {id(actor.mention.head): actor for actor in actors}
        self._statements, self._hosts = statements, hosts
        self._visit: Parties | None = None

    def of_visit(self) -> "Parties":
        """The same with the hosts, who are told as places, among the actors."""
        if self._visit is None:
            self._visit = Parties((*self._hosts, *self._by_head.values()), self._statements)
        return self._visit

    def acts(self, token: Token) -> bool:
        """Whether the token stands for an actor."""
        return id(token) in self._by_head or _is_own(token)

    def of(self, tokens: Sequence[Token], sentence: Sentence) -> tuple[ActorMention, ...]:
        """The actors that the tokens stand for, plural sets as their members, each once, in order."""
        out: list[ActorMention] = []
        for token in tokens:
            for actor in self._one(token, sentence):
                if not any(actor.chain is other.chain for other in out):
                    out.append(actor)
        return tuple(out)

    def everyone(self) -> tuple[ActorMention, ...]:
        """All actors, those that only say where included."""
        return (*self._hosts, *self._by_head.values())

    def plurals(self, tokens: Sequence[Token], frames: Frames) -> tuple[ActorMention, ...]:
        """Those of the tokens' actors that a plural for two stands for ("both sides"), unexpanded."""
        found = (self._by_head.get(id(token)) for token in tokens if token.lemma.lower() in frames.pairs)
        return tuple(actor for actor in found if actor is not None and actor.mention.plural and _is_bare(actor, frames))

    def _one(self, token: Token, sentence: Sentence) -> tuple[ActorMention, ...]:
        if _is_own(token):
            speaker = self._speaker(token)
            return (speaker,) if speaker else ()
        actor = self._by_head.get(id(token))
        if actor is None:
            return ()
        return actor.members or (actor,)

    def _speaker(self, token: Token) -> ActorMention | None:
        """Who says "I" or "we": the speaker of the quotation that it stands in."""
        for statement in self._statements:
            if statement.speaker and any(span.holds(token.span) for span in statement.content):
                return statement.speaker
        return None


def merge_appositions(actors: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The actors, a description and the name that stands right behind it being one: "her counterpart, Li Wei"."""
    out: list[ActorMention] = []
    for actor in actors:
        if out and _names(actor, out[-1]):
            if not out[-1].sectors:
                out[-1] = actor
        else:
            out.append(actor)
    return tuple(out)


def _names(name: ActorMention, described: ActorMention) -> bool:
    """Whether a name stands right behind a description in one sentence, nothing but a comma between them."""
    one, other = described.mention, name.mention
    if one.sentence is not other.sentence or other.kind != "name" or not one.title:
        return False
    between = one.sentence.text[one.span.end - one.sentence.span.start : other.span.start - one.sentence.span.start]
    singular = not (one.plural or other.plural)
    return singular and one.span.end <= other.span.start and between.strip() in {"", ","} and len(between) < 3
