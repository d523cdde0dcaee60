"""What is no event of its own: the content of a demand or a charge, part of another trigger, the result of violence."""

from collections.abc import Iterator, Sequence

from demarche.events.frames import Frames
from demarche.events.heads import CONTENT_TYPES, content_heads
from demarche.events.trigger import Trigger
from demarche.parse import Sentence, Token


def find_contents(sentence: Sentence, triggers: Sequence[Trigger], frames: Frames) -> set[int]:
    """The places of the words that are no triggers beside these of the same sentence."""
    return (
        _contents(sentence, triggers, frames)
        | _absorbed(sentence, triggers, frames)
        | _results(sentence, triggers, frames)
    )


def _absorbed(sentence: Sentence, triggers: Sequence[Trigger], frames: Frames) -> set[int]:
    """Nouns that are part of another trigger: in "sign a truce" or "break off talks" the verb speaks for both."""
    verbs = {trigger.head.at: trigger for trigger in triggers if trigger.head.upos == "VERB"}
    out: set[int] = set()
    for trigger in triggers:
        above = sentence.head(trigger.head)
        counted: Token | None = above
        relation = trigger.head.relation
        while counted is not None and counted.lemma.lower() in frames.parts and counted.relation != "root":
            relation, counted = counted.relation, sentence.head(counted)  # "host a round of talks"
        verb = verbs.get(counted.at) if counted is not None else None
        if trigger.head.upos == "VERB":
            continue
        nouns = {one.head.at: one for one in triggers if one.head.upos != "VERB" and one.pattern.objects}
        if above is not None and above.at in nouns and trigger.head.lemma.lower() in nouns[above.at].pattern.objects:
            out.add(trigger.head.at)  # "the pause in the bombing"
        if verb is None:
            continue
        if verb.bare and trigger.carrier is verb.head and verb.pattern.type not in CONTENT_TYPES:
            out.add(verb.head.at)  # "gave its approval": the noun tells what was given; who offers talks acts himself
            continue
        same = verb.pattern.type == trigger.pattern.type and relation in {"obj", "nsubj:pass", "obl"}
        if trigger.head.lemma.lower() in verb.pattern.own or same:
            out.add(trigger.head.at)
    return out


def _results(sentence: Sentence, triggers: Sequence[Trigger], frames: Frames) -> set[int]:
    """Verbs that only tell more of a deed: "shelled the camp, killing two", "freed the monks, handing them over"."""
    deeds = {trigger.head.at for trigger in triggers if trigger.pattern.type == "ASSAULT"}
    kinds = {trigger.head.at: trigger.pattern.type for trigger in triggers}
    out: set[int] = set()
    for trigger in sorted(triggers, key=lambda it: it.head.at):
        head, above = trigger.head, sentence.head(trigger.head)
        same = above is not None and kinds.get(above.at) == trigger.pattern.type
        if same and head.xpos == "VBG" and head.relation == "advcl" and not sentence.kids(head, "mark", "nsubj"):
            out.add(head.at)
        clause = head.xpos == "VBG" and head.relation.split(":")[0] in {"advcl", "xcomp", "conj"}
        if clause and head.lemma.lower() in frames.harm and above is not None and above.at in deeds:
            out.add(head.at)
    return out


def _contents(sentence: Sentence, triggers: Sequence[Trigger], frames: Frames) -> set[int]:
    """The tokens of what is demanded, promised, threatened or refused."""
    out: set[int] = set()
    for trigger in triggers:
        beside = {
            one.head.at for one in triggers if one.head.relation == "conj" and one.pattern.type == trigger.pattern.type
        }
        inside = {
            at for token in content_heads(sentence, trigger, frames) for at in content_of(sentence, token, frames)
        }
        for at in beside & inside:  # "demands for A and demands for B": the second is no content of the first
            inside -= {found.at for found in sentence.subtree(sentence.tokens[at])}
        out |= inside - {trigger.head.at}
    return out


def content_of(sentence: Sentence, head: Token, frames: Frames) -> Iterator[int]:
    """The words of a content: what hangs on its head but for clauses that tell of it as a fact: "to free the men whom
    police arrested, a day after rebels attacked"."""
    yield head.at
    for kid in sentence.kids(head):
        marks = {mark.lemma.lower() for mark in sentence.kids(kid, "mark")}
        told = kid.relation == "acl:relcl" or (kid.relation.startswith("advcl") and bool(marks & frames.factual))
        if not told:
            yield from content_of(sentence, kid, frames)
