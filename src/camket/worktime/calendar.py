"""A calendar: which days are worked, and why not."""

from __future__ import annotations

import datetime as dt
import hashlib
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

import rfc8785
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from camket.refusals import CalendarMissing
from camket.worktime.words import Words, civil_day, date_words, weekday_words


class Kind(StrEnum):
    """Why a date is a day off by itself."""

    HOLIDAY = "holiday"
    SUBSTITUTE = "substitute"


class State(StrEnum):
    """How sure a date is: decided in a document that was seen, or awaiting that."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


SortedInts = Annotated[
    frozenset[int], PlainSerializer(sorted, return_type=list[int]), BeforeValidator(frozenset)
]
Text = Annotated[str, Field(min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DayOff(_Frozen):
    """A holiday, or the day that replaces a holiday which fell on a weekly day off.

    `stands_for` is the holiday that a substitute replaces (Labour Code 2019, article 111.3): where that
    date is a normal working weekday, as in a company that works on Saturdays, there is nothing to replace.
    """

    date: dt.date
    vi: Text
    en: Text
    kind: Kind = Kind.HOLIDAY
    stands_for: dt.date | None = None
    source: Text
    state: State = State.OFFICIAL

    def words(self) -> Words:
        if self.state is State.PROVISIONAL:
            return Words(f"{self.vi} (dự kiến)", f"{self.en} (provisional)")
        return Words(self.vi, self.en)


class Swap(_Frozen):
    """A working weekday given free against a Saturday worked instead; a company may adopt it or not."""

    off: dt.date
    make_up: dt.date
    source: Text
    state: State = State.OFFICIAL

    def words_off(self) -> Words:
        day = date_words(self.make_up)
        return Words(
            f"Nghỉ hoán đổi, làm bù ngày {day.vi}", f"Swapped day off, made up on {day.en}"
        )


class Calendar(_Frozen):
    """The working days of the years it holds. A date in any other year raises CalendarMissing.

    `weekly_off` holds ISO weekdays (Monday is 1). Dates are civil dates in Ho Chi Minh City; an aware
    datetime may be given and is read as its civil date.
    """

    id: Text
    weekly_off: SortedInts
    years: SortedInts
    days_off: tuple[DayOff, ...] = ()
    swaps: tuple[Swap, ...] = ()
    swaps_adopted: bool = False

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the day is an open weekday that is not a day off, or an adopted make-up day."""
        day = self._known(day)
        return day in self._made_up or not self._is_off(day)

    def is_named_day_off(self, day: dt.date) -> bool:
        """Whether the day is off for more than being a weekly day off: a holiday, substitute or swap."""
        return self._known(day) in self._named_off

    def works_like(self, day: dt.date) -> int:
        """The ISO weekday whose hours the day has: its own, or for a make-up day the swapped day's."""
        swap = self._made_up.get(self._known(day))
        return (swap.off if swap else day).isoweekday()

    def why(self, day: dt.date, lang: str) -> str:
        """One short reason why the day is worked or not, in `lang` ("vi" or "en")."""
        return self.words_for(day).spoken(lang)

    def words_for(self, day: dt.date) -> Words:
        """The reason of `why` in both languages."""
        if not self.is_working_day(day):
            return self._off_words(day)
        worked = self.worked_words(day)
        return Words(f"{worked.vi}: ngày làm việc", f"{worked.en}: a working day")

    def worked_words(self, day: dt.date) -> Words:
        """What a working day is called: its weekday, and for a make-up day what it makes up for."""
        day = self._known(day)
        name, swap = weekday_words(day), self._made_up.get(day)
        if swap is None:
            return name
        off = date_words(swap.off)
        return Words(
            f"{name.vi}, làm bù cho ngày nghỉ {off.vi}",
            f"{name.en}, made up for the day off on {off.en}",
        )

    def state(self, year: int) -> State:
        """Provisional as long as one day off or swap of the year is. Raises CalendarMissing."""
        self._known(dt.date(year, 1, 1))
        dated = [(d.date, d.state) for d in self.days_off] + [(s.off, s.state) for s in self.swaps]
        states = {state for day, state in dated if day.year == year}
        return State.PROVISIONAL if State.PROVISIONAL in states else State.OFFICIAL

    def with_swaps(self, adopted: bool) -> Calendar:
        """The same calendar with the optional swaps adopted or left out."""
        return self.model_copy(update={"swaps_adopted": adopted})

    @cached_property
    def version(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of the canonical JSON (RFC 8785)."""
        return hashlib.sha256(rfc8785.dumps(self.to_json())).hexdigest()[:12]

    @property
    def label(self) -> str:
        """What a result names as its calendar: `vn@1c8f0a2b3d4e`, `vn+swaps@…` with swaps adopted."""
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
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        return day

    def _is_off(self, day: dt.date) -> bool:
        return day in self._named_off or day.isoweekday() in self.weekly_off

    def _off_words(self, day: dt.date) -> Words:
        name = weekday_words(day)
        weekly = Words(f"{name.vi}, ngày nghỉ hằng tuần", f"{name.en}, a weekly day off")
        return self._named_off.get(day, weekly)

    @cached_property
    def _adopted(self) -> tuple[Swap, ...]:
        """The swaps that apply: a make-up day must take the place of a weekly day off."""
        if not self.swaps_adopted:
            return ()
        return tuple(s for s in self.swaps if s.make_up.isoweekday() in self.weekly_off)

    @cached_property
    def _made_up(self) -> dict[dt.date, Swap]:
        return {swap.make_up: swap for swap in self._adopted}

    @cached_property
    def _named_off(self) -> dict[dt.date, Words]:
        swapped = {swap.off: swap.words_off() for swap in self._adopted}
        own = {d.date: d.words() for d in self.days_off if self._replaces_something(d)}
        return swapped | own

    def _replaces_something(self, day_off: DayOff) -> bool:
        replaced = day_off.stands_for
        return replaced is None or replaced.isoweekday() in self.weekly_off
