"""What the text tells of an actor beside country and sector: people, religion, party."""

from collections.abc import Iterator

from demarche.actors.facts import Fact
from demarche.actors.lexicon import ActorLexicon
from demarche.mentions import Chain


def find_tags(chain: Chain, fact: Fact, lexicon: ActorLexicon) -> tuple[str, ...]:
    """Tags of the actor, each once, in the order of the text: "people:Kurdish", "religion:Sunni", "party:Likud".

    Peoples are those of the table `peoples.tsv`, religions the words of `words.toml`; the party is the body itself or
    the one whose member the text says somebody is.
    """
    return tuple(dict.fromkeys(_tags(chain, fact, lexicon)))


def _tags(chain: Chain, fact: Fact, lexicon: ActorLexicon) -> Iterator[str]:
    for mention in chain.mentions:
        if mention.kind == "pronoun":
            continue
        for token in mention.sentence.within(mention.span):
            for word in (token.text, token.lemma):
                if word in lexicon.peoples and word.lower() not in lexicon.religions:
                    yield f"people:{lexicon.peoples[word]}"
                if word.lower() in lexicon.religions:
                    yield f"religion:{lexicon.religions[word.lower()]}"
        body = lexicon.body(mention.name) if mention.name else None
        if body is not None and any("PTY" in role.sector for role in body.roles):
            yield f"party:{body.name}"
    if fact.entry is not None and "PTY" in fact.sectors and fact.kind != "person":
        yield f"party:{fact.entry.name}"
