"""Sentences to event mentions: trigger, type, arguments, status and claim.

In: sentences, statements, actors. Out: `EventMention`. Days, places and codes join it in coding.
"""

from demarche.events.record import Claim, EventMention, Status, Verdict

__all__ = ["Claim", "EventMention", "Status", "Verdict"]
