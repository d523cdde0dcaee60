"""Measures the shipped weights and writes their model card, so that no figure in it is copied by hand.

    python -m training.card DATA WEIGHTS [--log CHECKPOINT …]

The checkpoints are the folders of the training run, one for each stage: how long each ran, and the cross-validated
figures in the last, go into the card.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import onnxruntime

from demarche.encode import OnnxEncoder, Paragraph, open_encoder
from demarche.encode.onnx import OUTPUTS, UNHELPFUL
from demarche.encode.pieces import Pieces, read_vocabulary
from demarche.encode.widen import widen
from demarche.encode.windows import cut_windows
from demarche.knowledge import Folders
from demarche.measure import (
    by_document,
    measure_attributions,
    measure_coref,
    measure_names,
    measure_splitting,
    measure_status,
    measure_trees,
    measure_types,
    read_conllu,
)
from demarche.parse import open_splitting
from training.data import OWN

EWT, GUM = "parsing/ud_ewt/en_ewt-ud-{}.conllu", "parsing/ud_gum/en_gum-{}.conllu"

MEASURES: tuple[tuple[str, Callable[..., dict[str, float]], str], ...] = (
    ("words and sentences, EWT dev", measure_splitting, EWT.format("dev")),
    ("words and sentences, EWT test", measure_splitting, EWT.format("test")),
    ("words and sentences, GUM dev", measure_splitting, GUM.format("dev")),
    ("trees, EWT test", measure_trees, EWT.format("test")),
    ("trees, GUM dev", measure_trees, GUM.format("dev")),
    ("names, en_worldwide dev", measure_names, "ner/en_worldwide/dev.bio"),
    ("names, UNER-EWT test", measure_names, "ner/uner_ewt/en_ewt-test.iob2"),
    ("coreference, OntoGUM dev", measure_coref, "coref/ontogum/ontogum_dev.jsonl"),
    ("coreference, GAP validation", measure_coref, "coref/gap/gap-validation.tsv"),
    ("attribution, PolNeAR dev", measure_attributions, "attribution/polnear/polnear_dev.jsonl"),
    ("factuality, UW dev", measure_status, "factuality/uw/dev.jsonl"),
    ("status and claim, our own held out", measure_status, str(OWN / "status_heldout.txt")),
    ("types, our own held out", measure_types, str(OWN / "pairs_heldout.tsv")),
)

SHOWN = {
    "coreference, OntoGUM dev": ("CoNLL", "MUC F1", "B-cubed F1", "CEAF-e F1", "LEA F1", "mention F1"),
    "attribution, PolNeAR dev": ("cue F1", "cue and speaker F1", "content F1", "attribution F1", "whole F1"),
    "factuality, UW dev": ("r", "mean absolute error", "macro F1"),
    "status and claim, our own held out": ("status macro F1", "claim macro F1", "status accuracy", "claim accuracy"),
    "types, our own held out": ("macro F1", "accuracy", "quad macro F1"),
}
"""What the page shows of measures that have more figures than a line takes; `card.json` has them all."""

PARSER = ("upos", "xpos", "lemmas", "names", "arcs", "label_dep", "label_head")
"""Outputs of the network that a parser with names alone would have."""


def measure_speed(weights: Path, path: Path, *, rounds: int = 4) -> dict[str, float]:
    """Words a second on one thread, the best of some rounds taken in turn on the same windows: of the network as
    shipped, of the same weights in float32, and of the shipped network asked for trees and names alone."""
    pieces = Pieces(read_vocabulary(weights / "vocabulary.gz"))
    inputs: list[dict[str, Any]] = []
    words = 0
    for document in list(by_document(read_conllu(path)))[:12]:
        paragraphs = [Paragraph(tree.words, (len(tree.words),)) for tree in document]
        for window in cut_windows(paragraphs, [pieces.sizes(one.words) for one in paragraphs]):
            batch = pieces.batch([window.words], [window.breaks])
            inputs.append({"ids": batch.ids, "shapes": batch.shapes, "firsts": batch.firsts})
            words += len(window.words)
    graph = weights / "encoder.onnx"
    shipped, wide = _open(graph.read_bytes()), _open(widen(graph))
    best = {"int8": 0.0, "float32": 0.0, "trees and names": 0.0}
    asked = {"int8": (shipped, OUTPUTS), "float32": (wide, OUTPUTS), "trees and names": (_only(graph, PARSER), PARSER)}
    for _ in range(rounds):
        for name, (session, outputs) in asked.items():
            began = time.perf_counter()
            for given in inputs:
                session.run(outputs, given)
            best[name] = max(best[name], words / (time.perf_counter() - began))
    return {
        "int8 words/s": round(best["int8"]),
        "float32 words/s": round(best["float32"]),
        "int8 against float32": round(best["int8"] / best["float32"], 2),
        "all heads against trees and names": round(best["trees and names"] / best["int8"], 2),
    }


def _open(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=UNHELPFUL
    )


def _only(graph: Path, outputs: Sequence[str]) -> onnxruntime.InferenceSession:
    """The graph cut down to what the outputs need."""
    from onnx.utils import extract_model

    with tempfile.TemporaryDirectory() as folder:
        cut = Path(folder) / "cut.onnx"
        extract_model(str(graph), str(cut), ["ids", "shapes", "firsts"], list(outputs))
        return _open(cut.read_bytes())


def main() -> None:
    """Write `card.json` and `MODEL_CARD.md` beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--log", type=Path, nargs="+", help="the checkpoint folders of the run")
    options = parser.parse_args()
    encoder: OnnxEncoder = open_encoder(options.weights, threads=2)
    splitting = open_splitting(Folders())
    figures: dict[str, dict[str, float]] = {}
    for name, measure, path in MEASURES:
        figures[name] = measure(options.data / path, encoder, splitting)
        print(name, figures[name], flush=True)
    old = options.weights / "card.json"
    run: dict[str, Any] = json.loads(old.read_text()).get("run", {}) if old.exists() else {}
    if options.log:
        run = read_run(options.log)
    for name, found in run.get("types", {}).items():
        figures[f"types, {name}"] = found
    figures["speed, one thread"] = measure_speed(options.weights, options.data / GUM.format("dev"))
    size = sum(
        path.stat().st_size for path in options.weights.iterdir() if path.suffix in {".onnx", ".npz", ".json", ".gz"}
    )
    digests = json.loads((options.weights / "digests.json").read_text())
    card = {
        "weights": encoder.digest,
        "megabytes": round(size / 1e6, 1),
        "rows": {name: _told(name, found) for name, found in figures.items()},
        "figures": figures,
        "run": run,
        "digests": digests,
    }
    old.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (options.weights / "MODEL_CARD.md").write_text(write_page(card), encoding="utf-8")
    print(write_page(card))


