"""What acts of speech speak of: our own sentences, one part seen while the rules were written, the others kept aside.

A line of `contents.tsv` names the act's word and its contents: `TYPE/mode | who is to do it | object`, `-` for a type
that no pattern knows or no object, `?` for nobody named, `+` between actors, `;;` between contents, `>` before what a
content speaks of in its turn.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from demarche.events import Content
from demarche.pipeline import Analysis

FLOORS = {
    "seen": {"type": 96, "who": 96, "object": 96},
    "aside": {"type": 82, "who": 88, "object": 88},
    "fresh": {"type": 84, "who": 84, "object": 81},
    "last": {"type": 77, "who": 81, "object": 85},
}
"""Per cent of the contents whose type (with its mode, and whether it is negated), doers and object are right.

`last` was written after the rules and is read as it came; it says how good they are. What failed on the parts between
was mended as classes of expressions: when first read, the rules had 70, 82 and 76 per cent right of `aside`, and later
67, 76 and 67 of `fresh`.
"""


@dataclass(frozen=True)
class Wanted:
    kind: str
    who: frozenset[str]
    thing: str


def read_rows(half: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "contents.tsv").read_text(encoding="utf-8").splitlines()
    return [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["half"] == half]


def wanted_of(written: str) -> list[list[Wanted]]:
    out: list[list[Wanted]] = []
    for content in written.split(" ;; "):
        parts = [[field.strip() for field in part.split(" | ")] for part in content.split(" > ")]
        out.append([Wanted(kind, frozenset(who.split(" + ")) - {"?"}, thing) for kind, who, thing in parts])
    return out


def chains_of(content: Content) -> list[list[Content]]:
    """The content with each of those that lie in it: one way down for each."""
    return [[content, *rest] for one in content.contents for rest in chains_of(one)] or [[content]]


def judge(wanted: Wanted, found: Content | None, text: str) -> dict[str, bool]:
    if found is None:
        return dict.fromkeys(("type", "who", "object"), False)
    kind, _, mode = wanted.kind.partition("/")
    told = ("not " if found.negated else "") + (found.type or "-")
    names = {actor.mention.text for actor in found.sources}
    shared = found.sources == found.targets and wanted.who < names and wanted.who  # what two do together, both do
    return {
        "type": told == kind and mode in ("", found.mode),
        "who": names == wanted.who or bool(shared),
        "object": (found.object.of(text) if found.object else "-") == wanted.thing,
    }


def score(code, half: str) -> dict[str, float]:  # type: ignore[no-untyped-def]
    verdicts: list[dict[str, bool]] = []
    for row in read_rows(half):
        text = row["text"]
        acts = [one for one in code(text).triggers if one.trigger.of(text) == row["act"]]
        found = [chain for act in acts for content in act.contents for chain in chains_of(content)]
        for at, chain in enumerate(wanted_of(row["contents"])):
            mine = found[at] if at < len(found) else []
            verdicts += [judge(one, mine[far] if far < len(mine) else None, text) for far, one in enumerate(chain)]
    return {name: 100 * sum(one[name] for one in verdicts) / len(verdicts) for name in ("type", "who", "object")}


@pytest.mark.parametrize("half", FLOORS)
def test_contents_of_our_own_sentences(code, half: str) -> None:  # type: ignore[no-untyped-def]
    found = score(code, half)
    assert all(found[name] >= floor for name, floor in FLOORS[half].items()), found


def contents(analysis: Analysis) -> list[Content]:
    return [one for event in analysis.triggers for one in event.contents]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya shelled the port.",
        "Iran and Iraq met in Geneva on March 3.",
        "North Korea did not threaten Japan.",
        "Landlords agreed on Monday.",
    ],
)
def test_none_where_nothing_is_told(code, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not contents(code(text))


def test_the_doer_is_not_the_speaker(code) -> None:  # type: ignore[no-untyped-def]
    event = code("Rwanda demanded that Kampala withdraw its troops.").triggers[0]
    assert [one.name for one in event.sources] == ["Rwanda"]
    assert [one.country for one in event.contents[0].sources] == ["UGA"]


def test_spans_slice_to_the_words(code) -> None:  # type: ignore[no-untyped-def]
    text = "Mali's generals promised to free the prisoners and reopen the border, a spokesman said."
    assert [one.span.of(text) for one in contents(code(text))] == ["free the prisoners", "reopen the border"]


def test_what_is_demanded_is_no_event(code) -> None:  # type: ignore[no-untyped-def]
    analysis = code("The Kremlin warned Finland against joining the alliance. Their demands include a ceasefire.")
    assert {event.type for event in analysis.triggers} <= {"THREATEN", "REQUEST"}
