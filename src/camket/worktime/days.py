"""The dated facts of a calendar: days off, and the optional swaps of a working day."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from camket.worktime.words import Words, date_words


class Kind(StrEnum):
    """Why a date is a day off by itself."""

    HOLIDAY = "holiday"
    SUBSTITUTE = "substitute"


class State(StrEnum):
    """How sure a date is: its source gives the decision itself, or is still waiting for it."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


Text = Annotated[str, Field(min_length=1)]


class Frozen(BaseModel):
    """A value that is checked when it is made and never changes; an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DayOff(Frozen):
    """A holiday, or the day that replaces a holiday which fell on a weekly day off.

    `stands_for` is the holiday that a substitute replaces (Labour Code 2019, article 111.3). Where that
    date is a working weekday, as in a company that works on Saturdays, there is nothing to replace.
    """

    date: dt.date
    kind: Kind
    stands_for: dt.date | None = None
    vi: Text
    en: Text
    source: Text
    state: State

    @model_validator(mode="after")
    def _a_substitute_stands_for_a_date(self) -> Self:
        if (self.kind is Kind.SUBSTITUTE) != (self.stands_for is not None):
            raise ValueError("a substitute, and only a substitute, says which date it stands for")
        return self

    def applies(self, weekly_off: frozenset[int]) -> bool:
        """Whether it is a day off in a week with these days off."""
        return self.stands_for is None or self.stands_for.isoweekday() in weekly_off

    def words(self) -> Words:
        """Its name, which says so as long as the date is provisional."""
        if self.state is State.PROVISIONAL:
            return Words(f"{self.vi} (dự kiến)", f"{self.en} (provisional)")
        return Words(self.vi, self.en)


class Swap(Frozen):
    """A working day given free against a weekly day off that is worked; a company may adopt it or not."""

    off: dt.date
    make_up: dt.date
    source: Text
    state: State

    def applies(self, weekly_off: frozenset[int]) -> bool:
        """Whether it swaps anything in such a week: a working day for a weekly day off."""
        off, make_up = self.off.isoweekday(), self.make_up.isoweekday()
        return make_up in weekly_off and off not in weekly_off

    def words_off(self) -> Words:
        """Why the working day is free."""
        day = date_words(self.make_up)
        return Words(
            f"Nghỉ hoán đổi, làm bù ngày {day.vi}", f"Swapped day off, made up on {day.en}"
        )

    def words_made_up(self) -> Words:
        """Why the weekly day off is worked, to be said after the name of the weekday."""
        day = date_words(self.off)
        return Words(f"làm bù cho ngày nghỉ {day.vi}", f"made up for the day off on {day.en}")
