"""Who says what: quotations and reported speech with speaker, cue, content and stance.

In: sentences and actors. Out: `Statement`. Whether what is said happened is read from it in the events room.
"""

from demarche.statements.record import Stance, Statement, StatementKind

__all__ = ["Stance", "Statement", "StatementKind"]
