"""The rule about outages: what a customer gets for the time in which a service could not be used."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AwareDatetime, Strict

from camket.policy.both import Both
from camket.policy.parameters import Unit
from camket.policy.rules.asking import Bound, Given, Moment, Outcome, rule
from camket.policy.rules.wording import A_MINUTE, when
from camket.refusals import NotUnderstood

Instant = Annotated[AwareDatetime, Strict()]
A_DAY = dt.timedelta(hours=24)
HOURS, DAYS = frozenset({Unit.HOURS}), frozenset({Unit.DAYS})


def begun_days(began: dt.datetime, ended: dt.datetime) -> int:
    """How many times 24 hours have begun between two instants; a day that has only begun counts."""
    return -((began - ended) // A_DAY)


def days_credited(began: dt.datetime, ended: dt.datetime, *, least_hours: int, a_day: int) -> int:
    """The days of use that an outage brings: `a_day` for each begun day, none below `least_hours`."""
    if ended - began < dt.timedelta(hours=least_hours):
        return 0
    return begun_days(began, ended) * a_day


class Outage(Given):
    """A service that could not be used from one instant to another."""

    began: Instant
    ended: Instant

    @property
    def day(self) -> Moment:
        """The beginning."""
        return self.began


@rule(Outage, least=HOURS, a_day=DAYS)
def outage_credited(given: Outage, bound: Bound) -> Outcome:
    """Days of use for an outage that lasted at least so many hours. Facts: `days`."""
    if given.ended < given.began:
        raise NotUnderstood(
            "sự cố không thể kết thúc trước khi bắt đầu.",
            "an outage cannot end before it begins.",
        )
    least, a_day = bound.number("least"), bound.number("a_day")
    days = days_credited(given.began, given.ended, least_hours=least, a_day=a_day)
    start, end = when(given.began), when(given.ended)
    got = _got(days, least)
    says = Both(
        vi=f"Sự cố từ {start.vi} đến {end.vi}: {got.vi}.",
        en=f"An outage that began {start.en} and ended {end.en}: {got.en}.",
    )
    return Outcome(days > 0, says, {"days": days}, _is_near(given, least))


def _got(days: int, least: int) -> Both:
    if not days:
        return Both(vi=f"chưa đủ {least} giờ, không cộng ngày", en=f"below {least} hours, no days")
    unit = "day" if days == 1 else "days"
    return Both(vi=f"cộng thêm {days} ngày sử dụng", en=f"{days} {unit} of use more")


def _is_near(given: Outage, least: int) -> bool:
    """Whether a minute more or less would have changed the days."""
    lasted = given.ended - given.began
    into_the_day = lasted % A_DAY
    turns = abs(lasted - dt.timedelta(hours=least)) <= A_MINUTE
    return turns or min(into_the_day, A_DAY - into_the_day) <= A_MINUTE
