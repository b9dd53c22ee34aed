"""How long the company's calendar lasts. Beyond its last day no limit can be counted, and nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from camket.rulebook.company import current_calendar

WARN_BEFORE = timedelta(days=120)
"""The next year's days off are published from October on: early enough to ask, and late enough to get an answer."""


@dataclass(frozen=True, slots=True)
class CalendarEnd:
    """The last day of a calendar that ends soon, and how many days that is from today: below 0 once it is past."""

    last_day: date
    days_left: int

    @property
    def missing(self) -> int:
        """The year that has to be loaded next."""
        return self.last_day.year + 1

    def told(self) -> list[str]:
        """The warning for who operates the desk, in both languages."""
        day, year = f"{self.last_day:%d/%m/%Y}", self.missing
        vi = (
            f"lịch làm việc chỉ có đến hết ngày {day}. Khoảng hai tuần trước ngày đó sẽ không còn tính được hạn, "
            f"và không hồ sơ nào mở hay quyết định được. Xin nạp lịch năm {year} (docs/runbook.md)."
        )
        en = (
            f"the working calendar ends on {self.last_day.isoformat()}. From about two weeks before, no limit can "
            f"be counted, and no case be opened or decided. Load the calendar of {year} (docs/runbook.md)."
        )
        return [f"camket: CẢNH BÁO: {vi}", f"camket: WARNING: {en}"]


def calendar_end(today: date) -> CalendarEnd | None:
    """When the calendar ends, if that is within 120 days or over already; None while it lasts longer."""
    last = current_calendar().last_day_after(today)
    return CalendarEnd(last, (last - today).days) if last - today <= WARN_BEFORE else None
