"""Takes out of the vocabulary what English news hardly needs.

    python -m training.prune DATA WEIGHTS

`training.export` leaves out unused places and pieces of other scripts. This command, run after it, takes pieces that
the texts in DATA and our own hardly ever show out of `vocabulary.gz` and out of the word table of `encoder.onnx`: their
words are spelled with shorter pieces then.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import onnx
from onnx import numpy_helper

from demarche.encode.pieces import Pieces, read_vocabulary
from training.shipped import write_digests, write_vocabulary

LEAST, SHORT = 12, 2
"""How often a piece must be seen to stay, and letters of pieces that stay anyhow, to spell the rest."""

TEXTS = frozenset({".txt", ".jsonl", ".conllu", ".bio", ".iob2", ".tsv", ".json", ".csv", ".xml", ".tml"})
"""Files that are counted."""

TABLE = "network.words.weight_quantized"

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


def count_pieces(paths: Iterable[Path], pieces: Mapping[str, int]) -> Counter[str]:
    """How often each piece is needed for the words of the files."""
    words: Counter[str] = Counter()
    for path in paths:
        words.update(re.findall(r"[^\W_]+|[^\w\s]", path.read_text(encoding="utf-8", errors="ignore").lower()))
    names, cut, seen = list(pieces), Pieces(pieces), Counter[str]()
    for word, times in words.items():
        for number in cut.word(word)[0]:
            seen[names[number]] += times
    return seen


def drop_rare(weights: Path, seen: Mapping[str, int]) -> int:
    """Take the pieces that are hardly seen out of the weights in a folder; how many they are."""
    pieces = read_vocabulary(weights / "vocabulary.gz")
    kept = [
        piece for piece in pieces
        if piece in SPECIAL or len(piece.removeprefix("##")) <= SHORT or seen.get(piece, 0) >= LEAST
    ]  # fmt: skip
    graph = onnx.load(str(weights / "encoder.onnx"))
    table = next(it for it in graph.graph.initializer if it.name == TABLE)
    rows = numpy_helper.to_array(table)[[pieces[piece] for piece in kept]]
    table.CopyFrom(numpy_helper.from_array(rows, TABLE))
    onnx.save(graph, str(weights / "encoder.onnx"))
    write_vocabulary(weights / "vocabulary.gz", kept)
    write_digests(weights)
    return len(pieces) - len(kept)


def main() -> None:
    """Count and drop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "weights"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    folders = (options.data, Path(__file__).parent / "own")
    paths = [
        path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in TEXTS and path.is_file()
    ]
    pieces = read_vocabulary(options.weights / "vocabulary.gz")
    print(f"{drop_rare(options.weights, count_pieces(paths, pieces))} of {len(pieces)} pieces taken out")


if __name__ == "__main__":
    main()
