"""Scores against gold, executed examples, and the floors that no change may go under.

In: gold pages, treebanks, knowledge files. Out: figures and failures. Nothing here changes what is coded.
"""

from demarche.measure.agreement import measure_agreement
from demarche.measure.alarms import calibration_error, measure_alarms
from demarche.measure.attribution import measure_attributions
from demarche.measure.check import check_examples, example_name, read_examples_of
from demarche.measure.contexts import measure_contexts
from demarche.measure.coref import measure_coref
from demarche.measure.ends import measure_events
from demarche.measure.facts import measure_status
from demarche.measure.gold import (
    GoldEvent,
    GoldPage,
    Pair,
    below_floors,
    code_once,
    match_events,
    measure_gold,
    read_gold,
    say_pair,
    score_pairs,
)
from demarche.measure.parsing import (
    GoldTree,
    by_document,
    measure_names,
    measure_splitting,
    measure_trees,
    read_bio,
    read_bio_documents,
    read_conllu,
    spans_of,
)
from demarche.measure.places import measure_places, measure_resolution
from demarche.measure.sizes import measure_sizes
from demarche.measure.statements import measure_statements
from demarche.measure.times import measure_times
from demarche.measure.types import measure_types
from demarche.measure.verdicts import measure_verdicts
from demarche.measure.who import measure_who, read_who

__all__ = [
    "GoldEvent", "GoldPage", "GoldTree", "Pair", "below_floors", "by_document", "calibration_error", "check_examples",
    "code_once", "example_name", "match_events", "measure_agreement", "measure_alarms", "measure_attributions",
    "measure_contexts", "measure_coref", "measure_events", "measure_gold", "measure_names", "measure_places",
    "measure_resolution", "measure_sizes", "measure_splitting", "measure_statements", "measure_status",
    "measure_times", "measure_trees", "measure_types", "measure_verdicts", "measure_who", "read_bio",
    "read_bio_documents", "read_conllu", "read_examples_of", "read_gold", "read_who", "say_pair", "score_pairs",
    "spans_of",
]  # fmt: skip
