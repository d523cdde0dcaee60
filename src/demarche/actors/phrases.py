"""What a noun phrase or title tells by its own words: agent noun, country, the body it belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.actors.lexicon import ActorLexicon, Agent, agent_key
from demarche.actors.names import cut
from demarche.actors.record import Actor
from demarche.actors.roles import role_before, role_on

STANDING = frozenset({"LAB", "BUS", "MED", "EDU", "NGO", "HLH", "PTY", "JUD", "LEG", "AGR"})
"""Sectors of bodies that stand for themselves, whoever owns them: the army's radio is a medium."""

LONGEST_NAME = 6
"""Words; longer names of countries and bodies inside a phrase are not looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase read: `agent` None if its head is no agent noun; `title` without country words and honorifics."""

    agent: Agent | None
    country: str | None
    sectors: tuple[str, ...]
    title: str
    former: bool
    entry: Actor | None = None


def sectors_on(actor: Actor, on: date | None) -> tuple[str | None, tuple[str, ...]]:
    """Country and sectors of a body on a day: the role then, else the last before it, else the first."""
    role = (role_on(actor, on) or role_before(actor, on) or actor.roles[0]) if on else actor.roles[-1]
    return role.country, tuple(part for part in role.sector.split("|") if part)


def nation_in(words: Sequence[str], lexicon: ActorLexicon) -> Iterator[tuple[int, int, str | None]]:
    """Countries told by the words, from left to right: first word, word after the last, code."""
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            text = " ".join(words[at : at + size])
            code = _nation(text, lexicon)
            if code is not None and at and words[at - 1].lower() == "ethnic":
                code = (None,)  # a people, of whatever state
            if code is not None:
                yield at, at + size, code[0]
                at += size - 1
                break
        at += 1


def _nation(text: str, lexicon: ActorLexicon) -> tuple[str | None] | None:
    if not text[:1].isupper():
        return None
    if text in lexicon.nations:
        return (lexicon.nations[text],)
    if text in lexicon.countries.names:
        return (lexicon.countries.names[text].code,)
    if text in lexicon.countries.seats:
        return (lexicon.countries.seats[text].code,)
    first, dash, rest = text.rpartition("-")
    if dash and rest.lower() in lexicon.words["leads"]:
        return _nation(first, lexicon)
    return None


def body_in(words: Sequence[str], lexicon: ActorLexicon) -> tuple[int, int, Actor] | None:
    """The longest name of a known body among the words, with its place."""
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            if words[at][:1].isupper() or words[at][:3].lower() in {"al-", "ash"}:
                found = lexicon.body(" ".join(words[at : at + size]))
                if found and not is_anothers(words[:at], found, lexicon):
                    return at, at + size, found
    return None


def is_anothers(before: Sequence[str], body: Actor, lexicon: ActorLexicon) -> bool:
    """Whether the words before a body's name give it to another country ("the Russian Security Council")."""
    near = before[:-1] if before and before[-1] == "'s" else before
    for first, last, code in nation_in(near, lexicon):
        if last == len(near) and first < last and code is not None:
            countries = {role.country for role in body.roles}
            return code not in countries and None not in countries
    return False


def read_phrase(phrase: str, lexicon: ActorLexicon, *, on: date | None) -> Reading:
    """What the phrase tells: "head of Georgia's border guard" is GEO MIL, "former Thai premier" THA CVL.

    Args:
        phrase: a title or a noun phrase without determiner, as written.
        lexicon: the tables.
        on: the day for bodies whose sector changed.
    """
    words = [word for word in cut(phrase) if word.lower().rstrip(".") not in lexicon.words["honorifics"]]
    words, former = _drop_former(words, lexicon)
    end = _main_end(words, lexicon)
    found = _agent_at(words, end, lexicon)
    if found is None:
        country = next((code for _, _, code in nation_in(words[:end], lexicon)), None)
        return Reading(None, country, (), " ".join(words), former)
    first, last, agent = found
    if agent.sector in {"", "CVL"} and {word.lower() for word in words[:first]} & lexicon.words["displaced"]:
        agent = replace(agent, sector="REF")  # "displaced villagers"
    country, sectors, entry = _belonging(words, first, last, agent, lexicon, on)
    kept = _without_nations(words[:first], lexicon) + words[first:]
    title = " ".join(kept).replace(" 's", "'s")
    if former:
        sectors = lapsed(sectors, lexicon)
        title = f"former {title}"
    return Reading(agent, country, sectors, title, former, entry)


def lapsed(sectors: tuple[str, ...], lexicon: ActorLexicon) -> tuple[str, ...]:
    """Sectors of one who was but is no more: public and armed office gives way to CVL."""
    left = tuple(sector for sector in sectors if sector not in lexicon.words["lapses"])
    return left or (("CVL",) if sectors else ())


def _drop_former(words: list[str], lexicon: ActorLexicon) -> tuple[list[str], bool]:
    former = lexicon.words["former"]
    kept: list[str] = []
    seen = False
    for at, word in enumerate(words):
        head, dash, rest = word.partition("-")
        if word.lower() in former and at < len(words) - 1 and not _after_link(words[:at], lexicon):
            seen = True
        elif dash and head.lower() == "ex":
            seen = True
            kept.append(rest)
        else:
            kept.append(word)
    return kept, seen


