"""How days and times are said in the explanations, in Vietnamese and in English."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from camket.clock import HOME_ZONE, civil_date
from camket.refusals import NotUnderstood

_WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Words(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str

    def spoken(self, lang: str) -> str:
        """The sentence in the reader's language; Vietnamese unless English is asked for."""
        return self.en if lang.startswith("en") else self.vi


def weekday_words(day: dt.date) -> Words:
    """The name of the day of the week."""
    return Words(_WEEKDAYS_VI[day.weekday()], _WEEKDAYS_EN[day.weekday()])


def date_words(day: dt.date) -> Words:
    """The date as it is written: 31/08/2026, and 31 August 2026."""
    return Words(f"{day:%d/%m/%Y}", f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}")


def clock_time(instant: dt.datetime) -> str:
    """The time on the wall in Ho Chi Minh City, with seconds only where there are some: 16:50, 17:00:01."""
    wall = instant.astimezone(HOME_ZONE)
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"


def civil_day(moment: dt.datetime | dt.date) -> dt.date:
    """The civil date of an instant in Ho Chi Minh City; a plain date is already one.

    Raises NotUnderstood for an instant without an offset: its date would depend on the machine.
    """
    if not isinstance(moment, dt.datetime):
        return moment
    if moment.tzinfo is None:
        raise NotUnderstood(
            f"Thời điểm {moment.isoformat()} thiếu múi giờ. Xin ghi đủ, ví dụ 2026-11-20T16:50+07:00.",
            f"The instant {moment.isoformat()} has no offset. Write it in full, "
            "for example 2026-11-20T16:50+07:00.",
        )
    return civil_date(moment)
