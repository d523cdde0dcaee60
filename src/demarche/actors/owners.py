"""Whom a mention belongs to: possessors, names before its head, what "of" leads in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.actors.facts import Fact
from demarche.actors.lexicon import ActorLexicon
from demarche.mentions import Chain, Mention
from demarche.parse import Sentence, Token

_BEFORE = frozenset({"nmod:poss", "compound", "amod", "nmod", "obl:unmarked"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a mention belongs to: the link ("'s", "of", "" for a word before) and what is known."""

    link: str
    fact: Fact


class Owners:
    """The owners of one report's mentions.

    Args:
        mentions: all mentions.
        chain_of: the chain of each mention, by identity.
        lexicon: the tables.
        chain_fact: who a chain is.
        mention_fact: what a mention tells by itself.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        chain_of: Mapping[int, Chain],
        lexicon: ActorLexicon,
        chain_fact: Callable[[Chain], Fact | None],
        mention_fact: Callable[[Mention], Fact | None],
    ) -> None:
        self._at = {id(mention.head): mention for mention in mentions}
        self._chain_of, self._lexicon = chain_of, lexicon
        self._chain_fact, self._mention_fact = chain_fact, mention_fact

    def of(self, mention: Mention) -> Iterator[Owner]:
        """Possessors, names before the head, and what "of" leads in, as facts of their chains."""
        sentence, head = mention.sentence, mention.head
        for token in sentence.within(mention.span):
            if token is not head and token.relation in _BEFORE and not self._only_hinted(token, sentence):
                fact = self._fact_at(token, mention)
                if fact is not None and (token.relation == "nmod:poss" or fact.kind != "person"):
                    yield Owner("'s" if token.relation == "nmod:poss" else "", fact)
        for kid in sentence.kids(head, "nmod"):
            links = [it.text.lower() for it in sentence.kids(kid, "case")]
            if kid.at > head.at and links and links[0] in self._lexicon.words["links"]:
                fact = self._fact_at(kid, mention)
                if fact is not None:
                    yield Owner(links[0], fact)

    def _only_hinted(self, token: Token, sentence: Sentence) -> bool:
        """Whether the word gives the people after it to nobody: "ethnic Albanian", "Kremlin-backed", "pro-Russian"."""
        if _is_ethnic(token, sentence):
            return True
        after = joined_after(token, sentence)
        if after is not None:
            return after.text.lower() not in self._lexicon.words["leads"]
        joined = token.at > 0 and token.span.start == sentence.tokens[token.at - 1].span.end
        return (joined and sentence.tokens[token.at - 1].text == "-") or token.relation == "obl:unmarked"

    def _fact_at(self, token: object, beside: Mention) -> Fact | None:
        owner = self._at.get(id(token))
        if owner is None or owner is beside:
            return None
        chain = self._chain_of.get(id(owner))
        if chain is None or chain is self._chain_of.get(id(beside)):
            return self._mention_fact(owner)
        return self._chain_fact(chain)

    def several(self, mention: Mention) -> list[Owner]:
        """Who own it, where they are several: named side by side, or told by a plural."""
        sentence, out = mention.sentence, list[Owner]()
        for kid in sentence.kids(mention.head, "nmod", "nmod:poss"):
            links = [it.text.lower() for it in sentence.kids(kid, "case")]
            possessive = kid.relation == "nmod:poss"
            if not possessive and links[:1] != ["of"]:
                continue
            whole = self._chain_of.get(id(self._at.get(id(kid))))
            parts = whole.members if whole is not None else ()
            facts = [self._chain_fact(part) for part in parts]
            if not facts:
                facts = [self._fact_at(one, mention) for one in (kid, *sentence.kids(kid, "conj"))]
            out.extend(Owner("'s" if possessive else "of", fact) for fact in facts if fact is not None)
        return out if len(out) > 1 else self._joined_nations(mention)

    def _joined_nations(self, mention: Mention) -> list[Owner]:
        """The nations side by side before a plural: "Israeli and Palestinian negotiators"."""
        for kid in mention.sentence.kids(mention.head, "amod", "compound", "nmod"):
            tokens = (kid, *mention.sentence.kids(kid, "conj"))
            if kid.at < mention.head.at and len(tokens) > 1:
                facts = [self._fact_at(one, mention) for one in tokens]
                if all(fact is not None and fact.kind in {"state", "people"} for fact in facts):
                    return [Owner("", fact) for fact in facts if fact is not None]
        return []


def joined_after(token: Token, sentence: Sentence) -> Token | None:
    """The word in small letters that a hyphen joins to the token: "backed" of "Kremlin-backed"."""
    rest = sentence.tokens[token.at + 1 : token.at + 3]
    if len(rest) < 2 or rest[0].text != "-" or rest[0].span.start != token.span.end:
        return None
    return rest[1] if rest[1].span.start == rest[0].span.end and rest[1].text[:1].islower() else None


def _is_ethnic(token: Token, sentence: Sentence) -> bool:
    """Whether the word names a people of whatever state: "ethnic Albanian"."""
    return token.at > 0 and sentence.tokens[token.at - 1].text.lower() == "ethnic"
