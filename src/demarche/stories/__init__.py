"""Coded mentions of many reports to events: one event for twenty reports of it.

In: mentions with their codes, days and places. Out: `Event`. It reads no text and changes no record.
"""

from demarche.stories.merge import Event, Seen, Sizes, merge_events

__all__ = ["Event", "Seen", "Sizes", "merge_events"]