def _after_link(words: Sequence[str], lexicon: ActorLexicon) -> bool:
    return any(word in lexicon.words["links"] | lexicon.words["aside"] for word in words)


def _main_end(words: Sequence[str], lexicon: ActorLexicon) -> int:
    """The place after the phrase's head: before its first preposition."""
    stops = lexicon.words["links"] | lexicon.words["aside"]
    ends = (at for at, word in enumerate(words) if at and word in stops and not _joins_nations(words, at, lexicon))
    return next(ends, len(words))


def _joins_nations(words: Sequence[str], at: int, lexicon: ActorLexicon) -> bool:
    """Whether the word stands between two nations: "Israeli and Palestinian negotiators"."""
    if words[at] not in {"and", "or"} or at + 1 == len(words):
        return False
    before = any(last == at for _, last, _ in nation_in(words[:at], lexicon))
    return before and any(first == 0 for first, _, _ in nation_in(words[at + 1 :], lexicon))


def _agent_at(words: Sequence[str], end: int, lexicon: ActorLexicon) -> tuple[int, int, Agent] | None:
    """The longest agent noun that holds the phrase's head; it may run on over "of" ("chief of staff")."""
    if end == 0:
        return None
    best: tuple[int, int, Agent] | None = None
    for first in range(max(0, end - 6), end):
        for last in range(len(words), end - 1, -1):
            agent = lexicon.agents.get(agent_key(words[first:last])) if last - first <= 8 else None
            if agent and agent.noun.isupper() and not words[first].isupper():
                continue  # "PM" is an office, "pm" an hour
            if agent and (best is None or last - first > best[1] - best[0]):
                best = (first, last, agent)
    if best is None and "-" in words[end - 1]:  # "soldier-politician": the last part counts
        agent = lexicon.agents.get(agent_key((words[end - 1].rsplit("-", 1)[1],)))
        best = (end - 1, end, agent) if agent else None
    return best


def _belonging(
    words: Sequence[str], first: int, last: int, agent: Agent, lexicon: ActorLexicon, on: date | None
) -> tuple[str | None, tuple[str, ...], Actor | None]:
    """Country, sectors and body that the words round the agent noun give it."""
    before, after = words[:first], _linked(words[last:], lexicon)
    country = next((code for _, _, code in nation_in(before, lexicon) if code), None)
    named = body_in(before, lexicon)
    if named is None and after and (agent.of or _opens_with_body(after, lexicon)):
        named = body_in(after, lexicon)
    if named is not None:
        body_country, body_sectors = sectors_on(named[2], on)
        return country or body_country, join(agent, body_sectors, named=True, nation=True), named[2]
    if country is None and after:
        country = next((code for _, _, code in nation_in(after, lexicon) if code), None)
    inner: tuple[str, ...] = ()
    if agent.noun in lexicon.words["presiding"]:
        over = _presided(before, after, lexicon)
        if over is not None:
            return country, (over.sector,), None
    if agent.of in {"own", "country"}:
        for part in (before, after):
            end = _main_end(part, lexicon)
            body = _agent_at(part, end, lexicon)
            if body and body[2].of != "country" and not inner:  # "spokesman Lieutenant Kaya" is of no spokesman's body
                inner = (body[2].sector,) if body[2].sector else ()
    return country, join(agent, inner, named=bool(inner), nation=country is not None), None


def _presided(before: Sequence[str], after: Sequence[str], lexicon: ActorLexicon) -> Agent | None:
    """The body, no public one, that somebody presides over: "president of the firm", "the union president"."""
    for part in (after[: _main_end(after, lexicon)], before):
        found = _agent_at(part, len(part), lexicon)
        if found is not None and found[2].body and found[2].sector in STANDING | {"ELI", "HRI", "ENV"}:
            return found[2]
    return None


def _opens_with_body(after: Sequence[str], lexicon: ActorLexicon) -> bool:
    found = body_in(after, lexicon)
    return found is not None and found[0] == 0


def join(agent: Agent, body: tuple[str, ...], *, named: bool, nation: bool) -> tuple[str, ...]:
    """Sectors of an agent noun beside a body with these sectors.

    Args:
        agent: the noun.
        body: the body's sectors.
        named: whether there is a body at all.
        nation: whether a country is told.
    """
    own = (agent.sector,) if agent.sector else ()
    if agent.sector == "REL" or (agent.body and agent.sector in STANDING):
        return own  # a bishop among guerrillas is a bishop, the nurses' union a union
    if agent.of in {"own", "country"} and named:
        return body or (own if agent.sector not in {"GOV", ""} else ())
    if agent.of == "country":
        return own if nation else ()
    return own


def _linked(words: Sequence[str], lexicon: ActorLexicon) -> list[str]:
    """What a linking "of", "for", "at" leads in, up to the next preposition that links no more; articles left out."""
    if not words or words[0] not in lexicon.words["links"]:
        return []
    out: list[str] = []
    for word in words[1:]:
        if word in lexicon.words["aside"]:
            break
        if word.lower() not in {"the", "a", "an"}:
            out.append(word)
    return out


def _without_nations(words: list[str], lexicon: ActorLexicon) -> list[str]:
    gone = {at for start, end, _ in nation_in(words, lexicon) for at in range(start, end)}
    gone |= {at for at, word in enumerate(words) if word == "'s" and at - 1 in gone}
    return [word for at, word in enumerate(words) if at not in gone and word.lower() not in lexicon.words["fillers"]]
