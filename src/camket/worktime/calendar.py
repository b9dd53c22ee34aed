"""A calendar: which days are worked, and why not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from functools import cached_property
from typing import Annotated, Any, Self

import rfc8785
from pydantic import AfterValidator, Field, PlainSerializer, model_validator

from camket.refusals import CalendarMissing
from camket.worktime.days import DayOff, Frozen, State, Swap, Text
from camket.worktime.words import Words, civil_day, weekday_words

Weekday = Annotated[int, Field(ge=1, le=7)]
InOrder = PlainSerializer(sorted, return_type=list[int])


def _by_date(days_off: tuple[DayOff, ...]) -> tuple[DayOff, ...]:
    return tuple(sorted(days_off, key=lambda day_off: day_off.date))


def _by_day_off(swaps: tuple[Swap, ...]) -> tuple[Swap, ...]:
    return tuple(sorted(swaps, key=lambda swap: swap.off))


class Calendar(Frozen):
    """The working days of the years it holds. A date in any other year raises CalendarMissing.

    `weekly_off` holds ISO weekdays (Monday is 1). Dates are civil dates in Ho Chi Minh City; an aware
    datetime may be given and is read as its civil date. Being frozen, it remembers what it worked out.
    """

    id: Text
    weekly_off: Annotated[frozenset[Weekday], Field(max_length=6), InOrder]
    years: Annotated[frozenset[int], Field(min_length=1), InOrder]
    days_off: Annotated[tuple[DayOff, ...], AfterValidator(_by_date)] = ()
    swaps: Annotated[tuple[Swap, ...], AfterValidator(_by_day_off)] = ()
    swaps_adopted: bool = False

    @model_validator(mode="after")
    def _no_date_says_two_things(self) -> Self:
        dates = [d.date for d in self.days_off] + [
            d for s in self.swaps for d in (s.off, s.make_up)
        ]
        if twice := {str(day) for day, lines in Counter(dates).items() if lines > 1}:
            raise ValueError(f"more than one line speaks of {', '.join(sorted(twice))}")
        if outside := {str(day) for day in dates if day.year not in self.years}:
            raise ValueError(f"outside the years of the calendar: {', '.join(sorted(outside))}")
        return self

    def __hash__(self) -> int:
        """By its label, so that what was counted on it is remembered cheaply."""
        return hash(self.label)

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the day is an open weekday that is not a day off, or an adopted make-up day."""
        day = self._known(day)
        return day in self._made_up or not self._is_off(day)

    def is_named_day_off(self, day: dt.date) -> bool:
        """Whether the day is off for more than being a weekly day off: a holiday, substitute or swap."""
        return self._known(day) in self._named_off

    def works_like(self, day: dt.date) -> int:
        """The ISO weekday whose hours the day has: its own, or for a make-up day the swapped day's."""
        day = self._known(day)
        swap = self._made_up.get(day)
        return (swap.off if swap else day).isoweekday()

    def why(self, day: dt.date, lang: str) -> str:
        """One short reason why the day is worked or not, in `lang` ("vi" or "en")."""
        return self.words_for(day).spoken(lang)

    def words_for(self, day: dt.date) -> Words:
        """The reason of `why` in both languages."""
        if not self.is_working_day(day):
            return self._off_words(civil_day(day))
        worked = self.worked_words(day)
        return Words(f"{worked.vi}: ngày làm việc", f"{worked.en}: a working day")

    def worked_words(self, day: dt.date) -> Words:
        """What a working day is called: its weekday, and for a make-up day what it makes up for."""
        day = self._known(day)
        name, swap = weekday_words(day), self._made_up.get(day)
        if swap is None:
            return name
        reason = swap.words_made_up()
        return Words(f"{name.vi}, {reason.vi}", f"{name.en}, {reason.en}")

    def state(self, year: int) -> State:
        """Provisional as long as one day off or swap of the year is. Raises CalendarMissing."""
        self._require(year)
        dated = [(d.date, d.state) for d in self.days_off] + [(s.off, s.state) for s in self.swaps]
        unsure = any(day.year == year and state is State.PROVISIONAL for day, state in dated)
        return State.PROVISIONAL if unsure else State.OFFICIAL

    def last_day_after(self, day: dt.date) -> dt.date:
        """The last date up to which every year after this date is held; a past one where its own year is not."""
        year = civil_day(day).year
        while year in self.years:
            year += 1
        before = [held for held in self.years if held < year]
        return dt.date(max(before, default=year - 1), 12, 31)

    def with_swaps(self, adopted: bool) -> Calendar:
        """The same calendar with the optional swaps adopted or left out."""
        return self if adopted == self.swaps_adopted else self._with_the_other_choice

    @cached_property
    def version(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of the canonical JSON (RFC 8785)."""
        return hashlib.sha256(rfc8785.dumps(self.to_json())).hexdigest()[:12]

    @cached_property
    def label(self) -> str:
        """What a result names as its calendar: `vn@1c8f0a2b3d4e`, or `vn+swaps@…` with swaps adopted."""
        swaps = "+swaps" if self.swaps_adopted else ""
        return f"{self.id}{swaps}@{self.version}"

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values that `from_json` reads back; what a stored row holds and `version` digests."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Read back what `to_json` gave. Raises pydantic's ValidationError if it is not that."""
        return cls.model_validate(stored)

    def _known(self, day: dt.date) -> dt.date:
        day = civil_day(day)
        self._require(day.year)
        return day

    def _require(self, year: int) -> None:
        if year not in self.years:
            raise CalendarMissing(year)

    def _is_off(self, day: dt.date) -> bool:
        return day in self._named_off or day.isoweekday() in self.weekly_off

    def _off_words(self, day: dt.date) -> Words:
        name = weekday_words(day)
        weekly = Words(f"{name.vi}, ngày nghỉ hằng tuần", f"{name.en}, a weekly day off")
        return self._named_off.get(day, weekly)

    @cached_property
    def _with_the_other_choice(self) -> Calendar:
        return self.from_json({**self.to_json(), "swaps_adopted": not self.swaps_adopted})

    @cached_property
    def _adopted(self) -> tuple[Swap, ...]:
        applying = tuple(swap for swap in self.swaps if swap.applies(self.weekly_off))
        return applying if self.swaps_adopted else ()

    @cached_property
    def _made_up(self) -> dict[dt.date, Swap]:
        return {swap.make_up: swap for swap in self._adopted}

    @cached_property
    def _named_off(self) -> dict[dt.date, Words]:
        swapped = {swap.off: swap.words_off() for swap in self._adopted}
        return swapped | {d.date: d.words() for d in self.days_off if d.applies(self.weekly_off)}
