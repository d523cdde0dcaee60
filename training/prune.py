"""Takes out of the vocabulary what English news never needs: unused places, and pieces of other scripts."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def is_needed(piece: str) -> bool:
    """Whether the piece is special, or made of Latin letters, digits, punctuation and signs alone."""
    if piece in SPECIAL:
        return True
    if piece.startswith("[unused"):
        return False
    letters = [char for char in piece.removeprefix("##") if unicodedata.category(char)[0] in "LM"]
    return all(unicodedata.name(char, "").startswith("LATIN") for char in letters)


def read_tokenizer(folder: Path) -> dict[str, int]:
    """The pieces of `tokenizer.json` in the folder, with their numbers."""
    found: dict[str, int] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return found


def prune(pieces: Mapping[str, int]) -> dict[str, int]:
    """The pieces that are needed, in the order of their numbers, and those numbers."""
    return {piece: at for piece, at in sorted(pieces.items(), key=lambda it: it[1]) if is_needed(piece)}
