"""Measures the shipped weights and writes their model card, so that no figure in it is copied by hand.

    python -m training.card DATA WEIGHTS [--float32 GRAPH]

GRAPH is the float32 graph that `training.export --full` leaves; with it the card tells how much faster int8 is.
"""

import argparse
import json
import time
from pathlib import Path

from demarche.encode import Encoder, OnnxEncoder
from demarche.knowledge import Folders
from demarche.measure import measure_names, measure_splitting, measure_trees, read_conllu
from demarche.parse import open_splitting

TREES = {"EWT test": "parsing/ud_ewt/en_ewt-ud-test.conllu", "GUM dev": "parsing/ud_gum/en_gum-dev.conllu"}
RAW = {"EWT dev": "parsing/ud_ewt/en_ewt-ud-dev.conllu", **TREES}


def measure_speed(encoders: dict[str, Encoder], path: Path, *, rounds: int = 3) -> dict[str, float]:
    """Words a second of each encoder on one thread, the best of some rounds, taken in turn on the same sentences."""
    sentences = [tree.words for tree in read_conllu(path)][:600]
    groups = [sentences[start : start + 20] for start in range(0, len(sentences), 20)]
    words = sum(len(sentence) for sentence in sentences)
    best = dict.fromkeys(encoders, 0.0)
    for _ in range(rounds):
        for name, encoder in encoders.items():
            began = time.perf_counter()
            for group in groups:
                encoder.encode(group)
            best[name] = max(best[name], words / (time.perf_counter() - began))
    return {name: round(value) for name, value in best.items()}


def main() -> None:
    """Write `card.json` and `MODEL_CARD.md` beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--float32", type=Path)
    options = parser.parse_args()
    encoder = OnnxEncoder(options.weights, threads=2)
    splitting = open_splitting(Folders())
    figures: dict[str, dict[str, float]] = {}
    for name, path in TREES.items():
        figures[f"trees, {name}"] = measure_trees(options.data / path, encoder, splitting)
    for name, path in RAW.items():
        figures[f"splitting, {name}"] = measure_splitting(options.data / path, splitting)
    figures["names, en_worldwide dev"] = measure_names(options.data / "ner/en_worldwide/dev.bio", encoder, splitting)
    if options.float32:
        pair: dict[str, Encoder] = {"int8 words/s": OnnxEncoder(options.weights, threads=1)}
        pair["float32 words/s"] = OnnxEncoder(options.weights, threads=1, graph=str(options.float32.resolve()))
        speed = measure_speed(pair, options.data / TREES["GUM dev"])
        figures["speed, one thread"] = {**speed, "ratio": round(speed["int8 words/s"] / speed["float32 words/s"], 2)}
    size = sum(path.stat().st_size for path in options.weights.iterdir() if path.suffix in {".onnx", ".npy", ".json"})
    digests = json.loads((options.weights / "digests.json").read_text())
    card = {"weights": encoder.digest, "megabytes": round(size / 1e6, 1), "figures": figures, "digests": digests}
    (options.weights / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (options.weights / "MODEL_CARD.md").write_text(_page(card), encoding="utf-8")
    print(_page(card))


def _page(card: dict) -> str:
    rows = "\n".join(
        f"| {name} | {', '.join(f'{key} {value}' for key, value in found.items())} |"
        for name, found in card["figures"].items()
    )
    digests = "\n".join(f"- `{name}`: {value}" for name, value in card["digests"].items())
    return TEMPLATE.format(weights=card["weights"], megabytes=card["megabytes"], rows=rows, digests=digests)


TEMPLATE = """# Model card: the encoder of Demarche

Weights `{weights}`, {megabytes} MB, English.

A MiniLM-L6 (six layers of 384, uncased word pieces) that is also told each word's shape, fine-tuned on syntax and
names together; heads for universal and Penn tags, lemma scripts, a biaffine UD tree, and names of nine types. Quantised
to int8 (weights per channel, activations on the fly); runs under onnxruntime on a CPU.

## Data and licences

| set | used for | licence |
|---|---|---|
| MiniLM-L6 | starting weights | Apache-2.0 |
| UD English EWT, train | tags, lemmas, trees | CC BY-SA 4.0 |
| UD English GUM, train, without essay, fiction, letter, podcast, whow | the same | CC BY 4.0; texts CC BY, CC BY-SA |
| en_worldwide newswire, train | names | no licence file; no text of it survives in the weights |

The weights are shipped under Apache-2.0; whoever reads the share-alike terms of EWT as reaching weights should treat
them as CC BY-SA 4.0.

## Figures

As shipped, in int8. Trees: gold words, all tokens counted, labels with subtypes; GUM dev whole, its non-commercial
genres among it, though none was trained on. Splitting: F1 on raw paragraphs. Names: exact spans and types.

| what | figures |
|---|---|
{rows}

`python -m training.card DATA src/demarche/encode/weights` measures them again.

## Limits

English only; trained on web text, Wikipedia-like prose and newswire up to 2023. Headlines and lists parse worse than
prose. Names of types that news seldom has (products, facilities) are found less surely.

## Files

{digests}
"""


if __name__ == "__main__":
    main()