def read_run(folders: Sequence[Path]) -> dict[str, Any]:
    """What a training run left: minutes and epochs of each stage, and the figures of the folds."""
    ends = [json.loads((folder / "log.jsonl").read_text().splitlines()[-1]) for folder in folders]
    stages = [{"minutes": end["minutes"], "epochs": end["epoch"]} for end in ends]
    found = json.loads((folders[-1] / "types.json").read_text())
    return {"stages": stages, "types": {"plv_dev in five folds": found["plv_dev, folds"]}}


def write_page(card: Mapping[str, Any]) -> str:
    """The model card as Markdown."""
    rows = "\n".join(f"| {name} | {told} |" for name, told in card["rows"].items())
    digests = "\n".join(f"- `{name}`: {value}" for name, value in card["digests"].items())
    stages = ", then ".join(
        f"{one['minutes']:.0f} minutes ({one['epochs']:.1f} epochs)" for one in card["run"]["stages"]
    )
    return TEMPLATE.format(
        weights=card["weights"], megabytes=card["megabytes"], rows=rows, digests=digests, stages=stages
    )


def _told(name: str, found: Mapping[str, float]) -> str:
    shown = [key for key in SHOWN.get(name, found) if key in found] or list(found)
    return ", ".join(f"{key} {found[key]}" for key in shown)


