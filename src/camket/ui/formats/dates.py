"""Dates and times as they are written on a page: `dd/mm/yyyy`, 24 hours, names of days in full.

Every function takes the language code of the reader (`vi`, `en`). Instants are shown on the clock of
Ho Chi Minh City, whatever zone they come in.
"""

from __future__ import annotations

from datetime import date, datetime

from camket.clock import HOME_ZONE

_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_VI = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_SHORT_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def _english(language: str) -> bool:
    return language.startswith("en")


def home_date(when: date) -> date:
    """The civil date: of an instant the one in Ho Chi Minh City, of a date the date itself."""
    return when.astimezone(HOME_ZONE).date() if isinstance(when, datetime) else when


def weekday(when: date, language: str) -> str:
    """`thứ Tư`, `Wednesday`."""
    return (_WEEKDAYS_EN if _english(language) else _WEEKDAYS_VI)[home_date(when).weekday()]


def weekday_short(when: date, language: str) -> str:
    """`T4`, `We`: for cells only."""
    return (_SHORT_EN if _english(language) else _SHORT_VI)[home_date(when).weekday()]


def day_month(when: date) -> str:
    """`02/12`: only beside a full date."""
    return f"{home_date(when):%d/%m}"


def numeric_date(when: date) -> str:
    """`02/12/2026`."""
    return f"{home_date(when):%d/%m/%Y}"


def weekday_date(when: date, language: str) -> str:
    """`thứ Tư 02/12`, `Wednesday 02/12`."""
    return f"{weekday(when, language)} {day_month(when)}"


def full_date(when: date, language: str) -> str:
    """`thứ Tư, 02/12/2026`, `Wednesday 02/12/2026`: how a limit is said."""
    comma = "" if _english(language) else ","
    return f"{weekday(when, language)}{comma} {numeric_date(when)}"


def clock_time(when: datetime) -> str:
    """`21:14` on the clock of Ho Chi Minh City."""
    return f"{when.astimezone(HOME_ZONE):%H:%M}"


def moment(when: datetime, language: str) -> str:
    """`Chủ nhật 22/11 · 21:14`: one line of a timeline."""
    return f"{weekday_date(when, language)} · {clock_time(when)}"


def full_moment(when: datetime, language: str) -> str:
    """`21:14 ngày 22/11/2026`, `21:14 on 22/11/2026`: inside a sentence."""
    word = "on" if _english(language) else "ngày"
    return f"{clock_time(when)} {word} {numeric_date(when)}"
