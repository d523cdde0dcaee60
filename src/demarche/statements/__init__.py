"""Who says what: quotations, reported speech, thought and will with speaker, cue, content and stance.

In: the sentences of a whole report and its actors. Out: `Statement`, nested ones among them. Whether what is said
happened is read from it in the events room, and so are words like "reportedly", which name no speaker.
"""

from demarche.statements.cues import Cue, Cues, open_cues
from demarche.statements.examples import mark_statements, read_statement_examples
from demarche.statements.find import find_statements
from demarche.statements.nest import find_holder, nest_statements
from demarche.statements.quotes import Quotation, find_quotations
from demarche.statements.record import Act, Stance, Statement, StatementKind, Voice
from demarche.statements.rows import STATEMENT_COLUMNS, statement_id, statement_row, told_at

__all__ = [
    "STATEMENT_COLUMNS", "Act", "Cue", "Cues", "Quotation", "Stance", "Statement", "StatementKind", "Voice",
    "find_holder", "find_quotations", "find_statements", "mark_statements", "nest_statements", "open_cues",
    "read_statement_examples", "statement_id", "statement_row", "told_at",
]  # fmt: skip
