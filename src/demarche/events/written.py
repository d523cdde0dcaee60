"""Writes patterns that were carried over as files of a knowledge folder, one for each type."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from demarche.events.carried import Carried, Dictionary
from demarche.events.patterns import TYPES

WIDE = 116
"""Characters of a line that lists words."""


def write_dictionary(found: Dictionary, folder: Path, name: str, *, replace: bool = False) -> tuple[Path, ...]:
    """Write the patterns as `events/en/NAME.TYPE.toml`, blockers and sets as `NAME.blockers.toml`; the files written.

    With `replace` the folder stands in place of the shipped patterns. Files of that name from before are taken away.
    """
    target = folder / "events" / "en"
    target.mkdir(parents=True, exist_ok=True)
    for old in (f"{name}.{kind.lower()}.toml" for kind in (*TYPES, "blockers")):
        (target / old).unlink(missing_ok=True)
    ids: set[str] = set()
    out: list[Path] = []
    for kind in (*TYPES, ""):
        chosen = [(file, one) for file, one in found.patterns if one.frame.meaning.type == kind]
        sets = {} if kind else found.sets
        if not chosen and not sets and not (replace and not kind):
            continue
        path = target / f"{name}.{kind.lower() or 'blockers'}.toml"
        files = ", ".join(dict.fromkeys(file for file, _ in chosen))
        parts = [f"# {kind or 'Blockers and sets of words'}, carried over{' from ' if files else ''}{files}."]
        parts += [f'type = "{kind}"'] if kind else []
        parts += ["replaces = true"] if replace else []
        parts += (
            ["\n[sets]", *(f"{_text(key)} = {_list(words)}" for key, words in sorted(sets.items()))] if sets else []
        )
        parts += [_entry(file, one, _id(name, one, ids)) for file, one in chosen]
        path.write_text("\n".join(parts) + "\n", encoding="utf-8")
        out.append(path)
    return tuple(out)


def _id(name: str, one: Carried, ids: set[str]) -> str:
    """An id that tells the block and the code; a number behind it where several would have the same."""
    block = re.sub(r"[^a-z0-9]+", "_", one.block.lower()).strip("_")
    base = f"{name}.{block}.{one.frame.meaning.cameo or 'none'}"
    found, number = base, 1
    while found in ids:
        number += 1
        found = f"{base}.{number}"
    ids.add(found)
    return found


def _entry(file: str, one: Carried, id_: str) -> str:
    """The pattern or blocker in TOML."""
    frame, meaning = one.frame, one.frame.meaning
    lines = [f"\n[[{'pattern' if meaning.type else 'blocker'}]]", f"id = {_text(id_)}", f"verbs = {_list(one.verbs)}"]
    if frame.before:
        lines.append(f"before = {_list(frame.before)}")
    if one.after != [""]:
        lines.append(f"after = {_list(one.after)}")
    if not meaning.type:
        return "\n".join(lines)
    if meaning.mode:
        lines.append(f"mode = {_text(meaning.mode)}")
    lines.append(f"cameo = {_text(meaning.cameo)}")
    if frame.source != "subject":
        lines.append(f"source = {_text(frame.source)}")
    lines.append(f"target = {_text(frame.target)}")
    lines += ["reciprocal = true"] if frame.reciprocal else []
    lines += ['needs = "both"', f"origin = {_text(f'{file}, line {one.line}')}", "examples = []"]
    return "\n".join(lines)


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _list(words: Iterable[str]) -> str:
    """The words as a list, on several lines where one is too short."""
    parts: Sequence[str] = [_text(word) for word in words]
    if sum(map(len, parts)) + 2 * len(parts) < WIDE - 20:
        return f"[{', '.join(parts)}]"
    lines = [""]
    for part in parts:
        if len(lines[-1]) + len(part) + 2 > WIDE:
            lines.append("")
        lines[-1] += f" {part}," if lines[-1] else f"  {part},"
    return "[\n" + "\n".join(lines) + "\n]"
