"""Many reports into a record: batches, processes, resuming, failures as rows.

In: paths and addresses, a record. Out: a tally; the rest is in the record.
"""

from demarche.corpus.run import Setup, Tally, code_into, code_parallel, entry_of, read_inputs

__all__ = ["Setup", "Tally", "code_into", "code_parallel", "entry_of", "read_inputs"]
