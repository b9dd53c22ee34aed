"""Short ways to write down days, instants and small calendars in the tests of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from camket.clock import HOME_ZONE
from camket.worktime import Calendar, DayOff, Kind, State, Swap

WEEKEND = frozenset({6, 7})


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def wall(text: str) -> dt.datetime:
    """An instant as the clock in Ho Chi Minh City shows it."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HOME_ZONE)


def holiday(text: str, *, state: State = State.OFFICIAL, stands_for: str | None = None) -> DayOff:
    return DayOff(
        date=day(text),
        kind=Kind.SUBSTITUTE if stands_for else Kind.HOLIDAY,
        stands_for=day(stands_for) if stands_for else None,
        vi="Ngày hội",
        en="Feast",
        source="a test",
        state=state,
    )


def swap(off: str, make_up: str, *, state: State = State.OFFICIAL) -> Swap:
    return Swap(off=day(off), make_up=day(make_up), source="a test", state=state)


def calendar(
    holidays: Iterable[str] = (),
    swaps: Mapping[str, str] | None = None,
    weekly_off: Iterable[int] = WEEKEND,
    years: Iterable[int] = range(2024, 2028),
) -> Calendar:
    """A calendar of a few words; `swaps` maps the day off to the make-up day and is adopted."""
    return Calendar(
        id="small",
        weekly_off=frozenset(weekly_off),
        years=frozenset(years),
        days_off=tuple(holiday(text) for text in holidays),
        swaps=tuple(swap(off, make_up) for off, make_up in (swaps or {}).items()),
        swaps_adopted=True,
    )
