"""Keeps what was learned of a class beside its definition, as `trained.json`, and opens it again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from demarche.base import ConfigError, KnowledgeError
from demarche.classes.define import FILE, find_definitions, open_definition
from demarche.classes.features import VIEWS
from demarche.classes.record import Classes, Definition, Figures, Head, Trained
from demarche.events import Pattern
from demarche.knowledge import Shape

KEPT = "trained.json"

DIGITS = 6
"""Digits of a weight that are kept: more than float32 can tell apart in a sum of so many."""


class RuleShape(Shape):
    """A pattern that was learned."""

    id: str
    verbs: tuple[tuple[str, ...], ...]
    nouns: tuple[tuple[str, ...], ...]
    source: tuple[str, ...]
    target: tuple[str, ...]


class HeadShape(Shape):
    """The head's numbers."""

    bias: float
    mean: tuple[float, ...]
    weights: tuple[float, ...]


class TrainedShape(Shape):
    """`trained.json` as read: what is for people first."""

    name: str
    encoder: str
    definition: str
    figures: dict[str, int | tuple[int, int] | tuple[str, ...]]
    rules: tuple[RuleShape, ...]
    head: HeadShape


def keep(trained: Trained) -> Path:
    """Write what was learned into the class's folder; the file that was written.

    Raises:
        ConfigError: the folder cannot be written.
    """
    whole = TrainedShape(
        name=trained.definition.name,
        encoder=trained.encoder,
        definition=trained.definition.digest,
        figures=asdict(trained.figures),
        rules=tuple(
            RuleShape(id=one.id, verbs=one.verbs, nouns=one.nouns, source=one.source, target=one.target)
            for one in trained.patterns
        ),
        head=HeadShape(
            bias=trained.head.bias, mean=_rounded(trained.head.mean), weights=_rounded(trained.head.weights)
        ),
    )
    path = trained.definition.file.with_name(KEPT)
    waiting = path.with_suffix(".new")
    try:
        waiting.write_text(_written(whole), encoding="utf-8")
        waiting.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error}") from error
    return path


def open_classes(*folders: Path | str) -> Classes:
    """The trained classes of the folders; each holds one or several.

    Raises:
        ConfigError: there is no such folder or no class in it, one is not trained or has changed since, or two bear the
            same name.
        KnowledgeError: a definition is faulty.
    """
    trained: dict[str, Trained] = {}
    version = sha256()
    for file in (file for folder in folders for file in find_definitions(Path(folder))):
        one = _open(open_definition(file))
        other = trained.get(one.definition.name)
        if other is not None and other.definition.file.resolve() != file.resolve():
            raise ConfigError(f"{file}: class {one.definition.name} is in {other.definition.file} too; rename one")
        trained[one.definition.name] = one
        version.update(file.with_name(KEPT).read_bytes())
    return Classes(tuple(trained.values()), version.hexdigest()[:12])


def _open(definition: Definition) -> Trained:
    folder, path = definition.file.parent, definition.file.with_name(KEPT)
    remedy = f"train it: demarche class train {folder}"
    if not path.exists():
        raise ConfigError(f"{folder}: class {definition.name} is not trained; {remedy}")
    try:
        kept = TrainedShape.model_validate_json(path.read_bytes())
        figures = Figures(**kept.figures)  # type: ignore[arg-type]  # the shape is the record's own
        head = Head(_floats(kept.head.mean), _floats(kept.head.weights), kept.head.bias)
        if len(head.weights) != VIEWS * len(head.mean):
            raise ValueError("the head's numbers do not fit together")
    except (OSError, ValidationError, ValueError, TypeError) as error:
        raise KnowledgeError(path, 1, definition.name, f"is damaged: {_first(error)}", remedy) from error
    if kept.definition != definition.digest:
        raise ConfigError(f"{folder}: {FILE} has changed since it was trained; {remedy}")
    return Trained(definition, tuple(_patterns(definition.template, kept.rules)), head, figures, kept.encoder)


def _patterns(template: Pattern, rules: Iterable[RuleShape]) -> Iterable[Pattern]:
    for one in rules:
        yield replace(template, id=one.id, verbs=one.verbs, nouns=one.nouns, source=one.source, target=one.target)


def _written(whole: TrainedShape) -> str:
    """A line for each part, so that the figures are read at a glance and the numbers passed over."""
    parts = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in whole.model_dump(mode="json").items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(f"{value:.{DIGITS}g}") for value in values)


def _floats(values: tuple[float, ...]) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def _first(error: Exception) -> str:
    return str(error).splitlines()[0]
