"""How rules say days, moments and answers, in both languages."""

from __future__ import annotations

import datetime as dt

from camket.policy.both import Both
from camket.policy.rules.asking import Moment
from camket.worktime.words import civil_day, clock_time, date_words

A_MINUTE = dt.timedelta(minutes=1)
ONE_DAY = dt.timedelta(days=1)


def when(moment: Moment) -> Both:
    """`16:50 ngày 20/11/2026`, `16:50 on 20 November 2026`; a date alone without a time."""
    day = date_words(civil_day(moment))
    if not isinstance(moment, dt.datetime):
        return Both(vi=f"ngày {day.vi}", en=f"on {day.en}")
    time = clock_time(moment)
    return Both(vi=f"{time} ngày {day.vi}", en=f"at {time} on {day.en}")


def yes_no(answer: bool, yes: Both, no: Both) -> Both:
    """One of two phrases."""
    return yes if answer else no


def near(moment: Moment, end: dt.datetime, last: dt.date) -> bool:
    """Whether a moment lies within a minute of the end; for a date alone, on the last day or the next."""
    if isinstance(moment, dt.datetime):
        return abs(moment - end) <= A_MINUTE
    return moment in {last, last + ONE_DAY}
