"""Rules about the hours of a day: is the desk open, what of a message left after hours, may one call now."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AwareDatetime, Strict

from camket.clock import HOME_ZONE
from camket.policy.both import Both
from camket.policy.parameters import Unit
from camket.policy.rules.asking import Bound, Given, Moment, Outcome, rule
from camket.policy.rules.wording import A_MINUTE, when, yes_no
from camket.worktime import OpeningHours
from camket.worktime.words import civil_day

HOURS = frozenset({Unit.OPENING_HOURS})
TIMES = frozenset({Unit.TIME})


class At(Given):
    """An instant."""

    at: Annotated[AwareDatetime, Strict()]

    @property
    def day(self) -> Moment:
        """The instant itself."""
        return self.at


@rule(At, hours=HOURS)
def open_at(given: At, bound: Bound) -> Outcome:
    """Whether the desk is open. Facts: `open`, and while it is closed `opens_next`."""
    hours, calendar = _hours(bound), bound.terms.calendar
    closes, at = hours.closes_at(given.at, calendar), when(given.at)
    edge = _turns_within_a_minute(given.at, hours, bound)
    if closes is not None:
        end = when(closes)
        says = Both(
            vi=f"Lúc {at.vi}: đang mở, đến {end.vi}.", en=f"Open {at.en}, and until {end.en}."
        )
        return Outcome(True, says, {"open": True}, edge)
    opens = hours.opens_next(given.at, calendar)
    return Outcome(False, _closed(given.at, opens), {"open": False, "opens_next": opens}, edge)


@rule(At, hours=HOURS)
def waits_for_opening(given: At, bound: Bound) -> Outcome:
    """A message left while the desk is closed. Facts: `waits`, `received` (the day), `opens_next`."""
    hours, calendar = _hours(bound), bound.terms.calendar
    received, at = civil_day(given.at), when(given.at)
    edge = _turns_within_a_minute(given.at, hours, bound)
    if hours.is_open(given.at, calendar):
        says = Both(vi=f"Lúc {at.vi} có người trả lời ngay.", en=f"Someone answers {at.en}.")
        return Outcome(False, says, {"waits": False, "received": received}, edge)
    opens = hours.opens_next(given.at, calendar)
    facts = {"waits": True, "received": received, "opens_next": opens}
    return Outcome(True, _closed(given.at, opens), facts, edge)


@rule(At, opens=TIMES, closes=TIMES)
def within_window(given: At, bound: Bound) -> Outcome:
    """Within two times of the day, the second one no longer. Facts: `within`."""
    day = civil_day(given.at)
    start, end = (_instant(day, bound.values[slot].plain) for slot in ("opens", "closes"))
    within, at = start <= given.at < end, when(given.at)
    word = yes_no(
        within,
        Both(vi="trong khung giờ", en="within the hours"),
        Both(vi="ngoài khung giờ", en="outside the hours"),
    )
    says = Both(vi=f"Lúc {at.vi}: {word.vi}.", en=f"It is {word.en} {at.en}.")
    edge = any(abs(given.at - turn) <= A_MINUTE for turn in (start, end))
    return Outcome(within, says, {"within": within}, edge)


def _hours(bound: Bound) -> OpeningHours:
    return OpeningHours.from_plain(bound.values["hours"].plain)


def _closed(at: dt.datetime, opens: dt.datetime) -> Both:
    now, then = when(at), when(opens)
    return Both(
        vi=f"Lúc {now.vi}: ngoài giờ; mở lại {then.vi}.",
        en=f"Closed {now.en}; it opens {then.en}.",
    )


def _turns_within_a_minute(at: dt.datetime, hours: OpeningHours, bound: Bound) -> bool:
    """Whether the desk was in the other state a minute before, or will be a minute later."""
    states = {
        hours.is_open(at + step, bound.terms.calendar)
        for step in (-A_MINUTE, A_MINUTE * 0, A_MINUTE)
    }
    return len(states) > 1


def _instant(day: dt.date, time: str) -> dt.datetime:
    hour, minute = (int(part) for part in time.split(":"))
    midnight = dt.datetime.combine(day, dt.time(), HOME_ZONE)
    return midnight + dt.timedelta(hours=hour, minutes=minute)
