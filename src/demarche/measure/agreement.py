"""How far two readers agree who marked the same pages without a look at one another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.base import ConfigError
from demarche.measure.figures import f1_of
from demarche.measure.gold import GoldEvent, read_gold

ASIDES = ("type", "status", "claim")
"""What readers choose from a list: measured by Cohen's kappa, which takes off what chance would give."""


def measure_agreement(first: Path, second: Path) -> dict[str, float]:
    """Figures in per cent over the gold pages that both folders have, the first being searched in its subfolders too.

    `triggers` is the F1 of the marked words, `events` that of words and type; `type`, `status`, `claim` are Cohen's
    kappa, and `source`, `target`, `date`, `place` shares of agreement, on the words that both marked.

    Raises:
        ConfigError: no page is in both.
        KnowledgeError: a page is faulty.
    """
    pages = {path.name: path for path in first.rglob("*.gold.txt") if second not in path.parents}
    both = [(pages[path.name], path) for path in sorted(second.glob("*.gold.txt")) if path.name in pages]
    if not both:
        raise ConfigError(f"{first} and {second}: no page NAME.gold.txt is in both")
    common: list[tuple[GoldEvent, GoldEvent]] = []
    counts, typed = Counter[str](), 0
    for one, other in both:
        mine, theirs = read_gold(one), read_gold(other)
        if "".join(mine.text.split()) != "".join(theirs.text.split()):
            raise ConfigError(f"{one} and {other}: the text is not the same")
        pairs = list(_aligned(mine.events, theirs.events, mine.text, theirs.text))
        common.extend(pairs)
        typed += sum(a.type == b.type for a, b in pairs)
        counts.update(first=len(mine.events), second=len(theirs.events), pages=1)
    out = {
        "pages": float(counts["pages"]),
        "triggers": f1_of(len(common), counts["first"], counts["second"]),
        "events": f1_of(typed, counts["first"], counts["second"]),
    }
    for aside in ASIDES:
        out[aside] = _kappa([(getattr(a, aside), getattr(b, aside)) for a, b in common])
    same = [(a, b) for a, b in common if a.type == b.type]
    for aside in ("source", "target", "days", "place"):
        agreed = sum(getattr(a, aside) == getattr(b, aside) for a, b in same)
        out["date" if aside == "days" else aside] = round(100 * agreed / max(1, len(same)), 1)
    return out


def _aligned(
    first: Sequence[GoldEvent], second: Sequence[GoldEvent], one: str, other: str
) -> Iterator[tuple[GoldEvent, GoldEvent]]:
    """The marks that stand on the same words, counted without white space, one to one."""
    theirs: dict[int, list[GoldEvent]] = {}
    for event in second:
        theirs.setdefault(_place(other, event), []).append(event)
    for event in first:
        found = theirs.get(_place(one, event), [])
        best = next((it for it in found if it.type == event.type), found[0] if found else None)
        if best is not None:
            found.remove(best)
            yield event, best


def _place(text: str, event: GoldEvent) -> int:
    return len("".join(text[: event.span.start].split()))


def _kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa in per cent: agreement beyond chance, 100 where there is nothing to choose."""
    total = len(pairs)
    if not total:
        return 0.0
    agreed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[value] * second[value] for value in first) / total**2
    return 100.0 if chance == 1 else round(100 * (agreed - chance) / (1 - chance), 1)
