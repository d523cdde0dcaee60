"""Writes small files of the weights folder."""

import gzip
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from demarche.encode.onnx import SHIPPED


def write_vocabulary(path: Path, pieces: Iterable[str]) -> None:
    """Write what `demarche.encode.pieces.read_vocabulary` reads."""
    path.write_bytes(gzip.compress("".join(f"{piece}\n" for piece in pieces).encode(), mtime=0))


def write_digests(folder: Path) -> None:
    """Write the digests of all files that are shipped and there, by which weights are known."""
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in SHIPPED if (folder / name).exists()}
    (folder / "digests.json").write_text(json.dumps(digests, indent=1) + "\n")
