"""What the story tells of people that their noun leaves open: whether they strike, whether they have fled."""

from collections.abc import Iterable

from demarche.actors.lexicon import ActorLexicon, Agent, agent_key
from demarche.actors.names import cut
from demarche.mentions import Mention
from demarche.parse import Sentence, Token

_OF_WORKERS = frozenset({"general", "rail", "hour", "day", "week", "indefinite", "wildcat", "sit-down"})
"""Words before a strike of workers."""


def tells_of_strike(mentions: Iterable[Mention], lexicon: ActorLexicon) -> bool:
    """Whether the report speaks of a strike or of a union, so that its workers are those who strike."""
    sentences = {id(it.sentence): it.sentence for it in mentions}
    labour = lexicon.words["labour"]
    return any(
        token.name == "O" and (token.lemma.lower() in labour or _is_strike(sentence, token))
        for sentence in sentences.values()
        for token in sentence.tokens
    )


def _is_strike(sentence: Sentence, token: Token) -> bool:
    """Whether a "strike" is one of workers: "on strike", "a general strike", "a 24-hour strike"; no air strike."""
    if token.lemma.lower() != "strike" or token.upos != "NOUN":
        return False
    cases = {kid.lemma.lower() for kid in sentence.kids(token, "case")}
    kinds = {kid.lemma.lower() for kid in sentence.kids(token, "compound", "amod")}
    return "on" in cases or bool(kinds & _OF_WORKERS)


def strikes(mention: Mention) -> bool:
    """Whether these very people strike: "striking nurses", "teachers walked out", "drivers went on strike"."""
    sentence, head = mention.sentence, mention.head
    if any(kid.lemma.lower() in {"striking", "strike"} for kid in sentence.kids(head, "amod", "acl")):
        return True
    verb = sentence.head(head)
    if verb is None or not head.relation.startswith("nsubj") or verb.upos != "VERB":
        return False
    kids = sentence.kids(verb)
    objects = [kid for kid in kids if kid.relation.split(":")[0] == "obj"]
    if verb.lemma == "strike":
        return not objects and not any(kid.relation == "nsubj:pass" for kid in kids)
    if verb.lemma == "walk":
        places = {case.lemma.lower() for kid in kids for case in sentence.kids(kid, "case")}
        return any(kid.lemma == "out" for kid in kids) or any(kid.lemma == "job" for kid in kids) or "off" in places
    return any(kid.lemma == "strike" and kid.upos == "NOUN" for kid in kids)


def fled(mention: Mention) -> bool:
    """Whether a clause that hangs on the noun says that they had to leave: "families who fled the north"."""
    sentence = mention.sentence
    return any(
        kid.lemma.lower() in {"flee", "displace", "uproot", "evacuate"}
        for kid in sentence.kids(mention.head, "acl")
        if kid.xpos != "VBG" or kid.lemma == "flee"
    )


def is_worker(agent: Agent, lexicon: ActorLexicon) -> bool:
    """Whether the noun tells a trade or an employment, and no office of a union."""
    words = agent_key(cut(agent.noun))
    if agent.body or set(words) & lexicon.words["labour"]:
        return False
    return agent.sector == "LAB" or words[-1:] in {("employee",), ("staffer",), ("labourer",), ("laborer",)}
