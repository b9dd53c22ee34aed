"""The promise clock: what was promised, by when, and the days one by one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from camket.ui.parts.days import Day, Skipped, Terms, counted, drawn_days, skipped_runs
from camket.worktime import Step

__all__ = ["PromiseClock", "Terms", "promise_clock"]

# A longer clock stays a calendar of weeks, because a strip of so many days cannot be read.
LONGEST_STRIP = 13


@dataclass(frozen=True, slots=True)
class PromiseClock:
    """All that the clock shows. `left`, `late_by` and `early_by` are working days."""

    terms: Terms
    state: str
    days: tuple[Day, ...]
    today: date | None = None
    kept_on: date | None = None
    left: int = 0
    late_by: int = 0
    early_by: int = 0
    skipped: tuple[Skipped, ...] = ()

    @property
    def is_long(self) -> bool:
        """Too long for a strip."""
        return len(self.days) > LONGEST_STRIP

    @property
    def aim_number(self) -> int | None:
        """Which working day the aim is."""
        return self._number(self.terms.aim)

    @property
    def limit_number(self) -> int | None:
        """Which working day the limit is."""
        return self._number(self.terms.limit)

    def _number(self, when: date | None) -> int | None:
        return next((day.number for day in self.days if day.date == when), None)


def promise_clock(
    terms: Terms,
    steps: Sequence[Step],
    *,
    today: date | None = None,
    kept_on: date | None = None,
    after: Sequence[Step] = (),
) -> PromiseClock:
    """Draw a promise as days.

    `steps` are the arithmetic of the limit; `after` holds the days from there to today, or to the answer,
    of a promise that is late. Without `today` nothing is past: the clock of a promise not yet given.
    """
    days = drawn_days(terms, [*steps, *after], today=today, kept_on=kept_on)
    stop = kept_on or today or terms.received
    left = counted(days, stop, terms.limit)
    return PromiseClock(
        terms=terms,
        state=_state(terms, left, today=today, kept_on=kept_on),
        days=days,
        today=today,
        kept_on=kept_on,
        left=left,
        late_by=counted(days, terms.limit, stop),
        early_by=left if kept_on else 0,
        skipped=skipped_runs(days, terms.limit),
    )


def _state(terms: Terms, left: int, *, today: date | None, kept_on: date | None) -> str:
    """Amber from one working day before the limit; red only after it."""
    seen = kept_on or today
    if seen is None:
        return "running"
    if seen > terms.limit:
        return "late"
    if kept_on:
        return "kept"
    return "soon" if left <= 1 else "running"
