"""Instants of the demonstration, told as a person tells them: so many working days ago, at half past nine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from camket.clock import HOME_ZONE, civil_date
from camket.worktime import Calendar, working_day_after, working_day_before

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The days around `now`. Everything that it gives for the past lies before `now`."""

    now: datetime
    calendar: Calendar

    @property
    def base(self) -> date:
        """Today, or on a day off the next working day: what is due today is due on it."""
        today = civil_date(self.now)
        return (
            today
            if self.calendar.is_working_day(today)
            else working_day_after(today, 1, self.calendar)
        )

    def back(self, days: int, clock: str) -> datetime:
        """So many working days (1 or more) before the base day, at a time on the wall."""
        return self._at(working_day_before(self.base, days, self.calendar), clock)

    def last_night(self, clock: str) -> datetime:
        """Yesterday at a time on the wall."""
        return self._at(civil_date(self.now) - A_DAY, clock)

    def ago(self, minutes: int) -> datetime:
        """So many minutes before now."""
        return self.now - timedelta(minutes=minutes)

    def ahead(self, days: int) -> date:
        """So many working days after the base day."""
        return working_day_after(self.base, days, self.calendar)

    @staticmethod
    def _at(day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), HOME_ZONE)
