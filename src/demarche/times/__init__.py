"""Sentences to expressions of time, as TIMEX3 and as days.

In: sentences and the day of publication. Out: `TimeMention`. Which event a time belongs to is said in coding.
"""

from demarche.times.record import Granularity, TimeMention, Timex, TimexType

__all__ = ["Granularity", "TimeMention", "Timex", "TimexType"]
