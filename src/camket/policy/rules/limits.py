"""Rules about limits: done in time, told long enough before, a later day announced in time."""

from __future__ import annotations

import datetime as dt

from pydantic import StrictBool

from camket.clock import HOME_ZONE
from camket.policy.both import Both
from camket.policy.parameters import Unit
from camket.policy.rules.asking import LIMITS, Bound, Day, Given, Moment, Outcome, rule
from camket.policy.rules.wording import ONE_DAY, near, when, yes_no
from camket.worktime import Due, DueInstant, working_day_before
from camket.worktime.words import civil_day, date_words

IN_TIME = Both(vi="đúng hạn", en="in time")
LATE = Both(vi="trễ hạn", en="late")


class Done(Given):
    """Something that was received, and when it was done."""

    received: Moment
    done: Moment

    @property
    def day(self) -> Moment:
        """The receipt."""
        return self.received


@rule(Done, limit=LIMITS)
def in_time(given: Done, bound: Bound) -> Outcome:
    """Done before the limit ended. Facts: `in_time`, `due` (a date, or for hours the instant)."""
    due = bound.due("limit", given.received)
    kept = is_before_the_end(given.done, due)
    return Outcome(
        accepted=kept,
        says=_said_in_time(given, due, kept),
        facts={"in_time": kept, "due": due.at if isinstance(due, DueInstant) else due.due},
        on_the_edge=near(given.done, due.ends_at, due.due),
        due=due,
    )


def is_before_the_end(done: Moment, due: Due) -> bool:
    """Whether something was done while the limit ran: a day ends at 24:00, an instant is still in time."""
    if not isinstance(done, dt.datetime):
        return done <= due.due
    return done <= due.ends_at if isinstance(due, DueInstant) else done < due.ends_at


def ends(due: Due) -> Both:
    """How the end of a limit is said: `hết ngày 02/12/2026`, or the instant of a limit in hours."""
    if isinstance(due, DueInstant):
        return when(due.at)
    day = date_words(due.due)
    return Both(vi=f"hết ngày {day.vi}", en=f"the end of {day.en}")


def _said_in_time(given: Done, due: Due, kept: bool) -> Both:
    start, done, end = when(given.received), when(given.done), ends(due)
    word = yes_no(kept, IN_TIME, LATE)
    return Both(
        vi=f"Tính từ {start.vi}, hạn là {end.vi}. Làm xong {done.vi}: {word.vi}.",
        en=f"Counted from what happened {start.en}, the limit is {end.en}. Done {done.en}: {word.en}.",
    )


class Told(Given):
    """Something that takes effect on a day, and when it was told."""

    told: Moment
    takes_effect: Day

    @property
    def day(self) -> Moment:
        """The telling."""
        return self.told


@rule(Told, ahead=frozenset({Unit.WORKING_DAYS, Unit.DAYS}))
def told_before(given: Told, bound: Bound) -> Outcome:
    """Told at least so many days before. Facts: `in_time`, `latest` (the last day on which to tell)."""
    latest = _latest(given.takes_effect, bound)
    kept = civil_day(given.told) <= latest
    told, last, effect = when(given.told), date_words(latest), date_words(given.takes_effect)
    word = yes_no(kept, Both(vi="đủ sớm", en="early enough"), Both(vi="quá trễ", en="too late"))
    says = Both(
        vi=f"Có hiệu lực ngày {effect.vi} nên phải báo chậm nhất ngày {last.vi}. Đã báo {told.vi}: {word.vi}.",
        en=f"It takes effect on {effect.en}, so it must be told by {last.en}. Told {told.en}: {word.en}.",
    )
    edge = civil_day(given.told) in {latest, latest + ONE_DAY}
    return Outcome(kept, says, {"in_time": kept, "latest": latest}, edge)


def _latest(effect: dt.date, bound: Bound) -> dt.date:
    days = bound.number("ahead")
    if bound.values["ahead"].parameter.unit is Unit.DAYS:
        return effect - ONE_DAY * days
    return working_day_before(effect, days, bound.terms.calendar)


class Announced(Given):
    """A promised day, and a later one that was announced with or without a reason."""

    limit: Day
    announced: Moment
    expected: Day
    reason: StrictBool

    @property
    def day(self) -> Moment:
        """The announcement."""
        return self.announced


@rule(Announced)
def later_day_announced(given: Announced, bound: Bound) -> Outcome:
    """Announced before the first day passed, with a reason. Facts: `holds`, `limit` (what then holds)."""
    midnight = dt.datetime.combine(given.limit + ONE_DAY, dt.time(), HOME_ZONE)
    early = is_before_the_end(given.announced, Due(given.limit, "", ()))
    holds = early and given.reason and given.expected > given.limit
    limit = given.expected if holds else given.limit
    announced, last = when(given.announced), date_words(limit)
    why = yes_no(holds, _HOLDS, _LACKS_REASON if early else _TOO_LATE)
    says = Both(
        vi=f"Báo {announced.vi}: {why.vi}. Ngày cam kết là {last.vi}.",
        en=f"Announced {announced.en}: {why.en}. The promised day is {last.en}.",
    )
    edge = near(given.announced, midnight, given.limit)
    return Outcome(holds, says, {"holds": holds, "limit": limit}, edge)


_HOLDS = Both(vi="trước hạn và có lý do", en="before the limit and with a reason")
_TOO_LATE = Both(vi="hạn đã qua", en="the limit had passed")
_LACKS_REASON = Both(
    vi="thiếu lý do, hoặc ngày mới không muộn hơn",
    en="without a reason, or for a day that is no later",
)
