"""What was in force when, and whether the rows are what was published."""

from __future__ import annotations

from datetime import date, datetime

from camket.refusals import NotFound
from camket.rulebook.models import CalendarVersion, ClauseVersion, Withdrawal
from camket.rulebook.rules import VERSION_LETTERS, digest_of


def clause_in_force(clause_id: str, on: date) -> ClauseVersion:
    """The published version of a clause that holds on a day. Raises NotFound."""
    rows = ClauseVersion.objects.filter(clause_id=clause_id, valid_from__lte=on)
    row = rows.order_by("-valid_from").first()
    ended = Withdrawal.objects.filter(clause_id=clause_id, last_day__lt=on).exists()
    if row is None or ended:
        raise NotFound(
            f"Ngày {on:%d/%m/%Y} điều khoản “{clause_id}” không có hiệu lực.",
            f'The clause "{clause_id}" was not in force on {on}.',
        )
    return row


def calendar_in_force(at: datetime) -> CalendarVersion:
    """The calendar that the company counted by at a moment. Raises NotFound before the first one."""
    rows = CalendarVersion.objects.filter(published_at__lte=at)
    row = rows.order_by("-published_at", "-pk").first()
    if row is None:
        raise NotFound(
            "Chưa có lịch làm việc nào được công bố vào thời điểm đó.",
            "No calendar had been published by that moment.",
        )
    return row


def verify_rows() -> str | None:
    """The first row whose content is not what its digest says, or whose columns differ from it, in words."""
    faults = (_clause_fault(row) for row in ClauseVersion.objects.order_by("pk"))
    others = (_calendar_fault(row) for row in CalendarVersion.objects.order_by("pk"))
    return next(filter(None, faults), None) or next(filter(None, others), None)


def _clause_fault(row: ClauseVersion) -> str | None:
    said = (row.content.get("id"), row.content.get("from"))
    if digest_of(row.content) != row.digest:
        return f"clause {row.clause_id} from {row.valid_from}: its content was changed"
    if said != (row.clause_id, row.valid_from.isoformat()):
        return (
            f"clause {row.clause_id} from {row.valid_from}: its content is of another clause or day"
        )
    return None


def _calendar_fault(row: CalendarVersion) -> str | None:
    if digest_of(row.content) != row.digest:
        return f"calendar {row.name}@{row.version}: its content was changed"
    if (row.content.get("id"), row.digest[:VERSION_LETTERS]) != (row.name, row.version):
        return f"calendar {row.name}@{row.version}: its content is of another calendar"
    return None
