"""Every example of the knowledge files holds: the room's marks are exactly those written, by the shipped encoder."""

import re
from collections import Counter
from datetime import date

from demarche.base import write_marked
from demarche.encode import Encoder
from demarche.knowledge import Example, Folders
from demarche.parse import Sentence, Splitting, parse_text
from demarche.times import TimeRules, find_times, mark_times, read_time_examples


def test_every_example_holds(rules: TimeRules, encoder: Encoder, splitting: Splitting) -> None:
    examples = read_time_examples(Folders())
    parsed: dict[str, tuple[Sentence, ...]] = {}
    wrong: list[str] = []
    for example in examples:
        if example.text not in parsed:
            parsed[example.text] = parse_text(example.text, encoder, splitting=splitting)
        marks = mark_times(find_times(parsed[example.text], anchor=example.on, rules=rules))
        if {(mark.span, mark.value) for mark in marks} != {(mark.span, mark.value) for mark in example.marks}:
            wrong.append(_say(example, write_marked(example.text, marks)))
    assert not wrong, "\n".join(wrong)


def _say(example: Example, found: str) -> str:
    return (
        f"{example.file.name}:{example.line} {example.entry}\n  {write_marked(example.text, example.marks)}\n  {found}"
    )


def test_every_rule_has_an_example(rules: TimeRules) -> None:
    examples = read_time_examples(Folders())
    count = Counter(example.entry for example in examples if example.positive)
    silent = Counter(example.entry for example in examples if not example.positive)
    for rule in rules.rules.values():
        kind = silent if rule.call is None else count
        assert kind[rule.id] >= 1, f"{rule.id} has no executed example"
    assert len(rules.rules) >= 80


def test_examples_name_their_line_and_day() -> None:
    for example in read_time_examples(Folders()):
        assert isinstance(example.on, date)
        line = example.file.read_text(encoding="utf-8").splitlines()[example.line - 1]
        assert re.sub(r"\W", "", example.text)[:8] in re.sub(r"\[time=[^\s]+ |\W", "", line), example
