"""Sentences to expressions of time, as TIMEX3 and as days.

In: sentences and the day of publication. Out: `TimeMention`. A mention's words are those of TIMEX3: "on Friday" marks
"Friday", and "since" or "until" before a date opens one end of its days without being part of it; but a range ("May 3
to May 7") is one mention. Which event a time belongs to is said in coding; calendars other than the civil one, the
zones of clock times and holidays of single countries are left alone.
"""

from demarche.times.days import move_period
from demarche.times.find import doubts_of, find_times, mark_times
from demarche.times.load import open_time_rules, read_time_examples
from demarche.times.patterns import TimeRules
from demarche.times.record import Granularity, TimeMention, Timex, TimexType

__all__ = [
    "Granularity", "TimeMention", "TimeRules", "Timex", "TimexType", "doubts_of", "find_times", "mark_times",
    "move_period", "open_time_rules", "read_time_examples",
]  # fmt: skip
