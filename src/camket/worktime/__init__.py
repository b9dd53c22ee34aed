"""Working time, pure and explained: calendars, limits with their arithmetic, opening hours.

Nothing here knows Django, a database or what time it is now. A limit is counted over civil dates in
Asia/Ho_Chi_Minh (docs/decisions/0001), and every answer carries the steps that lead to it.
"""

from camket.worktime.calendar import Calendar
from camket.worktime.calendar_file import load_calendar
from camket.worktime.counting import working_day_after, working_day_before, working_days_between
from camket.worktime.days import DayOff, Kind, State, Swap
from camket.worktime.due import Due, DueInstant, Step
from camket.worktime.hours import Block, OpeningHours
from camket.worktime.limits import (
    due_in_days,
    due_in_hours,
    due_in_working_days,
    earlier_of,
    legal_due_in_days,
    legal_due_in_working_days,
)

__all__ = [
    "Block",
    "Calendar",
    "DayOff",
    "Due",
    "DueInstant",
    "Kind",
    "OpeningHours",
    "State",
    "Step",
    "Swap",
    "due_in_days",
    "due_in_hours",
    "due_in_working_days",
    "earlier_of",
    "legal_due_in_days",
    "legal_due_in_working_days",
    "load_calendar",
    "working_day_after",
    "working_day_before",
    "working_days_between",
]
