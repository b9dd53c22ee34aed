"""Which dates a case is given, under which clause, counted on which calendar.

Every number comes from the clause in force on the day of receipt; nothing here knows one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from camket.arrivals.submission import Matter
from camket.clock import HOME_ZONE, civil_date
from camket.promises.models import Promise
from camket.promises.rules import NewPromise, PromiseKind, dated_promise, within_working_days
from camket.refusals import NotUnderstood
from camket.rulebook.company import current_calendar, current_policy
from camket.worktime import Due, due_in_working_days, working_day_before

ACKNOWLEDGE = "khieu-nai.xac-nhan"
RESOLVE = "thoi-gian.thuong"
COMPLEX = "thoi-gian.phuc-tap"
COOPERATE = "nghia-vu.hop-tac"
TELL = "khieu-nai.thong-bao"
REMEDY = "khieu-nai.xu-ly"
REMIND_AT = time(9, 0)


def promises_for(subject: str, kind: Matter, received_at: datetime) -> list[NewPromise]:
    """What a new case is promised from the moment of receipt.

    Everything that a customer sends is acknowledged (consumer law, article 31.2); a complaint is also
    resolved within the published time.
    """
    day = civil_date(received_at)
    calendar, policy = current_calendar(), current_policy()
    promises = [
        within_working_days(
            subject,
            PromiseKind.ACKNOWLEDGE,
            received_at,
            policy.clause(ACKNOWLEDGE, on=day),
            calendar,
            limit="limit_working_days",
            basis="law",
        )
    ]
    if kind == Matter.COMPLAINT:
        promises.append(
            within_working_days(
                subject,
                PromiseKind.RESOLVE,
                received_at,
                policy.clause(RESOLVE, on=day),
                calendar,
                limit="limit_working_days",
                aim="aim_working_days",
            )
        )
    return promises


def later_promise(old: Promise, day: date, *, at: datetime) -> NewPromise:
    """The announced day of a complex case, which must be a working day after the old one."""
    if day <= old.limit:
        raise NotUnderstood(
            f"Ngày mới phải sau hạn đang có ({old.limit:%d/%m/%Y}).",
            f"The new day must be after the present limit ({old.limit:%d/%m/%Y}).",
        )
    clause = current_policy().clause(COMPLEX, on=civil_date(at))
    return dated_promise(old.subject, PromiseKind.RESOLVE, at, day, clause, current_calendar())


def remedy_promise(subject: str, day: date, *, at: datetime) -> NewPromise:
    """The day by which a remedy is done is a promise like any other."""
    clause = current_policy().clause(REMEDY, on=civil_date(at))
    return dated_promise(subject, PromiseKind.REMEDY, at, day, clause, current_calendar())


def answer_day(at: datetime) -> Due:
    """Until when an answer of the customer helps."""
    days = _number(COOPERATE, "answer_working_days", at)
    return due_in_working_days(at, days, current_calendar())


def reminder_instant(answer_by: date) -> datetime:
    """The morning of the working day before the answer's day: when the customer is reminded once."""
    day = working_day_before(answer_by, 1, current_calendar())
    return datetime.combine(day, REMIND_AT, HOME_ZONE)


@dataclass(frozen=True, slots=True)
class Reply:
    """How long a customer has to answer a result, in working days: as its letter says it, so it is."""

    silence: int
    contest: int


def reply_times(decided_at: datetime) -> Reply:
    """Until silence closes a told result, and from then on until it may be contested no more.

    The clause in force on the day of the decision sets both: its letter is written then.
    """
    silence = _number(TELL, "silence_working_days", decided_at)
    return Reply(silence, _number(TELL, "contest_working_days", decided_at))


def silence_day(told_at: datetime, *, decided_at: datetime) -> Due:
    """Until when a told result waits for a word before silence closes the case."""
    return due_in_working_days(told_at, reply_times(decided_at).silence, current_calendar())


def contest_ends(closed_at: datetime, *, decided_at: datetime) -> date:
    """The last day on which a closed result may be contested."""
    return due_in_working_days(closed_at, reply_times(decided_at).contest, current_calendar()).due


def is_after_hours(at: datetime) -> bool:
    """Whether the desk is closed at that instant."""
    return not current_policy().hours.is_open(at, current_calendar())


def opens_next(at: datetime) -> datetime:
    """When the desk opens again."""
    return current_policy().hours.opens_next(at, current_calendar())


def _number(clause: str, parameter: str, at: datetime) -> int:
    return current_policy().clause(clause, on=civil_date(at)).number(parameter)
