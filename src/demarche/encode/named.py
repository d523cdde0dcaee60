"""Encoders by name, as commands take them."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from demarche.base import ConfigError
from demarche.encode.huggingface import NamesFrom
from demarche.encode.onnx import open_encoder
from demarche.encode.record import Encoder
from demarche.encode.spacy_ import SpacyEncoder

GROUP = "demarche.encoders"
"""Entry points by which packages add encoders: each is called without arguments and gives an `Encoder`."""


def open_named(spec: str, *, threads: int = 1, device: str = "cpu") -> Encoder:
    """The encoder called `spec`.

    "spacy:NAME" is an installed spaCy pipeline; "hf:FOLDER" takes the names from a Hugging Face model and the rest
    from the shipped encoder; else it is a folder with weights of our own, or the name of an entry point.

    Raises:
        ConfigError: nothing has this name, a library is missing, or a package's encoder cannot be loaded.
        WeightsError: the weights in a folder are missing or damaged, or the device is not to be had.
    """
    kind, _, rest = spec.partition(":")
    if kind == "spacy" and rest:
        return SpacyEncoder(rest)
    if kind == "hf" and rest:
        folder = Path(rest)
        if not folder.is_dir():
            raise ConfigError(f"{spec}: no folder {rest}; download the model into one")
        return NamesFrom(folder, open_encoder(threads=threads, device=device), threads=threads, device=device)
    if Path(spec).is_dir():
        return open_encoder(Path(spec), threads=threads, device=device)
    return _from_package(spec, entry_points(group=GROUP))


def _from_package(name: str, points: Iterable[EntryPoint]) -> Encoder:
    found = {point.name: point for point in points}
    if name not in found:
        known = ", ".join(["spacy:NAME", "hf:FOLDER", "a folder with weights", *sorted(found)])
        raise ConfigError(f"no encoder {name!r}; there are: {known}")
    point = found[name]
    try:
        encoder = point.load()()
    except Exception as error:
        raise ConfigError(
            f"encoder {name!r} ({point.value}) cannot be loaded: {error}; update or remove its package"
        ) from error
    if not callable(getattr(encoder, "encode", None)):
        raise ConfigError(f"encoder {name!r} ({point.value}) is no encoder; update or remove its package")
    checked: Encoder = encoder
    return checked