TEMPLATE = """# Model card: the encoder of Demarche

Weights `{weights}`, {megabytes} MB, English.

A MiniLM-L6 (six layers of 384, uncased word pieces) that is also told each word's shape, fine-tuned on all layers of
the analysis at once. It reads windows of up to 250 pieces and gives sentence ends, universal and Penn tags, features,
lemma scripts, a biaffine UD tree, names of nine types, links between mentions, attributions (cue, source, content), and
status, claim and factuality of predicates. The last layer is there twice: one serves sentences (tags, trees, names),
one what looks beyond them (links, attributions, factuality). Copies of the two upper layers read a sentence again to
judge what goes between two marked actors. One further layer reads the states after the fourth: which words tell of
events, who is on which side of them, of what sector an actor is, and whom a mention names again. Trained on two cores
in stages, each from the last: the weights shipped before, of trees and names alone, then {stages} of all layers; the
further layer last, on our own pages, with all others as they were. Pieces of words that 140 MB of text hardly ever
needed were then taken out. Quantised to int8 (weights per channel, activations on the fly); runs under onnxruntime.

## Data and licences

| set | used for | licence |
|---|---|---|
| MiniLM-L6 | starting weights | Apache-2.0 |
| UD English EWT, train | sentence ends, tags, lemmas, trees | CC BY-SA 4.0 |
| UD English GUM, train, without essay, fiction, letter, podcast, whow | the same | CC BY 4.0; texts CC BY, CC BY-SA |
| OntoGUM, train, without the same genres | links | as GUM |
| UNER English EWT, train | names | CC BY-SA 4.0 |
| LitBank | links of people, places, bodies | CC BY 4.0 |
| GAP, development | links of pronouns | Apache-2.0; texts CC BY-SA |
| UDS-IH2 on EWT, train | factuality | CC BY-SA 4.0 |
| en_worldwide newswire, train | names | no licence file; no text of it survives in the weights |
| PolNeAR, train | attributions | no licence file; no text of it survives in the weights |
| UW and RP, train | factuality | no licence file; no text of them survives in the weights |
| plv_dev | types between marked actors | no licence file; no text of it survives in the weights |
| our own sentences and pages, `training/own` | types; status, claim; events, sides, sectors, chains | as the project |

The weights are shipped under Apache-2.0; whoever reads the share-alike terms of EWT as reaching weights should treat
them as CC BY-SA 4.0.

## Figures

As shipped, in int8, each on a part that no weights were trained on. Trees: gold words and sentences, all tokens
counted, labels with subtypes; GUM dev whole, its non-commercial genres among it, though none was trained on. Words and
sentences: F1 on raw text. Names: exact spans and types. Coreference: CoNLL F1 without singletons, spans from predicted
trees. Attribution: cue and parts by overlap, "whole" exactly. plv_dev: five folds by document, the judge trained anew
for each on a trunk that has seen none of it (before int8). Four thresholds (sentence ends, cues, links) were chosen on
the development parts of EWT, GUM, PolNeAR and OntoGUM, so the figures there are a little kind.

| what | figures |
|---|---|
{rows}

`uv run --group training python -m training.card DATA src/demarche/encode/weights` measures them again; single ones
`demarche measure --layer LAYER FILE`.

## Limits

English only; trained on web text, Wikipedia-like prose and newswire up to 2023. Headlines and lists parse worse than
prose. Names of types that news seldom has (products, facilities) are found less surely. Our own sentences were written
for this purpose: figures on those held out say how well the marking is learnt, not how the news at large will fare.

## Files

{digests}
"""


if __name__ == "__main__":
    main()
