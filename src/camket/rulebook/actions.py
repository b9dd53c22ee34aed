"""Publishing: what the policy folder says becomes rows, which nothing edits afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from camket.clock import civil_date
from camket.policy import Clause, Policy
from camket.policy import ClauseVersion as Written
from camket.refusals import NotAllowed
from camket.rulebook.models import CalendarVersion, ClauseVersion, Withdrawal
from camket.rulebook.rules import digest_of
from camket.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Published:
    """The rows that a publication added. Empty, and false, where there was nothing new."""

    clauses: Sequence[ClauseVersion]
    withdrawals: Sequence[Withdrawal]
    calendars: Sequence[CalendarVersion]

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.clauses) + len(self.withdrawals) + len(self.calendars)

    def __bool__(self) -> bool:
        return self.rows > 0

    def to_json(self) -> dict[str, Any]:
        """What the fact `rulebook.published` says."""
        return {
            "clauses": [row.to_json() for row in self.clauses],
            "withdrawals": [row.to_json() for row in self.withdrawals],
            "calendars": [row.to_json() for row in self.calendars],
        }


@transaction.atomic
def publish(policy: Policy, *, at: datetime) -> Published:
    """Add what is new; a second time adds nothing. Records no fact: the caller, who can, does.

    Raises NotAllowed where a published text, day or calendar is no longer what was published, and where a
    clause that is already published would change for days that have passed.
    """
    new = outstanding(policy, at=at)
    ClauseVersion.objects.bulk_create(new.clauses)
    Withdrawal.objects.bulk_create(new.withdrawals)
    CalendarVersion.objects.bulk_create(new.calendars)
    return new


def outstanding(policy: Policy, *, at: datetime) -> Published:
    """What `publish` would add. Writes nothing. Raises as `publish` does."""
    rows = {(row.clause_id, row.valid_from): row.digest for row in ClauseVersion.objects.all()}
    ended = dict(Withdrawal.objects.values_list("clause_id", "last_day"))
    _check_that_nothing_is_gone(policy, rows)
    return Published(
        [
            _row(version, at)
            for clause in policy.clauses
            for version in _new_versions(clause, rows, civil_date(at))
        ],
        [row for clause in policy.clauses for row in _new_end(clause, ended, rows, at)],
        list(_new_calendar(policy.calendar, at)),
    )


Rows = dict[tuple[str, date], str]


def _check_that_nothing_is_gone(policy: Policy, rows: Rows) -> None:
    written = {(clause.id, v.in_force_from) for clause in policy.clauses for v in clause.versions}
    for clause_id, day in sorted(rows.keys() - written):
        raise NotAllowed(
            f"Phiên bản từ {day:%d/%m/%Y} của điều khoản “{clause_id}” đã công bố nhưng không còn trong thư mục chính sách. "
            "Xin trả lại; muốn thôi áp dụng thì ghi withdrawn.",
            f'The version from {day} of the clause "{clause_id}" was published and is no longer in the policy folder. '
            "Put it back; to end a clause, say withdrawn.",
        )


def _new_versions(clause: Clause, rows: Rows, today: date) -> Iterator[Written]:
    """The versions that have no row yet. One that has must still be what was published."""
    last = max((day for name, day in rows if name == clause.id), default=None)
    for version in clause.versions:
        held = rows.get((version.id, version.in_force_from))
        if held is None and last is not None:
            _check_is_news(version, last, today)
        if held is not None and held != version.digest:
            raise _changed(version)
        if held is None:
            yield version


def _changed(version: Written) -> NotAllowed:
    day = version.in_force_from
    return NotAllowed(
        f"Điều khoản “{version.id}” có hiệu lực từ {day:%d/%m/%Y} đã công bố, nay chữ hoặc con số đã khác. "
        "Xin trả lại như cũ và thêm một phiên bản mới với ngày mới.",
        f'The clause "{version.id}" in force from {day} was published, and its text or a number is no longer the same. '
        "Put it back as it was, and add a new version with a new day.",
    )


def _check_is_news(version: Written, last: date, today: date) -> None:
    """What was promised on a day that has passed does not change afterwards (consumer law, article 27)."""
    earliest = max(today, last + timedelta(days=1))
    if version.in_force_from < earliest:
        day = version.in_force_from
        raise NotAllowed(
            f"Phiên bản mới của điều khoản “{version.id}” ghi hiệu lực từ {day:%d/%m/%Y}, sớm nhất phải là {earliest:%d/%m/%Y}: "
            "điều đã hứa không đổi ngược về trước. Xin sửa ngày.",
            f'The new version of the clause "{version.id}" begins on {day}, and {earliest} is the first day it can: '
            "what was promised does not change backwards. Correct the day.",
        )


def _row(version: Written, at: datetime) -> ClauseVersion:
    return ClauseVersion(
        clause_id=version.id,
        digest=version.digest,
        valid_from=version.in_force_from,
        content=version.to_json(),
        source=version.source,
        published_at=at,
    )


def _new_end(
    clause: Clause, ended: dict[str, date], rows: Rows, at: datetime
) -> Iterator[Withdrawal]:
    """The end of a clause, where it is new. It is told beforehand, and never moved afterwards."""
    held, last_day = ended.get(clause.id), clause.versions[-1].until
    if held == last_day:
        return
    known = any(name == clause.id for name, _ in rows)
    if held is not None or last_day is None or (known and last_day < civil_date(at)):
        raise NotAllowed(
            f"Ngày hết hiệu lực của điều khoản “{clause.id}” đã công bố thì không dời, và không ghi lùi về trước. "
            "Xin ghi withdrawn là một ngày sau hôm nay, hoặc trả lại như cũ.",
            f'The end of the clause "{clause.id}" is never moved once it was published, and never lies in the past. '
            "Let withdrawn be a day after today, or put it back as it was.",
        )
    yield Withdrawal(clause_id=clause.id, last_day=last_day, published_at=at)


def _new_calendar(calendar: Calendar, at: datetime) -> Iterator[CalendarVersion]:
    """The calendar, where it is not the one that the company counts by already."""
    content = calendar.to_json()
    digest = digest_of(content)
    last = CalendarVersion.objects.order_by("-pk").first()
    if last is None or last.digest != digest:
        yield CalendarVersion(
            name=calendar.id,
            version=calendar.version,
            digest=digest,
            content=content,
            published_at=at,
        )
