"""When the desk is open. Hours are for staff and for what a customer is told; limits never look at them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Self

from camket.clock import HOME_ZONE
from camket.refusals import NotUnderstood
from camket.worktime.calendar import Calendar
from camket.worktime.counting import ONE_DAY
from camket.worktime.words import Words, civil_day, weekday_words

_A_MONDAY = dt.date(2026, 11, 23)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# 24:00 is the end of the day, so that a desk can be open through midnight.
_TIME = re.compile(r"(?P<hour>[01]\d|2[0-3]|24(?=:00)):(?P<minute>[0-5]\d)")


@dataclass(frozen=True, order=True)
class Block:
    """One stretch of open time on a day, as time since 00:00; open at `opens`, closed again at `closes`."""

    opens: dt.timedelta
    closes: dt.timedelta


@dataclass(frozen=True)
class OpeningHours:
    """The blocks of the seven weekdays, Monday first, each day's in order; no block means closed."""

    week: tuple[tuple[Block, ...], ...]

    @classmethod
    def from_plain(cls, plain: Mapping[str, Sequence[Sequence[str]]]) -> Self:
        """Read `{"monday": [["08:00", "12:00"], ["13:00", "17:00"]]}`; a day left out is closed.

        Raises NotUnderstood for an unknown weekday, a time that is none, and blocks that overlap.
        """
        if unknown := sorted(plain.keys() - set(_WEEKDAYS)):
            raise _wrong(f"không có thứ “{unknown[0]}”", f'there is no weekday "{unknown[0]}"')
        week = tuple(_blocks_of(name, plain.get(name, ())) for name in _WEEKDAYS)
        if not any(week):
            raise _wrong("chưa có giờ mở cửa nào", "there is no opening time at all")
        return cls(week)

    def blocks_on(self, day: dt.date, calendar: Calendar) -> tuple[Block, ...]:
        """The open blocks of that civil date: none on a holiday, the swapped weekday's on a make-up day.

        A weekly day off may have hours: a desk may answer on Saturdays although limits do not count them.
        """
        if calendar.is_named_day_off(day):
            return ()
        return self.week[calendar.works_like(day) - 1]

    def is_open(self, instant: dt.datetime, calendar: Calendar) -> bool:
        """Whether the desk is open at that instant; at closing time it no longer is."""
        return self.closes_at(instant, calendar) is not None

    def opens_next(self, instant: dt.datetime, calendar: Calendar) -> dt.datetime:
        """When (UTC) the next block begins after that instant. Raises CalendarMissing beyond the calendar."""
        return next(opens for opens, _ in self._from(instant, calendar) if opens > instant)

    def closes_at(self, instant: dt.datetime, calendar: Calendar) -> dt.datetime | None:
        """When (UTC) the block that is open at that instant ends; None while the desk is closed."""
        blocks = self.blocks_on(civil_day(instant), calendar)
        spans = (_span(civil_day(instant), block) for block in blocks)
        return next((closes for opens, closes in spans if opens <= instant < closes), None)

    def cut_off(self, day: dt.date) -> dt.datetime:
        """When (UTC) staff want to be done on a last day: its last closing time, or else the week's latest.

        The limit itself ends at 24:00 of that day.
        """
        blocks = self.week[day.weekday()] or tuple(chain.from_iterable(self.week))
        return _instant(day, max(block.closes for block in blocks))

    def spoken(self, lang: str) -> str:
        """`thứ Hai đến thứ Sáu, 08:00 – 17:00`: days with the same blocks together, closed days untold."""
        runs = groupby(self._days_from_the_first(), key=lambda place: self.week[place])
        told = [(blocks, list(places)) for blocks, places in runs if blocks]
        return "; ".join(
            f"{_days_words(places).spoken(lang)}, {_blocks_words(blocks).spoken(lang)}"
            for blocks, places in told
        )

    def _days_from_the_first(self) -> list[int]:
        """The places of the seven days, beginning after the longest rest: a week may start on Sunday."""
        opened = [place for place in range(7) if self.week[place]]
        # Before the first open day of the week lies the last one of the week before.
        rests = {place: (place - opened[at - 1]) % 7 for at, place in enumerate(opened)}
        first = max(opened, key=lambda place: rests[place])
        return [(first + step) % 7 for step in range(7)]

    def _from(
        self, instant: dt.datetime, calendar: Calendar
    ) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """The spans of that instant's civil date and of those after it, until the calendar ends."""
        day = civil_day(instant)
        while True:
            yield from (_span(day, block) for block in self.blocks_on(day, calendar))
            day += ONE_DAY


def _instant(day: dt.date, since_midnight: dt.timedelta) -> dt.datetime:
    """The instant in UTC. Ho Chi Minh City has no summer time, so every day has 24 hours."""
    return (dt.datetime.combine(day, dt.time(), HOME_ZONE) + since_midnight).astimezone(dt.UTC)


def _span(day: dt.date, block: Block) -> tuple[dt.datetime, dt.datetime]:
    return _instant(day, block.opens), _instant(day, block.closes)


def _blocks_of(name: str, plain: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    """The blocks of a day; each must begin after the one before it has ended."""
    blocks = tuple(_block_of(name, pair) for pair in plain)
    edges = [edge for block in blocks for edge in (block.opens, block.closes)]
    if edges != sorted(set(edges)):
        raise _wrong(
            f"các khoảng giờ của “{name}” chạm nhau hoặc sai thứ tự",
            f'the blocks of "{name}" touch or are out of order',
        )
    return blocks


def _block_of(name: str, pair: Sequence[str]) -> Block:
    times = [_TIME.fullmatch(str(text)) for text in pair]
    if len(times) != 2 or not all(times):  # noqa: PLR2004 - a pair
        raise _wrong(
            f"“{name}” phải là từng cặp giờ mở và đóng như 08:00",
            f'"{name}" must be pairs of opening and closing times such as 08:00',
        )
    return Block(*(_since_midnight(time) for time in times if time))


def _since_midnight(time: re.Match[str]) -> dt.timedelta:
    return dt.timedelta(hours=int(time["hour"]), minutes=int(time["minute"]))


def _days_words(places: Sequence[int]) -> Words:
    """One weekday, or the first and the last of a run, as they stand inside a sentence."""
    first, last = (weekday_words(_A_MONDAY + ONE_DAY * places[end]) for end in (0, -1))
    start, end = (name.vi.replace("Thứ", "thứ") for name in (first, last))
    if len(places) == 1:
        return Words(start, first.en)
    return Words(f"{start} đến {end}", f"{first.en} to {last.en}")


def _blocks_words(blocks: Sequence[Block]) -> Words:
    times = [f"{_wall(block.opens)} – {_wall(block.closes)}" for block in blocks]
    return Words(" và ".join(times), " and ".join(times))


def _wall(since_midnight: dt.timedelta) -> str:
    minutes = since_midnight // dt.timedelta(minutes=1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _wrong(vi: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        f'Giờ làm việc không đúng: {vi}. Xin ghi như monday = [["08:00", "17:00"]].',
        f'The opening hours are wrong: {en}. Write them like monday = [["08:00", "17:00"]].',
    )
