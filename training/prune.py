"""Takes out of the vocabulary what English news never needs: unused places, and pieces of other scripts."""

import json
import unicodedata
from pathlib import Path
from typing import Any

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def is_needed(piece: str) -> bool:
    """Whether the piece is special, or made of Latin letters, digits, punctuation and signs alone."""
    if piece in SPECIAL:
        return True
    if piece.startswith("[unused"):
        return False
    letters = [char for char in piece.removeprefix("##") if unicodedata.category(char)[0] in "LM"]
    return all(unicodedata.name(char, "").startswith("LATIN") for char in letters)


def read_vocabulary(folder: Path) -> dict[str, int]:
    """The pieces of `tokenizer.json` in the folder, with their numbers."""
    found: dict[str, int] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return found


def prune(path: Path) -> tuple[dict[str, Any], list[int]]:
    """The settings of the tokenizer at `path` without needless pieces, and the old numbers of those kept, in order."""
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    kept = sorted((at, piece) for piece, at in given["model"]["vocab"].items() if is_needed(piece))
    given["model"]["vocab"] = {piece: new for new, (_, piece) in enumerate(kept)}
    given["added_tokens"] = [
        {**token, "id": given["model"]["vocab"][token["content"]]} for token in given["added_tokens"]
    ]
    given["post_processor"] = given["truncation"] = given["padding"] = None
    return given, [at for at, _ in kept]
