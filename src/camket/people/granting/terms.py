"""How long a grant and an invitation may last, as the clause about accounts says (`nghia-vu.tai-khoan`)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from camket.clock import HOME_ZONE, civil_date
from camket.refusals import NotUnderstood
from camket.rulebook.company import published_number

CLAUSE = "nghia-vu.tai-khoan"
LONGEST_DAYS, INVITATION_DAYS = 365, 7
"""For companies whose policy says nothing about it."""


def longest_days(at: datetime) -> int:
    """How many days a grant may last at the most."""
    return published_number(CLAUSE, "longest_days", on=civil_date(at), otherwise=LONGEST_DAYS)


def invitation_days(at: datetime) -> int:
    """How many days an invitation waits for an answer."""
    return published_number(CLAUSE, "invitation_days", on=civil_date(at), otherwise=INVITATION_DAYS)


def end_of(last_day: date, *, at: datetime) -> datetime:
    """The instant at which a grant ends: the midnight after its last day. Raises NotUnderstood."""
    today, longest = civil_date(at), longest_days(at)
    if not today <= last_day <= today + timedelta(days=longest):
        latest = today + timedelta(days=longest)
        raise NotUnderstood(
            f"Xin chọn một ngày từ hôm nay tới {latest:%d/%m/%Y}: ủy quyền dài nhất là {longest} ngày.",
            f"Choose a day from today to {latest:%d/%m/%Y}: it may last {longest} days at the most.",
        )
    return datetime.combine(last_day + timedelta(days=1), time(), HOME_ZONE)


def answer_by(at: datetime) -> datetime:
    """Until when an invitation may be accepted."""
    return at + timedelta(days=invitation_days(at))
